"""The first pages: what is due, what was done, what goes out and what came in."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import DiskFull
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.ui.home.commune_home import CommuneHome
from kh57_desktop.ui.parts.buttons import Chip, Link
from kh57_desktop.ui.screens.pairing import PairingPage
from tests.support import layout
from tests.support.hands import press
from tests.support.offices import a_window, settled, texts

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(school):
    """Return the school's first page."""
    page = school.open("home")
    school.settle()
    return page


def test_the_big_three_lead_to_their_forms(home, school):
    """One press each: an activity, attendance, a product."""
    for button, name in ((home.record, "activities"), (home.media, "media")):
        button.click()
        school.settle()
        assert school.page.name == name
        assert school.page.desk.form.record_id is None
        school.window.open("home")
    home.mark.click()
    school.settle()

    assert school.page.name == "attendance"


def test_f4_does_the_first_thing_that_waits(home, school):
    """The returned record tops the list and F4 opens it."""
    title = home.todos.todos[0].accessibleName()
    press(Qt.Key.Key_F4)
    school.settle()

    assert school.page.name == "activities"
    assert school.page.desk.form.record_id is not None
    assert title


@pytest.mark.usefixtures("home")
def test_complete_records_are_approved_with_one_key(school):
    """The head of the unit approves the period: Ctrl+Enter, and figures count."""
    rehearsed = school.ask(lambda office: office.periods.rehearse(school_period()))
    assert rehearsed.approved
    school.window.choose_period(school_period())
    school.settle()
    press(Qt.Key.Key_Return, CTRL)
    school.settle()

    assert str(len(rehearsed.approved)) in school.window.done_line.accessibleName()
    left = school.ask(lambda office: office.periods.rehearse(school_period()))
    assert left.approved == ()


def waiting(school):
    """Go to the half-year of the tests and return the block of what waits for the head."""
    school.window.choose_period(school_period())
    school.settle()
    return school.page.approval


def test_what_waits_for_the_head_stands_first(home, school):
    """The head sees day, name and kind of each complete record above everything else."""
    block = waiting(school)
    shown = [block.rows.data(block.rows.index(row, 2)) for row in range(block.rows.rowCount())]

    assert block.isVisible()
    assert block.y() < home.todos.y()
    assert len(shown) == len(block.ready) > 1
    assert all(shown)
    assert block.button.text() == f"Duyệt {len(shown)}"
    assert layout.faults(school.shell) == []


def test_a_record_that_is_taken_out_is_not_approved(home, school):
    """Space takes the current record out; Ctrl+Enter approves the others."""
    block = waiting(school)
    count = len(block.ready)
    block.table.setFocus()
    block.table.setCurrentIndex(block.rows.index(0, 1))
    left = block.ready[0]
    press(Qt.Key.Key_Space)
    assert block.button.text() == f"Duyệt {count - 1}"
    press(Qt.Key.Key_Return, CTRL)
    school.settle()

    assert f"Đã duyệt {count - 1} bản ghi" in school.window.done_line.accessibleName()
    assert [one.id for one in home.approval.ready] == [left.id]


def test_ctrl_a_ticks_all_or_none(school, home):  # noqa: ARG001 - the page is opened by it
    """Ctrl+A in the list takes every record out, and again takes all in."""
    block = waiting(school)
    block.table.setFocus()
    press(Qt.Key.Key_A, CTRL)
    assert not block.button.isEnabled()
    school.window.press("finish")
    school.settle()
    assert not school.window.done_line.isVisible()
    press(Qt.Key.Key_A, CTRL)

    assert block.button.text() == f"Duyệt {len(block.ready)}"


def test_enter_opens_a_record_that_waits(school, home):  # noqa: ARG001
    """The head reads before approving."""
    block = waiting(school)
    block.table.setFocus()
    block.table.setCurrentIndex(block.rows.index(0, 1))
    press(Qt.Key.Key_Return)
    school.settle()

    assert school.page.name != "home"


def test_approving_can_be_undone(school, home):  # noqa: ARG001
    """Ctrl+Z right after it: the records wait again."""
    block = waiting(school)
    count = len(block.ready)
    press(Qt.Key.Key_Return, CTRL)
    school.settle()
    assert not block.isVisible()
    press(Qt.Key.Key_Z, CTRL)
    school.settle()

    assert len(block.ready) == count


def test_in_a_small_window_the_button_alone_stays(school, home):  # noqa: ARG001
    """At 150 % the list gives way; the key still approves."""
    block = waiting(school)
    layout.show_at(school.shell, (911, 441))
    school.settle()

    assert block.button.isVisible()
    assert not block.table.isVisible()
    assert school.page.send.isVisible()


def test_who_may_not_approve_sees_no_block(school, home):
    """An officer who records alone has only what to do."""
    home._may_approve = False
    block = waiting(school)
    school.window.press("finish")

    assert not block.isVisible()
    assert school.window.background.is_idle


def test_a_fault_while_approving_is_said(school, home, monkeypatch):
    """A full disk stands on the page; nothing counts as approved."""

    def full(*_what):
        raise DiskFull(drive="C:", free="0 KB")

    waiting(school)
    monkeypatch.setattr(type(school.office.periods), "submit", full)
    school.window.press("finish")
    school.settle()

    assert home.cards.count() == 1


def test_a_plugged_in_stick_is_named(home, school):
    """The officer sees the stick before pressing F8."""
    home.sending.show_sticks((SimpleNamespace(label="KINGSTON", root="E:\\"),))
    assert home.sending.place.text() == "Đã thấy KINGSTON (E:)"
    (school.home.parent / "usb").mkdir(exist_ok=True)
    home.sending._look()
    school.settle()
    assert home.sending.place.text() == "Đã thấy USB tập luyện"
    home.sending.show_sticks(())

    assert home.sending.place.text() == "Qua USB, thư mục hoặc Zalo"


def school_period():
    """Return the half-year of the tests."""
    return Period.named("2026-H1")


def test_the_last_records_open_with_enter(home, school):
    """The table of last records leads to each of them."""
    assert home.rows.rowCount() == 8
    home.table.setCurrentIndex(home.rows.index(0, 0))
    home.table.setFocus()
    press(Qt.Key.Key_Return)
    school.settle()

    assert school.page.name in {"activities", "media", "trainings"}


def test_what_the_commune_has_not_received_is_counted(home, school):
    """Every new record waits to be sent."""
    before = int(home.sending.pending.text())
    school.window.open("activities", new=True)
    form = school.page.desk.form
    form.write("title", "Ngày hội số")
    school.page.desk.save.click()
    school.settle()
    school.window.open("home")
    school.settle()

    assert int(home.sending.pending.text()) > before
    assert "Xã" in home.sending.receipt.text()


def test_shares_and_near_days_are_shown_with_numbers(home):
    """Bars never stand alone; the nearest days say how far they are."""
    bars = home.shares.findChildren(type(home.sending.pending))
    assert "/" in bars[2].text() or home.shares.isVisible()
    names = [widget.accessibleName() for widget in home.coming.findChildren(type(home.side))]

    assert any("còn" in name for name in names)


@pytest.fixture
def office_home(commune):
    """Return the commune's first page."""
    page = commune.open("home")
    commune.settle()
    return page


def test_the_board_has_a_tile_for_every_unit_but_the_issuer(office_home):
    """29 tiles in the order of the register, teams by their villages."""
    names = [
        office_home.board.tiles.line(n).name for n in range(office_home.board.tiles.rowCount())
    ]

    assert len(names) == 29
    assert names[0] == "Phòng VH-XH"
    assert "Tổ Pa Cheng" in names


def test_a_count_shows_its_tiles_alone(office_home):
    """Pressing a count filters the board, pressing again shows all."""
    chip = office_home.findChildren(Chip)[0]
    chip.click()
    shown = office_home.board.tiles.rowCount()
    assert chip.text().startswith(str(shown))
    assert shown < 29
    chip.click()

    assert office_home.board.tiles.rowCount() == 29


def test_two_counts_are_never_on_at_once(office_home):
    """The board is filtered by one state."""
    chips = office_home.findChildren(Chip)
    assert len(chips) > 1
    chips[0].click()
    chips[1].click()

    assert [chip.isChecked() for chip in chips[:2]] == [False, True]
    assert chips[1].text().startswith(str(office_home.board.tiles.rowCount()))


def test_a_tile_opens_the_unit_s_activities(office_home, commune):
    """From the board to what the unit did."""
    office_home.board.opened.emit("TR-NTT")
    commune.settle()

    assert commune.page.name == "activities"
    assert "TR-NTT" in commune.page.subtitle.text()
    units = {commune.page.rows.row(n).unit for n in range(commune.page.rows.total)}
    assert units == {"TR-NTT"}


def test_the_last_records_of_the_office_are_links(office_home, commune):
    """What the office recorded itself is a press away."""
    links = office_home.recent.findChildren(Link)
    assert links
    links[0].click()
    commune.settle()

    assert commune.page.name in {"activities", "media", "trainings"}


def test_keys_lead_from_the_commune_s_first_page(office_home, commune):
    """F9 decides, Ctrl+B reports, F7 takes bundles in."""
    for command, name in (("decide", "conflicts"), ("report", "reports"), ("accept", "exchange")):
        commune.window.open("home")
        commune.settle()
        office_home.commands[command]()
        commune.settle()
        assert commune.page.name == name


def test_bundles_that_were_taken_in_are_announced_no_more(school, commune, tmp_path, monkeypatch):
    """A stick keeps its files: what was had before is nothing to do any more."""
    school.open("home")
    files = school.ask(lambda office: office.exchange.pack(tmp_path / "usb")).files
    monkeypatch.setattr(Exchange, "found", lambda *_: tuple(files))
    page = commune.open("home")
    commune.settle()
    assert page.inbox.isVisible()
    assert page.inbox_title.text().startswith(f"{len(files)} gói mới")

    commune.ask(lambda office: office.exchange.accept(files, None))
    page.opened()
    commune.settle()
    assert not page.inbox.isVisible()


def test_before_any_unit_is_joined_the_first_page_leads_to_pairing(qtbot, worker, real_office):
    """No tile says of anybody that they are late: nobody could have sent anything."""
    window = a_window(qtbot, real_office("VHXH"), worker, CommuneHome, PairingPage)
    settled(qtbot, window)
    page = window.page
    assert page.no_board.isVisible()
    assert "Chưa có đơn vị nào ghép máy" in texts(page.no_board)
    assert not page.board.isVisible()
    assert not page.chase.isVisible()
    assert page.findChildren(Chip) == []
    assert page.first_focus() is page.no_board.pair
    for _, size in layout.SCALES:
        layout.show_at(window, size)
        assert layout.faults(window) == []
    page.no_board.pair.click()

    assert window.where()[0] == "pairing"
