"""The tables of the records: what every store and every bundle relies on."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kh57_desktop.records.base import Scope
from kh57_desktop.records.kinds import BY_TABLE, KINDS
from kh57_desktop.records.tables import INFO, metadata

TABLES = metadata().sorted_tables
BOOKKEEPING = {"_h", "_s", "_q", "_gone"}

# Who can read the rows of a scope can also read those of these scopes (SYNC 2).
READABLE = {
    Scope.CATALOG: {Scope.CATALOG},
    Scope.UNIT: {Scope.CATALOG, Scope.UNIT},
    Scope.PRIVATE: {Scope.CATALOG, Scope.UNIT, Scope.PRIVATE},
    Scope.OFFICE: {Scope.CATALOG, Scope.UNIT, Scope.OFFICE},
}


def by_name(thing):
    """Return how a table or kind is called in the list of tests."""
    return thing.name


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_shared_field_must_be_filled(table):
    """A bundle of another version may lack any field: only keys and bookkeeping are NOT NULL."""
    strict = {column.name for column in table.columns if not column.nullable}

    assert strict <= {"id", *BOOKKEEPING, *(column.name for column in table.primary_key)}


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_table_carries_the_clock_of_its_rows(table):
    """Stamp, stream, number and the removal mark stand on every shared row."""
    assert {*BOOKKEEPING, "id"} <= set(table.columns.keys()) | {c.name for c in table.columns}


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_nothing_but_keys_is_unique_or_checked(table):
    """A second arrival must have somewhere to go: no unique index, no CHECK on values (M7)."""
    refused = [
        thing
        for thing in table.constraints
        if isinstance(thing, sa.UniqueConstraint | sa.CheckConstraint)
    ]

    assert refused == []
    assert [index for index in table.indexes if index.unique] == []


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_whole_numbers_have_63_bits_everywhere(table):
    """An id made here means the same row on every database."""
    numbers = [c for c in table.columns if isinstance(c.type, sa.Integer)]

    assert numbers
    for column in numbers:
        assert column.type.compile(postgresql.dialect()) == "BIGINT"
        assert column.type.compile(sqlite.dialect()) == "INTEGER"


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_word_is_stored_by_the_name_of_its_member(table):
    """A word is stored by its slug: SQLAlchemy's own Enum would store the English member name."""
    assert [column.name for column in table.columns if isinstance(column.type, sa.Enum)] == []


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_table_draws_ids_by_itself(table):
    """Every row names its id: a number drawn by the database would be one of our own run's."""
    assert [column.name for column in table.columns if column.autoincrement is True] == []
    assert table.columns["id"].autoincrement is False


@pytest.mark.parametrize("kind", KINDS.values(), ids=by_name)
def test_a_row_refers_only_to_what_its_readers_can_read(kind):
    """Whoever receives a row can resolve every reference in it."""
    for field in kind.references:
        target = BY_TABLE[field.about.refers_to]

        assert target.scope in READABLE[kind.scope], field.name


@pytest.mark.parametrize("kind", KINDS.values(), ids=by_name)
def test_parents_stand_before_those_who_refer_to_them(kind):
    """Creations are inserted in the order of the kinds: a parent is there before its child."""
    order = list(KINDS)

    for field in kind.references:
        parent = BY_TABLE[field.about.refers_to].name
        assert order.index(parent) <= order.index(kind.name)


@pytest.mark.parametrize("kind", KINDS.values(), ids=by_name)
def test_every_field_of_a_kind_is_described(kind):
    """No column travels without a label: form, history and sheet read it."""
    plain = {"id", *BOOKKEEPING}
    mute = [c.name for c in kind.table.columns if c.name not in plain and INFO not in c.info]

    assert mute == []
    assert all(field.about.label for field in kind.fields.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=by_name)
def test_what_a_kind_says_of_itself_are_its_fields(kind):
    """The fields that name, date and key a record exist, and references lead to tables."""
    named = [kind.shown_by, *([kind.dated_by] if kind.dated_by else []), *kind.key]
    assert [name for name in named if name not in kind.fields] == []
    assert [f.name for f in kind.references if f.about.refers_to not in BY_TABLE] == []
