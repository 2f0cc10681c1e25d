"""Drafts in the window: kept of every form, offered again, given up with one key, brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.notices import Card
from tests.support import layout, practice
from tests.support.hands import press, write
from tests.ui.test_attendance import newest_class

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def titles(office):
    """Return how the unsaved forms are called; runs in the worker."""
    return [draft.title for draft in office.drafts.open()]


def newest(office, kind):
    """Return the newest record of a kind; runs in the worker."""
    return office.records.page(Asked(kind)).rows[0]


def kept(desk):
    """Wait until what is typed is kept as a draft."""
    practice.wait(lambda: "Đã giữ nháp" in desk.state.text())


@pytest.fixture
def page(school):
    """Return the page of activities at the school."""
    return school.open("activities")


@pytest.fixture
def typed(page):
    """Return the page with a new form in which a title is typed and kept."""
    page.desk.form._draft.setInterval(10)
    page.start_new()
    write(page.desk.form.boxes["title"].editor, "Ngày hội số")
    kept(page.desk)
    return page


def test_a_draft_is_given_up_with_one_key_and_comes_back_with_another(typed, school):
    """Alt+B leads back to the list and forgets the draft; Ctrl+Z brings both back."""
    assert typed.desk.drop.isVisible()
    press(Qt.Key.Key_B, ALT)
    school.settle()
    assert typed.desk.form.boxes["title"].editor.text() != "Ngày hội số"
    assert school.ask(titles) == []
    assert "Ngày hội số" in school.window.done_line.accessibleName()
    assert typed.list.table.hasFocus()

    press(Qt.Key.Key_Z, CTRL)
    school.settle()
    assert school.ask(titles) == ["Ngày hội số"]
    assert typed.desk.form.boxes["title"].editor.text() == "Ngày hội số"
    assert typed.desk.drop.isVisible()


def test_given_up_before_it_was_kept_it_is_not_kept_afterwards(page, school):
    """Within the first second there is nothing in the store yet, and nothing comes into it."""
    page.start_new()
    write(page.desk.form.boxes["title"].editor, "Ngày hội số")
    press(Qt.Key.Key_B, ALT)
    school.settle()
    page.keep_draft()
    school.settle()

    assert school.ask(titles) == []
    assert page.desk.form.boxes["title"].editor.text() != "Ngày hội số"


def test_giving_up_shows_the_stored_record_again(page, school):
    """What was typed over a record goes, the record stays; undone, it stands over it again."""
    first = school.ask(lambda office: newest(office, "activities"))
    page.desk.form._draft.setInterval(10)
    page.opened(record=first.id)
    school.settle()
    place = page.desk.form.boxes["place"].editor
    write(place, "Hội trường, ")
    kept(page.desk)
    assert not page.desk.remove.isVisible()
    page.desk.drop.click()
    school.settle()
    assert place.text() == first["place"]
    assert page.desk.remove.isVisible()
    assert not page.desk.drop.isVisible()

    school.window.press("undo")
    school.settle()
    assert place.text() == f"Hội trường, {first['place']}"
    assert page.desk.form.edit().values == {"place": f"Hội trường, {first['place']}"}


def test_a_draft_does_not_overwrite_what_came_since(page, school):
    """Typed, left, corrected elsewhere meanwhile: saving tells so; a second Ctrl+S is meant."""
    first = school.ask(lambda office: newest(office, "activities"))
    page.desk.form._draft.setInterval(10)
    page.opened(record=first.id)
    school.settle()
    write(page.desk.form.boxes["place"].editor, "Hội trường, ")
    kept(page.desk)
    page.start_new()
    other = Edit("activities", first.id, {"place": "Nhà rông"})
    school.ask(lambda office: office.records.save(other))
    page.opened(record=first.id)
    school.settle()
    typed = page.desk.form.boxes["place"].editor.text()
    assert typed == f"Hội trường, {first['place']}"
    page.desk.submit()
    school.settle()
    stored = school.ask(lambda office: office.records.show("activities", first.id))
    assert stored["place"] == "Nhà rông"
    assert any("Máy khác vừa sửa" in c.accessibleName() for c in page.findChildren(Card))

    page.desk.submit()
    school.settle()
    stored = school.ask(lambda office: office.records.show("activities", first.id))
    assert stored["place"] == typed


def test_nothing_typed_nothing_to_give_up(page, school):
    """The key does nothing, and says nothing."""
    page.start_new()
    press(Qt.Key.Key_B, ALT)
    school.settle()

    assert not school.window.done_line.isVisible()
    assert not page.desk.drop.isVisible()


def test_a_saved_draft_is_not_offered_by_a_change_of_the_period(typed, school):
    """The form that was opened from its draft shows what was saved, whatever is filtered."""
    (draft,) = school.ask(lambda office: office.drafts.open())
    school.window.open("home")
    school.window.open("activities", draft=draft)
    school.settle()
    typed.desk.save.click()
    practice.wait(lambda: typed.desk.form.record_id is not None)
    record = typed.desk.form.record_id
    school.window.choose_period(Period.named("2026-06"))
    school.settle()
    assert typed.desk.form.record_id == record

    school.window.open("activities", draft=draft)
    school.settle()
    assert typed.desk.form.boxes["title"].editor.text() == ""


def test_a_draft_is_given_up_on_the_first_page(typed, school):
    """Its line goes; Ctrl+Z brings it back."""
    home = go_home(school)
    (todo,) = [one for one in home.todos.todos if "Ngày hội số" in one.accessibleName()]
    todo.other.click()
    school.settle()
    assert not [one for one in home.todos.todos if "Ngày hội số" in one.accessibleName()]
    assert school.ask(titles) == []

    school.window.press("undo")
    school.settle()
    assert [one for one in home.todos.todos if "Ngày hội số" in one.accessibleName()]
    assert typed.desk.form.boxes["title"].editor.text() == "Ngày hội số"


def go_home(desk):
    """Go to the first page and return it."""
    desk.window.open("home")
    desk.settle()
    return desk.page


def test_more_drafts_than_the_first_page_shows_are_counted(school):
    """Two stand there, the second says how many more there are."""
    home = school.open("home")
    for number in range(4):
        edit = Edit("activities", None, {"title": f"Bản nháp {number}"})
        school.ask(lambda office, e=edit: office.drafts.keep(office.drafts.free_key(e.kind), e))
    home.opened()
    school.settle()
    shown = [one.accessibleName() for one in home.todos.todos if "Bản nháp" in one.accessibleName()]

    assert len(shown) == 2
    assert "còn 2 bản nháp nữa" in shown[1]


@pytest.fixture
def media(school):
    """Return the page of media products with the newest one open."""
    page = school.open("media")
    own = school.ask(lambda office: newest(office, "media"))
    page.opened(record=own.id)
    school.settle()
    page.publications.entry.form._draft.setInterval(10)
    return page


def begin_publication(media):
    """Begin a publication and wait until it is kept as a draft."""
    media.publications.more.click()
    write(media.publications.entry.form.boxes["url"].editor, "https://xa.vn/tin")
    kept(media.publications.entry)


def test_a_half_typed_publication_survives_a_power_cut(media, school):
    """The first page names its product and leads into it; saved, it is offered no more."""
    begin_publication(media)
    product = media.desk.form.record_id
    title = media.desk.title.text()
    school.close()
    home = school.open("home")
    (todo,) = [one for one in home.todos.todos if "Lượt đăng" in one.accessibleName()]
    assert title in todo.accessibleName()
    todo.button.click()
    school.settle()

    entry = school.page.publications.entry
    assert school.page.desk.form.record_id == product
    assert entry.form.boxes["url"].editor.text() == "https://xa.vn/tin"
    assert entry.isAncestorOf(QApplication.focusWidget())
    entry.form.write("channel", "website")
    press(Qt.Key.Key_S, CTRL)
    school.settle()
    assert not entry.is_open
    assert school.ask(titles) == []
    published = school.ask(lambda office: newest(office, "publications"))
    assert (published["media_product"], published["url"]) == (product, "https://xa.vn/tin")


def test_another_product_puts_the_publication_aside_and_its_own_shows_it_again(media, school):
    """Walking through the list loses nothing."""
    begin_publication(media)
    first, entry = media.desk.form.record_id, media.publications.entry
    other = media.rows.key_at(1)
    media.opened(record=other)
    school.settle()
    assert not entry.is_open
    media.opened(record=first)
    school.settle()

    assert entry.form.boxes["url"].editor.text() == "https://xa.vn/tin"


def test_a_half_typed_publication_is_given_up_and_brought_back(media, school):
    """Alt+B closes its form; Ctrl+Z opens it as it was."""
    begin_publication(media)
    assert media.publications.entry.cancel.text() == "Bỏ nháp"
    press(Qt.Key.Key_B, ALT)
    school.settle()
    assert not media.publications.entry.is_open
    assert school.ask(titles) == []

    press(Qt.Key.Key_Z, CTRL)
    school.settle()
    assert media.publications.entry.form.boxes["url"].editor.text() == "https://xa.vn/tin"


def test_giving_up_the_product_leaves_the_publication(media, school):
    """The key means what has the focus."""
    begin_publication(media)
    title = media.desk.form.boxes["title"].editor
    title.setFocus()
    write(title, "Mới: ")
    press(Qt.Key.Key_B, ALT)
    school.settle()

    assert not title.text().startswith("Mới")
    assert media.publications.entry.is_open


def test_a_correction_of_a_publication_is_a_draft_too(media, school):
    """What was typed over a stored publication stands over it again."""
    row = school.ask(lambda office: newest(office, "publications"))
    media.opened(record=row["media_product"])
    school.settle()
    entry = media.publications.entry
    entry.change(row)
    school.settle()
    entry.form.boxes["position"].editor.setFocus()
    write(entry.form.boxes["position"].editor, "Trang nhất")
    kept(entry)
    assert not entry.remove.isVisible()
    other = next(k for k in map(media.rows.key_at, range(4)) if k != row["media_product"])
    media.opened(record=other)
    school.settle()
    media.opened(record=row["media_product"])
    school.settle()
    assert entry.is_open
    entry.close_form()
    entry.change(row)
    school.settle()

    assert entry.form.boxes["position"].editor.text() == "Trang nhất"
    assert entry.form.record_id == row.id


def test_a_refused_publication_stays_in_its_form(media, school):
    """A day before the plan is refused with its code, and can be mended."""
    begin_publication(media)
    entry = media.publications.entry
    entry.form.write("published_on", practice.NOW.date().replace(year=2019))
    entry.submit()
    school.settle()
    assert entry.cards.count() == 1
    entry.form.write("published_on", practice.NOW.date())
    entry.form.write("channel", "website")
    entry.submit()
    entry.submit()
    school.settle()

    assert not entry.is_open


def test_a_half_typed_lesson_survives_a_power_cut(school):
    """The first page offers it after its class and leads into it."""
    school.open("home")
    training = school.ask(newest_class)
    school.window.open("training", record=training.id)
    school.settle()
    page = school.page
    page.entry.form._draft.setInterval(10)
    page.add_lesson.click()
    write(page.entry.form.boxes["content"].editor, "Tạo tài khoản")
    kept(page.entry)
    school.close()
    home = school.open("home")
    (todo,) = [one for one in home.todos.todos if "Buổi" in one.accessibleName()]
    assert str(training["title"]) in todo.accessibleName()
    todo.button.click()
    school.settle()

    entry = school.page.entry
    assert school.page.lesson_block.isVisible()
    assert entry.form.boxes["content"].editor.text() == "Tạo tài khoản"
    assert entry.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_B, ALT)
    school.settle()
    assert not school.page.lesson_block.isVisible()
    assert school.ask(titles) == []


@pytest.mark.parametrize("size", [(1366, 697), (1280, 649), (1093, 543), (911, 441)])
def test_a_lesson_is_typed_in_every_window(school, size):
    """Nothing of its form is cut, in narrow windows it stands beside the roster as well."""
    school.open("home")
    school.window.open("training", record=school.ask(newest_class).id)
    layout.show_at(school.shell, size)
    school.settle()
    page = school.page
    page.add_lesson.click()
    school.settle()
    last = page.entry.form.boxes["teacher"]
    last.editor.setFocus()
    practice.wait(lambda: last.visibleRegion().boundingRect() == last.rect())

    assert layout.faults(school.shell) == []


@pytest.mark.parametrize("size", [(1366, 697), (1280, 649), (1093, 543), (911, 441)])
def test_the_commune_s_first_page_offers_its_officer_s_draft(commune, size):
    """The latest stands there with its two buttons in every window; F4 opens it."""
    home = commune.open("home")
    layout.show_at(commune.shell, size)
    assert not home.drafts.isVisible()
    home.drafts.open_first()
    for title in ("Họp tổ công tác", "Hội nghị quán triệt"):
        edit = Edit("activities", None, {"title": title})
        commune.ask(lambda office, e=edit: office.drafts.keep(office.drafts.free_key(e.kind), e))
    go_home(commune)
    assert home.drafts.isVisible()
    assert len(home.drafts.todos) == 1
    assert layout.faults(commune.shell) == []
    shown = home.drafts.todos[0].accessibleName()
    press(Qt.Key.Key_F4)
    commune.settle()

    assert commune.page.name == "activities"
    assert commune.page.desk.form.boxes["title"].editor.text() in shown


def test_the_commune_gives_a_draft_up_on_its_first_page(commune):
    """Its line goes and comes back."""
    home = commune.open("home")
    edit = Edit("activities", None, {"title": "Họp tổ công tác"})
    commune.ask(lambda office: office.drafts.keep("new", edit))
    go_home(commune)
    home.drafts.todos[0].other.click()
    commune.settle()
    assert not home.drafts.isVisible()

    commune.window.press("undo")
    commune.settle()
    assert home.drafts.isVisible()
