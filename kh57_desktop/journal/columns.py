"""Lay operations out as columns of small numbers, and read hostile columns without trust."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NoReturn

from kh57_desktop.domain.stamps import CEILING
from kh57_desktop.journal.blocks import ACTIONS, CREATE, EDIT, Block
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kh57_desktop.journal.shapes import Shape

COUNTER_BITS = 18
"""A run counts its rows in the last bits of their numbers (SYNC 3.1)."""
TEXT_CAP = 64 << 10
_GREATEST = (1 << 63) - 1
_COUNTED = 1 << 62
_BLOCK_NAMES = frozenset(("table", "kind", "fields", "change", "id", "values"))
_ATTRIBUTES = ("txn", "stamp", "officer", "wall", "flags")


class NotReadable(Exception):
    """A part of a segment cannot be decoded; never shown, the taker says what it means."""


@dataclass(slots=True)
class Attributes:
    """Who and when, a list per attribute, in the order of the changes."""

    txn: list[int]
    stamp: list[int]
    officer: list[int | None]
    wall: list[int]
    flags: list[int]

    def laid_out(self) -> dict[str, list[int | None]]:
        """Return the columns as they travel; stamps and walls as differences."""
        return {
            "txn": steps(self.txn),
            "stamp": steps(self.stamp),
            "officer": self.officer,
            "wall": steps(self.wall),
            "flags": list(self.flags),
        }


def laid_out(block: Block, run: bytes, first: int) -> dict[str, Any]:
    """Return a block as it travels."""
    shape = BY_TABLE[block.table]
    if shape.key:
        columns = zip(*block.rows, strict=True)
        rows: list[Any] = [
            steps(column) if shape.is_number(name) else list(column)
            for name, column in zip(shape.key, columns, strict=True)
        ]
    else:
        rows = steps(block.rows, origin(run) if block.action == CREATE else 0)
    return {
        "table": block.table,
        "kind": block.action,
        "fields": list(block.fields),
        "change": steps(block.numbers, first),
        "id": rows,
        "values": [
            steps(column) if shape.holds[name] is FieldType.REFERENCE else list(column)
            for name, column in zip(block.fields, block.values, strict=True)
        ],
    }


def read_attributes(laid: Any, count: int) -> Attributes:
    """Return who and when of so many changes; NotReadable."""
    if not isinstance(laid, dict) or set(laid) != set(_ATTRIBUTES):
        refuse("changes")
    if any(len(listed(laid[name])) != count for name in _ATTRIBUTES):
        refuse("changes")
    officers = laid["officer"]
    _require_numbers([officer for officer in officers if officer is not None], 0)
    return Attributes(
        _summed(laid["txn"], 0),
        _summed(laid["stamp"], 0, most=CEILING),
        officers,
        _summed(laid["wall"], -_GREATEST),
        _require_numbers(laid["flags"], 0),
    )


def read_block(laid: Any, run: bytes, first: int) -> Block | None:
    """Return a block; None when its table is not known here; NotReadable."""
    if not isinstance(laid, dict) or set(laid) != _BLOCK_NAMES or laid["kind"] not in ACTIONS:
        refuse("block")
    fields, action = listed(laid["fields"]), laid["kind"]
    shape = BY_TABLE.get(text(laid["table"]))
    if shape is None:
        return None
    if len(set(map(text, fields))) != len(fields) or not set(fields).isdisjoint(shape.key):
        refuse("fields")
    if (fields and action not in {CREATE, EDIT}) or (not fields and action == EDIT):
        refuse("fields")
    numbers = _summed(laid["change"], 1, start=first)
    rows = _rows(shape, laid["id"], origin(run) if action == CREATE else 0)
    values = listed(laid["values"])
    lengths = {len(numbers), len(rows), *(len(listed(column)) for column in values)}
    if len(values) != len(fields) or len(lengths) != 1:
        refuse("lengths")
    known = [
        (name, _column(shape, name, column))
        for name, column in zip(fields, values, strict=True)
        if name in shape.holds
    ]
    block = Block(shape.table, action, tuple(name for name, _ in known), numbers, rows)
    block.values = [column for _, column in known]
    block.is_partial = len(known) < len(fields)
    return block


def refuse(what: str) -> NoReturn:
    """Say that something cannot be decoded: raises NotReadable."""
    raise NotReadable(what)


def steps(values: Iterable[Any], start: int = 0) -> list[int | None]:
    """Return differences from one value to the next; a missing one stays missing."""
    found: list[int | None] = []
    before = start
    for value in values:
        if value is None:
            found.append(None)
        else:
            found.append(value - before)
            before = value
    return found


def json_of(content: bytes) -> Any:
    """Return what JSON says; NotReadable for anything that is none."""
    try:
        return json.loads(content.decode(), parse_constant=refuse, parse_float=refuse)
    except (ValueError, RecursionError) as error:
        raise NotReadable from error


def listed(value: Any) -> list[Any]:
    """Return a list; NotReadable."""
    return value if isinstance(value, list) else refuse("list")


def number(value: Any, least: int) -> int:
    """Return a whole number of at most 63 bits; NotReadable."""
    if type(value) is not int or not least <= value <= _GREATEST:
        refuse("number")
    return value


def text(value: Any) -> str:
    """Return a text of a name's length; NotReadable."""
    return value if isinstance(value, str) and len(value) <= 64 else refuse("text")  # noqa: PLR2004


def hexadecimal(value: Any, length: int) -> bytes:
    """Return so many bytes; NotReadable."""
    try:
        read = bytes.fromhex(text(value))
    except ValueError as error:
        raise NotReadable from error
    return read if len(read) == length else refuse("bytes")


def origin(run: bytes) -> int:
    """Return the first number of a run's rows."""
    return int.from_bytes(run[:8], "big") >> 20 << COUNTER_BITS


def _rows(shape: Shape, laid: Any, start: int) -> list[Any]:
    if not shape.key:
        return _summed(laid, 1, start=start, most=_COUNTED - 1)
    if len(listed(laid)) != len(shape.key):
        refuse("key")
    columns = [
        _summed(column, 0) if shape.is_number(name) else _texts(listed(column))
        for name, column in zip(shape.key, laid, strict=True)
    ]
    if len({len(column) for column in columns}) != 1 or any(None in column for column in columns):
        refuse("key")
    return list(zip(*columns, strict=True))


def _column(shape: Shape, name: str, laid: list[Any]) -> list[Any]:
    if not shape.is_number(name):
        return _texts(laid)
    if shape.holds[name] is FieldType.REFERENCE:
        return _summed(laid, 0, may_be_missing=True)
    _require_numbers([value for value in laid if value is not None], -_GREATEST)
    return laid


def _summed(
    laid: Any, least: int, *, start: int = 0, most: int = _GREATEST, may_be_missing: bool = False
) -> list[Any]:
    """Return the values that differences lead to."""
    given = listed(laid)
    present = [step for step in given if step is not None] if may_be_missing else given
    if not set(map(type, present)) <= {int}:
        refuse("number")
    summed = list(accumulate(present, initial=start))[1:]
    if summed and not (least <= min(summed) and max(summed) <= most):
        refuse("range")
    if len(present) == len(given):
        return summed
    following = iter(summed)
    return [None if step is None else next(following) for step in given]


def _require_numbers(values: Any, least: int) -> list[int]:
    given: Sequence[Any] = listed(values)
    if not set(map(type, given)) <= {int}:
        refuse("number")
    if given and not (least <= min(given) and max(given) <= _GREATEST):
        refuse("range")
    return list(given)


def _texts(values: list[Any]) -> list[str | None]:
    present = [value for value in values if value is not None]
    if not set(map(type, present)) <= {str}:
        refuse("text")
    try:
        "".join(present).encode()
        longest = max(map(len, present), default=0)
        if longest > TEXT_CAP // 4:
            longest = max(len(value.encode()) for value in present)
    except UnicodeEncodeError as error:
        raise NotReadable from error
    if longest > TEXT_CAP:
        refuse("text")
    return values
