"""`backup`, `restore`, `check`, `practice`, `self-test`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli import streams, words
from kh57_desktop.cli.answer import DONE, REFUSED, WAITING, Answer
from kh57_desktop.cli.command import Command, Needs, Setting
from kh57_desktop.errors import NotYet
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from argparse import ArgumentParser


UNITS = 3
"""How many units a practice commune of this version has."""


def _backup(setting: Setting) -> Answer:
    copy = setting.at_work.upkeep.backup(setting.options.out)
    return Answer({"file": str(copy.file), "sha256": copy.sha256}, (str(copy.file),))


def _restore(setting: Setting) -> Answer:
    options = setting.options
    folder = setting.doors.restore(options.file, options.into, setting.password(), setting.progress)
    return Answer({"home": str(folder)}, (str(folder),))


def _check(setting: Setting) -> Answer:
    found = setting.at_work.upkeep.check()
    rows = [{"level": f.level, "what": f.what} for f in found]
    waits = any(f.level == "fault" for f in found)
    lines = tuple(f"{f.level}: {f.what}" for f in found) or (vi("Không có vấn đề gì."),)
    return Answer({"findings": rows}, lines, WAITING if waits else DONE)


def _practice(setting: Setting) -> Answer:
    options = setting.options
    if options.units != UNITS:
        raise NotYet(what=f"practice --units {options.units}")
    homes = setting.doors.practice(options.into, options.months, options.seed, setting.progress)
    return Answer({"homes": [str(home) for home in homes]}, tuple(str(home) for home in homes))


def _self_test(setting: Setting) -> Answer:
    proven = setting.doors.self_test(setting.progress, setting.options.pictures)
    for name, wrong in proven.why.items():
        streams.tell(f"{name}: {wrong}\n")
    passed, failed = list(proven.passed), list(proven.failed)
    lines = (*(f"ok  {name}" for name in passed), *(f"FAILED  {name}" for name in failed))
    keys = {"passed": passed, "failed": failed}
    return Answer(keys, lines, REFUSED if failed else DONE, ok=not failed)


def _backup_words(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=words.folder, metavar="DIR")


def _restore_words(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=words.file, metavar="FILE")
    parser.add_argument("--into", required=True, type=words.folder, metavar="DIR")


def _check_words(parser: ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true")


def _practice_words(parser: ArgumentParser) -> None:
    parser.add_argument("--into", required=True, type=words.folder, metavar="DIR")
    parser.add_argument("--units", type=words.count, default=UNITS)
    parser.add_argument("--months", type=words.count, default=3)
    parser.add_argument("--seed", type=words.whole, default=57)


def _self_test_words(parser: ArgumentParser) -> None:
    parser.add_argument("--pictures", type=words.folder, metavar="DIR")


COMMANDS = (
    Command("backup", _backup, _backup_words),
    Command("restore", _restore, _restore_words, Needs.DOORS),
    Command("check", _check, _check_words),
    Command("practice", _practice, _practice_words, Needs.DOORS),
    Command("self-test", _self_test, _self_test_words, Needs.DOORS),
)
