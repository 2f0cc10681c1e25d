"""Rows of an untidy log: which are records, what they borrow, what is refused."""

import datetime as dt

import pytest

from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged, unit_called, values

HEAD = ["STT", "Ngày", "Tên hoạt động", "Địa điểm", "Số lượt người"]
ROW = [1, "7/10/2025", "Hội nghị quán triệt", "Hội trường", 35]


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cộng", None, None, None, 35],
        [None, None, "Tổng cộng", None, 35],
        [None, "Cộng", None, None, 35],
        ["Cộng tháng 10", None, None, None, "35"],
        ["Lũy kế từ đầu năm", None, None, None, 350],
        ["Luỹ kế", None, None, None, 350],
        [None, None, "Tổng số lượt người", None, 35],
        ["TỔNG SỐ: 1 hoạt động", None, None, None, None],
        ["tong cong", None, None, None, 35],
        ["Trong đó: nữ", None, None, None, 20],
        ["I", "Khối cơ quan", None, None, None],
        ["II", None, "Khối trường học", None, None],
        ["A.", None, "Khối thôn", None, None],
        ["Tháng 11 năm 2025", None, None, None, None],
        ["Ghi chú: số liệu đến 31/10", None, None, None, None],
        ["* Ghi chú", None, "Chưa gồm hoạt động lồng ghép", None, None],
        ["- 2 -", None, None, None, None],
        ["Trang 2", None, None, None, None],
        [2, None, None, None, None],
    ],
    ids=str,
)
def test_rows_beside_the_records_are_neither_kept_nor_refused(row):
    """Totals, groups, notes, page numbers and bare numbers."""
    found = staged([HEAD, ROW, row, [3, "9/10/2025", "B", "C", 4]], "activities")

    assert values(found, "title") == [("Hội nghị quán triệt",), ("B",)]
    assert found.refused == ()


def test_a_total_in_a_title_makes_no_total_of_it():
    """A record has its other values: «Tổng kết» and «Cộng đồng» are titles."""
    rows = [
        HEAD,
        [1, "7/10/2025", "Tổng kết phong trào", "A", 3],
        [None, "8/10/2025", "Tổng số hóa hồ sơ", "A", 3],
        [None, "9/10/2025", "Cộng đồng cùng học số", "A", 3],
    ]

    assert len(staged(rows, "activities").drafts) == 3


def test_signatures_end_the_table():
    """Place, day, titles and names below are no records, whatever columns they stand in."""
    rows = [
        HEAD,
        ROW,
        [None, None, None, "Đăk Pxi, ngày 31 tháng 10 năm 2025", None],
        [None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN", None],
        [None, None, "(Ký, ghi rõ họ tên)", "CHỦ TỊCH", None],
        [None, None, "Lê Thị Lập", "Trần Văn Trưởng", None],
    ]

    found = staged(rows, "activities")

    assert len(found.drafts) == 1
    assert found.refused == ()


def test_a_numbered_record_after_a_signature_is_still_a_record():
    """Nothing that counts on is lost."""
    rows = [HEAD, ROW, ["NGƯỜI LẬP BIỂU", None, None, "HIỆU TRƯỞNG"], [2, "9/10/2025", "B", "C", 4]]

    assert len(staged(rows, "activities").drafts) == 2


def test_groups_counted_by_numbers():
    """1 Khối cơ quan, 1.1, 1.2, 2 Khối trường, 2.1."""
    rows = [
        HEAD,
        ["1", None, "Khối cơ quan", None, None],
        ["1.1", "7/10/2025", "A", "X", 3],
        ["1.2", "8/10/2025", "B", "X", 3],
        ["2", None, "Khối trường", None, None],
        ["2.1", "9/10/2025", "C", "X", 3],
    ]

    found = staged(rows, "activities")

    assert values(found, "title") == [("A",), ("B",), ("C",)]
    assert found.refused == ()


def test_a_log_without_numbers():
    """Without a column of numbers rows are records by what they hold."""
    rows = [
        ["Ngày", "Nội dung", "Số người"],
        ["7/10/2025", "A", 3],
        ["Tháng 11", None, None],
        ["8/11/2025", "B", None],
        [None, "Tổng cộng", 3],
    ]

    found = staged(rows, "activities")

    assert values(found, "title", "reach_count") == [("A", 3), ("B", None)]
    assert found.refused == ()


@pytest.mark.parametrize(
    ("row", "heading", "value"),
    [
        ([2, None, "B", "C", 4], "Ngày", ""),
        ([2, "8/10/2025", None, "C", 4], "Tên hoạt động", ""),
        ([2, "8/10/2025", "-", "C", 4], "Tên hoạt động", "-"),
        ([2, "31/11/2025", "B", "C", 4], "Ngày", "31/11/2025"),
        ([2, "8/10/2025", "B", "C", "30-35"], "Số lượt người", "30-35"),
        ([2, "8/10/2025", "B", "C", "#N/A"], "Số lượt người", "#N/A"),
        ([2, "#REF!", "B", "C", 4], "Ngày", "#REF!"),
        ([2, "8/10/2025", "#VALUE!", "C", 4], "Tên hoạt động", "#VALUE!"),
        ([2, "8/10/2025", "B" * 201, "C", 4], "Tên hoạt động", "B" * 201),
        ([2, "8/10/2025", "B", "C" * 201, 4], "Địa điểm", "C" * 201),
        ([2, "8/10", "B", "C", 4], "Ngày", "8/10"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_row_is_refused_by_itself(row, heading, value):
    """Row, heading and value as the file shows them; the row above comes in."""
    found = staged([HEAD, ROW, row], "activities")

    assert len(found.drafts) == 1
    assert [(bad.row, bad.heading, bad.value, bad.code) for bad in found.refused] == [
        (3, heading, value, "KH57-1001")
    ]
    assert found.refused[0].why


def test_what_cannot_be_read_elsewhere_is_left_out():
    """A strange word in a minor column does not hold the row up."""
    head = [*HEAD, "Hình thức", "Nữ", "Kết quả"]

    found = staged([head, [*ROW, "múa lân", "nhiều", "#REF!"]], "activities")

    assert values(found, "activity_kind", "women_count", "result") == [(None, None, None)]


def test_an_empty_count_stays_empty():
    """Missing is not nought; a dash says nothing."""
    found = staged(
        [HEAD, [1, "7/10/2025", "A", "B", None], [2, "7/10/2025", "A", "C", "-"]], "activities"
    )

    assert ["reach_count" in draft.values for draft in found.drafts] == [False, False]


def test_a_unit_that_cannot_be_met_refuses_a_log_s_row():
    """Nobody knows whose activity it was."""
    rows = [[*HEAD, "Đơn vị"], [*ROW, "Phòng VHXH xã"], [2, "8/10/2025", "B", "C", 4, "Sở Y tế"]]

    found = staged(rows, "activities")

    assert values(found, "unit") == [(unit_called("Phòng Văn hóa - Xã hội"),)]
    assert [(bad.heading, bad.value) for bad in found.refused] == [("Đơn vị", "Sở Y tế")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TYT xã", "Trạm Y tế"),
        ("BCH QS xã Đăk Pxi", "Ban CHQS xã"),
        ("Trung tâm PVHCC", "Trung tâm Phục vụ hành chính công"),
        ("Thôn Pa Cheng", "Tổ công nghệ số cộng đồng thôn Pa Cheng"),
        ("Tổ CNSCĐ thôn Đắc Xế Kơ Ne", "Tổ công nghệ số cộng đồng thôn Đăk Xế Kơ Ne"),
        ("P. Kinh tế", "Phòng Kinh tế"),
        ("Hội LHPN xã", "Hội LHPN"),
        ("Trường TH-THCS Nguyễn Tất Thành", "TH-THCS Nguyễn Tất Thành"),
    ],
)
def test_units_are_met_under_their_other_names(written, name):
    """Abbreviations, villages and kind words lead to the registered unit."""
    found = staged([[*HEAD, "Đơn vị thực hiện"], [*ROW, written]], "activities")

    assert values(found, "unit") == [(unit_called(name),)]


def test_days_exchanged_by_a_computer_set_to_month_first():
    """Real dates up to the 12th beside texts above it: day and month change places."""
    rows = [
        HEAD,
        [1, dt.date(2025, 3, 11), "A", "X", 1],
        [2, "17/11/2025", "B", "X", 1],
        [3, dt.date(2025, 12, 10), "C", "X", 1],
    ]

    found = staged(rows, "activities")

    assert values(found, "starts_on") == [
        (dt.date(2025, 11, 3),),
        (dt.date(2025, 11, 17),),
        (dt.date(2025, 10, 12),),
    ]


@pytest.mark.parametrize("other", [dt.date(2025, 11, 13), "7/11/2025", None])
def test_real_dates_stay_where_nothing_speaks_for_an_exchange(other):
    """A month-first format alone changes nothing."""
    rows = [HEAD, [1, dt.date(2025, 3, 11), "A", "X", 1], [2, other, "B", "X", 1]]

    assert values(staged(rows, "activities"), "starts_on")[0] == (dt.date(2025, 3, 11),)


def test_merged_cells_hold_for_all_their_rows():
    """A day merged down over three rows is the day of each; so is the place."""
    rows = [
        HEAD,
        [1, "7/10/2025", "A", "Hội trường", 1],
        [2, None, "B", None, 2],
        [3, None, "C", None, 3],
        [4, "9/10/2025", "D", "Sân", 4],
    ]

    found = staged(rows, "activities", [(2, 1, 4, 1), (2, 3, 4, 3)])

    assert values(found, "starts_on", "place") == [
        *((dt.date(2025, 10, 7), "Hội trường"),) * 3,
        (dt.date(2025, 10, 9), "Sân"),
    ]


@pytest.mark.parametrize(
    "ditto", ["nt", "-nt-", "NT", "〃", '"', "''", '-"-', "như trên", "n.t", "”"]
)
def test_as_above_means_the_value_above(ditto):
    """«nt» and its like mean the value above, also twice."""
    rows = [HEAD, ROW, [2, ditto, "B", ditto, 2], [3, ditto, "C", ditto, 3]]

    assert (
        values(staged(rows, "activities"), "starts_on", "place")
        == [(dt.date(2025, 10, 7), "Hội trường")] * 3
    )


def test_as_above_without_a_row_above_says_nothing():
    """The first row has nothing above it."""
    found = staged([HEAD, [1, "nt", "A", "nt", 2]], "activities")

    assert [(bad.heading, bad.why) for bad in found.refused] == [("Ngày", "thiếu «Ngày tổ chức»")]


def test_a_group_row_lends_its_year():
    """«Tháng 12/2024» above some rows, «Tháng 01/2025» above others."""
    rows = [
        ["SỔ THEO DÕI NĂM 2025"],
        HEAD,
        ["Tháng 12/2024"],
        [1, "30/12", "A", "X", 1],
        ["Tháng 01/2025"],
        [2, "5/1", "B", "X", 1],
    ]

    assert values(staged(rows, "activities"), "starts_on") == [
        (dt.date(2024, 12, 30),),
        (dt.date(2025, 1, 5),),
    ]


def test_the_sheet_s_name_lends_a_year_at_last():
    """Where no title says it, the tab does."""
    found = stage(
        [a_sheet([HEAD, [1, "7/10", "A", "X", 1]], name="T10-2025")], "activities", known()
    )

    assert values(found, "starts_on") == [(dt.date(2025, 10, 7),)]
