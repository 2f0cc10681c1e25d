"""Start Qt's binding, and stop what it does at every import after that.

For its option of other names (`__feature__`), which we do not use, it reads the source of each
module that is imported later and keeps it: a tenth of the way from the password to home.
"""

from __future__ import annotations

import builtins
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Iterator


def calm() -> None:
    """Import as Python does; does nothing where the binding left that alone."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


@contextmanager
def own_last_words() -> Iterator[None]:
    """End the process in our words where Qt finds no screen that answers: it gives no choice."""
    qInstallMessageHandler(_hear)
    try:
        yield
    finally:
        qInstallMessageHandler(None)


def _hear(kind: QtMsgType, _where: object, _text: str) -> None:
    if kind is not QtMsgType.QtFatalMsg:
        return  # its warnings on the way there
    from kh57_desktop.errors import DisplayMissing, sentences  # noqa: PLC0415 - seldom

    if sys.stderr is not None:
        sys.stderr.write(f"{sentences(DisplayMissing())}\n")
        sys.stderr.flush()
    os._exit(1)  # Qt would abort as soon as it is answered
