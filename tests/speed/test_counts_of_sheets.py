"""How much the store is asked when a sheet comes in: by the lot, never by the row."""

import pytest

from kh57_desktop.services.sheets import Sheets
from tests.support.counting import counted
from tests.support.desks import a_desk
from tests.support.sheets import as_csv

HEAD = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Thôn")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Lend the desk of a school."""
    own = a_desk(tmp_path_factory.mktemp("school"))
    yield own
    own.journal.store.close()


def brought_in(desk, path, first, count):
    """Bring in so many people of a village; return how many statements that took."""
    people = [(n, f"A Văn Bình {chr(97 + n // 26)}{chr(97 + n % 26)}", 1980, "Nam", "Pa Cheng")
              for n in range(first, first + count)]  # fmt: skip
    path.write_text(as_csv([HEAD, *people]), encoding="utf-8")
    sheets = Sheets(desk)
    with counted(desk.journal.store) as sent:
        report = sheets.accept(sheets.preview(path, "people", {}))
    assert report.created == count
    return len(sent)


def test_a_list_of_people_comes_in_by_the_lot(desk, tmp_path):
    """Plan, key and village are asked once for a file, and all its rows are written together."""
    brought_in(desk, tmp_path / "0.csv", 0, 3)
    few = brought_in(desk, tmp_path / "few.csv", 10, 10)
    many = brought_in(desk, tmp_path / "many.csv", 100, 150)

    assert few == many
