"""What a device may not write is refused whole, whatever it signed; what waits cannot harm."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.journal import staging
from kh57_desktop.journal.blocks import CREATE, EDIT, REMOVE
from kh57_desktop.journal.exchange import Gap
from tests.support.communes import Commune
from tests.support.forging import RUN, a_block, forged
from tests.support.stores import count, keep, show

UNIT = "unit/TR-NTT"
OTHER = bytes(reversed(RUN))
FIRST = int.from_bytes(RUN[:6], "big") >> 4 << 18


@pytest.fixture
def commune(tmp_path):
    return Commune(tmp_path)


def forge(commune, *blocks, by="A", **other):
    return forged(commune[by].identity, list(blocks), **other)


def reasons(commune, *segments):
    before = commune.digest("X", "catalog", UNIT, "unit/TR-TH")
    taken = commune.take("X", segments)
    assert commune.digest("X", "catalog", UNIT, "unit/TR-TH") == before
    assert taken.refused == taken.changes - taken.already
    return [refusal.reason for refusal in taken.refusals]


def an_activity(row=FIRST, number=1, **values):
    values = values or {"title": "Hội nghị"}
    return a_block("activity", CREATE, values, [row], [[v] for v in values.values()], [number])


def test_a_table_of_the_other_side_is_refused(commune):
    """A unit that signs a unit of the catalog, or a review of itself, gets nothing taken."""
    plan = a_block("plan", CREATE, ["title"], [("KH-58",)], [["Kế hoạch mới"]])
    review = a_block("review", CREATE, ["state"], [(1, "2026-03")], [["approved"]])

    assert reasons(commune, forge(commune, plan)) == ["table"]
    assert reasons(commune, forge(commune, review)) == ["table"]
    assert reasons(commune, forge(commune, plan, scope="catalog")) == ["scope"]


def test_the_commune_writes_no_facts_of_a_unit(commune):
    """Facts of a unit are the unit's: the commune's own signature does not change them."""
    assert reasons(commune, forge(commune, an_activity(), by="X")) == ["table"]


def test_another_units_scope_is_refused(commune):
    """A school cannot write into the scope of another school."""
    assert reasons(commune, forge(commune, an_activity(), scope="unit/TR-TH")) == ["scope"]


def test_a_reference_that_leads_nowhere_is_refused(commune):
    """A lesson of a training that nobody has does not come in."""
    lesson = a_block("lesson", CREATE, ["training"], [FIRST], [[4711]])
    assert reasons(commune, forge(commune, lesson)) == ["missing"]


def test_a_reference_into_another_units_rows_is_refused(commune):
    """A school cannot mark people at a lesson of another school."""
    training = keep(commune["C"], "trainings", title="Lớp")
    commune.send("C", "X")
    lesson = a_block("lesson", CREATE, ["training"], [FIRST], [[training]])

    assert reasons(commune, forge(commune, lesson)) == ["missing"]


@pytest.mark.parametrize("many", [500, 1])
def test_an_edited_reference_must_lead_somewhere_too(commune, monkeypatch, many):
    """An edit cannot point a record at nothing either."""
    monkeypatch.setattr(staging, "_MANY", many)
    edit = a_block("activity", EDIT, ["training"], [FIRST], [[4711]], [2])
    again = a_block("activity", EDIT, ["training"], [FIRST], [[4712]])
    segment = forge(commune, an_activity(), edit, last=2)
    other = forge(commune, again, run=OTHER, seen=[(1, {UNIT: {RUN: 2}})])

    assert reasons(commune, segment) == ["missing"]
    assert set(reasons(commune, segment, other)) == {"missing"}


def test_an_edit_of_a_row_that_is_not_there_is_refused(commune):
    """Nothing can be changed that was never made."""
    edit = a_block("activity", EDIT, ["title"], [4711], [["Hội thi"]])

    assert reasons(commune, forge(commune, edit)) == ["no row"]


def test_an_edit_of_another_units_row_is_refused(commune):
    """A school cannot change the records of another school, nor take them away."""
    record = keep(commune["C"], "activities", title="Tọa đàm")
    commune.send("C", "X")
    edit = a_block("activity", EDIT, ["title"], [record], [["Hội thi"]])
    removal = a_block("activity", REMOVE, [], [record])

    assert reasons(commune, forge(commune, edit)) == ["no row"]
    assert reasons(commune, forge(commune, removal)) == ["no row"]


def test_a_removal_of_a_row_that_is_not_there_is_refused(commune):
    """Nothing can be withdrawn that was never made."""
    assert reasons(commune, forge(commune, a_block("activity", REMOVE, [], [4711]))) == ["no row"]


def test_a_number_that_another_row_has_is_refused(commune):
    """Two records under one number cannot both be right."""
    record = keep(commune["A"], "activities", title="Tọa đàm")
    commune.send("A", "X")
    own = (run_of(commune, "A"), 1)
    same = an_activity(record, 2)

    assert reasons(commune, forge(commune, same, parent=own, first=2, last=2)) == ["taken"]


def run_of(commune, name):
    with commune[name].reading() as con:
        text = "SELECT run FROM sync_stream WHERE own = 1 AND ord > 0"
        return bytes(con.exec_driver_sql(text).scalar_one())


def test_a_number_that_another_run_counts_is_refused(commune):
    """Nobody can take the numbers that a colleague's next records will have."""
    keep(commune["C"], "activities", title="Tọa đàm")
    commune.send("C", "X")
    next_one = (int.from_bytes(run_of(commune, "C")[:6], "big") >> 4 << 18) + 1

    assert reasons(commune, forge(commune, an_activity(next_one))) == ["unreadable"]


def test_two_contents_under_one_number_are_told(commune):
    """A program resumed twice from memory signs two things under one number: it is told."""
    first = forge(commune, an_activity())
    longer = forge(
        commune, an_activity(title="Tọa đàm"), an_activity(FIRST + 1, 2), last=2, stamp=1 << 61
    )
    commune.take("X", [first])

    assert reasons(commune, longer) == ["used twice"]


def test_the_run_of_another_device_cannot_be_continued(commune):
    """Nobody writes on in another device's stream."""
    commune.take("X", [forge(commune, an_activity())])
    onward = forge(commune, an_activity(FIRST + 1, 2), by="B", first=2, last=2)

    assert reasons(commune, onward) == ["used twice"]


def test_an_overlapping_segment_that_agrees_is_taken_from_where_it_is_new(commune):
    """A restored PC seals again what was known, and more: only the rest is new."""
    commune.take("X", [forge(commune, an_activity())])
    longer = forge(commune, an_activity(), an_activity(FIRST + 1, 2), last=2)
    taken = commune.take("X", [longer])

    assert (taken.applied, taken.already, taken.refusals) == (1, 1, ())
    assert count(commune["X"], "activity") == 2


def test_a_segment_within_another_adds_nothing(commune):
    """Two cuts of the same changes in one bundle count once."""
    both = forge(commune, an_activity(), an_activity(FIRST + 1, 2), last=2)
    taken = commune.take("X", [forge(commune, an_activity()), both])

    assert (taken.changes, taken.applied, taken.already) == (3, 2, 1)
    assert count(commune["X"], "sync_segment") == 2


def test_what_waited_and_proves_wrong_is_set_aside_and_the_rest_comes_in(commune):
    """A bad change that waited does not stop the good bundle that releases it."""
    good = an_activity()
    bad = a_block("lesson", CREATE, ["training"], [FIRST + 1], [[4711]], [2])
    child = a_block("mark", CREATE, ["mark"], [(FIRST + 1, 9)], [["late"]], [3])
    fine = an_activity(FIRST + 2, 4)
    first = forge(commune, good)
    rest = forge(commune, bad, child, fine, first=2, last=4)
    early = commune.take("X", [rest])
    late = commune.take("X", [first])
    again = commune.take("X", [first, rest])

    assert (early.waiting, late.applied, late.released, late.refusals) == (3, 1, 3, ())
    assert count(commune["X"], "activity") == 2
    assert count(commune["X"], "lesson") == 0
    assert count(commune["X"], "sync_held") == 2
    assert (again.already, again.applied) == (4, 0)


def test_what_waited_and_says_something_else_is_forgotten(commune):
    """A parked segment whose numbers were filled by another content is dropped."""
    late = forge(commune, an_activity(FIRST + 5, 2), first=2, last=2)
    commune.take("X", [late])
    other = forge(
        commune, an_activity(), an_activity(FIRST + 1, 2), an_activity(FIRST + 2, 3), last=3
    )
    taken = commune.take("X", [other])

    assert (taken.applied, taken.refusals) == (3, ())
    assert count(commune["X"], "sync_segment") == 1


def test_a_parent_that_is_missing_is_a_gap_of_its_line(commune):
    """What stands on an unknown run waits, and the numbers before it are named."""
    orphan = forge(commune, an_activity(number=8), parent=(OTHER, 7), first=8, last=8)
    taken = commune.take("X", [orphan])
    device = commune["A"].identity.device

    assert (taken.waiting, taken.gaps) == (1, (Gap(device, UNIT, 1, 7),))


def test_a_tip_beyond_what_is_had_is_a_gap(commune):
    """Of a known run exactly the missing numbers are named."""
    commune.take("X", [forge(commune, an_activity())])
    row = int.from_bytes(OTHER[:6], "big") >> 4 << 18
    late = forge(commune, an_activity(row), run=OTHER, seen=[(1, {UNIT: {RUN: 5}, "catalog": {}})])
    taken = commune.take("X", [late])

    assert taken.gaps == (Gap(commune["A"].identity.device, UNIT, 2, 5),)


def test_a_tip_in_a_scope_that_nobody_knows_is_a_gap(commune):
    """A change that has seen an unknown catalog waits for the catalog."""
    late = forge(commune, an_activity(), seen=[(1, {"catalog": {OTHER: 3}})])

    assert [gap.scope for gap in commune.take("X", [late]).gaps] == ["catalog"]


def test_a_stranger_to_the_certificate_is_refused(commune):
    """A segment that names another device than its certificate is nobody's."""
    device = commune["A"].identity.device
    commune.authors[device] = commune.authors[commune["B"].identity.device]

    assert reasons(commune, forge(commune, an_activity())) == ["stranger"]


def test_unreadable_content_of_a_known_device_is_refused(commune):
    """A signature makes nonsense no better."""
    bad = forge(commune, an_activity(title="x" * 70_000))

    assert reasons(commune, bad) == ["unreadable"]


def test_a_copy_that_went_on_where_we_stand_forks_the_line(commune):
    """Our own image wrote on from our last number, and we hear of it before we write again."""
    record = keep(commune["A"], "activities", title="Hội nghị", place="Kon Pao")
    commune.send("A", "X")
    (commune.folder / "Z").mkdir()
    for path in (commune.folder / "A").iterdir():
        (commune.folder / "Z" / path.name).write_bytes(path.read_bytes())
    commune.join("Z", commune["A"].identity)
    keep(commune["Z"], "activities", record, place="Bản sao")
    commune.send("Z", "A")
    with commune["A"].writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Hội thi"}))
    commune.send_all()
    shown = [show(commune[name], "activities", record) for name in "AXZ"]

    assert count(commune["A"], "sync_line", "line = over") == 2
    assert [(s["place"], s["title"]) for s in shown] == [("Bản sao", "Hội thi")] * 3
