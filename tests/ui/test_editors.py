"""The fields: what is typed is understood, and never changed under the hand."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.domain.vocabulary import ActivityKind
from kh57_desktop.ui.forms import readings
from kh57_desktop.ui.forms.boxes import option_of
from kh57_desktop.ui.forms.choices import ChoiceEditor, LookupEditor
from kh57_desktop.ui.forms.editors import (
    DayEditor,
    FlagEditor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    YearEditor,
)
from kh57_desktop.ui.forms.lookup import Option, Options
from kh57_desktop.ui.parts.blocks import down
from tests.support.hands import write
from tests.ui.conftest import TODAY


@pytest.fixture
def window(qtbot):
    """Return a function that shows editors in a window and gives the first one the focus."""
    kept = []

    def show(*editors):
        made = QWidget()
        kept.append(made)
        made.setLayout(down(*editors, QWidget()))
        qtbot.addWidget(made)
        made.resize(400, 200)
        made.show()
        made.activateWindow()
        editors[0].setFocus()
        QApplication.processEvents()
        return made

    yield show
    kept.clear()


def leave(editor, other):
    """Go from one field to another."""
    other.setFocus()
    QApplication.processEvents()
    assert not editor.hasFocus()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20/5", dt.date(2026, 5, 20)),
        ("20/05/2026", dt.date(2026, 5, 20)),
        ("hôm qua", dt.date(2026, 6, 15)),
        ("hom nay", dt.date(2026, 6, 16)),
        ("t2", dt.date(2026, 6, 15)),
        ("", None),
    ],
)
def test_a_day_is_typed_freely(window, typed, meant):
    """20/5, hôm qua and t2 are days; the field writes them out once it is left."""
    day, other = DayEditor(lambda: TODAY), LineEditor()
    window(day, other)
    write(day, typed)

    assert day.text() == typed
    assert day.reading().value == meant
    leave(day, other)
    assert day.text() == ("" if meant is None else f"{meant:%d/%m/%Y}")


def test_a_day_that_does_not_exist_stays_as_typed(window):
    """31/2 is no day: the text stays, the reason is said, nothing is lost."""
    day, other = DayEditor(lambda: TODAY), LineEditor()
    window(day, other)
    write(day, "31/2/2026")
    leave(day, other)

    assert day.text() == "31/2/2026"
    assert day.reading().value == "31/2/2026"
    assert "31/2/2026" in day.reading().fault


def test_a_calendar_opens_on_alt_and_down(window, qtbot):
    """Whoever does not type days picks one."""
    day = DayEditor(lambda: TODAY)
    window(day)
    qtbot.keyClick(day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day.calendar
    calendar.clicked.emit(calendar.selectedDate().addDays(-1))

    assert day.text() == "15/06/2026"
    assert day.reading().value == dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "meant"), [("", None), ("0", 0), ("không có", 0), ("45", 45), ("1.250", 1250)]
)
def test_an_empty_number_is_missing_and_not_nothing(typed, meant):
    """Not counted and nobody there are two things."""
    number = NumberEditor()
    number.setText(typed)

    assert number.reading() == readings.Reading(meant)


@pytest.mark.parametrize(
    ("typed", "fault"), [("-3", "âm"), ("2000000", "Nhiều nhất"), ("năm", "số")]
)
def test_a_number_out_of_bounds_says_why(typed, fault):
    """The field says what it cannot take."""
    number = NumberEditor(0, 1_000_000)
    number.setText(typed)

    assert fault in number.reading().fault


def test_a_number_too_small_says_the_least():
    """A lesson counted 0 is refused with the least there can be."""
    number = NumberEditor(1, 9)
    number.setText("0")

    assert number.reading().fault == "Ít nhất là 1."


def test_numbers_are_grouped_and_years_are_not(window):
    """1250 becomes 1.250 when left; a year of birth stays 1984."""
    number, year = NumberEditor(), YearEditor()
    window(number, year)
    write(number, "1250")
    leave(number, year)
    write(year, "1984")
    leave(year, number)

    assert number.text() == "1.250"
    assert year.text() == "1984"


def test_vietnamese_typing_is_never_disturbed(window):
    """While an input method composes, the field says nothing and changes nothing."""
    line, told = LineEditor(), []
    window(line)
    line.edited.connect(lambda: told.append(line.text()))
    for half in ("d", "dd", "đ"):
        QApplication.sendEvent(line, QInputMethodEvent(half, []))
    assert line.text() == ""
    assert told == []
    commit = QInputMethodEvent()
    commit.setCommitString("đ")
    QApplication.sendEvent(line, commit)
    write(line, "ang")

    assert line.text() == "đang"


def test_decomposed_text_is_composed_once_the_field_is_left(window):
    """A text from elsewhere looks the same and is stored in one form."""
    line, other = LineEditor(), LineEditor()
    window(line, other)
    line.insert("Tọa đàm")
    assert line.text() == "Tọa đàm"
    leave(line, other)

    assert line.text() == "Tọa đàm"


def test_several_lines_are_composed_too(window):
    """Enter makes a new line; leaving tidies the text without losing a line."""
    text, other = LongTextEditor(), LineEditor()
    window(text, other)
    text.insertPlainText("Kết quả  tốt\nđủ")
    leave(text, other)

    assert text.toPlainText() == "Kết quả tốt\nđủ"
    assert text.reading().value == "Kết quả tốt\nđủ"


def test_a_tick_never_made_is_missing(qtbot):
    """Not asked and no are two things."""
    flag = FlagEditor("Đào tạo chuyên sâu")
    qtbot.addWidget(flag)

    assert flag.reading().value is None
    flag.click()
    assert flag.reading().value is True
    flag.show_value(value=False)
    assert flag.reading().value is False


def test_a_short_list_keeps_a_word_it_does_not_know(qtbot):
    """A word of a newer program is shown and not lost."""
    choice = ChoiceEditor([Option("draft", "Nháp")])
    qtbot.addWidget(choice)
    choice.show_value("archived")

    assert choice.reading().value == "archived"
    choice.show_value(None)
    assert choice.reading().value is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [("3.6", "NV-3.6"), ("hoi nghi", "HN"), ("ngk", "NK"), ("ngoai", "NK"), ("khoa", "NK")],
)
def test_a_long_list_is_searched_by_anything(typed, found):
    """«3.6» finds NV-3.6, «ngk» finds Ngoại khóa, marks or not."""
    options = Options()
    words = [option_of(kind) for kind in ActivityKind]
    words = [
        Option(w.value, w.label, kind.code) for w, kind in zip(words, ActivityKind, strict=True)
    ]
    options.offer([*words, Option(36, "Vai trò STEM, thi sáng tạo", "NV-3.6")])
    options.narrow(typed)

    assert options.rowCount() > 0
    assert options.at(0).code == found


def test_a_word_is_taken_from_the_list_with_the_keyboard(window, qtbot):
    """Typing a part and pressing Enter takes the first that fits."""
    lookup, other, chosen = LookupEditor(), LineEditor(), []
    lookup.offer([Option(1, "Pa Cheng"), Option(2, "Tua Team"), Option(3, "Đăk Wek")])
    lookup.chosen.connect(lambda: chosen.append(lookup.reading().value))
    window(lookup, other)
    write(lookup, "tua")
    qtbot.waitUntil(lambda: lookup.finder.popup().isVisible())
    lookup.reading()  # as the draft that is kept a second after the last key
    qtbot.keyClick(lookup.finder.popup(), Qt.Key.Key_Return)

    assert chosen == [2]
    assert lookup.text() == "Tua Team"


def test_the_only_fitting_word_is_meant(window):
    """Half a name that fits one village alone is enough; the field writes it out when left."""
    lookup, other = LookupEditor(), LineEditor()
    lookup.offer([Option(1, "Pa Cheng"), Option(2, "Tua Team")])
    window(lookup, other)
    write(lookup, "pa")
    assert lookup.text() == "pa"
    leave(lookup, other)

    assert lookup.text() == "Pa Cheng"
    assert lookup.reading().value == 1


def test_a_part_of_one_code_alone_is_meant(window):
    """«3.1» left at once is NV-3.1, though both its figures stand in other codes too."""
    lookup, other = LookupEditor(), LineEditor()
    codes = ("NV-1.3", "NV-3.1", "NV-3.2", "NV-1.1")
    lookup.offer([Option(n, f"Nhiệm vụ {n}", code) for n, code in enumerate(codes)])
    window(lookup, other)
    write(lookup, "3.1")
    leave(lookup, other)

    assert lookup.text() == "NV-3.1 Nhiệm vụ 1"
    assert lookup.reading().value == 1


def test_a_word_that_is_not_in_the_list_is_kept_and_named(window):
    """What cannot be found stays in the field with a reason."""
    lookup, other = LookupEditor(), LineEditor()
    lookup.offer([Option(1, "Pa Cheng")])
    window(lookup, other)
    write(lookup, "Hà Nội")
    leave(lookup, other)

    assert lookup.text() == "Hà Nội"
    assert "Hà Nội" in lookup.reading().fault


def test_several_words_stand_in_one_field():
    """Two audiences are parted by a semicolon, because their names hold commas."""
    lookup = LookupEditor(several=True)
    lookup.offer([Option("a", "Cán bộ, công chức", "DT-1"), Option("b", "Nhân dân", "DT-4")])
    lookup.show_value(("a", "b"))
    assert lookup.text() == "DT-1 Cán bộ, công chức; DT-4 Nhân dân"
    assert lookup.reading().value == ("a", "b")
    lookup.setText("dt-4; dt-1")
    lookup.setModified(True)

    assert lookup.reading().value == ("b", "a")


def test_a_reference_is_shown_once_its_list_is_here():
    """A record may be opened before the list of villages has come."""
    lookup = LookupEditor()
    lookup.show_value(2**62)
    assert lookup.reading().value == 2**62
    lookup.offer([Option(2**62, "Pa Cheng")])

    assert lookup.text() == "Pa Cheng"
    assert lookup.reading().value == 2**62


def test_the_wheel_changes_no_choice(window):
    """Scrolling a page never changes a value on it."""
    choice = ChoiceEditor([Option("a", "A"), Option("b", "B")])
    window(choice)
    choice.show_value("a")
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by its place
    )  # fmt: skip
    QApplication.sendEvent(choice, event)

    assert choice.reading().value == "a"


def test_a_choice_changed_by_key_is_told(window, qtbot):
    """Arrow down chooses the next word and the form hears of it."""
    choice, told = ChoiceEditor([Option("a", "A"), Option("b", "B")]), []
    choice.edited.connect(lambda: told.append(choice.reading().value))
    window(choice)
    qtbot.keyClick(choice, Qt.Key.Key_Down)

    assert told[-1] == "a"


def test_two_words_are_typed_into_a_short_list_without_opening_it(qtbot):
    """«trực tuyến» and «trực tiếp» part at their second word; a space alone opens the list."""
    choice = ChoiceEditor([Option("in_person", "Trực tiếp"), Option("online", "Trực tuyến")])
    qtbot.addWidget(choice)
    choice.show()
    write(choice, "trực tu")
    assert choice.reading().value == "online"
    assert not choice.view().isVisible()

    choice._forget()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    qtbot.waitUntil(choice.view().isVisible)
    choice.hidePopup()
