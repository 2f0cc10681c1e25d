"""Logs of activities, products and trainings as officers keep them, beyond the samples."""

import datetime as dt

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, MediaKind
from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged, unit_called

HEAD = ["STT", "Ngày", "Tên hoạt động", "Địa điểm", "Số lượt người"]
ROW = [1, "7/10/2025", "Hội nghị quán triệt", "Hội trường", 35]


def values(found, *names):
    """Return some values of every draft."""
    return [tuple(draft.values.get(name) for name in names) for draft in found.drafts]


def test_a_simple_log_comes_in():
    """Title, day, place and turns of one row."""
    found = staged([HEAD, ROW], "activities")

    assert values(found, "title", "starts_on", "place", "reach_count") == [
        ("Hội nghị quán triệt", dt.date(2025, 10, 7), "Hội trường", 35)
    ]
    assert found.drafts[0].at.row == 2
    assert found.read == 1


@pytest.mark.parametrize(
    "heading",
    [
        *("Ngày, tháng", "Thời gian", "NGÀY THÁNG NĂM", "Ngày tổ chức", "ngay to chuc"),
        *(
            "Ngày thực hiện",
            "Thời gian tổ chức",
            "Ngày (dd/mm/yyyy)",
            "Ngày\nthực hiện",
            "Ngày tổ chứ",
        ),
    ],
)
def test_the_day_has_many_headings(heading):
    """Accents, capitals, brackets, line breaks and one slip of the keyboard make no difference."""
    found = staged(
        [["STT", heading, "Tên hoạt động", "Số người"], [1, "7/10/2025", "A", 3]], "activities"
    )

    assert values(found, "starts_on") == [(dt.date(2025, 10, 7),)]


@pytest.mark.parametrize(
    "heading",
    [
        "Nội dung",
        "Nội dung tuyên truyền",
        "Tên hội nghị, cuộc họp",
        "Hoạt động",
        "Nội dung công việc",
    ],
)
def test_the_title_has_many_headings(heading):
    """What one unit calls Nội dung another calls Tên hoạt động."""
    found = staged([["TT", "Ngày", heading, "Số người"], [1, "7/10/2025", "A", 3]], "activities")

    assert values(found, "title") == [("A",)]


@pytest.mark.parametrize(
    "heading",
    [
        "Số người",
        "Số người tham dự",
        "Số lượng",
        "Sĩ số",
        "Lượt người",
        "Số lượng người dự (người)",
    ],
)
def test_the_turns_have_many_headings(heading):
    """Whoever counted, it is the number of those who came."""
    found = staged([["TT", "Ngày", "Nội dung", heading], [1, "7/10/2025", "A", 3]], "activities")

    assert values(found, "reach_count") == [(3,)]


def test_title_and_content_side_by_side():
    """With a title of its own, Nội dung is the content."""
    head = ["TT", "Ngày", "Tên hoạt động", "Nội dung", "Số lượt", "Số người"]

    found = staged([head, [1, "7/10/2025", "A", "B", 30, 20]], "activities")

    assert values(found, "title", "content", "reach_count", "people_count") == [("A", "B", 30, 20)]


def test_every_described_field_can_come_in():
    """A heading that is the label of the field is understood without further words."""
    head = [
        *HEAD,
        "Hình thức",
        "Đơn vị",
        "Đối tượng",
        "Kết quả",
        "Nhiệm vụ",
        "Cách tổ chức",
        "Trẻ em",
    ]
    row = [*ROW, "Hội nghị", "Phòng KT", "Nhân dân", "Tốt", "NV-2.5", "Trực tuyến", 4]

    draft = staged([head, row], "activities").drafts[0]

    assert draft.values["activity_kind"] == ActivityKind.CONFERENCE
    assert draft.values["unit"] == unit_called("Phòng Kinh tế")
    assert draft.values["result"] == "Tốt"
    assert draft.values["plan_item"] == 105
    assert draft.values["holding_form"] == "online"
    assert draft.values["children_count"] == 4
    assert len(draft.values["audience"]) == 1


def test_days_in_two_columns_and_spans_in_one():
    """Từ ngày and Đến ngày, or both in one cell."""
    two = [["TT", "Nội dung", "Từ ngày", "Đến ngày"], [1, "A", "7/10/2025", "9/10/2025"]]
    under = [["TT", "Nội dung", "Thời gian", None], [None, None, "Từ ngày", "Đến ngày"], two[1]]
    one = [["TT", "Nội dung", "Thời gian", "Số người"], [1, "A", "7-9/10/2025", 5]]

    for rows in (two, under, one):
        assert values(staged(rows, "activities"), "starts_on", "ends_on") == [
            (dt.date(2025, 10, 7), dt.date(2025, 10, 9))
        ]


def test_a_head_of_three_lines():
    """Groups over groups over columns."""
    rows = [
        ["TT", "Nội dung", "Thời gian", "Kết quả", None, None],
        [None, None, None, "Số người", None, "Đánh giá"],
        [None, None, None, "Tổng số", "Nữ", None],
        [1, "A", "7/10/2025", 30, 12, "Tốt"],
    ]

    found = staged(rows, "activities")

    assert values(found, "reach_count", "women_count") == [(30, 12)]
    assert [draft.at.row for draft in found.drafts] == [4]


def test_a_head_in_merged_cells_of_a_workbook():
    """Headings merged downward and across, as programs write them."""
    rows = [
        ["TT", "Nội dung", "Thời gian", "Số người", None],
        [None, None, None, "Tổng", "Trong đó: Nữ"],
        [1, "A", "7/10/2025", 30, 12],
    ]
    merges = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)]

    assert values(staged(rows, "activities", merges), "reach_count", "women_count") == [(30, 12)]


def test_numbers_of_columns_are_no_record():
    """The line (1) (2) (3) below the headings is passed over."""
    for line in (["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5], ["A", "B", 1, 2, 3]):
        found = staged([HEAD, line, ROW], "activities")

        assert [draft.at.row for draft in found.drafts] == [3]
        assert found.refused == ()


def test_headings_repeated_on_every_page():
    """A page break repeats the head; no row is lost and the head is no row."""
    second = [2, "8/10/2025", "Tọa đàm", "Sân trường", 20]

    found = staged([HEAD, ROW, ["Trang 1/2"], HEAD, second], "activities")

    assert values(found, "title") == [("Hội nghị quán triệt",), ("Tọa đàm",)]
    assert found.refused == ()


def test_columns_that_change_place_from_table_to_table():
    """The second table of the sheet has its own order."""
    rows = [
        HEAD,
        ROW,
        [None],
        ["II. KHỐI TRƯỜNG"],
        ["TT", "Tên hoạt động", "Số lượt người", "Ngày", "Địa điểm"],
        [1, "Ngoại khóa", 50, "9/10/2025", "Sân trường"],
    ]

    assert values(staged(rows, "activities"), "title", "reach_count", "place") == [
        ("Hội nghị quán triệt", 35, "Hội trường"),
        ("Ngoại khóa", 50, "Sân trường"),
    ]


def test_other_tables_are_passed_over():
    """A summary and a list of codes below the log, and one on a sheet of its own."""
    rows = [
        HEAD,
        ROW,
        [None],
        ["Tổng hợp theo tháng"],
        ["Tháng", "Số hoạt động", "Số người"],
        [10, 1, 35],
        [11, 0, 0],
    ]
    codes = a_sheet([["Mã", "Ý nghĩa"], ["HN", "Hội nghị"]], name="Mã")
    guide = a_sheet([["Hướng dẫn"], ["Cột", "Cách ghi"], ["Ngày", "ngày/tháng/năm"]], name="HD")

    found = stage([guide, a_sheet(rows), codes], "activities", known())

    assert values(found, "title") == [("Hội nghị quán triệt",)]
    assert found.refused == ()


def test_every_fitting_sheet_is_read():
    """One sheet for each month."""
    sheets = [a_sheet([HEAD, ROW], name="T10"), a_sheet([HEAD, [2, *ROW[1:]]], name="T10 (2)")]
    sheets.append(a_sheet([HEAD, [1, "3/11/2025", "B", "C", 4]], name="T11"))

    found = stage(sheets, "activities", known())

    assert [(draft.at.sheet, draft.at.row) for draft in found.drafts] == [("T10", 2), ("T11", 2)]
    assert found.repeated == 1


def test_products_in_the_same_workbook_are_no_activities():
    """A list of products has a title and a day too, but is another table."""
    products = [
        ["TT", "Tên bài", "Thể loại", "Ngày đăng", "Tác giả"],
        [1, "A", "Tin", "7/10/2025", "B"],
    ]
    sheets = [a_sheet([HEAD, ROW], name="HĐ"), a_sheet(products, name="SP")]

    assert [draft.at.sheet for draft in stage(sheets, "activities", known()).drafts] == ["HĐ"]
    assert [draft.at.sheet for draft in stage(sheets, "media", known()).drafts] == ["SP"]


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


def test_products_as_officers_list_them():
    """Kinds, days, authors and durations in words."""
    rows = [
        ["TT", "Tiêu đề", "Thể loại", "Ngày đăng", "Người viết", "Thời lượng (phút)"],
        [1, "A", "Video clip", "7/10/2025", "Y Đrim", 3],
        [2, "B", "Bài phát thanh", "8/10/2025", "nt", "2'30\""],
    ]

    assert values(staged(rows, "media"), "media_kind", "author", "duration_seconds") == [
        (MediaKind.VIDEO, "Y Đrim", 180),
        (MediaKind.AUDIO, "Y Đrim", 150),
    ]


def test_trainings_as_officers_list_them():
    """Title and first day are asked for; the last day may stand in the same cell."""
    rows = [
        ["TT", "Tên lớp tập huấn", "Thời gian", "Địa điểm", "Số học viên"],
        [1, "Kỹ năng số", "từ 7/10 đến 9/10/2025", "Nhà rông", "30 người"],
        [2, None, "8/10/2025", "X", 2],
    ]

    found = staged(rows, "trainings")

    assert values(found, "title", "starts_on", "ends_on", "expected_count") == [
        ("Kỹ năng số", dt.date(2025, 10, 7), dt.date(2025, 10, 9), 30)
    ]
    assert [bad.heading for bad in found.refused] == ["Tên lớp tập huấn"]


def test_a_list_of_units():
    """Known units are met, groups and totals passed over, the rest is new."""
    rows = [
        ["TT", "Tên cơ quan, đơn vị", "Ghi chú"],
        ["I", "Cơ quan", None],
        [1, "Phòng VHXH xã", None],
        [2, "Bưu điện văn hóa xã", "mới"],
        ["Tổng số: 2 đơn vị"],
    ]

    found = staged(rows, "units")

    assert [(draft.values["name"], draft.meets) for draft in found.drafts] == [
        ("Phòng VHXH xã", unit_called("Phòng Văn hóa - Xã hội")),
        ("Bưu điện văn hóa xã", None),
    ]


def test_a_list_of_units_without_numbers():
    """Names alone, one to a row."""
    rows = [["Đơn vị"], ["Phòng Kinh tế"], ["Quỹ tín dụng"], ["Ghi chú: hết."]]

    assert len(staged(rows, "units").drafts) == 2


def test_tables_side_by_side():
    """Two lists beside each other on one sheet, of different length."""
    rows = [
        ["LỚP 4A", None, None, None, "LỚP 4B"],
        ["STT", "Họ và tên", "Năm sinh", None, "STT", "Họ và tên", "Năm sinh"],
        [1, "A Huy", 2016, None, 1, "Y Đrim", 2016],
        [2, "A Rôh", 2016, None, None, None, None],
        ["Cộng: 2", None, None, None, "Cộng: 1"],
    ]

    found = staged(rows, "people")

    assert [(d.at.row, d.values["full_name"]) for d in found.drafts] == [
        *((3, "A Huy"), (4, "A Rôh")),
        (3, "Y Đrim"),
    ]
    assert found.refused == ()


@pytest.mark.parametrize(
    "heading",
    [
        *("Lượt xem", "Số lượt phát", "Lượt tương tác", "Người ký", "Số điện thoại", "Ghi chú"),
        *("Đơn vị tính", "Đơn vị phối hợp", "Ngày báo cáo", "Ngày lập", "Kinh phí", "Số buổi"),
        *("Minh chứng", "Số tin bài", "Phương tiện"),
    ],
)
def test_headings_of_other_things_are_left_alone(heading):
    """Five kinds of turns are never mixed; the day of a paper is not the day it happened."""
    found = staged(
        [["STT", "Nội dung", "Ngày", heading], [1, "A", "7/10/2025", "12"]], "activities"
    )

    assert found.tables[0].headings[3].field is None
    assert values(found, "title", "starts_on", "reach_count") == [("A", dt.date(2025, 10, 7), None)]
