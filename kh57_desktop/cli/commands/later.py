"""Commands of the contract that this version does not have yet: a coded error, exit 1."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from kh57_desktop.cli.command import Command, Needs
from kh57_desktop.errors import NotYet

if TYPE_CHECKING:
    from kh57_desktop.cli.command import Setting

NAMES = (
    *("revoke", "lost", "export", "receipt", "held", "admit", "refuse"),
    *("approve", "close", "reopen", "issue", "issued", "lint", "erase", "diagnostics"),
)


def _any_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER)


def _later(setting: Setting) -> NoReturn:
    raise NotYet(what=setting.options.command.name)


COMMANDS = tuple(Command(name, _later, _any_words, Needs.DOORS) for name in NAMES)
