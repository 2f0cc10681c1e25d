"""The cards that tell where bundles go: the stick that is plugged in, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import Button, Chip
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER_ON_STICK = "KH57"
SHORT_ROOT = 4
"""A drive letter stands beside the name of the stick, a path below it."""


class DriveCard(Block):
    """Where bundles go; a chosen folder wins over a stick, and of several sticks one is chosen."""

    release_asked = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.NONE)
        self._sticks: tuple[Any, ...] = ()
        self._folder: Path | None = None
        self._chosen: Path | None = None
        self._released = ""
        self._offered: list[str] = []
        self._is_writing = False
        self._icon = Icon("usb_stick", Tone.SUB)
        self._title = Label("", Role.STRONG, wrap=True)
        self._more = Elided("", Role.SECOND, Tone.SUB)
        self.release = Button(vi("Rút an toàn"), key=shortcuts.cap("release"))
        self.release.clicked.connect(self.release_asked)
        self.to_stick = Button(vi("Dùng USB"))
        self.to_stick.clicked.connect(self._leave_folder)
        self._choice = across(gap=6)
        words = down(self._title, self._more, gap=0)
        row = across(self._icon, words, self.release, self.to_stick)
        row.setStretch(1, 1)
        self.add(row, self._choice)
        for button in (self.release, self.to_stick):
            button.hide()
        self._show()

    @property
    def out(self) -> Path | None:
        """Return the folder that bundles are written to; None when there is nowhere yet."""
        stick = self.stick
        if stick is None:
            return self._folder
        return Path(stick.root) / FOLDER_ON_STICK

    @property
    def stick(self) -> Any:
        """Return the stick bundles are written to; None when there is none, or a folder is."""
        if self._folder is not None or not self._sticks:
            return None
        return next((one for one in self._sticks if one.root == self._chosen), self._sticks[0])

    def show_sticks(self, sticks: Sequence[Any]) -> bool:
        """Show the sticks that are plugged in; tells whether one has come since the last time."""
        known = {stick.root for stick in self._sticks}
        if {stick.root for stick in sticks} != known:
            self._released = ""
        self._sticks = tuple(sticks)
        self._show()
        return any(stick.root not in known for stick in sticks)

    def show_folder(self, folder: Path | None) -> None:
        """Write to a folder from now on."""
        self._folder = folder or self._folder
        self._show()

    def show_writing(self, *, is_writing: bool) -> None:
        """Say that the stick must not be pulled out now, or that it may be let go of."""
        self._is_writing = is_writing
        self._show()

    def show_released(self) -> None:
        """Say that the system has let go of the stick."""
        gone = self.stick
        self._sticks = tuple(one for one in self._sticks if one is not gone)
        self._released = named(gone) if gone is not None else ""
        self._show()

    def _leave_folder(self) -> None:
        self._folder = None
        self._show()

    def _choose(self, root: Path) -> None:
        self._chosen = root
        self._show()

    def _show(self) -> None:
        stick = self.stick
        if self._folder is not None:
            self._tell("folder", Tone.OK, vi("Ghi vào thư mục"), str(self._folder))
        elif stick is not None and self._is_writing:
            title = vi("{stick}  ·  chưa được rút USB").format(stick=named(stick))
            self._tell("usb_stick", Tone.WARN, title, vi("đang ghi và đọc lại từng tệp"))
        elif stick is not None:
            title = vi("{stick}  ·  sẵn sàng").format(stick=named(stick))
            self._tell("usb_stick", Tone.OK, title, _about(stick))
        elif self._released:
            title = vi("{stick}  ·  đã ngắt").format(stick=self._released)
            self._tell("checkmark_circle", Tone.OK, title, vi("Rút USB ra được rồi."))
        else:
            more = vi("Cắm USB, hoặc chọn thư mục ở dưới.")
            self._tell("usb_stick", Tone.SUB, vi("Chưa cắm USB"), more)
        if self.parentWidget() is not None:  # before that a button would be a window of its own
            self.release.setVisible(stick is not None)
            self.to_stick.setVisible(self._folder is not None and bool(self._sticks))
        self.release.setEnabled(not self._is_writing)
        self._offer_choice(stick)

    def _offer_choice(self, stick: Any) -> None:
        """Show a chip for each of several sticks."""
        roots = [one.root for one in self._sticks] if stick is not None else []
        wanted = [named(one) for one in self._sticks] if len(roots) > 1 else []
        if wanted != self._offered:
            self._offered = wanted
            clear(self._choice)
            group = QButtonGroup(self)
            for one in self._sticks if wanted else ():
                chip = Chip(named(one))
                group.addButton(chip)
                chip.setChecked(one is stick)
                chip.clicked.connect(lambda _on=False, root=one.root: self._choose(root))
                self._choice.addWidget(chip)

    def _tell(self, icon: str, tone: Tone, title: str, more: str) -> None:
        self._icon.show_icon(icon, tone)
        self._title.say(title)
        self._more.say(more)
        self.show_tone(tone)
        self.setAccessibleName(f"{title}, {more}")


class WithoutStick(Block):
    """Tells what to do without a stick, and lets a folder be chosen."""

    choose = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = vi(
            "Ghi gói vào thư mục rồi chuyển tệp qua Zalo hay thư điện tử. "
            "Gói đã khóa, chỉ nơi nhận mở được. Tệp nhận về thì kéo vào danh sách gói."
        )
        self.button = Button(vi("Thư mục, Zalo…"), key=shortcuts.cap("folder"), icon="folder")
        self.button.clicked.connect(self.choose)
        told = Label(words, tone=Tone.SUB, wrap=True)
        self.add(Label(vi("Khi không có USB"), Role.BLOCK), told, across(STRETCH, self.button))


def named(stick: Any) -> str:
    """Return what a stick is called: its label, with the letter where it has one."""
    label, root = stick.label or vi("USB"), str(stick.root).rstrip("\\")
    return f"{label} ({root})" if len(root) <= SHORT_ROOT else str(label)


def _about(stick: Any) -> str:
    root = str(stick.root).rstrip("\\")
    place = root if len(root) > SHORT_ROOT else ""
    free = vi("còn {free}").format(free=formats.size(stick.free))
    return "  ·  ".join(part for part in (free, stick.file_system.upper(), place) if part)
