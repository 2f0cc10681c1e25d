"""Which side writes which table in which scope (SYNC 2, 10.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.journal.identity import OFFICE
from kh57_desktop.records.base import Scope

if TYPE_CHECKING:
    from kh57_desktop.journal.shapes import Shape

_OWNED = frozenset({Scope.UNIT, Scope.PRIVATE})


def stands_in(shape: Shape, scope: str) -> bool:
    """Tell whether rows of a table may stand in a scope at all."""
    kind, _, unit = scope.partition("/")
    return kind == shape.scope.value and bool(unit) == (shape.scope in _OWNED)


def may_write(shape: Shape, scope: str, role: str, unit: str) -> bool:
    """Tell whether a device of a side and unit may write a table in a scope."""
    if not stands_in(shape, scope):
        return False
    if shape.office_side or shape.scope not in _OWNED:
        return role == OFFICE
    return scope.partition("/")[2] == unit


def may_read(scope: str, role: str, unit: str) -> bool:
    """Tell whether a device of a side and unit may read a scope."""
    kind, _, of = scope.partition("/")
    if kind in {"catalog", "control"}:
        return True
    if kind == "private":
        return of == unit
    return role == OFFICE or (kind == "unit" and of == unit)
