"""`password`, `officers`, `recovery-code`: who may open this store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import Answer, record_keys
from kh57_desktop.cli.command import Command, Setting
from kh57_desktop.cli.help import explained
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import CommandUnclear, NoSuchRecord
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from kh57_desktop.domain.edits import Shown

NAME = vi("họ và tên cán bộ")


def _password(setting: Setting) -> Answer:
    setting.at_work.access.change_password(_new_password(setting))
    return Answer({}, (vi("Đã đổi mật khẩu."),))


def _officers(setting: Setting) -> Answer:
    access, options = setting.at_work.access, setting.options
    more: dict[str, Any] = {}
    lines: tuple[str, ...] = ()
    if options.what == "add":
        roles = _roles(options.roles)
        access.add_officer(options.name, _new_password(setting), roles, options.position or "")
    elif options.what == "change":
        _change(setting, options.id)
    elif options.what == "password":
        access.give_password(options.id, _new_password(setting))
    elif options.what == "remove":
        code = access.end_access(options.id).recovery_code
        more = {"recovery_code": code}
        lines = (vi("Mã khôi phục mới, mã cũ không dùng được nữa: {code}").format(code=code),)
    officers = access.officers()
    rows = [record_keys(officer) for officer in officers]
    lines = (*(f"{o.id}  {o['full_name']}" for o in officers), *lines)
    return Answer({"officers": rows, **more}, lines)


def _change(setting: Setting, officer: int) -> None:
    """Change what the words name, and leave the rest of the officer as it is."""
    access, options = setting.at_work.access, setting.options
    now = _known(access.officers(), officer)
    kept = now["roles"]
    held = tuple(Role(role) for role in kept) if isinstance(kept, tuple) else ()
    access.change_officer(
        officer,
        options.name if options.name is not None else str(now["full_name"]),
        _roles(options.roles) if options.roles is not None else held,
        options.position if options.position is not None else str(now["position"] or ""),
    )


def _known(officers: tuple[Shown, ...], officer: int) -> Shown:
    for one in officers:
        if one.id == officer:
            return one
    raise NoSuchRecord(what=f"officers/{officer}")


def _recovery(setting: Setting) -> Answer:
    code = setting.at_work.access.renew_recovery_code()
    return Answer({"recovery_code": code}, (code,))


def _new_password(setting: Setting) -> str:
    file: Path = setting.options.new_password_file
    return words.password_in(file)


def _roles(text: str) -> tuple[Role, ...]:
    """Return the roles of a list such as «R1,R2»; raises `CommandUnclear` for a strange word."""
    found = []
    for word in text.split(","):
        role = Role.meant(word)
        if role is None:
            raise CommandUnclear(problem=vi("không có vai trò «{word}»").format(word=word))
        found.append(role)
    return tuple(dict.fromkeys(found))


def _password_words(parser: ArgumentParser) -> None:
    parser.add_argument("--new-password-file", required=True, type=words.place, metavar="FILE")


def _officers_words(parser: ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what")
    add = what.add_parser("add", **explained("officers add"))
    add.add_argument("--name", required=True, type=words.named, metavar="NAME", help=NAME)
    add.add_argument("--roles", required=True, metavar="ROLES")
    add.add_argument("--position", metavar="TEXT")
    add.add_argument("--new-password-file", required=True, type=words.place, metavar="FILE")
    change = what.add_parser("change", **explained("officers change"))
    change.add_argument("id", type=words.record_id, metavar="ID")
    change.add_argument("--name", type=words.named, metavar="NAME", help=NAME)
    change.add_argument("--roles", metavar="ROLES")
    change.add_argument("--position", metavar="TEXT")
    password = what.add_parser("password", **explained("officers password"))
    password.add_argument("id", type=words.record_id, metavar="ID")
    password.add_argument("--new-password-file", required=True, type=words.place, metavar="FILE")
    remove = what.add_parser("remove", **explained("officers remove"))
    remove.add_argument("id", type=words.record_id, metavar="ID")


def _no_words(parser: ArgumentParser) -> None:
    """Take no words."""
    del parser


COMMANDS = (
    Command("password", _password, _password_words),
    Command("officers", _officers, _officers_words),
    Command("recovery-code", _recovery, _no_words),
)
