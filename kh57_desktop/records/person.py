"""People: what figures need of everybody, and the names that never leave the unit."""

from __future__ import annotations

from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Person(Record):
    """A trainee, student, resident or official; the name stands here for staff only (SYNC 2)."""

    __tablename__ = "person"
    kind, noun, scope = "people", vi("Người"), Scope.UNIT
    shown_by = "full_name"
    sought_without = "person_key"

    full_name: Mapped[str | None] = field(
        vi("Họ và tên"), required=True, at_door=True, longest=80, personal=True
    )
    birth_year: Mapped[int | None] = field(
        vi("Năm sinh"), least=1900, most=2100, personal=True, sheet_names=("ngày sinh",)
    )
    sex: Mapped[Sex | None] = field(
        vi("Giới tính"), word=Sex, personal=True, sheet_names=("nữ", "phái")
    )
    audience: Mapped[Audience | None] = field(
        vi("Đối tượng"), word=Audience, required=True, sheet_names=("nhóm đối tượng",)
    )
    village: Mapped[int | None] = field(
        vi("Thôn"), refers_to="village", personal=True, sheet_names=("thôn/xóm", "địa chỉ", "thôn")
    )
    class_name: Mapped[str | None] = field(vi("Lớp"), longest=40, sheet_names=("lớp học",))
    position: Mapped[str | None] = field(
        vi("Chức vụ"), longest=100, sheet_names=("chức danh", "vị trí việc làm")
    )
    phone: Mapped[str | None] = field(
        vi("Điện thoại"),
        longest=20,
        personal=True,
        counted=False,
        sheet_names=("số điện thoại", "sđt", "điện thoại liên hệ"),
    )
    unit: Mapped[int | None] = field(
        vi("Đơn vị"), refers_to="unit", sheet_names=("đơn vị", "đơn vị công tác", "cơ quan")
    )
    is_unverified: Mapped[bool | None] = field(vi("Chưa xác minh"))
    same_as: Mapped[int | None] = field(
        vi("Là cùng một người với"), refers_to="person", hidden=True
    )
    person_key: Mapped[str | None] = field(vi("Khóa người"), hidden=True)


class PersonIdentity(Record):
    """Name and phone of a citizen or student: read by the own unit alone."""

    __tablename__ = "person_identity"
    kind, noun, scope, key = "person_identities", vi("Danh tính"), Scope.PRIVATE, ("person",)
    shown_by = "full_name"

    person: Mapped[int | None] = field(vi("Người"), refers_to="person", at_door=True, indexed=True)
    full_name: Mapped[str | None] = field(
        vi("Họ và tên"), required=True, at_door=True, longest=80, personal=True
    )
    phone: Mapped[str | None] = field(vi("Điện thoại"), longest=20, personal=True)
