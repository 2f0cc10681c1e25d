"""What makes each noun complete, and which of its values cannot stand beside each other.

Every rule is a pure function of the values and of today; past the door the types hold. Length,
least and most are said at the field itself and checked by the services.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.domain.cases import RULES, Case, Life, disagrees, fault, rule, shown
from kh57_desktop.domain.edits import Finding, Level, Value
from kh57_desktop.domain.letters import unprintable
from kh57_desktop.domain.plan import LIFE, PRESUMED_ISSUE
from kh57_desktop.domain.vocabulary import HoldingForm, Mark, MediaKind
from kh57_desktop.errors import DuplicateRecord, sentences
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

COMPLETE_WITH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activities": (
            *("title", "starts_on", "plan_item", "activity_kind", "place"),
            *("reach_count", "content", "result"),
        ),
        "media": ("title", "produced_on", "media_kind"),
        "publications": ("media_product", "channel", "published_on"),
        "trainings": ("title", "starts_on", "ends_on"),
        "lessons": ("training", "ordinal", "held_on"),
        "people": ("full_name", "audience"),
        "attendance": ("lesson", "person", "mark"),
        "officers": ("full_name", "roles"),
        "units": ("code", "name"),
        "villages": ("code", "name"),
    }
)
"""What must not be missing when a record is sent (COMMAND_LINE.md; people: DOMAIN 5.2 B)."""
REMINDED_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activities": ("audience", "topics"),
        "media": ("plan_item", "topics"),
        "trainings": ("plan_item", "audience", "place"),
        "people": ("birth_year", "village"),
    }
)
"""What is worth writing down and never blocks anything."""


def findings(
    kind: str,
    values: Mapping[str, Value],
    today: dt.date,
    life: Life = LIFE,
    issued_on: dt.date | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with a whole record, missing from it or worth knowing, gravest first.

    The values are those of the stored record with the edit laid over them.
    """
    case = Case(values, today, life, issued_on or PRESUMED_ISSUE)
    found = [finding for check in RULES.get(kind, ()) for finding in check(case)]
    said = {finding.field for finding in found}
    found += [
        Finding(name, Level.MISSING, vi("Chưa điền; cần có trước khi gửi duyệt."))
        for name in COMPLETE_WITH.get(kind, ())
        if case.lacks(name) and name not in _filled_otherwise(kind, case)
    ]
    found += [
        Finding(name, Level.REMINDER, vi("Nên điền; không bắt buộc."))
        for name in REMINDED_OF.get(kind, ())
        if case.lacks(name) and name not in said
    ]
    return tuple(sorted(found, key=lambda finding: -finding.level))


def same_title_and_day(title: str, day: dt.date) -> Finding:
    """Return the reminder that such a record is there already (KH57-1004): it refuses nothing."""
    said = sentences(DuplicateRecord(title=title, date=shown(day))).happened.removesuffix(".")
    text = vi("{said}; xem lại có phải cùng một việc không.")
    return Finding("title", Level.REMINDER, text.format(said=said))


def _filled_otherwise(kind: str, case: Case) -> frozenset[str]:
    """Return fields that need no value here: the turns of a training's activity are its marks."""
    from_marks = kind == "activities" and not case.lacks("training")
    return frozenset({"reach_count"} if from_marks else ())


@rule("activities")
def _happened(case: Case) -> Iterator[Finding]:
    for name in ("starts_on", "ends_on"):
        day = case.day(name)
        if day is not None and day > case.today:
            text = vi("Ngày {day} ở sau hôm nay ({today}); việc đã diễn ra mới ghi vào đây.")
            yield fault(name, text.format(day=shown(day), today=shown(case.today)))


@rule("activities", "media", "publications", "trainings", "lessons")
def _in_the_life_of_the_plan(case: Case) -> Iterator[Finding]:
    first, last = case.life
    for name in ("starts_on", "ends_on", "produced_on", "published_on", "held_on"):
        day = case.day(name)
        if day is not None and not first <= day <= last:
            text = vi("Ngày {day} nằm ngoài thời gian của Kế hoạch ({first} - {last}).")
            yield fault(name, text.format(day=shown(day), first=shown(first), last=shown(last)))
        elif day is not None and day < case.issued_on and name != "ends_on":
            text = vi("Trước ngày ban hành Kế hoạch ({day}).")
            yield Finding(name, Level.REMINDER, text.format(day=shown(case.issued_on)))


@rule("media", "publications")
def _is_scheduled(case: Case) -> Iterator[Finding]:
    for name in ("produced_on", "published_on"):
        day = case.day(name)
        if day is not None and case.today < day <= case.life[1]:
            text = vi("Ngày {day} chưa đến; được hiểu là lịch đăng, phát.")
            yield Finding(name, Level.REMINDER, text.format(day=shown(day)))


@rule("activities", "trainings")
def _ends_after_it_starts(case: Case) -> Iterator[Finding]:
    starts_on, ends_on = case.day("starts_on"), case.day("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        text = vi("Ngày kết thúc {ends_on} trước ngày bắt đầu {starts_on}.")
        yield disagrees("ends_on", text.format(ends_on=shown(ends_on), starts_on=shown(starts_on)))


@rule("activities")
def _parts_fit_into_the_whole(case: Case) -> Iterator[Finding]:
    turns = case.number("reach_count")
    parts = ("people_count", "women_count", "ethnic_minority_count", "children_count")
    for name in parts:
        part = case.number(name)
        if turns is not None and part is not None and part > turns:
            text = vi("Ghi {part}, nhiều hơn số lượt người dự ({turns}).")
            yield disagrees(name, text.format(part=part, turns=turns))


@rule("activities")
def _online_has_a_platform(case: Case) -> Iterator[Finding]:
    online = {HoldingForm.ONLINE.value, HoldingForm.HYBRID.value}
    if case.text("holding_form") in online and case.lacks("platform"):
        yield disagrees("platform", vi("Tổ chức trực tuyến thì ghi nền tảng đã dùng."))


@rule("activities", "media", "trainings", "people", "units", "villages")
def _can_be_printed(case: Case) -> Iterator[Finding]:
    for name in ("title", "full_name", "name", "place"):
        if signs := unprintable(case.text(name)):
            text = vi("Không in được ký tự «{signs}»; trên giấy, «□» thay chỗ. Nên bỏ.")
            yield Finding(name, Level.REMINDER, text.format(signs=" ".join(signs)))


@rule("media")
def _moving_pictures_last(case: Case) -> Iterator[Finding]:
    lasting = {MediaKind.VIDEO.value, MediaKind.AUDIO.value}
    if case.text("media_kind") in lasting and case.lacks("duration_seconds"):
        yield Finding("duration_seconds", Level.REMINDER, vi("Nên ghi thời lượng."))


@rule("publications")
def _published_after_it_was_made(case: Case) -> Iterator[Finding]:
    made, published, read = (
        case.day("media_product.produced_on"),
        case.day("published_on"),
        case.day("read_on"),
    )
    if made is not None and published is not None and published < made:
        text = vi("Ngày đăng {published} trước ngày sản xuất {made}.")
        yield disagrees("published_on", text.format(published=shown(published), made=shown(made)))
    if read is not None and published is not None and read < published:
        text = vi("Ngày đọc số {read} trước ngày đăng {published}.")
        yield disagrees("read_on", text.format(read=shown(read), published=shown(published)))


@rule("publications")
def _readings_are_dated(case: Case) -> Iterator[Finding]:
    counted = not case.lacks("view_count") or not case.lacks("interaction_count")
    if counted and case.lacks("read_on"):
        yield Finding("read_on", Level.REMINDER, vi("Nên ghi ngày đọc số lượt xem, tương tác."))


@rule("publications")
def _link_can_be_opened(case: Case) -> Iterator[Finding]:
    url = case.text("url")
    if url and not re.fullmatch(r"(https?://)?[^\s:/]+(:[0-9]+)?(/\S*)?", url):
        yield fault("url", vi("Đường dẫn phải bắt đầu bằng http:// hoặc https://."))


@rule("lessons")
def _lesson_is_within_the_training(case: Case) -> Iterator[Finding]:
    held, first, last = (
        case.day("held_on"),
        case.day("training.starts_on"),
        case.day("training.ends_on"),
    )
    if held is None or (first is None and last is None):
        return
    if (first is not None and held < first) or (last is not None and held > last):
        text = vi("Ngày học {held} nằm ngoài thời gian của lớp.")
        yield disagrees("held_on", text.format(held=shown(held)))


@rule("people")
def _is_born(case: Case) -> Iterator[Finding]:
    year = case.number("birth_year")
    if year is not None and year > case.today.year:
        yield fault("birth_year", vi("Năm sinh {year} chưa đến.").format(year=year))


@rule("people")
def _phone_has_its_digits(case: Case) -> Iterator[Finding]:
    phone = case.text("phone")
    if phone and not re.fullmatch(r"0[35789][0-9]{8}|02[0-9]{9}", phone):
        yield fault("phone", vi("Số di động có 10 chữ số, số cố định 11 chữ số, bắt đầu bằng 0."))


@rule("attendance")
def _somebody_else_sat_there(case: Case) -> Iterator[Finding]:
    substitute = case.number("substitute")
    if substitute is None:
        return
    if substitute == case.number("person"):
        yield fault("substitute", vi("Người thay phải là người khác."))
    elif case.text("mark") != Mark.SUBSTITUTED.value:
        yield disagrees("substitute", vi("Có người thay thì điểm danh là «Cử người thay»."))


@rule("units", "villages")
def _is_valid_in_order(case: Case) -> Iterator[Finding]:
    first, last = case.day("valid_from"), case.day("valid_to")
    if first is not None and last is not None and last < first:
        yield disagrees("valid_to", vi("Ngày thôi hoạt động trước ngày bắt đầu."))
    code = case.text("code")
    if code and not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code):
        yield fault("code", vi("Mã chỉ gồm chữ in không dấu, chữ số và gạch nối."))
