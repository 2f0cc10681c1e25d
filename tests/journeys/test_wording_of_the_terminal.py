"""What an error says on the terminal is true there: no button to press, no form, no page."""

import re
import string
import sys

import pytest

from kh57_desktop import errors
from kh57_desktop.cli.wording import AT_TERMINAL, sentences
from tests.support.terminal import Terminal, a_commune, well_said

FAULTS_OF_WINDOWS = {errors.WindowsTooOld, errors.WindowsIncomplete}
PARTS = ("happened", "data_state", "remedy")
OF_WINDOWS = re.compile(r"bấm|nút |bản nháp|trên màn hình|các ô|→|«Vẫn lưu»", re.IGNORECASE)


def test_a_value_that_is_refused_leaves_no_draft_to_speak_of(tmp_path):
    """The command wrote nothing; the officer types it again with another value."""
    commune = a_commune(tmp_path)
    error = commune("add", "activities", "title=x", "starts_on=31/2/2026", code=1)["error"]

    assert error["code"] == errors.InvalidRecord.code
    assert error["data_state"] == "Chưa có gì được ghi."
    assert error["remedy"] == "Sửa giá trị ấy rồi gõ lại lệnh."


def test_a_wrong_password_names_where_it_was_read(tmp_path):
    """There is no eye to press beside a password that came from a file."""
    commune = a_commune(tmp_path)
    stranger = Terminal(commune.home, commune.at, password="không phải mật khẩu")  # noqa: S106

    assert "tệp chứa mật khẩu" in stranger("units", code=1)["error"]["remedy"]


@pytest.mark.parametrize("leaf", errors.leaves(), ids=lambda leaf: leaf.__name__)
def test_no_error_sends_to_the_window(leaf):
    """Each sentence is one that somebody at a terminal can follow."""
    places = {name: "Ổn" for part in PARTS for name in named(getattr(leaf, part))}
    said = sentences(leaf(**places))

    for part in PARTS:
        assert not OF_WINDOWS.search(getattr(said, part)), getattr(said, part)
    known = leaf in FAULTS_OF_WINDOWS or sys.platform == "win32"
    well_said({part: getattr(said, part) for part in PARTS}, is_of_windows=known)


@pytest.mark.parametrize("leaf", AT_TERMINAL, ids=lambda leaf: leaf.__name__)
def test_what_is_said_instead_uses_what_the_error_knows(leaf):
    """Other words name no detail that nobody gives."""
    known = {name for part in PARTS for name in named(getattr(leaf, part))}

    assert {name for text in AT_TERMINAL[leaf].values() for name in named(text)} <= known
    assert AT_TERMINAL[leaf].keys() <= set(PARTS)


def named(text):
    """Return the names of the places in a template."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
