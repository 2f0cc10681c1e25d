"""Conflicts: three cards a field, one key a decision; the commune only looks and returns."""

import datetime as dt
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.domain.edits import Changes, ConflictCard, Shown, Side
from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.parts.marked import differing
from kh57_desktop.ui.screens.conflicts import ConflictsPage
from tests.support import hands, layout
from tests.support.offices import (
    NOW,
    Elsewhere,
    a_desk,
    a_window,
    settled,
    texts,
)

FIRST, SECOND = 2**62 + 1, 2**62 + 2
BASE = "Phát động tại Nhà văn hóa thôn Pa Cheng; 120 hội viên cài đặt VNeID."
MINE = (
    "Phát động tại Nhà văn hóa thôn Pa Cheng; 146 hội viên cài đặt VNeID, "
    "62 người dùng thanh toán số lần đầu."
)
OTHER = "Phát động tại Nhà văn hóa thôn Pa Cheng; 141 hội viên cài đặt VNeID."


def a_card(record, field, base, mine, other, *, is_ours=True, doubtful=False):
    """Return a card between this PC and another one."""
    at = NOW - dt.timedelta(days=3)
    title = "Lễ phát động “Phụ nữ với chuyển đổi số”" if record == FIRST else "Hướng dẫn VNeID"
    sides = (
        Side(
            other,
            "Y Hoa",
            "3fa90c",
            at + dt.timedelta(hours=5),
            is_mine=False,
            is_shown=True,
            clock_doubtful=doubtful,
        ),
        Side(mine, "Lê Thị Hà", "77b1d0", at, is_mine=is_ours, is_shown=False),
    )
    labels = {"reach_count": "Số lượt người dự", "result": "Kết quả", "place": "Địa điểm", "": ""}
    name = f"activities/{record}/{field}"
    return ConflictCard(
        name, "activities", record, title, field, labels[field], base, sides, "PN", is_ours
    )


class Dispute:
    """Stands for the exchange and the history of an office."""

    def __init__(self, *cards):
        self.cards = {card.id: card for card in cards}
        self.decided, self.fault = [], None

    def conflicts(self):
        """Return what is open."""
        return tuple(self.cards.values())

    def decide(self, card, value):
        """Decide a card."""
        if self.fault:
            raise self.fault
        closed = self.cards.pop(card)
        self.decided.append((closed, value))
        return Changes(((closed.kind, closed.record),))

    def undo(self):
        """Take the last decision back."""
        card, _ = self.decided.pop()
        self.cards[card.id] = card
        return SimpleNamespace(changes=Changes(((card.kind, card.record),)))


def three():
    """Return two fields of one record and one of another."""
    return Dispute(
        a_card(FIRST, "reach_count", 120, 146, 141),
        a_card(FIRST, "result", BASE, MINE, OTHER),
        a_card(SECOND, "place", None, "Pa Cheng", "Nhà rông Pa Cheng", doubtful=True),
    )


def an_office(dispute, unit="PN"):
    """Return an office with these conflicts."""
    returned = []

    def show(kind, record):
        if record == SECOND:
            raise NoSuchRecord(what=f"{kind}/{record}")
        return Shown(kind, record, {"starts_on": dt.date(2026, 6, 6)})

    def give_back(*what):
        returned.append(what)
        return Changes((("return_notes", 1),))

    return SimpleNamespace(
        desk=a_desk(unit),
        exchange=dispute,
        history=dispute,
        records=SimpleNamespace(show=show),
        catalog=SimpleNamespace(choices=lambda _table: ()),
        periods=SimpleNamespace(give_back=give_back, returned=returned),
    )


@pytest.fixture
def window(qtbot, worker):
    """Return the window of a unit with three fields in conflict."""
    return a_window(qtbot, an_office(three()), worker, ConflictsPage)


def values(dispute):
    """Return what was decided."""
    return [value for _, value in dispute.decided]


def test_base_and_both_sides_stand_beside_one_another(window, qtbot):
    """Who, when, on which PC; what differs from the base is marked."""
    settled(qtbot, window)
    first, second = window.page.view._fields

    assert [one.value.words() for one in first.sides] == ["146", "141"]
    assert "A  ·  Lê Thị Hà" in texts(first)
    assert "máy này" in texts(first)
    assert "sửa 19:36 13/06/2026, máy 3FA9" in texts(first)
    assert second.sides[0].value.marked() == (
        "146", "VNeID, 62 người dùng thanh toán số lần đầu."
    )  # fmt: skip
    assert "Có trong tổng hợp tháng 6 năm 2026" in texts(window.page)


def test_a_digit_decides_and_goes_on(window, qtbot):
    """1 keeps A, 2 keeps B; field after field, record after record."""
    dispute = window.office.exchange
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1):
        hands.press(key)
        settled(qtbot, window)

    assert values(dispute) == [146, OTHER, "Pa Cheng"]
    assert "Không có gì phải quyết định" in texts(window.page)
    assert "3" in window.page._today.text()


def test_both_long_texts_can_be_kept(window, qtbot):
    """0 leaves the number for later, 3 keeps both texts one under the other."""
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_0)
    hands.press(Qt.Key.Key_3)
    settled(qtbot, window)

    assert values(window.office.exchange) == [f"{MINE}\n{OTHER}"]
    assert not window.page.view.answers.join.isEnabled()


def test_later_walks_through_everything(window):
    """0 goes from field to field, to the next record, and from the last to the first."""
    seen = [window.page.view.card.field]
    for _ in range(3):
        hands.press(Qt.Key.Key_0)
        seen.append(window.page.view.card.field)

    assert seen == ["reach_count", "result", "place", "reach_count"]


def test_another_value_is_typed(window, qtbot):
    """4 opens the field's own editor; Ctrl+Enter keeps what is typed."""
    hands.press(Qt.Key.Key_4)
    line = window.page.view.typed_line
    assert line.isVisible()
    QTest.keyClicks(line._box.editor, "134")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert values(window.office.exchange) == [134]
    assert not line.isVisible()
    assert window.page.queue.hasFocus()


def test_a_wrong_value_is_refused_where_it_is_typed(window):
    """Letters in a number are said to be wrong; Esc closes, nothing is decided."""
    hands.press(Qt.Key.Key_4)
    line = window.page.view.typed_line
    hands.write(line._box.editor, "nhiều")
    window.press("finish")
    assert line.fault.isVisible()
    hands.press(Qt.Key.Key_Escape)

    assert not line.isVisible()
    assert values(window.office.exchange) == []


def test_all_alike_decides_for_every_field(window, qtbot):
    """Alt+L and 2 keep B everywhere; one Ctrl+Z takes all of them back."""
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    hands.press(Qt.Key.Key_2)
    settled(qtbot, window)
    assert values(window.office.exchange) == [141, OTHER, "Nhà rông Pa Cheng"]

    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert values(window.office.exchange) == []
    assert window.page.rows.total == 2


def test_a_removal_against_a_change_is_said_in_words(qtbot, worker):
    """One PC withdrew the record while another one edited it."""
    dispute = Dispute(a_card(SECOND, "", base="keep", mine="keep", other="remove"))
    window = a_window(qtbot, an_office(dispute), worker, ConflictsPage)
    settled(qtbot, window)

    assert "Xóa hay giữ bản ghi" in texts(window.page)
    assert [one.value.words() for one in window.page.view._fields[0].sides] == [
        "Giữ bản ghi", "Xóa bản ghi"
    ]  # fmt: skip
    assert not window.page.view.answers.type.isEnabled()


def test_a_doubtful_clock_is_flagged(window, qtbot):
    """The time of a PC with a wrong clock is not to be trusted."""
    window.page.queue.setCurrentIndex(window.page.rows.index(1, 0))
    settled(qtbot, window)

    assert "(đồng hồ máy ấy sai)" in texts(window.page.view)


def test_a_press_goes_to_a_field(window):
    """A click on a card of the second field makes it the one that is decided."""
    second = window.page.view._fields[1]
    QTest.mouseClick(second.sides[0], Qt.MouseButton.LeftButton)

    assert window.page.view.card is second.card


def test_the_record_opens_with_f2(window):
    """F2 leads to the page of the record."""
    hands.press(Qt.Key.Key_F2)

    assert window.stack.currentWidget() is window._pages["activities"]
    assert Elsewhere.shown == {"record": FIRST}


def test_a_refusal_stands_where_it_happened(window, qtbot):
    """A decision the officer may not take is said so, the card stays."""
    window.office.exchange.fault = NotAllowed(officer="Lê Thị Hà", action="gộp", who="xã")
    hands.press(Qt.Key.Key_1)
    settled(qtbot, window)

    assert "KH57-1003" in texts(window.page.findChild(FaultCard))
    assert window.page.rows.total == 2


def test_the_commune_decides_nothing_and_may_return(qtbot, worker):
    """Digits do nothing at the commune; a note goes back to the unit."""
    dispute = Dispute(a_card(FIRST, "reach_count", 120, 146, 141, is_ours=False))
    window = a_window(qtbot, an_office(dispute, "VHXH"), worker, ConflictsPage)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_4)
    settled(qtbot, window)
    assert values(dispute) == []
    assert not window.page.view.answers.first.isVisible()

    window.page.view.answers.send_back.click()
    hands.write(window.page.view.note_line.text, "Theo biên bản giám sát là 134")
    window.press("finish")
    settled(qtbot, window)

    assert window.office.periods.returned == [
        (
            "PN", Period.named("2026-06"), "Theo biên bản giám sát là 134",
            ("activities", FIRST), "reach_count",
        )
    ]  # fmt: skip


def test_marks_stand_on_whole_words():
    """Added, changed and moved words are marked; equal and wholly different texts are not."""
    assert differing("một hai ba", "một hai ba") == ()
    assert differing("một BỐN ba", "một hai ba") == ((4, 7),)
    assert differing("", "một") == ()
    assert differing("146", "120") == ()


@pytest.mark.parametrize("unit", ["PN", "VHXH"])
def test_nothing_is_cut_at_any_scale(qtbot, worker, unit):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    cards = [
        a_card(FIRST, "reach_count", 120, 146, 141, is_ours=unit == "PN"),
        a_card(FIRST, "result", BASE, MINE, OTHER, is_ours=unit == "PN"),
    ]
    office = an_office(Dispute(*cards), unit)

    found = layout.faults_at_every_scale(lambda: a_window(qtbot, office, worker, ConflictsPage))

    assert found == {}
