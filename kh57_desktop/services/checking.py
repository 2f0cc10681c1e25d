"""Hold what an officer wrote against the description of its fields and the rules of the plan."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import rules
from kh57_desktop.domain.edits import Finding, Level
from kh57_desktop.domain.names import tidy
from kh57_desktop.domain.secrecy import stamp_in
from kh57_desktop.errors import CommandUnclear, InvalidRecord, SecretStamp
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.services.desk import Post

_PYTHON: dict[FieldType, tuple[type, ...]] = {
    FieldType.TEXT: (str,),
    FieldType.INTEGER: (int,),
    FieldType.DAY: (dt.date,),
    FieldType.FLAG: (bool,),
    FieldType.WORD: (str,),
    FieldType.WORDS: (tuple,),
    FieldType.REFERENCE: (int,),
}
_WITHOUT_END = 1 << 62


def kind_of(name: str) -> Kind:
    """Return a kind by its word; raises `CommandUnclear` for a word that is none."""
    if name not in KINDS:
        raise CommandUnclear(problem=vi("không có loại «{kind}»").format(kind=name))
    return KINDS[name]


def findings(
    kind: Kind,
    values: Mapping[str, Value],
    today: dt.date,
    life: tuple[dt.date, dt.date],
) -> tuple[Finding, ...]:
    """Return what is wrong with, missing from or worth knowing about a whole record."""
    found = list(of_fields(kind, values))
    if not found:
        return rules.findings(kind.name, values, today, life)
    wrong = {finding.field for finding in found}
    sound = {name: value for name, value in values.items() if name not in wrong}
    found += [f for f in rules.findings(kind.name, sound, today, life) if f.field not in wrong]
    return tuple(found)


def of_fields(kind: Kind, values: Mapping[str, Value]) -> tuple[Finding, ...]:
    """Return what is wrong with each field by itself, the rules of the plan left aside."""
    found: list[Finding] = []
    for name, field, is_sound in _held_against(kind.name):
        value = values.get(name)
        # most values of most records are sound: only others are looked at closely
        if field.about.at_door if value is None else not is_sound(value):
            found += _of_field(field, value)
    return tuple(found)


def of_another_unit(post: Post, kind: Kind, values: Mapping[str, Value]) -> tuple[Finding, ...]:
    """Return the finding that a unit's record names another unit: it stays here and is not sent.

    The commune's log may hold what other units did; a unit counts for itself alone (DOMAIN 5.1.3).
    """
    counted = values.get("unit")
    is_fact = {"unit", "state"} <= kind.fields.keys() and not kind.office_side
    if post.is_office or not is_fact or counted in {None, post.id}:
        return ()
    text = vi("Việc của đơn vị khác do đơn vị ấy ghi và gửi; ở đây không gửi duyệt được.")
    return (Finding("unit", Level.DISAGREES, text),)


def refuse_stamps(kind: Kind, values: Mapping[str, object]) -> None:
    """Raise `SecretStamp` for a text with the stamp of a state secret: it is not even kept once."""
    for name, value in values.items():
        stamp = stamp_in(value) if isinstance(value, str) else None
        if stamp is not None and name in kind.fields:
            where = vi("Ô «{label}»").format(label=kind.fields[name].about.label)
            raise SecretStamp(where=where, stamp=stamp)


def tidied(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with their texts as they may be kept: no control or bidirectional letters.

    TRUST 8: they go at every door, since they would hide or turn what stands beside them.
    """
    return {name: _tidied(kind.fields.get(name), value) for name, value in values.items()}


def refuse_faults(found: tuple[Finding, ...]) -> None:
    """Raise `InvalidRecord` when a value is wrong by itself."""
    faults = tuple(f for f in found if f.level is Level.FAULT)
    if faults:
        raise InvalidRecord(
            problems="; ".join(f.text.removesuffix(".") for f in faults), findings=faults
        )


def _tidied(field: Field | None, value: Value) -> Value:
    if field is None or field.holds is not FieldType.TEXT or not isinstance(value, str):
        return value
    return tidy(value, multiline=field.about.multiline) or None


@cache
def _held_against(kind: str) -> tuple[tuple[str, Field, Callable[[Any], bool]], ...]:
    """Return each field of a kind with what says at a glance that a value of it is sound."""
    return tuple((name, field, _glance(field)) for name, field in KINDS[kind].fields.items())


def _glance(field: Field) -> Callable[[Any], bool]:
    about = field.about
    if field.holds is FieldType.TEXT:
        longest = _WITHOUT_END if about.longest is None else about.longest
        return lambda value: (
            type(value) is str and 0 < len(value) <= longest and stamp_in(value) is None
        )
    if field.holds is FieldType.INTEGER:
        least = -_WITHOUT_END if about.least is None else about.least
        most = _WITHOUT_END if about.most is None else about.most
        return lambda value: type(value) is int and least <= value <= most
    types = frozenset((*_PYTHON[field.holds], *([field.word] if field.word else ())))
    return lambda value: type(value) in types and value != ""


def _of_field(field: Field, value: Value) -> list[Finding]:
    about = field.about
    if value is None or value == "":
        if about.at_door:
            return [_finding(field, Level.FAULT, vi("thiếu «{label}»"))]
        return []
    if not isinstance(value, _PYTHON[field.holds]) or (
        isinstance(value, bool) and field.holds is not FieldType.FLAG
    ):
        return [_finding(field, Level.FAULT, vi("«{label}» không đúng loại giá trị"))]
    stamp = stamp_in(value) if isinstance(value, str) else None
    if stamp is not None:
        text = vi(
            "«{label}» mang dấu độ mật «{stamp}»; bí mật nhà nước không được ghi trên máy này"
        )
        return [_finding(field, Level.FAULT, text, stamp=stamp)]
    if isinstance(value, str) and about.longest is not None and len(value) > about.longest:
        text = vi("«{label}» dài {length} ký tự, nhiều nhất {longest}")
        return [_finding(field, Level.FAULT, text, length=len(value), longest=about.longest)]
    return _out_of_range(field, value)


def _out_of_range(field: Field, value: Value) -> list[Finding]:
    if isinstance(value, bool) or not isinstance(value, int):
        return []
    if field.holds is not FieldType.INTEGER:
        return []
    least, most = field.about.least, field.about.most
    if least is not None and value < least:
        return [_finding(field, Level.FAULT, vi("«{label}» nhỏ hơn {limit}"), limit=least)]
    if most is not None and value > most:
        return [_finding(field, Level.FAULT, vi("«{label}» lớn hơn {limit}"), limit=most)]
    return []


def _finding(field: Field, level: Level, text: str, **details: object) -> Finding:
    return Finding(field.name, level, text.format(label=field.about.label, **details))
