"""Laws of sheets: nothing typed can break the reading, and what goes out comes back the same."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.domain.vocabulary import ActivityKind, MediaKind, Sex
from kh57_desktop.errors import Kh57Error
from kh57_desktop.importing import days, legacy, values, years
from kh57_desktop.importing.child import answered
from kh57_desktop.importing.grid import packed, unpacked
from kh57_desktop.importing.recognition import tables
from kh57_desktop.importing.staging import stage
from kh57_desktop.importing.wording import is_near
from kh57_desktop.records.kinds import KINDS
from tests.support.sheets import a_sheet, as_csv, known, staged
from tests.support.workbooks import an_xlsx

TYPED = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.text("0123456789/.-:, đếnừngàytháng", max_size=20),
    st.integers(-(10**6), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.datetimes(dt.datetime.min, dt.datetime.max),  # noqa: DTZ901 - cells know no zone
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=2)),
)
HEADINGS = st.sampled_from(
    [
        "STT",
        "Ngày",
        "Tên hoạt động",
        "Họ và tên",
        "Năm sinh",
        "Nữ",
        "Nam",
        "13/10",
        "Thôn",
        "Số người",
        "Đơn vị",
        "Ghi chú",
        "Điểm danh",
        "Tên đơn vị",
        "Ngày sản xuất",
        "Tên lớp",
        "Họ đệm",
        "Tên",
        "",
    ]
)
WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ", min_size=2, max_size=8)
TITLES = st.lists(WORDS, min_size=2, max_size=6).map(" ".join).map(str.capitalize)
RECORDED = st.dates(dt.date(2025, 1, 1), dt.date(2026, 3, 31))


@given(TYPED)
def test_no_cell_can_break_the_reading_of_a_value(cell):
    """Whatever stands in a cell, the answer is a value or why there is none."""
    october = years.years_in(["Tháng 10 năm 2025"])
    answers = [
        days.read_span(cell, october),
        values.read_name(cell),
        values.read_count(cell),
        values.read_seconds(cell),
        values.read_phone(cell),
        values.read_birth_year(cell, dt.date(2026, 3, 31)),
        values.read_sex(cell),
        values.read_tick(cell),
        values.read_word(MediaKind, cell),
        values.read_words(ActivityKind, cell),
        values.read_mark(cell),
    ]

    assert all(isinstance(answer.why, str) for answer in answers if isinstance(answer, Unreadable))


KINDS_OF_SHEETS = st.sampled_from(
    ["activities", "media", "trainings", "people", "attendance", "units"]
)


@given(st.lists(st.lists(st.one_of(TYPED, HEADINGS), max_size=6), max_size=8), KINDS_OF_SHEETS)
def test_no_sheet_can_break_the_staging(rows, kind):
    """Headings, records and nonsense in any order: every row is kept, refused or passed over."""
    found = staged(rows, kind)

    numbers = {number for number, row in enumerate(rows, 1)}
    assert {draft.at.row for draft in found.drafts} | {bad.row for bad in found.refused} <= numbers
    assert len({draft.row_hash for draft in found.drafts}) == len(found.drafts)


@given(st.binary(max_size=300))
def test_no_bytes_can_break_the_reader(content):
    """A file of anything is tables or a coded refusal."""
    assert set(answered(content)) <= {"sheets", "too_big", "unreadable"}


@given(st.binary(max_size=60), st.integers(0, 5000))
def test_no_damage_of_a_workbook_breaks_the_reader(noise, place):
    """Bytes written over a real workbook: tables or a coded refusal."""
    honest = an_xlsx([["STT", "Họ và tên"], [1, "Nguyễn Văn An"]])
    damaged = honest[:place] + noise + honest[place + len(noise) :]

    assert set(answered(damaged)) <= {"sheets", "too_big", "unreadable"}


@given(st.text(max_size=60))
def test_decoding_old_fonts_never_fails_and_settles(text):
    """What was decoded once is Unicode and stays."""
    (once,), _ = legacy.repaired([text])

    assert isinstance(once, str)
    assert 0 <= legacy.share_of_syllables(once) <= 1


ACTIVITIES = st.lists(
    st.tuples(TITLES, RECORDED, TITLES, st.integers(0, 9999), st.sampled_from(list(ActivityKind))),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[0],
)


@pytest.mark.parametrize("written", ["xlsx", "csv", "sheet"])
@given(records=ACTIVITIES)
def test_a_log_goes_out_and_comes_back(written, records):
    """Sheet, drafts, sheet: under the labels of the fields nothing changes."""
    fields = ("title", "starts_on", "place", "reach_count", "activity_kind")
    labels = [KINDS["activities"].fields[name].about.label for name in fields]
    rows = [
        labels,
        *([title, day, place, count, kind.label] for title, day, place, count, kind in records),
    ]

    found = stage(brought(rows, written), "activities", known())

    assert found.refused == ()
    assert [tuple(d.values[name] for name in fields) for d in found.drafts] == records


PEOPLE = st.lists(
    st.tuples(
        TITLES.map(str.title),
        st.integers(1930, 2020),
        st.sampled_from([Sex.MALE, Sex.FEMALE]),
        st.integers(1, 10),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@pytest.mark.parametrize("written", ["xlsx", "csv", "sheet"])
@given(records=PEOPLE)
def test_a_list_of_people_goes_out_and_comes_back(written, records):
    """Names, years, sexes and villages survive the way through a file."""
    fields = ("full_name", "birth_year", "sex", "village")
    labels = [KINDS["people"].fields[name].about.label for name in fields]
    rows = [
        labels,
        *([name, year, sex.label, known().villages[v][0]] for name, year, sex, v in records),
    ]

    found = stage(brought(rows, written), "people", known())

    assert [tuple(d.values[name] for name in fields) for d in found.drafts] == records


def brought(rows, written):
    """Return what is read from these rows as a file."""
    if written == "sheet":
        return [a_sheet(rows)]
    if written == "xlsx":
        return tables(an_xlsx(rows))
    shown = [[c.strftime("%d/%m/%Y") if isinstance(c, dt.date) else c for c in row] for row in rows]
    return tables(as_csv(shown).encode())


@given(st.lists(st.lists(TYPED, max_size=5), min_size=1, max_size=6))
def test_sheets_cross_between_processes_unchanged(rows):
    """Every cell arrives in the other process as it was."""
    sheet = a_sheet(rows, [(1, 0, 2, 1)])

    assert unpacked(packed([sheet])) == (sheet,)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_slips_of_the_keyboard_are_counted_rightly(one, other, reach):
    """The bounded distance agrees with the plain one, in both directions."""
    assert is_near(one, other, reach) == (distance(one, other) <= reach)
    assert is_near(one, other, reach) == is_near(other, one, reach)


def distance(one, other):
    """Return how many letters must be put in, left out or changed."""
    if not one or not other:
        return len(one) + len(other)
    return min(
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    )


@pytest.mark.deep
@given(st.binary(max_size=3000))
def test_long_nonsense_cannot_break_the_reader_either(content):
    """More bytes, the same promise."""
    try:
        sheets = tables(content)
    except Kh57Error:
        sheets = ()

    assert all(sheet.rows for sheet in sheets)
