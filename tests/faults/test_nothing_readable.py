"""Whoever finds the PC, a stick, a bundle or a backup reads no name from it (T31).

Invented names nobody else has go everywhere an officer can write them; then every byte of every
file is searched, in all spellings. Papers are clear by purpose and lie in a folder of their own.
"""

import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.names import fold
from kh57_desktop.domain.vocabulary import Role
from tests.support.ground import unlocked
from tests.support.terminal import a_commune, a_unit

ROOT = Path(__file__).parents[2]
ONSETS = ("Ngh", "Kr", "Xr", "Bl", "Phr", "Gl", "Đr", "Hm", "Jr", "Thr")
NUCLEI = ("ưỡ", "iể", "uẫ", "ôộ", "ắâ", "êề")
CODAS = ("ngk", "mp", "kt", "ngz", "chw")


class Names:
    """Names that stand nowhere else in the world, in the order in which they are given away."""

    def __init__(self):
        self._draw = random.Random(57)  # noqa: S311 - names, not secrets
        self.given = []

    def __next__(self):
        syllables = (
            self._draw.choice(ONSETS) + self._draw.choice(NUCLEI) + self._draw.choice(CODAS)
            for _ in range(4)
        )
        self.given.append(" ".join(syllables))
        return self.given[-1]

    def spellings(self):
        """Return every way in which a name could stand in a file, with the name."""
        found = {}
        for name in self.given:
            for form in (name, name.upper(), name.lower(), fold(name), fold(name).upper()):
                for text in (form, unicodedata.normalize("NFD", form), form.replace(" ", "")):
                    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                        found[text.encode(encoding)] = name
                    found[ascii(text)[1:-1].encode()] = name  # as JSON spells it
        return found


def readable(folders, names):
    """Return the files in which a name can be read."""
    spellings = names.spellings()
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                found += [(path, name) for text, name in spellings.items() if text in content]
    return found


def write_everywhere(unit, names, folder):
    """Let an officer write names wherever there is a box for words, right and wrong ones."""
    unit("add", "people", f"full_name={next(names)}", "birth_year=2014", "audience=DT-3")
    unit("add", "people", f"full_name={next(names)}", "birth_year=1980", "audience=DT-2")
    title = next(names)
    words = (f"place={next(names)}", f"content={next(names)}", f"result={next(names)}")
    kept = unit("add", "activities", f"title={title}", "starts_on=1/3/2026", *words)["id"]
    unit("edit", "activities", kept, f"place={next(names)}")
    unit("add", "media", f"title={next(names)}", f"author={next(names)}", "produced_on=1/3/2026")
    unit("search", title)
    unit("list", "activities", "--text", title)
    unit("history", "activities", kept)
    unit.refused("add", "activities", f"title={next(names)}", "starts_on=31/2/2026")
    unit.refused("add", "people", f"full_name={next(names)}", "birth_year=1700")
    unit.refused("show", next(names), "57", code=2)
    unit.refused("enroll", "finish", folder / next(names), code=1)


def import_names(unit, names, folder):
    """Bring in a list of people whose file, too, is named after somebody."""
    rows = "\n".join(f"{number},{next(names)},2015" for number in range(1, 6))
    sheet = folder / f"{next(names)}.csv"
    sheet.write_text(f"STT,Họ và tên,Năm sinh\n{rows}\n", encoding="utf-8")
    assert unit("import", sheet, "--as", "people", code=None)["created"] == 5
    sheet.write_bytes(b"\0" * 99)
    unit.refused("import", sheet, "--as", "people")


def type_and_stop(unit, names):
    """Leave a form half typed, and look into the folder while the store is open."""
    office = unlocked(unit.home)
    office.drafts.keep("new", Edit("activities", None, {"title": next(names)}))
    office.drafts.keep("people/new", Edit("people", None, {"full_name": next(names)}))
    office.access.add_officer(next(names), f"mật khẩu {len(names.given)}", (Role.DATA_OFFICER,))
    found = readable([unit.home], names)
    office.close()
    return found


def walk(folder, names, rounds):
    """Set up, record, import, exchange, back up and print; return what could be read on the way."""
    commune = a_commune(folder / "data")
    school = a_unit(folder / "data", commune)
    clear = folder / "clear"
    clear.mkdir()
    for _ in range(rounds):
        write_everywhere(school, names, folder / "data")
        import_names(school, names, clear)
        found = type_and_stop(school, names)
        school("submit", "--period", "2026-03", code=None)
        sent = school("pack", "--out", folder / "data" / "usb")["files"]
        commune("open", *sent)
        commune("accept", *sent)
        write_everywhere(commune, names, folder / "data")
        commune("return", "TR-NTT", "--period", "2026-03", "--note", next(names))
        answer = commune("pack", "--to", "TR-NTT", "--out", folder / "data" / "usb")["files"]
        school("accept", *answer)
        school("report", "monthly_summary", "--period", "2026-03", "--out", clear)
    copy = school("backup", "--out", folder / "data" / "backups")["file"]
    school("restore", copy, "--into", folder / "data" / "back")
    school("check")
    return found


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Give the program a world of its own: homes, temporary files, all below one folder."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        place = tmp_path / "data" / "own" / name
        place.mkdir(parents=True)
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@pytest.mark.fault("T31")
def test_no_name_can_be_read_in_any_file(places):
    """Fifty names written everywhere: none can be read in a file that is kept or sent."""
    names = Names()
    found = walk(places, names, 2)
    files = [path for path in (places / "data").rglob("*") if path.is_file()]

    assert len(names.given) >= 50
    assert {".db", ".kh57", ".kh57backup", ".kh57request", ".kh57answer", ".log"} <= {
        path.suffix for path in files
    }
    assert found == []
    assert readable([places / "data"], names) == []


@pytest.mark.deep
@pytest.mark.fault("T31")
def test_none_of_five_hundred_names_can_be_read(places):
    """The same with five hundred."""
    names = Names()
    found = walk(places, names, 15)

    assert len(names.given) >= 500
    assert found == []
    assert readable([places / "data"], names) == []


@pytest.mark.fault("T31")
def test_a_window_that_is_killed_leaves_no_word_readable(ground, places):
    """What was being typed when the plug was pulled stands in the draft, and readable nowhere."""
    names, own = Names(), ground.copied(places / "data" / "ground")
    told = places / "told"
    command = [sys.executable, "-m", "tests.support.typist", own.school, told, next(names) + " "]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "typing\n"
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2.5)
    process.kill()
    process.wait()
    process.stdout.close()
    office = unlocked(own.school)
    (draft,) = office.drafts.open()
    office.close()

    assert names.given[0] in draft.edit.values["content"]
    assert readable([places / "data"], names) == []


@pytest.mark.fault("T31", control=True)
def test_a_draft_in_a_file_would_be_found(places):
    """The search finds what can be found: a draft kept as a file, in any spelling."""
    names = Names()
    folder = places / "data"
    for number, encoding in enumerate(("utf-8", "utf-16")):
        (folder / f"{number}.draft").write_text(next(names).upper(), encoding=encoding)
    (folder / "2.log").write_text(f"title={fold(next(names))}", encoding="utf-8")

    assert {name for _, name in readable([folder], names)} == set(names.given)
