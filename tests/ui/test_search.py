"""Search: results while typing, by kind, opened with Enter, without leaving the box."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.people import People
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.parts.marked import begun_by
from kh57_desktop.ui.screens.search import SearchPage
from tests.support import hands, layout
from tests.support.desks import an_activity, village
from tests.support.offices import (
    Elsewhere,
    a_window,
    settled,
    texts,
)


def recorded(desk):
    """Keep activities and a person."""
    for n in range(7):
        day = dt.date(2026, 2, 20 + n)
        title = f"Tọa đàm “AI trong dạy học”, buổi {n + 1}"
        Keeping(desk).save(an_activity(desk, title=title, starts_on=day))
    person = {
        "full_name": "Y Đào",
        "audience": Audience.EDUCATORS,
        "birth_year": 1996,
        "sex": Sex.FEMALE,
        "village": village(desk),
        "phone": "0905114227",
    }
    People(desk).save(Edit("people", None, person))


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return a school's window, at the page of activities."""
    made = a_window(qtbot, real_office(prepare=recorded), worker, SearchPage)
    made.open("activities")
    return made


def typed(window, qtbot, words):
    """Type into the search box and wait for what is found."""
    window.press("search")
    hands.write(window.header.search, words)
    page = lambda: window.page  # noqa: E731
    qtbot.waitUntil(lambda: page().name == "search" and page().words == window.header.search.text())
    settled(qtbot, window)
    return window.page


def titles(page):
    """Return what stands in the list."""
    return [line.title for line in page.list.lines]


def test_results_appear_while_typing_without_marks(window, qtbot):
    """«y dao» finds Y Đào and says where the letters are; the typing stays in the box."""
    page = typed(window, qtbot, "y dao")

    assert titles(page)[:2] == ["Người", "Y Đào"]
    assert titles(page)[-2:] == ["Lệnh", "Ghi hoạt động mới tên “y dao”"]
    assert page.list.lines[1].spans == ((0, 1), (2, 5))
    assert window.header.search.hasFocus()
    assert page._count.text().endswith(" kết quả")


def test_a_group_shows_five_and_a_chip_shows_all(window, qtbot):
    """Seven activities: five in the list of everything, all of them under their chip."""
    page = typed(window, qtbot, "ai trong")
    assert page.list.lines[0].detail == "5 trong 7"
    chips = [page._chips.itemAt(n).widget() for n in range(page._chips.count())]
    assert [chip.text() for chip in chips] == ["Tất cả 7", "Hoạt động 7"]
    chips[1].click()

    assert len(page.list.lines) == 8
    assert page.list.lines[0].detail == "7 trong 7"


def test_arrows_choose_and_enter_opens(window, qtbot):
    """From the box: down, down, up, Enter; heads of groups are passed over."""
    page = typed(window, qtbot, "ai trong")
    assert page.list.line.title.endswith("buổi 7")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        hands.press(key)
    wanted = page.list.line.what.id
    hands.press(Qt.Key.Key_Return)

    assert Elsewhere.shown == {"record": wanted}
    assert window.stack.currentWidget() is window._pages["activities"]


def test_enter_does_not_wait_for_the_clock(window, qtbot):
    """Enter right after the last letter opens the first result of what is typed."""
    typed(window, qtbot, "ai")
    hands.write(window.header.search, " trong buoi 3")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window._pages["activities"])

    assert "record" in Elsewhere.shown


def test_esc_goes_back_to_where_one_was(window, qtbot):
    """Esc leaves the search and empties the box."""
    typed(window, qtbot, "ai")
    hands.press(Qt.Key.Key_Escape)

    assert window.stack.currentWidget() is window._pages["activities"]
    assert window.header.search.text() == ""


def test_a_quick_look_hides_what_is_sensitive(window, qtbot):
    """Beside the list the chosen record is told field by field, without phone number."""
    page = typed(window, qtbot, "y dao")
    said = texts(page.glance)

    assert "1996" in said
    assert "Pa Cheng" in said
    assert "Nữ" in said
    assert "0905114227" not in said
    assert "số điện thoại ẩn" in said


def test_pages_are_found_by_their_names(window, qtbot):
    """«bao cao» offers the page of reports; down and Enter go there."""
    page = typed(window, qtbot, "bao cao")
    assert titles(page)[:2] == ["Lệnh", "Báo cáo"]
    hands.press(Qt.Key.Key_Return)

    assert window.stack.currentWidget() is window._pages["reports"]


def test_nothing_found_offers_to_record_it(window, qtbot):
    """A name nobody has: the words become the title of a new activity."""
    page = typed(window, qtbot, "Lễ ra quân chưa có")
    assert "Không tìm thấy “Lễ ra quân chưa có”" in texts(page)
    assert titles(page) == ["Lệnh", "Ghi hoạt động mới tên “Lễ ra quân chưa có”"]
    hands.press(Qt.Key.Key_Return)

    assert Elsewhere.shown == {"new": True, "title": "Lễ ra quân chưa có"}


def test_without_words_the_last_opened_are_listed(window, qtbot):
    """What was opened lately is one key away."""
    page = typed(window, qtbot, "y dao")
    window.open("search", words="")
    settled(qtbot, window)
    assert "Gõ vào ô tìm ở trên" in texts(page)
    window.open("search", words="y dao")
    settled(qtbot, window)
    page.list.take()
    window.open("search", words="")
    settled(qtbot, window)

    assert titles(page) == ["Người", "Y Đào"]
    assert "mở gần đây" in texts(page)


def test_results_follow_what_is_recorded_meanwhile(window, qtbot):
    """A record kept while the results are shown joins them."""
    page = typed(window, qtbot, "ra quan")
    assert len(page.list.lines) == 2
    desk = window.office.desk
    window.background.run(lambda: Keeping(desk).save(an_activity(desk, title="Lễ ra quân")))
    qtbot.waitUntil(lambda: "Lễ ra quân" in titles(page))

    assert page.list.line.title == "Lễ ra quân"


def test_a_lesson_leads_to_its_class(window, qtbot):
    """What has no page of its own is opened with what it belongs to."""
    desk = window.office.desk

    def kept():
        training = Keeping(desk).save(
            Edit("trainings", None, {"title": "Kỹ năng số", "starts_on": dt.date(2026, 3, 2)})
        )
        values = {
            "training": training.id,
            "held_on": dt.date(2026, 3, 2),
            "content": "Chữ ký số cá nhân",
        }
        return Keeping(desk).save(Edit("lessons", None, values))

    window.background.run(kept)
    page = typed(window, qtbot, "chu ky so")
    assert page.list.line.what.kind == "lessons"
    page.list.take()
    settled(qtbot, window)

    assert window.stack.currentWidget() is window._pages["training"]


def test_a_fault_is_told_on_the_page(window, qtbot, monkeypatch):
    """A search that fails says so."""

    def broken(*_words):
        raise ValueError

    monkeypatch.setattr(type(window.office.search), "find", broken)
    page = typed(window, qtbot, "ai")

    assert "KH57-9" in texts(page.findChild(FaultCard))


def test_a_mouse_opens_too(window, qtbot):
    """A click on a line opens it."""
    page = typed(window, qtbot, "y dao")
    at = page.list.visualRect(page.list.currentIndex()).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert "record" in Elsewhere.shown


def test_letters_are_found_under_their_marks():
    """Beginnings of words are marked, whatever the marks and the case."""
    assert begun_by("Hướng dẫn VNeID, thôn Pa Cheng", "cheng huong") == ((0, 5), (25, 30))
    assert begun_by("Đăk Pxi", "dak p") == ((0, 3), (4, 5))
    assert begun_by("Hội nghị", "khác") == ()


def test_nothing_is_cut_at_any_scale(qtbot, worker, real_office):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    office = real_office(prepare=recorded)

    def made():
        window = a_window(qtbot, office, worker, SearchPage)
        window.open("search", words="ai trong")
        settled(qtbot, window)
        return window

    assert layout.faults_at_every_scale(made) == {}
