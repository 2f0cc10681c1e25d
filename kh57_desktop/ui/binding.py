"""Start Qt's binding, and stop what it does at every import after that.

For its option of other names (`__feature__`), which we do not use, it reads the source of each
module that is imported later and keeps it: a tenth of the way from the password to home.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - everything of the binding starts here


def calm() -> None:
    """Import as Python does; does nothing where the binding left that alone."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
