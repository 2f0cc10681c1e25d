"""The diary of the exchange: what went out and came in, when, and how far it has come."""

import datetime as dt

from kh57_desktop.domain.exchanging import Standing
from kh57_desktop.sync import diary


def diary_of(device, limit=200):
    """Return the diary of a device."""
    with device.journal.reading() as con:
        return diary.told(con, limit)


def sent_by(unit, folder, office, **values):
    """Record an activity at a unit, pack it and take it in at the office; return the bundle."""
    unit.keep("activities", title="Tuyên truyền", starts_on=dt.date(2026, 6, 9), **values)
    (bundle,) = unit.pack("commune", folder).files
    office.accept(bundle)
    return bundle


def test_a_new_device_has_an_empty_diary(school):
    """Nothing was sent and nothing came."""
    assert diary_of(school) == ()


def test_both_sides_tell_of_a_bundle(school, office, tmp_path):
    """The unit sent it and waits; the commune took it in and owes the answer."""
    bundle = sent_by(school, tmp_path, office)
    (sent,), (taken,) = diary_of(school), diary_of(office)

    assert (sent.is_sent, sent.unit, sent.standing) == (True, office.unit, Standing.SENT)
    assert (taken.is_sent, taken.unit, taken.standing) == (
        False, school.unit, Standing.ANSWER_OWED,
    )  # fmt: skip
    assert sent.file == taken.file == bundle.name
    assert taken.new == {"activities": 1}
    assert sent.changes == taken.changes > 0
    assert len(taken.receipt.replace(" ", "")) == 16
    assert sent.receipt == ""
    assert taken.device == school.journal.identity.device.hex()[:8]


def test_the_answer_confirms_what_was_sent(school, office, tmp_path):
    """After the commune's answer the unit's line says confirmed, the commune's answered."""
    sent_by(school, tmp_path, office)
    (answer,) = office.pack(school.unit, tmp_path).files
    school.accept(answer)
    lines = {line.is_sent: line for line in diary_of(school)}

    assert lines[True].standing is Standing.CONFIRMED
    assert lines[False].unit == office.unit
    assert [one.standing for one in diary_of(office) if not one.is_sent] == [Standing.ANSWERED]


def test_the_same_bundle_again_keeps_what_it_brought(school, office, tmp_path):
    """A bundle taken in twice stands there once, with the records it brought the first time."""
    bundle = sent_by(school, tmp_path, office)
    office.accept(bundle)
    (line,) = diary_of(office)

    assert line.new == {"activities": 1}


def test_the_newest_lines_come_first(school, office, tmp_path):
    """Only so many lines are asked for, the last exchanges."""
    sent_by(school, tmp_path, office, reach_count=1)
    office.clock.go_on(hours=1)
    last = sent_by(school, tmp_path, office, reach_count=2)

    assert [line.file for line in diary_of(office, 1)] == [last.name]
    assert len(diary_of(office)) == 2


def test_units_of_which_something_waits_are_counted(commune, school, office, tmp_path):
    """The commune put an old copy back: what comes next waits, and one unit lacks something."""
    copy = office.copy_folder(commune.folder / "sao-luu")
    sent_by(school, tmp_path, office)
    (answer,) = office.pack(school.unit, tmp_path).files
    school.accept(answer)
    with office.journal.reading() as con:
        before = diary.units_lacking(con)
    office.put_back(copy)
    sent_by(school, tmp_path, office)
    with office.journal.reading() as con:
        after = diary.units_lacking(con)

    assert (before, after) == (0, 1)
    assert diary_of(office)[0].receipt == ""
