"""What the commune answers in the unit's scope: never the unit's own facts."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Review(Record):
    """The commune's word on a unit's report of a period; its number is derived from both."""

    __tablename__ = "review"
    kind, noun, scope, key = "reviews", vi("Kiểm tra của xã"), Scope.UNIT, ("unit", "period")
    office_side = True
    shown_by = "period"

    unit: Mapped[int | None] = field(vi("Đơn vị"), refers_to="unit", at_door=True)
    period: Mapped[str | None] = field(vi("Kỳ"), at_door=True, longest=40)
    state: Mapped[RecordState | None] = field(vi("Trạng thái"), word=RecordState)
    decided_on: Mapped[dt.date | None] = field(vi("Ngày"))


class ReturnNote(Record):
    """Why the commune gave a report, a record or a field back to its unit."""

    __tablename__ = "return_note"
    kind, noun, scope, dated_by = "return_notes", vi("Ý kiến trả lại"), Scope.UNIT, "returned_on"
    office_side = True
    shown_by = "note"

    unit: Mapped[int | None] = field(vi("Đơn vị"), refers_to="unit", at_door=True)
    period: Mapped[str | None] = field(vi("Kỳ"), longest=40)
    on_kind: Mapped[str | None] = field(vi("Loại bản ghi"))
    on_record: Mapped[int | None] = field(vi("Bản ghi"), indexed=True)
    on_field: Mapped[str | None] = field(vi("Ô"))
    note: Mapped[str | None] = field(
        vi("Ý kiến"), required=True, at_door=True, longest=2000, multiline=True
    )
    returned_on: Mapped[dt.date | None] = field(vi("Ngày trả lại"))


class ImportRow(Record):
    """A row of a sheet that came in before, so that the same row changes nothing again."""

    __tablename__ = "import_row"
    kind, noun, scope, key = "import_rows", vi("Dòng đã nhập"), Scope.PRIVATE, ("row_hash",)
    shown_by = "row_hash"

    row_hash: Mapped[str | None] = field(vi("Dấu của dòng"), at_door=True)
    on_kind: Mapped[str | None] = field(vi("Loại bản ghi"))
    on_record: Mapped[int | None] = field(vi("Bản ghi"))
