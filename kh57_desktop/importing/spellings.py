"""The spellings of headings by kind of record: which kinds come in from sheets at all."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.importing.log_spellings import ACTIVITIES, MEDIA, TRAININGS, UNITS
from kh57_desktop.importing.people_spellings import MARKS, PARTED, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.importing.meanings import Meaning

MEANINGS: Mapping[str, tuple[Meaning, ...]] = MappingProxyType(
    {
        "activities": ACTIVITIES,
        "media": MEDIA,
        "trainings": TRAININGS,
        "people": PEOPLE + PARTED,
        "attendance": PEOPLE + PARTED + MARKS,
        "units": UNITS,
    }
)
"""The kinds that come in from sheets, and what their columns may mean."""

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activities": ("title", "starts_on"),
        "media": ("title", "produced_on"),
        "trainings": ("title", "starts_on"),
        "people": ("full_name",),
        "attendance": ("full_name",),
        "units": ("name",),
    }
)
"""What a table of a kind must have a column for (rule 9)."""
