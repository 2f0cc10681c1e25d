"""Every kind of record by the word of the command line, with its description."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.records.activity import Activity
from kh57_desktop.records.attendance import Mark
from kh57_desktop.records.fields import Field, FieldType, describe
from kh57_desktop.records.media import MediaProduct, Publication
from kh57_desktop.records.person import Person, PersonIdentity
from kh57_desktop.records.plan import CatalogKey, Measure, Plan, PlanItem, Target
from kh57_desktop.records.review import ImportRow, ReturnNote, Review
from kh57_desktop.records.training import Lesson, Participant, Training
from kh57_desktop.records.unit import Officer, Unit, Village

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Table

    from kh57_desktop.records.base import Record, Scope


@dataclass(frozen=True, slots=True)
class Kind:
    """A noun as the rooms above know it: its words, its fields, where it is kept."""

    name: str
    noun: str
    record: type[Record]
    scope: Scope
    office_side: bool
    key: tuple[str, ...]
    shown_by: str
    dated_by: str
    fields: Mapping[str, Field]

    @property
    def kept_in(self) -> str:
        """The name of the table the kind is kept in."""
        return self.record.__tablename__

    @property
    def found_by(self) -> tuple[str, ...]:
        """The names of the columns that find one row of the table."""
        return self.key if self.record.is_stored_by_key else ("id",)

    @property
    def table(self) -> Table:
        """The table the kind is kept in, for statements put together by SQLAlchemy."""
        from kh57_desktop.records.tables import table_of  # noqa: PLC0415 - home does without

        return table_of(self.record)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the shared fields, in the order of their declaration."""
        return tuple(self.fields)

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that lead to other records."""
        return tuple(f for f in self.fields.values() if f.holds is FieldType.REFERENCE)


def _kinds(records: Iterable[type[Record]]) -> Mapping[str, Kind]:
    kinds = {
        record.kind: Kind(
            record.kind,
            record.noun,
            record,
            record.scope,
            record.office_side,
            record.key,
            record.shown_by,
            record.dated_by,
            MappingProxyType({field.name: field for field in describe(record)}),
        )
        for record in records
    }
    return MappingProxyType(kinds)


KINDS: Mapping[str, Kind] = _kinds(
    (
        *(Plan, Measure, PlanItem, Target, CatalogKey, Unit, Village, Officer),
        *(Training, Activity, MediaProduct, Publication, Person, PersonIdentity),
        *(Lesson, Participant, Mark, Review, ReturnNote, ImportRow),
    )
)
"""In an order in which parents stand before those who refer to them."""

BY_TABLE: Mapping[str, Kind] = MappingProxyType({kind.kept_in: kind for kind in KINDS.values()})
