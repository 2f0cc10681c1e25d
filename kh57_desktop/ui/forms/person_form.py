"""The order of the boxes of a person."""

from __future__ import annotations

from kh57_desktop.records.person import Person
from kh57_desktop.ui.forms.record_form import RecordForm


class PersonForm(RecordForm):
    """Where a trainee, student, resident or official is recorded."""

    KIND = "people"
    LAYOUT = (
        ((Person.full_name, 3), (Person.birth_year, 1)),
        ((Person.audience, 3), (Person.sex, 1)),
        ((Person.village, 1), (Person.phone, 1)),
        ((Person.class_name, 1), (Person.position, 2)),
        ((Person.unit, 2), (Person.is_unverified, 1)),
    )
