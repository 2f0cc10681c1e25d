"""Logs of activities, products and trainings as officers keep them, beyond the samples."""

import datetime as dt

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, MediaKind
from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged, unit_called, values

HEAD = ["STT", "Ngày", "Tên hoạt động", "Địa điểm", "Số lượt người"]


ROW = [1, "7/10/2025", "Hội nghị quán triệt", "Hội trường", 35]


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
