"""Pairing: the request of a unit, the spoken code, the answer of the commune."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.errors import ConfirmCodeWrong
from kh57_desktop.ui.notices import Card, FaultCard
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.screens.pairing import PairingPage
from tests.support import hands, layout
from tests.support.offices import (
    a_desk,
    a_window,
    settled,
    texts,
)

CODE = "4821 7730 5519 6042 8"


class Joining:
    """Stands for the enrollment of an office."""

    def __init__(self, *, joined=False, code=None, is_office=False):
        self.joined, self.code, self.asked = joined, code, []
        self.is_office = is_office

    def is_joined(self):
        """Tell whether the PC is joined."""
        return self.joined

    def pending_code(self):
        """Return the code that is awaited."""
        return self.code

    def request(self, out):
        """Write a request."""
        self.asked.append(out)
        return CODE, out

    def finish(self, answer):
        """Take an answer in."""
        self.asked.append(answer)
        return SimpleNamespace(device="d", unit="MTTQ", is_office=self.is_office)

    def answer(self, request, code, out):
        """Certify a PC."""
        if code != CODE:
            raise ConfirmCodeWrong(name=request.name)
        self.asked.append((request, out))
        role = "office" if self.is_office else "unit"
        return SimpleNamespace(device="d", unit="MTTQ", file=out, role=role)


@pytest.fixture
def window_of(qtbot, worker):
    """Return what opens the page at a unit or at the commune."""

    def opened(joining, unit="MTTQ"):
        office = SimpleNamespace(desk=a_desk(unit), enrollment=joining)
        return a_window(qtbot, office, worker, PairingPage)

    return opened


def test_a_unit_asks_and_reads_the_code_out(window_of, qtbot, monkeypatch, tmp_path):
    """The unit writes its request to a stick and sees the code to read on the phone."""
    joining = Joining()
    window = window_of(joining)
    assert "chưa ghép với xã" in texts(window.page)
    assert not window.page.asking.last.isEnabled()

    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path)
    assert window.page.asking.first.hasFocus()
    hands.press(Qt.Key.Key_Return)
    settled(qtbot, window)

    assert joining.asked == [tmp_path / "kh57-yeu-cau-ghep-may.kh57"]
    assert CODE in texts(window.page)
    assert window.page.asking.last.isEnabled()


def test_a_unit_that_waits_sees_its_code_again(window_of):
    """Closing the program loses nothing: the code stands there until the answer has come."""
    window = window_of(Joining(code=CODE))

    assert CODE in texts(window.page)
    assert "Đang chờ xã trả lời" in texts(window.page)


def test_a_unit_takes_the_answer_in(window_of, qtbot, monkeypatch, tmp_path):
    """Ctrl+Enter asks for the answer file and the PC is joined."""
    joining = Joining(code=CODE)
    window = window_of(joining)
    monkeypatch.setattr(file_choice, "file", lambda *_: tmp_path / "a.kh57")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert joining.asked == [tmp_path / "a.kh57"]
    assert "đã ghép với xã" in texts(window.page)


def test_a_second_pc_of_the_office_is_told_to_open_anew(window_of, qtbot, monkeypatch, tmp_path):
    """Both sides read that this PC is the commune's from now on."""
    window = window_of(Joining(code=CODE, is_office=True))
    monkeypatch.setattr(file_choice, "file", lambda *_: tmp_path / "a.kh57")
    window.press("finish")
    settled(qtbot, window)
    assert "Máy này là máy của xã" in texts(window.page)

    other = window_of(Joining(is_office=True), "VHXH")
    other.press("choose_file")
    QTest.keyClicks(other.page.answering.code, CODE)
    other.press("finish")
    settled(qtbot, other)
    assert "Đã ghép thêm máy của xã" in texts(other.page.findChild(Card))


def test_a_dialog_that_is_left_changes_nothing(window_of, qtbot, monkeypatch):
    """Esc in a file dialog leaves the page as it is."""
    joining = Joining(code=CODE)
    window = window_of(joining)
    monkeypatch.setattr(file_choice, "file", lambda *_: None)
    monkeypatch.setattr(file_choice, "folder", lambda *_: None)
    window.press("finish")
    window.page.write_request()
    window.page.choose_request()
    settled(qtbot, window)

    assert joining.asked == []
    assert window.page.answering.request is None


def test_the_commune_types_the_code_it_heard(window_of, qtbot, monkeypatch, tmp_path):
    """File, code, Ctrl+Enter: the answer lies beside the request."""
    joining = Joining()
    window = window_of(joining, "VHXH")
    page = window.page
    monkeypatch.setattr(file_choice, "file", lambda *_: tmp_path / "r.kh57")
    assert not page.answering.act.isEnabled()
    page.answer()
    hands.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert page.answering.code.hasFocus()
    QTest.keyClicks(page.answering.code, CODE)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert joining.asked == [(tmp_path / "r.kh57", tmp_path / "kh57-tra-loi-ghep-may.kh57")]
    assert "Đã ghép máy của MTTQ" in texts(page.findChild(Card))
    assert page.answering.request is None


def test_a_wrong_code_joins_nobody(window_of, qtbot, monkeypatch, tmp_path):
    """A code misheard is refused with KH57-3401, and the code can be typed again at once."""
    joining = Joining()
    window = window_of(joining, "VHXH")
    monkeypatch.setattr(file_choice, "file", lambda *_: tmp_path / "r.kh57")
    window.press("choose_file")
    QTest.keyClicks(window.page.answering.code, "1234")
    window.press("finish")
    settled(qtbot, window)

    assert "KH57-3401" in texts(window.page.findChild(FaultCard))
    assert window.page.answering.code.selectedText() == "1234"
    assert joining.asked == []


@pytest.mark.parametrize("unit", ["MTTQ", "VHXH"])
def test_nothing_is_cut_at_any_scale(window_of, unit):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    found = layout.faults_at_every_scale(lambda: window_of(Joining(code=CODE), unit))

    assert found == {}


def test_a_request_opened_from_outside_waits_for_the_code(window_of, tmp_path):
    """Double click at the commune: the file stands there, the cursor in the code."""
    window = window_of(Joining(), "VHXH")
    window.page.opened(letter=("request", tmp_path / "yêu cầu.kh57"))

    assert window.page.answering.request == tmp_path / "yêu cầu.kh57"
    assert "yêu cầu.kh57" in texts(window.page)
    assert window.page.answering.code.hasFocus()


def test_an_answer_opened_from_outside_is_taken_by_the_key(window_of, qtbot, monkeypatch, tmp_path):
    """Double click at the unit: nothing is joined yet; Ctrl+Enter takes that very file."""
    joining = Joining(code=CODE)
    window = window_of(joining)
    window.page.opened(letter=("answer", tmp_path / "trả lời.kh57"))
    settled(qtbot, window)
    assert joining.asked == []
    assert "«trả lời.kh57» là tệp trả lời của xã" in texts(window.page)

    monkeypatch.setattr(file_choice, "file", lambda *_: None)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert joining.asked == [tmp_path / "trả lời.kh57"]
    assert "đã ghép với xã" in texts(window.page)

    window.press("finish")
    settled(qtbot, window)
    assert len(joining.asked) == 1, "a second time it is asked for"


def test_an_answer_left_alone_is_not_taken_another_day(window_of, qtbot, monkeypatch, tmp_path):
    """Who comes back to the page later chooses the file anew."""
    joining = Joining(code=CODE)
    window = window_of(joining)
    window.page.opened(letter=("answer", tmp_path / "trả lời.kh57"))
    window.page.opened()
    monkeypatch.setattr(file_choice, "file", lambda *_: None)
    window.press("finish")
    settled(qtbot, window)

    assert joining.asked == []


@pytest.mark.parametrize(
    ("unit", "kind", "words"),
    [("MTTQ", "request", "chuyển cho xã"), ("VHXH", "answer", "chuyển cho đơn vị")],
)
def test_a_file_for_the_other_side_says_where_it_goes(window_of, tmp_path, unit, kind, words):
    """A request at a unit, an answer at the commune: a sentence says who opens it."""
    joining = Joining(code=CODE)
    window = window_of(joining, unit)
    window.page.opened(letter=(kind, tmp_path / "tệp.kh57"))

    assert words in texts(window.page.findChild(Card))
    assert joining.asked == []
