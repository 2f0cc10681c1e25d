"""The first page before the first record: what the first week asks for."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.people import People
from kh57_desktop.ui.home.unit_home import UnitHome
from tests.support import layout
from tests.support.desks import an_activity
from tests.support.offices import Elsewhere, a_window, settled, texts


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return the window of a school that was set up a moment ago."""
    made = a_window(qtbot, real_office(), worker, UnitHome, *map(elsewhere, ("sheets", "pairing")))
    settled(qtbot, made)
    return made


def elsewhere(name):
    """Return a page that stands for another one."""
    return type(name.title(), (Elsewhere,), {"name": name})


def test_the_first_week_has_three_things_to_do(window):
    """Record, bring the people in, join the commune: each with its button."""
    assert "Tuần đầu tiên" in texts(window.page)
    assert not window.page.table.isVisible()
    assert window.page.approval.isHidden()
    assert layout.faults(window) == []


def test_each_of_them_is_a_key_away(window):
    """The buttons lead to the form, to the import of people, and to the pairing."""
    for button, asked in (
        (window.page.first_week.record, ("activities", {"new": True})),
        (window.page.first_week.people, ("sheets", {"kind": "people"})),
        (window.page.first_week.join, ("pairing", {})),
    ):
        button.click()
        assert (window.where()[0], Elsewhere.shown) == asked
        window.open("home")


def test_what_is_done_is_ticked(qtbot, worker, real_office):
    """Once somebody is in the list, that step asks for nothing more."""

    def prepare(desk):
        values = {"full_name": "A Nhi", "birth_year": 1990}
        People(desk).save(Edit("people", None, values))

    window = a_window(qtbot, real_office(prepare=prepare), worker, UnitHome)
    settled(qtbot, window)

    assert not window.page.first_week.people.isVisible()
    assert window.page.first_week.record.isVisible()


def test_after_the_first_record_only_the_pairing_is_asked_for(qtbot, worker, real_office):
    """The list of records takes the place; a line says that this PC cannot send yet."""

    def prepare(desk):
        Keeping(desk).save(an_activity(desk, title="Đầu tiên", starts_on=dt.date(2026, 6, 9)))

    window = a_window(qtbot, real_office(prepare=prepare), worker, UnitHome, elsewhere("pairing"))
    settled(qtbot, window)
    todo = window.page.todos.todos[-1]

    assert not window.page.first_week.isVisible()
    assert todo.accessibleName().startswith("Máy này chưa ghép với xã")
    todo.button.click()
    assert window.where()[0] == "pairing"
