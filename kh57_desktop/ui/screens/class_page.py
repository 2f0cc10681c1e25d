"""A class: its lessons as cards, its roster with a column a lesson, its papers (SCREENS 05)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages, shortcuts
from kh57_desktop.ui.attendance import attendance_work
from kh57_desktop.ui.attendance.class_parts import (
    FactsBlock,
    LessonCard,
    RosterTable,
    columns,
    facts_of,
    state_of,
)
from kh57_desktop.ui.attendance.lesson_block import LessonBlock
from kh57_desktop.ui.attendance.others_class import tell_whose
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Label, across, clear_out
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Changes, Shown
    from kh57_desktop.domain.vocabulary import Mark
    from kh57_desktop.services.attendance import Roster, Seat
    from kh57_desktop.ui.attendance.attendance_work import OpenedClass
    from kh57_desktop.ui.page import Frame

SIDE_WIDTH = 290
MOST_CARDS = 5
FIRST_LESSON = 3
"""The columns before the first lesson."""


class ClassPage(Page):
    """One training with everything that belongs to it."""

    name = "training"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._class: OpenedClass | None = None
        self._first_card = 0
        key = shortcuts.cap("new_activity")
        self.add_lesson = Button(vi("Thêm buổi"), key=key, icon="add")
        self.change = Button(vi("Sửa buổi"), key=shortcuts.cap("edit_lesson"), icon="edit")
        self.mark = Button(vi("Điểm danh"), key=shortcuts.cap("attendance"),
                           icon="people_community", kind=PRIMARY)  # fmt: skip
        self.edit = Button(vi("Sửa lớp"), key=shortcuts.cap("open"), icon="edit")
        self.paper = Button(
            vi("Danh sách điểm danh (P-14)"), key=shortcuts.cap("print"), icon="print"
        )
        self.sheet = Button(vi("Thêm người từ Excel"), key=shortcuts.cap("sheet"), icon="table")
        self.cards_row = across(gap=8)
        self.back, self.on = (
            Button(vi("Trước"), icon="chevron_left"),
            Button(vi("Sau"), icon="chevron_right"),
        )
        self.rows: KeptRows[Seat] = KeptRows((), lambda seat: seat.person)
        self.table = RosterTable(self.rows, (), FIRST_LESSON)
        self.people, self.keys = Label("", Role.LABEL, Tone.SUB), Label("", Role.SECOND, Tone.SUB)
        self.facts = FactsBlock()
        self.lesson_block = LessonBlock(frame)
        self.entry = self.lesson_block.entry
        self._arrange()
        self._listen()

    def opened(self, **what: Any) -> None:
        """Show a class; with `new_lesson`, the form of its next lesson."""
        record = what.get("record")
        if what.get("draft") is not None:
            self.entry.expect()
        if record is not None:
            job = partial(attendance_work.opened_with_items, self.frame.office, record)
            done = partial(self._show, new_lesson=bool(what.get("new_lesson")))
            self.frame.background.run(job, done=done)

    def changed(self, changes: Changes) -> None:
        """Fetch the class anew when it changed."""
        concerned = ("trainings", "lessons", "participants", "attendance", "people")
        if changes.touches(*concerned) and self._class is not None:
            self.opened(record=self._class.roster.training.id)

    def keep_draft(self) -> None:
        """Hand over the lesson that is half typed."""
        self.entry.keep_draft()

    def first_focus(self) -> QWidget:
        """Begin in the roster."""
        return self.table

    def fit(self, width: Width) -> None:
        """Keep lessons and roster where room is short."""
        super().fit(width)
        self._show_side(self.entry.is_open)
        self.keys.setVisible(width is Width.WIDE)
        self.table.show_columns(all_of_them=width is Width.WIDE)
        self._show_cards()

    def _arrange(self) -> None:
        self.offer_more(self.edit, self.change, self.add_lesson)
        self.offer(self.mark)
        roster = Block(margins=(1, 1))
        self.empty = Empty(
            "people_community",
            vi("Lớp chưa có danh sách"),
            vi("Thêm người từ Excel, hoặc thêm từng người khi điểm danh."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        roster.add(self._stack)
        words = vi("C có mặt, V vắng, P có phép, M muộn, T cử người thay")
        self.keys.say(words)
        roster.stand_on(Foot(self.people, STRETCH, self.keys, height=28))
        papers = Block()
        papers.add(self.paper, self.sheet)
        self.side = Scroll(self.lesson_block, self.facts, papers, STRETCH)
        self.side.setFixedWidth(px(SIDE_WIDTH))
        below = across(roster, self.side, gap=10)
        below.setStretch(0, 1)
        cards = across(self.back, self.cards_row, self.on, gap=8)
        cards.setStretch(1, 1)
        self.body.addLayout(cards)
        self.body.addLayout(below, 1)

    def _listen(self) -> None:
        self.add_lesson.clicked.connect(self._new_lesson)
        self.change.clicked.connect(self._change_lesson)
        self.table.selectionModel().currentColumnChanged.connect(self._name_lesson)
        self.mark.clicked.connect(self._mark_nearest)
        self.edit.clicked.connect(self._edit)
        self.paper.clicked.connect(self._print)
        self.sheet.clicked.connect(self._import)
        self.lesson_block.turned.connect(self._show_side)
        self.table.marked.connect(self._mark)
        self.back.clicked.connect(partial(self._turn, -MOST_CARDS))
        self.on.clicked.connect(partial(self._turn, MOST_CARDS))
        self.commands.update(
            {
                "attendance": self.mark.click,
                "new_activity": self.add_lesson.click,
                "open": self.edit.click,
                "print": self.paper.click,
                "sheet": self.sheet.click,
                "edit_lesson": self._change_lesson,
                "history": self.entry.open_history,
                "save": self.entry.submit,
                "give_up": self.entry.give_up,
                "back": partial(self.frame.open, "trainings"),
            }
        )

    def _show(self, got: tuple[OpenedClass, dict[int, str]], *, new_lesson: bool) -> None:
        found, plan_items = got
        is_other = self._class is None or self._class.roster.training.id != found.roster.training.id
        self._class, roster = found, found.roster
        self.title.say(str(roster.training["title"] or ""))
        self.subtitle.say(_days(roster))
        self.rows.describe(columns(roster.lessons, found.villages))
        self.table.show_lessons(roster.lessons)
        self.rows.show(roster.seats)
        self.table.show_columns(all_of_them=self.frame.width_class is Width.WIDE)
        self._stack.setCurrentWidget(self.table if roster.seats else self.empty)
        self.people.say(vi("{count} người").format(count=len(roster.seats)))
        self.facts.show_facts(facts_of(roster, plan_items))
        tell_whose(self.cards, found)
        for button in (self.add_lesson, self.mark, self.edit, self.sheet):
            button.setEnabled(found.is_ours)
        self.change.setEnabled(found.is_ours and bool(roster.lessons))
        if is_other:
            self._first_card = max(0, self._nearest() - MOST_CARDS + 1)
        self._show_cards()
        self.entry.show_whole(roster.training.id, is_ours=found.is_ours)
        if (new_lesson or not roster.lessons) and not self.entry.is_open:
            self._new_lesson()

    def _show_cards(self) -> None:
        clear_out(self.cards_row)
        if self._class is None:
            return
        roster, nearest = self._class.roster, self._nearest()
        most = MOST_CARDS if self.frame.width_class is Width.WIDE else 3
        shown = roster.lessons[self._first_card : self._first_card + most]
        for place, lesson in enumerate(shown, self._first_card):
            card = LessonCard(state_of(roster, lesson, self.frame.today()))
            card.setChecked(place == nearest)
            card.clicked.connect(partial(self._open_lesson, lesson.id))
            self.cards_row.addWidget(card)
        for _ in range(most - len(shown)):
            gap = QWidget()
            gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.cards_row.addWidget(gap)
        for place in range(most):
            self.cards_row.setStretch(place, 1)
        self.back.setVisible(self._first_card > 0)
        self.on.setVisible(self._first_card + most < len(roster.lessons))
        if roster.lessons:
            number = roster.lessons[nearest]["ordinal"]
            self.mark.say(vi("Điểm danh buổi {number}").format(number=number))
            self._name_lesson()

    def _turn(self, by: int) -> None:
        count = len(self._class.roster.lessons) if self._class is not None else 0
        self._first_card = max(0, min(self._first_card + by, count - 1))
        self._show_cards()

    def _nearest(self) -> int:
        """Return the place of the lesson that is nearest to today."""
        lessons = self._class.roster.lessons if self._class is not None else ()
        today = self.frame.today()
        days = [attendance_work.held_on(lesson) for lesson in lessons]
        far = [abs((day - today).days) if day else 10_000 for day in days]
        return far.index(min(far)) if far else 0

    def _mark(self, lesson: int, person: int, mark: Mark | None) -> None:
        job = partial(self.frame.office.attendance.mark, lesson, {person: mark})
        self.frame.background.run(job, failed=self._refuse)

    def _mark_nearest(self) -> None:
        if self._class is None or not self._class.roster.lessons:
            self._new_lesson()
            return
        self._open_lesson(self._class.roster.lessons[self._nearest()].id)

    def _open_lesson(self, lesson: int, *_pressed: object) -> None:
        if self._class is not None:
            self.frame.open("attendance", training=self._class.roster.training.id, lesson=lesson)

    def _new_lesson(self) -> None:
        if self._class is None or not self._class.is_ours:
            return
        self.lesson_block.start(self._class.roster.lessons)

    def _change_lesson(self) -> None:
        lesson = self._lesson_meant()
        if lesson is not None and self._class is not None and self._class.is_ours:
            self.entry.change(lesson)

    def _lesson_meant(self) -> Shown | None:
        """Return the lesson whose card has the focus, else of the column, else the nearest."""
        if self._class is None or not self._class.roster.lessons:
            return None
        lessons = self._class.roster.lessons
        focused = QApplication.focusWidget()
        column = self.table.currentIndex().column() - FIRST_LESSON
        if isinstance(focused, LessonCard):
            return lessons[self._first_card + self.cards_row.indexOf(focused)]
        return lessons[column if 0 <= column < len(lessons) else self._nearest()]

    def _name_lesson(self, *_moved: object) -> None:
        lesson = self._lesson_meant()
        if lesson is not None:
            self.change.say(vi("Sửa buổi {number}").format(number=lesson["ordinal"] or ""))

    def _show_side(self, is_typing: bool) -> None:  # noqa: FBT001 - a signal's
        self.side.setVisible(is_typing or self.frame.width_class is not Width.NARROW)

    def _refuse(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _edit(self) -> None:
        if self._class is not None:
            self.frame.open("trainings", record=self._class.roster.training.id)

    def _print(self) -> None:
        if self._class is not None:
            record_pages.open_roster_paper(self.frame, self._class.roster.training.id)

    def _import(self) -> None:
        if self._class is not None:
            record_pages.open_roster_import(self.frame, self._class.roster.training.id)


def _days(roster: Roster) -> str:
    training: Shown = roster.training
    days: list[Any] = [training["starts_on"], training["ends_on"]]
    return " - ".join(f"{day.day:02}/{day.month}/{day.year}" for day in days if day)
