"""What every use case stands on: the journal, the clock, and who sits at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kh57_desktop.domain.vocabulary import Role
    from kh57_desktop.journal.journal import Journal
    from kh57_desktop.system.clock import Clock
    from kh57_desktop.system.files import Disk
    from kh57_desktop.system.keys import StoreKey
    from kh57_desktop.system.paths import Home


@dataclass(frozen=True, slots=True)
class Actor:
    """The officer whose key slot was opened."""

    id: int | None
    """None when the recovery code or the commune's envelope opened the store."""
    name: str
    roles: frozenset[Role]
    has_left: bool = False
    """Whether their access was ended elsewhere: they are let in only to hand the machine over."""


@dataclass(frozen=True, slots=True)
class Post:
    """The unit this store belongs to, and whether it is the commune's."""

    id: int
    code: str
    name: str
    is_office: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """An unlocked store with its officer."""

    journal: Journal
    clock: Clock
    disk: Disk
    home: Home
    officer: Actor
    post: Post
    key: StoreKey = field(repr=False)
    release: Callable[[], None] = field(repr=False)
    """Lets another copy of the program have the data folder."""
    is_practice: bool = False
    due: tuple[str, ...] = ()
    """The steps of the first start that whoever sits here has still to do."""

    def today(self) -> dt.date:
        """Return the present day."""
        return self.clock.now().date()
