"""Laws of names: the order is total and Vietnamese, folding and tidying are done once."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.names import (
    bare,
    fold,
    full_name,
    match_key,
    search_text,
    sort_key,
    text_key,
    tidy,
)

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
SYLLABLES = (
    *("An", "Ân", "Ăn", "Ánh", "Ảnh", "Anh", "Bằng", "Bảng", "A", "Y", "Blong", "Byên", "Dũng"),
    *("Đức", "Đạt", "Hòa", "Hoà", "Hoa", "Hmưr", "Kơ", "Krong", "Lan", "Lán", "Lụa", "Lưỡng"),
    *("Nguyễn", "Nguyên", "Nhok", "Ngà", "Ngã", "Phượng", "Pưih", "Quý", "Quí", "Thị", "Thi"),
    *("Thủy", "Thuỷ", "Tiến", "Tiên", "Trần", "Võ", "Vỹ", "Vĩ", "Wek", "Xrem", "Ý", "Yên"),
    *("yến", "đức", "h'Mlang"),
)
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def letters(word):
    """Return place in the alphabet, tone and case of each letter, spelled out independently."""
    found = []
    for character in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", character)
        tone = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        place = -1 if base in " '" else ALPHABET.index(base.lower())
        found.append(((place, base == "'"), TONES[tone], base != base.lower()))
    return found


def compared(one, other):
    """Compare two texts as the dictionary does: letters, then tones, then capitals."""
    for level in range(3):
        first = [letter[level] for letter in letters(one)]
        second = [letter[level] for letter in letters(other)]
        if first != second:
            return -1 if first < second else 1
    return 0


def listed(one, other):
    """Compare two names as lists do: by the last word, then by what stands before it."""
    (*rest, given), (*others, other_given) = one.split(), other.split()
    return compared(given, other_given) or compared(" ".join(rest), " ".join(others))


@given(st.lists(names, max_size=12))
def test_lists_follow_the_dictionary(people):
    """Sorting by the key gives the order that the letters, tones and capitals prescribe."""
    by_key = sorted(people, key=sort_key)

    assert all(listed(one, other) <= 0 for one, other in pairwise(by_key))


@given(texts, texts)
def test_the_order_of_names_is_total(one, other):
    """Two names that differ have one order, on every computer and after every restart."""
    assert (sort_key(one) == sort_key(other)) == (tidy(one) == tidy(other))


@given(texts, texts)
def test_keys_compare_in_the_store_as_they_do_here(one, other):
    """SQL compares the bytes of UTF-8, Python the letters: both put the list in one order."""
    keys = text_key(one), text_key(other)

    assert (keys[0] < keys[1]) == (keys[0].encode() < keys[1].encode())


@given(texts)
def test_tidying_and_folding_once_is_enough(text):
    """What was kept does not change when it is saved again."""
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)
    assert full_name(full_name(text)) == full_name(text)


@given(names)
def test_capitals_do_not_matter_to_a_match(name):
    """A list in capitals and one in small letters name the same people."""
    assert match_key(name.upper()) == match_key(name) == match_key(name.lower())


@given(names)
def test_what_is_searched_as_written_is_found(name):
    """Every word of a name finds the name."""
    assert set(fold(name).split()) <= set(search_text(name).split())
