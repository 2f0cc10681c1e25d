"""Attendance as it is typed: letters, and exceptions in one short line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.ui.attendance import marks


@pytest.mark.parametrize(
    ("letter", "mark"),
    [("c", Mark.PRESENT), ("V", Mark.ABSENT), ("p", Mark.EXCUSED), ("m", Mark.LATE),
     ("t", Mark.SUBSTITUTED), ("x", None), ("", None)],
)  # fmt: skip
def test_five_letters_mark(letter, mark):
    """C V P M T, large or small; another letter is no mark."""
    assert marks.of_letter(letter) is mark


@pytest.mark.parametrize("typed", ["7 12 23p 31p 19m", "7 12 23p31p19m", "7,12;23P.31p 19M"])
def test_five_exceptions_in_one_line(typed):
    """A number alone is absent, a letter says otherwise and ends the number."""
    said = marks.exceptions(typed)

    assert said.marks == {
        7: Mark.ABSENT, 12: Mark.ABSENT, 23: Mark.EXCUSED, 31: Mark.EXCUSED, 19: Mark.LATE,
    }  # fmt: skip
    assert said.unclear == ()


def test_what_is_no_number_is_told():
    """A slip of the finger is named, not guessed."""
    assert marks.exceptions("7 abc 12").unclear == ("abc",)


@given(
    st.dictionaries(
        st.integers(1, 150), st.sampled_from([m for m in Mark if m.code != "V"]), max_size=20
    )
)
def test_what_is_written_is_read_back(exceptions):
    """Any set of exceptions, written with their letters, comes back as it was."""
    typed = "".join(f"{number}{mark.code.lower()}" for number, mark in exceptions.items())

    assert marks.exceptions(typed).marks == exceptions


def test_every_mark_has_its_word_and_tone():
    """No mark is shown by color alone."""
    assert set(marks.WORDS) == set(marks.TONES) == set(Mark)
