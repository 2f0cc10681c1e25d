"""The laws of merging: whoever accepts which change first, everybody ends with the same content."""

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.merging import (
    Change,
    Operation,
    Write,
    collected,
    in_conflict,
    is_alive,
    maximal,
    merged,
    removal_disputed,
    saw_in,
    shown,
)

SCOPE = "unit/TR-NTT"
ACTIONS = ("edit", "edit", "edit", "remove", "restore")


@st.composite
def histories(draw, devices=3, steps=12, *, forged=False):
    """Draw changes of some devices that hear of each other now and then."""
    heard = [set() for _ in range(devices)]
    made = {}
    for number in range(1, draw(st.integers(1, steps)) + 1):
        device = draw(st.integers(0, devices - 1))
        heard[device] |= heard[draw(st.integers(0, devices - 1))]
        name = (bytes([device]), SCOPE, number)
        action = draw(st.sampled_from(ACTIONS)) if made else "create"
        values = {"place": draw(st.sampled_from("xy"))} if action in {"create", "edit"} else {}
        stamp = draw(st.integers(1, 5))
        if not forged:
            stamp = max(stamp, 1 + max((made[n].stamp for n in heard[device]), default=0))
        operation = Operation("activity", 1, action, values)
        made[name] = Change(name, stamp, frozenset(heard[device]), (operation,))
        heard[device].add(name)
    return list(made.values())


def writes_of(history):
    (row,) = collected(history).values()
    return row.fields.get("place", set())


@given(histories(forged=True), st.randoms())
def test_order_of_arrival_does_not_matter(history, draw):
    """The same changes give the same content, in whatever order they come."""
    mixed = [*history, *draw.sample(history, len(history))]
    draw.shuffle(mixed)

    assert merged(mixed) == merged(history)


@given(histories(forged=True), st.randoms())
def test_merging_what_was_merged_gives_what_all_give(history, draw):
    """Keeping only the maximal writes of a part loses nothing for the whole."""
    saw = saw_in(history)
    writes = sorted(writes_of(history), key=lambda write: write.name)
    part = draw.sample(writes, draw.randint(0, len(writes)))
    rest = [write for write in writes if write not in part]

    assert set(maximal([*maximal(part, saw), *rest], saw)) == set(maximal(writes, saw))


@given(histories(forged=True))
def test_every_write_is_shown_replaced_knowingly_or_stands_beside(history):
    """No value is lost in silence."""
    saw = saw_in(history)
    writes = writes_of(history)
    kept = maximal(writes, saw)

    assert all(w in kept or any(saw(k.name, w.name) for k in kept) for w in writes)
    assert not any(saw(a.name, b.name) for a in kept for b in kept if a != b)


@given(histories())
def test_without_forged_stamps_the_shown_value_has_the_greatest_clock(history):
    """Most edits need one comparison."""
    writes = writes_of(history)

    assert shown(writes, saw_in(history)) == max(writes, key=lambda write: write.clock)


@given(histories(forged=True))
def test_an_informed_edit_beats_all_it_saw_under_any_clock(history):
    """Whoever has seen everything and writes is shown, even with the smallest stamp."""
    last = (b"\xff", SCOPE, 99)
    everything = frozenset(change.name for change in history)
    edit = Operation("activity", 1, "edit", {"place": "z"})
    (content,) = merged([*history, Change(last, 0, everything, (edit,))]).values()

    assert (content.values, dict(content.others)) == ({"place": "z"}, {})


@given(histories(forged=True))
def test_a_removal_that_has_seen_everything_holds(history):
    """A row is gone when nobody wrote what the remover had not seen."""
    last = (b"\xff", SCOPE, 99)
    everything = frozenset(change.name for change in history)
    removal = Operation("activity", 1, "remove")
    (content,) = merged([*history, Change(last, 0, everything, (removal,))]).values()

    assert (content.alive, content.disputed) == (False, False)


@given(histories(forged=True))
def test_an_unseen_write_keeps_a_row(history):
    """What somebody adds without knowing of the withdrawal keeps the record."""
    blind = (b"\xff", SCOPE, 99)
    edit = Operation("activity", 1, "edit", {"place": "z"})
    (content,) = merged([*history, Change(blind, 0, frozenset(), (edit,))]).values()
    removed = any(o.action == "remove" for change in history for o in change.operations)

    assert content.alive
    assert content.disputed or not removed or content.others or content.values


def test_two_values_are_a_conflict_and_two_equal_ones_are_not():
    """Only different values ask for a decision."""
    one, two = Write((b"a", SCOPE, 1), 5, "x"), Write((b"b", SCOPE, 1), 5, "y")
    same = Write((b"b", SCOPE, 1), 5, "x")
    saw = saw_in(())

    assert in_conflict([one, two], saw)
    assert not in_conflict([one, same], saw)
    assert maximal([one, same], saw) == (same, one)


def test_ties_are_broken_by_the_run_then_by_the_number():
    """Two equal stamps have one winner everywhere."""
    one, two = Write((b"a", SCOPE, 9), 5, "x"), Write((b"b", SCOPE, 1), 5, "y")

    assert shown([one, two], saw_in(())) == two


def test_a_removal_nobody_answered_is_disputed():
    """Withdrawn here, edited there: the card asks."""
    removal, write = (b"a", SCOPE, 1), (b"b", SCOPE, 1)

    def saw(later, earlier):
        return later == earlier

    assert is_alive([write], [removal], saw)
    assert removal_disputed([write], [removal], saw)
    assert not removal_disputed([write], [], saw)
