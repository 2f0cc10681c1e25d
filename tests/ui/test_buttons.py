"""Buttons, chips, links: pressed by key as by mouse, never cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Theme, Tone
from kh57_desktop.ui.parts.blocks import BadgeLabel, Label, Meter, Rule, across
from kh57_desktop.ui.parts.buttons import PRIMARY, QUIET, Button, Chip, KeyCap, Link
from kh57_desktop.ui.parts.elided import Elided
from tests.support import layout


@pytest.mark.parametrize("kind", ["plain", PRIMARY, QUIET])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_button_is_pressed_with_enter_and_space(qtbot, kind, key):
    """Whoever comes by Tab presses with either."""
    button, pressed = Button("Lưu", key="Ctrl+S", icon="save", kind=kind), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    layout.show_at(button, (160, 32))
    qtbot.keyClick(button, key)

    assert pressed == [1]
    assert button.accessibleName() == "Lưu"
    assert button.accessibleDescription() == "Ctrl+S"


def test_a_link_is_pressed_with_enter(qtbot):
    """Links are buttons to the keyboard."""
    link, pressed = Link("Chép lỗi"), []
    qtbot.addWidget(link)
    link.clicked.connect(lambda: pressed.append(1))
    layout.show_at(link, (80, 22))
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    qtbot.keyClick(link, Qt.Key.Key_Space)

    assert pressed == [1, 1]


@pytest.mark.parametrize("look", list(Theme))
@pytest.mark.parametrize("percent", [100, 130])
def test_everything_paints_in_every_look(qtbot, look, percent):
    """Light, dark and high contrast, at any text size, in every state."""
    style.change(look, percent)
    row = across(
        Button("Gửi", key="F8", kind=PRIMARY), Button("Dừng", key="Esc"), Chip("Kỳ này"),
        Chip("20 đủ", Tone.OK, "checkmark_circle"), Link("Xem"), KeyCap("C"), Rule(), Meter(),
        BadgeLabel(Badge("Đã duyệt", Tone.OK)), Label("chữ", tone=Tone.SUB), Elided("dài"),
    )  # fmt: skip
    window = QWidget()
    window.setLayout(row)
    qtbot.addWidget(window)
    for widget in window.findChildren(Button):
        widget.setEnabled(False)
    for chip in window.findChildren(Chip):
        chip.setChecked(True)
    layout.show_at(window, (1200, 60))
    image = window.grab().toImage()

    colors = {image.pixelColor(x, 30).name() for x in range(0, image.width(), 3)}
    assert len(colors) > 3
    assert layout.faults(window) == []


def test_a_change_of_look_reaches_open_windows(qtbot):
    """Switching to dark recolors what is open."""
    label = Label("chữ", tone=Tone.WARN)
    qtbot.addWidget(label)
    label.show()
    style.change(Theme.DARK, 100)

    assert label.palette().windowText().color().name() == theme.COLORS[Theme.DARK].warn.lower()


def test_a_badge_can_come_and_go(qtbot):
    """No badge takes no room."""
    badge = BadgeLabel(None)
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() == 0
    badge.show_badge(Badge("Trả lại", Tone.ERR, "error_circle"))

    assert badge.sizeHint().width() > 60
    assert badge.accessibleName() == "Trả lại"


def test_a_long_text_gives_way_and_stays_whole_in_its_tooltip(qtbot):
    """Elided on the screen, whole for whoever looks closer."""
    label = Elided("Trường Tiểu học và Trung học cơ sở Nguyễn Tất Thành")
    qtbot.addWidget(label)
    layout.show_at(label, (100, 20))

    assert label.minimumSizeHint().width() <= 40
    assert label.toolTip() == label.text()
    label.say("Ngắn", Tone.SUB)
    assert label.toolTip() == "Ngắn"
