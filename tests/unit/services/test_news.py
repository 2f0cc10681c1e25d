"""What another computer changed is news to each officer until they looked at it."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import CommandUnclear
from kh57_desktop.services.history import History
from kh57_desktop.services.keeping import Keeping
from tests.support.desks import an_activity


@pytest.fixture
def pcs(desk):
    """Return the desk of one PC, and the same store as another PC of the unit sees it."""
    other = replace(desk.journal.identity, device=b"another device of th")
    journal = desk.journal
    record = Keeping(desk).save(an_activity(desk)).id
    assert History(desk).news("activities", record) == {}
    Keeping(desk).save(Edit("activities", record, {"place": "Thư viện", "reach_count": 30}))
    journal.identity = other
    return desk, record


def test_changed_fields_are_news_until_they_are_seen(pcs):
    """Seen once, they are no news; changed again, they are."""
    desk, record = pcs
    history = History(desk)
    news = history.news("activities", record)
    assert set(news) == {"place", "reach_count"}
    history.saw("activities", record, {"place": news["place"]})
    assert set(history.news("activities", record)) == {"reach_count"}
    history.saw("activities", record, news)

    assert history.news("activities", record) == {}


def test_what_one_officer_has_seen_is_news_to_the_other(pcs):
    """Each looks for themselves."""
    desk, record = pcs
    colleague = replace(desk, officer=replace(desk.officer, id=57))
    History(desk).saw("activities", record, History(desk).news("activities", record))

    assert set(History(colleague).news("activities", record)) == {"place", "reach_count"}


def test_a_change_after_a_look_is_news_again(pcs):
    """The other PC corrects the place once more."""
    desk, record = pcs
    history, here = History(desk), desk.journal.identity
    history.saw("activities", record, history.news("activities", record))
    stamps = history.news("activities", record)
    assert stamps == {}
    with desk.journal.reading() as con:
        shown = desk.journal.current(con, "activities", record)
    older = {"place": (1, shown.clocks["place"][1], 1)}
    history.saw("activities", record, older)

    assert here is desk.journal.identity
    assert set(history.news("activities", record)) == {"place"}


def test_news_of_a_kind_that_is_none_is_told(desk):
    """A slip in the word."""
    with pytest.raises(CommandUnclear):
        History(desk).news("activity", 1)
