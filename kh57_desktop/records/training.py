"""Trainings, their lessons, and who is on the roster."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import Audience, DayPart, HoldingForm, RecordState
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Training(Record):
    """A course or a class of «học tập số» held by one unit (DOMAIN 5.2 C)."""

    __tablename__ = "training"
    # the commune lists one unit of thirty, and tells how many there are
    listed_by = ("unit", "starts_on")
    kind, noun, scope, dated_by = "trainings", vi("Lớp tập huấn"), Scope.UNIT, "starts_on"

    title: Mapped[str | None] = field(
        vi("Tên lớp"), required=True, at_door=True, longest=200, sheet_names=("tên lớp tập huấn",)
    )
    starts_on: Mapped[dt.date | None] = field(
        vi("Từ ngày"), required=True, at_door=True, indexed=True, sheet_names=("ngày khai giảng",)
    )
    ends_on: Mapped[dt.date | None] = field(
        vi("Đến ngày"), required=True, sheet_names=("ngày bế giảng",)
    )
    plan_item: Mapped[int | None] = field(vi("Nhiệm vụ"), refers_to="plan_item", clause="III.2.a")
    place: Mapped[str | None] = field(vi("Địa điểm"), longest=200)
    audience: Mapped[tuple[Audience, ...] | None] = field(vi("Đối tượng"), words=Audience)
    holding_form: Mapped[HoldingForm | None] = field(vi("Cách tổ chức"), word=HoldingForm)
    expected_count: Mapped[int | None] = field(vi("Số học viên dự kiến"), least=0, most=100_000)
    is_in_depth: Mapped[bool | None] = field(vi("Đào tạo chuyên sâu"))
    content: Mapped[str | None] = field(vi("Nội dung"), longest=2000, multiline=True, counted=False)
    result: Mapped[str | None] = field(vi("Kết quả"), longest=2000, multiline=True, counted=False)
    unit: Mapped[int | None] = field(vi("Đơn vị"), refers_to="unit", sheet_names=("đơn vị",))
    state: Mapped[RecordState | None] = field(
        vi("Trạng thái"), word=RecordState, hidden=True, counted=False
    )


class Lesson(Record):
    """One sitting of a training."""

    __tablename__ = "lesson"
    kind, noun, scope, dated_by = "lessons", vi("Buổi"), Scope.UNIT, "held_on"
    shown_by = "content"

    training: Mapped[int | None] = field(
        vi("Lớp"), refers_to="training", required=True, at_door=True, indexed=True
    )
    ordinal: Mapped[int | None] = field(vi("Buổi số"), required=True, least=1, most=999)
    held_on: Mapped[dt.date | None] = field(
        vi("Ngày học"), required=True, at_door=True, indexed=True
    )
    day_part: Mapped[DayPart | None] = field(vi("Ca"), word=DayPart)
    period_count: Mapped[int | None] = field(vi("Số tiết"), least=0, most=24)
    content: Mapped[str | None] = field(vi("Nội dung"), longest=500, counted=False)
    teacher: Mapped[str | None] = field(vi("Giảng viên"), longest=200, counted=False)
    state: Mapped[RecordState | None] = field(
        vi("Trạng thái"), word=RecordState, hidden=True, counted=False
    )


class Participant(Record):
    """A person on the roster of a training."""

    __tablename__ = "participant"
    kind, noun, scope, key = (
        "participants",
        vi("Học viên"),
        Scope.UNIT,
        ("training", "person"),
    )
    shown_by = "person"

    training: Mapped[int | None] = field(
        vi("Lớp"), refers_to="training", at_door=True, indexed=True
    )
    person: Mapped[int | None] = field(vi("Người"), refers_to="person", at_door=True, indexed=True)
    ordinal: Mapped[int | None] = field(vi("Số thứ tự"), least=1)
    is_unverified: Mapped[bool | None] = field(vi("Chưa xác minh"))
