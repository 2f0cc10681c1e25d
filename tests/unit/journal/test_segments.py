"""A segment that is not what it should be is not read, and takes neither time nor memory."""

import json

import pytest
import zstandard

from kh57_desktop.journal.columns import NotReadable
from kh57_desktop.journal.segments import RAW_CAP, head_of, is_signed, read_segment
from kh57_desktop.system import seals
from tests.support.forging import RUN, STAMP, content, sealed
from tests.support.stores import an_identity

PC = an_identity()
KEY = seals.public_key(PC.sign)


def with_changes(**other):
    honest = content()["changes"]
    return content(changes={**honest, **other})


def with_block(**other):
    return content(block=other)


def test_an_honest_segment_is_read():
    """What a device sealed is what another reads."""
    raw = sealed(PC, content())
    segment = read_segment(raw)

    assert is_signed(raw, KEY)
    assert not is_signed(raw, seals.public_key(bytes(32)))
    assert (segment.head.run, segment.head.changes, segment.is_unknown) == (RUN, 1, False)
    assert segment.blocks[0].rows == [int.from_bytes(RUN[:6], "big") >> 4 << 18]


@pytest.mark.parametrize(
    "said",
    [
        {"run": "00"},
        {"run": "xy"},
        {"run": 5},
        {"scope": 5},
        {"scope": "x" * 65},
        {"device": None},
        {"serial": -1},
        {"serial": "1"},
        {"parent": []},
        {"parent": [RUN.hex()]},
        {"parent": [RUN.hex(), 0]},
        {"first": 0},
        {"first": True},
        {"first": 2},
        {"last": 300_000},
        {"last": 1 << 64},
        {"prev": "00"},
        {"schema": None},
        {"raw": -1},
        {"more": 1},
    ],
    ids=str,
)
def test_a_head_that_says_nonsense_is_refused(said):
    """Before anything is opened, what a segment says of itself must make sense."""
    with pytest.raises(NotReadable):
        head_of(sealed(PC, content(), said))


@pytest.mark.parametrize(
    "raw",
    [b"", b"\0\0\0\0", b"\xff\xff\0\0" + bytes(200), b"\x02\0\0\0[]" + bytes(80)],
    ids=len,
)
def test_bytes_that_are_no_segment_are_refused(raw):
    """Noise is not read."""
    with pytest.raises(NotReadable):
        head_of(raw)


@pytest.mark.parametrize(
    "frame",
    [
        {"raw": 10},
        {"raw": RAW_CAP + 1, "packed": zstandard.compress(bytes(RAW_CAP + 1))},
        {"packed": b"no frame at all"},
        {"packed": zstandard.compress(b"x")[:-1]},
    ],
    ids=["shorter", "bomb", "noise", "cut"],
)
def test_a_frame_that_lies_about_its_length_is_refused(frame):
    """What would inflate beyond what was said is not inflated."""
    with pytest.raises(NotReadable):
        read_segment(sealed(PC, content(), **frame))


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"\xff",
        b"[]",
        b"NaN",
        b"1.5",
        b"[" * 100_000,
        b"[[" + b"[]," * 200_000 + b"[]]]",
        b'{"changes":{},"seen":[]}',
        content(changes=[]),
        with_changes(txn=[]),
        with_changes(txn=["1"]),
        with_changes(stamp=[True]),
        with_changes(stamp=[1 << 62]),
        with_changes(stamp=[-1]),
        with_changes(officer=["A Nhi"]),
        with_changes(officer=[-1]),
        with_changes(wall=None),
        with_changes(wall=[1 << 63]),
        with_changes(flags=[1 << 63]),
        with_changes(more=[1]),
        content(operations={}),
        content(operations=[5]),
        content(seen={}),
        content(seen=[[1]]),
        content(seen=[[2, {}]]),
        content(seen=[[1, []]]),
        content(seen=[[1, {"catalog": []}]]),
        content(seen=[[1, {"catalog": {"00": 1}}]]),
        content(seen=[[1, {"catalog": {RUN.hex(): 0}}]]),
        content(seen=[[1, {}], [1, {}]]),
        with_block(table=5),
        with_block(kind="destroy"),
        with_block(kind=["create"]),
        with_block(fields=["title", "title"]),
        with_block(fields="title"),
        with_block(fields=[5]),
        with_block(fields=[], values=[], kind="edit"),
        with_block(kind="remove"),
        with_block(change=[-1]),
        with_block(change=[5]),
        with_block(change=[0, 0]),
        with_block(id=[-1]),
        with_block(id=[1 << 62]),
        with_block(id=["1"]),
        with_block(id={}),
        with_block(values=[]),
        with_block(values=[["a", "b"]]),
        with_block(values=["a"]),
        with_block(values=[[5]]),
        with_block(values=[["\ud800"]]),
        with_block(values=[["x" * (65 * 1024)]]),
        with_block(fields=["reach_count"], values=[["5"]]),
        with_block(fields=["reach_count"], values=[[1 << 63]]),
        with_block(fields=["plan_item"], values=[[-1]]),
        with_block(fields=["plan_item"], values=[["1"]]),
        with_block(more=1),
        with_block(table="mark", fields=["mark"], id=[0]),
        with_block(table="mark", fields=["mark"], id=[[1]]),
        with_block(table="mark", fields=["mark"], id=[[1], [1, 2]]),
        with_block(table="mark", fields=["lesson"], id=[[1], [1]], values=[[5]]),
        with_block(table="unit", fields=["name"], id=[[None]]),
        with_block(table="unit", fields=["name"], id=[[7]]),
    ],
    ids=range(62),
)
def test_a_content_that_makes_no_sense_is_refused(inside):
    """Whatever a signed segment holds, it is understood wholly or not at all."""
    if not isinstance(inside, bytes):
        inside = repr_json(inside)

    with pytest.raises(NotReadable):
        read_segment(sealed(PC, inside))


def repr_json(value):
    return json.dumps(value).encode()


def test_tables_and_fields_of_a_newer_version_are_left_out():
    """An older program reads what it knows and remembers that there was more."""
    newer = content()
    newer["operations"] += [{**newer["operations"][0], "table": "weather"}]
    known = read_segment(sealed(PC, newer))
    field = with_block(fields=["title", "weather"], values=[["Hội nghị"], ["mưa"]])
    partly = read_segment(sealed(PC, field))

    assert (len(known.blocks), known.is_unknown) == (1, True)
    assert (partly.blocks[0].fields, partly.is_unknown) == (("title",), True)


def test_too_many_operations_are_refused(monkeypatch):
    """A segment holds at most as many operations as the format allows."""
    monkeypatch.setattr("kh57_desktop.journal.segments.OPERATIONS_CAP", 1)
    two = with_block(change=[0, 0], id=[0, 1], values=[["a", "b"]])

    with pytest.raises(NotReadable):
        read_segment(sealed(PC, two))


def test_a_long_text_within_the_cap_is_read():
    """Long Vietnamese texts up to the cap are honest work."""
    text = "ộ" * 20_000

    assert read_segment(sealed(PC, with_block(values=[[text]]))).blocks[0].values == [[text]]


def test_no_changes_need_no_operations():
    """A change whose operations an older version does not know is still a change."""
    assert read_segment(sealed(PC, content(operations=[]))).attributes.stamp == [STAMP]
