"""Help: every key of the program and what it does, as the keyboard map says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import KeyCap
from kh57_desktop.ui.parts.panes import scrolled
from kh57_desktop.ui.shortcuts import EVERYWHERE, KEYS, Key

if TYPE_CHECKING:
    from kh57_desktop.ui.page import Frame

CAP_WIDTH = 92
SCOPES = {
    "records": vi("Mẫu ghi"),
    "training": vi("Lớp tập huấn"),
    "attendance": vi("Điểm danh"),
    "exchange": vi("Trao đổi"),
    "conflicts": vi("Xung đột"),
    "unlock": vi("Mở dữ liệu"),
    "first_run": vi("Cài đặt lần đầu"),
}
RULES = (
    (vi("Enter"), vi("sang ô bắt buộc kế tiếp; không bao giờ tự gửi")),
    (vi("Tab"), vi("sang ô kế tiếp; Shift+Tab lùi lại")),
    (vi("Alt+↓"), vi("mở danh sách hoặc lịch của ô")),
    (vi("C V P M T"), vi("điểm danh: có mặt, vắng, có phép, muộn, cử người thay")),
    (vi("1 2 3 4 0"), vi("chọn ở Xung đột và ở dòng nhập lỗi")),
)


class HelpPage(Page):
    """All keys, in the words of their buttons."""

    name = "help"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Trợ giúp"), vi("mọi việc đều làm được bằng bàn phím"))
        keys = list(KEYS.values())
        general = [key for key in keys if key.scope == EVERYWHERE and not _is_page(key)]
        half = (len(general) + 1) // 2
        pages = Key("pages", "Alt+1 … 9", vi("chuyển trang, theo thứ tự ở bên trái"))
        left = _block(vi("Ở mọi trang"), [_line(k.keys, k.words) for k in (pages, *general[:half])])
        right = _block(vi("Ở mọi trang (tiếp)"), [_line(k.keys, k.words) for k in general[half:]])
        own = [
            _line(key.keys, vi("{page}: {words}").format(page=SCOPES[key.scope], words=key.words))
            for key in keys
            if key.scope != EVERYWHERE
        ]
        rules = _block(vi("Khi gõ"), [_line(cap, words) for cap, words in RULES])
        third = down(rules, _block(vi("Riêng từng trang"), own), STRETCH)
        whole = across(down(left, STRETCH), down(right, STRETCH), third, gap=10)
        for place in range(3):
            whole.setStretch(place, 1)
        self.area = scrolled(whole)
        self.body.addWidget(self.area)

    def first_focus(self) -> QWidget:
        """Read with the arrow keys."""
        return self.area


def _is_page(key: Key) -> bool:
    return key.name.startswith("page_")


def _block(title: str, lines: list[QWidget]) -> Block:
    block = Block()
    block.box.setSpacing(px(3))
    block.add(Label(title, Role.BLOCK), *lines)
    return block


def _line(keys: str, words: str) -> QWidget:
    cap = across(KeyCap(shortcuts.shown(keys)), STRETCH)
    holder = QWidget()
    holder.setLayout(cap)
    holder.setFixedWidth(px(CAP_WIDTH))
    line = QWidget()
    row = across(holder, Label(words, Role.BODY, Tone.PLAIN, wrap=True))
    row.setStretch(1, 1)
    line.setLayout(row)
    line.setAccessibleName(f"{shortcuts.shown(keys)}: {words}")
    return line
