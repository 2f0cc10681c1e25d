"""The steps of a self-test: each returns what is wrong, nothing when all is as it should be."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kh57_desktop.domain.periods import Period
from kh57_desktop.i18n import vi
from kh57_desktop.practice import commune, road
from kh57_desktop.services import proving
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system import files, keys, paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kh57_desktop.practice.commune import OpensHome, Practice
    from kh57_desktop.services.office import Office

NAME = "Y Hơ̆ Ring"
"""A name whose breve stands apart: there is no composed letter for it."""
HEADINGS = (vi("STT"), vi("Họ và tên"), vi("Năm sinh"), vi("Nữ"), vi("Thôn"))
IN_WORKBOOK = (("1", NAME, "1988", "x", "Tua Team"), ("2", "A Blong", "1981", "", "Pa Cheng"))
IN_TEXT = (("1", "A Thút", "1976", "", "Đăk Wek"), ("2", "Y Hlim", "1988", "x", "Pa Cheng"))
OFFICE, SCHOOL, TEAM = commune.COMMUNE, road.SCHOOL, "TCN-03"
LEAST_INK = 0.002
"""An empty page has no dark dot; a paper with a few lines has more than two in a thousand."""


class Paints(Protocol):
    """How windows are painted in a process of their own; `app` gives it."""

    def __call__(self, practice: Practice, out: Path) -> str:
        """Paint some windows of the practice commune into a folder; returns what is wrong."""


class Ground(NamedTuple):
    """Where the steps are taken."""

    doors: OpensHome
    practice: Practice
    here: Path
    paints: Paints

    @property
    def kept(self) -> Path:
        """The folder of the pictures and papers."""
        return self.here / "kept"

    def office(self, unit: str) -> Office:
        """Open the practice store of a unit."""
        return self.doors(self.practice.homes[unit]).unlock(commune.PASSWORD)


Proof = Callable[[Ground], str]


def migrations_lead_here(ground: Ground) -> str:
    """Make a store by the migrations alone: it has the shape of this version."""
    folder = ground.here / "migrated"
    disk = ground.doors(folder).disk
    files.make_folder(folder, disk)
    shape, wanted = proving.shape_after_migrations(folder, disk)
    return "" if shape == wanted else f"shape {shape}, not {wanted}"


def marks_are_placed(_ground: Ground) -> str:
    """Place the breve of a name above its letter."""
    return "" if proving.marks_are_placed(NAME) else "letters are not shaped: uharfbuzz is missing"


def digests_agree(ground: Ground) -> str:
    """Exchange: commune and team then hold the same content of the team."""
    unit, office = ground.office(TEAM), ground.office(OFFICE)
    try:
        office.exchange.accept(unit.exchange.pack(ground.practice.stick, None).files)
        unit.exchange.accept(office.exchange.pack(ground.practice.stick, TEAM).files)
        agree = unit.exchange.fingerprint(TEAM) == office.exchange.fingerprint(TEAM)
    finally:
        unit.close()
        office.close()
    return "" if agree else "fingerprints differ"


def password_opens(ground: Ground) -> str:
    """Open a store with a password that costs what a real one costs."""
    home = paths.Home(ground.practice.homes[TEAM])
    disk = ground.doors(home.folder).disk
    file = keys.KeyFile.read(home.keys, disk)
    opened = file.open(commune.PASSWORD)
    if opened.officer is None:
        return "the password is nobody's"
    bare = file.without_officer(opened.key, opened.officer)
    real = bare.with_officer(opened.key, opened.officer, commune.PASSWORD, keys.NORMAL)
    real.write(home.keys, disk)
    ground.office(TEAM).close()
    return ""


def sheets_are_read(ground: Ground) -> str:
    """Bring a workbook and a text in, through the process that reads them."""
    office = ground.office(SCHOOL)
    try:
        wrong = []
        for name, content in (("people.xlsx", _workbook()), ("people.csv", _text())):
            path = files.publish(ground.here, name, [content], office.desk.disk)
            preview = office.sheets.preview(path, "people", {})
            if (preview.report.read, len(preview.report.refused)) != (len(IN_TEXT), 0):
                wrong.append(f"{name}: {preview.report.read} rows read")
            office.sheets.accept(preview)
        if not office.search.find(NAME, 9):
            wrong.append("who came in is not found")
    finally:
        office.close()
    return ", ".join(wrong)


def papers_are_printed(ground: Ground) -> str:
    """Print every paper of the road, and draw the first page of each PDF."""
    _seat(ground)
    made = road.print_papers(ground.doors, ground.practice, ground.kept / road.PAPERS)
    disk = ground.doors(ground.here).disk
    wrong, said = [], ""
    for path in made:
        content = disk.read(path, path.stat().st_size)
        if path.suffix == ".pdf":
            text, ink = proving.drawn(content)
            said += text
            wrong += [] if ink > LEAST_INK else [f"{path.name} is drawn empty"]
        elif not content.startswith(b"PK"):
            wrong.append(f"{path.name} is no workbook")
    if "".join(NAME.split()) not in "".join(said.split()):  # a mark may be followed by a blank
        wrong.append("a name with a mark of its own is on no paper")
    return ", ".join(wrong)


def windows_are_painted(ground: Ground) -> str:
    """Paint unlocking, home, a form, a sheet and the preview of a paper."""
    files.make_folder(ground.kept, ground.doors(ground.here).disk)
    return ground.paints(ground.practice, ground.kept)


OF_PROGRAM: Mapping[str, Proof] = {
    "migrations lead here": migrations_lead_here,
    "marks are placed": marks_are_placed,
}
OF_COMMUNE: Mapping[str, Proof] = {
    "digests agree": digests_agree,
    "password opens": password_opens,
    "sheets are read": sheets_are_read,
    "papers are printed": papers_are_printed,
    "windows are painted": windows_are_painted,
}


def _seat(ground: Ground) -> None:
    """Let somebody with such a name come to the class whose sheet is printed."""
    office = ground.office(SCHOOL)
    try:
        month = Period.of_day(office.desk.today()).before()
        training = office.records.page(Asked("trainings", month)).rows[0].id
        office.attendance.newcomer(office.attendance.roster(training).lessons[0].id, NAME)
    finally:
        office.close()


def _workbook() -> bytes:
    """Return some people as a workbook."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *IN_WORKBOOK)):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def _text() -> bytes:
    """Return other people as a text, as a program of the commune writes it."""
    return "".join(";".join(row) + "\r\n" for row in (HEADINGS, *IN_TEXT)).encode("utf-8-sig")
