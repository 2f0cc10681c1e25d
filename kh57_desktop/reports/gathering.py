"""Reads the facts of a period out of the store."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select

from kh57_desktop.domain import rules
from kh57_desktop.domain.edits import Level
from kh57_desktop.domain.plan import LIFE, PRESUMED_ISSUE
from kh57_desktop.domain.vocabulary import Mark as MarkWord
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.reports.facts import (
    ActivityFact,
    Facts,
    LessonFact,
    MarkFact,
    PersonFact,
    ProductFact,
    PublicationFact,
    TrainingFact,
    UnitFact,
)
from kh57_desktop.reports.register import plan_items, plan_of, targets, units_of, village_count
from kh57_desktop.store import queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from kh57_desktop.domain.periods import Period
