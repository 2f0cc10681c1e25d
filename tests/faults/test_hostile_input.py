"""Hostile names, formulas, statements and sheets change and start nothing (T22, T27, T28, T29)."""

import io
import subprocess
import sys
import zipfile

import pytest
from sqlcipher3 import dbapi2

from kh57_desktop.app import HomeDoors
from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import InputTooBig, Kh57Error, SheetUnreadable
from kh57_desktop.importing import sheets
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.reports import xlsx
from kh57_desktop.reports.document import Align, Cell, Column, Document, Row, Table
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system import files
from kh57_desktop.system.clock import FixedClock
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from tests.support.ground import AT
from tests.support.sources import ROOT
from tests.support.terminal import PASSWORD
from tests.support.workbooks import a_raw_xlsx, a_zip, an_ods

NAMES = (
    *("../../x", "..", "", "/etc/passwd", "C:\\Windows\\x.dll", "\\\\server\\x", "a:b", "con"),
    *("NUL.txt", "Lpt1.pdf", "x\0y.pdf", "tên.", "a\nb", "ảnh\u202egnp.exe", "x" * 400, "\ud800"),
)
FORMULAS = ("=1+1", "+84 912", "-5+3", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "＝1+1", "'=1")  # noqa: RUF001
STATEMENTS = (
    "x'); DROP TABLE activity; --",
    "x', title = 'y",
    '"; DELETE FROM mark; --',
    "' OR '1'='1",
    "%_\\' ESCAPE '",
    "x' UNION SELECT value FROM setting --",
)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITY = '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

refuses = pytest.raises((pytest.fail.Exception, AssertionError, Kh57Error, ValueError, OSError))
"""What a claim does when the protection that it stands on is switched off."""


def names_stay_inside(folder):
    """Claim that whatever a file is to be called, it is written inside its folder."""
    inside = folder / "trong"
    inside.mkdir()
    for name in NAMES:
        path = files.publish(inside, name, [b"x"], RealDisk())
        assert path.resolve().parent == inside.resolve()
        assert path.read_bytes() == b"x"
    assert [each.name for each in folder.iterdir()] == ["trong"]


@pytest.mark.fault("T22")
def test_a_hostile_name_stays_inside_its_folder(tmp_path):
    """Separators, drives, reserved words and control signs lead nowhere."""
    names_stay_inside(tmp_path)

    assert len(list((tmp_path / "trong").iterdir())) == len(NAMES)


@pytest.mark.fault("T22", control=True)
def test_without_cleaning_a_name_would_lead_out(tmp_path, monkeypatch):
    """The cleaning is what keeps it inside."""
    monkeypatch.setattr(files, "safe_name", lambda name: name)
    with refuses:
        names_stay_inside(tmp_path)

    assert (tmp_path / "trong").exists()


def no_formula_is_written():
    """Claim that a text in a workbook is a text, whatever it begins with."""
    columns = (Column("STT", 10, Align.CENTER), Column("Tên", 60, Align.LEFT))
    rows = tuple(Row((Cell(str(n), n), Cell(text))) for n, text in enumerate(FORMULAS, 1))
    book = xlsx.render(Document("x", "Danh sách", "Ủy ban", (Table(columns, rows),)))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


@pytest.mark.fault("T27")
def test_no_text_becomes_a_formula():
    """A title that begins with = runs nothing in the office's spreadsheet program."""
    no_formula_is_written()

    assert xlsx._AS_THEY_ARE["strings_to_formulas"] is False


@pytest.mark.fault("T27", control=True)
def test_an_ordinary_writer_would_write_formulas(monkeypatch):
    """As pandas writes by default, some of the same texts come alive."""
    from xlsxwriter.worksheet import Worksheet

    monkeypatch.setattr(xlsx, "_AS_THEY_ARE", {"in_memory": True})
    monkeypatch.setattr(Worksheet, "write_string", Worksheet.write)
    with refuses:
        no_formula_is_written()

    assert FORMULAS[0].startswith("=")


@pytest.fixture
def office(tmp_path):
    """Lend the store of a school."""
    doors = HomeDoors(Home(tmp_path / "TR-NTT"), FixedClock(AT), makes_practice=True)
    office, _ = doors.setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD, None)
    yield office
    office.close()


def schema_of(office):
    """Return everything the store's schema says."""
    text = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    return office.desk.journal.store.driver.execute(text).fetchall()


def saved(office, values):
    """Keep a record as the program does and return what stands in the store."""
    kept = office.records.save(Edit("activities", None, values))
    return office.records.show("activities", kept.id).values


def pasted(office, values):
    """Keep a record as a careless program would: the words pasted into the statement."""
    driver = office.desk.journal.store.driver
    driver.executescript(f"UPDATE activity SET title = '{values['title']}'")  # noqa: S608
    return values


def statements_stay_texts(office, keep):
    """Claim that hostile words in every field come back as they are and change no table."""
    before = schema_of(office)
    fields = KINDS["activities"].fields.values()
    texts = [f.name for f in fields if f.holds is FieldType.TEXT and not f.about.hidden]
    for hostile in STATEMENTS:
        day = AT.date()
        values = {"starts_on": day, "title": "x"} | dict.fromkeys(texts, hostile[:20])
        values["title"] = hostile
        stands = keep(office, values)
        assert all(stands[name] == value for name, value in values.items())
        office.search.find(hostile)
        assert office.records.page(Asked("activities", text=hostile)).total <= len(STATEMENTS)
    assert schema_of(office) == before
    assert office.records.page(Asked("activities")).total == len(STATEMENTS)


@pytest.mark.fault("T28")
def test_hostile_words_change_no_table(office):
    """Quotes and statements in every field are texts like others."""
    statements_stay_texts(office, saved)

    assert len(STATEMENTS) == 6


@pytest.mark.fault("T28", control=True)
def test_words_pasted_into_a_statement_would(office):
    """Binding is what keeps them texts."""
    refused = (AssertionError, Kh57Error, dbapi2.DatabaseError)
    with pytest.raises(refused):
        statements_stay_texts(office, pasted)

    assert len(STATEMENTS) == 6


BOOKS = {
    "cells far apart": (a_raw_xlsx(FAR), InputTooBig),
    "an entity": (a_raw_xlsx("", before=ENTITY), SheetUnreadable),
    "an entity in ods": (an_ods("", before=ENTITY), SheetUnreadable),
    "a name that leads out": (a_zip({"../../xl/workbook.xml": "<a/>"}), SheetUnreadable),
    "no workbook at all": (a_zip({"x.xml": "<a/>"}), SheetUnreadable),
    "cut in the middle": (a_raw_xlsx(FAR)[:400], SheetUnreadable),
}


def sheets_are_refused(folder, read):
    """Claim that each hostile workbook is refused with a code, and the program lives."""
    for name, (content, error) in BOOKS.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(content)
        with pytest.raises(error):
            read(path)


@pytest.mark.fault("T29")
def test_hostile_workbooks_are_refused(tmp_path):
    """Two cells far apart, entities, names that lead out: a sentence and a code."""
    sheets_are_refused(tmp_path, sheets.read)

    assert len(list(tmp_path.iterdir())) == len(BOOKS)


UNGUARDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
book.get_sheet_by_index(0).to_python()
"""


def unguarded(path):
    """Read a workbook with the library alone, in a process that may die of it."""
    command = [sys.executable, "-c", UNGUARDED, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode < 0 or b"memory" in done.stderr:
        raise MemoryError(path.name)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix keep this computer whole")
@pytest.mark.fault("T29", control=True)
def test_without_guard_and_child_the_program_would_die(tmp_path):
    """The library alone takes the process down with a file of one kilobyte."""
    with pytest.raises(MemoryError):
        sheets_are_refused(tmp_path, unguarded)

    assert len(BOOKS["cells far apart"][0]) < 5000
