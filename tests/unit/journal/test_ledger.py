"""A ledger writes what really changed, under clocks that tell who had seen what."""

import datetime as dt

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.vocabulary import ActivityKind, Audience
from kh57_desktop.domain.vocabulary import Mark as MarkWord
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.store import search
from kh57_desktop.system.ids import derived, is_derived
from tests.support.stores import a_journal, a_lesson, count, keep, show, the_office


def test_a_new_record_shows_what_was_written(journal):
    """What the officer wrote is what the record shows, each value as what it is."""
    values = {
        "title": "Hội nghị quán triệt",
        "starts_on": dt.date(2026, 3, 2),
        "activity_kind": next(iter(ActivityKind)),
        "audience": tuple(sorted(list(Audience)[:2])),
        "reach_count": 0,
    }
    record = keep(journal, "activities", **values)
    shown = show(journal, "activities", record)

    assert {name: shown[name] for name in values} == values
    assert isinstance(shown["activity_kind"], ActivityKind)
    assert (shown.unit, shown.is_gone, shown.in_conflict) == ("TR-NTT", False, frozenset())
    assert shown["result"] is None


def test_flags_come_back_as_flags(journal):
    """A ticked box is ticked when the record is shown again."""
    record = keep(journal, "trainings", title="Lớp", is_in_depth=True)

    assert show(journal, "trainings", record)["is_in_depth"] is True


def test_text_is_composed_and_trimmed_before_it_is_compared(journal):
    """Two spellings of one letter are no change."""
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": " Ho\u0302\u0323i nghi\u0323 "}))

    assert ledger.changes == Changes()
    assert count(journal, "sync_change") == 1


def test_an_empty_text_is_no_value(journal):
    """A box that was emptied holds nothing, not an empty word."""
    record = keep(journal, "activities", title="Hội nghị", place="Pa Cheng")
    keep(journal, "activities", record, place="  ")

    assert show(journal, "activities", record)["place"] is None


def test_only_the_changed_fields_get_a_clock(journal):
    """Saving a whole form writes the one box that was changed."""
    record = keep(journal, "activities", title="Hội nghị", place="Pa Cheng")
    keep(journal, "activities", record, title="Hội nghị", place="Kon Pao")
    clocks = show(journal, "activities", record).clocks

    assert count(journal, "sync_field_clock") == 1
    assert clocks["place"] > clocks["title"]


def test_a_field_changed_underneath_is_not_overwritten(journal):
    """While the form was open somebody else changed the box: both values are shown."""
    record = keep(journal, "activities", title="Hội nghị", place="Pa Cheng")
    opened = show(journal, "activities", record)
    keep(journal, "activities", record, place="Kon Pao")
    with journal.writing(7) as ledger:
        edit = Edit("activities", record, {"place": "Nhà rông", "title": "Hội thi"}, opened.clocks)
        ledger.keep(edit)

    assert ledger.overtaken == {("activities", record): ("place",)}
    shown = show(journal, "activities", record)
    assert (shown["place"], shown["title"]) == ("Kon Pao", "Hội thi")


def test_changes_of_one_scope_are_one_change(journal):
    """One ledger is one change in each scope, whatever it holds."""
    with journal.writing(7) as ledger:
        person = ledger.keep(Edit("people", None, {"birth_year": 2015}))
        ledger.keep(Edit("person_identities", None, {"person": person, "full_name": "A Nhi"}))
        ledger.keep(Edit("activities", None, {"title": "Tọa đàm"}))
    with journal.reading() as con:
        rows = con.exec_driver_sql(
            "SELECT s.scope, c.q, c.txn FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
            "ORDER BY s.scope DESC"
        ).fetchall()

    assert [tuple(row) for row in rows] == [("unit/TR-NTT", 1, 1), ("private/TR-NTT", 1, 1)]
    assert ledger.changes.kinds == {"people", "person_identities", "activities"}


def test_a_private_change_states_the_unit_change_it_stands_on(journal):
    """A name arrives only after the person whose name it is."""
    with journal.writing(7) as ledger:
        person = ledger.keep(Edit("people", None, {"birth_year": 2015}))
        ledger.keep(Edit("person_identities", None, {"person": person, "full_name": "A Nhi"}))
    with journal.reading() as con:
        rows = con.exec_driver_sql(
            "SELECT a.scope, n.q, b.scope, n.tip_q FROM sync_seen n "
            "JOIN sync_stream a ON a.ord = n.stream JOIN sync_stream b ON b.ord = n.tip"
        ).fetchall()

    assert [tuple(row) for row in rows] == [("private/TR-NTT", 1, "unit/TR-NTT", 1)]


def test_numbers_are_dense_and_rows_are_counted_by_the_run(journal):
    """Changes are numbered without gaps, and ids tell the run that drew them."""
    ids = [keep(journal, "activities", title=f"Hội nghị {n}") for n in range(3)]
    with journal.reading() as con:
        run = con.exec_driver_sql("SELECT run FROM sync_stream WHERE ord = 1").scalar_one()
        numbers = [q for (q,) in con.exec_driver_sql("SELECT q FROM sync_change ORDER BY q")]

    assert numbers == [1, 2, 3]
    assert [number & (2**18 - 1) for number in ids] == [0, 1, 2]
    assert {number >> 18 for number in ids} == {int.from_bytes(run[:6], "big") >> 4}


def test_a_new_start_is_a_new_run_on_the_same_line(tmp_path):
    """After a restart the history goes on where the data stands."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    journal.store.close()
    journal = a_journal(tmp_path)
    keep(journal, "activities", record, title="Hội thi")
    with journal.reading() as con:
        rows = con.exec_driver_sql(
            "SELECT parent, base, line, have FROM sync_stream WHERE ord > 0 ORDER BY ord"
        ).fetchall()

    assert [tuple(row) for row in rows] == [(None, 0, 1, 1), (1, 1, 1, 2)]
    assert show(journal, "activities", record)["title"] == "Hội thi"


def test_a_ledger_that_fails_leaves_no_gap_in_the_numbers(journal):
    """A refused save never makes others wait for a number that will not come."""
    keep(journal, "activities", title="Hội nghị")
    with pytest.raises(IntegrityError):
        keep(journal, "lessons", training=4711)
    keep(journal, "activities", title="Hội thi")
    with journal.reading() as con:
        numbers = [q for (q,) in con.exec_driver_sql("SELECT q FROM sync_change ORDER BY q")]

    assert numbers == [1, 2]


def test_a_block_that_raises_keeps_nothing(journal):
    """A use case that stops in the middle writes nothing at all."""

    def stops(ledger):
        ledger.keep(Edit("activities", None, {"title": "Hội nghị"}))
        raise KeyError

    with pytest.raises(KeyError):
        through_a_ledger(journal, stops)
    assert count(journal, "activity") == 0


def test_a_ledger_without_wishes_writes_nothing(journal):
    """Looking without changing leaves no trace."""
    with journal.writing(7) as ledger:
        assert ledger.is_empty

    assert count(journal, "sync_stream", "ord > 0") == 0


def test_marks_of_a_lesson_are_kept_through_the_door_for_plain_rows(journal):
    """Forty people are marked at once, and marking them again writes only what differs."""
    lesson, people = a_lesson(journal, 250)
    names = ("lesson", "person", "mark")
    with journal.writing(7) as ledger:
        rows = [(lesson, person, MarkWord.PRESENT) for person in people]
        assert len(set(ledger.keep_rows("attendance", names, rows))) == 250
    with journal.writing(7) as ledger:
        rows[3] = (lesson, people[3], MarkWord.LATE)
        ledger.keep_rows("attendance", names, rows)

    assert len(ledger.changes.rows) == 1
    changed = show(journal, "attendance", ledger.changes.rows[0][1])
    assert (changed["person"], changed["mark"]) == (people[3], MarkWord.LATE)


def test_no_rows_are_no_change(journal):
    """Nobody to mark is nothing to write."""
    with journal.writing(7) as ledger:
        assert ledger.keep_rows("attendance", ("lesson", "person", "mark"), []) == ()

    assert ledger.changes == Changes()


def test_plain_rows_of_a_counted_kind_get_numbers(journal):
    """An import of many activities goes through the same door."""
    with journal.writing(7) as ledger:
        ledger.keep_rows("activities", ("title",), [("Một",), ("Hai",)])

    titles = [show(journal, *row)["title"] for row in ledger.changes.rows]
    assert titles == ["Một", "Hai"]


def test_derived_numbers_are_the_same_everywhere(journal):
    """Two devices that mark one seat mean one record."""
    lesson, (person, _) = a_lesson(journal)
    with journal.writing(7) as ledger:
        mark = ledger.keep(
            Edit("attendance", None, {"lesson": lesson, "person": person, "mark": "present"})
        )
    hashed = keep(journal, "import_rows", row_hash="ab", on_kind="activities")

    assert mark == derived("mark", "unit/TR-NTT", [lesson, person])
    assert hashed == derived("import_row", "private/TR-NTT", ["ab"])
    assert is_derived(mark)
    assert ledger.id_of("attendance", {"lesson": lesson, "person": person}) == mark


def test_adding_what_is_there_changes_it(journal):
    """Marking a marked person again is a change of the mark, not a second mark."""
    lesson, (person, _) = a_lesson(journal)
    at = {"lesson": lesson, "person": person}
    first = keep(journal, "attendance", **at, mark="present")
    second = keep(journal, "attendance", **at, mark="late")

    assert first == second
    assert show(journal, "attendance", first)["mark"] == "late"
    assert count(journal, "mark") == 1


def test_two_edits_of_one_record_in_one_ledger_are_one(journal):
    """Boxes written one after the other in one ledger are one change."""
    record = keep(journal, "activities", title="Hội nghị")
    opened = show(journal, "activities", record)
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Hội thi"}, {"title": (0, 0, 0)}))
        ledger.keep(Edit("activities", record, {"place": "Pa Cheng"}, opened.clocks))

    assert show(journal, "activities", record)["title"] == "Hội thi"
    assert count(journal, "sync_change") == 2


def test_a_record_that_is_not_there_is_told(journal):
    """A number that leads nowhere is refused and nothing is written."""
    wishes = (
        lambda ledger: ledger.keep(Edit("activities", 4711, {"title": "Hội nghị"})),
        lambda ledger: ledger.remove("activities", 4711),
        lambda ledger: ledger.restore("attendance", 4711),
        lambda ledger: ledger.keep(Edit("attendance", None, {"mark": "present"})),
        lambda ledger: ledger.remove("attendance", ledger.id_of("attendance", AT)),
    )
    for wish in wishes:
        with pytest.raises(NoSuchRecord):
            through_a_ledger(journal, wish)

    assert count(journal, "sync_change") == 0
    assert show(journal, "activities", 4711) is None
    assert show(journal, "attendance", 4711) is None


def through_a_ledger(journal, wish):
    with journal.writing(7) as ledger:
        wish(ledger)


AT = {"lesson": 1, "person": 2}


def test_the_key_of_a_record_never_changes(tmp_path):
    """The code of a unit is what it is; the other boxes of the form are kept."""
    office = a_journal(tmp_path, the_office())
    unit = keep(office, "units", code="TR-NTT", name="Trường Nguyễn Tất Thành")
    keep(office, "units", unit, code="TR-XXX", name="Trường TH-THCS Nguyễn Tất Thành")
    shown = show(office, "units", unit)

    assert (shown["code"], shown["name"]) == ("TR-NTT", "Trường TH-THCS Nguyễn Tất Thành")


def test_a_unit_writes_no_table_of_the_commune(journal):
    """The catalog is the commune's; a unit that tries is told, and nothing is written."""
    with pytest.raises(NotAllowed):
        keep(journal, "units", code="TR-XXX", name="Trường mới")
    with pytest.raises(NotAllowed):
        keep(journal, "reviews", unit=1, period="2026-03", scope="unit/TR-NTT")

    assert count(journal, "unit") == 0


def test_the_commune_answers_in_the_scope_of_the_unit(tmp_path):
    """A note of return goes to the unit it is for, and the commune may change it later."""
    office = a_journal(tmp_path, the_office())
    note = keep(office, "return_notes", scope="unit/TR-NTT", note="Thiếu kết quả")
    keep(office, "return_notes", note, note="Thiếu kết quả và số người")
    with pytest.raises(NotAllowed):
        keep(office, "activities", scope="unit/TR-NTT", title="Hội nghị")

    assert show(office, "return_notes", note).unit == "TR-NTT"


def test_an_overwriting_stamp_stands_above_what_it_overwrites(journal):
    """On a PC whose battery is dead an informed correction still counts as the later one."""
    record = keep(journal, "activities", title="Hội nghị")
    journal.clock.jump_to("2009-01-01T08:00:00")
    before = show(journal, "activities", record).clocks["title"]
    keep(journal, "activities", record, title="Hội thi")

    assert show(journal, "activities", record).clocks["title"] > before


CATALOG = {
    "measures": [{"code": "GP-1", "title": "Tuyên truyền"}],
    "plans": [{"code": "KH-57", "title": "Kế hoạch"}],
    "units": [],
}


def test_the_built_in_catalog_stands_at_clock_zero_at_a_unit(journal):
    """A unit has the plan from the first minute, and nobody is said to have written it."""
    journal.stand(CATALOG)
    changes = journal.stand(CATALOG)
    shown = show(journal, "measures", journal.id_of("measures", code="GP-1"))

    assert len(changes.rows) == 2
    assert (shown["title"], shown.clocks["title"]) == ("Tuyên truyền", (0, 0, 0))
    assert count(journal, "sync_change") == 0


def test_the_built_in_catalog_is_recorded_at_the_commune(tmp_path):
    """The commune's own catalog is history like everything else."""
    office = a_journal(tmp_path, the_office())
    changes = office.stand(CATALOG)
    shown = show(office, "measures", office.id_of("measures", code="GP-1"))

    assert len(changes.rows) == 2
    assert shown.clocks["title"] > (0, 0, 0)
    assert count(office, "sync_change") == 1


def test_search_finds_what_a_ledger_wrote(journal):
    """What was just saved is found by its words, without diacritics."""
    record = keep(journal, "activities", title="Hội nghị đồng bào Xơ Đăng")
    with journal.searching() as con:
        hits = search.find(con, "dong bao xo dang")

    assert [(hit.kind, hit.id) for hit in hits] == [("activities", record)]


def test_a_run_that_has_few_numbers_left_makes_way_for_a_new_one(journal):
    """Even after a quarter of a million records every number tells the run that wrote it."""
    keep(journal, "activities", title="Một")
    journal._numbering.rows = 2**18 - 100
    record = keep(journal, "activities", title="Hai")
    with journal.reading() as con:
        asked = "SELECT run FROM sync_stream WHERE ord > 0 ORDER BY ord"
        runs = [run for (run,) in con.exec_driver_sql(asked)]

    assert len(runs) == 2
    assert record >> 18 == int.from_bytes(runs[1][:6], "big") >> 4


def test_a_ledger_larger_than_a_run_draws_another(journal):
    """No number is given twice, however much one ledger makes."""
    numbering = journal._numbering
    first = numbering.next_row_id()
    numbering.rows = 2**18
    second = numbering.next_row_id()

    assert first >> 18 != second >> 18
