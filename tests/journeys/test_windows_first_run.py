"""A school's first start, the commune's answer, and the first bundle, all from the keyboard."""

import pytest

from kh57_desktop.services.exchange import PRACTICE_STICK
from kh57_desktop.ui.first_run.pages import CodePage, JoinPage
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.screens.first_run import REQUEST_NAME
from kh57_desktop.ui.screens.pairing import ANSWER_NAME
from tests.support.terminal import PASSWORD, Terminal, a_commune


@pytest.fixture
def stick(tmp_path):
    """Plug in the folder that stands for the stick in practice."""
    root = tmp_path / PRACTICE_STICK
    root.mkdir()
    return root


def test_a_school_is_set_up_joined_and_given_the_catalog(sit_down, tmp_path, stick, monkeypatch):
    """Three pages, the spoken code at the commune, the answer at the school, the first bundle."""
    commune = a_commune(tmp_path)
    monkeypatch.setattr(file_choice, "file", lambda _, title, __: stick / FILES[title])
    seat = sit_down(tmp_path / "truong")
    code = set_up(seat, stick)
    seat.leave()
    assert (stick / REQUEST_NAME).exists()

    office = sit_down(commune.home).unlock()
    certify(office, code)
    assert "Đã ghép máy của TR-NTT" in cards(office)
    pack_for(office, "ntt")
    office.leave()

    seat = sit_down(tmp_path / "truong").unlock()
    take_the_answer(seat)
    assert "Máy này đã ghép với xã" in cards(seat)
    seat.press("Alt+7")
    seat.settle()
    seat.press("F7")
    seat.settle()
    assert "Đã nhập 1 gói" in cards(seat)
    seat.leave()
    school = Terminal(tmp_path / "truong")
    here, there = school("digest", "--unit", "TR-NTT"), commune("digest", "--unit", "TR-NTT")
    assert here["rows"] > there["rows"] > 0  # the school's own officer waits to be sent


FILES = {"Tệp yêu cầu của đơn vị": REQUEST_NAME, "Tệp trả lời của xã": ANSWER_NAME}


def set_up(seat, folder):
    """Answer the three pages of the first start; returns the code to read out."""
    first = seat.shell._stack.currentWidget()
    seat.choose("ntt")
    seat.type("Nguyễn Thị Hạnh")
    seat.press("Enter")
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.until(lambda: isinstance(first.pages.currentWidget(), CodePage))
    seat.type(first.pages.currentWidget().sheet.code.lower().replace(" ", ""))
    seat.press("Enter")
    seat.until(lambda: isinstance(first.pages.currentWidget(), JoinPage))
    page = first.pages.currentWidget()
    seat.press("Shift+Tab", "Ctrl+A")
    seat.type(str(folder))
    seat.press("Tab", "Enter")
    seat.until(page.code.text)
    code = page.code.text()
    seat.press("Enter")
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()
    assert seat.page.name == "home"
    return code


def certify(office, code):
    """Type the code that was heard, beside the request, at the commune."""
    office.press("Alt+7")
    office.settle()
    open_pairing(office)
    office.press("Ctrl+O")
    office.settle()
    office.type(code)
    office.press("Ctrl+Enter")
    office.settle()


def open_pairing(seat):
    """Go to the page on which PCs are joined."""
    while seat.focus is not seat.page.pair:
        seat.press("Tab")
    seat.press("Enter")
    seat.settle()


def pack_for(office, unit):
    """Send a unit everything it is to have."""
    office.press("Alt+7")
    office.settle()
    while office.focus is not office.page.send_card.unit:
        office.press("Tab")
    office.choose(unit)
    office.press("F8")
    office.settle()
    assert "đọc lại khớp" in office.shell.main.done_line.accessibleName()


def take_the_answer(seat):
    """Take the commune's answer in at the school."""
    seat.press("Alt+7")
    seat.settle()
    open_pairing(seat)
    seat.press("Ctrl+Enter")
    seat.settle()


def cards(seat):
    """Return what the cards on top of the page say."""
    box = seat.page.cards
    return " ".join(box.itemAt(place).widget().accessibleName() for place in range(box.count()))
