"""Texts typed in the fonts of the nineties come out in Unicode, cell by cell."""

import unicodedata

import pytest

from kh57_desktop.importing import legacy
from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.legacy import from_tcvn3, from_vni, repaired, share_of_syllables
from tests.support.sources import ROOT

PLAN = (ROOT / "resources" / "seeds" / "plan_2025.txt").read_text(encoding="utf-8").splitlines()


def as_tcvn3(text):
    """Return a text as TCVN3 keeps it: capitals with marks come from the font and are lost."""
    letters = {letter: chr(code) for code, letter in legacy._TCVN3.items()}
    return "".join(letters.get(letter, letters.get(letter.lower(), letter)) for letter in text)


def as_vni(text):
    """Return a text as VNI keeps it: a letter and its mark in two signs."""
    letters = {letter: signs for signs, letter in legacy._VNI.items()}
    return "".join(letters.get(letter, letter) for letter in text)


LINES = [line.strip() for line in PLAN if len(line.split()) > 3]


def test_the_plan_survives_a_way_through_tcvn3():
    """Every longer line of the plan's own text comes back, but for capitals the font kept."""
    wrong = [line for line in LINES if repaired([as_tcvn3(line)])[0][0].lower() != line.lower()]

    assert len(LINES) > 60
    assert wrong == []


def test_the_plan_survives_a_way_through_vni():
    """Every longer line of the plan's own text comes back, capitals too."""
    wrong = [line for line in LINES if repaired([as_vni(line)])[0][0] != line]

    assert wrong == []


def test_right_unicode_is_never_touched():
    """Neither a line nor a word of the plan changes."""
    texts = [*PLAN, *(word for line in PLAN for word in line.split())]

    assert [text for text in texts if repaired([text])[0] != [text]] == []


@pytest.mark.parametrize(
    "text",
    ["«An ninh mạng»", "«An»", "3×4 m", "25°C", "Café", "Müller", "Hoà bình", "A Kông", "½ buổi"],
)
def test_signs_of_other_languages_stay(text):
    """Quotes, degrees and foreign names are no old letters."""
    assert repaired([text]) == ([text], False)


def test_the_soft_hyphen_is_a_letter_beside_old_texts():
    """In TCVN3 the letter ư is an invisible sign: it must not be cleaned away before decoding."""
    texts, changed = repaired(["Y Bl\xadi", "N÷", "C«ng chøc"])

    assert texts == ["Y Blưi", "Nữ", "Công chức"]
    assert changed


def test_a_soft_hyphen_in_plain_text_is_cleaned_away():
    """Copied from a web page it parts a word invisibly."""
    sheet = clean_sheet("S", [(1, ["chuyển đổi\xad số", "Y B\xadlưi"])])

    assert sheet.rows[0].cells == ("chuyển đổi số", "Y Blưi")


def test_unicode_cells_beside_old_ones_stay():
    """Each cell is judged by itself: a name typed later in Unicode is left alone."""
    sheet = clean_sheet("S", [(1, ["NguyÔn Thµnh", "Hà"]), (2, ["Trần Hùng", "Hà", "N÷"])])

    assert sheet.rows[0].cells[0] == "Nguyễn Thành"
    assert sheet.rows[1].cells == ("Trần Hùng", "Hà", "Nữ")


def test_a_text_that_could_be_either_follows_its_row():
    """«Vâ» alone could be Unicode; beside old texts it is Võ."""
    assert repaired(["Vâ", "TrÇn ThÞ"])[0] == ["Võ", "Trần Thị"]
    assert repaired(["Vâng"])[0] == ["Vâng"]


@pytest.mark.parametrize(
    ("old", "read", "text"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", from_tcvn3, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
            from_vni,
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        ("ÑAÛNG UÛY XAÕ", from_vni, "ĐẢNG ỦY XÃ"),
        ("§¨k Pxi", from_tcvn3, "Đăk Pxi"),
        ("öôùc mô, kyõ naêng, kyø, thöùc tænh", from_vni, "ước mơ, kỹ năng, kỳ, thức tỉnh"),
    ],
)
def test_both_fonts_are_read_letter_by_letter(old, read, text):
    """Full sentences of both fonts come out right."""
    assert read(old) == text
    assert repaired([old])[0] == [text]


def test_the_share_of_syllables_knows_vietnamese():
    """Real text is all syllables; old letters in it are not."""
    assert share_of_syllables("giữa khuya uống nước quýt khỏe ngoằn ngoèo thuở") == 1
    assert share_of_syllables("Giíi tÝnh") == 0.5
    assert share_of_syllables("no marks at all") == 1


def test_look_alikes_of_the_letter_d_are_left_to_the_names():
    """Texts come out composed, whatever they were."""
    decomposed = unicodedata.normalize("NFD", "Đặng Thị Tuyết")

    assert clean_sheet("S", [(1, [decomposed])]).rows[0].cells == ("Đặng Thị Tuyết",)
