"""The last records as rows of the first page: day, title, plan item, count, state, receipt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.home.parts import short_day
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look import states
from kh57_desktop.ui.look.painting import Badge, Mark
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.home import Recent, Sending

REACHED_BY = {"activities": "reach_count"}


def columns(plan_items: Mapping[int, str]) -> tuple[Column[Recent], ...]:
    """Return the columns; plan items are called by their codes."""

    def item(row: Recent) -> str:
        number = row.record["plan_item"]
        return plan_items.get(number, "") if isinstance(number, int) else ""

    return (
        Column(vi("Ngày"), _day, 58),
        Column(vi("Hoạt động gần nhất và bản nháp"), lambda row: _title(row.record)),
        Column(vi("Nhiệm vụ"), item, 78, always=False),
        Column(vi("Lượt"), _reached, 58, align="right", always=False),
        Column(vi("Trạng thái"), _state_words, 150, badge=_state),
        Column(vi("Xã nhận"), _received_words, 116, mark=_received),
    )


def _title(record: Shown) -> str:
    return str(record[KINDS[record.kind].shown_by] or "")


def _day(row: Recent) -> str:
    day = row.record[KINDS[row.record.kind].dated_by]
    return short_day(day) if isinstance(day, dt.date) else ""


def _reached(row: Recent) -> str:
    count = row.record[REACHED_BY.get(row.record.kind, "")]
    return formats.number(count) if isinstance(count, int) else ""


def _state(row: Recent) -> Badge:
    badge = states.of_record(row.record)
    if badge.tone is not Tone.NONE:
        return badge
    if row.lacks:
        words = vi("Nháp, thiếu {count} mục").format(count=row.lacks)
        return Badge(words, Tone.WARN)
    return Badge(vi("Nháp, đủ"), Tone.NONE) if row.is_complete else badge


def _state_words(row: Recent) -> str:
    return _state(row).text


def _received(row: Recent) -> Mark:
    if row.is_received:
        return Mark("checkmark_circle", Tone.OK, "")
    return Mark("circle", Tone.SUB, "")


def _received_words(row: Recent) -> str:
    return vi("đã nhận") if row.is_received else vi("chưa gửi")


def receipt(sending: Sending) -> str:
    """Return in a line what the commune has confirmed, or what was packed last."""
    if sending.confirmed_at is not None:
        words = vi("Xã xác nhận gần nhất {time}, {day}")
        at = sending.confirmed_at
        return words.format(time=f"{at:%H:%M}", day=short_day(at))
    if sending.packed_at is not None:
        words = vi("Gói gần nhất lập {day}, xã chưa xác nhận")
        return words.format(day=short_day(sending.packed_at))
    return vi("Chưa gửi gói nào")
