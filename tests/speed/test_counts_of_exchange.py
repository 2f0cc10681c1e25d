"""How much the store is asked when bundles are taken in: sets, never row by row (SYNC 7.7)."""

import pytest

from kh57_desktop.domain.edits import Edit
from tests.support.communes import Commune
from tests.support.counting import counted
from tests.support.stores import keep

FEW, MANY = 5, 60


def taken(commune, source, target):
    """Hand over what is new; return what became of it and how many statements that took."""
    segments = commune.packed(source, target)
    with counted(commune[target].store) as sent:
        result = commune.take(target, segments)
    return result, len(sent)


def record(commune, count):
    """Let the first PC of the school record activities; return them."""
    return [keep(commune["A"], "activities", title=f"Một {n}", place="a") for n in range(count)]


def edit(commune, name, rows, value):
    """Let a PC of the school write the same field of each row."""
    with commune[name].writing(7) as ledger:
        for row in rows:
            ledger.keep(Edit("activities", row, {"title": value, "place": value}))


def edited(folder, count, *, in_conflict):
    """Return how many statements it takes to take in so many edits, and the conflicts."""
    commune = Commune(folder)
    rows = record(commune, count)
    commune.send("A", "X")
    commune.send("A", "B")
    if in_conflict:
        edit(commune, "B", rows, "của B")
        commune.send("B", "X")
    edit(commune, "A", rows, "của A")
    result, sent = taken(commune, "A", "X")
    return sent, result.conflicts


@pytest.mark.parametrize("in_conflict", [False, True])
def test_edits_are_taken_in_together(tmp_path, in_conflict):
    """Twelve times the edits, in conflict or not, are as many statements."""
    few = edited(tmp_path / "few", FEW, in_conflict=in_conflict)
    many = edited(tmp_path / "many", MANY, in_conflict=in_conflict)

    assert few[0] == many[0]
    assert (few[1], many[1]) == ((FEW * 2, MANY * 2) if in_conflict else (0, 0))


def test_a_conflict_costs_a_handful_of_statements(tmp_path):
    """All fields in conflict are decided together: two statements a field, and what joins them."""
    plain, _ = edited(tmp_path / "plain", MANY, in_conflict=False)
    disputed, _ = edited(tmp_path / "disputed", MANY, in_conflict=True)

    assert disputed - plain <= 10


def test_new_records_are_taken_in_together(tmp_path):
    """Twelve times the records are as many statements."""
    counts = set()
    for count in (FEW, MANY):
        commune = Commune(tmp_path / str(count))
        record(commune, count)
        result, sent = taken(commune, "A", "X")
        assert result.new == {"activities": count}
        counts.add(sent)

    assert len(counts) == 1


def test_a_second_acceptance_writes_no_row(tmp_path):
    """What is had is not even opened: no row is written, and a few statements tell so."""
    commune = Commune(tmp_path)
    record(commune, MANY)
    segments = commune.packed("A", "X")
    commune.take("X", segments)
    before = commune["X"].store.driver.total_changes
    with counted(commune["X"].store) as sent:
        again = commune.take("X", segments)

    assert commune["X"].store.driver.total_changes == before
    assert (again.applied, again.already) == (0, MANY)
    assert len(sent) <= 20, sent


def test_packing_what_is_sealed_asks_no_change(tmp_path):
    """The segments of a stream tell that all of it is sealed, however long its history is."""
    commune = Commune(tmp_path)
    record(commune, MANY)
    commune.seal("A")
    with counted(commune["A"].store) as sent:
        made = commune.seal("A")

    assert made == 0
    assert len(sent) <= 3, sent


def test_packing_for_somebody_who_has_all_reads_no_segment(tmp_path):
    """The history of years is not read to find that nobody lacks it."""
    commune = Commune(tmp_path)
    record(commune, FEW)
    commune.send("A", "X")
    with counted(commune["A"].store) as sent:
        again = commune.packed("A", "X")

    assert again == []
    assert not [text for text in sent if "body FROM sync_segment" in text]
