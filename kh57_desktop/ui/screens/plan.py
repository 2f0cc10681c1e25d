"""The plan: its measures and lines, targets and deadlines; read-only in this version."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.lists.found_list import FoundList
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import (
    STRETCH,
    Block,
    Foot,
    Icon,
    Label,
    Meter,
    Rule,
    across,
    down,
)
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.plan import plan_lines
from kh57_desktop.ui.plan.plan_lines import DEADLINES, ITEMS, TARGETS

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.ui.lists.found_list import Line
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.plan.plan_lines import Contents, Part

SIDE = {Width.WIDE: 430, Width.MIDDLE: 350, Width.NARROW: 280}
CONCERNED = ("plans", "measures", "plan_items", "targets", "activities", "trainings", "media")


class PlanPage(Page):
    """The lines of the plan at the left, the whole text of one of them at the right."""

    name = "plan"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Kế hoạch"))
        self._contents: Contents | None = None
        self._part, self._wanted = ITEMS, None
        self.list, self.part = FoundList(), PartView()
        self.list.setAccessibleName(vi("Các dòng của Kế hoạch"))
        self.title.setMinimumWidth(self.title.sizeHint().width())
        self._arrange()
        self.list.wandered.connect(self._show_line)
        self.list.taken.connect(lambda _line: self.part.setFocus())
        self.part.record.clicked.connect(self._record)
        self.commands = {"again": self._load, "new_activity": self._record}

    _wanted: int | None

    def opened(self, record: int | None = None, **_what: Any) -> None:
        """Show the plan, and one of its lines if it is asked for."""
        self._wanted = record
        self._load()

    def changed(self, changes: Changes) -> None:
        """Read the plan anew when it, or what its targets count, has changed."""
        if self.isVisible() and changes.touches(*CONCERNED):
            self._load()

    def fit(self, width: Width) -> None:
        """Give the text what the window has room for."""
        super().fit(width)
        self.part.setFixedWidth(px(SIDE[width]))

    def first_focus(self) -> QWidget:
        """Go to the list."""
        return self.list

    def show_part(self, part: str) -> None:
        """Show the lines, the targets or the deadlines."""
        self._part = part
        self._chips[part].setChecked(True)
        if self._contents is not None:
            self.list.show_lines(plan_lines.lines(self._contents, part))

    def _arrange(self) -> None:
        words = ((ITEMS, vi("Nhiệm vụ")), (TARGETS, vi("Chỉ tiêu")), (DEADLINES, vi("Hạn báo cáo")))
        self._words = dict(words)
        self._chips = {part: Chip(said) for part, said in words}
        group = QButtonGroup(self)
        for part, chip in self._chips.items():
            group.addButton(chip)
            chip.clicked.connect(partial(self.show_part, part))
        self._chips[ITEMS].setChecked(True)
        head = across(*self._chips.values(), STRETCH, gap=7)
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        block = Block(margins=(1, 1))
        block.add(head, self.list)
        block.box.setStretch(1, 1)
        is_office = self.frame.office.desk.post.is_office
        told = Label(why_read_only(is_office=is_office), Role.SECOND, Tone.SUB, wrap=True)
        foot = across(Icon("lock_closed", Tone.SUB, 18), told)
        foot.setStretch(1, 1)
        block.stand_on(Foot(foot, height=44))
        row = across(block, self.part, gap=10)
        row.setStretch(0, 1)
        self.body.addLayout(row)

    def _load(self) -> None:
        job = partial(plan_lines.load, self.frame.office, self.frame.today())
        self.frame.background.run(job, done=self._show, failed=self._fail)

    def _show(self, contents: Contents) -> None:
        row = self.list.currentIndex().row() if self._contents is not None else -1
        self._contents = contents
        number, title = plan_lines.names_of_plan(contents.plan.plan)
        self.subtitle.say(f"{number}  ·  {title}")
        for part, chip in self._chips.items():
            chip.say(f"{self._words[part]} {plan_lines.count(contents.plan, part)}")
        self.show_part(self._part)
        if 0 <= row < len(self.list.lines):
            self.list.stand_on(row)
        if self._wanted is not None:
            self._go_to(self._wanted)
            self._wanted = None

    def _go_to(self, key: int) -> None:
        for part in (ITEMS, TARGETS):
            self.show_part(part)
            place = plan_lines.place_of(self.list.lines, key)
            if place >= 0:
                self.list.stand_on(place)
                return
        self.show_part(ITEMS)

    def _show_line(self, line: Line | None) -> None:
        if line is not None and line.what is not None:
            self.part.show_part(line.what, is_item=self._part == ITEMS)

    def _record(self) -> None:
        """Record an activity for the line one stands on; on another line, any activity."""
        line = self.list.line
        part = line.what if line is not None and self._part == ITEMS else None
        self.frame.open("activities", new=True, plan_item=part.key if part is not None else None)

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)


def why_read_only(*, is_office: bool) -> str:
    """Return why the plan cannot be changed here, and what can be done instead."""
    if is_office:
        return vi(
            "Chỉ xem: phiên bản này chưa sửa được Kế hoạch. "
            "Việc đã làm thì ghi cho nhiệm vụ đang chọn (Ctrl+N)."
        )
    return vi(
        "Chỉ xem: Kế hoạch do xã ban hành, đơn vị không sửa. "
        "Việc đã làm thì ghi cho nhiệm vụ đang chọn (Ctrl+N)."
    )


class PartView(Block):
    """The whole text of a line, who does it, until when, and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._code = Label("", Role.LABEL, Tone.PRIMARY)
        self._title = Label("", Role.BLOCK, wrap=True)
        self._meter = Meter()
        self._text = Label("", Role.BODY, wrap=True)
        self._facts = down(gap=10)
        inside = Scroll(self._text, self._facts, STRETCH)
        key = shortcuts.cap("new_activity")
        self.record = Button(vi("Ghi hoạt động"), key=key, kind=PRIMARY)
        self.record.setToolTip(vi("cho nhiệm vụ đang chọn"))
        self.add(self._code, self._title, self._meter, Rule(), inside, self.record)
        self.box.setStretch(4, 1)
        self._meter.hide()
        self.record.hide()

    def show_part(self, part: Part, *, is_item: bool = False) -> None:
        """Show a line of the plan; what was done for one of its tasks can be recorded from it."""
        self.record.setVisible(is_item)
        self._code.say(part.code)
        self._title.say(part.title)
        self._text.say(part.text)
        self._text.setVisible(bool(part.text))
        self._meter.setVisible(part.share is not None)
        if part.share is not None:
            is_reached = part.goal is None or part.share >= part.goal
            self._meter.show_share(part.share, Tone.OK if is_reached else Tone.WARN, part.goal)
        clear(self._facts)
        for label, words in part.facts:
            fact = QWidget()
            named = Label(label, Role.SECOND, Tone.SUB)
            fact.setLayout(down(named, Label(words, wrap=True), gap=1))
            self._facts.addWidget(fact)
        self.setAccessibleName(f"{part.code} {part.title}. {part.text}")
