"""The order of lists is the order of ICU's Vietnamese collation, which Qt for Linux carries."""

import random
import sys

import pytest
from PySide6.QtCore import QCollator, QLocale, Qt

from kh57_desktop.domain.names import text_key

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)


def words(pick):
    """Return one to three short words of any Vietnamese letters."""
    made = [
        "".join(pick.choice(LETTERS + LETTERS.upper()) for _ in range(pick.randint(1, 4)))
        for _ in range(pick.randint(1, 3))
    ]
    return " ".join(made)


def neighbor(pick, text):
    """Return a text that differs in one place only: the hard case of an order."""
    place = pick.randrange(len(text))
    return text[:place] + pick.choice(LETTERS + LETTERS.upper()) + text[place + 1 :]


def sign(number):
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


def disagreements(pairs):
    """Return the pairs of texts that ICU and our keys put in different order."""
    collator = QCollator(QLocale("vi_VN"))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
    pick = random.Random(57)  # noqa: S311 - the same texts at each run
    wrong = []
    for number in range(pairs):
        one = words(pick)
        other = neighbor(pick, one) if number % 2 else words(pick)
        keys = text_key(one), text_key(other)
        if sign(collator.compare(one, other)) != (keys[0] > keys[1]) - (keys[0] < keys[1]):
            wrong.append((one, other))
    return wrong


@pytest.mark.skipif(sys.platform == "win32", reason="Qt for Windows sorts by Windows, not by ICU")
def test_lists_are_in_the_order_of_the_dictionary():
    """Thousands of pairs, half of them one letter apart: not one stands the other way round."""
    assert disagreements(5_000) == []


@pytest.mark.deep
@pytest.mark.skipif(sys.platform == "win32", reason="Qt for Windows sorts by Windows, not by ICU")
def test_lists_are_in_the_order_of_the_dictionary_for_very_many_pairs():
    """The same with as many pairs as a commune has names."""
    assert disagreements(200_000) == []
