"""Taking attendance: one letter a person, exceptions in one line, newcomers at the door."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages, shortcuts
from kh57_desktop.ui.attendance import attendance_work
from kh57_desktop.ui.attendance.key_hints import key_hints
from kh57_desktop.ui.attendance.mark_sender import MarkSender
from kh57_desktop.ui.attendance.others_class import tell_whose
from kh57_desktop.ui.attendance.roster_list import Line, RosterList
from kh57_desktop.ui.attendance.side import CountBlock, NewcomerBlock, RestBlock, ShortLine
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import FaultCard, clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, Rule, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Changes, Shown
    from kh57_desktop.domain.vocabulary import Mark
    from kh57_desktop.ui.attendance.attendance_work import OpenedClass
    from kh57_desktop.ui.attendance.mark_sender import Marks
    from kh57_desktop.ui.page import Frame

SIDE_WIDTH = 336


class AttendancePage(Page):
    """The sheet of one lesson (SCREENS 06)."""

    name = "attendance"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Điểm danh"))
        self._class: OpenedClass | None = None
        self._lesson: Shown | None = None
        self._undo: list[Marks] = []
        self.outgoing = MarkSender(self)
        self.list = RosterList()
        self.count, self.short, self.rest = CountBlock(), ShortLine(), RestBlock()
        self.newcomer = NewcomerBlock()
        self.hint = Label(vi("Gõ chữ, con trỏ tự xuống dòng"), Role.SECOND, Tone.SUB)
        self.rest_key = Button(vi("Còn lại có mặt"), key=shortcuts.cap("decide"))
        self.newcomer_key = Button(vi("Người mới"), key=shortcuts.cap("newcomer"))
        self.done = Button(vi("Xong buổi"), key=shortcuts.cap("finish"), kind=PRIMARY)
        self.paper = Button(vi("In danh sách"), key=shortcuts.cap("print"), icon="print")
        self.empty = Empty(
            "people_community",
            vi("Lớp chưa có danh sách"),
            vi("Thêm người ở bên phải, hoặc nhập danh sách từ Excel (Ctrl+I)."),
        )
        self._arrange()
        self._listen()

    def opened(self, **what: Any) -> None:
        """Show a lesson, or the own lesson nearest to today."""
        training, lesson = what.get("training"), what.get("lesson")
        office, run = self.frame.office, self.frame.background.run
        if training is None:
            job = partial(attendance_work.nearest, office, self.frame.today())
            run(job, done=self._open_nearest)
        else:
            run(partial(attendance_work.opened, office, training), done=partial(self._show, lesson))

    def changed(self, changes: Changes) -> None:
        """Fetch the sheet anew when somebody else changed it."""
        concerned = changes.touches("attendance", "participants", "lessons", "people")
        if concerned and not self.outgoing.is_busy and self._class is not None and self._lesson:
            self.opened(training=self._class.roster.training.id, lesson=self._lesson.id)

    def first_focus(self) -> QWidget:
        """Type letters at once."""
        return self.list

    def fit(self, width: Width) -> None:
        """Keep the sheet, the count and the short line where room is short."""
        super().fit(width)
        wide = width is Width.WIDE
        self.side.setFixedWidth(px(SIDE_WIDTH if wide else 300))
        self.short.compact(is_compact=not wide)
        self.count.compact(is_compact=width is Width.NARROW)
        self.rest.setVisible(wide)
        self.newcomer.setVisible(wide)
        self.few.setVisible(not wide)
        self.hint.setVisible(width is not Width.NARROW)

    def mark(self, changed: Mapping[int, Mark | None]) -> None:
        """Show marks at once and hand them to the worker; one undo takes them back."""
        if self._class is None or not self._class.is_ours:
            return
        before = {line.person: line.mark for line in self.list.sheet.lines}
        self._undo.append({person: before.get(person) for person in changed})
        self._send(changed)

    def undo(self) -> None:
        """Take the last marks back."""
        if self._undo:
            back = self._undo.pop()
            self._send(back)
            self.list.go(self.list.sheet.row_of(next(iter(back))))

    def _arrange(self) -> None:
        self.offer_more(self.paper)
        self.offer(self.done)
        sheet = Block(margins=(1, 1))
        hints = across(self.hint, STRETCH, key_hints())
        hints.setContentsMargins(px(14), px(5), px(12), px(3))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        sheet.box.setSpacing(0)
        sheet.add(hints, Rule(), self._stack)
        sheet.box.setStretch(2, 1)
        self.side = QWidget()
        self.few = QWidget()
        self.few.setLayout(across(self.rest_key, self.newcomer_key, gap=6))
        blocks = (self.count, self.short, self.rest, self.few, self.newcomer)
        right = down(*blocks, STRETCH)
        self.side.setLayout(right)
        whole = across(sheet, self.side, gap=10)
        whole.setStretch(0, 1)
        self.body.addLayout(whole)

    def _listen(self) -> None:
        self.outgoing.kept.connect(self._tell_kept)
        self.outgoing.refused.connect(self._not_sent)
        self.list.marked.connect(lambda person, mark: self.mark({person: mark}))
        self.short.agreed.connect(self._agree)
        self.rest.agreed.connect(self._mark_rest)
        self.newcomer.named.connect(self._add)
        self.rest_key.clicked.connect(self.rest.present.click)
        self.newcomer_key.clicked.connect(self._name_newcomer)
        self.done.clicked.connect(self._finish)
        self.paper.clicked.connect(self._print)
        self.commands.update(
            {
                "short_line": self.short.start,
                "decide": self.rest.present.click,
                "rest_absent": self.rest.absent.click,
                "newcomer": self._name_newcomer,
                "finish": self.done.click,
                "print": self.paper.click,
                "undo": self.undo,
                "sheet": self._import,
                "again": self._again,
                "next_waiting": self.list.go_to_first_open,
                "back": self._back,
            }
        )

    def _open_nearest(self, found: tuple[int, int] | None) -> None:
        if found is None:
            self.frame.open("trainings", new=True)
            self.frame.done_line.tell(vi("Chưa có buổi nào để điểm danh: ghi lớp trước."))
        else:
            self.opened(training=found[0], lesson=found[1])

    def _show(self, lesson: int | None, got: OpenedClass) -> None:
        lessons = got.roster.lessons
        if not lessons:
            self.frame.open("training", record=got.roster.training.id, new_lesson=True)
            return
        self._class = got
        known = self._lesson.id if self._lesson is not None else None
        self._lesson = next((one for one in lessons if one.id == (lesson or known)), lessons[-1])
        self.list.sheet.show_lines(self._lines(got, self._lesson.id))
        tell_whose(self.cards, got)
        for part in (self.list, self.short, self.rest, self.few, self.newcomer, self.done):
            part.setEnabled(got.is_ours)
        self._tell_lesson()
        self._count()
        if known != self._lesson.id:
            self._undo.clear()
        self.list.go_to_first_open()
        self.list.setFocus()

    def _lines(self, got: OpenedClass, lesson: int) -> list[Line]:
        lines, pending = [], self.outgoing.pending(lesson)
        for seat in got.roster.seats:
            place = got.villages.get(seat.village or 0, "")
            if seat.is_unverified:
                place = vi("khách mới, chưa xác minh")
            mark = pending.get(seat.person, seat.marks.get(lesson))
            lines.append(Line(seat.person, seat.ordinal, seat.full_name, place, mark))
        return lines

    def _tell_lesson(self) -> None:
        if self._class is None or self._lesson is None:
            return
        self.title.say(vi("Điểm danh buổi {number}").format(number=self._ordinal()))
        self.subtitle.say(attendance_work.described(self._class.roster.training, self._lesson))

    def _ordinal(self) -> int:
        number = self._lesson["ordinal"] if self._lesson is not None else None
        return number if isinstance(number, int) else 1

    def _count(self) -> None:
        lines = self.list.sheet.lines
        self.count.show_lines(lines, self._ordinal())
        self.short.show_lines(lines)
        self.rest.show_open(sum(line.mark is None for line in lines))
        self._stack.setCurrentWidget(self.list if lines else self.empty)

    def _agree(self, found: Marks) -> None:
        self.mark(found)
        self.list.setFocus()

    def _mark_rest(self, mark: Mark) -> None:
        still_open = [line.person for line in self.list.sheet.lines if line.mark is None]
        if still_open:
            self.mark(dict.fromkeys(still_open, mark))
        self.list.setFocus()

    def _send(self, changed: Mapping[int, Mark | None]) -> None:
        """Show marks and give them to the worker."""
        self.list.sheet.mark(changed)
        if self._lesson is not None:
            self.outgoing.send(self._lesson.id, changed)
        self._count()

    def _tell_kept(self) -> None:
        count = sum(line.mark is not None for line in self.list.sheet.lines)
        clear(self.cards, FaultCard)
        self.frame.show_saved(vi("Đã lưu {count} lượt điểm danh").format(count=count))

    def _not_sent(self, lesson: int, lost: Marks, error: Exception) -> None:
        if self._lesson is not None and self._lesson.id == lesson:
            self.list.sheet.mark(lost, failed=True)
        again = Button(vi("Ghi lại"), kind=PRIMARY)
        again.clicked.connect(partial(self._send_again, lesson, lost))
        show_fault(self.cards, error, again)

    def _send_again(self, lesson: int, lost: Marks) -> None:
        if self._lesson is not None and self._lesson.id == lesson:
            self.list.sheet.mark(lost)
        self.outgoing.send(lesson, lost)

    def _add(self, name: str) -> None:
        if self._lesson is not None:
            job = partial(self.frame.office.attendance.newcomer, self._lesson.id, name)
            self.frame.background.run(job, done=partial(self._added, name), failed=self._refuse)

    def _name_newcomer(self) -> None:
        """Go to the newcomer's line; where room is short it takes the place of the short line."""
        if self.frame.width_class is not Width.WIDE:
            self.short.hide()
            self.newcomer.show()
        self.newcomer.start()

    def _added(self, name: str, _got: Any) -> None:
        self.newcomer.tell(name)
        if self.frame.width_class is not Width.WIDE:
            self.newcomer.hide()
            self.short.show()
        self._again()
        self.list.setFocus()

    def _refuse(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _again(self) -> None:
        if self._class is not None and self._lesson is not None:
            self.opened(training=self._class.roster.training.id, lesson=self._lesson.id)

    def _finish(self) -> None:
        still_open = sum(line.mark is None for line in self.list.sheet.lines)
        words = vi("Đã ghi xong buổi {number}.").format(number=self._ordinal())
        if still_open:
            more = vi("Buổi {number}: còn {count} người chưa ghi.")
            words = more.format(number=self._ordinal(), count=still_open)
        self.frame.done_line.tell(words)
        self._back()

    def _back(self) -> None:
        if self._class is not None:
            self.frame.open("training", record=self._class.roster.training.id)

    def _print(self) -> None:
        if self._class is not None:
            record_pages.open_roster_paper(self.frame, self._class.roster.training.id)

    def _import(self) -> None:
        if self._class is not None:
            record_pages.open_roster_import(self.frame, self._class.roster.training.id)
