"""`setup` and `enroll`: a store of one's own, and joining it to the commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import Answer
from kh57_desktop.cli.command import Command, Needs, Setting
from kh57_desktop.cli.help import explained
from kh57_desktop.errors import NotYet
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _setup(setting: Setting) -> Answer:
    options = setting.options
    if options.what == "commune":
        if options.plan is not None:  # another plan's text needs its own checks first
            raise NotYet(what="setup commune --plan")
        office, made = setting.doors.setup_commune(options.officer, setting.password())
        keys = {
            "home": str(office.desk.home.folder),
            "commune_key": made.commune_key,
            "recovery_code": made.recovery_code,
        }
        lines = [
            vi("Mã khóa của xã (hai phong bì niêm phong): {code}").format(code=made.commune_key)
        ]
    else:
        office, asked = setting.doors.setup_unit(
            options.unit, options.officer, setting.password(), options.out
        )
        keys = {
            "home": str(office.desk.home.folder),
            "request": str(asked.request),
            "confirm_code": asked.confirm_code,
            "recovery_code": asked.recovery_code,
        }
        lines = [
            vi("Mã đối chiếu (chỉ đọc qua điện thoại): {code}").format(code=asked.confirm_code)
        ]
    office.close()
    lines.append(vi("Mã khôi phục: {code}").format(code=keys["recovery_code"]))
    return Answer(keys, tuple(lines))


def _enroll(setting: Setting) -> Answer:
    options = setting.options
    enrollment = setting.at_work.enrollment
    if options.what == "answer":
        answered = enrollment.answer(options.file, options.confirm, options.out)
        keys = {
            "device": answered.device,
            "unit": answered.unit,
            "role": answered.role,
            "answer": str(answered.file),
        }
        return Answer(keys, (str(answered.file),))
    joined = enrollment.finish(options.file)
    keys = {"device": joined.device, "unit": joined.unit, "role": joined.role}
    return Answer(keys, (vi("Đã ghép máy với xã."),))


def _setup_words(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    commune = what.add_parser("commune", **explained("setup commune"))
    commune.add_argument("--officer", required=True, metavar="NAME")
    commune.add_argument("--plan", type=words.place, metavar="FILE")
    unit = what.add_parser("unit", **explained("setup unit"))
    unit.add_argument("--unit", required=True, metavar="CODE")
    unit.add_argument("--officer", required=True, metavar="NAME")
    unit.add_argument("--out", required=True, type=words.new_file, metavar="FILE")


def _enroll_words(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    answer = what.add_parser("answer", **explained("enroll answer"))
    answer.add_argument("file", type=words.file, metavar="REQUEST")
    answer.add_argument("--confirm", required=True, metavar="CODE")
    answer.add_argument("--out", required=True, type=words.new_file, metavar="FILE")
    finish = what.add_parser("finish", **explained("enroll finish"))
    finish.add_argument("file", type=words.file, metavar="ANSWER")


COMMANDS = (
    Command("setup", _setup, _setup_words, Needs.DOORS),
    Command("enroll", _enroll, _enroll_words),
)
