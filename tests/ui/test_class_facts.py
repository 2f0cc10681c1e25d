"""What stands beside the sheet of a class: its people, its lessons, who came."""

from kh57_desktop.services.keeping import Asked
from tests.support import layout
from tests.support.offices import texts


def own_class(office):
    """Return a class of the school whose lessons are marked."""
    code = office.desk.post.code
    rows = [row for row in office.records.page(Asked("trainings")).rows if row.unit == code]
    rosters = [office.attendance.roster(row.id) for row in rows]
    return next(one for one in rosters if any(one.present(each.id) for each in one.lessons))


def test_each_lesson_says_how_many_came(school):
    """The officer sees at once which lesson still has to be marked."""
    school.open("home")
    roster = school.ask(own_class)
    school.window.open("reports", name="attendance_sheet", training=roster.training.id)
    school.settle()
    said = texts(school.page.facts)

    assert f"{len(roster.seats)} người trong danh sách" in said
    for lesson in roster.lessons:
        came = roster.present(lesson.id)
        assert f"{came}/{len(roster.seats)} có mặt" in said or "chưa điểm danh" in said
    assert layout.faults(school.shell) == []


def test_ctrl_d_takes_the_attendance_of_this_class(school):
    """Not of the nearest lesson of any class: of the one whose sheet is shown."""
    school.open("home")
    roster = school.ask(own_class)
    school.window.open("reports", name="attendance_sheet", training=roster.training.id)
    school.settle()
    school.window.press("attendance")
    school.settle()

    assert school.page.name == "attendance"
    assert school.window.where()[1] == {"training": roster.training.id}


def test_without_a_class_ctrl_d_takes_the_nearest_lesson(school):
    """On the summary the key means what it means everywhere."""
    school.open("reports", name="monthly_summary")
    school.settle()
    school.window.press("attendance")
    school.settle()

    assert school.page.name == "attendance"
