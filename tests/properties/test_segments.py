"""What is sealed is read back as it was, whatever it holds."""

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.journal.blocks import CREATE, EDIT, REMOVE, Block
from kh57_desktop.journal.columns import Attributes
from kh57_desktop.journal.segments import Head, head_of, is_signed, read_segment, write_segment
from kh57_desktop.system import seals

SEED = bytes(range(32))
RUN = bytes(range(16))
FIRST = int.from_bytes(RUN[:6], "big") >> 4 << 18
TEXTS = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
COUNTS = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
REFERENCES = st.none() | st.integers(0, 2**63 - 1)
IDS = st.integers(1, 2**62 - 1)
NUMBERS = st.integers(5, 7)


@st.composite
def blocks(draw):
    """Draw operations on counted rows and on marks, of changes 5 to 7."""
    count = draw(st.integers(1, 5))

    def some(values):
        return draw(st.lists(values, min_size=count, max_size=count))

    made = Block("activity", CREATE, ("title", "reach_count", "plan_item"), some(NUMBERS))
    made.rows = [FIRST + row for row in some(st.integers(0, 2**18 - 1))]
    made.values = [some(TEXTS), some(COUNTS), some(REFERENCES)]
    edited = Block("activity", EDIT, ("plan_item", "title"), some(NUMBERS), some(IDS))
    edited.values = [some(REFERENCES), some(TEXTS)]
    marked = Block("mark", CREATE, ("mark",), some(NUMBERS), some(st.tuples(IDS, IDS)))
    marked.values = [some(TEXTS)]
    named = Block("unit", EDIT, ("name",), some(NUMBERS), some(st.tuples(st.text("abc"))))
    named.values = [some(TEXTS)]
    gone = Block("lesson", REMOVE, (), some(NUMBERS), some(IDS))
    return [made, edited, marked, named, gone]


@st.composite
def heads(draw):
    """Draw what segments say of themselves."""
    runs = st.binary(min_size=16, max_size=16)
    return Head(
        RUN,
        draw(st.sampled_from(("catalog", "unit/TR-NTT"))),
        draw(runs),
        draw(st.none() | st.integers(0, 2**40)),
        draw(st.none() | st.tuples(runs, st.integers(1, 2**40))),
        5,
        7,
        draw(st.none() | st.binary(min_size=32, max_size=32)),
        1,
        0,
    )


STAMPS = st.lists(st.integers(0, 2**62 - 1), min_size=3, max_size=3)


@given(heads(), blocks(), STAMPS, st.lists(st.none() | IDS, min_size=3, max_size=3))
def test_a_sealed_segment_is_read_back_as_it_was(head, operations, stamps, officers):
    """Nothing of a change is lost or altered on its way, and the bytes are always the same."""
    attributes = Attributes([1, 1, 9], stamps, officers, [-5, 0, 2**60], [0, 1, 31])
    seen = [(6, {"catalog": {RUN: 4}, "unit/TR-NTT": {bytes(16): 1}})]
    raw = write_segment(head, attributes, seen, operations, SEED)
    read = read_segment(raw)

    assert (read.attributes, read.blocks) == (attributes, operations)
    assert [(number, dict(tips)) for number, tips in read.seen] == seen
    assert head_of(raw) == read.head
    assert (read.head.run, read.head.parent, read.head.prev) == (head.run, head.parent, head.prev)
    assert is_signed(raw, seals.public_key(SEED))
    assert write_segment(head, attributes, seen, operations, SEED) == raw
