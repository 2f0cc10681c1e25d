"""Lists of people as schools and villages keep them, beyond the samples."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged, unit_called, village_called

HEAD = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Thôn"]
AN = [1, "Nguyễn Văn An", 1990, "Nam", "Pa Cheng"]
WEK = village_called("Đăk Wek")


def people(found, *names):
    """Return some values of everybody."""
    names = names or ("full_name", "birth_year", "sex")
    return [tuple(draft.values.get(name) for name in names) for draft in found.drafts]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Họ và tên",
            "HỌ TÊN",
            "Họ, chữ đệm, tên",
            "Họ và tên học sinh",
            "Tên học viên",
            "ho ten",
        ),
        *("Họ và tên khai sinh", "Họ tên giáo viên", "Họ và tên\n(chữ in hoa)", "Họ vả tên"),
    ],
)
def test_the_name_has_many_headings(heading):
    """Whatever the school calls it, the name comes in."""
    found = staged([["TT", heading, "Năm sinh"], [1, "LÊ VĂN AN", 1990]], "people")

    assert people(found, "full_name") == [("Lê Văn An",)]


@pytest.mark.parametrize(
    "rows",
    [
        [["TT", "Họ đệm", "Tên", "Năm sinh"], [1, "Nguyễn Văn", "An", 1990]],
        [["TT", "Họ", "Tên đệm", "Tên", "Năm sinh"], [1, "Nguyễn", "Văn", "An", 1990]],
        [["TT", "Họ và tên", None, "Năm sinh"], [1, "Nguyễn Văn", "An", 1990]],
        [
            ["TT", "Họ và tên", None, "Năm sinh"],
            [None, "Họ đệm", "Tên", None],
            [1, "Nguyễn Văn", "An", 1990],
        ],
        [["TT", "Tên", "Năm sinh"], [1, "Nguyễn Văn An", 1990]],
    ],
    ids=["two columns", "three columns", "one heading", "two lines", "Tên alone"],
)
def test_names_in_parts_are_joined(rows):
    """A name in several columns, or under one heading over two, is one name."""
    assert people(staged(rows, "people"), "full_name", "birth_year") == [("Nguyễn Văn An", 1990)]


def test_an_unnamed_column_of_remarks_is_no_part_of_a_name():
    """A column without a heading that holds numbers or marks is left alone."""
    rows = [
        ["TT", "Họ và tên", None, "Năm sinh"],
        [1, "Lê Văn An", "12", 1990],
        [2, "Y Đrim", None, 1991],
    ]

    assert people(staged(rows, "people"), "full_name") == [("Lê Văn An",), ("Y Đrim",)]


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        (["Nữ"], ["x", None], ["female", "male"]),
        (["Nam"], ["x", None], ["male", "female"]),
        (["Nam", "Nữ"], [["x", None], [None, "x"]], ["male", "female"]),
        (["Phái"], ["M", "F"], ["male", "female"]),
        (["Nam/Nữ"], ["nam", "nữ"], ["male", "female"]),
        (["Giới tính"], [1, "khác"], [None, None]),
        (["Nam", "Nữ"], [["x", "x"], [None, None]], [None, None]),
        (["Nữ"], ["chuyển", 1], [None, "female"]),
    ],
)
def test_sexes_in_every_arrangement(head, cells, expected):
    """An x under Nữ, two columns, a letter: known where it is said, else left open."""
    rows = [["TT", "Họ và tên", *head, "Thôn"]]
    for number, cell in enumerate(cells, 1):
        said = cell if isinstance(cell, list) else [cell]
        rows.append([number, "Lê An", *said, f"Thôn {number}"])

    assert [sex for (sex,) in people(staged(rows, "people"), "sex")] == expected


def test_the_year_of_birth_in_the_column_nam_or_nu():
    """Năm sinh over Nam and Nữ: the year tells the sex."""
    rows = [
        ["TT", "Họ và tên", "Năm sinh", None, "Thôn"],
        [None, None, "Nam", "Nữ", None],
        [1, "A Rôh", 1979, None, "Pa Cheng"],
        [2, "Y Gleh", None, "1963", "Đăk Wek"],
    ]

    assert people(staged(rows, "people")) == [("A Rôh", 1979, "male"), ("Y Gleh", 1963, "female")]


def test_years_under_plain_nam_and_nu():
    """Without a heading above, a year under Nam is a man's birth."""
    rows = [
        ["TT", "Họ tên", "Nam", "Nữ"],
        [1, "A Rôh", "12/5/1979", None],
        [2, "Y Gleh", None, 1963],
    ]

    assert people(staged(rows, "people")) == [("A Rôh", 1979, "male"), ("Y Gleh", 1963, "female")]


def test_day_month_and_year_of_birth_in_three_columns():
    """Ngày, Tháng, Năm under Ngày sinh: the year is kept, and Năm is not Nam."""
    rows = [
        ["TT", "Họ và tên", "Ngày sinh", None, None, "Nữ"],
        [None, None, "Ngày", "Tháng", "Năm", None],
        [1, "Lê An", 5, 6, 2010, "x"],
    ]

    assert people(staged(rows, "people")) == [("Lê An", 2010, "female")]


def test_birth_day_and_birth_year_side_by_side():
    """What one column leaves empty the other tells."""
    rows = [
        ["TT", "Họ tên", "Ngày sinh", "Năm sinh"],
        [1, "An", None, 1990],
        [2, "Yên", "1/2/1985", None],
    ]

    assert people(staged(rows, "people"), "birth_year") == [(1990,), (1985,)]


def test_everything_else_about_a_person():
    """Class, position, phone, unit, village and group of people."""
    head = [*HEAD, "Lớp", "Chức vụ", "SĐT Zalo", "Đơn vị công tác", "Đối tượng", "Dân tộc"]
    row = [*AN, "4A", "Tổ trưởng", 912345678, "TH Đăk Pxi", "học sinh", "Kinh"]

    draft = staged([head, row], "people").drafts[0]

    assert draft.values["class_name"] == "4A"
    assert draft.values["position"] == "Tổ trưởng"
    assert draft.values["phone"] == "0912345678"
    assert draft.values["unit"] == unit_called("TH Đăk Pxi")
    assert draft.values["village"] == village_called("Pa Cheng")
    assert draft.values["audience"]
    assert "Kinh" not in repr(draft.values)


@pytest.mark.parametrize(
    ("written", "village"),
    [
        ("thôn Đăk Wek ", WEK),
        ("ĐĂK WEK", WEK),
        ("Dak Wek", WEK),
        ("Thôn Đăk Wek, xã Đăk Pxi", WEK),
        ("Kon Tum", None),
        ("-", None),
    ],
)
def test_villages_are_met_or_left_out(written, village):
    """A village under another spelling or in an address; one that is unknown is left out."""
    assert people(staged([HEAD, [*AN[:4], written]], "people"), "village") == [(village,)]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Số CCCD", "062216022779"),
        ("Số CMND/CCCD", "233123456"),
        ("Căn cước công dân", "062216022779"),
        ("Mã định danh", "0512345678"),
        ("Họ tên cha", "Nguyễn Văn Bố"),
        ("Họ và tên mẹ", "Lê Thị Mẹ"),
        ("Phụ huynh", "Nguyễn Văn Bố"),
        ("SĐT phụ huynh", "0912345678"),
        ("Họ tên bố", "Nguyễn Văn Bố"),
        ("Họ tên chủ hộ", "Nguyễn Văn Hộ"),
        ("Quan hệ với chủ hộ", "con đẻ"),
        ("Năm sinh cha", "1970"),
        ("Số tài khoản", "5123456789"),
        ("Ngày cấp CCCD", "01/01/2021"),
        ("Người giám hộ", "Nguyễn Văn Hộ"),
    ],
)
def test_what_must_not_be_kept_is_left_out(heading, value):
    """Identity numbers, parents and heads of household are read nowhere and kept nowhere."""
    found = staged(
        [[*HEAD, heading], [*AN, value], [None, None, None, None, None, value]], "people"
    )

    assert len(found.drafts) == 1
    told = (found.drafts[0].values, found.drafts[0].typed, found.drafts[0].headings, found.refused)
    assert value not in repr(told)
    assert [head.is_private for head in found.tables[0].headings][-1]


def test_parents_under_a_heading_of_their_own():
    """Phụ huynh over Họ tên and SĐT: neither is the child's."""
    rows = [
        ["TT", "Họ và tên", "Ngày sinh", "Phụ huynh", None],
        [None, None, None, "Họ tên", "SĐT"],
        [1, "A Huy", "1/2/2016", "A Cha", "0912345678"],
    ]

    draft = staged(rows, "people").drafts[0]

    assert draft.values == {"full_name": "A Huy", "birth_year": 2016}
    assert "Cha" not in repr(draft.typed)


def test_an_identity_number_is_blacked_out_in_a_refusal():
    """A number typed into the wrong column is not shown again."""
    found = staged([HEAD, [1, "062216022779", 1990, "Nam", "Pa Cheng"]], "people")

    assert [(bad.heading, bad.value) for bad in found.refused] == [("Họ và tên", "…")]


def test_people_of_one_name_are_two():
    """Another year, sex or village makes another person; a row twice is one."""
    rows = [
        HEAD,
        AN,
        [2, *AN[1:]],
        [3, AN[1], 1991, *AN[3:]],
        [4, *AN[1:4], "Đăk Wek"],
        [5, *AN[1:3], "Nữ", AN[4]],
    ]

    found = staged(rows, "people")

    assert [draft.at.row for draft in found.drafts] == [2, 4, 5, 6]
    assert found.repeated == 1


def test_rows_that_differ_only_in_what_is_not_kept_are_two():
    """Two children of one name and day with other parents are two, and stay two."""
    rows = [[*HEAD, "Họ tên cha"], [*AN, "A Một"], [*AN, "A Hai"]]

    first, second = staged(rows, "people").drafts

    assert first.values == second.values
    assert first.row_hash != second.row_hash


def test_several_classes_in_one_sheet():
    """Each with a title, a head and numbers from 1; signatures between them."""
    rows = [
        ["DANH SÁCH HỌC SINH LỚP 4A"],
        HEAD,
        AN,
        ["Danh sách có 1 học sinh."],
        [None, None, None, "Giáo viên chủ nhiệm"],
        [None, None, None, "Trần Thị Cô"],
        ["DANH SÁCH HỌC SINH LỚP 4B"],
        HEAD,
        [1, "Y Đrim", 2016, "Nữ", "Đăk Wek"],
        [None, "HIỆU TRƯỞNG"],
        [None, "Lê Thị Hiệu"],
    ]

    found = staged(rows, "people")

    assert people(found, "full_name") == [("Nguyễn Văn An",), ("Y Đrim",)]
    assert found.refused == ()


def test_positions_in_a_list_of_staff_are_no_signatures():
    """A headmaster in the list is a person, not the end of it."""
    rows = [
        ["TT", "Họ và tên", "Chức vụ"],
        [1, "Lê Văn An", "Hiệu trưởng"],
        [None, "Trần Thị Bình", "Kế toán"],
        [3, "A Huy", "Văn thư"],
    ]

    assert len(staged(rows, "people").drafts) == 3


def test_groups_among_people():
    """Villages and classes as lines between the people."""
    rows = [
        HEAD,
        ["Thôn Pa Cheng"],
        AN,
        ["II. Thôn Đăk Wek"],
        [2, "Y Đrim", 1991, "Nữ", None],
        ["Tổ 3"],
    ]

    found = staged(rows, "people")

    assert people(found, "full_name") == [("Nguyễn Văn An",), ("Y Đrim",)]
    assert found.refused == ()


def test_names_alone_in_one_column():
    """A list that holds nothing but names, without numbers."""
    rows = [["DANH SÁCH"], ["Họ và tên"], ["Nguyễn Văn An"], ["Y Đrim"], ["Tổng số: 2 người"]]

    assert people(staged(rows, "people"), "full_name") == [("Nguyễn Văn An",), ("Y Đrim",)]


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ([2, None, 1990, "Nam", "Pa Cheng"], "Họ và tên"),
        ([2, "123", 1990, "Nam", "Pa Cheng"], "Họ và tên"),
        ([2, "#REF!", 1990, "Nam", "Pa Cheng"], "Họ và tên"),
        ([2, "Lê " * 40, 1990, "Nam", "Pa Cheng"], "Họ và tên"),
        ([2, "Lê An", "31/02/2010", "Nam", "Pa Cheng"], "Năm sinh"),
        ([2, "Lê An", 1700, "Nam", "Pa Cheng"], "Năm sinh"),
        ([2, "Lê An", "#N/A", "Nam", "Pa Cheng"], "Năm sinh"),
    ],
)
def test_a_bad_row_of_a_list_is_refused_by_itself(row, heading):
    """A missing name or a birth that cannot be; the others come in."""
    found = staged([HEAD, AN, row], "people")

    assert len(found.drafts) == 1
    assert [(bad.row, bad.heading) for bad in found.refused] == [(3, heading)]


def test_a_text_longer_than_its_field_refuses_the_row():
    """A whole sentence under Lớp is no class."""
    found = staged([[*HEAD, "Lớp"], [*AN, "x" * 41]], "people")

    assert [bad.heading for bad in found.refused] == ["Lớp"]


def test_short_births_belong_to_the_past():
    """Two digits mean the latest year that is not in the future."""
    rows = [HEAD, [1, "A", "1/2/65", "Nam", "Pa Cheng"], [2, "B", "1/2/15", "Nam", "Pa Cheng"]]

    assert people(staged(rows, "people"), "birth_year") == [(1965,), (2015,)]


def test_a_wide_export_of_a_school_program():
    """Dozens of columns nobody asks for, two head rows, a name over two columns."""
    marks = [f"TX{number}" for number in range(1, 40)]
    rows = [
        ["UBND XÃ ĐĂK PXI"],
        ["DANH SÁCH HỌC SINH"],
        ["STT", "Mã học sinh", "Họ và tên", None, "Ngày sinh", "ĐĐGtx", *[None] * 38],
        [None, None, None, None, None, *marks],
        [1, "0512345678", "Nguyễn Thị", "An", "1/2/2016", *range(39)],
    ]

    found = staged(rows, "people", [(3, 2, 4, 3), (3, 5, 3, 43), (3, 4, 4, 4)])

    assert people(found, "full_name", "birth_year") == [("Nguyễn Thị An", 2016)]


def test_a_roster_is_no_log():
    """People are asked for: a sheet of activities beside them is passed over."""
    log = a_sheet([["TT", "Ngày", "Nội dung", "Người thực hiện"], [1, "7/10/2025", "A", "Lê An"]])

    found = stage([log, a_sheet([HEAD, AN])], "people", known())

    assert people(found, "full_name") == [("Nguyễn Văn An",)]


def test_a_mapping_by_hand_is_kept_to():
    """The officer says which column is which, and which to leave out."""
    rows = [["TT", "Ai", "Đẻ năm", "Thôn"], [1, "Lê Văn An", 1990, "Đăk Wek"]]

    found = staged(rows, "people", mapping={"ai": "full_name", "Đẻ năm": "birth_year", "Thôn": ""})

    assert people(found, "full_name", "birth_year", "village") == [("Lê Văn An", 1990, None)]


def test_what_was_decided_about_a_head_is_remembered():
    """The next file with the same headings is understood at once."""
    rows = [["TT", "Ai", "Đẻ năm", "Thôn"], [1, "Lê Văn An", 1990, "Đăk Wek"]]
    mapping = {"Ai": "full_name", "Đẻ năm": "birth_year"}
    signature = staged(rows, "people", mapping=mapping).tables[0].signature
    knowing = dataclasses.replace(known(), remembered={signature: mapping})

    found = stage([a_sheet(rows)], "people", knowing)

    assert people(found, "full_name", "birth_year") == [("Lê Văn An", 1990)]
    assert staged(rows, "people").tables == ()


def test_the_same_row_has_the_same_hash_in_a_longer_file():
    """Next month's list repeats this month's rows: they are known again."""
    short = staged([HEAD, AN], "people").drafts
    long = staged(
        [["DANH SÁCH"], HEAD, [1, "Y Đrim", 1991, "Nữ", None], [2, *AN[1:]]], "people"
    ).drafts

    assert long[1].row_hash == short[0].row_hash


def test_a_year_outside_nothing_is_asked_of_real_dates():
    """A real date of birth gives its year."""
    found = staged([HEAD, [1, "A Huy", dt.date(2015, 9, 29), "Nam", None]], "people")

    assert people(found) == [("A Huy", 2015, "male")]
