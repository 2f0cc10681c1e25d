"""Commands of the contract that this version does not have yet: a coded error, exit 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from kh57_desktop.cli.command import Command, Needs
from kh57_desktop.errors import NotYet

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from kh57_desktop.cli.command import Setting

NAMES = (
    *("revoke", "lost", "export", "receipt", "held", "admit", "refuse"),
    *("approve", "close", "reopen", "issue", "issued", "lint", "erase", "diagnostics"),
)


def _any_words(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*")


def _later(setting: Setting) -> NoReturn:
    raise NotYet(what=setting.options.command.name)


COMMANDS = tuple(
    Command(name, _later, _any_words, Needs.DOORS, takes_anything=True) for name in NAMES
)
