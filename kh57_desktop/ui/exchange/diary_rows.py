"""Lines of the exchange's diary as rows: when, which way, with whom, what, how far it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.domain.exchanging import Standing
from kh57_desktop.i18n import vi
from kh57_desktop.ui import wording
from kh57_desktop.ui.exchange.bundles import by_kind
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from kh57_desktop.domain.exchanging import Exchanged

SENT, TAKEN = (
    Badge(vi("Gửi"), Tone.INFO, "arrow_upload"),
    Badge(vi("Nhận"), Tone.OK, "arrow_download"),
)
STANDINGS = {
    Standing.SENT: Badge(vi("Chờ xác nhận"), Tone.WARN),
    Standing.CONFIRMED: Badge(vi("Đã xác nhận"), Tone.OK),
    Standing.ANSWER_OWED: Badge(vi("Chưa gửi biên nhận"), Tone.WARN),
    Standing.ANSWERED: Badge(vi("Xong"), Tone.OK),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A bundle of the diary, and what the other side is called."""

    number: int
    bundle: Exchanged
    other: str


def load(office: Any) -> tuple[Line, ...]:
    """Return the diary, the newest first; runs in the worker."""
    names = {str(u["code"]): str(u["short_name"] or u["name"]) for u in office.catalog.units()}
    own = office.desk.post.code

    def other(one: Exchanged) -> str:
        if one.unit == own:
            return vi("Máy khác của đơn vị")
        return names.get(one.unit) or one.unit or vi("máy không còn trong danh sách")

    return tuple(
        Line(number, one, other(one)) for number, one in enumerate(office.exchange.diary())
    )


def columns() -> tuple[Column[Line], ...]:
    """Return the columns of the diary."""
    return (
        Column(vi("Lúc"), lambda one: formats.moment(one.bundle.at), 136),
        Column(vi("Việc"), _way, 92, badge=lambda one: SENT if one.bundle.is_sent else TAKEN),
        Column(vi("Với"), lambda one: one.other, second=lambda one: one.bundle.file, strong=True),
        Column(
            vi("Thay đổi"),
            lambda one: formats.number(one.bundle.changes),
            84,
            align="right",
        ),
        Column(vi("Nội dung"), brought, always=False),
        Column(vi("Trạng thái"), _standing, 156, badge=lambda one: STANDINGS[one.bundle.standing]),
    )


def brought(one: Line) -> str:
    """Return what a bundle brought, in a line; nothing for one that brought nothing new here."""
    bundle, parts = one.bundle, []
    if bundle.new:
        parts.append(vi("mới: {what}").format(what=by_kind(bundle.new)))
    if bundle.changed:
        parts.append(vi("{n} ô đổi giá trị").format(n=formats.number(bundle.changed)))
    if bundle.conflicts:
        parts.append(vi("{n} xung đột").format(n=formats.number(bundle.conflicts)))
    return "; ".join(parts)


def told(one: Line) -> tuple[str, str]:
    """Return everything the diary knows of a bundle, as a title and a paragraph."""
    bundle = one.bundle
    title = vi("Gửi cho {other}") if bundle.is_sent else vi("Nhận từ {other}")
    when = vi("{when}, {machine}").format(
        when=formats.moment(bundle.at), machine=wording.device(bundle.device)
    )
    count = vi("{n} thay đổi").format(n=formats.number(bundle.changes))
    what = "; ".join(part for part in (count, brought(one)) if part)
    lines = [f"{when}  ·  {what}"]
    if bundle.receipt:
        lines.append(vi("Mã biên nhận: {code}").format(code=bundle.receipt))
    return title.format(other=one.other), "\n".join(lines)


def _way(one: Line) -> str:
    return (SENT if one.bundle.is_sent else TAKEN).text


def _standing(one: Line) -> str:
    return STANDINGS[one.bundle.standing].text
