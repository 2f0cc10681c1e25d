"""Lines answer «had it been seen» exactly as the true graph of who had seen what."""

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.journal.lines import Lines, Seen, Stream


@st.composite
def forests(draw):
    """Draw streams that continue each other anywhere: parent and number, length."""
    made = []
    for ordinal in range(1, draw(st.integers(1, 7)) + 1):
        parent, base = None, 0
        if made and draw(st.integers(0, 5)):
            parent, _, start, length = draw(st.sampled_from(made))
            base = draw(st.integers(start + 1, start + length))
        made.append((ordinal, parent, base, draw(st.integers(1, 4))))
    return made


def ancestors(made, ordinal, number):
    """Return every change that a change stands on, itself included."""
    by = {one[0]: one for one in made}
    found = set()
    while ordinal is not None:
        _, parent, base, _ = by[ordinal]
        found |= {(ordinal, n) for n in range(base + 1, number + 1)}
        ordinal, number = parent, base
    return found


def every(made):
    return [(o, n) for o, _, base, length in made for n in range(base + 1, base + length + 1)]


@given(forests(), st.randoms())
def test_lines_cover_what_the_true_graph_says(made, draw):
    """However the pieces of streams arrive, a tip covers exactly what it stands on."""
    lines = Lines()
    todo = [(o, p, b, n) for o, p, b, length in made for n in range(b + 1, b + length + 1)]
    while todo:
        ready = [
            (o, p, b, n)
            for o, p, b, n in todo
            if (lines.streams[o].have == n - 1 if o in lines.streams else n == b + 1)
            and (p is None or (p in lines.streams and lines.streams[p].have >= b))
        ]
        ordinal, parent, base, number = one = draw.choice(ready)
        todo.remove(one)
        if ordinal not in lines.streams:
            run = bytes([ordinal])
            lines.join(Stream(ordinal, run, "s", b"", parent, base, 0, base))
        lines.grow(ordinal, number)
    tips = set(lines.tips().values())

    assert tips == {at for at in tips if lines.streams[at[0]].have == at[1]}
    for tip in every(made):
        truth = ancestors(made, *tip)
        assert {at for at in every(made) if lines.covers(tip, at)} == truth
    again = Lines.of(lines.streams.values())
    assert again.over == lines.over
    kept = [(line, o, u) for line, over in lines.over.items() for o, u in over.items()]
    assert Lines.of(lines.streams.values(), kept).over == lines.over


def test_what_is_stated_counts_from_the_number_that_states_it():
    """A change has seen what it or an earlier change of its stream stated, and no more."""
    lines = Lines()
    for ordinal in (1, 2):
        lines.join(Stream(ordinal, bytes([ordinal]), "s", b"", None, 0, 0, 0))
        lines.grow(ordinal, 5)
    stated = {1: [(3, 2, 2), (4, 2, 1), (5, 2, 4)], 2: []}
    seen = Seen(lines, stated.__getitem__)

    asked = [seen.saw((1, n), (2, q)) for n, q in ((2, 1), (3, 2), (3, 3), (4, 2), (5, 4), (5, 5))]
    assert asked == [False, True, False, True, True, False]
    assert list(seen.steps(1)) == [(2, 3, 2), (2, 5, 4)]
    assert seen.saw((1, 1), (0, 0))
    assert not seen.saw((0, 0), (1, 1))
    assert not seen.saw((2, 5), (1, 1))
