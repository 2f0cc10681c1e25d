"""Beside the paper of a class, which counts nothing: what the class is, and the ways to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, Rule, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from kh57_desktop.services.attendance import Roster


class ClassFacts(Block):
    """Days, people and lessons of a class; F2 opens it, Ctrl+D takes its attendance."""

    class_asked = Signal(object)
    attendance_asked = Signal(object)
    """The number of the class."""

    def __init__(self) -> None:
        super().__init__()
        self._training: int | None = None
        self._title = Label("", Role.BLOCK, wrap=True)
        self._days = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._people, self._unverified = Label("", wrap=True), Label("", tone=Tone.WARN, wrap=True)
        self._lessons = down(gap=4)
        self.mark = Button(vi("Điểm danh"), key=shortcuts.cap("attendance"), kind=PRIMARY)
        self.open = Button(vi("Mở lớp"), key=shortcuts.cap("open"), icon="open")
        inside = Scroll(self._people, self._unverified, Rule(), self._lessons, STRETCH)
        self.add(self._title, self._days, Rule(), inside, self.open, self.mark)
        self.box.setStretch(3, 1)
        self.mark.clicked.connect(self.ask_attendance)
        self.open.clicked.connect(self.ask_class)

    def ask_class(self) -> None:
        """Ask for the page of the class."""
        if self._training is not None:
            self.class_asked.emit(self._training)

    def ask_attendance(self) -> None:
        """Ask for the attendance of the class."""
        if self._training is not None:
            self.attendance_asked.emit(self._training)

    def show_class(self, roster: Roster) -> None:
        """Show what a class is and how many came to each lesson."""
        training, seats = roster.training, roster.seats
        self._training = training.id
        self._title.say(str(training["title"] or ""))
        first, last = training["starts_on"], training["ends_on"]
        days = [formats.day(day) for day in (first, last) if isinstance(day, dt.date)]
        parts = (" - ".join(dict.fromkeys(days)), str(training["place"] or ""))
        self._days.say("  ·  ".join(part for part in parts if part))
        count = vi("{n} người trong danh sách").format(n=formats.number(len(seats)))
        self._people.say(count if seats else vi("Danh sách còn trống; giấy in ra để ghi tay."))
        unverified = sum(seat.is_unverified for seat in seats)
        said = vi("{n} người chưa xác minh").format(n=formats.number(unverified))
        self._unverified.say(said)
        self._unverified.setVisible(bool(unverified))
        clear(self._lessons)
        for lesson in roster.lessons:
            self._lessons.addWidget(self._line(roster, lesson.id, lesson["held_on"]))
        if not roster.lessons:
            self._lessons.addWidget(Label(vi("Chưa có buổi học nào"), tone=Tone.SUB))
        self.mark.setEnabled(bool(roster.lessons))

    @staticmethod
    def _line(roster: Roster, lesson: int, day: object) -> QWidget:
        place = [one.id for one in roster.lessons].index(lesson) + 1
        when = f"{day.day}/{day.month}" if isinstance(day, dt.date) else ""
        name = vi("Buổi {n}  ·  {day}").format(n=place, day=when)
        is_marked = any(lesson in seat.marks for seat in roster.seats)
        came, of = formats.number(roster.present(lesson)), formats.number(len(roster.seats))
        words = vi("{came}/{all} có mặt").format(came=came, all=of)
        tone = Tone.OK if is_marked else Tone.SUB
        line = QWidget()
        icon = Icon("checkmark_circle" if is_marked else "circle", tone, 18)
        said = Label(words if is_marked else vi("chưa điểm danh"), Role.SECOND, tone)
        line.setLayout(across(icon, Label(name), STRETCH, said))
        line.setAccessibleName(f"{name}: {said.text()}")
        return line
