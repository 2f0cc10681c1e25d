"""The forms and the records: what is described once can be filled in."""

import importlib
import pkgutil

import pytest

from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import forms
from kh57_desktop.ui.forms.record_form import RecordForm

WRITTEN = {"activities", "media", "publications", "people", "trainings", "lessons"}


def all_forms():
    """Return every form there is."""
    for module in pkgutil.iter_modules(forms.__path__):
        importlib.import_module(f"{forms.__name__}.{module.name}")
    return sorted(RecordForm.__subclasses__(), key=lambda form: form.KIND)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.__name__)
def test_form_shows_every_described_field(form):
    """Whoever adds a field to a record is reminded of its box in the form."""
    shown = {field.key for row in (*form.LAYOUT, *form.MORE) for field, _ in row}
    described = {name for name, f in KINDS[form.KIND].fields.items() if not f.about.hidden}

    assert described - shown == form.GIVEN
    assert shown <= described


def test_every_kind_officers_write_has_a_form():
    """Activities, products, publications, people, trainings and lessons are written in forms."""
    assert {form.KIND for form in all_forms()} == WRITTEN
