"""Any text becomes a name that stays in its folder and works on every office PC (T22)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.system.filenames import LONGEST, NAMELESS, safe_name, unused_name

HOSTILE = {
    "../../etc/passwd": "_._etc_passwd",
    "..": NAMELESS,
    "": NAMELESS,
    ".": NAMELESS,
    " . . ": NAMELESS,
    "/": "_",
    "C:\\Windows\\x.dll": "C__Windows_x.dll",
    "\\\\server\\share\\x": "__server_share_x",
    "a:b.txt": "a_b.txt",
    "con": "_con",
    "CON.txt": "_CON.txt",
    "nul.tar.gz": "_nul.tar.gz",
    "Lpt1.pdf": "_Lpt1.pdf",
    "com¹": "_com¹",
    "aux ": "_aux",
    "conin$": "_conin$",
    "console.txt": "console.txt",
    "ảnh\u202egnp.exe": "ảnhgnp.exe",
    "a\u200fb": "ab",
    "\ufeffgói.kh57": "gói.kh57",
    "x\x00y\x1f.pdf": "xy.pdf",
    "dòng\nmới": "dòngmới",
    "tên.": "tên",
    "tên.pdf . .": "tên.pdf",
    'a<b>c"d|e?f*g': "a_b_c_d_e_f_g",
    "Báo cáo tháng 5.pdf": "Báo cáo tháng 5.pdf",
    unicodedata.normalize("NFD", "Hộ nghèo.xlsx"): "Hộ nghèo.xlsx",
    ".htaccess": "htaccess",
    "\ud800x": "x",
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_becomes_a_plain_one(text):
    """Separators, reserved words, invisible signs and trailing dots are gone."""
    assert safe_name(text) == HOSTILE[text]


def test_a_long_name_is_cut_before_its_suffix():
    """A paper with a long title keeps its kind, and no letter is torn from its mark."""
    name = safe_name("a" + "Ơ\u0306" * 200 + ".pdf")

    assert len(name) <= LONGEST
    assert name.endswith(".pdf")
    assert name[:-4].endswith("Ơ\u0306")
    assert len(safe_name("a" * 300)) == LONGEST
    assert safe_name("a" * 150 + "." + "b" * 40) == "a" * LONGEST


@given(st.text(max_size=300))
def test_every_name_is_safe_and_stays_as_it_is(text):
    """Whatever arrives, its name is one part of a path, and cleaning again changes nothing."""
    name = safe_name(text)

    assert name
    assert len(name) <= LONGEST
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name not in {".", ".."}
    assert name[-1] not in " ."
    assert name == unicodedata.normalize("NFC", name)
    assert safe_name(name) == name


def test_a_taken_name_is_numbered():
    """Windows does not tell capitals apart, so neither do we."""
    taken = {"báo cáo.pdf", "báo cáo (2).pdf"}

    assert unused_name("Báo cáo.pdf", taken) == "Báo cáo (3).pdf"
    assert unused_name("bao cao.pdf", taken) == "bao cao.pdf"
    assert unused_name("goi", {"goi"}) == "goi (2)"
