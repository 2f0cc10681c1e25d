"""Fields that another computer changed are marked in the form until they were looked at."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.notices import Card
from tests.support import layout, practice


def ours(office):
    """Return an activity of the unit; runs in the worker."""
    return next(r for r in office.records.page(Asked("activities")).rows if r["reach_count"])


@pytest.fixture
def changed(school, commune, tmp_path, monkeypatch):
    """Return the page at the commune, and an activity that the school changed since."""
    school.open("home")
    row = school.ask(ours)
    edit = Edit("activities", row.id, {"reach_count": 99, "host": "Y Hồng"})
    school.ask(lambda office: office.records.save(edit))
    files = school.ask(lambda office: office.exchange.pack(tmp_path / "usb")).files
    monkeypatch.setattr(Exchange, "found", lambda *_: ())
    page = commune.open("activities")
    commune.ask(lambda office: office.exchange.accept(files, None))
    commune.settle()
    return page, row.id


def marked(page):
    """Return the fields that bear the mark."""
    return {name for name, box in page.desk.form.boxes.items() if not box.news_mark.isHidden()}


def said(page):
    """Return what the cards above the form say."""
    return " ".join(c.accessibleName() for c in page.desk.findChildren(Card) if c.isVisible())


def test_what_a_merge_changed_is_marked_until_it_was_looked_at(changed, commune):
    """An icon at each field, a card that names them, the folded one unfolded; then no more."""
    page, record = changed
    page.desk.news.timer.setInterval(10)
    page.opened(record=record)
    commune.settle()
    assert marked(page) >= {"reach_count", "host"}
    assert "Máy khác đã đổi từ lần xem trước" in said(page)
    assert "Số lượt người dự" in said(page)
    assert page.desk.form.fold.is_open
    box = page.desk.form.boxes["host"]
    assert "Máy khác đã đổi ô này" in box.editor.accessibleDescription()
    assert layout.faults(commune.shell) == []

    practice.wait(lambda: not page.desk.news.timer.isActive())
    commune.settle()
    page.opened(
        record=page.rows.key_at(0) if page.rows.key_at(0) != record else page.rows.key_at(1)
    )
    commune.settle()
    page.opened(record=record)
    commune.settle()
    assert marked(page) == set()
    assert "Máy khác đã đổi" not in said(page)


def test_passing_by_is_no_look(changed, commune):
    """Whoever walks through the list with the arrows has seen nothing yet."""
    page, record = changed
    for _ in range(2):
        page.opened(record=record)
        commune.settle()
        assert "host" in marked(page)
        page.desk.start_new()
        assert marked(page) == set()
        assert not page.desk.news.timer.isActive()
