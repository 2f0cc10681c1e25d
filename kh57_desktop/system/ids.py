"""Draw identifiers that never collide and derive those that two devices must share (SYNC 3.1)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_BYTES = 16
ROWS_A_RUN = 1 << 18

_COUNTER_BITS = 18
_RUN_BITS = 44
_DERIVED = 1 << 62


def new_run() -> bytes:
    """Return the 16 random bytes that name one life of the program; never used twice."""
    return secrets.token_bytes(RUN_BYTES)


def row_id(run: bytes, counter: int) -> int:
    """Return the id of a run's row; ValueError once the run has named all it can (draw another)."""
    if not 0 <= counter < ROWS_A_RUN:
        message = f"a run names {ROWS_A_RUN} rows"
        raise ValueError(message)
    first = int.from_bytes(run[:8], "big") >> (64 - _RUN_BITS)
    return first << _COUNTER_BITS | counter


def derived(table: str, scope: str, key_values: Sequence[object]) -> int:
    """Return the id every device computes for the same key: bit 62 and 62 bits of SHA-256."""
    digest = hashlib.sha256(canonical([table, scope, list(key_values)])).digest()
    return _DERIVED | int.from_bytes(digest[:8], "big") >> 2


def is_derived(number: int) -> bool:
    """Tell a derived id from one that a run counted."""
    return bool(number & _DERIVED)


def canonical(value: object) -> bytes:
    """Return the one spelling of a value as JSON: UTF-8, no spaces, sorted keys, days as text."""
    return _canonical().encode(value).encode()


@cache
def _canonical() -> json.JSONEncoder:
    """Return what spells; made once, for it spells the key of every mark and every row."""
    return json.JSONEncoder(
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_as_text,
    )


def read_json(data: bytes) -> Any:
    """Return what JSON says; ValueError for whatever has no canonical spelling, however broken."""
    try:
        value = json.loads(data, parse_constant=_refused)
        canonical(value)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    return value


def _refused(constant: str) -> float:
    raise ValueError(constant)  # NaN and Infinity


def _as_text(value: object) -> str:
    """Spell what JSON has no word for."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    message = f"no canonical form for {type(value).__name__}"
    raise TypeError(message)
