"""A file with the stamp of a state secret stops, wherever the stamp stands (T38)."""

import pytest

from kh57_desktop.errors import SecretStamp
from kh57_desktop.importing import staging
from kh57_desktop.importing.grid import Row, Sheet
from tests.support.sheets import known, staged

HEAD = ["STT", "Ngày", "Tên hoạt động", "Địa điểm", "Số lượt người"]
ROW = [1, "7/10/2025", "Hội nghị quán triệt", "Hội trường", 35]
NAMES = ["STT", "Họ đệm", "Tên", "Năm sinh", "Giới tính"]
PUPILS = [[1, "TRẦN VĂN", "MẬT", 1990, "Nam"], [2, "Y", "LAN", 1991, "Nữ"]]


def a_stamp_above_the_table_stops_the_file():
    """Claim that a stamp in the head of a file stops all of it."""
    with pytest.raises(SecretStamp) as stopped:
        staged([["TỐI MẬT"], ["SỔ THEO DÕI"], HEAD, ROW], "activities")
    assert stopped.value.details == {"where": "Trang «Sheet1», dòng 1", "stamp": "TỐI MẬT"}


@pytest.mark.fault("T38")
def test_a_stamp_above_the_table_stops_the_file():
    """Not one row of such a file comes in, and the officer reads where the stamp stands."""
    a_stamp_above_the_table_stops_the_file()


@pytest.mark.fault("T38", control=True)
def test_without_the_detector_the_file_comes_in(monkeypatch):
    """It is the search for stamps that stops it, nothing else."""
    monkeypatch.setattr(staging, "refuse_stamps", lambda *_: None)
    with pytest.raises(pytest.fail.Exception):
        a_stamp_above_the_table_stops_the_file()

    assert staged([["TỐI MẬT"], ["SỔ THEO DÕI"], HEAD, ROW], "activities").read == 1


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, [1, "7/10/2025", "MẬT", "Hội trường", 35]],
        [HEAD, [1, "7/10/2025", "Diễn tập (MẬT)", "Hội trường", 35]],
        [HEAD, ROW, ["", "", "Độ mật: Mật"]],
        [[*HEAD, "Ghi chú"], [*ROW, "Tuyệt mật"]],
        [[*HEAD, "Độ mật"], [*ROW, "MẬT"]],
    ],
)
def test_a_stamp_in_or_below_the_table_stops_the_file(rows):
    """Also in a column that would not be kept."""
    with pytest.raises(SecretStamp):
        staged(rows, "activities")


def test_a_stamp_in_a_file_without_a_fitting_table_stops_it_too():
    """Nobody is sent to look for headings in such a file."""
    with pytest.raises(SecretStamp):
        staged([["Công điện"], ["TUYỆT MẬT"]], "activities")


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet("MẬT", (Row(1, tuple(HEAD)), Row(2, tuple(ROW)))),
        Sheet("Bảng 1", (Row(1, tuple(HEAD)), Row(2, tuple(ROW))), above=("Sổ", "TỐI MẬT")),
    ],
)
def test_a_stamp_beside_the_cells_stops_the_file(sheet):
    """The name of a sheet and the lines before the table of a document count too."""
    with pytest.raises(SecretStamp):
        staging.stage([sheet], "activities", known())


def test_a_person_called_so_is_no_secret():
    """In a column of given names MẬT is a name."""
    found = staged([NAMES, *PUPILS], "people")

    assert [draft.values["full_name"] for draft in found.drafts] == ["Trần Văn Mật", "Y Lan"]
