"""Documents from outside are measured, parsed once and asked by name and type."""

import pytest

from kh57_desktop.sync import shapes
from kh57_desktop.sync.shapes import Misshapen


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"1",
        b"{",
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b"\xff{}",
        b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":[' + b"[]," * 100_000 + b"1]}",
        b'{"a":[' + b"1," * 500_001 + b"1]}",
    ],
)
def test_what_is_no_plain_object_is_misshapen(raw):
    """Fractions, doubled keys, deep nesting and documents that unfold are refused alike."""
    with pytest.raises(Misshapen):
        shapes.document(raw)


@pytest.mark.parametrize(
    "ask",
    [
        lambda d: shapes.text(d, "number"),
        lambda d: shapes.text(d, "word", longest=2),
        lambda d: shapes.text(d, "absent"),
        lambda d: shapes.whole(d, "word"),
        lambda d: shapes.whole(d, "flag"),
        lambda d: shapes.whole(d, "negative"),
        lambda d: shapes.whole(d, "number", most=4),
        lambda d: shapes.hexadecimal(d, "word", 2),
        lambda d: shapes.hexadecimal(d, "upper", 2),
        lambda d: shapes.hexadecimal(d, "spaced", 2),
        lambda d: shapes.hexadecimal(d, "number", 2),
        lambda d: shapes.packed(d, "number", 10),
        lambda d: shapes.packed(d, "word", 10),
        lambda d: shapes.packed(d, "loose", 10),
        lambda d: shapes.packed(d, "base64", 2),
        lambda d: shapes.rows(d, "word", 5),
        lambda d: shapes.rows(d, "list", 1),
        lambda d: shapes.texts(d, "list", 5),
        lambda d: shapes.branch(d, "list"),
        lambda d: shapes.pair(d["triple"]),
        lambda d: shapes.pair(d["word"]),
    ],
)
def test_a_value_of_another_kind_is_misshapen(ask):
    """Each value is of the kind and length that is asked for, or the document is refused."""
    source = {
        "number": 5,
        "word": "xin chào",
        "flag": True,
        "negative": -1,
        "upper": "ABCD",
        "spaced": "a  b",
        "loose": "YWJjZB==",
        "base64": "YWJjZGVmZ2g=",
        "list": ["a", 1],
        "triple": [1, 2, 3],
    }

    with pytest.raises(Misshapen):
        ask(source)


def test_what_is_as_asked_is_returned():
    """A well-formed document gives what it holds."""
    source = shapes.document(
        b'{"word":"\xc4\x91","n":7,"hex":"00ff","b64":"YWJj","list":["a"],"in":{"x":[1,2]}}'
    )

    assert (shapes.text(source, "word"), shapes.whole(source, "n")) == ("đ", 7)
    assert shapes.hexadecimal(source, "hex", 2) == b"\x00\xff"
    assert shapes.packed(source, "b64", 3) == b"abc"
    assert shapes.texts(source, "list", 1) == ("a",)
    assert shapes.pair(shapes.branch(source, "in")["x"]) == (1, 2)
