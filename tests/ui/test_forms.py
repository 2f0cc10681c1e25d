"""Every form: all described fields are there, in boxes of their kind, and nothing is cut."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.records.fields import FieldType
from kh57_desktop.ui.forms.activity_form import ActivityForm
from kh57_desktop.ui.forms.choices import ChoiceEditor, LookupEditor
from kh57_desktop.ui.forms.editors import (
    DayEditor,
    FlagEditor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
)
from kh57_desktop.ui.forms.media_form import MediaForm, PublicationForm
from kh57_desktop.ui.forms.person_form import PersonForm
from kh57_desktop.ui.forms.training_form import LessonForm, TrainingForm
from tests.support import layout

FORMS = (ActivityForm, MediaForm, PublicationForm, PersonForm, TrainingForm, LessonForm)
EDITORS = {
    FieldType.TEXT: (LineEditor, LongTextEditor),
    FieldType.INTEGER: (NumberEditor,),
    FieldType.DAY: (DayEditor,),
    FieldType.FLAG: (FlagEditor,),
    FieldType.WORD: (ChoiceEditor, LookupEditor),
    FieldType.WORDS: (LookupEditor,),
    FieldType.REFERENCE: (LookupEditor,),
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.KIND)
def test_every_field_has_the_editor_of_its_kind(form, qtbot, today):
    """Days are typed as days, words chosen from their list, numbers stay numbers."""
    made = form(today)
    qtbot.addWidget(made)

    wrong = {
        name: type(box.editor).__name__
        for name, box in made.boxes.items()
        if not isinstance(box.editor, EDITORS[box.field.holds])
    }
    assert wrong == {}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.KIND)
def test_nothing_of_a_form_is_cut(form, qtbot, today):
    """Unfolded, every label and rule is whole at the form's least width."""

    def made():
        shown = form(today)
        shown.show_record(None)
        shown.fold.unfold(on=True)
        qtbot.addWidget(shown)
        return shown

    window = made()
    layout.show_at(window, (540, window.sizeHint().height()))

    assert layout.faults(window) == []


def test_what_is_folded_opens_when_it_holds_something(qtbot, today):
    """A record whose end day is filled shows it without being asked."""
    form = ActivityForm(today)
    qtbot.addWidget(form)
    form.show()
    form.show_record(None)
    assert not form.fold.is_open
    form.show_record(None, Edit("activities", None, {"ends_on": today()}))

    assert form.fold.is_open
    form.fold.link.click()
    assert not form.fold.is_open
