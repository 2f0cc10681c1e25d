"""Turn words typed as `field=value` into the values of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain import typed
from kh57_desktop.domain.names import fold
from kh57_desktop.errors import CommandUnclear, InvalidRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import BY_TABLE
from kh57_desktop.services.checking import kind_of
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

_ID_BITS = 63
_NEVER_TYPED = frozenset({"state"})
"""`submit` and `return` decide it, with their rights and their rule of completeness."""
_YES = frozenset({"1", "x", "co", "true", "yes"})
_NO = frozenset({"0", "khong", "false", "no"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Reads typed words against the description of a kind."""

    desk: Desk

    def read(self, kind: str, words: Iterable[str]) -> dict[str, Value]:
        """Return the values of `field=value` words; an empty value empties the field.

        Raises `CommandUnclear` for a field that is none, `InvalidRecord` for an unreadable value.
        """
        fields = kind_of(kind).fields
        values: dict[str, Value] = {}
        with self.desk.journal.reading() as con:
            for word in words:
                name, equals, text = word.partition("=")
                if not equals or name not in fields or name in _NEVER_TYPED:
                    problem = vi("«{word}» không phải là «ô=giá trị» của {kind}")
                    raise CommandUnclear(problem=problem.format(word=word, kind=kind))
                values[name] = self._value(con, fields[name], text.strip())
        return values

    def _value(self, con: Connection, field: Field, text: str) -> Value:
        if not text:
            return None
        value = self._read(con, field, text)
        if value is None:
            problem = vi("không hiểu «{text}» ở ô «{label}»")
            raise InvalidRecord(problems=problem.format(text=text, label=field.about.label))
        return value

    def _read(self, con: Connection, field: Field, text: str) -> Value:
        readers: dict[FieldType, Callable[[], Value | typed.Unreadable]] = {
            FieldType.TEXT: lambda: text,
            FieldType.INTEGER: lambda: typed.count(text),
            FieldType.DAY: lambda: typed.day(text, self.desk.today()),
            FieldType.FLAG: lambda: _flag(text),
            FieldType.WORD: lambda: field.word.meant(text) if field.word else None,
            FieldType.WORDS: lambda: _words(field, text),
            FieldType.REFERENCE: lambda: _reference(con, field, text),
        }
        value = readers[field.holds]()
        return None if isinstance(value, typed.Unreadable) else value


def _flag(text: str) -> bool | None:
    folded = fold(text)
    return True if folded in _YES else False if folded in _NO else None


def _words(field: Field, text: str) -> tuple[str, ...] | None:
    meant = [field.word.meant(part.strip()) for part in text.split(",")] if field.word else []
    return None if None in meant else tuple(word for word in meant if word is not None)


def _reference(con: Connection, field: Field, text: str) -> int | None:
    kind = BY_TABLE[str(field.about.refers_to)]
    if text.isascii() and text.isdigit():
        number = int(text)
        known = queries.one(con, kind.name, number) if number.bit_length() <= _ID_BITS else None
        return known.id if known is not None and not known.is_gone else None
    for name in ("code", kind.shown_by):
        if name in kind.fields:
            met = [r.id for r in queries.living(con, kind.name) if fold(str(r[name])) == fold(text)]
            if len(met) == 1:
                return met[0]
    return None
