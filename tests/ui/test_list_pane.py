"""Lists with their filter: narrowing waits for the hand, emptiness says what to do."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.ui.lists.filters import Filter, FilterBar
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.list_pane import ListPane
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.parts.empty import Empty
from tests.support import layout
from tests.support.hands import write


@dataclass(frozen=True)
class Row:
    """A row of the test."""

    id: int
    title: str


@pytest.fixture
def pane(qtbot):
    """Return a list of three rows."""
    rows = KeptRows((Column("Hoạt động", lambda row: row.title),), lambda row: row.id)
    bar = FilterBar((("period", "Kỳ này"), ("draft", "Nháp")))
    made = ListPane(
        rows, bar, Empty("clipboard_task", "Chưa có hoạt động nào", "Ghi hoạt động đầu tiên.")
    )
    qtbot.addWidget(made)
    layout.show_at(made, (522, 400))
    made.activateWindow()
    rows.show([Row(n, f"Hoạt động {n}") for n in range(3)])
    layout.settle(made)
    return made


def test_typing_narrows_once_the_hand_rests(pane, qtbot):
    """One question for five letters."""
    asked = []
    pane.bar.changed.connect(asked.append)
    pane.bar.start()
    write(pane.bar.box, "tọa đàm")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))

    assert asked == [Filter("tọa đàm", "period")]
    assert pane.bar.is_narrowed


def test_a_chip_narrows_at_once(pane, qtbot):
    """One of several, with its count."""
    with qtbot.waitSignal(pane.bar.changed) as changed:
        pane.bar._chips["draft"].click()
    assert changed.args == [Filter("", "draft")]
    pane.bar.show_count("draft", 4)
    assert pane.bar._chips["draft"].text() == "Nháp 4"
    with qtbot.waitSignal(pane.bar.changed) as changed:
        pane.bar.choose("period")
    assert changed.args == [Filter("", "period")]
    pane.bar.show_chips(["period"])

    assert not pane.bar._chips["draft"].isVisible()


def test_esc_empties_the_filter(pane, qtbot):
    """Esc in the box takes the words away and shows everything."""
    write(pane.bar.box, "x")
    with qtbot.waitSignal(pane.bar.changed) as changed:
        qtbot.keyClick(pane.bar.box, Qt.Key.Key_Escape)

    assert changed.args == [Filter("", "period")]


def test_arrow_down_goes_into_the_list(pane, qtbot):
    """From the box to the first row without a mouse."""
    pane.bar.start()
    qtbot.keyClick(pane.bar.box, Qt.Key.Key_Down)

    assert pane.table.hasFocus()
    assert pane.table.current_key == 0


def test_an_empty_list_says_what_to_do(pane):
    """Nothing there: the words that help, not an empty grid."""
    pane.rows.show([])
    layout.settle(pane)

    assert pane.empty.isVisible()
    assert not pane.table.isVisible()
    assert pane.count.text() == "0 dòng"


def test_a_filter_that_finds_nothing_offers_the_way_back(pane, qtbot):
    """The filter is to blame, and one press takes it away."""
    pane.bar.box.setText("không có")
    pane.show_all_count(31, pane.bar.said)
    pane.rows.show([])
    layout.settle(pane)
    assert pane._nothing_found.isVisible()
    assert "«không có»" in pane._nothing_found._title.text()
    assert "31" in pane._nothing_found._words.text()
    with qtbot.waitSignal(pane.bar.changed) as changed:
        pane.bar.clear()

    assert changed.args == [Filter("", "period")]
