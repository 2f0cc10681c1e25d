"""One mark: a person at a lesson."""

from __future__ import annotations

from kh57_desktop.domain.vocabulary import Mark as MarkWord
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Mark(Record):
    """Present, late, excused, absent or substituted; keyed by lesson and person (BENCH 3.9)."""

    __tablename__ = "mark"
    kind, noun, scope, key = "attendance", vi("Điểm danh"), Scope.UNIT, ("lesson", "person")
    # the derived number scattered over the table would double it
    is_stored_by_key = True
    shown_by = "mark"

    lesson: Mapped[int] = field(vi("Buổi"), refers_to="lesson", required=True, at_door=True)
    person: Mapped[int] = field(
        vi("Người"), refers_to="person", required=True, at_door=True, indexed=True
    )
    mark: Mapped[MarkWord | None] = field(vi("Điểm danh"), word=MarkWord, required=True)
    substitute: Mapped[int | None] = field(vi("Người thay"), refers_to="person")
