"""The monthly summary of the commune (P-03) and of a unit (P-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Figure
from kh57_desktop.domain.formats import short_day
from kh57_desktop.domain.vocabulary import CountingMethod
from kh57_desktop.i18n import vi
from kh57_desktop.reports.coverage import coverage
from kh57_desktop.reports.document import Align, Document, Face, Line, Words, line
from kh57_desktop.reports.indicators import INDICATORS
from kh57_desktop.reports.letterhead import issuer_of, letterhead, signatures
from kh57_desktop.reports.printing import Printed
from kh57_desktop.reports.tables.form_results import form_results
from kh57_desktop.reports.tables.main_figures import Compared, main_figures
from kh57_desktop.reports.tables.training_results import trainings_by_class, trainings_by_unit
from kh57_desktop.reports.tables.unit_results import item_results, unit_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.reports.coverage import Coverage
    from kh57_desktop.reports.document import Block, Table
    from kh57_desktop.reports.facts import ActivityFact, Facts
    from kh57_desktop.reports.letterhead import Issuer

HIGHLIGHTS = 5
NOTE_SIZE = 11.5


def compose(facts: Facts, preparer: str) -> Document:
    """Return the summary of a period; facts hold the rows of the periods it is held against."""
    compared = Compared.of(facts)
    printed = Printed()
    issuer = issuer_of(facts.unit)
    held = coverage(compared.now)
    blocks = (
        letterhead(issuer, with_motto=True),
        *_title(facts, issuer, held),
        *_parts(compared, held, printed),
        *_notes(compared, held, printed),
        signatures(issuer, preparer, facts.as_of.year),
    )
    title = vi("Tổng hợp {period}").format(period=facts.period.label)
    return Document("monthly_summary", title, issuer.name, blocks, True, printed.figures)  # noqa: FBT003
