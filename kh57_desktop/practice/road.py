"""Walk the road without a window: a practice commune, its exchange, its printed papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.periods import Period
from kh57_desktop.practice import commune
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system import files

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kh57_desktop.practice.commune import OpensHome
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.progress import Progress

PAPERS = "papers"
MADE = "made-for"
SCHOOL = "TR-NTT"


def ready(
    doors: OpensHome, into: Path, today: dt.date, disk: Disk, progress: Progress | None = None
) -> commune.Practice:
    """Return this month's practice commune in a folder, made anew when it is of another month."""
    month = Period.of_day(today).name
    mark = into / MADE
    if disk.is_there(mark) and disk.read(mark, 64).decode() == month:
        return commune.at(into / month)
    files.make_folder(into, disk)
    folder = _free_folder(into, month, disk)
    made = commune.make(doors, folder, progress=progress)
    if folder.name == month:
        files.replace_small(mark, month.encode(), disk)
    return made


def print_papers(doors: OpensHome, practice: commune.Practice, out: Path) -> tuple[Path, ...]:
    """Print the last whole month: commune, school and the sheet of a class; returns the files.

    Papers of an earlier walk give way, so that the folder holds one of each.
    """
    disk = doors(practice.homes[commune.COMMUNE]).disk
    for name in disk.names(out) if disk.is_there(out) else ():
        disk.remove(out / name)
    files_made: list[Path] = []
    office = doors(practice.homes[commune.COMMUNE]).unlock(commune.PASSWORD)
    try:
        month = Period.of_day(office.desk.today()).before()
        formats = ("pdf", "xlsx")
        for unit in (None, SCHOOL):
            made = office.reporting.save(
                "monthly_summary", period=month, unit=unit, formats=formats, out=out
            )
            files_made += made.files
    finally:
        office.close()
    office = doors(practice.homes[SCHOOL]).unlock(commune.PASSWORD)
    try:
        training = office.records.page(Asked("trainings", month)).rows[0].id
        made = office.reporting.save(
            "attendance_sheet", training=training, formats=("pdf",), out=out
        )
        files_made += made.files
    finally:
        office.close()
    return tuple(files_made)


def _free_folder(into: Path, month: str, disk: Disk) -> Path:
    """Return a folder nobody used: a commune that was not finished stays where it is."""
    folder, number = into / month, 1
    while disk.is_there(folder):
        number += 1
        folder = into / f"{month}-{number}"
    return folder
