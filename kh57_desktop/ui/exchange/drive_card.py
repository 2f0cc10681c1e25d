"""The card that tells where bundles go: the stick that is plugged in, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import Block, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER_ON_STICK = "KH57"


class DriveCard(Block):
    """Where bundles go; a chosen folder wins over a stick."""

    choose = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.NONE)
        self._sticks: tuple[Any, ...] = ()
        self._folder: Path | None = None
        self._icon = Icon("usb_stick", Tone.SUB)
        self._title = Label("", Role.STRONG, wrap=True)
        self._more = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.button = Button(vi("Thư mục…"), icon="folder")
        self.button.clicked.connect(self.choose)
        words = down(self._title, self._more, gap=0)
        row = across(self._icon, words, self.button)
        row.setStretch(1, 1)
        self.add(row)
        self._show()

    @property
    def out(self) -> Path | None:
        """Return the folder that bundles are written to; None when there is nowhere yet."""
        if self._folder is not None or not self._sticks:
            return self._folder
        return Path(self._sticks[0].root) / FOLDER_ON_STICK

    def show_sticks(self, sticks: Sequence[Any]) -> bool:
        """Show the sticks that are plugged in; tells whether one has come since the last time."""
        known = {stick.root for stick in self._sticks}
        self._sticks = tuple(sticks)
        self._show()
        return any(stick.root not in known for stick in sticks)

    def show_folder(self, folder: Path | None) -> None:
        """Write to a folder from now on."""
        self._folder = folder or self._folder
        self._show()

    def _show(self) -> None:
        if self._folder is not None:
            self._tell("folder", Tone.OK, vi("Ghi vào thư mục"), str(self._folder))
        elif self._sticks:
            stick = self._sticks[0]
            title = vi("{label} ({root})  ·  sẵn sàng")
            free = vi("còn {free}").format(free=formats.size(stick.free))
            more = ", ".join(part for part in (free, stick.file_system.upper()) if part)
            said = title.format(label=stick.label or vi("USB"), root=stick.root)
            self._tell("usb_stick", Tone.OK, said, more)
        else:
            more = vi("hoặc chọn một thư mục để ghi")
            self._tell("usb_stick", Tone.SUB, vi("Chưa cắm USB"), more)

    def _tell(self, icon: str, tone: Tone, title: str, more: str) -> None:
        self._icon.show_icon(icon, tone)
        self._title.say(title)
        self._more.say(more)
        self.show_tone(tone)
        self.setAccessibleName(f"{title}, {more}")


class WithoutStick(Block):
    """Tells what to do without a stick."""

    def __init__(self) -> None:
        super().__init__()
        words = vi(
            "Bấm «Thư mục…», gửi gói vào đó rồi chuyển tệp qua Zalo hay thư điện tử. "
            "Gói đã khóa, chỉ nơi nhận mở được. Tệp nhận về thì kéo vào danh sách gói."
        )
        self.add(Label(vi("Khi không có USB"), Role.BLOCK), Label(words, tone=Tone.SUB, wrap=True))
