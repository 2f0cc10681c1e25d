"""The table of main figures: this period beside others (part A of P-03 and P-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Align, Cell, Column, Row, RowKind, Table
from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.indicators import counts

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Figure
    from kh57_desktop.reports.facts import Facts
    from kh57_desktop.reports.printing import Printed

PARTS = (
    (
        vi("Hoạt động truyền thông"),
        (
            "activities_held",
            "conferences",
            "direct_sessions",
            "activity_turns",
            "estimated_turns",
        ),
    ),
    (
        vi("Sản phẩm truyền thông, đăng, phát"),
        (
            "news_products",
            "other_products",
            "publications",
            "social_posts",
            "views",
            "interactions",
        ),
    ),
    (
        vi("Tập huấn, lớp “học tập số”"),
        (
            "trainings",
            "trainings_running",
            "lessons",
            "training_seats",
            "training_people",
            "training_women",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The facts of a period beside those it is held against."""

    now: Facts
    before: Facts
    year_before: Facts
    since: Facts
    """From the 15th of December that opened the reporting year."""

    @classmethod
    def of(cls, facts: Facts) -> Compared:
        """Return the facts of the period, the one before, the year before and the year so far."""
        period = facts.period
        return cls(
            facts.over(period),
            facts.over(period.before()),
            facts.over(period.year_before()),
            facts.over(period.since_year_start()),
        )


def main_figures(compared: Compared, printed: Printed) -> Table | None:
    """Return the table, or nothing when not one figure is known."""
    rows: list[Row] = []
    beside = [
        counts(INDICATORS, facts)
        for facts in (compared.now, compared.before, compared.year_before, compared.since)
    ]
    lines = [
        (title, [tuple(figures[key] for figures in beside) for key in keys])
        for title, keys in PARTS
    ]
    with_expected = any(line[0].pending for _, part in lines for line in part)
    number = 0
    for title, part in lines:
        known = [line for line in part if any(f.value is not None for f in line) or line[0].pending]
        if known:
            rows.append(Row((Cell(title),), RowKind.GROUP))
        for line in known:
            number += 1
            rows.append(_row(number, line, compared, printed, with_expected=with_expected))
    if not rows:
        return None
    return Table(_columns(compared, with_expected=with_expected), tuple(rows), above=4)


def _row(
    number: int,
    figures: tuple[Figure, ...],
    compared: Compared,
    printed: Printed,
    *,
    with_expected: bool,
) -> Row:
    now, before, year_before, since = figures
    code = INDICATORS[now.key].code
    expected = (printed.expected(now),) if with_expected else ()
    return Row(
        (
            Cell(str(number), number),
            Cell(f"{now.label} ({code})" if code else now.label),
            Cell(now.counted_in),
            printed.cell(now),
            *expected,
            printed.cell(before, "@" + compared.before.period.name),
            printed.trend(now, before),
            printed.cell(year_before, "@" + compared.year_before.period.name),
            printed.cell(since, "@" + compared.since.period.name),
        )
    )


def _columns(compared: Compared, *, with_expected: bool) -> tuple[Column, ...]:
    is_month = compared.now.period.kind is PeriodKind.MONTH
    first = compared.since.period.first
    since = vi("Lũy kế từ {day}").format(day=f"{first.day}/{first.month}/{first.year}")
    expected = (Column(vi("Dự kiến"), 20),) if with_expected else ()
    return (
        Column(vi("STT"), 11, Align.CENTER),
        Column(vi("Chỉ số"), 88, Align.LEFT),
        Column(vi("Đơn vị tính"), 28, Align.LEFT),
        Column(vi("Tháng này") if is_month else vi("Kỳ này"), 22),
        *expected,
        Column(vi("Tháng trước") if is_month else vi("Kỳ trước"), 22),
        Column(vi("Tăng, giảm"), 20),
        Column(vi("Cùng kỳ năm trước"), 24),
        Column(since, 28),
    )
