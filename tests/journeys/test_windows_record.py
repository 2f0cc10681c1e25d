"""Recording through the real window, from the keyboard alone, within the promised keys."""

import pytest

TITLE = "Tọa đàm An toàn trên không gian mạng"
CONTENT = "Giới thiệu các kiểu lừa đảo trên mạng và cách báo cáo."
RESULT = "Người dự nhận ra và báo cáo được ba kiểu lừa đảo thường gặp."
WHOLE = ("activity_kind=Tọa đàm", "plan_item=NV-3.1", "place=Sân trường", "audience=DT-3",
         "content=Chào cờ", "result=Đạt", "reach_count=40")  # fmt: skip


@pytest.fixture
def school(pair):
    """Return the school's terminal, for looking once the window is closed."""
    return pair[1]


@pytest.fixture
def seat(school, sit_down):
    """Return the school's officer before the unlocked window."""
    return sit_down(school.home).unlock()


def test_a_usual_activity_takes_at_most_22_keys_and_its_texts(seat, school):
    """Ctrl+N, eight boxes, Ctrl+S: the record is whole and stands in the list (K01)."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.type(TITLE)
    seat.press("Enter", "Enter")  # today is already there
    short = seat.letters
    seat.choose("td")
    seat.choose("3.1")
    short = seat.letters - short
    seat.type("Phòng Tin học")
    seat.press("Enter")
    seat.type("136")
    seat.press("Enter")
    seat.type(CONTENT)
    seat.press("Tab")
    seat.type(RESULT)
    seat.press("Ctrl+S")
    seat.settle()

    assert seat.page.desk.state.text() == "Đã lưu, đủ để duyệt"
    assert seat.page.rows.total == 1
    assert seat.keys + short + len("136") <= 22
    seat.leave()
    (row,) = school("list", "activities")["rows"]
    assert (row["title"], row["starts_on"], row["reach_count"]) == (TITLE, "2026-06-16", 136)
    assert (row["place"], row["content"], row["result"]) == ("Phòng Tin học", CONTENT, RESULT)


def test_last_week_s_activity_is_repeated_in_six_keys(school, sit_down):
    """To the page, Ctrl+R, Ctrl+S: today's record beside last week's, without its count (K02)."""
    school("add", "activities", "title=Sinh hoạt dưới cờ", "starts_on=9/6/2026", *WHOLE)
    seat = sit_down(school.home).unlock()
    seat.press("Alt+2")
    seat.settle()
    seat.press("Ctrl+R")
    seat.settle()
    seat.press("Ctrl+S")
    seat.settle()

    assert seat.keys <= 6
    seat.leave()
    days = {row["starts_on"]: row["reach_count"] for row in school("list", "activities")["rows"]}
    assert days == {"2026-06-09": 40, "2026-06-16": None}


def test_a_second_ctrl_s_does_not_record_twice(seat, school):
    """An impatient hand presses twice: one record."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.type(TITLE)
    seat.press("Ctrl+S", "Ctrl+S")
    seat.settle()
    seat.leave()

    assert school("list", "activities")["total"] == 1


def test_a_new_form_right_after_ctrl_s_is_another_record(seat, school):
    """Ctrl+S, Ctrl+N, the next title, without waiting: two records, none of them mixed."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.type("Tọa đàm thứ nhất")
    seat.press("Ctrl+S", "Ctrl+N")
    seat.type("Tọa đàm thứ hai")
    seat.settle()
    seat.press("Ctrl+S")
    seat.settle()
    seat.press("Alt+1")
    seat.settle()

    assert not [todo for todo in seat.page.todos.todos if "ghi dở" in todo.accessibleName()]
    seat.leave()
    titles = {row["title"] for row in school("list", "activities")["rows"]}
    assert titles == {"Tọa đàm thứ nhất", "Tọa đàm thứ hai"}


def test_two_forms_left_half_typed_are_both_kept(seat):
    """Ctrl+N over a form that was not saved: both wait on the first page, whole."""
    for title in ("Hội thi tin học", "Ngày hội sách"):
        seat.press("Ctrl+N")
        seat.settle()
        seat.type(title)
    seat.press("Alt+1")
    seat.settle()
    waiting = [todo.accessibleName() for todo in seat.page.todos.todos]

    assert [sum(title in words for words in waiting) for title in ("Hội thi", "Ngày hội")] == [1, 1]


def test_a_form_nobody_typed_in_is_no_draft(seat):
    """Ctrl+N and away again: nothing waits on the first page."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.press("Alt+1")
    seat.settle()

    assert not seat.page.todos.todos


def test_a_product_and_where_it_was_published_are_recorded(seat, school):
    """Ctrl+M, its boxes, Ctrl+S, F6 to the channels: one product, one publication."""
    seat.press("Ctrl+M")
    seat.settle()
    seat.type("Video hướng dẫn tạo mật khẩu mạnh")
    seat.press("Enter", "Enter")
    seat.choose("video")
    seat.press("Ctrl+S")
    seat.settle()
    seat.press("F6")
    seat.press("Enter")
    seat.settle()
    seat.choose("fanpage")
    seat.press("Ctrl+S")
    seat.settle()
    seat.leave()

    (product,) = school("list", "media")["rows"]
    (published,) = school("list", "publications")["rows"]
    assert (product["media_kind"], published["media_product"]) == ("video", product["id"])
    assert published["published_on"] == "2026-06-16"


def test_a_person_is_recorded(seat, school):
    """Alt+5, Ctrl+N, name and group: the person is on the list."""
    seat.press("Alt+5")
    seat.settle()
    seat.press("Ctrl+N")
    seat.settle()
    seat.type("Y Hồng")
    seat.press("Enter")
    seat.type("hs")
    seat.press("Ctrl+S")
    seat.settle()

    assert seat.page.rows.total == 1
    seat.leave()
    (row,) = school("list", "people")["rows"]
    assert (row["full_name"], row["audience"]) == ("Y Hồng", "students")


def test_an_activity_online_names_its_platform(seat, school):
    """Alt+M leads to the seldom filled fields; the platform is asked for where it is lacking."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.type(TITLE)
    seat.press("Alt+M")
    seat.settle()
    seat.press("Tab", "Tab", "Tab")
    seat.type("Trực tuyến")
    seat.press("Ctrl+S")
    seat.settle()
    assert "Nền tảng trực tuyến" in seat.page.desk.state.text()
    while seat.focus is not seat.page.desk.form.boxes["platform"].editor:
        seat.press("F4")
        seat.settle()
    seat.type("Zoom")
    seat.press("Ctrl+S")
    seat.settle()
    seat.leave()

    (row,) = school("list", "activities")["rows"]
    assert (row["holding_form"], row["platform"]) == ("online", "Zoom")


def test_a_form_given_up_comes_back_with_ctrl_z(seat):
    """Alt+B in the middle of typing, Ctrl+Z right after: not a letter is lost."""
    seat.press("Ctrl+N")
    seat.settle()
    seat.type("Hội thi tin học")
    seat.press("Alt+B")
    seat.settle()
    assert seat.ask(lambda office: office.drafts.open()) == ()
    seat.press("Ctrl+Z")
    seat.settle()

    assert seat.page.desk.form.boxes["title"].editor.text() == "Hội thi tin học"
    assert [d.title for d in seat.ask(lambda office: office.drafts.open())] == ["Hội thi tin học"]


def test_a_publication_half_typed_when_the_power_went_is_found_again(school, sit_down):
    """Typed without saving; after the power cut the first page leads back into it."""
    school("add", "media", "title=Video mật khẩu", "produced_on=9/6/2026", "media_kind=video")
    seat = sit_down(school.home).unlock()
    seat.press("Alt+4")
    seat.settle()
    seat.press("Down")
    seat.settle()
    seat.press("F6", "F6", "Enter")
    seat.settle()
    seat.type("Fanpage của trường")
    seat.until(lambda: "Đã giữ nháp" in seat.page.publications.entry.state.text())
    seat.pull_the_plug()
    again = sit_down(school.home).unlock()
    again.settle()
    (todo,) = [one for one in again.page.todos.todos if "Video mật khẩu" in one.accessibleName()]
    todo.button.click()
    again.settle()

    entry = again.page.publications.entry
    assert entry.form.boxes["channel"].editor.text() == "Fanpage của trường"
