"""Units that report, and the villages of the commune."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import Role, UnitKind
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Unit(Record):
    """An office, school, mass organization or village team (DOMAIN 1.2)."""

    __tablename__ = "unit"
    kind, noun, scope, key = "units", vi("Đơn vị"), Scope.CATALOG, ("code",)
    shown_by = "name"

    code: Mapped[str | None] = field(vi("Mã đơn vị"), required=True, at_door=True, longest=20)
    name: Mapped[str | None] = field(
        vi("Tên đơn vị"),
        required=True,
        at_door=True,
        longest=200,
        sheet_names=("cơ quan, đơn vị", "tên cơ quan, đơn vị"),
    )
    short_name: Mapped[str | None] = field(vi("Tên gọn"), longest=100)
    paper_name: Mapped[str | None] = field(vi("Tên trên văn bản"), longest=200)
    ordinal: Mapped[int | None] = field(vi("Thứ tự"), least=0)
    unit_kind: Mapped[UnitKind | None] = field(vi("Loại đơn vị"), word=UnitKind)
    symbol: Mapped[str | None] = field(vi("Ký hiệu văn bản"), longest=40)
    parent_name: Mapped[str | None] = field(vi("Cơ quan chủ quản"), longest=200)
    signer_title: Mapped[str | None] = field(vi("Chức vụ người ký"), longest=200)
    must_plan: Mapped[bool | None] = field(vi("Thuộc diện ban hành kế hoạch"))
    must_keep_section: Mapped[bool | None] = field(vi("Cần duy trì chuyên mục"))
    is_issuer: Mapped[bool | None] = field(vi("Nơi nhận báo cáo"), hidden=True)
    aliases: Mapped[str | None] = field(vi("Tên gọi khác"), longest=2000)
    clause: Mapped[str | None] = field(vi("Điểm, mục"))
    valid_from: Mapped[dt.date | None] = field(vi("Hoạt động từ ngày"))
    valid_to: Mapped[dt.date | None] = field(vi("Hoạt động đến ngày"))


class Village(Record):
    """A thôn of the commune, with the team that reports for it."""

    __tablename__ = "village"
    kind, noun, scope, key = "villages", vi("Thôn"), Scope.CATALOG, ("code",)
    shown_by = "name"

    code: Mapped[str | None] = field(vi("Mã thôn"), required=True, at_door=True, longest=20)
    name: Mapped[str | None] = field(vi("Tên thôn"), required=True, at_door=True, longest=100)
    unit: Mapped[int | None] = field(vi("Tổ công nghệ số cộng đồng"), refers_to="unit")
    aliases: Mapped[str | None] = field(vi("Tên gọi khác"), longest=1000)
    valid_from: Mapped[dt.date | None] = field(vi("Từ ngày"))
    valid_to: Mapped[dt.date | None] = field(vi("Đến ngày"))


class Officer(Record):
    """A person who opens this unit's store with a password of their own."""

    __tablename__ = "officer"
    kind, noun, scope = "officers", vi("Người dùng"), Scope.UNIT
    shown_by = "full_name"

    full_name: Mapped[str | None] = field(
        vi("Họ và tên"), required=True, at_door=True, longest=80, personal=True
    )
    roles: Mapped[tuple[Role, ...] | None] = field(vi("Vai trò"), words=Role)
    position: Mapped[str | None] = field(vi("Chức vụ"), longest=100)
    left_on: Mapped[dt.date | None] = field(vi("Thôi làm từ ngày"))
