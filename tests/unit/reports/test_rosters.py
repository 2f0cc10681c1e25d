"""The list of a class as this store may show it."""

import pytest

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.reports.document import Table
from kh57_desktop.reports.documents import attendance_sheet
from kh57_desktop.reports.rosters import roster_of
from tests.support.papers import Commune, day

TODAY = day("2026-03-16")


@pytest.fixture
def commune(tmp_path):
    """Give a commune with a store of its own."""
    made = Commune(tmp_path / "home")
    yield made
    made.close()


def a_class(commune, **values):
    """Keep a class of the school."""
    given = {"title": "Lớp số 1", "starts_on": day("2026-03-05"), "place": "Nhà rông"}
    return commune.keep("trainings", "TR-NTT", **{**given, **values})


def on_the_list(commune, training, place=None, **person):
    """Keep a person and put them on the list of a class."""
    who = commune.keep("people", "TR-NTT", **person)
    commune.keep("participants", "TR-NTT", training=training, person=who, ordinal=place)
    return who


def test_the_list_stands_in_its_own_order_then_by_given_name(commune):
    """Numbered people first, the others as Vietnamese lists are sorted: by the last word."""
    training = a_class(commune)
    on_the_list(commune, training, full_name="Nguyễn Thị Yến", audience="officials")
    on_the_list(commune, training, full_name="Trần Văn An", audience="officials")
    on_the_list(commune, training, 1, full_name="Y Nhok", audience="officials", sex="female")
    people = commune.gathered(roster_of, training, TODAY).people

    assert [one.name for one in people] == ["Y Nhok", "Trần Văn An", "Nguyễn Thị Yến"]
    assert [one.is_woman for one in people] == [True, False, False]


def test_where_people_come_from(commune):
    """A student's class, a resident's village, an official's unit."""
    training = a_class(commune)
    village = commune.village
    on_the_list(
        commune,
        training,
        1,
        full_name="A",
        audience="students",
        class_name="4A",
        village=village,
        birth_year=2016,
    )
    on_the_list(commune, training, 2, full_name="B", audience="residents", village=village)
    on_the_list(commune, training, 3, full_name="C", audience="officials")
    on_the_list(commune, training, 4, full_name="D", audience="officials", unit=None)
    people = commune.gathered(roster_of, training, TODAY).people

    assert [one.comes_from for one in people] == ["4A", "Đăk Wek", "Trường Nguyễn Tất Thành", ""]
    assert [one.birth_year for one in people] == [2016, None, None, None]


def test_a_name_this_store_may_not_show_is_replaced_by_the_group(commune):
    """At the commune a citizen of a unit's class is «Nhân dân»; at the unit the name is there."""
    training = a_class(commune)
    citizen = on_the_list(commune, training, full_name=None, audience="residents")
    shown = commune.gathered(roster_of, training, TODAY).people
    commune.identity(citizen, "TR-NTT", full_name="Y Hlưng")
    known = commune.gathered(roster_of, training, TODAY).people

    assert [one.name for one in shown] == ["Nhân dân"]
    assert [one.name for one in known] == ["Y Hlưng"]


def test_the_sheet_has_the_lessons_and_teachers_of_the_class(commune):
    """Lessons in their order, each teacher once, the unit that holds the class."""
    training = a_class(commune, ends_on=day("2026-03-12"))
    for number, on in ((2, "2026-03-12"), (1, "2026-03-05")):
        commune.keep(
            "lessons",
            "TR-NTT",
            training=training,
            ordinal=number,
            held_on=day(on),
            teacher="Trần Minh Tuấn",
            state=RecordState.DRAFT,
        )
    roster = commune.gathered(roster_of, training, TODAY)

    assert [(one.ordinal, one.held_on) for one in roster.lessons] == [
        (1, day("2026-03-05")),
        (2, day("2026-03-12")),
    ]
    assert roster.teachers == ("Trần Minh Tuấn",)
    assert roster.unit.code == "TR-NTT"
    assert (roster.first, roster.last) == (day("2026-03-05"), day("2026-03-12"))


def test_a_class_without_lessons_and_people_gives_blank_rows(commune):
    """A sheet to be filled in by pen: rows with numbers, lessons without days."""
    training = a_class(commune, place=None, starts_on=day("2026-03-05"))
    paper = attendance_sheet.compose(commune.gathered(roster_of, training, TODAY))
    table = next(block for block in paper.blocks if isinstance(block, Table))

    assert len(table.rows) == attendance_sheet.BLANK_ROWS
    assert [column.head for column in table.columns][5:8] == [f"Buổi {n}\n…/…" for n in (1, 2, 3)]
    assert not paper.is_landscape


def test_a_withdrawn_class_has_no_sheet(commune):
    """Nothing is printed for a class that was withdrawn."""
    training = a_class(commune)
    commune.remove("trainings", training, "TR-NTT")
    with pytest.raises(NoSuchRecord):
        commune.gathered(roster_of, training, TODAY)


def test_more_than_six_lessons_go_onto_further_sheets():
    """Eight lessons: six in the first table, two in the second, with the same people."""
    from tests.golden.test_papers import a_sheet  # noqa: PLC0415

    paper = a_sheet(8, 12)
    tables = [block for block in paper.blocks if isinstance(block, Table)]

    assert [sum(c.group != "" for c in table.columns) for table in tables] == [6, 2]
    assert [len(table.rows) for table in tables] == [12, 12]
    assert paper.is_landscape
