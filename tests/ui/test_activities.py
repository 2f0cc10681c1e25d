"""Recording activities through the window: typed, kept, found again; nothing typed is lost."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.notices import Card, FaultCard
from kh57_desktop.ui.screens.activities import Activities
from tests.support import hands, layout, practice
from tests.support.hands import press, write
from tests.support.offices import a_window, settled, texts

CTRL = Qt.KeyboardModifier.ControlModifier


def rows(office, kind="activities", text=""):
    """Return the records of a kind; runs in the worker."""
    return office.records.page(Asked(kind, text=text)).rows


def open_drafts(office):
    """Return what was begun and not saved; runs in the worker."""
    return office.drafts.open()


def fill(words):
    """Type into the focused field and press Enter."""
    write(QApplication.focusWidget(), words)
    press(Qt.Key.Key_Return)


@pytest.fixture
def page(school):
    """Return the page of activities at the school."""
    return school.open("activities")


def test_an_activity_is_recorded_from_the_keyboard(page, school):
    """Ctrl+N, Enter from field to field, Ctrl+S: the list shows it without a click."""
    press(Qt.Key.Key_N, CTRL)
    fill("Tọa đàm trí tuệ nhân tạo trong dạy học")
    fill("8/6")
    choose("toạ đàm")
    choose("3.3")
    fill("Phòng họp")
    fill("26")
    write(QApplication.focusWidget(), "Trao đổi cách dùng.")
    page.desk.form.boxes["result"].editor.setFocus()
    write(QApplication.focusWidget(), "26 giáo viên dự.")
    press(Qt.Key.Key_S, CTRL)
    practice.wait(lambda: page.desk.form.record_id is not None)
    school.settle()

    kept = school.ask(lambda office: rows(office, text="tri tue nhan tao"))[0]
    assert kept["starts_on"] == dt.date(2026, 6, 8)
    assert (kept["reach_count"], kept["activity_kind"]) == (26, "seminar")
    assert page.list.table.current_key == kept.id
    assert page.desk.state.text() == "Đã lưu, đủ để duyệt"


def choose(words):
    """Type a part of a word, take it from the list, and be in the next field."""
    field = QApplication.focusWidget()
    write(field, words)
    practice.wait(lambda: field.finder.popup().isVisible())
    layout.settle(field)
    hands.press_in(field.finder.popup(), Qt.Key.Key_Return)
    layout.settle(field)


def test_what_is_seldom_filled_in_is_one_key_away(page, school):
    """Alt+M, and the eight other boxes take what is typed; all of it is kept and shown again."""
    training = school.ask(lambda office: rows(office, "trainings"))[0]
    page.start_new()
    page.desk.form.write("title", "Tọa đàm trực tuyến")
    page.desk.form.write("starts_on", dt.date(2026, 6, 7))
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    school.settle()
    layout.settle(page)
    typed = {
        "ends_on": "8/6", "starts_at": "7 giờ 30", "counting_method": "Đếm tại chỗ",
        "holding_form": "Trực tuyến", "platform": "Zoom", "topics": "Chuyển đổi số",
        "host": "Cô Y Hồng", "training": str(training["title"]), "difficulty": "Mạng chậm.",
    }  # fmt: skip
    for name, words in typed.items():
        box = page.desk.form.boxes[name]
        assert QApplication.focusWidget() is box.editor
        write(box.editor, words)
        press(Qt.Key.Key_Tab)
    assert page.desk.form.faults() == ()
    page.desk.save.click()
    practice.wait(lambda: page.desk.form.record_id is not None)
    school.settle()

    kept = school.ask(lambda office: rows(office, text="toa dam truc tuyen"))[0]
    assert {name for name in typed if kept[name] in (None, ())} == set()
    assert kept["training"] == training.id
    assert page.desk.form.fold.is_open


@pytest.mark.parametrize("size", [(1366, 697), (1280, 649), (1093, 543), (911, 441), (880, 430)])
def test_the_unfolded_form_is_whole_in_every_window(page, school, size):
    """Nothing is cut, and the last of the seldom filled boxes can be reached and read."""
    page.start_new()
    layout.show_at(school.shell, size)
    page.desk.form.go_to_more()
    school.settle()
    last = page.desk.form.boxes["unit"]
    last.editor.setFocus()
    practice.wait(lambda: last.visibleRegion().boundingRect() == last.rect())

    assert layout.faults(school.shell) == []


def test_what_is_half_typed_survives_a_kill(page, school):
    """A second after the last key the draft is kept; a new start offers it."""
    page.desk.form._draft.setInterval(10)
    page.start_new()
    write(page.desk.form.boxes["title"].editor, "Ngày hội số")
    write(page.desk.form.boxes["starts_on"].editor, "")
    practice.wait(lambda: "Đã giữ nháp" in page.desk.state.text())
    school.close()
    home = school.open("home")
    school.settle()
    titles = [todo.accessibleName() for todo in home.todos.todos]
    assert any("Ngày hội số" in title for title in titles)

    todo = next(t for t in home.todos.todos if "Ngày hội số" in t.accessibleName())
    todo.button.click()
    school.settle()
    assert school.page.name == "activities"
    assert school.page.desk.form.boxes["title"].editor.text() == "Ngày hội số"


def test_a_record_that_comes_late_leaves_the_new_form_alone(page, school):
    """Coming back to the list asks for its first row; Ctrl+N right after it must not type there."""
    school.settle()
    page.desk.open(page.rows.key_at(0))
    page.start_new()
    school.settle()

    assert page.desk.form.record_id is None
    assert page.desk.form.boxes["title"].editor.text() == ""


def test_of_two_records_asked_for_the_last_is_shown(page, school):
    """An arrow held down asks for row after row."""
    school.settle()
    first, second = page.rows.key_at(0), page.rows.key_at(1)
    page.desk.open(first)
    page.desk.open(second)
    school.settle()

    assert page.desk.form.record_id == second


def test_a_secret_stamp_is_neither_saved_nor_kept_as_a_draft(page, school):
    """The officer reads why at once, while typing and at Save."""
    page.start_new()
    assert "bí mật nhà nước" in page.desk.form.boxes["result"].editor.placeholderText()
    page.desk.form.write("title", "Diễn tập")
    page.desk.form.write("result", "Kết quả\nTỐI MẬT")
    page.desk.form.keep_draft()
    practice.wait(lambda: bool(page.desk.findChildren(FaultCard)))
    assert "KH57-1013" in texts(page.desk.findChild(FaultCard))

    page.desk.save.click()
    practice.wait(lambda: page.desk.state.text() == "Chưa lưu")
    school.settle()
    assert school.ask(open_drafts) == ()


def test_saving_forgets_the_draft(page, school):
    """Once saved, nothing is offered as unsaved."""
    page.start_new()
    page.desk.form.write("title", "Ngày hội số")
    page.desk.form.keep_draft()
    page.desk.save.click()
    practice.wait(lambda: page.desk.form.record_id is not None)
    school.settle()

    assert school.ask(open_drafts) == ()


def test_an_incomplete_activity_is_kept_and_says_what_is_missing(page, school):
    """Title and day are enough to keep; the rest is asked for before approval."""
    page.start_new()
    page.desk.form.write("title", "Hội nghị")
    page.desk.save.click()
    practice.wait(lambda: page.desk.form.record_id is not None)
    school.settle()

    assert page.desk.state.text().startswith("Đã lưu, còn thiếu 6 mục: Nhiệm vụ, ")
    assert page.desk.form.boxes["place"].wants_attention
    press_f4 = page.commands["next_waiting"]
    assert press_f4()


def test_a_day_before_the_plan_is_refused_with_its_code(page, school):
    """An impossible day gets a red card; what was typed stays."""
    page.start_new()
    page.desk.form.write("title", "Hội nghị")
    page.desk.form.write("starts_on", dt.date(2019, 1, 1))
    page.desk.save.click()
    practice.wait(lambda: bool(page.findChildren(FaultCard)))
    school.settle()

    assert page.findChildren(FaultCard)[0].said.code == "KH57-1001"
    assert page.desk.form.boxes["title"].editor.text() == "Hội nghị"
    assert page.desk.form.boxes["starts_on"].wants_attention


def test_half_a_day_is_not_saved(page, school):
    """What cannot be understood goes nowhere; the field is named."""
    page.start_new()
    page.desk.form.write("title", "Hội nghị")
    write(page.desk.form.boxes["starts_on"].editor, "x")
    page.desk.save.click()
    school.settle()

    assert page.desk.form.record_id is None
    assert page.desk.form.boxes["starts_on"].editor.hasFocus()


def test_repeating_takes_everything_but_counts_and_results(page, school):
    """Ctrl+R begins the same activity for today."""
    first = school.ask(rows)[0]
    page._open(first.id)
    school.settle()
    page.repeat()
    values = page.desk.form.edit().values

    assert values["title"] == first["title"]
    assert values["starts_on"] == dt.date(2026, 6, 9)
    assert "reach_count" not in values
    assert "result" not in values
    assert page.desk.form.record_id is None


def test_a_withdrawn_activity_comes_back_with_one_key(page, school):
    """Xóa takes it away, Ctrl+Z brings it back."""
    first = school.ask(rows)[0]
    page._open(first.id)
    school.settle()
    page.desk.remove.click()
    practice.wait(school.window.done_line.isVisible)
    school.settle()
    assert first.id not in {row.id for row in school.ask(rows)}

    school.window.press("undo")
    school.settle()
    assert first.id in {row.id for row in school.ask(rows)}


def test_words_without_marks_filter_the_list(page, school):
    """«toa dam» finds Tọa đàm."""
    before = page.rows.total
    page.bar.start()
    write(page.bar.box, "toa dam")
    practice.wait(lambda: 0 < page.rows.total < before)
    page.bar.box.clear()
    page.bar.clear()
    school.settle()

    assert page.rows.total == before


def test_a_chip_shows_drafts_alone(page, school):
    """The list says how many there are of a state."""
    page.bar.choose("draft")
    school.settle()
    states = {page.rows.row(n)["state"] for n in range(page.rows.total)}

    assert states == {RecordState.DRAFT}
    page.bar.choose("approved")
    school.settle()
    states = {page.rows.row(n)["state"] for n in range(page.rows.total)}
    assert states == {RecordState.APPROVED}


def test_a_returned_activity_shows_the_commune_s_note(school):
    """What the commune asked stands on top and at its field."""
    home = school.open("home")
    school.settle()
    notes = school.ask(lambda office: office.periods.returned(None))
    assert notes
    home.todos.todos[0].button.click()
    school.settle()

    words = [card.accessibleName() for card in school.page.findChildren(Card)]
    assert any(notes[0].note in said for said in words)


def test_another_unit_s_activity_is_read_only_at_the_commune(commune):
    """The commune looks, the unit writes."""
    page = commune.open("activities")
    other = next(row for row in commune.ask(rows) if row.unit == practice.SCHOOL)
    page.opened(record=other.id)
    commune.settle()

    assert not page.desk.form.isEnabled()
    assert not page.desk.save.isVisible()
    assert any("chỉ xem" in c.accessibleName() for c in page.findChildren(Card))
    page.desk.submit()
    assert page.desk.state.text() == ""


def test_in_a_narrow_window_the_form_comes_after_the_list(page, school):
    """Enter opens the form in place of the list, Esc returns."""
    layout.show_at(school.shell, (911, 441))
    school.settle()
    assert page.list.isVisible()
    assert not page.desk.isVisible()
    page.list.enter()
    press(Qt.Key.Key_Return)
    school.settle()
    assert page.desk.isVisible()
    press(Qt.Key.Key_Escape)

    assert page.list.isVisible()


def test_f6_goes_between_list_and_form(page):
    """Two blocks, one key."""
    page.list.enter()
    press(Qt.Key.Key_F6)
    assert page.desk.form.boxes["title"].editor.hasFocus()
    press(Qt.Key.Key_F6)

    assert page.list.table.hasFocus()


def test_the_form_begins_with_the_task_another_page_names(school):
    """From a line of the plan the officer comes to a form that has its task already."""
    school.open("plan")
    school.settle()
    key = school.page.list.line.what.key
    school.window.press("new_activity")
    school.settle()

    assert school.page.name == "activities"
    assert school.page.desk.form.edit().values["plan_item"] == key


@pytest.mark.parametrize("name", ["activities", "trainings", "media", "people"])
def test_what_is_withdrawn_is_what_the_list_stands_on(school, name):
    """The filter took the open record away: no other row is lit, and Xóa names what is shown."""
    page = school.open(name)
    page.bar.choose("all")
    school.settle()
    page.list.enter()
    school.settle()
    opened = page.desk.form.record_id
    assert page.list.table.current_key == opened
    other = next(n for n in range(page.rows.total) if words_of(page, n) != words_of(page, 0))
    page.bar.start()
    write(page.bar.box, words_of(page, other))
    practice.wait(lambda: page.rows.total and page.rows.row_of(opened) < 0)
    school.settle()

    assert page.desk.form.record_id == opened
    assert page.list.table.current_key is None
    assert page.list.table.selectionModel().selectedRows() == []
    press(Qt.Key.Key_Escape)
    practice.wait(lambda: page.rows.row_of(opened) >= 0)
    school.settle()
    assert page.list.table.current_key == opened


def words_of(page, row):
    """Return the words by which a row is found."""
    return str(page.rows.row(row)[page.kind.shown_by])


def test_nothing_is_withdrawn_while_another_record_is_on_its_way(page, school):
    """The list stands on the next record already: Xóa waits until the form shows it."""
    school.settle()
    first, second = page.rows.key_at(0), page.rows.key_at(1)
    page._open(first)
    school.settle()
    page.list.table.setFocus()
    press(Qt.Key.Key_Down)
    assert page.list.table.current_key == second
    assert not page.desk.remove.isEnabled()
    school.settle()

    assert page.desk.form.record_id == second
    assert page.desk.remove.isEnabled()


def test_a_record_that_does_not_open_leaves_the_list_on_the_one_before(page, school):
    """It is gone since: the card says so, form and list still show the same record."""
    school.settle()
    first = page.rows.key_at(0)
    page._open(first)
    school.settle()
    page._open(2**40)
    school.settle()

    assert page.findChildren(FaultCard)
    assert page.desk.form.record_id == page.list.table.current_key == first
    assert page.desk.remove.isEnabled()


def test_no_row_is_lit_while_a_new_record_is_begun(page, school):
    """Ctrl+N after a record was looked at, and after one was withdrawn."""
    school.settle()
    page._open(page.rows.key_at(0))
    school.settle()
    press(Qt.Key.Key_N, CTRL)
    school.settle()
    assert page.list.table.current_key is None
    page._open(page.rows.key_at(0))
    school.settle()
    page.desk.remove.click()
    school.settle()

    assert page.desk.form.record_id is None
    assert page.list.table.current_key is None


@pytest.mark.parametrize("name", ["activities", "trainings", "media"])
def test_a_period_without_records_is_named_and_taken_away_by_a_key(school, name):
    """Records lie outside «Kỳ này»: the filter is to blame, and Esc shows all of them."""
    page = school.open(name)
    school.window.choose_period(Period.named("2027-H1"))
    school.settle()
    said = texts(page.list)
    assert page.list.finds_nothing
    assert page.rows.total == 0
    assert f"Kỳ này ({Period.named('2027-H1').label})" in said
    whole = school.ask(lambda office: office.records.page(Asked(name)).total)
    assert f"Bỏ bộ lọc thì có {whole} dòng." in said
    page.list.take_focus()
    press(Qt.Key.Key_Escape)
    practice.wait(lambda: page.rows.total == whole)
    school.settle()

    assert page.list.table.isVisible()
    assert page.bar.filter.chip == "all"
    assert "back" not in page.commands


def test_words_that_find_nobody_are_named(school):
    """Among people, who have no period, the words alone are to blame."""
    page = school.open("people")
    page.bar.start()
    write(page.bar.box, "zzz")
    practice.wait(lambda: page.list.finds_nothing)
    whole = school.ask(lambda office: office.records.page(Asked("people")).total)

    assert "«zzz»" in texts(page.list)
    assert f"Bỏ bộ lọc thì có {whole} dòng." in texts(page.list)


def test_a_list_without_any_record_names_no_filter(qtbot, worker, real_office):
    """Nothing was ever recorded: the page says how to begin, whatever chip is on."""
    window = a_window(qtbot, real_office(), worker, Activities)
    window.choose_period(Period.named("2026-H1"))
    window.open("activities")
    settled(qtbot, window)

    assert window.page.list.empty.isVisible()
    assert not window.page.list.finds_nothing
