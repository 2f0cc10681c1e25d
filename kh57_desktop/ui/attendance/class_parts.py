"""The pieces of a class: the card of a lesson, the roster with a column a lesson, the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kh57_desktop.domain import formats
from kh57_desktop.domain.vocabulary import DayPart
from kh57_desktop.i18n import vi
from kh57_desktop.services.attendance import WERE_THERE
from kh57_desktop.ui.attendance import marks
from kh57_desktop.ui.attendance.attendance_work import held_on
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, clear_out, down
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.vocabulary import Mark
    from kh57_desktop.services.attendance import Roster, Seat

CARD_HEIGHT = 80
SHORT_DAYS = (vi("T2"), vi("T3"), vi("T4"), vi("T5"), vi("T6"), vi("T7"), vi("CN"))


@dataclass(frozen=True, slots=True)
class LessonState:
    """What a lesson's card says."""

    number: int
    when: str
    content: str
    badge: Badge


def state_of(roster: Roster, lesson: Shown, today: dt.date) -> LessonState:
    """Return how a lesson stands: done, under way, or still to come."""
    marked = sum(lesson.id in seat.marks for seat in roster.seats)
    day = held_on(lesson)
    part = DayPart(str(lesson["day_part"])).label.lower() if lesson["day_part"] else ""
    when = f"{SHORT_DAYS[day.weekday()]} {day.day:02}/{day.month} {part}".strip() if day else ""
    number = lesson["ordinal"]
    present = f"{roster.present(lesson.id)}/{len(roster.seats)}"
    if marked and marked == len(roster.seats):
        badge = Badge(present, Tone.OK, "checkmark_circle")
    elif marked:
        badge = Badge(vi("đang ghi {count}").format(count=marked), Tone.INFO, "edit")
    elif day is not None and day > today:
        badge = Badge(vi("chưa tới"), Tone.NONE)
    else:
        badge = Badge(vi("chưa ghi"), Tone.WARN, "warning")
    return LessonState(
        number if isinstance(number, int) else 0, when, str(lesson["content"] or ""), badge
    )


class LessonCard(QAbstractButton):
    """A lesson: number, day, content, how many were there."""

    def __init__(self, state: LessonState) -> None:
        super().__init__()
        self._state = state
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = vi("Buổi {number}").format(number=state.number)
        parts = (title, state.when, state.content, state.badge.text)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(state.content)

    def sizeHint(self) -> QSize:
        """Return the room of a card."""
        return QSize(px(200), px(CARD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return how narrow a card may become."""
        return QSize(px(120), px(CARD_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card; the current lesson has the ring."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        ground = colors.selection if on else colors.panel
        painting.panel(
            painter, box, ground, colors.focus if on else colors.line, thickness=2 if on else 1
        )
        inner = box.adjusted(px(11), px(6), -px(10), -px(6))
        line = inner.height() / 3
        title = vi("Buổi {number}").format(number=self._state.number)
        wide = painting.width(title, Role.STRONG)
        upper = QRectF(inner.x(), inner.y(), inner.width(), line)
        painting.text(painter, upper, title, Role.STRONG, colors.text)
        rest = upper.adjusted(wide + px(8), 0, 0, 0)
        painting.text(painter, rest, self._state.when, Role.SECOND, colors.sub)
        painting.text(
            painter, upper.translated(0, line), self._state.content, Role.BODY, colors.text
        )
        painting.badge(painter, upper.translated(0, line * 2), self._state.badge)
        if self.hasFocus():
            painting.ring(painter, box, theme.BLOCK_RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the card with Enter too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


class RosterTable(Table):
    """The roster: in a lesson's column the five letters mark and go down."""

    marked = Signal(object, object, object)
    """Lesson, person, and the mark or None."""

    def __init__(self, rows: Any, lessons: Sequence[Shown], first_lesson: int) -> None:
        super().__init__(rows, 26)
        self.setAccessibleName(vi("Danh sách lớp"))
        self._lesson_ids, self._first = [lesson.id for lesson in lessons], first_lesson

    def show_lessons(self, lessons: Sequence[Shown]) -> None:
        """Take over which lessons have a column."""
        self._lesson_ids = [lesson.id for lesson in lessons]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark in a lesson's cell, clear with Backspace; elsewhere as every table."""
        at = self.currentIndex()
        place = at.column() - self._first
        in_lesson = 0 <= place < len(self._lesson_ids) and at.isValid()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        mark = marks.of_letter(event.text()) if plain else None
        clears = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
        person = self.current_key
        if in_lesson and person is not None and (mark is not None or clears):
            self.marked.emit(self._lesson_ids[place], person, mark)
            if at.row() + 1 < self.model().rowCount() and not clears:
                self.setCurrentIndex(self.model().index(at.row() + 1, at.column()))
        else:
            super().keyPressEvent(event)


def columns(lessons: Sequence[Shown], villages: Mapping[int, str]) -> tuple[Column[Seat], ...]:
    """Return the columns of a roster: who, one column a lesson, how often there."""
    fixed: list[Column[Seat]] = [
        Column(vi("TT"), lambda seat: str(seat.ordinal), 42, align="center"),
        Column(vi("Họ và tên"), lambda seat: seat.full_name),
        Column(vi("Thôn"), lambda seat: villages.get(seat.village or 0, ""), 150, always=False),
    ]
    for lesson in lessons:
        number = lesson["ordinal"]
        label = vi("B{number}").format(number=number if isinstance(number, int) else "")
        fixed.append(_lesson_column(label, lesson.id))
    count = len(lessons)
    fixed.append(Column(vi("Đã dự"), lambda seat: _been(seat, count), 74, align="right"))
    return tuple(fixed)


def _lesson_column(label: str, lesson: int) -> Column[Seat]:
    def letter(seat: Seat) -> str:
        mark = seat.marks.get(lesson)
        return mark.code if mark else ""

    def tone(seat: Seat) -> Tone:
        mark: Mark | None = seat.marks.get(lesson)
        said = marks.TONES[mark] if mark is not None else Tone.OK
        return Tone.SUB if said is Tone.OK else said

    return Column(label, letter, 38, align="center", tone=tone)


def _been(seat: Seat, lessons: int) -> str:
    been = sum(mark in WERE_THERE for mark in seat.marks.values())
    return vi("{been}/{all} buổi").format(been=been, all=lessons)


class FactsBlock(Block):
    """What is known of the class, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = down(gap=4)
        self.add(Label(vi("Lớp tập huấn"), Role.BLOCK), self._lines)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        clear_out(self._lines)
        for name, value in facts:
            line = Block(margins=(0, 0))
            line.paintEvent = lambda _event: None  # type: ignore[method-assign]
            words = Elided(value)
            line.add(across(Label(name, Role.SECOND, Tone.SUB), STRETCH, words, gap=10))
            self._lines.addWidget(line)


def facts_of(roster: Roster, plan_items: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the facts of a class that are filled in."""
    training = roster.training
    item, expected = training["plan_item"], training["expected_count"]
    seats = sum(roster.present(lesson.id) for lesson in roster.lessons)
    known = [
        (vi("Nhiệm vụ"), plan_items.get(item, "") if isinstance(item, int) else ""),
        (vi("Địa điểm"), str(training["place"] or "")),
        (vi("Dự kiến"), _people(expected)),
        (vi("Danh sách"), _people(len(roster.seats))),
        (vi("Số buổi"), str(len(roster.lessons))),
        (vi("Lượt người dự"), formats.number(seats)),
    ]
    return [(name, value) for name, value in known if value]


def _people(count: object) -> str:
    return vi("{count} người").format(count=count) if isinstance(count, int) else ""
