"""How days, words and lists of words are stored and read back."""

import datetime as dt

import sqlalchemy as sa

from kh57_desktop.domain.vocabulary import Audience, RecordState
from kh57_desktop.records.base import Scope
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.records.stored import read_day, read_words, stored_words
from kh57_desktop.records.types import Day, Word, Words


def kept(kind, value):
    """Return what is stored for a value of a type, and what is read back."""
    table = sa.Table("kept", sa.MetaData(), sa.Column("value", kind, key="value"))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as con:
        table.create(con)
        con.execute(table.insert().values(value=value))
        stored = con.exec_driver_sql("SELECT value FROM kept").scalar_one()
        read = con.execute(sa.select(table.c.value)).scalar_one()
    engine.dispose()
    return stored, read


def test_a_day_is_kept_as_a_text_everybody_can_read():
    """14 June 2026 is stored as 2026-06-14."""
    assert kept(Day(), dt.date(2026, 6, 14)) == ("2026-06-14", dt.date(2026, 6, 14))
    assert kept(Day(), None) == (None, None)


def test_a_day_that_is_none_reads_as_missing():
    """A faulty program's text in a day field does not stop the list from opening."""
    assert read_day("31/02") is None
    assert read_day(None) is None


def test_a_word_is_kept_by_its_slug():
    """A new word of a list needs no migration."""
    assert kept(Word(RecordState), RecordState.APPROVED) == ("approved", RecordState.APPROVED)
    assert kept(Word(RecordState), None) == (None, None)


def test_a_word_of_a_newer_version_can_still_be_read():
    """A slug this version does not know is shown as it is."""
    _, read = kept(Word(RecordState), "archived")

    assert read.value == "archived"
    assert not read.is_known


def test_several_words_are_kept_sorted_and_once():
    """The order of ticking makes no difference, so it makes no conflict."""
    officials, _, students, *_ = Audience
    one = kept(Words(Audience), (students, officials, students))
    other = kept(Words(Audience), (officials, students))

    assert one == other
    assert set(one[1]) == {students, officials}


def test_an_empty_list_of_words_is_missing():
    """Nothing ticked is no answer, as an empty field is."""
    assert stored_words(()) is None
    assert stored_words(None) is None
    assert kept(Words(Audience), ()) == (None, None)


def test_a_broken_list_of_words_reads_as_empty():
    """What another program wrote there does not stop the list from opening."""
    assert read_words("[broken") == ()
    assert read_words('"one"') == ()


def test_every_type_of_value_is_met_by_some_field():
    """A form has an editor for each kind of value the records hold."""
    met = {field.holds for kind in KINDS.values() for field in kind.fields.values()}

    assert met == set(FieldType)


def test_a_scope_names_the_unit_where_the_unit_matters():
    """Rows of a unit stand in that unit's scope, the catalog in one for all."""
    assert Scope.UNIT.of("TR-NTT") == "unit/TR-NTT"
    assert Scope.PRIVATE.of("TR-NTT") == "private/TR-NTT"
    assert Scope.CATALOG.of("TR-NTT") == "catalog"
