"""Make up a practice commune: three units and some months of work, through the services only."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.plan import FIRST_DAY
from kh57_desktop.i18n import vi
from kh57_desktop.practice.work import Worker
from kh57_desktop.services.exchange import PRACTICE_STICK
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system.progress import Progress

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.services.office import Doors, Office

PASSWORD = "tập luyện 57"  # noqa: S105  printed on the practice screen: nothing here is secret
OFFICERS: Mapping[str, str] = {
    "VHXH": "Trần Minh Tuấn",
    "TR-NTT": "Nguyễn Thị Hạnh",
    "TCN-03": "A Nhi",
    "MTTQ": "Lý Hữu Khải",
}
COMMUNE = "VHXH"
UNITS = ("TR-NTT", "TCN-03", "MTTQ")
SECOND_PC = "TR-NTT-2"


class OpensHome(Protocol):
    """How a practice home is reached; `app` gives it, with cheap key slots and the clock."""

    def __call__(self, home: Path) -> Doors:
        """Return the doors of a home."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The homes that were made, the commune's first, and the folder that stands for the stick."""

    homes: Mapping[str, Path]
    stick: Path


def make(
    doors: OpensHome,
    into: Path,
    *,
    months: int = 3,
    seed: int = 57,
    progress: Progress | None = None,
) -> Practice:
    """Make the commune and its units in a folder; the same seed and day give the same content."""
    told = progress or Progress()
    practice = at(into)
    homes = practice.homes
    at_work = len(UNITS) + 1
    steps = 1 + at_work + at_work * months + 2
    commune, _ = doors(homes[COMMUNE]).setup_commune(OFFICERS[COMMUNE], PASSWORD)
    offices: dict[str, Office] = {COMMUNE: commune}
    try:
        told.report(1, steps, vi("đã lập kho của xã"))
        for number, code in enumerate((*UNITS, SECOND_PC), 2):
            offices[code] = _join(doors, practice, commune, code)
            told.report(number, steps, vi("đã ghép máy {unit}").format(unit=code))
        pick = random.Random(seed)  # noqa: S311  nothing here is secret
        for number, code in enumerate(_work(offices, months, pick), at_work + 2):
            told.report(number, steps, vi("đã ghi số liệu của {unit}").format(unit=code))
        told.report(steps - 1, steps, vi("đã ghi số liệu"))
        _exchange(offices, practice)
        _disagree(offices, practice)
        told.report(steps, steps, vi("đã trao đổi"))
    finally:
        for office in offices.values():
            office.close()
    return practice


def most_months(today: dt.date) -> int:
    """Return how many months there can be: whole ones of the plan's life, the present one too."""
    count, period = 1, Period.of_day(today)
    while period.before().first >= FIRST_DAY:
        count, period = count + 1, period.before()
    return count


def at(folder: Path) -> Practice:
    """Return the practice commune that was made in a folder."""
    homes = {code: folder / code for code in (COMMUNE, *UNITS, SECOND_PC)}
    return Practice(homes, folder / PRACTICE_STICK)


def _join(doors: OpensHome, practice: Practice, commune: Office, code: str) -> Office:
    """Set a unit up, enroll it, and bring it the catalog."""
    unit = code.removesuffix("-2")
    folder = practice.homes[code]
    request = folder.parent / PRACTICE_STICK / f"{code}.kh57request"
    answer = folder.parent / PRACTICE_STICK / f"{code}.kh57answer"
    office, asked = doors(folder).setup_unit(unit, OFFICERS[unit], PASSWORD, request)
    commune.enrollment.answer(request, asked.confirm_code, answer)
    office.enrollment.finish(answer)
    office.exchange.accept(commune.exchange.pack(practice.stick, unit).files)
    return office


def _work(offices: Mapping[str, Office], months: int, pick: random.Random) -> Iterator[str]:
    """Record some months; the past ones are approved, the present one is still open.

    Gives the unit back after each of its months, so that one can stop in between.
    """
    today = offices[COMMUNE].desk.today()
    present = period = Period.of_day(today)
    past: list[Period] = []
    for _ in range(months - 1):
        period = period.before()
        past.insert(0, period)
    for code in (*UNITS, COMMUNE):
        worker = Worker(offices[code], code, pick)
        worker.staff_and_people()
        for month in (*past, present):
            worker.month(month, today)
            yield code
        for month in past:
            offices[code].periods.submit(month)


def _exchange(offices: Mapping[str, Office], practice: Practice) -> None:
    """Everybody sends, the commune takes in and answers."""
    for code in UNITS:
        packed = offices[code].exchange.pack(practice.stick, None)
        offices[COMMUNE].exchange.accept(packed.files)
    for code in UNITS:
        answer = offices[COMMUNE].exchange.pack(practice.stick, code)
        offices[code].exchange.accept(answer.files)
    answer = offices[COMMUNE].exchange.pack(practice.stick, "TR-NTT")
    offices[SECOND_PC].exchange.accept(answer.files)


def _disagree(offices: Mapping[str, Office], practice: Practice) -> None:
    """Two PCs of the school correct one record, and the commune returns another one."""
    first, second = offices["TR-NTT"], offices[SECOND_PC]
    newest = _newest(first)
    for office, count in ((first, 48), (second, 45)):
        shown = office.records.show("activities", newest[0])
        seen = {"reach_count": shown.clocks["reach_count"]}
        office.records.save(Edit("activities", newest[0], {"reach_count": count}, seen))
    first.exchange.accept(second.exchange.pack(practice.stick, "TR-NTT").files)
    note = vi("Số lượt người dự khác với danh sách giấy. Đề nghị kiểm tra lại.")
    period = Period.of_day(first.desk.today()).before()
    offices[COMMUNE].periods.give_back(
        "TR-NTT", period, note, ("activities", newest[1]), "reach_count"
    )
    answer = offices[COMMUNE].exchange.pack(practice.stick, "TR-NTT")
    first.exchange.accept(answer.files)
    said = vi("Bà con đề nghị mở thêm một buổi vào cuối tháng.")
    for code in ("TCN-03", "MTTQ"):  # what they did last lies on the stick, not yet taken in
        unit = offices[code]
        unit.records.save(Edit("activities", _newest(unit)[0], {"result": said}))
        unit.exchange.pack(practice.stick, None)


def _newest(office: Office) -> Sequence[int]:
    period = Period.of_day(office.desk.today()).before()
    return [row.id for row in office.records.page(Asked("activities", period)).rows]
