"""What a bundle would change, did change, or holds: the values that windows and terminal show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path


class BundleState(Enum):
    """How a bundle stands before it is taken in (SCREENS 07)."""

    READY = "ready"
    CONFLICTS = "conflicts"
    WAITING = "waiting"
    HELD = "held"
    RECEIVED = "received"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts of SYNC 14; nothing was written for them."""

    path: Path
    name: str
    sender: str
    """Code of the unit that packed it."""
    device: str
    changes: int
    new: Mapping[str, int]
    """Rows created, by kind."""
    changed: int
    """Fields whose shown value changes."""
    conflicts: int
    refused: int
    waiting_for: tuple[str, ...]
    already: int
    state: BundleState


@dataclass(frozen=True, slots=True)
class Accepted:
    """A bundle that was taken in: changes = applied + waiting + refused + already."""

    preview: Preview
    applied: int
    receipt: str | None
    """16 letters, only when nothing waits and nothing was refused (SYNC 8.5)."""
    changes: Changes = field(default_factory=Changes)
    return_to: str = ""
    """Code of the unit that may get a bundle back."""


class Standing(Enum):
    """How far a bundle of the diary has come."""

    ANSWER_OWED = "answer owed"
    """Taken in here; the sender has not been told yet."""
    ANSWERED = "answered"
    SENT = "sent"
    """Packed here; the other side has not confirmed it."""
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One line of the exchange's diary: a bundle that was sent or taken in here."""

    bundle: str
    at: dt.datetime
    is_sent: bool
    unit: str
    """Code of the unit on the other side; empty for a device that is not known any more."""
    device: str
    """The other device, by the first letters of its number."""
    changes: int
    new: Mapping[str, int]
    """Rows it created here, by kind; empty for what was sent."""
    changed: int
    conflicts: int
    file: str
    receipt: str
    """The code that proves a bundle taken in whole; empty otherwise."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Packed:
    """The files that were packed; empty when there was nothing to send."""

    files: tuple[Path, ...]
    changes: int
    size: int
