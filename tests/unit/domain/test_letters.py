"""Which signs paper cannot print, as the form tells them."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Level
from kh57_desktop.domain.letters import printable, unprintable
from kh57_desktop.domain.rules import findings

TODAY = dt.date(2026, 6, 16)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Hội nghị", "Hội nghị"),
        ("Ngày hội 🎉🎉", "Ngày hội □□"),
        ("Gia đình 👨‍👩‍👧", "Gia đình □"),
        ("Tay 👍🏽 khen", "Tay □ khen"),
        ("Số 1\ufe0f ạ", "Số 1 ạ"),
        ("❤️ Đăk Pxi", "□ Đăk Pxi"),
    ],
)
def test_a_picture_prints_as_one_box(typed, printed):
    """However many signs a telephone makes one picture of, paper shows one box for it."""
    assert printable(typed) == printed


def test_each_sign_is_named_once():
    """The reminder names the pictures, not the letters."""
    assert unprintable("🎉 Ngày hội 🎉 😀") == ("🎉", "😀")
    assert unprintable("Ngày hội – “Học tập số”…") == ()


@pytest.mark.parametrize(
    ("kind", "field"),
    [("activities", "title"), ("trainings", "place"), ("people", "full_name"), ("units", "name")],
)
def test_a_sign_no_paper_can_print_is_a_reminder(kind, field):
    """The officer is told at the door, and nothing is blocked."""
    found = [f for f in findings(kind, {field: "Ngày hội 😀"}, TODAY) if f.field == field]
    plain = findings(kind, {field: "Ngày hội"}, TODAY)

    assert [(one.level, "😀" in one.text) for one in found] == [(Level.REMINDER, True)]
    assert not [one for one in plain if one.field == field]
