"""Read the words of a command, run it, answer with one JSON object or lines and an exit code."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from kh57_desktop.cli import streams
from kh57_desktop.cli import words as typed
from kh57_desktop.cli.answer import REFUSED, say, say_error
from kh57_desktop.cli.command import Command, Needs, Setting
from kh57_desktop.cli.commands import COMMANDS
from kh57_desktop.cli.help import DOES, Parser
from kh57_desktop.cli.progress import terminal_progress
from kh57_desktop.domain.rights import HANDING_OVER
from kh57_desktop.errors import ClockImplausible, CommandUnclear, Kh57Error, sentences
from kh57_desktop.i18n import vi
from kh57_desktop.services import standing
from kh57_desktop.system.progress import Canceled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kh57_desktop.cli.answer import Answer
    from kh57_desktop.services.office import Doors, Office

_log = logging.getLogger(__name__)

PASSWORD_VARIABLE = "KH57_PASSWORD"  # noqa: S105  a name, not a password
HOME_VARIABLE = "KH57_HOME"


class OpensDoors(Protocol):
    """How the terminal reaches a data folder; `app` gives it."""

    def __call__(self, home: Path | None, at: dt.datetime | None) -> Doors:
        """Return the doors of a data folder; None is the platform's own."""


class OpensWindow(Protocol):
    """How the window is opened on a data folder; `app` gives it."""

    def __call__(self, home: Path | None, at: dt.datetime | None) -> int:
        """Show the window until it is closed; returns the exit code, raises `DisplayMissing`."""


def run(words: Sequence[str], doors: OpensDoors, window: OpensWindow | None = None) -> int:
    """Run one command; returns the exit code of COMMAND_LINE.md. No traceback reaches the user.

    Words without a command open the window, where there is one.
    """
    as_json = "--json" in words
    try:
        _refuse_broken(words)
        options = _parser().parse_args(_common_first(words))
        if options.command is None:
            return _opened(options, window)
        streams.refuse_closed()
        return say(_run(options, doors), as_json=options.json)
    except (KeyboardInterrupt, Canceled):
        return REFUSED
    except Exception as error:  # noqa: BLE001  the terminal's top: a traceback there is a defect
        return say_error(error, as_json=as_json)


def _opened(options: argparse.Namespace, window: OpensWindow | None) -> int:
    """Open the window: it asks for the password itself and has no answer to give."""
    if window is None or options.json or options.password_file:
        raise CommandUnclear(problem=vi("còn thiếu {what}").format(what="COMMAND"))
    return window(options.home or _surrounding_home(), options.at)


def _run(options: argparse.Namespace, doors: OpensDoors) -> Answer:
    command: Command = options.command
    at_home = doors(options.home or _surrounding_home(), options.at)
    secret = _Password(options.password_file)
    setting = Setting(options, at_home, secret.told, terminal_progress())
    if command.needs is Needs.DOORS:
        return command.run(setting)
    office = at_home.unlock(secret.told())
    try:
        _tell_of_the_clock(office)
        if office.desk.officer.has_left:
            streams.tell(f"{HANDING_OVER}\n")
        return command.run(Setting(options, at_home, secret.told, setting.progress, office))
    except Kh57Error:
        raise
    except Exception:
        # here the log of the store still stands; later Python would print it on the terminal
        _log.exception("command failed")
        raise
    finally:
        office.close()


def _tell_of_the_clock(office: Office) -> None:
    """Say on standard error that the clock is behind: a notice, never a lock."""
    stands = standing.of(office.desk)
    if stands.is_clock_behind:
        now, last = (f"{at:%H:%M %d/%m/%Y}" for at in (stands.now, stands.known_until) if at)
        streams.tell(f"{sentences(ClockImplausible(now=now, last=last))}\n")


def _surrounding_home() -> Path | None:
    """Return the data folder the surroundings name; raises `CommandUnclear` for what is none."""
    named = os.environ.get(HOME_VARIABLE)
    try:
        return typed.folder(named) if named else None
    except argparse.ArgumentTypeError as refused:
        raise CommandUnclear(problem=f"{HOME_VARIABLE}: {refused}") from refused


def _refuse_broken(words: Sequence[str]) -> None:
    """Refuse bytes that are no UTF-8: no text of the store can hold them."""
    for word in words:
        if not word.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in word):
            shown = word.encode("utf-8", "replace").decode()
            raise CommandUnclear(problem=vi("«{word}» không phải chữ UTF-8").format(word=shown))


class _Password:
    """The password, asked for once and only when it is needed."""

    def __init__(self, file: Path | None) -> None:
        # read at once and removed, so that no child process inherits it
        self._given = os.environ.pop(PASSWORD_VARIABLE, None)
        self._file = file

    def told(self) -> str:
        """Return the password from the file, the environment or the terminal."""
        if self._given is None:
            self._given = self._asked()
        return self._given

    def _asked(self) -> str:
        if self._file is not None:
            return typed.password_in(self._file)
        with suppress(EOFError):  # typed Ctrl+D: nothing was told either
            if streams.can_be_asked():
                return getpass.getpass(vi("Mật khẩu: "))
        raise CommandUnclear(problem=vi("thiếu mật khẩu: dùng --password-file"))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="kh57", description=vi("Kế hoạch truyền thông Nghị quyết 57 của xã"))
    parser.add_argument("--home", type=typed.folder, metavar="DIR")
    parser.add_argument("--password-file", type=typed.place, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--at", type=_instant, metavar="TIME")
    parser.set_defaults(command=None)
    known = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        # a word that is not here yet says so whatever follows it, options included
        prefix = "\0" if command.takes_anything else "-"
        does = DOES[command.name]
        if command.takes_anything:
            does = vi("{does} (chưa có ở phiên bản này)").format(does=does)
        sub = known.add_parser(
            command.name,
            help=does,
            description=does,
            prefix_chars=prefix,
            add_help=not command.takes_anything,
        )
        command.configure(sub)
        sub.set_defaults(command=command)
    return parser


def _instant(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            vi("không phải thời điểm: {text}").format(text=text)
        ) from error


def _common_first(words: Sequence[str]) -> list[str]:
    """Let `--json` stand anywhere: scripts put it last."""
    rest = [word for word in words if word != "--json"]
    return ["--json", *rest] if len(rest) < len(words) else rest
