"""A commune and a school that have joined, to be worked on, hurt and looked into."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.app import HomeDoors
from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience
from kh57_desktop.errors import PasswordWrong
from kh57_desktop.store.opening import connect
from kh57_desktop.system.clock import FixedClock
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from tests.support.desks import an_activity
from tests.support.terminal import PASSWORD, a_commune, a_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kh57_desktop.services.office import Office

AT = dt.datetime(2026, 6, 16, 14, 36)  # noqa: DTZ001 - the clock of a rehearsal knows its zone
CLASS = 20
ANOTHER = "mật khẩu thứ hai"
_OF_THE_STORE = ("sqlite_", "search_text_", "sync_segment")
"""Segments hold the changes once more; sealing them is no change."""


@dataclass
class Ground:
    """The folders of a commune and a school that have joined, and what lies on the stick."""

    folder: Path
    training: int = 0
    lesson: int = 0
    people: tuple[int, ...] = ()
    sent: tuple[Path, ...] = ()
    confirm: str = ""
    """The spoken code of a unit that nobody has answered yet."""

    @property
    def school(self) -> Path:
        """The school's data folder."""
        return self.folder / "TR-NTT"

    @property
    def commune(self) -> Path:
        """The commune's data folder."""
        return self.folder / "xa"

    @property
    def stranger(self) -> Path:
        """The data folder of a unit that has not joined yet."""
        return self.folder / "MTTQ"

    @property
    def fresh(self) -> Path:
        """A folder that holds nothing yet."""
        return self.folder / "moi"

    @property
    def back(self) -> Path:
        """The folder into which a copy is brought back."""
        return self.folder / "lai"

    @property
    def copy(self) -> Path:
        """A copy of the school's store."""
        (found,) = (self.school / "backups").glob("*_asked.kh57backup")
        return found

    @property
    def out(self) -> Path:
        """Where bundles, papers and copies go."""
        return self.folder / "ra"

    def copied(self, to: Path) -> Ground:
        """Return the same ground in another folder."""
        shutil.copytree(self.folder, to)
        sent = tuple(to / path.relative_to(self.folder) for path in self.sent)
        return Ground(to, self.training, self.lesson, self.people, sent, self.confirm)


def a_ground(folder: Path) -> Ground:
    """Set up a commune, a school with a class and a month of work, and a bundle on its way."""
    ground = Ground(folder)
    commune = a_commune(folder)
    a_unit(folder, commune)
    office = unlocked(ground.school)
    person = {"audience": Audience.STUDENTS, "birth_year": 2014}
    ground.people = tuple(
        office.people.save(Edit("people", None, {"full_name": f"Y Hoa {n}", **person})).id
        for n in range(CLASS)
    )
    values = {"title": "Lớp số", "starts_on": dt.date(2026, 3, 3)}
    ground.training = office.records.save(Edit("trainings", None, values)).id
    office.attendance.enroll(ground.training, ground.people)
    held = {"training": ground.training, "ordinal": 1, "held_on": dt.date(2026, 3, 3)}
    ground.lesson = office.records.save(Edit("lessons", None, held)).id
    for n in range(3):
        office.records.save(an_activity(office.desk, title=f"Hoạt động {n}"))
    ground.sent = office.exchange.pack(folder / "usb").files
    office.upkeep.backup()
    for n in range(3, 6):
        office.records.save(an_activity(office.desk, title=f"Hoạt động {n}"))
    office.close()
    request = folder / "MTTQ.kh57request"
    made = doors(ground.stranger).setup_unit("MTTQ", "A Nhi", PASSWORD, request)
    made[0].close()
    office = unlocked(ground.commune)
    office.enrollment.answer(request, made[1].confirm_code, folder / "MTTQ.kh57answer")
    office.close()
    made = doors(folder / "ND").setup_unit("ND", "Y Mrao", PASSWORD, folder / "ND.kh57request")
    made[0].close()
    ground.confirm = made[1].confirm_code
    ground.out.mkdir()
    return ground


def doors(home: Path, disk: object = None) -> HomeDoors:
    """Return the doors of a home whose key slots cost next to nothing, on any disk."""
    clock = FixedClock(AT)
    return HomeDoors(Home(home), clock, disk or RealDisk(), is_rehearsal=True, makes_practice=True)


def unlocked(home: Path, disk: object = None, password: str = PASSWORD) -> Office:
    """Open a data folder."""
    return doors(home, disk).unlock(password)


def opens(home: Path, secret: str) -> bool:
    """Tell whether a password opens a home."""
    try:
        KeyFile.read(home / "keys.json", RealDisk()).open(secret)
    except PasswordWrong:
        return False
    return True


def slots(home: Path, held: Mapping[str, list]) -> list[object]:
    """Return who may open a home, but for slots whose owner the store does not know (yet)."""
    file = KeyFile.read(home / "keys.json", RealDisk())
    with _reading(home) as con:
        officers = {officer for (officer,) in con.execute("SELECT id FROM officer")}
    is_joined = any(name == "certificate" for name, _ in held["setting"])
    return [
        slot
        for slot in file.body()["slots"]
        if (slot.get("officer") in officers if slot["kind"] == "officer" else True)
        and (is_joined or slot["kind"] != "commune")
    ]


def content(home: Path) -> dict[str, list]:
    """Return everything a store holds; fails unless the file and all references are whole."""
    with _reading(home) as con:
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        assert con.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert con.execute("PRAGMA cipher_integrity_check").fetchall() == []
        named = con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted(name for (name,) in named if not name.startswith(_OF_THE_STORE))
        return {name: _rows(con, name) for name in names}


@contextlib.contextmanager
def _reading(home: Path) -> Iterator[Any]:
    secret = next(word for word in (PASSWORD, ANOTHER) if opens(home, word))
    key = KeyFile.read(home / "keys.json", RealDisk()).open(secret).key
    con = connect(home / "kh57.db", key)
    try:
        yield con
    finally:
        con.close()


def _rows(con: object, table: str) -> list[tuple]:
    columns = "stream, q, stamp, officer" if table == "sync_change" else "*"
    return sorted(con.execute(f"SELECT {columns} FROM {table}"), key=repr)  # noqa: S608 - our names
