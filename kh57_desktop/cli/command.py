"""What a command of the terminal is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from kh57_desktop.cli.answer import Answer
    from kh57_desktop.services.office import Doors, Office
    from kh57_desktop.system.progress import Progress


class Needs(Enum):
    """What has to stand before a command runs."""

    OFFICE = "an unlocked store"
    DOORS = "a data folder, with or without a store"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a command may use besides its own words."""

    options: Namespace
    doors: Doors
    password: Callable[[], str]
    progress: Progress
    office: Office | None = None

    @property
    def at_work(self) -> Office:
        """The unlocked store; commands that need one are given one."""
        if self.office is None:
            raise RuntimeError(Needs.OFFICE.value)
        return self.office


@dataclass(frozen=True, slots=True)
class Command:
    """One word of the contract."""

    name: str
    run: Callable[[Setting], Answer]
    configure: Callable[[ArgumentParser], None]
    needs: Needs = Needs.OFFICE
    takes_anything: bool = False
