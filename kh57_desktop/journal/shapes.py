"""How the journal sees each shared table: its key, its fields with clocks, its stored values."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.records.stored import Remembered, read_day, read_words, stored_words
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.domain.choice import Choice
    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.records.base import Scope
    from kh57_desktop.records.kinds import Kind

CLOCK_COLUMNS = ("_h", "_s", "_q", "_gone")
_DERIVED = 1 << 62
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.REFERENCE, FieldType.FLAG})


@dataclass(frozen=True, eq=False)
class Shape:
    """One shared table as the journal reads and writes it."""

    kind: str
    table: str
    scope: Scope
    office_side: bool
    key: tuple[str, ...]
    """Fields that make the derived number; empty where ids are counted."""
    at: tuple[str, ...]
    """The columns of the primary key: the number, or the key fields themselves."""
    fields: tuple[str, ...]
    """The fields that can be written again; key fields never change."""
    holds: Mapping[str, FieldType]
    parents: Mapping[str, str]
    """Fields that refer to other tables."""
    words: Mapping[str, type[Choice]]

    @property
    def is_keyed(self) -> bool:
        """Whether rows are found by their key fields and not by their number."""
        return self.at != ("id",)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column in the order in which the journal writes them."""
        return ("id", *self.key, *self.fields, *CLOCK_COLUMNS)

    @cached_property
    def where(self) -> str:
        """The condition that finds one row."""
        return " AND ".join(f'"{name}" = ?' for name in self.at)

    @cached_property
    def _turned(self) -> tuple[tuple[str, Remembered], ...]:
        """The fields whose stored form is another than the shown one."""
        same = {FieldType.TEXT, FieldType.INTEGER, FieldType.REFERENCE}
        names = (name for name, holds in self.holds.items() if holds not in same)
        return tuple((name, Remembered(partial(self.shown, name))) for name in names)

    def is_number(self, name: str) -> bool:
        """Tell whether a field is stored as a number."""
        return self.holds[name] in _NUMBERS

    def stored(self, name: str, value: Value) -> Plain:
        """Return a value as it is stored: text composed and trimmed, nothing for an empty one."""
        if value is None:
            return None
        holds = self.holds[name]
        if holds is FieldType.TEXT:
            return unicodedata.normalize("NFC", str(value)).strip() or None
        if holds in _NUMBERS:
            return int(value)  # type: ignore[arg-type]
        if holds is FieldType.DAY:
            return value.isoformat() if isinstance(value, dt.date) else str(value)
        if holds is FieldType.WORDS:
            return stored_words(tuple(value))  # type: ignore[arg-type]
        return str(getattr(value, "value", value)) or None

    def stored_column(self, name: str, values: Sequence[Value]) -> list[Plain]:
        """Return many values as they are stored."""
        if self.is_number(name) and None not in values:
            return list(map(int, values))  # type: ignore[arg-type]
        known = {value: self.stored(name, value) for value in set(values)}
        return [known[value] for value in values]

    def shown(self, name: str, plain: Plain) -> Value:
        """Return the value that a stored one stands for."""
        if plain is None:
            return None
        holds, word = self.holds[name], self.words.get(name)
        if holds is FieldType.DAY:
            return read_day(str(plain))
        if holds is FieldType.WORDS and word is not None:
            return tuple(word(slug) for slug in read_words(str(plain))) or None
        if word is not None:
            return word(str(plain))
        if holds in _NUMBERS:
            return bool(plain) if holds is FieldType.FLAG else int(plain)
        return str(plain)

    def shown_all(self, plain: Mapping[str, Plain]) -> dict[str, Value]:
        """Return what stored values stand for; texts and numbers stand for themselves."""
        values: dict[str, Value] = dict(plain)
        for name, known in self._turned:
            if name in values:
                values[name] = known[values[name]]
        return values

    def derived(self, scope: str, keys: Iterable[Sequence[Plain]]) -> list[int]:
        """Return the derived numbers of some keys of a scope (as `system.ids.derived`)."""
        head = canonical([self.table, scope])[:-1]
        sha256, read = hashlib.sha256, int.from_bytes
        if len(self.key) == len(("lesson", "person")) and all(map(self.is_number, self.key)):
            # marks come by the thousand: their JSON is spelled by hand
            texts = (b"%b,[%d,%d]]" % (head, *key) for key in keys)  # type: ignore[str-format]
        else:
            texts = (b"%b,%b]" % (head, canonical(list(key))) for key in keys)
        return [_DERIVED | read(sha256(text).digest()[:8], "big") >> 2 for text in texts]


def _shape(kind: Kind) -> Shape:
    fields = kind.fields
    return Shape(
        kind.name,
        kind.kept_in,
        kind.scope,
        kind.office_side,
        kind.key,
        kind.found_by,
        tuple(name for name in fields if name not in kind.key),
        MappingProxyType({name: field.holds for name, field in fields.items()}),
        MappingProxyType(
            {f.name: f.about.refers_to for f in kind.references if f.about.refers_to is not None}
        ),
        MappingProxyType({f.name: f.word for f in fields.values() if f.word is not None}),
    )


SHAPES: Mapping[str, Shape] = MappingProxyType({name: _shape(kind) for name, kind in KINDS.items()})
"""By kind, parents before those who refer to them."""
BY_TABLE: Mapping[str, Shape] = MappingProxyType({s.table: s for s in SHAPES.values()})
ORDER: Mapping[str, int] = MappingProxyType({name: n for n, name in enumerate(SHAPES)})
