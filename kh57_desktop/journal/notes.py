"""Why a ledger was written, as it travels with its changes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Note: TypeAlias = Literal[
    "", "import", "undo", "settle", "submit", "practice", "program", "program settles", "redo"
]

NOTES: Mapping[Note, int] = MappingProxyType(
    {
        "": 0,
        "import": 1,
        "undo": 2,
        "settle": 4,
        "submit": 8,
        "practice": 16,
        "program": 32,
        "program settles": 32 + 4,
        "redo": 64,
    }
)
UNDO, SETTLE, SUBMIT = NOTES["undo"], NOTES["settle"], NOTES["submit"]
REDO, PROGRAM = NOTES["redo"], NOTES["program"]
"""What no officer asked for: it follows from a merge, and nobody takes it back."""
