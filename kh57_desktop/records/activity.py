"""What a unit did to communicate the Resolution."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    Audience,
    CountingMethod,
    HoldingForm,
    RecordState,
    Topic,
)
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class Activity(Record):
    """A conference, a talk or another event on the Resolution (DOMAIN 5.2 C)."""

    __tablename__ = "activity"
    # the commune lists one unit of thirty, and tells how many there are
    listed_by = ("unit", "starts_on")
    kind, noun, scope, dated_by = "activities", vi("Hoạt động"), Scope.UNIT, "starts_on"

    title: Mapped[str | None] = field(
        vi("Tên hoạt động"),
        required=True,
        at_door=True,
        longest=200,
        sheet_names=("nội dung", "nội dung tuyên truyền", "nội dung hoạt động", "tên hoạt động"),
    )
    starts_on: Mapped[dt.date | None] = field(
        vi("Ngày tổ chức"),
        required=True,
        at_door=True,
        indexed=True,
        sheet_names=("ngày", "thời gian", "ngày, tháng", "ngày tháng", "ngày tổ chức"),
    )
    ends_on: Mapped[dt.date | None] = field(vi("Đến ngày"), sheet_names=("ngày kết thúc",))
    starts_at: Mapped[str | None] = field(vi("Giờ"), longest=20)
    activity_kind: Mapped[ActivityKind | None] = field(
        vi("Hình thức"), word=ActivityKind, required=True, sheet_names=("loại hình",)
    )
    plan_item: Mapped[int | None] = field(
        vi("Nhiệm vụ"),
        refers_to="plan_item",
        required=True,
        clause="III",
        sheet_names=("nv", "mã nhiệm vụ"),
    )
    place: Mapped[str | None] = field(
        vi("Địa điểm"), required=True, longest=200, sheet_names=("nơi tổ chức", "địa điểm tổ chức")
    )
    audience: Mapped[tuple[Audience, ...] | None] = field(
        vi("Đối tượng"), words=Audience, clause="I.2.3"
    )
    topics: Mapped[tuple[Topic, ...] | None] = field(
        vi("Chủ đề"), words=Topic, clause="I.1.2", counted=False
    )
    holding_form: Mapped[HoldingForm | None] = field(vi("Cách tổ chức"), word=HoldingForm)
    platform: Mapped[str | None] = field(vi("Nền tảng trực tuyến"), longest=100)
    reach_count: Mapped[int | None] = field(
        vi("Số lượt người dự"),
        required=True,
        least=0,
        most=1_000_000,
        sheet_names=("số người dự", "số người", "số lượt", "tổng số", "số người tham gia"),
    )
    people_count: Mapped[int | None] = field(vi("Số người"), least=0, most=1_000_000)
    women_count: Mapped[int | None] = field(
        vi("Trong đó nữ"), least=0, most=1_000_000, sheet_names=("nữ", "số nữ")
    )
    ethnic_minority_count: Mapped[int | None] = field(
        vi("Dân tộc thiểu số"), least=0, most=1_000_000, sheet_names=("dtts",)
    )
    children_count: Mapped[int | None] = field(vi("Trẻ em"), least=0, most=1_000_000)
    counting_method: Mapped[CountingMethod | None] = field(vi("Cách đếm"), word=CountingMethod)
    content: Mapped[str | None] = field(
        vi("Nội dung"), required=True, longest=2000, multiline=True, counted=False, clause="I.2.2"
    )
    result: Mapped[str | None] = field(
        vi("Kết quả"), required=True, longest=2000, multiline=True, counted=False, clause="I.2.2"
    )
    difficulty: Mapped[str | None] = field(
        vi("Khó khăn"), longest=2000, multiline=True, counted=False
    )
    host: Mapped[str | None] = field(vi("Chủ trì, báo cáo viên"), longest=200, counted=False)
    training: Mapped[int | None] = field(vi("Thuộc lớp tập huấn"), refers_to="training")
    unit: Mapped[int | None] = field(
        vi("Đơn vị"), refers_to="unit", sheet_names=("đơn vị", "đơn vị thực hiện", "cơ quan")
    )
    state: Mapped[RecordState | None] = field(
        vi("Trạng thái"), word=RecordState, hidden=True, counted=False
    )
