"""The settings of this device: changed at its page, in use at once, there after a restart."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.errors import DiskFull
from kh57_desktop.services.device import Device
from kh57_desktop.system.settings import SHOWN
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Theme
from tests.support import hands, layout, practice


def kept(desk):
    """Return what the settings file of the home says."""
    return json.loads((desk.home / "settings.json").read_text("utf-8"))


def press_key(key, modifiers=hands.NO_KEY):
    """Press a key where the focus is."""
    hands.press(key, modifiers)


def test_settings_screen_shows_every_setting(school):
    """Each setting an officer may change has its field, under its label, and can be reached."""
    page = school.open("settings")

    assert list(page.fields) == list(SHOWN)
    assert [field.label for field in page.fields.values()] == [one.label for one in SHOWN.values()]
    assert all(field.isVisible() for field in page.fields.values())
    assert layout.faults(school.shell) == []


def test_larger_text_is_there_at_once_and_after_a_restart(school):
    """An arrow key on «Cỡ chữ» enlarges every page; the focus stays where the hand is."""
    page = school.open("settings")
    before = school.window
    assert QApplication.focusWidget() is page.fields["text_size"].first_focus()
    press_key(Qt.Key.Key_Right)
    practice.wait(lambda: school.window is not before)
    school.settle()

    assert theme.font(Role.BODY).pixelSize() == 15
    assert school.window.header.height() == theme.px(theme.HEADER_HEIGHT)
    assert school.page.name == "settings"
    focused = QApplication.focusWidget()
    assert focused is school.page.fields["text_size"].first_focus()
    assert focused.isChecked()
    assert kept(school)["text_size"] == 115


def test_a_dark_look_keeps_period_and_half_typed_work(school):
    """The windows are built anew in the dark look; nothing typed and no choice is lost."""
    school.open("activities")
    school.page.start_new()
    school.page.desk.form.write("title", "Nửa chừng")
    school.window.choose_period(None)
    school.window.open("settings")
    school.settle()
    before = school.window
    school.page.fields["theme"].choose("dark")
    practice.wait(lambda: school.window is not before)
    school.settle()

    assert theme.colors() is theme.COLORS[Theme.DARK]
    assert school.window.period is None
    drafts = school.ask(lambda office: office.drafts.open())
    assert [draft.edit.values["title"] for draft in drafts] == ["Nửa chừng"]
    assert school.window.header.search.palette().text().color().name() == "#eef1f5"


def test_the_look_that_was_chosen_is_there_at_the_next_start(school):
    """A restarted program begins with the settings of the device."""
    school.open("settings")
    school.page.fields["theme"].choose("contrast")
    practice.wait(lambda: theme.colors() is theme.COLORS[Theme.CONTRAST])
    school.settle()

    settings = Device(school.office.desk.home, school.office.desk.disk).settings()
    assert theme.named(settings.theme) is Theme.CONTRAST
    assert theme.named("system") is theme.of_system()


def test_the_window_follows_the_system_unless_a_look_was_chosen(school, monkeypatch):
    """Windows turns dark in the evening: so does the program, while it is set to follow."""
    school.open("home")
    before = school.window
    monkeypatch.setattr(theme, "of_system", lambda: Theme.DARK)
    school.shell.follow_system()
    assert theme.colors() is theme.COLORS[Theme.DARK]
    assert school.window is not before
    school.settle()
    school.window.open("settings")
    school.settle()
    school.page.fields["theme"].choose("light")
    practice.wait(lambda: theme.colors() is theme.COLORS[Theme.LIGHT])
    school.settle()
    before = school.window
    school.shell.follow_system()

    assert school.window is before
    assert theme.colors() is theme.COLORS[Theme.LIGHT]


def test_the_system_turns_dark_before_the_password(school, monkeypatch):
    """The password box takes over the look as well."""
    school.open("home")
    school.shell.lock()
    monkeypatch.setattr(theme, "of_system", lambda: Theme.DARK)
    school.shell.follow_system()

    assert theme.colors() is theme.COLORS[Theme.DARK]
    assert school.shell.main is None


def test_the_minutes_until_the_window_locks_are_kept(school):
    """Three minutes typed and left: the window locks after three minutes from then on."""
    school.open("settings")
    field = school.page.fields["lock_after_minutes"]
    field.first_focus().setFocus()
    field.first_focus().selectAll()
    press_key(Qt.Key.Key_3)
    press_key(Qt.Key.Key_Tab)
    school.settle()

    assert kept(school)["lock_after_minutes"] == 3
    assert school.shell._idle.interval() == 3 * 60_000
    assert school.shell._idle.isActive()


def test_minutes_outside_the_limits_are_refused_in_place(school):
    """Twenty minutes are said to be too long; the setting stays as it was."""
    school.open("settings")
    field = school.page.fields["lock_after_minutes"]
    field.first_focus().setFocus()
    field.first_focus().selectAll()
    press_key(Qt.Key.Key_2)
    press_key(Qt.Key.Key_0)
    press_key(Qt.Key.Key_Tab)
    school.settle()

    assert field.said.text() == "Nhiều nhất là 10."
    assert school.ask(lambda office: office.device.settings()).lock_after_minutes == 10


def test_a_folder_is_chosen_and_one_that_is_away_is_told(school, tmp_path, monkeypatch):
    """The dialog fills the line; a folder that is not there now is kept and marked."""
    school.open("settings")
    field = school.page.fields["paper_folder"]
    monkeypatch.setattr(
        "kh57_desktop.ui.parts.file_choice.folder", lambda _parent, _title: tmp_path
    )
    field.choosing.click()
    school.settle()
    assert kept(school)["paper_folder"] == str(tmp_path)
    assert field.said.text() == field.hint
    school.page.fields["bundle_folder"].choose(str(tmp_path / "away"))
    school.settle()

    assert kept(school)["bundle_folder"] == str(tmp_path / "away")
    assert school.page.fields["bundle_folder"].said.text() == (
        "Hiện không thấy thư mục này; khi có lại thì dùng."
    )


def test_a_dialog_that_is_left_changes_nothing(school, monkeypatch):
    """«Hủy» in the dialog leaves the folder as it was."""
    school.open("settings")
    monkeypatch.setattr("kh57_desktop.ui.parts.file_choice.folder", lambda _parent, _title: None)
    school.page.fields["paper_folder"].choosing.click()
    school.settle()

    assert school.ask(lambda office: office.device.settings()).paper_folder == ""


@pytest.mark.parametrize("words", ["co chu", "nền tối", "tự khóa", "máy in", "cài đặt"])
def test_the_search_box_leads_to_the_settings(words, school):
    """Typed without marks, a word of a setting finds the page; Enter opens it."""
    school.open("home")
    school.window.open("search", words=words)
    school.settle()
    found = [line for line in school.page.list.lines if line.what is not None]
    line = next(one for one in found if one.title.startswith("Cài đặt"))
    school.page._open(line)
    school.settle()

    assert school.page.name == "settings"


def test_a_key_leads_to_the_settings_from_anywhere(school):
    """Ctrl+, opens the page, and its line stands at the foot of the navigation."""
    school.open("home")
    press_key(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    school.settle()

    assert school.page.name == "settings"
    assert "Cài đặt" in [line.words for line in school.window.sidebar._foot]


def test_settings_that_cannot_be_kept_are_told(school, monkeypatch):
    """A full disk is said on the page with its three sentences; the look stays as it was."""

    def full(*_args, **_values):
        raise DiskFull(drive="C:", free="0 KB")

    school.open("settings")
    monkeypatch.setattr("kh57_desktop.services.device.Device.change", full)
    school.page.fields["text_size"].choose(130)
    school.settle()

    assert school.page.cards.count() == 1
    assert theme.px(100) == 100
    assert school.page.fields["text_size"].first_focus().isChecked()
