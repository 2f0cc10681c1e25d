"""The composition root: builds every concrete part once and closes them in reverse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi
from kh57_desktop.system import paths, preflight
from kh57_desktop.system.clock import FixedClock, SystemClock
from kh57_desktop.system.disk import RealDisk

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from kh57_desktop.practice.commune import Practice
    from kh57_desktop.practice.self_test import Proven
    from kh57_desktop.services.device import Device
    from kh57_desktop.services.first_run import Ground, NewCommune, NewUnit
    from kh57_desktop.services.office import Office
    from kh57_desktop.services.restoring import CopyAbout
    from kh57_desktop.system.calls import Calls
    from kh57_desktop.system.clock import Clock
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home
    from kh57_desktop.system.progress import Progress


PRACTICE = "-practice"
"""What the folder of the practice commune is called after the data folder beside it."""
PATIENCE_S = 60
"""How long the windows of a self-test may take."""


class HomeDoors:
    """The doors of one data folder (see `services.office.Doors`)."""

    def __init__(
        self,
        home: Home,
        clock: Clock,
        disk: Disk | None = None,
        *,
        is_rehearsal: bool = False,
        makes_practice: bool = False,
    ) -> None:
        self.home, self.clock, self.disk = home, clock, disk or RealDisk()
        self.is_rehearsal, self.makes_practice, self._wrong = is_rehearsal, makes_practice, 0
        self._wait_until: dt.datetime | None = None

    @property
    def device(self) -> Device:
        """The settings of this device, known before the password."""
        from kh57_desktop.services.device import Device

        return Device(self.home, self.disk)

    def first_look(self) -> tuple[str, int]:
        """Return theme and text size of the first window; the other settings can wait."""
        from kh57_desktop.system.first_look import first_look

        return first_look(self.home.settings, self.disk)

    @property
    def calls(self) -> Calls:
        """Where further starts of the program call the window."""
        from kh57_desktop.system.calls import Calls

        return Calls(self.home.calls, self.disk)

    def exists(self) -> bool:
        """Tell whether the data folder holds a store that was finished."""
        return self.home.is_set_up

    def last_copy(self) -> tuple[dt.datetime | None, dt.datetime]:
        """Return when the newest copy in the data folder was made, by its name, and the moment."""
        from kh57_desktop.system.first_look import newest_copy

        now = self.clock.now()
        return newest_copy(self.home.backups, self.disk, now.tzinfo), now

    def is_practice(self) -> bool:
        """Tell whether the window is opened on a practice store, whose password is known."""
        return self.makes_practice

    def waits_until(self) -> dt.datetime | None:
        """Return until when a further password is refused; None when one may be tried."""
        if self._wait_until is None or self.clock.now() >= self._wait_until:
            return None
        return self._wait_until

    def unlock(self, password: str) -> Office:
        """Open the store; the password alone tells who is there.

        Raises `PasswordWrong`, `AlreadyOpen`, `KeyFileDamaged`, `StoreTooNew`, `StoreDamaged`,
        and `CommandUnclear` for `--at` on a home that is no rehearsal.
        """
        from kh57_desktop.errors import CommandUnclear, PasswordWrong
        from kh57_desktop.services import opening

        try:
            office = opening.unlock(self.home, self.clock, self.disk, password)
        except PasswordWrong:
            from kh57_desktop.system.keys import seconds_to_wait

            self._wrong += 1
            wait = dt.timedelta(seconds=seconds_to_wait(self._wrong))
            self._wait_until = self.clock.now() + wait if wait else None
            raise
        self._wrong, self._wait_until = 0, None
        if self.is_rehearsal and not opening.is_rehearsal(office):
            office.close()
            problem = vi("--at chỉ dùng được với thư mục dữ liệu tập dượt")
            raise CommandUnclear(problem=problem)
        return office

    def setup_commune(
        self, officer: str, password: str, plan: Path | None = None, *, by_steps: bool = False
    ) -> tuple[Office, NewCommune]:
        """Make the commune's store and open it; raises `InvalidRecord` for a short password."""
        from kh57_desktop.services import first_run

        text = plan.read_text(encoding="utf-8-sig") if plan is not None else None
        ground = self._ground(by_steps=by_steps)
        made = first_run.set_up_commune(ground, officer, password, text)
        return self.unlock(password), made

    def setup_unit(
        self,
        unit: str,
        officer: str,
        password: str,
        out: Path | None = None,
        *,
        by_steps: bool = False,
    ) -> tuple[Office, NewUnit]:
        """Make a unit's store, with its request when a file is named, and open it."""
        from kh57_desktop.services import first_run

        ground = self._ground(by_steps=by_steps)
        made = first_run.set_up_unit(ground, unit, officer, password, out)
        return self.unlock(password), made

    def units(self) -> tuple[tuple[str, str], ...]:
        """Return the units a store may be set up for, as (code, name)."""
        from kh57_desktop.services import seeding

        rows = [values for kind, values in seeding.built_in() if kind == "units"]
        return tuple((str(r["code"]), str(r["name"])) for r in rows if not r.get("is_issuer"))

    def copies(self, place: Path | None = None) -> tuple[CopyAbout, ...]:
        """Return the copies that a file or folder holds, the newest first; without one, our own.

        Raises `BackupUnusable` and `StoreTooNew` for a file.
        """
        from kh57_desktop.services import restoring

        return restoring.copies_in(place or self.home.backups)

    def restore(
        self, backup: Path, into: Path | None, password: str, progress: Progress | None = None
    ) -> Path:
        """Bring a backup back into an empty folder, our own unless one is named; returns it."""
        from kh57_desktop.services import restoring
        from kh57_desktop.system.place import refuse_bad_place

        folder = into or self.home.folder
        if not self.makes_practice:
            refuse_bad_place(folder)
        return restoring.restore(backup, folder, password, self.disk, progress)

    def mend(self, backup: Path, password: str, progress: Progress | None = None) -> bool:
        """Put a backup in the place of a store that does not open; the damaged file is kept.

        Tells whether only the key file had to be brought back.
        """
        from kh57_desktop.services import restoring

        return restoring.mend(self.home, self.clock, self.disk, backup, password, progress)

    def practice(self, into: Path, months: int, seed: int, progress: Progress) -> tuple[Path, ...]:
        """Make a practice commune below a folder; returns its homes, the commune's first.

        Raises `CommandUnclear` for more months than the plan has lived, or none.
        """
        from kh57_desktop.errors import CommandUnclear
        from kh57_desktop.practice import commune

        most = commune.most_months(self.clock.today())
        if not 1 <= months <= most:
            problem = vi("tập luyện được từ 1 đến {most} tháng, không phải {months}")
            raise CommandUnclear(problem=problem.format(most=most, months=months))
        made = commune.make(self.practice_doors, into, months=months, seed=seed, progress=progress)
        return tuple(made.homes.values())

    def practice_commune(
        self, progress: Progress, *, at_commune: bool = False
    ) -> tuple[HomeDoors, str]:
        """Return the doors of this month's practice commune beside our folder, and its password.

        The school's, or the commune's; made anew when there is none of this month.
        """
        from kh57_desktop.practice import commune, road

        into = self.home.folder.with_name(f"{self.home.folder.name}{PRACTICE}")
        today = self.clock.today()
        made = road.ready(self.practice_doors, into, today, self.disk, progress)
        home = made.homes[commune.COMMUNE if at_commune else road.SCHOOL]
        return self.practice_doors(home), commune.PASSWORD

    def self_test(self, progress: Progress, keep: Path | None = None) -> Proven:
        """Walk the road in a temporary folder; returns what passed, what failed and why.

        Pictures of windows and the papers are put into the folder they shall be kept in.
        """
        from kh57_desktop.practice import self_test

        return self_test.run(self.practice_doors, self._paint, progress, keep)

    def _paint(self, practice: Practice, out: Path) -> str:
        """Paint windows in a child: where Qt finds no screen it ends its process unasked."""
        from kh57_desktop.system import again, display

        homes = practice.stick.parent
        at = (self.clock.now().isoformat(),) if self.is_rehearsal else ()
        around = {} if display.is_there() else {"QT_QPA_PLATFORM": "offscreen"}
        words = (again.PAINT, str(homes), str(out), *at)
        ended = again.run(*words, patience=PATIENCE_S, around=around)
        return "" if ended.code == 0 else f"ended with {ended.code}\n{ended.told}"

    def practice_doors(self, home: Path) -> HomeDoors:
        """Return the doors of a practice home: cheap key slots, a known password."""
        at, is_rehearsal = paths.Home(home), self.is_rehearsal
        return HomeDoors(at, self.clock, self.disk, is_rehearsal=is_rehearsal, makes_practice=True)

    def _ground(self, *, by_steps: bool) -> Ground:
        from kh57_desktop.services.first_run import Ground
        from kh57_desktop.system.keys import CHEAP, NORMAL

        cost = CHEAP if self.makes_practice else NORMAL
        how = (self.makes_practice, self.is_rehearsal, by_steps)
        return Ground(self.home, self.clock, self.disk, cost, *how)


def doors(home: Path | None = None, at: dt.datetime | None = None) -> HomeDoors:
    """Return the doors of a data folder; a moment given makes it a rehearsal.

    Raises `WindowsTooOld`, `ProcessorTooOld` and `ProgramMisplaced` before a library is loaded that
    would end the process there.
    """
    preflight.require()
    place = paths.Home(home.absolute()) if home is not None else paths.default_home()
    clock = FixedClock(at) if at is not None else SystemClock()
    return HomeDoors(place, clock, is_rehearsal=at is not None)


def window(
    home: Path | None = None, at: dt.datetime | None = None, file: Path | None = None
) -> int:
    """Open the window, with a file to be looked into; raises what `doors` and `one_window` do."""
    return one_window(doors(home, at), file=file)


def one_window(at_home: HomeDoors, known_password: str = "", file: Path | None = None) -> int:
    """Run the window of a data folder, or have the one that runs there come to the front.

    Raises what `window_room` raises, `NoRoomToBegin`, and `AlreadyOpen` where nobody answers.
    """
    from kh57_desktop.system import display

    display.require()
    if not at_home.exists():
        from kh57_desktop.system import room

        room.require_to_begin(at_home.home.folder, at_home.disk)
    with at_home.calls.standing(file) as is_ours:
        return int(window_room().run(at_home, known_password, file)) if is_ours else 0


def window_room() -> ModuleType:
    """Return the module that runs the window, in the shortest time.

    Raises `DisplayMissing`, and `WindowsIncomplete` or `ProgramIncomplete` where Qt has no footing.
    """
    import gc

    from kh57_desktop.system import display, embedded

    display.require()
    gc.disable()  # so far nothing can die; later the window's thread collects (`ui.background`)
    with preflight.parts_named():
        with embedded.remembered(RealDisk()):
            from kh57_desktop.ui import binding
        binding.calm()
        from kh57_desktop.ui import running

    return running
