"""Stores filled from the yardsticks' rows, made once per scale and copied for each case."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import commune

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience
from kh57_desktop.services import first_run, opening
from kh57_desktop.services.first_run import Ground as NewStore
from kh57_desktop.store import queries, schema
from kh57_desktop.system.clock import VIETNAM
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import NORMAL
from kh57_desktop.system.paths import Home
from ours.mapping import FIELDS, FIRST_DAY, KIND_OF, OWNER, Numbers, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yardstick import Ground

    from kh57_desktop.services.office import Office

PASSWORD = "tập luyện 57"
SHOWN_UNIT = "DV07"
"""The unit whose rows the yardsticks list; here it is the store's own."""
LAST_DAY = FIRST_DAY + dt.timedelta(days=365 * 5)
FULL_ROSTER = 1000
LESSONS = 7
_TOGETHER = 500
_MARKS_TOGETHER = 20_000


class WorkingClock:
    """A clock that goes on by minutes, as between one thing written and the next."""

    def __init__(self, at: dt.datetime, seed: int = 57) -> None:
        self._at, self._pick = at, random.Random(seed)

    def now(self) -> dt.datetime:
        """Return the next moment at which somebody writes."""
        self._at += dt.timedelta(microseconds=self._pick.randrange(20_000_000, 300_000_000))
        return self._at

    def today(self) -> dt.date:
        """Return the day."""
        return self._at.date()


def last_evening(day: dt.date = LAST_DAY) -> WorkingClock:
    """Return a clock that stands on the evening of a day."""
    return WorkingClock(dt.datetime.combine(day, dt.time(17), VIETNAM))


def set_up_unit(home: Path, clock: WorkingClock) -> None:
    """Make the store of the unit, with a key slot as dear as an officer's."""
    ground = NewStore(Home(home), clock, RealDisk(), NORMAL, is_rehearsal=True)
    first_run.set_up_unit(ground, OWNER, "Nguyễn Thị Hạnh", PASSWORD, None)


def unlocked(home: Path, clock: WorkingClock | None = None) -> Office:
    """Open a store as its officer does."""
    return opening.unlock(Home(home), clock or last_evening(), RealDisk(), PASSWORD)


def copied(ground: Ground, template: Path) -> Path:
    """Return a copy of a made folder that the case may change."""
    return Path(shutil.copytree(template, ground.folder / template.name))


def unit(ground: Ground) -> Office:
    """Return the unit with all the rows of the commune, in a copy of its store."""
    return unlocked(copied(ground, unit_template(ground)))


def unit_template(ground: Ground) -> Path:
    """Return the folder of the unit's store that nobody changes; made when it is not there."""
    made = ground.work / f"ours_unit_{ground.scale:g}_v{schema.VERSION}"
    if not made.exists():
        with building(made) as new:
            clock = last_evening()
            set_up_unit(new, clock)
            office = unlocked(new, clock)
            office.desk.journal.store.driver.execute("PRAGMA synchronous=OFF")
            fill(office, ground.scale)
            office.close()
    return made


@contextlib.contextmanager
def building(made: Path) -> Iterator[Path]:
    """Lend a folder that gets its name only when it is whole."""
    new = made.with_name(made.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    yield new
    new.rename(made)


def numbers_of(office: Office) -> Numbers:
    """Return where units, villages and plan items of the yardsticks lead."""
    with office.desk.journal.reading() as con:
        units = {row["code"]: row.id for row in queries.living(con, "units")}
        villages = [row.id for row in queries.living(con, "villages")]
        items = sorted(row.id for row in queries.living(con, "plan_items"))
    numbers = Numbers(dict(zip(commune.VILLAGES, itertools.cycle(sorted(villages)))), items)
    for table, rows in commune.rows(0.0):
        others = itertools.cycle(sorted(n for code, n in units.items() if code != OWNER))
        for row in rows:
            numbers.known[row[0]] = units[OWNER] if row[1] == SHOWN_UNIT else next(others)
        if table == "unit":
            break
    return numbers


def fill(office: Office, scale: float) -> None:
    """Write all rows through ledgers, then a class with a thousand people for the marks."""
    numbers = numbers_of(office)
    for table, rows in commune.rows(scale):
        if table == "mark":
            keep_marks(office, numbers, rows)
        elif table == "media_product":
            for some in together(rows, _TOGETHER):
                keep(office, numbers, "media_product", some)
                keep_publications(office, numbers, some)
        elif table != "unit":
            for some in together(rows, _TOGETHER):
                keep(office, numbers, table, some)
    keep_full_class(office)


def keep(office: Office, numbers: Numbers, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write some rows of a table in one ledger."""
    with office.desk.journal.writing(office.desk.officer.id) as ledger:
        for row in rows:
            kept = ledger.keep(Edit(KIND_OF[table], None, values(numbers, table, row)))
            numbers.known[row[0]] = kept


def keep_marks(office: Office, numbers: Numbers, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write marks through the door for plain rows, thousands in one ledger."""
    names = tuple(name for name, _ in FIELDS["mark"].values())
    for some in together(rows, _MARKS_TOGETHER):
        with office.desk.journal.writing(office.desk.officer.id) as ledger:
            asked = (values(numbers, "mark", row) for row in some)
            ledger.keep_rows("attendance", names, [tuple(v[n] for n in names) for v in asked])


def keep_publications(
    office: Office, numbers: Numbers, products: Iterable[tuple[Any, ...]]
) -> None:
    """Write where each product was published: with us a record of its own."""
    with office.desk.journal.writing(office.desk.officer.id) as ledger:
        for row in products:
            given = values(numbers, "media_product", row, of="publication")
            given["media_product"] = numbers.known[row[0]]
            ledger.keep(Edit("publications", None, given))


def keep_full_class(office: Office) -> None:
    """Write a training with a thousand people on its roster and seven lessons without marks."""
    with office.desk.journal.writing(office.desk.officer.id) as ledger:
        starts = {"title": "Lớp có một nghìn học viên", "starts_on": LAST_DAY}
        training = ledger.keep(Edit("trainings", None, starts))
        for ordinal in range(1, LESSONS + 1):
            lesson = {"training": training, "ordinal": ordinal, "held_on": LAST_DAY}
            ledger.keep(Edit("lessons", None, lesson))
        for ordinal in range(1, FULL_ROSTER + 1):
            name = {"full_name": f"Học viên {ordinal}", "audience": Audience.OFFICIALS}
            seat = {"training": training, "person": ledger.keep(Edit("people", None, name))}
            ledger.keep(Edit("participants", None, seat | {"ordinal": ordinal}))


def together(rows: Iterable[Any], many: int) -> Iterator[list[Any]]:
    """Yield so many rows at a time."""
    left = iter(rows)
    while some := list(itertools.islice(left, many)):
        yield some
