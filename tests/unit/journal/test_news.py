"""Which fields another PC changed: edits count, creations and own later edits do not."""

from kh57_desktop.domain.edits import Edit
from kh57_desktop.journal.news import written_elsewhere
from tests.support.stores import keep


def news(journal, record):
    """Return the fields of an activity that another device changed."""
    with journal.reading() as con:
        device = journal.identity.device
        return set(written_elsewhere(con, journal.names, device, "activities", record))


def edit(journal, record, **values):
    """Change an activity."""
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, values))


def test_an_edit_of_another_pc_is_news_until_it_is_edited_here(commune):
    """B corrects the place of A's activity: news for A alone, until A writes it."""
    record = keep(commune["A"], "activities", title="Tọa đàm", place="Sân trường")
    commune.send("A", "B")
    assert news(commune["B"], record) == set()
    edit(commune["B"], record, place="Thư viện", reach_count=40)
    commune.send("B", "A")
    assert news(commune["A"], record) == {"place", "reach_count"}
    assert news(commune["B"], record) == set()

    edit(commune["A"], record, place="Hội trường")
    assert news(commune["A"], record) == {"reach_count"}


def test_the_commune_sees_what_a_unit_changed(commune):
    """A record that changed after it was handed in."""
    record = keep(commune["A"], "activities", title="Tọa đàm", place="Sân trường")
    commune.send("A", "X")
    assert news(commune["X"], record) == set()
    edit(commune["A"], record, place="Thư viện")
    commune.send("A", "X")

    assert news(commune["X"], record) == {"place"}
