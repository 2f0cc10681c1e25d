"""Search: what the box in the header finds while it is typed, by kind (SCREENS 11)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages
from kh57_desktop.ui.lists.found_list import FoundList
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Label, across
from kh57_desktop.ui.parts.buttons import Chip
from kh57_desktop.ui.parts.empty import Empty
from kh57_desktop.ui.search import finding
from kh57_desktop.ui.search.finding import Go, Make, Press
from kh57_desktop.ui.search.glance import Glance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.ui.lists.found_list import Line
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.search.finding import Look

REMEMBERED = 10


class SearchPage(Page):
    """The results of the search box; the typing stays in the box."""

    name = "search"

    def __init__(self, frame: Frame) -> None:
        said = vi("mọi loại bản ghi của đơn vị và những gì xã được xem")
        super().__init__(frame, vi("Tìm kiếm"), said)
        self.words, self._only = "", ""
        self._hits: tuple[Any, ...] = ()
        self._last_opened: list[Any] = []
        self._round, self._round_is_open = 0, False
        self._is_to_be_taken = False
        self.list, self.glance = FoundList(), Glance()
        self._arrange()
        self._listen()

    def opened(self, words: str | None = None, **_what: Any) -> None:
        """Show what some words find; without words, what was opened last."""
        if words is not None:
            self.words = words
        self._only = ""
        self._search()

    def changed(self, changes: Changes) -> None:
        """Search again when records have changed."""
        if self.isVisible() and changes:
            self._search()

    def fit(self, width: Width) -> None:
        """Leave the quick look out where there is no room for it."""
        self.glance.setVisible(width is not Width.NARROW)
        self.glance.setFixedWidth(px(380 if width is Width.WIDE else 320))
        self.subtitle.setVisible(width is Width.WIDE)

    def first_focus(self) -> QWidget:
        """Go to the box in which one types."""
        return self.frame.search_box

    def take(self) -> None:
        """Open the current result; what was typed a moment ago is looked up first."""
        words = self.frame.search_box.text()
        if words != self.words or self._round_is_open:
            self._is_to_be_taken = True
            self.words = words
            self._search()
        else:
            self.list.take()

    def _arrange(self) -> None:
        self._chips = across(gap=7)
        self._count = Label("", Role.BODY, Tone.SUB)
        head = across(self._chips, STRETCH, self._count)
        head.setContentsMargins(px(12), px(8), px(14), px(4))
        block = Block(margins=(1, 1))
        empty = Empty(
            "search", vi("Gõ vào ô tìm ở trên"), vi("Không cần dấu, không cần đúng thứ tự.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        block.add(head, self._stack)
        block.box.setStretch(1, 1)
        keys = vi("↑ ↓ chọn  ·  Enter mở  ·  Esc về chỗ cũ")
        hint = vi("không cần dấu, không cần đúng thứ tự")
        self._hint = Label(hint, Role.SECOND, Tone.SUB)
        block.stand_on(Foot(Label(keys, Role.SECOND, Tone.SUB), STRETCH, self._hint, height=28))
        row = across(block, self.glance, gap=10)
        row.setStretch(0, 1)
        self.body.addLayout(row)

    def _listen(self) -> None:
        box = self.frame.search_box
        box.moved.connect(self._move)
        box.taken.connect(self._take_from_box)
        self.list.wandered.connect(self._look)
        self.list.taken.connect(self._open)
        self.commands = {"open": self.list.take}

    def _move(self, by: int) -> None:
        if self.isVisible():
            self.list.step(by)

    def _take_from_box(self) -> None:
        if self.isVisible():
            self.take()

    def _search(self) -> None:
        self._round += 1
        self._round_is_open = True
        find = self.frame.office.search.find
        job = partial(find, self.words, finding.MOST_FOUND)
        done = partial(self._show_hits, self._round)
        self.frame.background.run(job, done=done, failed=self._fail)

    def _show_hits(self, asked_in: int, hits: tuple[Any, ...]) -> None:
        if asked_in != self._round:
            return  # more was typed since
        self._round_is_open = False
        clear(self.cards)
        is_asking = bool(self.words.strip())
        self._hits = hits if is_asking else tuple(self._last_opened)
        count = vi("{n} kết quả").format(n=len(hits))
        nothing = vi("Không tìm thấy “{words}”").format(words=self.words.strip())
        self._count.say((count if hits else nothing) if is_asking else vi("mở gần đây"))
        self._show_chips()
        self._show_lines()
        if self._is_to_be_taken:
            self._is_to_be_taken = False
            self.list.take()

    def _show_chips(self) -> None:
        clear(self._chips)
        found = finding.groups(self._hits)
        if not found:
            return
        group = QButtonGroup(self)
        words = vi("Tất cả {n}").format(n=len(self._hits))
        for kind, label in [
            ("", words),
            *((k, f"{finding.noun(k)} {len(h)}") for k, h in found.items()),
        ]:
            chip = Chip(label)
            group.addButton(chip)
            chip.setChecked(kind == self._only)
            chip.clicked.connect(partial(self._narrow, kind))
            self._chips.addWidget(chip)

    def _narrow(self, kind: str) -> None:
        self._only = kind
        self._show_lines()

    def _show_lines(self) -> None:
        lines = finding.lines_of(self._hits, self.words, self._only)
        if not self._only:
            lines += finding.commands(self.words, self.frame.named_places)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.list.show_lines(lines)

    def _look(self, line: Line | None) -> None:
        what = line.what if line is not None else None
        if what is None or isinstance(what, Go | Make | Press):
            self.glance.show_nothing()
            return
        job = partial(finding.glance, self.frame.office, what.kind, what.id)
        done = partial(self._show_look, what)
        self.frame.background.run(job, done=done, failed=lambda _gone: self.glance.show_nothing())

    def _show_look(self, asked: Any, look: Look) -> None:
        line = self.list.line
        if line is not None and line.what is asked:
            self.glance.show_look(look)

    def _open(self, line: Line) -> None:
        what = line.what
        if isinstance(what, Go):
            self.frame.open(what.page)
        elif isinstance(what, Press):
            self.frame.press(what.command)
        elif isinstance(what, Make):
            self.frame.open("activities", new=True, title=what.title)
        elif record_pages.can_be_opened(what.kind):
            self._last_opened = [what, *(hit for hit in self._last_opened if hit != what)]
            del self._last_opened[REMEMBERED:]
            record_pages.open_record(self.frame, what.kind, what.id)

    def _fail(self, error: Exception) -> None:
        self._round_is_open = False
        show_fault(self.cards, error)
