"""The diary of the exchange: what was sent and taken in, in the officer's words."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.domain.exchanging import Exchanged, Standing
from kh57_desktop.errors import StoreDamaged
from kh57_desktop.ui.exchange import diary_rows
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.screens.diary import DiaryPage
from tests.support import hands, layout
from tests.support.offices import NOW, a_desk, a_window, settled, texts, the_units


def a_line(unit, hours, *, is_sent=False, standing=Standing.ANSWERED, **given):
    """Return a bundle of the diary."""
    values = {
        "bundle": f"{hours:032x}", "device": "3f2a9c01", "changes": 12, "new": {}, "changed": 0,
        "conflicts": 0, "file": f"KH57_{unit}_{hours}.kh57", "receipt": "",
    } | given  # fmt: skip
    return Exchanged(
        at=NOW - timedelta(hours=hours), is_sent=is_sent, unit=unit, standing=standing, **values
    )


LINES = (
    a_line("VHXH", 1, is_sent=True, standing=Standing.SENT),
    a_line("PN", 2, new={"activities": 4, "trainings": 1}, changed=3, conflicts=2,
           receipt="ABCD EFGH JKMN PQRS", standing=Standing.ANSWER_OWED),
    a_line("TR-CU", 3),
    a_line("", 4, is_sent=True, standing=Standing.CONFIRMED),
)  # fmt: skip


def a_diary(*lines, unit="MTTQ"):
    """Return an office whose exchange kept this diary."""
    return SimpleNamespace(
        desk=a_desk(unit),
        exchange=SimpleNamespace(diary=lambda: lines),
        catalog=SimpleNamespace(units=the_units),
    )


@pytest.fixture
def window(qtbot, worker):
    """Return the window at the diary."""
    return a_window(qtbot, a_diary(*LINES), worker, DiaryPage)


def test_every_bundle_stands_there_with_its_other_side(window):
    """Whom it went to or came from by name; an unknown device is said to be one."""
    rows = window.page.rows
    shown = [rows.data(rows.index(row, 2)) for row in range(rows.rowCount())]

    assert shown == [
        "Phòng Văn hóa - Xã hội", "Hội LHPN xã", "TR-CU", "máy không còn trong danh sách",
    ]  # fmt: skip


def test_the_card_below_tells_everything_of_a_bundle(window, qtbot):
    """Arrow down: what it brought, from which device, and the code to read out."""
    assert "Gửi cho Phòng Văn hóa - Xã hội" in texts(window.page.detail)
    hands.press(Qt.Key.Key_Down)
    settled(qtbot, window)
    said = texts(window.page.detail)

    assert "Nhận từ Hội LHPN xã" in said
    assert "4 hoạt động, 1 lớp tập huấn; 3 ô đổi giá trị; 2 xung đột" in said
    assert "Mã biên nhận: ABCD EFGH JKMN PQRS" in said


def test_sent_and_taken_in_are_told_apart(window):
    """A chip shows the one sort alone."""
    window.page._chips[True].click()
    sent = window.page.rows.rowCount()
    window.page._chips[False].click()

    assert (sent, window.page.rows.rowCount()) == (2, 2)


def test_the_own_other_pc_is_called_so(qtbot, worker):
    """A bundle of the second PC of the unit does not carry the unit's own name."""
    window = a_window(qtbot, a_diary(a_line("MTTQ", 1)), worker, DiaryPage)

    assert window.page.rows.row(0).other == "Máy khác của đơn vị"


def test_an_empty_diary_leads_to_the_exchange(qtbot, worker):
    """Before the first bundle the page says what will stand here, and Enter goes to send."""
    window = a_window(qtbot, a_diary(), worker, DiaryPage)

    assert "Chưa gửi hay nhận gói nào" in texts(window.page)
    hands.press(Qt.Key.Key_Return)
    assert window.where()[0] == "exchange"


def test_a_diary_that_cannot_be_read_says_so(qtbot, worker):
    """A fault stands on the page with its code."""

    def broken():
        raise StoreDamaged(backup="không có")

    office = a_diary()
    office.exchange.diary = broken
    window = a_window(qtbot, office, worker, DiaryPage)

    assert window.page.findChild(FaultCard) is not None


def test_what_brought_nothing_says_nothing():
    """A bundle that was had before has an empty cell, no zero."""
    assert diary_rows.brought(diary_rows.Line(0, LINES[2], "x")) == ""


def test_nothing_of_the_diary_is_cut(qtbot, worker):
    """Every word fits at every scale and text size."""
    found = layout.faults_at_every_scale(
        lambda: a_window(qtbot, a_diary(*LINES), worker, DiaryPage)
    )

    assert found == {}
