"""The installed program proves itself: each step of the road, each of its own parts, by name."""

import json
import sys
from dataclasses import replace

import pytest

from kh57_desktop import app
from kh57_desktop.cli.main import run as typed
from kh57_desktop.practice import commune, proofs, self_test
from kh57_desktop.practice.self_test import ROAD
from kh57_desktop.system import again, paths
from kh57_desktop.system.keys import NORMAL, KeyFile
from kh57_desktop.system.progress import Progress
from tests.support import practice
from tests.support.program import program
from tests.support.terminal import cheap_doors

STEPS = [*proofs.OF_PROGRAM, ROAD, *proofs.OF_COMMUNE]
PAINTED = {
    "unlock", "first-run", "home-unit", "activities", "import", "home-commune", "report",
}  # fmt: skip


def fails(_ground):
    """Fail as a package does that lacks a module."""
    raise ModuleNotFoundError(name="uharfbuzz")


def passes(_ground):
    """Find nothing wrong."""
    return ""


@pytest.fixture
def short(monkeypatch):
    """Leave of the steps what a test puts in their place; the commune is not made."""
    monkeypatch.setattr(commune, "make", lambda *_given, **_named: None)

    def steps(of_program, of_commune):
        monkeypatch.setattr(self_test, "OF_PROGRAM", of_program)
        monkeypatch.setattr(self_test, "OF_COMMUNE", of_commune)

    return steps


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make the practice commune once; returns its homes."""
    return practice.make(tmp_path_factory.mktemp("commune"))


@pytest.fixture
def ground(made, tmp_path):
    """Stand on a copy of the practice commune."""
    commune_there = practice.copied(made, tmp_path / "commune")
    paints = app.doors(tmp_path, practice.NOW)._paint
    return proofs.Ground(practice.doors_of, commune_there, tmp_path, paints)


def proven(folder, paints=lambda *_given: ""):
    """Take the steps."""
    return self_test.run(app.doors(folder).practice_doors, paints, Progress())


def test_the_program_proves_itself_and_writes_nowhere_else(tmp_path):
    """Every step passes; pictures and papers are kept where they were asked for, no other file."""
    around = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "TEMP", "KH57_HOME")}
    for name in ("HOME", "TMPDIR", "TEMP"):
        (tmp_path / name).mkdir()
    kept = tmp_path / "kept"
    (kept / "papers").mkdir(parents=True)
    (kept / "papers" / "own.pdf").write_bytes(b"an officer's own")

    ended = program("--json", "self-test", "--pictures", kept, password=None, **around)

    answer = json.loads(ended.out)
    assert (answer["failed"], ended.code) == ([], 0), ended.told
    assert answer["passed"] == STEPS
    assert {file.stem for file in kept.glob("*.png")} == PAINTED
    assert len(list((kept / "papers").glob("*-*.pdf"))) == 3
    assert (kept / "papers" / "own.pdf").read_bytes() == b"an officer's own"
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {path.name for path in kept.rglob("*") if path.is_file()}


@pytest.mark.logs("self-test: letters")
def test_a_step_that_fails_in_any_way_is_named_and_the_next_ones_are_taken(tmp_path, short):
    """A package that lacks a module answers with the step and why, not with its own end."""
    short({"letters": fails, "parts": passes}, {"papers": passes, "sheets": lambda _: "no rows"})

    found = proven(tmp_path)

    assert found.passed == ("parts", ROAD, "papers")
    assert found.failed == ("letters", "sheets")
    assert "ModuleNotFoundError" in found.why["letters"]
    assert "in fails" in found.why["letters"]
    assert found.why["sheets"] == "no rows"


@pytest.mark.logs(f"self-test: {ROAD}")
def test_without_a_commune_what_stands_on_it_has_not_passed(tmp_path, short, monkeypatch):
    """A step that could not be taken proves nothing: it is among the failed ones."""
    short({"parts": passes}, {"papers": passes})

    def refused(*_given, **_named):
        raise OSError

    monkeypatch.setattr(commune, "make", refused)
    found = proven(tmp_path)

    assert (found.passed, found.failed) == (("parts",), (ROAD, "papers"))
    assert ROAD in found.why["papers"]


@pytest.mark.logs("self-test: letters")
def test_the_terminal_says_which_steps_failed_and_why(tmp_path, short, capsys):
    """The answer names the steps, standard error the reason, and the exit code says it failed."""
    short({"letters": fails}, {})

    assert typed(["--home", str(tmp_path), "self-test"], cheap_doors) == 1

    said = capsys.readouterr()
    assert said.out.splitlines() == [f"ok  {ROAD}", "FAILED  letters"]
    assert "letters: Traceback" in said.err
    assert "ModuleNotFoundError" in said.err


def test_letters_that_are_not_placed_are_found(ground, monkeypatch):
    """Without its shaper the program prints marks apart, and says nothing of it by itself."""
    assert proofs.marks_are_placed(ground) == ""
    monkeypatch.setattr("reportlab.pdfbase.ttfonts.uharfbuzz", None)
    assert "uharfbuzz" in proofs.marks_are_placed(ground)


def test_migrations_that_stay_behind_are_found(ground, monkeypatch):
    """A store of an older program could not be led to this version."""
    assert proofs.migrations_lead_here(ground) == ""
    monkeypatch.setattr("kh57_desktop.services.proving.schema.VERSION", 2)
    monkeypatch.setattr("kh57_desktop.services.proving.upgrade.lay", lambda *_given: None)
    monkeypatch.setattr(
        "kh57_desktop.services.proving.Store.open", lambda folder, *_given: _OldStore(folder)
    )
    monkeypatch.setattr("kh57_desktop.services.proving.schema.version", lambda _driver: 1)
    assert proofs.migrations_lead_here(ground) == "shape 1, not 2"


class _OldStore:
    """Stand for a store that the migrations left behind."""

    driver = None

    def __init__(self, folder):
        self.folder = folder

    def close(self):
        """Close nothing."""


def test_the_password_costs_what_a_real_one_costs(ground):
    """The memory that a real password takes is taken once before an officer needs it."""
    assert proofs.password_opens(ground) == ""

    home = paths.Home(ground.practice.homes[proofs.TEAM])
    (slot,) = (s for s in KeyFile.read(home.keys, ground.doors(home.folder).disk).slots
               if hasattr(s, "officer"))  # fmt: skip
    assert slot.cost == NORMAL


def test_sheets_come_in_through_the_child(ground):
    """A workbook and a text are read, and who stood there is found again."""
    assert proofs.sheets_are_read(ground) == ""


@pytest.mark.logs("self-test: sheets")
def test_sheets_without_their_child_fail(ground, monkeypatch):
    """A folder without the console program reads no sheet."""
    monkeypatch.setattr(again, "command", lambda *_words: ("/nowhere/kh57-console",))

    assert "SheetUnreadable" in self_test._wrong("sheets", lambda: proofs.sheets_are_read(ground))


def test_rows_that_stay_out_are_found(ground, monkeypatch):
    """A reader that gives back less than the sheet holds is not taken for a good one."""
    monkeypatch.setattr(proofs, "_text", "STT;Họ và tên\r\n1;A Thút\r\n".encode)

    assert proofs.sheets_are_read(ground) == "people.csv: 1 rows read"


def test_people_that_cannot_be_found_are_told(ground, monkeypatch):
    """Who came in from a sheet is found by name, else the search of the package is broken."""
    monkeypatch.setattr(proofs, "NAME", "Y Krông Nô")

    assert proofs.sheets_are_read(ground) == "who came in is not found"


def test_a_key_that_is_no_officers_proves_nothing(ground, monkeypatch):
    """The password has to open the slot of somebody."""
    open_file = KeyFile.open
    nobody = {"kind": "recovery", "officer": None}
    monkeypatch.setattr(
        KeyFile, "open", lambda file, secret: replace(open_file(file, secret), **nobody)
    )

    assert proofs.password_opens(ground) == "the password is nobody's"


def test_a_workbook_that_is_none_is_told(ground, monkeypatch):
    """What a spreadsheet program could not open is no paper."""
    empty = ground.here / "summary.xlsx"
    empty.write_bytes(b"nothing")
    print_papers = proofs.road.print_papers
    monkeypatch.setattr(proofs.road, "print_papers", lambda *given: (*print_papers(*given), empty))

    assert proofs.papers_are_printed(ground) == "summary.xlsx is no workbook"


def test_papers_are_printed_with_the_name_that_is_hard_to_print(ground, monkeypatch):
    """The name stands on the sheet of its class; a page without ink or letters is found."""
    assert proofs.papers_are_printed(ground) == ""

    monkeypatch.setattr(proofs.proving, "drawn", lambda _paper: ("", 0.0))
    wrong = proofs.papers_are_printed(ground)
    assert wrong.count("is drawn empty") == 3
    assert "is on no paper" in wrong


def test_windows_that_cannot_be_painted_are_told(ground, monkeypatch):
    """The child's own words tell why: it may have ended where Qt leaves no choice."""
    assert proofs.windows_are_painted(ground) == ""

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:nothing")
    dying = "import os; os.write(2, b'no\\n'); os._exit(7)"
    monkeypatch.setattr(again, "command", lambda *_words: (sys.executable, "-c", dying))
    assert proofs.windows_are_painted(ground) == "ended with 7\nno\n"


def test_a_child_that_hangs_is_ended():
    """A self-test ends even where a window waits for somebody."""
    ended = again.run(again.READ_SHEET, patience=0.001)

    assert ended.code is None


def test_a_machine_without_a_screen_paints_off_it(ground, monkeypatch):
    """A server of the district proves the program as well."""
    heard = {}

    def run(*words, patience, around):
        heard.update(words=words, patience=patience, around=around)
        return again.Ended(0, "")

    monkeypatch.setattr(again, "run", run)
    monkeypatch.setattr("kh57_desktop.system.display.is_there", lambda: False)

    assert proofs.windows_are_painted(ground) == ""
    assert heard["around"] == {"QT_QPA_PLATFORM": "offscreen"}
    assert heard["words"][0] == again.PAINT
    assert heard["words"][3].startswith("2026-06-09T14:36:00")


def test_the_child_says_what_is_wrong_and_fails(tmp_path):
    """A folder that holds no practice commune cannot be painted: the exit code says so."""
    (tmp_path / "pictures").mkdir()
    ended = again.run(
        *(again.PAINT, str(tmp_path), str(tmp_path / "pictures"), practice.NOW.isoformat()),
        patience=60,
        around={"QT_QPA_PLATFORM": "offscreen"},
    )

    assert ended.code == 1
    assert ended.told
