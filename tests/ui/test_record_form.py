"""The form: drawn from described fields, reads an edit, loses no typing."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kh57_desktop.domain.edits import Edit, Finding, Level, Shown
from kh57_desktop.ui.forms import record_form
from kh57_desktop.ui.forms.activity_form import ActivityForm
from kh57_desktop.ui.forms.boxes import FindingLine
from kh57_desktop.ui.parts.blocks import down
from kh57_desktop.ui.parts.panes import scrolled
from tests.support import layout
from tests.support.hands import write

STORED = Shown(
    "activities",
    2**62 + 7,
    {
        "title": "Ngoại khóa STEM",
        "starts_on": dt.date(2026, 5, 20),
        "activity_kind": "extracurricular",
        "reach_count": 45,
        "result": "34 học sinh tự lắp được mạch.",
    },
    {"title": (5, 1, 2), "reach_count": (6, 1, 3)},
)


@pytest.fixture
def form(qtbot, today):
    """Return an activity form on the screen."""
    made = ActivityForm(today)
    qtbot.addWidget(made)
    made.resize(600, 560)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_an_edit_holds_the_touched_fields_alone(form):
    """Changing the count sends the count, with the clock of the value that was shown."""
    form.show_record(STORED)
    box = form.boxes["reach_count"].editor
    box.setFocus()
    box.selectAll()
    write(box, "48")

    edit = form.edit()
    assert edit.id == STORED.id
    assert edit.values == {"reach_count": 48}
    assert edit.seen == {"reach_count": (6, 1, 3)}


def test_half_a_day_is_kept_as_typed(form):
    """A half-typed date is part of the draft and comes back as it was."""
    form.show_record(None)
    write(form.boxes["starts_on"].editor, "20/")
    edit = form.edit()
    assert edit.values == {"starts_on": "20/"}
    assert edit.id is None

    form.show_record(None, edit)
    assert form.boxes["starts_on"].editor.text() == "20/"
    assert [finding.field for finding in form.faults()] == ["starts_on"]


def test_typing_is_kept_a_second_after_the_last_key(form, qtbot):
    """Nobody presses Save for a draft."""
    form._draft.setInterval(30)
    form.show_record(STORED)
    with qtbot.waitSignal(form.draft_due) as due:
        write(form.boxes["title"].editor, "!")

    assert record_form.DRAFT_AFTER_MS == 1000
    assert due.args[0].values == {"title": "!Ngoại khóa STEM"}


def test_showing_a_record_is_no_typing(form):
    """Looking at a record makes no draft."""
    form.show_record(STORED)

    assert not form.is_touched
    assert form.edit().values == {}
    assert form.record_id == STORED.id


def test_enter_goes_to_the_next_required_field_and_shift_goes_back(form, qtbot):
    """Enter walks through what is required, Shift+Enter back; nothing is sent."""
    form.show_record(None)
    form.focus_first()
    order = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        order.append(next(n for n, box in form.boxes.items() if box.editor is focused))
        qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert order == ["title", "starts_on", "activity_kind", "plan_item"]

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert form.boxes["plan_item"].editor.hasFocus()


def test_enter_in_several_lines_is_a_new_line(form, qtbot):
    """The result may have paragraphs."""
    form.show_record(None)
    text = form.boxes["result"].editor
    text.setFocus()
    write(text, "A")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    write(text, "B")

    assert text.toPlainText() == "A\nB"


def test_enter_in_the_last_box_asks_for_the_draft_to_be_kept(form, qtbot):
    """After the last field the form says that it is through."""
    form.show_record(STORED)
    box = form.boxes["children_count"].editor
    for name in ("content", "result"):
        form.boxes[name].hide()
    box.setFocus()
    write(box, "4")
    with qtbot.waitSignals([form.finished, form.draft_due]):
        qtbot.keyClick(box, Qt.Key.Key_Return)

    assert form.edit().values == {"children_count": 4}


def test_faults_stand_under_their_fields_and_f4_walks_through_them(form):
    """Two faults are said under their rows; F4 goes from one to the other and around."""
    form.show_record(STORED)
    form.focus_first()
    form.show_findings(
        [
            Finding("reach_count", Level.DISAGREES, "Số nữ (48) lớn hơn số lượt người dự (45)."),
            Finding("place", Level.MISSING, "Chưa điền."),
            Finding("audience", Level.REMINDER, "Nên điền."),
        ]
    )
    layout.settle(form)
    assert len(said(form)) == 3

    walked = []
    for _ in range(3):
        assert form.focus_next_fault()
        focused = QApplication.focusWidget()
        walked.append(next(n for n, box in form.boxes.items() if box.editor is focused))
    assert walked == ["place", "reach_count", "place"]


def said(form):
    """Return the sentences that are shown under the rows."""
    layout.settle(form)
    lines = [line for line in form.findChildren(FindingLine) if line.isVisibleTo(form)]
    return [line.findChild(QLabel).text() for line in lines]


def test_a_reminder_beside_other_boxes_names_the_field_that_is_meant(form):
    """Of five numbers in a row the officer reads which one is to be looked at."""
    form.show_record(STORED)
    form.boxes["result"].editor.setFocus()
    form.show_findings(
        [
            Finding("women_count", Level.DISAGREES, "Ghi 48, nhiều hơn 45."),
            Finding("place", Level.REMINDER, "Nên điền."),
            Finding("audience", Level.REMINDER, "Nên điền."),
            Finding("content", Level.MISSING, "Chưa điền."),
        ]
    )

    assert said(form) == [
        "Địa điểm, Đối tượng: Nên điền.",
        "Trong đó nữ: Ghi 48, nhiều hơn 45.",
        "Chưa điền.",
    ]


def test_a_reminder_of_a_folded_field_is_read_without_unfolding(form):
    """The line beside the link names what is worth filling in; unfolded, its row says it."""
    form.show_record(STORED)
    form.show_findings([Finding("topics", Level.REMINDER, "Nên điền.")])
    assert said(form) == ["Chủ đề: Nên điền."]
    assert not form.fold.is_open
    form.fold.unfold(on=True)

    assert said(form) == ["Nên điền."]


def test_a_fault_in_a_folded_field_unfolds_it(form):
    """Nobody looks for a fault that is out of sight."""
    form.show_record(STORED)
    form.show_findings([Finding("platform", Level.DISAGREES, "Ghi nền tảng.")])

    assert form.fold.is_open
    assert form.boxes["platform"].editor.isVisibleTo(form)


def test_f4_goes_to_what_is_worth_filling_in_when_no_fault_is_left(form):
    """Faults first; then the reminders in turn, the folded one too."""
    form.show_record(STORED)
    form.show_findings([Finding(n, Level.REMINDER, "Nên điền.") for n in ("audience", "topics")])
    walked = []
    for _ in range(3):
        assert form.focus_next_fault()
        walked.append(next(n for n, box in form.boxes.items() if box.editor.hasFocus()))

    assert walked == ["audience", "topics", "audience"]
    assert form.fold.is_open


def test_the_key_of_the_fold_opens_it_and_folds_it_again(form):
    """One key goes to the fields that are seldom filled in, the same key back."""
    form.show_record(None)
    form.focus_first()
    form.go_to_more()
    assert form.boxes["ends_on"].editor.hasFocus()
    form.go_to_more()

    assert form.boxes["title"].editor.hasFocus()
    assert not form.fold.is_open


def test_the_box_with_the_focus_is_in_view(qtbot, today):
    """In a low window the form scrolls to where the key leads."""
    form = ActivityForm(today)
    area = scrolled(down(form))
    qtbot.addWidget(area)
    form.show_record(None)
    layout.show_at(area, (560, 240))
    area.activateWindow()
    form.go_to_more()
    box = form.boxes["ends_on"]
    qtbot.waitUntil(lambda: box.editor.hasFocus() and not box.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect() == box.rect())

    assert area.verticalScrollBar().value() > 0


def test_without_faults_f4_stays(form):
    """Nothing to mend, nowhere to go."""
    form.show_record(STORED)

    assert not form.focus_next_fault()


def test_a_field_being_typed_in_is_not_judged_yet(form):
    """Nobody is told off in the middle of a word."""
    form.show_record(STORED)
    box = form.boxes["place"]
    box.editor.setFocus()
    form.show_findings([Finding("place", Level.MISSING, "Chưa điền.")])

    assert box.findings == ()


def test_a_correction_is_checked_at_once(form, qtbot):
    """Once a fault is shown, each key asks for a new check."""
    form.show_record(STORED)
    form.show_findings([Finding("reach_count", Level.DISAGREES, "Sai.")])
    with qtbot.waitSignal(form.check_due) as due:
        write(form.boxes["reach_count"].editor, "1")

    assert "reach_count" in due.args[0].values


def test_leaving_a_touched_field_asks_for_a_check(form, qtbot):
    """Checks run when a field is left, and only then."""
    form.show_record(STORED)
    first, second = form.boxes["title"].editor, form.boxes["place"].editor
    first.setFocus()
    write(first, "x")
    with qtbot.waitSignal(form.check_due):
        second.setFocus()

    assert form.edit().values["title"] == "xNgoại khóa STEM"


def test_what_is_typed_while_saving_stays(form):
    """A save that comes back does not overwrite what was typed meanwhile."""
    form.show_record(STORED)
    title, place = form.boxes["title"].editor, form.boxes["place"].editor
    write(title, "A")
    saved = Shown("activities", STORED.id, {**STORED.values, "title": "ANgoại khóa STEM"})
    write(place, "Nhà văn hóa")
    form.kept(saved)

    assert form.edit().values == {"place": "Nhà văn hóa"}
    assert title.text() == "ANgoại khóa STEM"


def test_a_draft_knows_what_it_was_typed_over(form):
    """The count changed elsewhere since: the edit still says which count the draft had seen."""
    form.show_record(
        STORED, Edit("activities", STORED.id, {"reach_count": 48}, {"reach_count": (1, 1, 1)})
    )
    assert form.edit().seen == {"reach_count": (1, 1, 1)}
    form.kept(STORED)

    assert form.edit().seen == {"reach_count": (6, 1, 3)}


def test_a_value_can_be_written_for_the_officer(form):
    """A repeated activity fills in today; it counts as typed."""
    form.show_record(None)
    form.write("starts_on", dt.date(2026, 6, 16))

    assert form.edit().values == {"starts_on": dt.date(2026, 6, 16)}


def test_labels_rules_and_faults_are_told_to_screen_readers(form):
    """Each field has its name, and its fault as description."""
    form.show_record(STORED)
    form.show_findings([Finding("place", Level.MISSING, "Chưa điền địa điểm.")])

    for box in form.boxes.values():
        assert box.editor.accessibleName() == box.field.about.label
        assert box.label.buddy() is box.editor
    assert form.boxes["place"].editor.accessibleDescription() == "Chưa điền địa điểm."


def test_nothing_of_the_form_is_cut(form):
    """Labels, rules and faults are readable at the form's least width."""
    form.show_record(STORED)
    form.show_findings([Finding("place", Level.MISSING, "Chưa điền; cần có trước khi gửi duyệt.")])
    layout.show_at(form, (566, 560))

    assert layout.faults(form) == []
