"""A class: lessons as cards, the roster with a column a lesson, a lesson added in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.attendance.class_parts import LessonCard
from tests.support import layout, practice
from tests.support.hands import press
from tests.ui.test_attendance import kept, newest_class

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(school):
    """Return the page of the newest class."""
    school.open("home")
    training = school.ask(newest_class)
    school.window.open("training", record=training.id)
    school.settle()
    return school.page


def test_a_class_shows_lessons_people_and_facts(page):
    """Cards with counts, one column a lesson, how often each was there."""
    cards = page.findChildren(LessonCard)
    roster = page._class.roster

    assert len(cards) == len(roster.lessons) > 0
    assert page.rows.rowCount() == len(roster.seats)
    heads = [column.label for column in page.rows.columns]
    assert heads[:3] == ["TT", "Họ và tên", "Thôn"]
    assert heads[3] == "B1"
    assert f"{len(roster.lessons)} buổi" in page.rows.index(0, len(heads) - 1).data()
    assert str(len(roster.seats)) in page.people.text()


def test_a_letter_in_a_lesson_s_cell_marks_and_goes_down(page, school):
    """The grid takes the same letters as the sheet."""
    lesson, training = page._class.roster.lessons[0].id, page._class.roster.training.id
    page.table.setCurrentIndex(page.rows.index(2, 3))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_V)
    assert page.table.currentIndex().row() == 3
    school.settle()
    assert school.ask(lambda office: kept(office, training, lesson))[3] is Mark.ABSENT
    page.table.setCurrentIndex(page.rows.index(2, 3))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    school.settle()

    assert 3 not in school.ask(lambda office: kept(office, training, lesson))


def test_letters_beside_a_lesson_do_nothing(page, school):
    """In the column of names a letter marks nobody."""
    before = page._class.roster.seats
    page.table.setCurrentIndex(page.rows.index(2, 1))
    QTest.keyClick(page.table, Qt.Key.Key_V)
    school.settle()

    assert page._class.roster.seats == before


def test_a_lesson_is_added_in_place(page, school):
    """Thêm buổi, a day, Ctrl+S: one card and one column more."""
    before = len(page._class.roster.lessons)
    page.add_lesson.click()
    assert page.lesson_block.isVisible()
    page.entry.form.write("held_on", school.window.today())
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    school.settle()

    assert len(page._class.roster.lessons) == before + 1
    assert not page.lesson_block.isVisible()
    assert page._class.roster.lessons[-1]["ordinal"] == before + 1


def test_a_lesson_without_a_readable_day_is_not_kept(page, school):
    """The field that cannot be understood has the focus."""
    before = len(page._class.roster.lessons)
    page.add_lesson.click()
    page.entry.form.boxes["held_on"].editor.setText("x")
    page.entry.save.click()
    school.settle()

    assert len(page._class.roster.lessons) == before
    assert page.entry.form.boxes["held_on"].editor.hasFocus()
    page.entry.cancel.click()
    assert not page.lesson_block.isVisible()


def test_a_card_opens_the_sheet_of_its_lesson(page, school):
    """Enter on the first card goes to the first lesson."""
    first = page._class.roster.lessons[0].id
    card = page.findChildren(LessonCard)[0]
    card.setFocus()
    press(Qt.Key.Key_Return)
    school.settle()

    assert school.page.name == "attendance"
    assert school.page._lesson.id == first


def test_the_list_of_trainings_opens_the_class(school):
    """Enter in the list goes to lessons and roster; the form stays one key away."""
    page = school.open("trainings")
    page.list.enter()
    school.settle()
    press(Qt.Key.Key_Return)
    school.settle()
    assert school.page.name == "training"
    press(Qt.Key.Key_F2)
    school.settle()

    assert school.page.name == "trainings"
    assert school.page.desk.form.record_id is not None


def test_many_lessons_are_turned_through(page, school):
    """In a small window three cards stand beside one another; the rest is one press away."""
    layout.show_at(school.shell, (911, 441))
    school.settle()
    shown = page.findChildren(LessonCard)
    assert len([card for card in shown if card.isVisible()]) <= 3
    page._turn(1)
    page._turn(-5)

    assert page._first_card == 0


def test_a_lesson_is_corrected_in_place(page, school):
    """Standing in the column of the second lesson, Alt+S: its form, the new content, Ctrl+S."""
    second = page._class.roster.lessons[1]
    page.table.setCurrentIndex(page.rows.index(0, 4))
    assert page.change.text() == "Sửa buổi 2"
    page.table.setFocus()
    press(Qt.Key.Key_S, ALT)
    school.settle()
    assert page.lesson_block.isVisible()
    assert page.entry.form.record_id == second.id
    page.entry.form.write("content", "Nội dung mới")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    school.settle()

    assert page._class.roster.lessons[1]["content"] == "Nội dung mới"
    assert len(page._class.roster.lessons) > 1
    assert school.window.done_line.accessibleName() == "Đã sửa buổi học."


def test_the_card_with_the_focus_says_which_lesson_is_corrected(page, school):
    """Tab to a card, Alt+S: that lesson, wherever one stood in the roster."""
    page.findChildren(LessonCard)[0].setFocus()
    press(Qt.Key.Key_S, ALT)
    school.settle()

    assert page.entry.form.record_id == page._class.roster.lessons[0].id


def test_a_lesson_is_withdrawn_and_comes_back(page, school):
    """Xóa in its form; Ctrl+Z brings it back."""
    before = [one.id for one in page._class.roster.lessons]
    page.change.click()
    school.settle()
    gone = page.entry.form.record_id
    assert page.entry.remove.isVisible()
    page.entry.remove.click()
    school.settle()
    assert [one.id for one in page._class.roster.lessons] == [n for n in before if n != gone]
    assert not page.lesson_block.isVisible()

    school.window.press("undo")
    school.settle()
    assert [one.id for one in page._class.roster.lessons] == before


def test_a_class_of_another_unit_has_nothing_to_correct(commune):
    """The commune looks; the unit writes."""
    commune.open("home")
    rows = commune.ask(lambda office: office.records.page(Asked("trainings")).rows)
    other = next(row for row in rows if row.unit == practice.SCHOOL)
    commune.window.open("training", record=other.id)
    commune.settle()
    page = commune.page
    assert not page.change.isEnabled()
    page.commands["edit_lesson"]()

    assert not page.lesson_block.isVisible()
