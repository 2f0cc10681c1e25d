"""Identifiers never collide, and two devices derive the same one for the same thing."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.system import ids

RUN = bytes.fromhex("fedcba98765432100123456789abcdef")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_every_life_of_the_program_has_its_own_name():
    """Two starts of the program never share a run."""
    runs = {ids.new_run() for _ in range(100)}

    assert len(runs) == 100
    assert {len(run) for run in runs} == {16}


def test_a_row_carries_the_first_bits_of_its_run_and_its_number():
    """Bits 61 to 18 are the run's first 44, bits 17 to 0 count its rows (SYNC 3.1)."""
    number = ids.row_id(RUN, 0x2ABCD)

    assert number >> 18 == 0xFEDCBA98765
    assert number & 0x3FFFF == 0x2ABCD
    assert not ids.is_derived(number)


def test_a_run_names_its_rows_and_no_more():
    """When a run has named 262,144 rows another one is drawn."""
    assert ids.row_id(RUN, ids.ROWS_A_RUN - 1) < 1 << 62
    for beyond in (-1, ids.ROWS_A_RUN):
        with pytest.raises(ValueError, match="262144"):
            ids.row_id(RUN, beyond)


@given(st.binary(min_size=16, max_size=16), st.integers(0, ids.ROWS_A_RUN - 1))
def test_counted_ids_fit_the_store_and_grow(run, counter):
    """An id is a positive 62-bit integer, later rows have greater ones."""
    assert 0 <= ids.row_id(run, counter) < 1 << 62
    assert counter == 0 or ids.row_id(run, counter) == ids.row_id(run, counter - 1) + 1


def test_a_derived_id_is_the_hash_of_the_key():
    """The id of a mark is fixed for ever: another program computes the same."""
    spelled = b'["mark","unit/TH-DP",[12,7]]'
    first = int.from_bytes(hashlib.sha256(spelled).digest(), "big") >> 194

    assert ids.derived("mark", "unit/TH-DP", (12, 7)) == first | 1 << 62
    assert ids.derived("mark", "unit/TH-DP", (12, 7)) == 8533006445975839855


@given(st.text(), st.text(), st.lists(st.integers() | st.text(), max_size=3))
def test_derived_ids_are_sixty_three_bits_and_agree(table, scope, key):
    """Two devices that mark the same seat meet in one row."""
    number = ids.derived(table, scope, key)

    assert number == ids.derived(table, scope, tuple(key))
    assert 1 << 62 <= number < 1 << 63
    assert ids.is_derived(number)


def test_a_key_in_another_scope_is_another_row():
    """Two schools' rows of equal keys stay apart."""
    assert ids.derived("review", "unit/A", ["2026-05"]) != ids.derived(
        "review", "unit/B", ["2026-05"]
    )


def test_the_canonical_spelling_is_one():
    """Whoever writes it, the same value gives the same bytes."""
    value = {"b": "Đăk Pxi", "a": [1, None, True, dt.date(2026, 5, 31), Decimal("1.50")]}

    assert ids.canonical(value).decode() == '{"a":[1,null,true,"2026-05-31","1.50"],"b":"Đăk Pxi"}'


@given(values)
def test_the_canonical_spelling_does_not_depend_on_order(value):
    """A dictionary filled in another order is spelled the same."""

    def turned(inner):
        if isinstance(inner, dict):
            return {name: turned(inner[name]) for name in reversed(inner)}
        return [turned(each) for each in inner] if isinstance(inner, list) else inner

    assert ids.canonical(turned(value)) == ids.canonical(value)


@pytest.mark.parametrize("value", [object(), b"bytes"])
def test_what_has_no_spelling_is_refused(value):
    """A value without one canonical form never becomes an id."""
    with pytest.raises(TypeError, match=type(value).__name__):
        ids.canonical([value])


def test_numbers_that_are_none_are_refused():
    """Not-a-number has no spelling."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        ids.canonical(float("nan"))


@given(values)
def test_what_was_spelled_is_read_back(value):
    """What one device wrote, another understands."""
    assert ids.read_json(ids.canonical(value)) == value


@pytest.mark.parametrize(
    "data", [b"", b"{", b"NaN", b"[-Infinity]", b"[" * 100_000, b"\xff", b'"\\ud800"']
)
def test_broken_json_is_refused_in_one_way(data):
    """Whatever is wrong with a file, its reader hears the same."""
    with pytest.raises(ValueError):  # noqa: PT011 - each is broken in its own words
        ids.read_json(data)
