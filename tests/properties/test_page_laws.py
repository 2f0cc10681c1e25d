"""Laws of the pages that are printed: whatever is typed or chosen, none twice, none of another."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from kh57_desktop.ui.papers.print_wish import page_numbers, pages_of, repeated

counts = st.integers(1, 40)
ends = st.integers(1, 60)
ranges = st.lists(st.tuples(ends, ends), max_size=6)


def within(chosen, count):
    """Return the pages between the ends, either way round, that the paper has."""
    return tuple(
        page for page in range(count) if any(min(one) <= page + 1 <= max(one) for one in chosen)
    )


@given(st.text("0123456789-,; ²٣x", max_size=20), counts)
def test_whatever_is_typed_means_pages_of_the_paper(words, count):
    """In their order, each once, none beyond the last; all where nothing was typed."""
    pages = page_numbers(words, count)

    assert words.strip() or len(pages) == count
    assert list(pages) == sorted(set(pages))
    assert set(pages) <= set(range(count))


@given(ranges, counts)
def test_ranges_that_are_typed_mean_what_lies_between_their_ends(chosen, count):
    """3-1, 2, 2-3: backward, twice and overlapping are the same three pages."""
    words = ", ".join(f"{first}-{last}" for first, last in chosen)

    assert page_numbers(words, count) == (within(chosen, count) if chosen else tuple(range(count)))


@given(ranges, counts)
def test_ranges_of_the_system_mean_what_they_mean_when_typed(qapp, chosen, count):
    """Both dialogs print the same pages for the same wish; the system's refuses those beyond."""
    assert qapp is not None
    printer, given_ranges = QPrinter(), QPageRanges()
    for first, last in chosen:
        given_ranges.addRange(first, last)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(given_ranges)
    words = ";".join(f"{first}-{last}" for first, last in chosen)

    assert pages_of(printer, count) == (page_numbers(words, count) or tuple(range(count)))


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=9, unique=True),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
)
def test_every_copy_has_every_page(pages, copies, collated, two_sides):
    """Each page is drawn once to a copy; on two sides no sheet belongs to two copies."""
    sides = repeated(pages, copies, collated=collated, two_sides=two_sides)
    drawn = Counter(side for side in sides if side is not None)

    assert drawn == dict.fromkeys(pages, copies)
    if two_sides:
        long = len(pages) + len(pages) % 2
        assert all(sides[at] == pages[0] for at in range(0, len(sides), long))
