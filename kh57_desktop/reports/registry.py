"""The papers that can be made, by the names of the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.errors import CommandUnclear, NotYet
from kh57_desktop.i18n import vi
from kh57_desktop.reports import pdf, xlsx
from kh57_desktop.reports.documents import attendance_sheet, monthly_summary
from kh57_desktop.reports.gathering import NOTHING_RECEIVED, beside, gather
from kh57_desktop.reports.rosters import roster_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.reports.document import Document
    from kh57_desktop.reports.pdf import Rendered
    from kh57_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paper is wanted for: a period, of the commune or one unit, or a class."""

    as_of: dt.date
    period: Period | None = None
    unit: str | None = None
    """Code of the unit whose paper it is; None: the commune's own."""
    training: int | None = None
    preparer: str = ""
    received: Mapping[str, dt.date] = field(default_factory=lambda: NOTHING_RECEIVED)
    """When something last came in from each unit; of the store's own unit, today."""
    is_practice: bool = False
    """Every page then says so, and nobody takes it for a paper of the commune."""


@dataclass(frozen=True, slots=True)
class Report:
    """A paper: its name and code, what it is about, the formats it comes in."""

    name: str
    code: str
    label: str
    formats: tuple[str, ...]
    is_of_period: bool
    compose: Callable[[Connection, Asked], Document]


def compose(con: Connection, name: str, asked: Asked) -> Document:
    """Return a composed paper.

    Raises `CommandUnclear` for an unknown paper or a missing period or class, `NotYet` for one of
    a later version, `NoSuchRecord` for an unknown unit or class.
    """
    if name in REPORTS:
        paper = REPORTS[name].compose(con, asked)
        return of_practice(paper) if asked.is_practice else paper
    if name in LATER:
        raise NotYet(what=name)
    raise CommandUnclear(problem=vi("không có văn bản «{name}»").format(name=name))


def render(document: Document, made_as: str) -> bytes:
    """Return the bytes of a paper as pdf or xlsx; raises `NotYet` for docx and others."""
    if made_as == "pdf":
        return pdf.render(document).content
    if made_as == "xlsx":
        return xlsx.render(document)
    raise NotYet(what=made_as)


def of_practice(paper: Document) -> Document:
    """Return a paper marked as one that nobody may take for real."""
    return replace(paper, watermark=vi("TẬP LUYỆN"))


def shown(document: Document) -> Rendered:
    """Return a paper for the preview: the very bytes that are saved and printed."""
    return pdf.render(document)


def file_name(name: str, asked: Asked, made_as: str) -> str:
    """Return what the file of a paper is called, such as monthly_summary-2026-03-TR-NTT.pdf."""
    about = asked.period.name if asked.period else str(asked.training)
    parts = [name, about.replace("..", "_"), *([asked.unit] if asked.unit else [])]
    return "-".join(parts) + "." + made_as


def _monthly_summary(con: Connection, asked: Asked) -> Document:
    period = asked.period
    if period is None or period.kind is not PeriodKind.MONTH:
        raise CommandUnclear(problem=vi("tổng hợp tháng cần kỳ là một tháng, như 2026-03"))
    facts = gather(
        con, period, asked.unit, asked.as_of, beside=beside(period), received=asked.received
    )
    return monthly_summary.compose(facts, asked.preparer)


def _attendance_sheet(con: Connection, asked: Asked) -> Document:
    if asked.training is None:
        raise CommandUnclear(problem=vi("danh sách điểm danh cần số của lớp (--training)"))
    return attendance_sheet.compose(roster_of(con, asked.training, asked.as_of))


REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        report.name: report
        for report in (
            Report(
                "monthly_summary",
                "P-03",
                vi("Tổng hợp tháng"),
                ("pdf", "xlsx"),
                is_of_period=True,
                compose=_monthly_summary,
            ),
            Report(
                "attendance_sheet",
                "P-14",
                vi("Danh sách điểm danh"),
                ("pdf", "xlsx"),
                is_of_period=False,
                compose=_attendance_sheet,
            ),
        )
    }
)
LATER = frozenset({"half_year_report", "annual_report", "ad_hoc_report", "reminder_letter"})
"""Papers the command line names already and a later version makes."""
