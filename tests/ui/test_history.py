"""History: who, when, before, after, for a record or one of its fields."""

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.domain.edits import Edit
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.people import People
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.screens.history import HistoryPage
from tests.support import hands, layout
from tests.support.desks import an_activity
from tests.support.offices import (
    Elsewhere,
    a_window,
    lent,
    settled,
    texts,
)


def recorded(desk):
    """Keep an activity and change it twice."""
    kept = Keeping(desk).save(an_activity(desk, reach_count=5))
    Keeping(desk).save(Edit("activities", kept.id, {"reach_count": 77}))
    said = {"result": "27 giáo viên tự soạn được hai bài"}
    Keeping(desk).save(Edit("activities", kept.id, said))


@pytest.fixture
def office(real_office):
    """Return a school's office with an activity that was changed twice."""
    return real_office(prepare=recorded)


@pytest.fixture
def activity(qtbot, worker, office):
    """Return the number of the activity."""
    rows = lent(qtbot, worker, lambda: Keeping(office.desk).page(Asked("activities")).rows)
    return rows[0].id


@pytest.fixture
def window(qtbot, worker, office, activity):
    """Return the window at the history of the activity."""
    made = a_window(qtbot, office, worker, HistoryPage)
    made.open("history", kind="activities", record=activity)
    settled(qtbot, made)
    return made


def fields(page):
    """Return which field each row is about."""
    return [page.rows.data(page.rows.index(n, 2)) for n in range(page.rows.rowCount())]


def test_every_change_is_told_the_newest_first(window):
    """Who, when, which field, before and after; making the record is the last line."""
    page = window.page

    assert fields(page) == ["Kết quả", "Số lượt người dự", "Cả bản ghi"]
    assert page.rows.data(page.rows.index(1, 3)) == "5"
    assert page.rows.data(page.rows.index(1, 4)) == "77"
    assert page.rows.data(page.rows.index(1, 5)) == "Nguyễn Thị Hạnh"
    assert page.subtitle.text() == "Tọa đàm “AI trong dạy học”"


def test_the_chosen_change_is_shown_whole_with_its_words_marked(window):
    """Before and after stand beside one another below the list."""
    said = texts(window.page)

    assert "26 giáo viên tự soạn được một bài" in said
    marked = window.page._cards.itemAt(1).widget().value.marked()
    assert marked == ("27", "hai")


def test_making_a_record_has_no_before_and_after(window):
    """On the line of the record itself there is nothing to compare."""
    window.page.table.setCurrentIndex(window.page.rows.index(2, 0))

    assert window.page._cards.count() == 0


def test_one_field_alone(window, qtbot, activity):
    """Ctrl+H on a field shows that field and the life of the record; a chip shows all."""
    window.open("history", kind="activities", record=activity, field="reach_count")
    settled(qtbot, window)
    assert fields(window.page) == ["Số lượt người dự", "Cả bản ghi"]
    assert window.page._one.text() == "Ô Số lượt người dự"
    window.page._all.click()
    assert len(fields(window.page)) == 3
    window.page._one.click()

    assert len(fields(window.page)) == 2


def test_what_changes_meanwhile_is_added(window, qtbot, activity):
    """A change made while the page is open appears at the top."""
    desk = window.office.desk
    window.background.run(
        lambda: Keeping(desk).save(Edit("activities", activity, {"place": "Sân"}))
    )
    qtbot.waitUntil(lambda: fields(window.page)[0] == "Địa điểm")

    assert len(fields(window.page)) == 4


def test_f2_opens_the_record_and_esc_goes_back(window, activity):
    """The keyboard leads on to the record and back to where one was."""
    assert window.page.first_focus() is window.page.table
    hands.press(Qt.Key.Key_F2)
    assert Elsewhere.shown == {"record": activity}
    window.open("history")
    window.press("back")

    assert window.stack.currentWidget() is window._pages["activities"]


def test_a_withdrawn_record_keeps_its_history(window, qtbot, activity):
    """After the record was removed its history still tells who did what."""
    desk = window.office.desk
    lent(qtbot, window.background, lambda: Keeping(desk).remove("activities", activity))
    settled(qtbot, window)

    page = window.page
    badges = [page.rows.columns[1].badge(one).text for one in page.rows.held]
    assert badges == ["Xóa", "Sửa", "Sửa", "Ghi mới"]
    assert page.subtitle.text() == "Hoạt động"


def test_a_person_tells_the_name_where_it_stands(qtbot, worker, real_office):
    """Name and phone of citizens are kept apart; their history is told in one list."""
    office = real_office()
    given = {"full_name": "Y Đào", "birth_year": 1996, "audience": "residents"}
    saved = lent(qtbot, worker, lambda: People(office.desk).save(Edit("people", None, given)))
    window = a_window(qtbot, office, worker, HistoryPage)
    window.open("history", kind="people", record=saved.id)
    settled(qtbot, window)

    assert window.page.rows.rowCount() >= 1
    assert window.page.subtitle.text() == "Y Đào"


def test_a_record_that_never_was_is_said_so(window, qtbot):
    """A number nobody has is a coded refusal, not an empty list."""
    window.open("history", kind="activities", record=7)
    settled(qtbot, window)

    assert "KH57-1009" in texts(window.page.findChild(FaultCard))


def test_nothing_is_cut_at_any_scale(qtbot, worker, office, activity):
    """Every word fits at 100, 125 and 150 % and in larger texts."""

    def made():
        window = a_window(qtbot, office, worker, HistoryPage)
        window.open("history", kind="activities", record=activity, field="reach_count")
        settled(qtbot, window)
        return window

    assert layout.faults_at_every_scale(made) == {}
