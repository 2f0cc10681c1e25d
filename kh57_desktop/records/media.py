"""Media products, and where and when each was published."""

from __future__ import annotations

import datetime as dt

from kh57_desktop.domain.vocabulary import ChannelKind, MediaKind, RecordState, Topic
from kh57_desktop.i18n import vi
from kh57_desktop.records.base import Record, Scope
from kh57_desktop.records.fields import Mapped, field


class MediaProduct(Record):
    """A news item, an article, a video or another product (DOMAIN 5.2 D)."""

    __tablename__ = "media_product"
    # the commune lists one unit of thirty, and tells how many there are
    listed_by = ("unit", "produced_on")
    kind, noun, scope, dated_by = "media", vi("Sản phẩm truyền thông"), Scope.UNIT, "produced_on"

    title: Mapped[str | None] = field(
        vi("Tên sản phẩm"), required=True, at_door=True, longest=200, sheet_names=("tiêu đề",)
    )
    produced_on: Mapped[dt.date | None] = field(
        vi("Ngày sản xuất"), required=True, at_door=True, indexed=True, sheet_names=("ngày",)
    )
    media_kind: Mapped[MediaKind | None] = field(
        vi("Loại"), word=MediaKind, required=True, sheet_names=("loại sản phẩm", "thể loại")
    )
    plan_item: Mapped[int | None] = field(vi("Nhiệm vụ"), refers_to="plan_item", clause="III")
    author: Mapped[str | None] = field(
        vi("Tác giả"), longest=200, counted=False, sheet_names=("người thực hiện", "người viết")
    )
    duration_seconds: Mapped[int | None] = field(
        vi("Thời lượng (giây)"), least=0, most=86_400, sheet_names=("thời lượng",)
    )
    topics: Mapped[tuple[Topic, ...] | None] = field(vi("Chủ đề"), words=Topic, counted=False)
    summary: Mapped[str | None] = field(
        vi("Nội dung chính"), longest=2000, multiline=True, counted=False
    )
    activity: Mapped[int | None] = field(vi("Đưa tin hoạt động"), refers_to="activity")
    unit: Mapped[int | None] = field(vi("Đơn vị"), refers_to="unit", sheet_names=("đơn vị",))
    state: Mapped[RecordState | None] = field(
        vi("Trạng thái"), word=RecordState, hidden=True, counted=False
    )


class Publication(Record):
    """One product on one channel on one day."""

    __tablename__ = "publication"
    kind, noun, scope, dated_by = "publications", vi("Lượt đăng"), Scope.UNIT, "published_on"
    shown_by = "media_product"

    media_product: Mapped[int | None] = field(
        vi("Sản phẩm"), refers_to="media_product", required=True, at_door=True, indexed=True
    )
    channel: Mapped[ChannelKind | None] = field(vi("Kênh"), word=ChannelKind, required=True)
    published_on: Mapped[dt.date | None] = field(
        vi("Ngày đăng, phát"), required=True, at_door=True, indexed=True
    )
    url: Mapped[str | None] = field(vi("Đường dẫn"), longest=500, counted=False)
    position: Mapped[str | None] = field(vi("Vị trí đăng"), longest=200, counted=False)
    view_count: Mapped[int | None] = field(vi("Lượt xem"), least=0)
    interaction_count: Mapped[int | None] = field(vi("Lượt tương tác"), least=0)
    read_on: Mapped[dt.date | None] = field(vi("Ngày đọc số"))
    state: Mapped[RecordState | None] = field(
        vi("Trạng thái"), word=RecordState, hidden=True, counted=False
    )
