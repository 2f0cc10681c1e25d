"""JSON that comes from outside: measured before it is parsed, then asked by name and type.

Nothing here knows what a bundle is. A document is refused before it is parsed when it could grow
far beyond its own length (SYNC 15, I18), and each value is asked for by name and type.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_CONTAINERS = 100_000
MOST_VALUES = 500_000
LONGEST_WHOLE = 2**63 - 1


class Misshapen(ValueError):
    """A document lacks something or holds another kind of value; the doors turn it into a code."""


def document(raw: bytes) -> Mapping[str, object]:
    """Return the object a document holds; raise `Misshapen` for anything else."""
    if raw.count(b"[") + raw.count(b"{") > MOST_CONTAINERS or raw.count(b",") > MOST_VALUES:
        raise Misshapen
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as wrong:
        raise Misshapen from wrong
    if not isinstance(value, dict):
        raise Misshapen
    return value


def text(source: Mapping[str, object], key: str, longest: int = 200) -> str:
    """Return a text of the document."""
    value = source.get(key)
    if not isinstance(value, str) or len(value) > longest:
        raise Misshapen
    return value


def whole(source: Mapping[str, object], key: str, most: int = LONGEST_WHOLE) -> int:
    """Return a whole number from 0 to `most`."""
    return as_whole(source.get(key), most)


def as_whole(value: object, most: int = LONGEST_WHOLE) -> int:
    """Return the value if it is a whole number from 0 to `most`."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Misshapen
    return value


def hexadecimal(source: Mapping[str, object], key: str, size: int) -> bytes:
    """Return the `size` bytes that a text spells in lower-case hexadecimal digits."""
    return as_bytes(source.get(key), size)


def as_bytes(value: object, size: int) -> bytes:
    """Return the bytes of one lower-case hexadecimal text."""
    if not isinstance(value, str) or len(value) != 2 * size or value != value.lower():
        raise Misshapen
    try:
        return bytes.fromhex(value)
    except ValueError as wrong:
        raise Misshapen from wrong


def packed(source: Mapping[str, object], key: str, most: int) -> bytes:
    """Return the bytes that a text spells in base64."""
    return as_packed(source.get(key), most)


def as_packed(value: object, most: int) -> bytes:
    """Return the bytes of one base64 text, at most `most`."""
    if not isinstance(value, str) or len(value) > 4 * (most // 3 + 1):
        raise Misshapen
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Misshapen from wrong
    if base64_text(raw) != value:  # another spelling of the same bytes
        raise Misshapen
    return raw


def base64_text(raw: bytes) -> str:
    """Return the base64 text of some bytes."""
    return base64.b64encode(raw).decode("ascii")


def rows(source: Mapping[str, object], key: str, most: int) -> Sequence[object]:
    """Return a list of at most `most` values."""
    value = source.get(key)
    if not isinstance(value, list) or len(value) > most:
        raise Misshapen
    return value


def texts(source: Mapping[str, object], key: str, most: int) -> tuple[str, ...]:
    """Return a list of texts."""
    values = rows(source, key, most)
    if not all(isinstance(value, str) for value in values):
        raise Misshapen
    return tuple(cast("Sequence[str]", values))


def branch(source: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return an object inside the document."""
    return as_branch(source.get(key))


def as_branch(value: object) -> Mapping[str, object]:
    """Return the value if it is an object."""
    if not isinstance(value, dict):
        raise Misshapen
    return value


def pair(value: object) -> tuple[object, object]:
    """Return a list of exactly two values."""
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - a pair is two
        raise Misshapen
    return value[0], value[1]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build an object whose keys occur once: two readers may not read two values."""
    built = dict(pairs)
    if len(built) != len(pairs):
        raise Misshapen
    return built


def _refuse(_: str) -> object:
    """Refuse fractions, infinities and what is not a number."""
    raise Misshapen
