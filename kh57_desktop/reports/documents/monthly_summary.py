"""The monthly summary of the commune (P-03) and of a unit (P-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import number, short_day
from kh57_desktop.i18n import vi
from kh57_desktop.reports.coverage import coverage
from kh57_desktop.reports.document import Align, Cell, Column, Document, Face, Line, Row, RowKind
from kh57_desktop.reports.document import Table, line
from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.letterhead import issuer_of, letterhead, signatures
from kh57_desktop.reports.printing import Printed

if TYPE_CHECKING:
    from kh57_desktop.reports.document import Block
    from kh57_desktop.reports.facts import Facts
