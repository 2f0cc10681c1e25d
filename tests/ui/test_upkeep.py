"""Upkeep: copies and their ages, the check of everything, password and recovery code."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.domain.rights import FIRST_OF_UNIT
from kh57_desktop.errors import NotAllowed, PasswordWrong
from kh57_desktop.services.upkeep import Finding
from kh57_desktop.system import seals
from kh57_desktop.system.keys import CHEAP, KeyFile
from kh57_desktop.ui.first_run.pages import CodePage
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.screens.upkeep import UpkeepPage
from kh57_desktop.ui.upkeep.restore_panel import RestorePanel
from kh57_desktop.ui.upkeep.upkeep_parts import age
from tests.support import hands, layout
from tests.support.offices import (
    NOW,
    a_window,
    lent,
    settled,
    texts,
)

PASSWORD = "mật khẩu cũ 57"  # noqa: S105 - of the test


def with_keys(desk):
    """Give the store its key file, as set-up does."""
    file = KeyFile(seals.random_bytes(8).hex())
    file = file.with_officer(desk.key, desk.officer.id, PASSWORD, CHEAP)
    file.with_recovery(desk.key, seals.random_bytes(16)).write(desk.home.keys, desk.disk)


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return a school's window at upkeep."""
    return a_window(qtbot, real_office(prepare=with_keys), worker, UpkeepPage)


def opens(window, secret):
    """Return what a password or code opens of the key file."""
    desk = window.office.desk
    return KeyFile.read(desk.home.keys, desk.disk).open(secret)


def test_a_copy_is_made_with_one_key(window, qtbot):
    """Ctrl+S makes a verified copy; the list and the age follow."""
    page = window.page
    assert "Chưa có bản sao lưu nào" in texts(page)
    assert page.first_focus().hasFocus()
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert page.rows.total == 1
    assert page.rows.held[0].file.is_file()
    assert "1 bản" in texts(page.copies)
    assert window.done_line.isVisible()


def test_a_second_copy_goes_where_the_officer_says(window, qtbot, monkeypatch, tmp_path):
    """A copy for the stick in the cupboard."""
    monkeypatch.setattr(file_choice, "folder", lambda *_: None)
    window.page.back_up_elsewhere()
    assert window.background.is_idle
    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path / "usb xanh")
    window.page.elsewhere.click()
    settled(qtbot, window)

    assert len(list((tmp_path / "usb xanh").iterdir())) == 1


def test_an_old_copy_is_a_reminder(window, qtbot, monkeypatch):
    """The newest copy is nine days old: the tile is amber and says so."""
    window.press("save")
    settled(qtbot, window)
    at = window.page.rows.held[0].at
    monkeypatch.setattr(type(window), "now", lambda _window: at + dt.timedelta(days=9, hours=1))
    window.open("upkeep")
    settled(qtbot, window)

    assert "9 ngày trước" in texts(window.page.copies)
    assert window.page.copies._icon.name == "warning"


def test_everything_is_checked_with_one_key(window, qtbot):
    """F5 checks the whole store: it is sound, and the time of the check is told."""
    assert "Chưa kiểm tra" in texts(window.page.data)
    hands.press(Qt.Key.Key_F5)
    settled(qtbot, window)

    assert "Nguyên vẹn" in texts(window.page.data)
    assert "14:36 16/06/2026" in texts(window.page.data)


def test_what_the_check_finds_is_listed(window, qtbot, monkeypatch):
    """A fault makes the tile red, a warning alone amber; each finding is a line."""
    found = [Finding("fault", "Tệp dữ liệu có trang bị hỏng."), Finding("warning", "Thiếu 2 gói.")]
    monkeypatch.setattr(type(window.office.upkeep), "check", lambda _one: tuple(found))
    window.press("again")
    settled(qtbot, window)
    assert "1 lỗi" in texts(window.page.data)
    assert "Tệp dữ liệu có trang bị hỏng. Thiếu 2 gói." in texts(window.page.findings)
    del found[0]
    window.press("again")
    settled(qtbot, window)

    assert "1 nhắc nhở" in texts(window.page.data)


def test_a_password_is_typed_twice(window, qtbot):
    """Ten letters, twice the same: then, and only then, the new one opens the store."""
    card = window.page.password
    card.new.setFocus()
    hands.write(card.new, "ngắn")
    assert "ít nhất 10 ký tự" in texts(card)
    card.new.clear()
    hands.write(card.new, "mật khẩu mới 57")
    QTest.keyClick(card.new, Qt.Key.Key_Return)
    hands.write(card.again, "mật khẩu khác")
    assert "Hai lần gõ khác nhau" in texts(card)
    assert not card.button.isEnabled()
    card.again.clear()
    hands.write(card.again, "mật khẩu mới 57")
    QTest.keyClick(card.again, Qt.Key.Key_Return)
    settled(qtbot, window)

    assert opens(window, "mật khẩu mới 57").officer == window.office.desk.officer.id
    with pytest.raises(PasswordWrong):
        opens(window, PASSWORD)
    assert card.new.text() == ""


def test_a_new_recovery_code_counts_once_it_was_typed_back(window, qtbot):
    """Until then the former one opens; after that only the new one."""
    former = lent(qtbot, window.background, window.office.access.renew_recovery_code)
    window.page.code.click()
    settled(qtbot, window)
    page = window.page.findChild(CodePage)
    assert page.first.hasFocus()
    hands.write(page.field.line, page.sheet.code)
    assert opens(window, former).is_sound
    hands.press(Qt.Key.Key_Return)
    settled(qtbot, window)

    assert opens(window, page.sheet.code).is_sound
    with pytest.raises(PasswordWrong):
        opens(window, former)
    assert window.done_line.isVisible()


def test_a_new_recovery_code_that_is_left_changes_nothing(window, qtbot):
    """Esc over the code: the one in the envelope still opens."""
    former = lent(qtbot, window.background, window.office.access.renew_recovery_code)
    window.page.code.click()
    settled(qtbot, window)
    window.press("back")
    settled(qtbot, window)

    assert opens(window, former).is_sound
    assert window.page.now.hasFocus()


def test_officers_are_listed_with_their_roles(window):
    """Who may open the store, and as what."""
    assert "Nguyễn Thị Hạnh" in texts(window.page.officers)
    assert "Quản trị máy" in texts(window.page.officers)
    assert "1 người dùng" in texts(window.page.keys)


def test_a_new_officer_appears(window, qtbot):
    """An officer added at the command line or by a colleague joins the list."""
    access = window.office.access
    window.background.run(lambda: access.add_officer("A Nhi", "mật khẩu thứ hai", FIRST_OF_UNIT))
    qtbot.waitUntil(lambda: "A Nhi" in texts(window.page.officers))

    assert "2 người dùng" in texts(window.page.keys)


def test_a_refusal_stands_where_it_happened(window, qtbot, monkeypatch):
    """Who may not keep the machine up is told whom to ask."""

    def refused(_one, _out=None):
        raise NotAllowed(officer="A Nhi", action="sao lưu", who="quản trị máy")

    monkeypatch.setattr(type(window.office.upkeep), "backup", refused)
    window.press("save")
    settled(qtbot, window)

    assert "KH57-1003" in texts(window.page.findChild(FaultCard))


def test_ages_are_told_in_the_largest_unit():
    """Minutes, hours, days; the future of a wrong clock is just now."""
    ago = [{"seconds": 20}, {"minutes": 5}, {"hours": 3}, {"days": 6}, {"hours": -2}]
    said = [age(NOW - dt.timedelta(**one), NOW) for one in ago]

    assert said == ["vừa xong", "5 phút trước", "3 giờ trước", "6 ngày trước", "vừa xong"]


def test_nothing_is_cut_at_any_scale(qtbot, worker, real_office):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    office = real_office(prepare=with_keys)

    def made():
        window = a_window(qtbot, office, worker, UpkeepPage)
        window.press("save")
        settled(qtbot, window)
        return window

    assert layout.faults_at_every_scale(made) == {}


def test_the_form_of_an_officer_is_whole_at_any_scale(qtbot, worker, real_office):
    """Fields, long role names and what is missing fit everywhere."""
    office = real_office("VHXH", prepare=with_keys)

    def made():
        window = a_window(qtbot, office, worker, UpkeepPage)
        window.open("upkeep", newcomer=True)
        settled(qtbot, window)
        window.page.officers_work.form.submit()
        return window

    assert layout.faults_at_every_scale(made) == {}


def test_going_back_is_whole_at_any_scale(qtbot, worker, real_office):
    """The copies, what would differ, and the foot fit everywhere."""
    office = real_office(prepare=with_keys)
    worker.run(office.upkeep.backup)

    def made():
        window = a_window(qtbot, office, worker, UpkeepPage)
        window.page.restore()
        settled(qtbot, window)
        window.press("finish")
        settled(qtbot, window)
        assert window.page.findChild(RestorePanel).prepared is not None
        return window

    assert layout.faults_at_every_scale(made) == {}
