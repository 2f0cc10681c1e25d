"""The commune's plan as records: the document, its measures, its lines, its targets."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import FigureKind
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Plan(Record):
    """One version of the commune's plan; number and date stay blank until they are given."""

    __tablename__ = "plan"
    kind, noun, scope, key = "plans", vi("Kế hoạch"), Scope.CATALOG, ("code",)

    code: Mapped[str | None] = field(vi("Mã"), required=True)
    title: Mapped[str | None] = field(vi("Trích yếu"), required=True, longest=2000)
    shown_title: Mapped[str | None] = field(vi("Trích yếu hiển thị"), longest=2000)
    document_number: Mapped[str | None] = field(vi("Số, ký hiệu"), longest=60)
    issued_on: Mapped[dt.date | None] = field(vi("Ngày ban hành"))
    first_day: Mapped[dt.date | None] = field(vi("Nhận số liệu từ ngày"))
    last_day: Mapped[dt.date | None] = field(vi("Nhận số liệu đến ngày"))


class Measure(Record):
    """A numbered solution of the plan (III.1 to III.4)."""

    __tablename__ = "measure"
    kind, noun, scope, key = "measures", vi("Giải pháp"), Scope.CATALOG, ("code",)

    code: Mapped[str | None] = field(vi("Mã"), required=True)
    plan: Mapped[int | None] = field(vi("Kế hoạch"), refers_to="plan")
    title: Mapped[str | None] = field(vi("Nội dung"), required=True, longest=2000)
    clause: Mapped[str | None] = field(vi("Điểm, mục"))


class PlanItem(Record):
    """One dash line under a measure: what somebody has to do (NV-1.1 to NV-4.3)."""

    __tablename__ = "plan_item"
    kind, noun, scope, key = "plan_items", vi("Nhiệm vụ"), Scope.CATALOG, ("code",)
    shown_by = "label"

    code: Mapped[str | None] = field(vi("Mã"), required=True)
    measure: Mapped[int | None] = field(vi("Giải pháp"), refers_to="measure")
    label: Mapped[str | None] = field(vi("Tên ngắn"), required=True, longest=300)
    text: Mapped[str | None] = field(vi("Nội dung"), longest=4000)
    clause: Mapped[str | None] = field(vi("Điểm, mục"))
    lead_units: Mapped[str | None] = field(vi("Đơn vị thực hiện"))
    partner_units: Mapped[str | None] = field(vi("Đơn vị phối hợp"))
    timing: Mapped[str | None] = field(vi("Thời gian thực hiện"))


class Target(Record):
    """A number to reach by a year (MT-2025-1a to MT-2030-3)."""

    __tablename__ = "target"
    kind, noun, scope, key = "targets", vi("Chỉ tiêu"), Scope.CATALOG, ("code",)
    shown_by = "label"

    code: Mapped[str | None] = field(vi("Mã"), required=True)
    label: Mapped[str | None] = field(vi("Tên ngắn"), required=True, longest=300)
    text: Mapped[str | None] = field(vi("Nội dung"), longest=4000)
    clause: Mapped[str | None] = field(vi("Điểm, mục"))
    figure_kind: Mapped[FigureKind | None] = field(vi("Loại chỉ số"), word=FigureKind)
    percent: Mapped[int | None] = field(vi("Mức phải đạt (%)"), least=0, most=100)
    count: Mapped[int | None] = field(vi("Số phải đạt"), least=0)
    due_on: Mapped[dt.date | None] = field(vi("Hạn"))
    owner: Mapped[str | None] = field(vi("Đơn vị theo dõi"))
    rule: Mapped[str | None] = field(vi("Cách tính"), longest=4000)


class CatalogKey(Record):
    """The random key under which units hash people so that the commune can count them once."""

    __tablename__ = "catalog_key"
    kind, noun, scope, key = "catalog_keys", vi("Khóa đếm người"), Scope.CATALOG, ("code",)
    shown_by = "code"

    code: Mapped[str | None] = field(vi("Mã"), required=True)
    value: Mapped[str | None] = field(vi("Giá trị"), hidden=True)
