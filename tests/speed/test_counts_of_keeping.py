"""How much the store is asked and written while an officer types: counts that any PC shares."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.services.attendance import Attendance
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.store import queries
from tests.support.counting import counted, pages_in_log
from tests.support.desks import MARCH, a_desk, an_activity

CLASS = 1000


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Lend one desk of a school to all counts: each writes records of its own."""
    own = a_desk(tmp_path_factory.mktemp("school"))
    yield own
    own.journal.store.close()


def activities(desk, count, **other):
    """Return new activities that were shown in a form once."""
    keeping = Keeping(desk)
    made = [keeping.save(an_activity(desk, **other)).id for _ in range(count)]
    return [keeping.show("activities", one) for one in made]


def title(shown, text):
    """Return the edit of a title, from a form that was shown."""
    return Edit("activities", shown.id, {"title": text}, {"title": shown.clocks["title"]})


def test_a_kept_field_is_a_dozen_statements(desk):
    """Five to read and check, seven to write; none of them makes SQLite prepare others anew."""
    first, second = activities(desk, 2, title="Hội nghị")
    Keeping(desk).save(title(first, "Hội thi"))
    with counted(desk.journal.store) as sent:
        Keeping(desk).save(title(second, "Hội thi"))

    assert len(sent) <= 12, sent
    assert not [text for text in sent if text.startswith("PRAGMA")]


def test_a_kept_field_writes_five_pages(desk):
    """The row, its clock, the change, the number of the run, and what waits for the search."""
    shown = activities(desk, 21, title="Tập huấn")
    Keeping(desk).save(title(shown.pop(), "Hội thi"))
    before = pages_in_log(desk.journal.store)
    for one in shown:
        Keeping(desk).save(title(one, "Hội thi"))

    assert (pages_in_log(desk.journal.store) - before) / len(shown) <= 5.5


def test_an_edited_row_has_no_touch_until_its_clock_is_replaced(desk):
    """The history finds an edit by its clock; only what a later edit replaces is noted apart."""
    (shown,) = activities(desk, 1, title="Một")
    with counted(desk.journal.store) as once:
        Keeping(desk).save(title(shown, "Hai"))
    with counted(desk.journal.store) as twice:
        Keeping(desk).save(title(Keeping(desk).show("activities", shown.id), "Ba"))

    assert sum("INTO sync_touch" in text for text in once) == 0
    assert sum("INTO sync_touch" in text for text in twice) == 1


def test_a_list_is_one_statement_however_long(desk):
    """A page of the list asks once, and only for the fields it shows."""
    activities(desk, 30, title="Chiếu phim")
    counts = set()
    for limit in (2, 20, 200):
        asked = Asked(
            "activities", unit="TR-NTT", limit=limit, counted=False, fields=("title", "starts_on")
        )
        Keeping(desk).page(asked)
        with counted(desk.journal.store) as sent:
            rows = Keeping(desk).page(asked).rows
        assert set(rows[0].values) == {"title", "starts_on"}
        counts.add(len(sent))

    assert counts == {3}  # BEGIN, the list, ROLLBACK


def a_class(desk, count):
    """Return a lesson, and so many people on the roster of its training."""
    with desk.journal.writing(desk.officer.id) as ledger:
        values = {"title": "Lớp", "starts_on": MARCH, "unit": desk.post.id}
        training = ledger.keep(Edit("trainings", None, values))
        held = {"training": training, "ordinal": 1, "held_on": MARCH}
        lesson = ledger.keep(Edit("lessons", None, held))
        names = [(f"Học viên {number}", "officials") for number in range(count)]
        people = ledger.keep_rows("people", ("full_name", "audience"), names)
        seats = [(training, person, number) for number, person in enumerate(people, 1)]
        ledger.keep_rows("participants", ("training", "person", "ordinal"), seats)
    return lesson, people


def test_a_thousand_marks_are_two_dozen_statements(desk):
    """Marks go in lots: ten times as many marks are nowhere near ten times the statements."""
    counts = []
    for count in (CLASS // 10, CLASS):
        lesson, people = a_class(desk, count)
        with counted(desk.journal.store) as sent:
            Attendance(desk).mark(lesson, dict.fromkeys(people, Mark.PRESENT))
        counts.append(len(sent))

    assert counts[1] <= 25, counts
    assert counts[1] <= 2 * counts[0], counts


def test_people_without_a_key_are_found_without_looking_at_the_others(desk):
    """Every acceptance asks who lacks a key: the few have an index of their own."""
    text = queries._ids("people", (("person_key", True), ("unit", False)))
    with desk.journal.reading() as con:
        plan = [row[3] for row in con.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", (1,))]

    assert [line for line in plan if "ix_person_unit" in line] == plan
