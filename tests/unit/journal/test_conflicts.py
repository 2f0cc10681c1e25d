"""Where two values meet: what merges by itself, what waits for a decision, how it is settled."""

import datetime as dt

from kh57_desktop.domain.edits import Edit
from tests.support.communes import places, shared
from tests.support.stores import an_identity, count, keep, show

UNIT = "unit/TR-NTT"


def test_different_boxes_never_conflict(commune):
    """One PC corrects the place, the other the headcount: both hold, no question."""
    record = shared(commune)
    keep(commune["A"], "activities", record, place="Kon Pao")
    keep(commune["B"], "activities", record, reach_count=54)
    commune.send_all()
    seen = [show(commune[name], "activities", record) for name in "ABX"]

    assert [(s["place"], s["reach_count"]) for s in seen] == [("Kon Pao", 54)] * 3
    assert not any(s.in_conflict for s in seen)


def test_two_values_of_one_box_are_a_conflict_everywhere(commune):
    """Both PCs set the place without knowing of each other: one is shown, both are kept."""
    record = shared(commune)
    keep(commune["A"], "activities", record, place="Nhà rông")
    commune["B"].clock.go_on(days=1)
    keep(commune["B"], "activities", record, place="Hội trường")
    first = commune.send("A", "X")
    second = commune.send("B", "X")
    commune.send_all()

    assert (first.conflicts, second.conflicts) == (0, 1)
    assert places(commune, record) == ["Hội trường"] * 3
    assert {show(commune[n], "activities", record).in_conflict for n in "ABX"} == {
        frozenset({"place"})
    }
    assert len({commune.digest(name, UNIT) for name in "ABX"}) == 1


def test_equal_values_are_no_conflict_but_both_are_kept(commune):
    """Two people who write the same agree; what comes later must not depend on who came first."""
    record = shared(commune)
    for name in "AB":
        keep(commune[name], "activities", record, place="Nhà rông")
    commune.send_all()

    assert not show(commune["X"], "activities", record).in_conflict
    assert count(commune["X"], "sync_sibling") == 1


def test_a_third_value_joins_a_conflict_beside_a_new_one(commune):
    """Three PCs disagree on one box and two on another: every value is kept on its card."""
    commune.join("D", an_identity("PC D"))
    records = [shared(commune) for _ in range(2)]
    commune.send("A", "D")
    for record in records:
        for name in "ABD":
            keep(commune[name], "activities", record, place=f"Nhà rông {name}")
        for name in "AD":
            keep(commune[name], "activities", record, content=f"Nội dung {name}")
    for name in "ABD":
        commune.send(name, "X")
    known = [count(commune["X"], "sync_sibling", f"row = {record}") for record in records]

    assert known == [3, 3]
    assert show(commune["X"], "activities", records[0]).in_conflict == {"place", "content"}


def test_settling_closes_the_conflict_everywhere(commune):
    """The chosen value stands, even the one that was shown, and the card is gone."""
    record = shared(commune)
    for name in "AB":
        keep(commune[name], "activities", record, place=f"Nhà rông {name}")
    commune.send_all()
    shown = show(commune["A"], "activities", record)["place"]
    with commune["A"].writing(7, note="settle") as ledger:
        ledger.settle("activities", record, "place", shown)
    commune.send_all()

    assert places(commune, record) == [shown] * 3
    assert all(count(commune[name], "sync_sibling") == 0 for name in "ABX")


def test_a_box_in_conflict_is_not_written_by_a_form(commune):
    """A form leaves a conflict open; only its card closes it."""
    record = shared(commune)
    for name in "AB":
        keep(commune[name], "activities", record, place=f"Nhà rông {name}")
    commune.send_all()
    with commune["A"].writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"place": "Kon Pao", "reach_count": 41}))

    assert ledger.in_conflict == {("activities", record): ("place",)}
    assert show(commune["A"], "activities", record)["reach_count"] == 41


def test_an_informed_edit_wins_under_any_clock(commune):
    """A PC in the year 2009 corrects what it has seen: its correction stands everywhere."""
    record = shared(commune)
    commune["B"].clock.jump_to("2009-01-01T08:00:00")
    keep(commune["B"], "activities", record, place="Kon Pao")
    commune.send_all()

    assert places(commune, record) == ["Kon Pao"] * 3
    assert count(commune["X"], "sync_sibling") == 0


def test_a_clock_in_the_far_future_drags_nobody_along(commune):
    """A PC in 2099 wins one tie and nothing else: the others' stamps stay in their own time."""
    record = shared(commune)
    commune["B"].clock.jump_to("2099-01-01T08:00:00")
    keep(commune["B"], "activities", record, place="Kon Pao")
    commune.send_all()
    fresh = keep(commune["A"], "activities", title="Tọa đàm")
    stamp = show(commune["A"], "activities", fresh).clocks["title"][0]

    assert stamp < dt.datetime(2027, 1, 1, tzinfo=dt.UTC).timestamp() * 1_000_000


def test_withdrawn_here_and_edited_there_stays(commune):
    """The head withdraws a record while the clerk elsewhere adds to it: it stays, with a card."""
    record = shared(commune)
    keep(commune["B"], "activities", record, reach_count=54)
    with commune["A"].writing(7) as ledger:
        ledger.remove("activities", record)
    commune.send("A", "X")
    gone = show(commune["X"], "activities", record).is_gone
    taken = commune.send("B", "X")

    assert gone
    assert not show(commune["X"], "activities", record).is_gone
    assert taken.conflicts == 1


def test_withdrawn_by_somebody_who_had_seen_it_all_goes(commune):
    """A removal that knew of every edit holds everywhere, and so does bringing it back."""
    record = shared(commune)
    keep(commune["B"], "activities", record, reach_count=54)
    commune.send_all()
    with commune["A"].writing(7) as ledger:
        ledger.remove("activities", record)
    commune.send_all()
    gone = [show(commune[name], "activities", record).is_gone for name in "ABX"]
    with commune["B"].writing(7) as ledger:
        ledger.restore("activities", record)
    commune.send_all()

    assert gone == [True] * 3
    assert [show(commune[name], "activities", record).is_gone for name in "ABX"] == [False] * 3
