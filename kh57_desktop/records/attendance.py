"""One mark: a person at a lesson."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kh57_desktop.domain.vocabulary import Mark as MarkWord
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import INFO, About, field


class Mark(Record):
    """Present, late, excused, absent or substituted; keyed by lesson and person (BENCH 3.9)."""

    __tablename__ = "mark"
    __table_args__ = ({"sqlite_with_rowid": False},)
    kind, noun, scope, key = "attendance", vi("Điểm danh"), Scope.UNIT, ("lesson", "person")
    shown_by = "mark"

    # the derived number scattered over the table would double it: the key is (lesson, person)
    id: Mapped[int] = mapped_column(primary_key=False, autoincrement=False, sort_order=89)
    lesson: Mapped[int] = mapped_column(
        ForeignKey("lesson.id"),
        primary_key=True,
        autoincrement=False,
        info={INFO: About(vi("Buổi"), required=True, at_door=True, refers_to="lesson")},
        sort_order=-2,
    )
    person: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
        info={INFO: About(vi("Người"), required=True, at_door=True, refers_to="person")},
        sort_order=-1,
    )
    mark: Mapped[MarkWord | None] = field(vi("Điểm danh"), word=MarkWord, required=True)
    substitute: Mapped[int | None] = field(vi("Người thay"), refers_to="person")
