"""Exchange: bundles found, looked into, taken in and sent back, from the keyboard."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.edits import Changes
from kh57_desktop.domain.exchanging import Accepted, BundleState, Packed
from kh57_desktop.errors import BundleDamaged, BundleNotForUs, DriveGone, DriveHeld
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui.exchange.bundles import badge
from kh57_desktop.ui.notices import Card, FaultCard
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.buttons import Button, Chip
from kh57_desktop.ui.screens.exchange import ExchangePage
from tests.support import hands, layout
from tests.support.offices import (
    NOW,
    a_desk,
    a_preview,
    a_window,
    settled,
    texts,
    the_units,
)

STICK = SimpleNamespace(
    root=Path("/media/KINGSTON"), label="KINGSTON", file_system="vfat", free=9 * 2**30
)


class Bundles:
    """Stands for the exchange of an office: what lies there, what was asked of it."""

    def __init__(self, *previews, broken=()):
        self.lying = {one.path: one for one in previews}
        self.broken = {Path(path) for path in broken}
        self.sticks, self.taken, self.packed = (STICK,), [], []
        self.fails_for, self.open_cards, self.fault = "", 0, None
        self.released, self.is_held, self.is_real = [], False, True

    def found(self, _folders=()):
        """Return what lies on drives."""
        return (*self.lying, *self.broken)

    def open(self, paths, _progress=None):
        """Look into a bundle."""
        if paths[0] in self.broken:
            raise self.fault or BundleDamaged(name=paths[0].name, unit="Tổ CNSCĐ Tua Team")
        known = self.lying.get(paths[0])
        return (known or a_preview("MTTQ", path=paths[0]),)

    def accept(self, paths, progress):
        """Take bundles in."""
        progress.report(0, len(paths), "đang nhận gói")
        self.taken += paths
        changes = Changes((("activities", 2**62 + 5),))
        return tuple(
            Accepted(
                self.open([p])[0], 12, "ABCD-EFGH-JKMN-PQRS", changes, self.open([p])[0].sender
            )
            for p in paths
        )

    def pack(self, out, to, _progress):
        """Write a bundle."""
        if to == self.fails_for:
            raise DriveGone(label="KINGSTON")
        self.packed.append((out, to))
        return Packed((out / f"KH57_{to}.kh57",), 24, 51_200)

    def conflicts(self):
        """Return the open cards."""
        return (None,) * self.open_cards

    def drives(self):
        """Return the sticks."""
        return self.sticks

    def release(self, root):
        """Let go of a stick, unless something holds it."""
        if self.is_held:
            raise DriveHeld(label=root)
        self.released.append(root)
        self.sticks = tuple(one for one in self.sticks if one.root != root)
        return self.is_real


def an_office(bundles, unit="VHXH", pending=31):
    """Return an office that exchanges with these bundles."""
    sending = SimpleNamespace(pending=pending, confirmed_at=NOW, packed_at=None)
    return SimpleNamespace(
        desk=a_desk(unit),
        exchange=bundles,
        catalog=SimpleNamespace(units=the_units),
        home=SimpleNamespace(sending=lambda: sending),
    )


def several():
    """Return bundles in every state."""
    return Bundles(
        a_preview(
            "TR-TH",
            day="20260615",
            state=BundleState.WAITING,
            waiting_for=("thiếu thay đổi 118–131 của TH Đăk Pxi",),
        ),
        a_preview("MTTQ", day="20260615", new={"activities": 11}, changed=4),
        a_preview("PN", state=BundleState.CONFLICTS, conflicts=2),
        a_preview("TCN-08", new={"people": 4}, changed=0),
        a_preview(
            "TR-THCS",
            new={"activities": 20, "lessons": 7},
            changed=9,
            state=BundleState.HELD,
            refused=1,
        ),
        a_preview(
            "TR-THCS", day="20260611", state=BundleState.RECEIVED, new={}, changed=0, already=88
        ),
        broken=["/usb/KH57_TCN-02_20260614_RJFV.kh57"],
    )


@pytest.fixture
def bundles():
    """Return bundles in every state."""
    return several()


@pytest.fixture
def window(qtbot, worker, bundles):
    """Return the commune's window at the page of exchange."""
    return a_window(qtbot, an_office(bundles), worker, ExchangePage)


def test_bundles_are_looked_into_before_they_are_shown(window):
    """The officer sees who sent what, how it stands, and that nothing is written yet."""
    rows = window.page.receive.rows

    shown = [rows.data(rows.index(n, 1)) for n in range(rows.rowCount())]
    states = [badge(rows.row(n)).text for n in range(rows.rowCount())]

    assert shown == [
        "TH Đăk Pxi", "Ủy ban MTTQ xã", "Hội LHPN xã", "Tổ CNSCĐ Đăk Wek", "THCS Đăk Pxi",
        "Chưa rõ nơi gửi", "THCS Đăk Pxi",
    ]  # fmt: skip
    assert states == [
        "Chờ phần thiếu", "Sẵn sàng", "2 xung đột", "Sẵn sàng", "1 cách ly",
        "Không mở được", "Đã nhận",
    ]  # fmt: skip
    assert window.page.receive.button.text() == "Nhập 5 gói"
    assert "chưa ghi gì vào máy" in texts(window.page.receive.preview)
    assert "4 hoạt động, 1 lớp tập huấn, 1 sản phẩm" in texts(window.page.receive.preview)


def test_what_lies_there_for_others_is_left_out(qtbot, worker):
    """On a stick that goes from unit to unit only what is for us is listed; ours goes out."""
    own = a_preview("VHXH", device=b"own PC".hex())
    bundles = Bundles(own, a_preview("MTTQ"), broken=["/usb/cho-nơi-khác.kh57"])
    bundles.fault = BundleNotForUs(addressee="TR-NTT")
    window = a_window(qtbot, an_office(bundles), worker, ExchangePage)

    assert [one.preview.sender for one in window.page.receive.found] == ["MTTQ"]
    window.page._looking.also((Path("/usb/cho-nơi-khác.kh57"),))
    settled(qtbot, window)
    assert "KH57-3003" in texts(window.page.troubles)


def test_what_is_damaged_or_waits_has_a_card(window):
    """A broken bundle says its code, a gap says whose changes are missing."""
    said = texts(window.page.troubles)

    assert "KH57-3001" in said
    assert "còn thiếu thay đổi 118–131 của TH Đăk Pxi" in said


def test_space_takes_a_bundle_out(window, qtbot):
    """The officer unticks two bundles with the keyboard; F7 takes in the others alone."""
    window.page.receive.table.setFocus()
    QTest.keyClick(window.page.receive.table, Qt.Key.Key_Space)
    QTest.keyClick(window.page.receive.table, Qt.Key.Key_Down)
    QTest.keyClick(window.page.receive.table, Qt.Key.Key_Space)

    assert window.page.receive.button.text() == "Nhập 3 gói"
    hands.press(Qt.Key.Key_F7)
    settled(qtbot, window)

    taken = [path.name.split("_")[1] for path in window.office.exchange.taken]
    assert taken == ["PN", "TCN-08", "TR-THCS"]


def test_what_can_not_be_taken_is_not_ticked(window):
    """A bundle that is damaged or had before stays out, whatever is pressed."""
    table = window.page.receive.table
    table.setCurrentIndex(table.model().index(5, 1))
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert window.page.receive.button.text() == "Nhập 5 gói"
    assert "bị hỏng khi chép" in texts(window.page.receive.preview)


def test_after_accepting_the_return_goes_out_on_one_key(window, qtbot):
    """F7 takes in, shows the receipt codes, and F8 sends each unit its bundle back."""
    hands.press(Qt.Key.Key_F7)
    settled(qtbot, window)
    card = window.page.findChild(Card)
    assert "Đã nhập 5 gói: 60 thay đổi." in texts(card)
    assert "Mã biên nhận Hội LHPN xã: ABCD-EFGH-JKMN-PQRS" in texts(card)
    assert window.page.send_card.addressees == ("TR-TH", "MTTQ", "PN", "TCN-08", "TR-THCS")

    hands.press(Qt.Key.Key_F8)
    settled(qtbot, window)

    assert [to for _, to in window.office.exchange.packed] == list(window.page.send_card.addressees)
    assert {out for out, _ in window.office.exchange.packed} == {STICK.root / "KH57"}
    assert texts(window.page.send_card).count("đọc lại khớp ·") == 5
    assert "Bấm Rút an toàn rồi mới rút USB" in texts(window.page.send_card)


def test_the_key_on_the_front_page_takes_all_in_at_once(window, qtbot):
    """F7 of the commune's home: the bundles are looked into, then taken, with no second key."""
    window.page.opened(accept=True)
    settled(qtbot, window)
    assert "Đã nhập 5 gói" in texts(window.page.findChild(Card))

    window.page.opened()
    settled(qtbot, window)
    assert len(window.office.exchange.taken) == 5


def test_accepting_refreshes_every_page(window, qtbot):
    """What came in is told to the other pages."""
    with qtbot.waitSignal(window.background.changed) as told:
        window.press("accept")

    assert told.args[0].touches("activities")


def test_a_pulled_stick_says_who_still_waits(window, qtbot):
    """The stick is pulled while the third bundle is written: red card, F8 sends again."""
    window.page.send_card.address(["MTTQ", "TCN-08", "PN"])
    window.office.exchange.fails_for = "TCN-08"
    window.press("send")
    settled(qtbot, window)

    card = window.page.findChild(FaultCard)
    assert "KINGSTON bị rút khi đang ghi" in texts(card)
    assert texts(window.page.send_card).count("chưa ghi") == 2

    window.office.exchange.fails_for = ""
    window.press("send")
    settled(qtbot, window)
    assert [to for _, to in window.office.exchange.packed] == ["MTTQ", "MTTQ", "TCN-08", "PN"]


def test_a_fault_while_accepting_stands_where_it_happened(window, qtbot):
    """Nothing is taken in, the card says so and F7 tries again."""
    window.office.exchange.broken |= set(window.office.exchange.lying)
    window.press("accept")
    settled(qtbot, window)

    assert "KH57-3001" in texts(window.page.findChild(FaultCard))


def test_the_commune_adds_a_unit_by_name(window, qtbot):
    """Typing a unit's name and Enter puts it among those that get a bundle."""
    field = window.page.send_card.unit
    field.setFocus()
    hands.write(field, "mttq")
    qtbot.waitUntil(lambda: field.finder.popup().isVisible())
    QTest.keyClick(field.finder.popup(), Qt.Key.Key_Return)

    assert window.page.send_card.addressees == ("MTTQ",)
    assert window.page.send_card.button.text() == "Gửi 1 đơn vị"


def test_without_a_stick_a_folder_is_asked_for(qtbot, worker, monkeypatch, tmp_path):
    """F8 asks for a folder, once, and packs for the commune into it."""
    bundles = Bundles()
    bundles.sticks = ()
    window = a_window(qtbot, an_office(bundles, "MTTQ"), worker, ExchangePage)
    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path)
    window.press("send")
    settled(qtbot, window)

    assert bundles.packed == [(tmp_path, "commune")]
    assert window.done_line.isVisible()


def test_a_dialog_that_is_left_sends_nothing(qtbot, worker, monkeypatch):
    """Esc in the folder dialog leaves everything as it was."""
    bundles = Bundles()
    bundles.sticks = ()
    window = a_window(qtbot, an_office(bundles, "MTTQ"), worker, ExchangePage)
    monkeypatch.setattr(file_choice, "folder", lambda *_: None)
    window.press("send")

    assert window.page.drive.out is None
    assert bundles.packed == []


def test_a_unit_sends_first(qtbot, worker):
    """At a unit sending stands left, tells what is not confirmed, and has the focus."""
    window = a_window(qtbot, an_office(Bundles(), "MTTQ"), worker, ExchangePage)
    page = window.page
    layout.settle(window)

    assert page.send_card.mapTo(page, page.rect().topLeft()).x() < page.receive.x()
    assert "31" in texts(page.send_card)
    assert page.first_focus() is page.send_card.button

    page.send_card.to_own.click()
    window.press("send")
    settled(qtbot, window)
    assert [to for _, to in window.office.exchange.packed] == ["MTTQ"]


def test_nothing_found_says_what_to_do(qtbot, worker):
    """Without a bundle the page says to plug in a stick or drop a file."""
    window = a_window(qtbot, an_office(Bundles()), worker, ExchangePage)
    layout.settle(window)

    assert "Cắm USB hoặc kéo tệp vào đây" in texts(window.page.receive)
    assert not window.page.receive.button.isEnabled()


def test_files_are_chosen_or_dropped(window, qtbot, monkeypatch):
    """A bundle that lies elsewhere joins the list by dialog or by dropping it."""
    monkeypatch.setattr(file_choice, "files", lambda *_: (Path("/a/KH57_MTTQ_20260101_AAAA.kh57"),))
    window.press("choose_file")
    settled(qtbot, window)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/b/KH57_MTTQ_20260102_BBBB.kh57")])
    window.page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled(qtbot, window)

    assert [one.path.parent.name for one in window.page.receive.found[:2]] == ["b", "a"]


def test_conflicts_are_counted_and_opened(qtbot, worker):
    """The count stands in the navigation and on a button; F9 goes there."""

    class Decisions(Page):
        """Stands for the page of conflicts."""

        name = "conflicts"

    bundles = Bundles()
    bundles.open_cards = 3
    window = a_window(qtbot, an_office(bundles), worker, ExchangePage, Decisions)

    assert window.page.conflicts.text() == "Xung đột 3"
    hands.press(Qt.Key.Key_F9)
    assert window.page.name == "conflicts"


def test_a_stick_that_is_plugged_in_is_looked_at(window, qtbot):
    """Plugging in a stick is enough: its bundles appear by themselves."""
    new = SimpleNamespace(root=Path("/media/XANH"), label="", file_system="exfat", free=2**20)
    window.office.exchange.sticks = (new,)
    added = a_preview("MTTQ", day="20260616")
    window.office.exchange.lying[added.path] = added
    qtbot.waitUntil(lambda: added in [one.preview for one in window.page.receive.found])

    assert window.page.drive.out == new.root / "KH57"


def test_one_key_of_the_first_page_sends_to_the_stick(qtbot, worker):
    """Opened to send, the page writes at once; the next key lets go of the stick (K11)."""
    bundles = Bundles()
    window = a_window(qtbot, an_office(bundles, "MTTQ"), worker, ExchangePage)
    window.open("exchange", send=True)
    settled(qtbot, window)

    assert bundles.packed == [(STICK.root / "KH57", "commune")]
    assert QApplication.focusWidget() is window.page.drive.release
    window.choose_period(None)
    settled(qtbot, window)
    assert len(bundles.packed) == 1


def test_without_a_stick_the_one_key_says_what_to_do(qtbot, worker):
    """No stick: nothing is written, the focus is on the folder, a line says so."""
    bundles = Bundles()
    bundles.sticks = ()
    window = a_window(qtbot, an_office(bundles, "MTTQ"), worker, ExchangePage)
    window.open("exchange", send=True)
    settled(qtbot, window)

    assert bundles.packed == []
    assert QApplication.focusWidget() is window.page.without.button
    assert window.done_line.accessibleName() == "Cắm USB rồi bấm F8, hoặc chọn thư mục."


def test_while_writing_the_stick_must_not_be_pulled(window, qtbot):
    """«Chưa được rút USB» stands there until everything is read back; then it may be let go."""
    window.page.send_card.address(["MTTQ"])
    window.press("send")
    assert "KINGSTON  ·  chưa được rút USB" in texts(window.page.drive)
    assert not window.page.drive.release.isEnabled()
    window.press("release")
    settled(qtbot, window)

    assert window.office.exchange.released == []
    assert "KINGSTON  ·  sẵn sàng" in texts(window.page.drive)
    assert "VFAT" in texts(window.page.drive)


def test_the_stick_is_let_go_of_before_it_is_pulled(window, qtbot):
    """Shift+F8: the system lets go, and only then the card says that it may be pulled out."""
    hands.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, window)

    assert window.office.exchange.released == [STICK.root]
    assert "KINGSTON  ·  đã ngắt Rút USB ra được rồi." in texts(window.page.drive)
    assert not window.page.drive.release.isVisible()
    window.office.exchange.sticks = (STICK,)
    window.page.drives.ask()
    settled(qtbot, window)
    assert "sẵn sàng" in texts(window.page.drive)


def test_a_stick_that_is_held_is_not_called_safe(window, qtbot):
    """Another window has the stick open: three sentences, and the card still says it is there."""
    window.office.exchange.is_held = True
    window.press("release")
    settled(qtbot, window)

    assert "KH57-2012" in texts(window.page.findChild(FaultCard))
    assert "sẵn sàng" in texts(window.page.drive)


def test_in_practice_there_is_nothing_to_pull(window, qtbot):
    """A folder stands for the stick: the line says so, nothing more is claimed."""
    window.office.exchange.is_real = False
    window.press("release")
    settled(qtbot, window)

    assert "không có gì phải rút" in window.done_line.accessibleName()


def test_of_two_sticks_one_is_chosen(window, qtbot):
    """Each stick has a chip; bundles go to the chosen one."""
    other = SimpleNamespace(root=Path("E:\\"), label="", file_system="exfat", free=2**20)
    window.office.exchange.sticks = (STICK, other)
    window.page.drives.ask()
    settled(qtbot, window)
    chips = window.page.drive.findChildren(Chip)
    assert [chip.text() for chip in chips] == ["KINGSTON", "USB (E:)"]
    chips[1].click()

    assert window.page.drive.out == other.root / "KH57"


def test_a_folder_gives_way_to_the_stick_again(window, monkeypatch, tmp_path):
    """Alt+F chooses a folder, «Dùng USB» goes back to the stick."""
    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path)
    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert window.page.drive.out == tmp_path
    assert not window.page.drive.release.isVisible()
    window.page.drive.to_stick.click()

    assert window.page.drive.out == STICK.root / "KH57"


def test_an_old_stick_with_many_bundles_is_told_in_short(qtbot, worker):
    """Three troubles are told in full, the others are counted."""
    bundles = Bundles(broken=[f"/usb/KH57_PN_2026061{n}_AAAA.kh57" for n in range(8)])
    window = a_window(qtbot, an_office(bundles), worker, ExchangePage)
    cards = window.page.troubles.findChildren(Card)

    assert len([card for card in cards if card.isVisible()]) == 4
    assert "Còn 5 gói khác" in texts(window.page.troubles)


def test_a_message_for_the_sender_is_copied(window):
    """The gap and the damaged bundle each give words to paste into Zalo."""
    buttons = [one for one in window.page.troubles.findChildren(Button) if one.picture == "copy"]
    for button in buttons:
        button.click()
        words = QGuiApplication.clipboard().text()
        assert words.startswith("KH57: gói ")
        assert "Đề nghị" in words

    assert len(buttons) == 2
    assert window.done_line.isVisible()


def test_esc_between_two_bundles_keeps_the_first(window, qtbot):
    """Stopped after the first unit: its bundle stands, the others are said to wait."""
    exchange = window.office.exchange
    pack = exchange.pack

    def then_esc(out, to, progress):
        packed = pack(out, to, progress)
        progress.cancel()
        return packed

    exchange.pack = then_esc
    window.page.send_card.address(["MTTQ", "PN"])
    window.press("send")
    settled(qtbot, window)

    assert [to for _, to in exchange.packed] == ["MTTQ"]
    assert "chưa ghi" in texts(window.page.send_card)
    assert window.page.drive.release.isEnabled()
    assert window.page.findChild(FaultCard) is None


def test_esc_before_anything_was_taken_in_is_no_fault(window, qtbot):
    """«Dừng» while bundles are looked at: nothing is red, nothing was taken in."""
    exchange = window.office.exchange

    def stopped(_paths, _progress):
        raise Canceled

    exchange.accept = stopped
    window.press("accept")
    settled(qtbot, window)

    assert window.page.findChild(FaultCard) is None
    assert window.done_line.accessibleName() == "Đã dừng."


def test_nothing_is_cut_at_any_scale(qtbot, worker):
    """Every word fits at 100, 125 and 150 % and in larger texts, at the commune and at a unit."""
    for unit in ("VHXH", "MTTQ"):
        office = an_office(several(), unit)
        found = layout.faults_at_every_scale(
            lambda office=office: a_window(qtbot, office, worker, ExchangePage)
        )

        assert found == {}
