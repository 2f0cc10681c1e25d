"""The settings of this device: each is kept and used as soon as it is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.settings.fields import FolderField, SettingField, field_of

if TYPE_CHECKING:
    from kh57_desktop.services.device import Device, Standing
    from kh57_desktop.ui.page import Frame

GROUPS = (
    (vi("Màn hình"), ("text_size", "theme")),
    (vi("An toàn"), ("lock_after_minutes", "second_backup_folder")),
    (vi("Gói và giấy tờ"), ("bundle_folder", "paper_folder", "printer")),
)
"""The settings under their titles; one that is named nowhere stands in the last group."""
LOOKS = frozenset({"text_size", "theme"})


class SettingsPage(Page):
    """What this device remembers about itself; the data of the plan is elsewhere."""

    name = "settings"

    def __init__(self, frame: Frame) -> None:
        said = vi("riêng máy này, dùng ngay khi chọn; không gửi đi đâu")
        super().__init__(frame, vi("Cài đặt"), said)
        device = frame.office.device
        values = device.settings()
        self.fields: dict[str, SettingField] = {}
        for name, about in device.shown.items():
            field = self.fields[name] = field_of(name, about, getattr(values, name))
            field.show_value(getattr(values, name))
            field.changed.connect(partial(self._change, device, name))
        self._focused = next(iter(self.fields.values()))
        self.body.addWidget(self._arranged())

    def opened(self, setting: str = "", **_what: Any) -> None:
        """Show what is in use, and go to one setting if it is asked for."""
        self.frame.background.run(
            self.frame.office.device.standing, done=self._show, failed=self._fail
        )
        if setting in self.fields:
            self._focused = self.fields[setting]
            self._focused.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        """Go to the setting chosen last, at first to the first."""
        return self._focused.first_focus()

    def _arranged(self) -> QWidget:
        grouped = {name for _, names in GROUPS for name in names}
        others = tuple(name for name in self.fields if name not in grouped)
        blocks = []
        for place, (title, names) in enumerate(GROUPS, 1):
            block = Block()
            shown = (*names, *others) if place == len(GROUPS) else names
            block.add(Label(title, Role.BLOCK), *(self.fields[name] for name in shown))
            blocks.append(block)
        column = QWidget()
        column.setLayout(down(*blocks, STRETCH))
        column.setMaximumWidth(px(theme.FORM_WIDTH))
        row = across(column, STRETCH)
        row.setStretch(0, 1000)
        inside = QWidget()
        inside.setLayout(row)
        return Scroll(inside)

    def _change(self, device: Device, name: str, value: object) -> None:
        self._focused = self.fields[name]
        job = partial(device.change, **{name: value})
        self.frame.background.run(job, done=partial(self._changed, name), failed=self._fail)

    def _changed(self, name: str, standing: Standing) -> None:
        clear(self.cards)
        self._show(standing)
        if name in LOOKS and self.isVisible():
            # the look builds this page anew: it is to come back to the same setting
            self.frame.open(self.name, setting=name)
        self.frame.take_settings(standing.settings)

    def _show(self, standing: Standing) -> None:
        hand = QApplication.focusWidget()
        away = vi("Hiện không thấy thư mục này; khi có lại thì dùng.")
        for name, field in self.fields.items():
            if hand is None or not field.isAncestorOf(hand):  # nothing changes under a hand
                field.show_value(getattr(standing.settings, name))
            if isinstance(field, FolderField):
                field.tell(away if name in standing.absent else "", Tone.WARN)

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
        self.frame.background.run(self.frame.office.device.standing, done=self._show_kept)

    def _show_kept(self, standing: Standing) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(standing.settings, name))
