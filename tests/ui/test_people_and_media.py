"""People and media products through the window."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit, Finding, Level
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.parts.buttons import Link
from tests.support import practice
from tests.support.hands import write


def people(office, text=""):
    """Return the people; runs in the worker."""
    return office.records.page(Asked("people", text=text)).rows


def test_a_citizen_is_added_and_found_without_marks(school):
    """Name, year, village: kept, listed, found by «dinh van toan»."""
    page = school.open("people")
    page.start_new()
    for name, value in (
        ("full_name", "Đinh Văn Toàn"),
        ("birth_year", 1979),
        ("audience", "residents"),
        ("phone", "0905114227"),
    ):
        page.desk.form.write(name, value)
    page.desk.save.click()
    practice.wait(lambda: page.desk.form.record_id is not None)
    school.settle()
    found = school.ask(lambda office: people(office, "dinh van toan"))

    assert [row["full_name"] for row in found] == ["Đinh Văn Toàn"]
    shown = school.ask(lambda office: office.people.show(found[0].id))
    assert shown["phone"] == "0905114227"


def test_people_have_no_period_and_filter_by_group(school):
    """The list of people shows everybody, and a chip one group."""
    page = school.open("people")
    everybody = page.rows.total
    page.bar.choose("students")
    school.settle()
    assert page.asked().where == (("audience", "students"),)
    assert page.rows.total < everybody
    page.bar.choose("unverified")
    school.settle()

    assert page.asked().where == (("is_unverified", True),)
    assert page.asked().period is None


def test_a_person_is_not_repeated(school):
    """Ctrl+R makes no second person."""
    page = school.open("people")

    assert "repeat" not in page.commands
    assert not page.desk.repeat.isVisible()


@pytest.fixture
def media(school):
    """Return the page of media products with the newest one open."""
    page = school.open("media")
    own = school.ask(lambda office: office.records.page(Asked("media")).rows)[0]
    page._open(own.id)
    school.settle()
    return page


def published(office, product):
    """Return where a product was published; runs in the worker."""
    where = (("media_product", product),)
    return office.records.page(Asked("publications", where=where)).rows


def test_a_publication_is_added_below_its_product(media, school):
    """Thêm lượt đăng, channel and day, and it stands in the list."""
    product = media.desk.form.record_id
    before = len(school.ask(lambda office: published(office, product)))
    media.publications.more.click()
    media.publications.entry.form.write("channel", "website")
    media.publications.entry.form.write("view_count", 120)
    media.publications.entry.save.click()
    school.settle()
    after = school.ask(lambda office: published(office, product))

    assert len(after) == before + 1
    assert {row["published_on"] for row in after} >= {dt.date(2026, 6, 9)}
    words = [link.text() for link in media.publications.findChildren(Link)]
    assert "Trang thông tin điện tử" in words


def test_a_publication_s_views_are_corrected(media, school):
    """Pressing a publication opens it; the new number is kept."""
    product = media.desk.form.record_id
    links = [
        link
        for link in media.publications.findChildren(Link)
        if link is not media.publications.entry.form.fold.link
    ]
    assert links
    links[0].click()
    media.publications.entry.form.write("view_count", 999)
    media.publications.entry.save.click()
    school.settle()

    views = {row["view_count"] for row in school.ask(lambda office: published(office, product))}
    assert 999 in views


def test_a_publication_is_withdrawn_and_comes_back(media, school):
    """Xóa in its form; Ctrl+Z brings it back."""
    product, entry = media.desk.form.record_id, media.publications.entry
    before = {row.id for row in school.ask(lambda office: published(office, product))}
    media.publications.more.click()
    assert not entry.remove.isVisible()
    (first, *_) = school.ask(lambda office: published(office, product))
    entry.change(first)
    school.settle()
    entry.remove.click()
    school.settle()
    left = {row.id for row in school.ask(lambda office: published(office, product))}
    assert left == before - {first.id}
    assert not entry.is_open

    school.window.press("undo")
    school.settle()
    assert {row.id for row in school.ask(lambda office: published(office, product))} == before


def test_a_publication_changed_elsewhere_meanwhile_is_not_overwritten(media, school):
    """The form knows what it showed: the other value wins, as in every form."""
    product, entry = media.desk.form.record_id, media.publications.entry
    (first, *_) = school.ask(lambda office: published(office, product))
    entry.change(first)
    school.settle()
    assert entry.form._shown.clocks
    other = Edit("publications", first.id, {"view_count": 7})
    school.ask(lambda office: office.records.save(other))
    entry.form.write("view_count", 8)
    entry.submit()
    school.settle()

    (now, *_) = [r for r in school.ask(lambda o: published(o, product)) if r.id == first.id]
    assert now["view_count"] == 7


def test_ctrl_h_shows_the_history_of_what_has_the_focus(media, school):
    """In the form of a publication its own, elsewhere that of the product."""
    product, entry = media.desk.form.record_id, media.publications.entry
    (first, *_) = school.ask(lambda office: published(office, product))
    media.desk.form.focus_first()
    school.window.press("history")
    school.settle()
    assert school.page._record == product
    school.window.go_back()
    school.settle()
    entry.change(first)
    school.settle()
    entry.form.boxes["url"].editor.setFocus()
    school.window.press("history")
    school.settle()

    assert (school.page._kind, school.page._record) == ("publications", first.id)
    assert school.page._field == "url"


def test_another_unit_s_publication_is_only_looked_at(commune):
    """The commune opens it and cannot write into it."""
    page = commune.open("media")
    rows = commune.ask(lambda office: office.records.page(Asked("publications")).rows)
    other = next(row for row in rows if row.unit == practice.SCHOOL)
    page.opened(record=other["media_product"])
    commune.settle()
    page.publications.entry.change(other)
    commune.settle()

    assert not page.publications.entry.form.isEnabled()
    assert not page.publications.entry.save.isVisible()
    assert not page.publications.entry.remove.isVisible()
    page.publications.entry.give_up()
    assert not page.publications.entry.is_open


def test_a_half_typed_publication_is_not_kept(media, school):
    """What cannot be understood is named in its field."""
    media.publications.more.click()
    day = media.publications.entry.form.boxes["published_on"].editor
    day.clear()
    write(day, "xyz")
    media.publications.entry.save.click()
    school.settle()

    assert media.publications.entry.form.boxes["published_on"].wants_attention
    media.publications.entry.cancel.click()
    assert media.publications.entry.isHidden()


def test_a_product_tells_which_activity_it_reports(media):
    """The activities of the unit can be chosen in the product's form."""
    options = media.desk.form.boxes["activity"].editor.options
    options.narrow("")

    assert options.rowCount() > 3


@pytest.fixture
def citizen(school):
    """Return the page of people with a citizen open who has no phone."""
    values = {"full_name": "Đinh Văn Toàn", "birth_year": 1979, "audience": "residents"}
    page = school.open("people")
    kept = school.ask(lambda office: office.people.save(Edit("people", None, values)))
    page._open(kept.id)
    school.settle()
    return page


def test_a_phone_is_added_to_a_citizen_who_had_none(citizen, school):
    """Ctrl+S keeps it; nothing speaks of another computer."""
    desk, number = citizen.desk, citizen.desk.form.record_id
    write(desk.form.boxes["phone"].editor, "0912345678")
    desk.save.click()
    practice.wait(lambda: desk.state.text().startswith("Đã lưu"))

    assert desk.cards.count() == 0
    shown = school.ask(lambda office: office.people.show(number))
    assert (shown["full_name"], shown["phone"]) == ("Đinh Văn Toàn", "0912345678")


def test_a_citizen_s_name_is_not_missed_while_a_phone_is_typed(citizen, school):
    """The check knows the name although it stands alone; an emptied name is missed."""
    form, name = citizen.desk.form, citizen.desk.form.boxes["full_name"]
    write(form.boxes["phone"].editor, "0912")
    citizen.desk._check(form.edit())
    school.settle()
    assert name.findings == ()

    citizen.desk._check(Edit("people", form.record_id, {"full_name": None}))
    school.settle()
    assert [finding.field for finding in name.findings] == ["full_name"]


@pytest.mark.parametrize(
    ("width", "painted"),
    [
        (1366, "Đã lưu, thiếu 1 mục"),
        (1920, "Đã lưu, còn thiếu 1 mục: Đối tượng"),
    ],
)
def test_what_is_said_of_a_record_gives_way_to_the_buttons(citizen, school, width, painted):
    """Beside buttons of full width it is told briefly; the tooltip has all of it."""
    desk, window = citizen.desk, school.shell
    before = window.size()
    missing = Finding("audience", Level.MISSING, "Chưa điền.")
    window.resize(width, 697)
    desk.state.tell_saved(desk.form.kind, [missing])
    school.settle()
    try:
        for button in (desk.history, desk.save, desk.next):
            assert button.width() >= button.sizeHint().width()
        assert desk.state.words.painted == painted
        assert desk.state.toolTip() == "Đã lưu, còn thiếu 1 mục: Đối tượng"
        assert desk.state.text() == desk.state.toolTip()
    finally:
        window.resize(before)
        school.settle()
