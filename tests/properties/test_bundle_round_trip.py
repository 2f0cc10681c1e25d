"""Laws of the bundle file: packing then opening loses nothing, whatever is in it."""

import hashlib
import io
import struct

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.sync import body, bundle, certificates, shapes
from kh57_desktop.sync.body import BlobPart, Inner, SegmentPart, Unpacker
from kh57_desktop.sync.wrapping import Source
from kh57_desktop.system.ids import canonical
from tests.support.bundles import Parcel, a_header, a_machine

SCHOOL, OFFICE = a_machine("TH-DPX"), a_machine("PVHXH")
PARTS = st.lists(st.binary(max_size=3_000), max_size=6)
TIPS = st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.integers(0, 2**40)), max_size=4)
VECTORS = st.dictionaries(st.text(max_size=20), TIPS.map(tuple), max_size=4)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@st.composite
def contents(draw):
    """Draw an inner header with its parts."""
    segments, blobs = draw(PARTS), draw(PARTS)
    inner = Inner(
        outer=draw(st.binary(min_size=32, max_size=32)),
        sender=draw(st.binary(min_size=16, max_size=16)),
        to=tuple(draw(st.lists(st.binary(min_size=16, max_size=16), max_size=4))),
        schema=draw(st.integers(0, 10_000)),
        receipt=draw(st.binary(min_size=10, max_size=10)),
        changes=draw(st.integers(0, 2**50)),
        vector=draw(VECTORS),
        missing=tuple(draw(st.lists(st.binary(min_size=32, max_size=32), max_size=3))),
        certificates=tuple(draw(st.lists(st.binary(max_size=certificates.LONGEST), max_size=3))),
        segments=tuple(
            SegmentPart(hashlib.sha256(part).digest(), len(part), len(part)) for part in segments
        ),
        blobs=tuple(BlobPart(hashlib.sha256(part).digest(), len(part), "jpg") for part in blobs),
    )
    return inner, segments, blobs


@given(contents(), st.integers(1, 5_000))
def test_the_inside_of_a_bundle_is_read_as_it_was_written(content, piece):
    """However the pieces fall while decrypting, the same header and the same parts come out."""
    inner, segments, blobs = content
    stream = io.BytesIO(b"".join(body.packed(inner, [*segments, *blobs])))
    unpacker = Unpacker("goi.kh57", "TH-DPX")
    while read := stream.read(piece):
        unpacker.write(read)

    assert unpacker.finished() == inner
    assert unpacker.segments == segments


@given(PARTS, st.binary(min_size=16, max_size=16), TEXTS, TEXTS)
def test_packing_then_opening_loses_nothing(tmp_path_factory, parts, number, at, app):
    """What one device signs and seals, the other opens bit by bit."""
    header = a_header(SCHOOL, (OFFICE,), bundle=number, set=number, at=at, app=app)
    parcel = Parcel(SCHOOL, (OFFICE,), parts=tuple(parts), header=header)
    path = tmp_path_factory.mktemp("goi") / "goi.kh57"
    path.write_bytes(parcel.bytes())
    opened = bundle.read(Source(path, path.stat().st_size), OFFICE.keys)

    assert opened.segments == tuple(parts)
    assert opened.header == header
    assert opened.file_hash != bytes(32)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=20,
    )
)
def test_a_document_has_one_spelling(value):
    """A canonical document reads as the value it was made of, and is spelled the same again."""
    raw = canonical({"value": value})

    assert canonical(shapes.document(raw)) == raw
    assert shapes.document(raw) == {"value": value}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_misshapen(raw):
    """No bytes make the reader of documents fail in another way."""
    try:
        found = shapes.document(raw)
    except shapes.Misshapen:
        found = {}

    assert isinstance(found, dict)


@given(st.binary(max_size=400))
def test_any_bytes_inside_the_encryption_are_whole_or_refused(raw):
    """No plain text of a certified sender makes the unpacker fail in another way."""
    unpacker = Unpacker("goi.kh57", "TH-DPX")
    refused = False
    try:
        unpacker.write(struct.pack("<I", len(raw)) + raw)
        unpacker.finished()
    except (body.BundleDamaged, body.InputTooBig):
        refused = True

    assert refused
