"""How the program speaks: done, fault, progress, question, bug."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kh57_desktop import errors
from kh57_desktop.ui import notices
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.crash import CrashWatch
from kh57_desktop.ui.notices import DoneLine, FaultCard, Question, show_fault
from kh57_desktop.ui.parts.blocks import Label, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.progress_card import ProgressCard
from tests.support import layout


@pytest.fixture
def place(qtbot):
    """Return a window with a place for cards."""
    window = QWidget()
    window.setLayout(down(down(), Label("trang")))
    qtbot.addWidget(window)
    layout.show_at(window, (700, 400))
    return window


def cards_of(window):
    """Return where the window's cards stand."""
    return window.layout().itemAt(0).layout()


def test_what_was_done_is_told_and_can_be_undone(place):
    """The dark line says what was done; its undo runs once."""
    line, undone = DoneLine(place), []
    line.tell("Đã xóa 200 bản ghi.", lambda: undone.append(1))
    assert line.isVisible()

    assert line.undo()
    assert not line.undo()
    assert undone == [1]
    assert not line.isVisible()


def test_the_done_line_takes_no_focus_and_leaves_by_itself(place, qtbot, monkeypatch):
    """Typing goes on; after a while the line is gone."""
    monkeypatch.setattr(notices, "SHOWN_FOR_MS", 30)
    line = DoneLine(place)
    line.tell("Đã lưu.")
    assert line.focusPolicy() == Qt.FocusPolicy.NoFocus

    qtbot.waitUntil(lambda: not line.isVisible())
    assert line.accessibleName() == "Đã lưu."


def test_the_done_line_stays_at_the_bottom(place):
    """When the window grows, the line goes down with it."""
    line = DoneLine(place)
    line.tell("Đã lưu.")
    layout.show_at(place, (900, 600))

    assert 500 < line.y() < 600
    assert line.geometry().right() < 900


def test_pressing_undo_with_the_mouse_undoes(place, qtbot):
    """The right end of the line undoes, the rest puts it away."""
    line, undone = DoneLine(place), []
    line.tell("Đã xóa.", lambda: undone.append(1))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert undone == []
    line.tell("Đã xóa.", lambda: undone.append(1))
    pos = line.rect().center()
    pos.setX(line.width() - 60)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=pos)

    assert undone == [1]


@pytest.mark.parametrize("kind", errors.leaves(), ids=lambda kind: kind.code)
def test_every_error_fits_on_its_card(qtbot, kind):
    """Each of the deliberate errors is shown whole: three sentences, code and Chép lỗi."""
    card = FaultCard(kind(), Button("Gửi lại gói", key="F8", kind=PRIMARY))
    qtbot.addWidget(card)
    layout.show_at(card, (430, card.heightForWidth(430) if card.hasHeightForWidth() else 220))

    assert layout.faults(card) == []
    assert card.said.code == kind.code


def test_a_fault_is_copied_for_the_phone(place):
    """Chép lỗi puts sentences and code on the clipboard."""
    card = show_fault(cards_of(place), errors.DriveGone(label="USB KINGSTON"))
    card.copy.click()

    copied = QGuiApplication.clipboard().text()
    assert "USB KINGSTON bị rút" in copied
    assert "KH57-2002" in copied


def test_a_new_fault_takes_the_place_of_the_old(place):
    """One place shows one fault, and Để sau puts it away."""
    show_fault(cards_of(place), errors.DriveGone(label="A"))
    card = show_fault(cards_of(place), errors.DriveGone(label="B"))
    layout.settle(place)
    assert cards_of(place).count() == 1
    card.later.click()

    assert not card.isVisible()


def test_esc_puts_a_fault_away(place, qtbot):
    """Esc is Để sau."""
    card = show_fault(cards_of(place), errors.DriveGone(label="A"))
    card.later.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Escape)

    assert not card.isVisible()


def test_the_remedy_is_a_button_and_takes_the_card_away(place):
    """Pressing the remedy answers the fault."""
    pressed, again = [], Button("Gửi lại gói", kind=PRIMARY)
    again.clicked.connect(lambda: pressed.append(1))
    card = show_fault(cards_of(place), errors.DriveGone(label="A"), again)
    again.click()

    assert pressed == [1]
    assert not card.isVisible()


def test_long_work_shows_a_card_and_can_be_stopped(place, qtbot):
    """After two seconds the card says how far it is; Dừng asks the job to end."""
    advance = Advance()
    work = Work("Đang nhập gói", "Dừng lúc này: 12 gói đã xong được giữ.", advance=advance)
    card = ProgressCard(work, cards_of(place))
    assert not card.isVisible()
    work.begun -= 3
    advance.progress.report(13, 30, "Đang nhập gói 13/30: Hội Nông dân")
    qtbot.waitUntil(card.isVisible)
    qtbot.waitUntil(lambda: card._percent.text() == "43%")

    assert card._title.text() == "Đang nhập gói 13/30: Hội Nông dân"
    assert "13 / 30" in card._count.text()
    card.stop.click()
    assert advance.progress.is_canceled
    work.is_over = True
    qtbot.waitUntil(lambda: cards_of(place).isEmpty())


def test_work_that_cannot_be_stopped_offers_no_stop(place, qtbot):
    """No button promises what it cannot do."""
    work = Work("Đang mở dữ liệu")
    work.begun -= 3
    card = ProgressCard(work, cards_of(place))
    qtbot.waitUntil(card.isVisible)

    assert not card.stop.isVisible()
    card._stop()
    assert not card.stop.isEnabled()


def test_a_question_says_the_act_and_keeps_enter_on_cancel(place, qtbot):
    """Restoring wants the word KHÔI PHỤC; Enter alone changes nothing."""
    asked = Question(
        place, "Khôi phục", "Dữ liệu hiện có sẽ được thay.", "Khôi phục", typed="KHÔI PHỤC"
    )
    qtbot.addWidget(asked)
    asked.open()
    layout.settle(asked)
    assert asked.cancel.isDefault()
    assert not asked.act.isEnabled()

    asked.word.setText("KHÔI PHỤC")
    assert asked.act.isEnabled()
    with qtbot.waitSignal(asked.accepted):
        asked.act.click()


def test_a_question_without_a_word_can_be_answered_at_once(place, qtbot):
    """Where nothing is typed the act is ready, and Hủy leaves."""
    asked = Question(place, "Thu hồi máy", "Máy này không gửi được nữa.", "Thu hồi")
    qtbot.addWidget(asked)
    asked.open()
    assert asked.act.isEnabled()
    with qtbot.waitSignal(asked.rejected):
        asked.cancel.click()


@pytest.mark.logs("a bug: ZeroDivisionError")
def test_a_bug_opens_one_window_and_the_work_goes_on(qtbot, monkeypatch):
    """What nobody caught is said in three sentences, with the support pack at hand."""
    packed, watch = [], CrashWatch(lambda: packed.append(1))
    monkeypatch.setattr(sys, "excepthook", None)
    monkeypatch.setattr(threading, "excepthook", None)
    watch.install()
    sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    watch.show_error(ZeroDivisionError())
    window = watch.window
    qtbot.addWidget(window)
    layout.settle(window)

    assert window.card.said.code == "KH57-9000"
    window.card.findChildren(Button)[-1].click()
    assert packed == [1]
    assert watch.window is None


@pytest.mark.logs("a bug: ValueError")
def test_a_bug_in_another_thread_is_heard_too(qtbot, monkeypatch):
    """A thread that dies is not silent."""
    watch = CrashWatch()
    monkeypatch.setattr(threading, "excepthook", watch._hear_thread)

    def die():
        raise ValueError

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watch.window is not None)
    qtbot.addWidget(watch.window)

    assert watch.window.card.said.code == "KH57-9000"
    watch.window.card.later.click()
