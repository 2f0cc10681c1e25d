"""Everything an officer can do, in one value; windows and terminal hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.services.access import Access
    from kh57_desktop.services.attendance import Attendance
    from kh57_desktop.services.catalog import Catalog
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.services.device import Device
    from kh57_desktop.services.drafts import Drafts
    from kh57_desktop.services.enrollment import Enrollment
    from kh57_desktop.services.entry import Entry
    from kh57_desktop.services.exchange import Exchange
    from kh57_desktop.services.first_run import NewCommune, NewUnit
    from kh57_desktop.services.first_steps import FirstSteps
    from kh57_desktop.services.history import History
    from kh57_desktop.services.home import FrontPage
    from kh57_desktop.services.keeping import Keeping
    from kh57_desktop.services.people import People
    from kh57_desktop.services.periods import Periods
    from kh57_desktop.services.reporting import Reporting
    from kh57_desktop.services.restoring import CopyAbout, Restoring
    from kh57_desktop.services.searching import Search
    from kh57_desktop.services.sheets import Sheets
    from kh57_desktop.services.upkeep import Upkeep
    from kh57_desktop.system.calls import Calls
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class Office:
    """An unlocked store and every use case on it."""

    desk: Desk
    records: Keeping
    people: People
    attendance: Attendance
    drafts: Drafts
    search: Search
    history: History
    catalog: Catalog
    periods: Periods
    access: Access
    home: FrontPage
    entry: Entry

    # what home does not need is imported when it is first asked for: home comes sooner

    @property
    def device(self) -> Device:
        """The settings of this device."""
        from kh57_desktop.services.device import Device  # noqa: PLC0415

        return Device(self.desk.home, self.desk.disk)

    @property
    def exchange(self) -> Exchange:
        """Bundles and conflicts."""
        from kh57_desktop.services.exchange import Exchange  # noqa: PLC0415

        return Exchange(self.desk)

    @property
    def enrollment(self) -> Enrollment:
        """Joining PCs to the commune."""
        from kh57_desktop.services.enrollment import Enrollment  # noqa: PLC0415

        return Enrollment(self.desk)

    @property
    def reporting(self) -> Reporting:
        """Figures and papers."""
        from kh57_desktop.services.reporting import Reporting  # noqa: PLC0415

        return Reporting(self.desk)

    @property
    def sheets(self) -> Sheets:
        """Spreadsheets."""
        from kh57_desktop.services.sheets import Sheets  # noqa: PLC0415

        return Sheets(self.desk)

    @property
    def upkeep(self) -> Upkeep:
        """Copies of the store and its check."""
        from kh57_desktop.services.upkeep import Upkeep  # noqa: PLC0415

        return Upkeep(self.desk)

    @property
    def first_steps(self) -> FirstSteps:
        """What is left of the first start."""
        from kh57_desktop.services.first_steps import FirstSteps  # noqa: PLC0415

        return FirstSteps(self.desk)

    @property
    def restoring(self) -> Restoring:
        """Bringing a copy of this store back."""
        from kh57_desktop.services.restoring import Restoring  # noqa: PLC0415

        return Restoring(self.desk)

    def close(self) -> None:
        """Seal what was written, close the store and let go of the data folder."""
        try:
            self.desk.journal.close()
        finally:
            self.desk.release()


class SelfTest(Protocol):
    """What a self-test found: the names of its steps, and why the failed ones did."""

    @property
    def passed(self) -> Sequence[str]:
        """The steps that passed."""

    @property
    def failed(self) -> Sequence[str]:
        """The steps that failed."""

    @property
    def why(self) -> Mapping[str, str]:
        """What is wrong, by the name of the step."""


class Doors(Protocol):
    """How an office is opened or made; built by `app`, handed to windows and terminal."""

    @property
    def disk(self) -> Disk:
        """The disk that everything outside the store goes through."""

    @property
    def device(self) -> Device:
        """The settings of this device, known before the password."""

    def first_look(self) -> tuple[str, int]:
        """Return theme and text size of the first window."""

    @property
    def calls(self) -> Calls:
        """Where further starts of the program call the window."""

    def exists(self) -> bool:
        """Tell whether the data folder holds a store."""

    def last_copy(self) -> tuple[dt.datetime | None, dt.datetime]:
        """Return when the newest copy was made, as far as one sees from outside, and the moment."""

    def is_practice(self) -> bool:
        """Tell whether the store is for practice."""

    def unlock(self, password: str) -> Office:
        """Open the store; raises `PasswordWrong`, `AlreadyOpen`, `StoreTooNew` and others."""

    def setup_commune(
        self, officer: str, password: str, plan: Path | None = None, *, by_steps: bool = False
    ) -> tuple[Office, NewCommune]:
        """Make the commune's store with the plan and the catalog built in.

        By steps, what is not typed back yet is asked for again at the next start.
        """

    def setup_unit(
        self,
        unit: str,
        officer: str,
        password: str,
        out: Path | None = None,
        *,
        by_steps: bool = False,
    ) -> tuple[Office, NewUnit]:
        """Make a unit's store that can record at once, and its request when a file is named."""

    def units(self) -> tuple[tuple[str, str], ...]:
        """Return the units a store may be set up for, as (code, name)."""

    def copies(self, place: Path | None = None) -> tuple[CopyAbout, ...]:
        """Return the copies that a file or folder holds, the newest first; without one, our own."""

    def restore(
        self, backup: Path, into: Path | None, password: str, progress: Progress | None = None
    ) -> Path:
        """Bring a backup back into an empty folder, our own unless one is named; returns it."""

    def mend(self, backup: Path, password: str, progress: Progress | None = None) -> bool:
        """Put a backup in the place of a store that does not open; the damaged file is kept."""

    def practice(self, into: Path, months: int, seed: int, progress: Progress) -> tuple[Path, ...]:
        """Make a practice commune below a folder; returns its homes, the commune's first."""

    def practice_commune(
        self, progress: Progress, *, at_commune: bool = False
    ) -> tuple[Doors, str]:
        """Return the doors of a practice home, made when there is none, and its password."""

    def self_test(self, progress: Progress, keep: Path | None = None) -> SelfTest:
        """Walk the road in a temporary folder; keeps pictures and papers where it is told to."""

    def waits_until(self) -> dt.datetime | None:
        """Return until when a further password is refused after five wrong ones."""
