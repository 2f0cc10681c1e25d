"""Attendance through the window: letters, exceptions, the rest, newcomers; all kept at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.errors import DiskFull
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.attendance import attendance_work
from kh57_desktop.ui.attendance.others_class import OthersClass
from kh57_desktop.ui.notices import FaultCard
from tests.support import layout, practice
from tests.support.hands import press, write

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def newest_class(office):
    """Return the newest own training; runs in the worker."""
    own = office.desk.post.code
    return next(row for row in office.records.page(Asked("trainings")).rows if row.unit == own)


def clear_lesson(office):
    """Take every mark of the newest lesson away; runs in the worker."""
    training = newest_class(office).id
    roster = office.attendance.roster(training)
    lesson = roster.lessons[-1].id
    office.attendance.mark(lesson, {seat.person: None for seat in roster.seats})
    return training, lesson


def kept(office, training, lesson):
    """Return the stored marks of a lesson by number; runs in the worker."""
    seats = office.attendance.roster(training).seats
    return {seat.ordinal: seat.marks.get(lesson) for seat in seats if lesson in seat.marks}


@pytest.fixture
def lesson(school):
    """Return the sheet of a lesson nobody has marked yet, as (training, lesson)."""
    school.open("home")
    found = school.ask(clear_lesson)
    school.window.open("attendance", training=found[0], lesson=found[1])
    school.settle()
    return found


def test_the_whole_class_is_marked_from_the_keyboard(lesson, school):
    """One letter a person: when the letters end, every mark is stored."""
    count = len(school.page.list.sheet.lines)
    write(QApplication.focusWidget(), "c" * (count - 2) + "vp")
    school.settle()
    marks = school.ask(lambda office: kept(office, *lesson))

    assert len(marks) == count
    assert marks[count - 1] is Mark.ABSENT
    assert marks[count] is Mark.EXCUSED
    assert school.page.count.done.text() == str(count)
    assert school.window.header._saved.text() == f"Đã lưu {count} lượt điểm danh"


def test_exceptions_from_paper_in_one_line(lesson, school):
    """F3, numbers, Enter: five exceptions and everybody else present, in 18 keys."""
    press(Qt.Key.Key_F3)
    write(QApplication.focusWidget(), "7 12 23p21p19m")
    told = school.page.short.told.text()
    assert "vắng" in told
    assert "người còn lại có mặt" in told
    press(Qt.Key.Key_Return)
    school.settle()
    marks = school.ask(lambda office: kept(office, *lesson))

    assert len("7 12 23p21p19m") + 2 <= 18
    assert (marks[7], marks[12], marks[23]) == (Mark.ABSENT, Mark.ABSENT, Mark.EXCUSED)
    assert (marks[21], marks[19], marks[1]) == (Mark.EXCUSED, Mark.LATE, Mark.PRESENT)
    assert school.page.list.hasFocus()


def test_a_number_that_is_not_on_the_sheet_is_refused(lesson, school):
    """99 is nobody: Enter writes nothing."""
    press(Qt.Key.Key_F3)
    write(QApplication.focusWidget(), "7 99")
    press(Qt.Key.Key_Return)
    school.settle()

    assert "99" in school.page.short.told.text()
    assert school.ask(lambda office: kept(office, *lesson)) == {}


def test_the_rest_in_one_key_and_one_undo(lesson, school):
    """F9 marks everybody still open present; Ctrl+Z takes all of it back."""
    write(QApplication.focusWidget(), "vv")
    press(Qt.Key.Key_F9)
    school.settle()
    marks = school.ask(lambda office: kept(office, *lesson))
    assert sum(mark is Mark.PRESENT for mark in marks.values()) == len(marks) - 2
    press(Qt.Key.Key_Z, CTRL)
    school.settle()

    assert school.ask(lambda office: kept(office, *lesson)) == {1: Mark.ABSENT, 2: Mark.ABSENT}


def test_the_rest_can_be_absent(lesson, school):
    """Shift+F9 for a lesson almost nobody came to."""
    write(QApplication.focusWidget(), "c")
    press(Qt.Key.Key_F9, SHIFT)
    school.settle()
    marks = school.ask(lambda office: kept(office, *lesson))

    assert sum(mark is Mark.ABSENT for mark in marks.values()) == len(marks) - 1


def test_a_newcomer_is_added_without_leaving_the_sheet(lesson, school):
    """Ctrl+T, a name, Enter: on the sheet, marked present, not verified, and back."""
    before = len(school.page.list.sheet.lines)
    press(Qt.Key.Key_T, CTRL)
    write(QApplication.focusWidget(), "Đinh Văn Toàn")
    press(Qt.Key.Key_Return)
    practice.wait(lambda: len(school.page.list.sheet.lines) == before + 1)
    school.settle()
    last = school.page.list.sheet.lines[-1]

    assert (last.name, last.mark) == ("Đinh Văn Toàn", Mark.PRESENT)
    assert "chưa xác minh" in last.place
    assert "Đinh Văn Toàn" in school.page.newcomer.told.text()
    assert school.page.list.hasFocus()
    assert school.ask(lambda office: kept(office, *lesson))[before + 1] is Mark.PRESENT


def test_a_mark_that_cannot_be_kept_turns_red(lesson, school, monkeypatch):
    """A full disk: the mark is red with its code, and Ghi lại writes it."""
    page = school.page
    kept_marks = type(school.office.attendance).mark

    def full(*_what):
        raise DiskFull(drive="C:", free="0 MB")

    monkeypatch.setattr(type(school.office.attendance), "mark", full)
    page.mark({page.list.sheet.lines[0].person: Mark.PRESENT})
    school.settle()
    monkeypatch.setattr(type(school.office.attendance), "mark", kept_marks)
    assert page.list.sheet.lines[0].failed
    card = page.findChildren(FaultCard)[0]
    assert card.said.code == "KH57-2001"
    again = card.foot.itemAt(card.foot.count() - 1).widget()
    again.click()
    school.settle()

    assert not page.list.sheet.lines[0].failed
    assert school.ask(lambda office: kept(office, *lesson)) == {1: Mark.PRESENT}


def test_a_mark_stays_with_its_lesson_when_another_is_opened(lesson, school):
    """Typed a moment before the next sheet opens: the marks are stored where they were made."""
    training, held = lesson
    roster = school.ask(lambda office: office.attendance.roster(training))
    other = next(one.id for one in roster.lessons if one.id != held)
    before = school.ask(lambda office: kept(office, training, other))
    page, people = school.page, [line.person for line in school.page.list.sheet.lines[:2]]
    page.mark({people[0]: Mark.LATE})  # on the way
    page.opened(training=training, lesson=other)
    page.mark({people[1]: Mark.LATE})  # waits until the first has come back
    school.settle()

    assert school.ask(lambda office: kept(office, *lesson)) == {1: Mark.LATE, 2: Mark.LATE}
    assert school.ask(lambda office: kept(office, training, other)) == before


def test_marks_that_wait_are_shown_when_the_sheet_is_read_anew(lesson, school):
    """The sheet never shows less than what was typed, whatever the store has by then."""
    page = school.page
    person = page.list.sheet.lines[0].person
    page.mark({person: Mark.LATE})
    assert page.outgoing.pending(lesson[1]) == {person: Mark.LATE}
    page.mark({person: Mark.EXCUSED})
    assert page.outgoing.pending(lesson[1]) == {person: Mark.EXCUSED}
    school.settle()

    assert page.outgoing.pending(lesson[1]) == {}
    assert page.list.sheet.lines[0].mark is Mark.EXCUSED


def test_a_refused_mark_of_another_sheet_is_written_there(lesson, school, monkeypatch):
    """The disk was full, meanwhile another sheet is open: Ghi lại writes to the first one."""
    training, held = lesson
    roster = school.ask(lambda office: office.attendance.roster(training))
    other = next(one.id for one in roster.lessons if one.id != held)
    page, kept_marks = school.page, type(school.office.attendance).mark

    def full(*_what):
        raise DiskFull(drive="C:", free="0 MB")

    monkeypatch.setattr(type(school.office.attendance), "mark", full)
    page.mark({page.list.sheet.lines[0].person: Mark.LATE})
    page.opened(training=training, lesson=other)
    school.settle()
    monkeypatch.setattr(type(school.office.attendance), "mark", kept_marks)
    assert not page.list.sheet.lines[0].failed
    card = page.findChildren(FaultCard)[0]
    card.foot.itemAt(card.foot.count() - 1).widget().click()
    school.settle()

    assert school.ask(lambda office: kept(office, *lesson)) == {1: Mark.LATE}


def test_the_commune_reads_a_unit_s_sheet_and_is_told_why(commune):
    """Another unit's lesson: nothing can be marked, the card says whose it is and what to do."""
    commune.open("home")
    rows = commune.ask(lambda office: office.records.page(Asked("trainings"))).rows
    other = next(row for row in rows if row.unit != commune.office.desk.post.code)
    commune.window.open("attendance", training=other.id)
    commune.settle()
    page = commune.page
    page.mark({page.list.sheet.lines[0].person: Mark.LATE})

    assert commune.shell.background.is_idle
    assert not page.done.isEnabled()
    card = page.findChild(OthersClass)
    assert "Chỉ xem" in card.accessibleName()
    commune.window.open("training", record=other.id)
    commune.settle()
    assert commune.page.findChild(OthersClass) is not None


def test_without_any_lesson_ctrl_d_says_what_is_missing(commune):
    """The commune has no class of its own: the form of a class opens, and a line says why."""
    commune.open("home")
    commune.window.press("attendance")
    commune.settle()

    assert commune.page.name == "trainings"
    assert "ghi lớp trước" in commune.window.done_line.accessibleName()


@pytest.mark.usefixtures("lesson")
def test_finishing_goes_back_to_the_class(school):
    """Ctrl+Enter: done, and what is still open is said."""
    press(Qt.Key.Key_Return, CTRL)
    school.settle()

    assert school.page.name == "training"
    assert "chưa ghi" in school.window.done_line.accessibleName()
    assert school.page.title.text()


def test_ctrl_d_finds_the_nearest_lesson(school):
    """From anywhere, the sheet of the lesson nearest to today is one key away."""
    school.open("activities")
    school.window.open("attendance")
    school.settle()
    nearest = school.ask(lambda office: attendance_work.nearest(office, practice.NOW.date()))

    assert school.page.name == "attendance"
    assert school.page._lesson.id == nearest[1]


def test_marks_of_others_appear_by_themselves(lesson, school):
    """What is written elsewhere in the program shows on the sheet."""
    training, held = lesson
    person = school.page.list.sheet.lines[4].person
    school.ask(lambda office: office.attendance.mark(held, {person: Mark.LATE}))
    school.settle()

    assert school.page.list.sheet.lines[4].mark is Mark.LATE
    assert training == school.page._class.roster.training.id


@pytest.mark.usefixtures("lesson")
def test_a_small_window_keeps_everything_in_reach(school):
    """At 150 % newcomers take the place of the short line, by the same key."""
    layout.show_at(school.shell, (911, 441))
    school.settle()
    page = school.page
    assert page.few.isVisible()
    assert not page.newcomer.isVisible()
    press(Qt.Key.Key_T, CTRL)
    assert page.newcomer.line.hasFocus()
    write(page.newcomer.line, "Y Mới")
    press(Qt.Key.Key_Return)
    practice.wait(page.short.isVisible)

    assert not page.newcomer.isVisible()
