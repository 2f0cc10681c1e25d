"""Ctrl+Z in the window of a PC that was just set up, and after a first record."""

import pytest

from tests.support.terminal import PASSWORD, Terminal


@pytest.fixture
def home(tmp_path):
    """Return the home of a school that was just set up."""
    school = Terminal(tmp_path / "TR-NTT")
    school("setup", "unit", "--unit", "TR-NTT", "--officer", "Nguyễn Thị Hạnh",
           "--out", tmp_path / "request.kh57request")  # fmt: skip
    return school.home


def test_undo_after_the_first_unlocking_takes_nobody_away(sit_down, home):
    """There is nothing to take back, and the password opens the next time too."""
    seat = sit_down(home).unlock()
    seat.press("Ctrl+Z")
    seat.settle()
    said = seat.shell.main.done_line.accessibleName()
    seat.press("Ctrl+L")
    seat.settle()
    seat.unlock(PASSWORD)

    assert said == "Không có gì để hoàn tác."
    assert seat.shell.main.header._officer.text() == "Nguyễn Thị Hạnh"
