"""Attendance sheets as villages and schools keep them, beyond the sample."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.importing.known import KnownTraining
from kh57_desktop.importing.marks import legend
from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged

TITLE = ["BẢNG ĐIỂM DANH THÁNG 10 NĂM 2025"]
HEAD = ["TT", "Họ và tên", "Năm sinh", "13/10", "15/10"]


def marks(found):
    """Return day and mark of every draft."""
    return [
        (d.values["full_name"], d.values["held_on"].day, d.values["mark"]) for d in found.drafts
    ]


def test_a_grid_of_days():
    """Days are headings, marks stand below; an empty cell is no mark."""
    found = staged(
        [TITLE, HEAD, [1, "A Huy", 1990, "x", None], [2, "Y Đrim", 1991, "P", "k"]], "attendance"
    )

    assert marks(found) == [
        ("A Huy", 13, "present"),
        ("Y Đrim", 13, "excused"),
        ("Y Đrim", 15, "absent"),
    ]
    assert found.days == (dt.date(2025, 10, 13), dt.date(2025, 10, 15))
    assert [draft.values["full_name"] for draft in found.people] == ["A Huy", "Y Đrim"]


def test_everybody_on_the_list_is_on_the_roster():
    """Also who has no mark yet; the marks of a row name one person."""
    found = staged(
        [TITLE, HEAD, [1, "A Huy", 1990, None, None], [2, "Y Đrim", 1991, "x", "x"]], "attendance"
    )

    assert len(found.people) == 2
    assert {draft.person for draft in found.drafts} == {found.people[1].row_hash}
    assert len({draft.row_hash for draft in found.drafts}) == 2


@pytest.mark.parametrize(
    "headings",
    [
        ["Buổi 1\n(13/10)", "Buổi 2\n(15/10)"],
        ["13/10/2025", "15/10/2025"],
        [dt.date(2025, 10, 13), dt.date(2025, 10, 15)],
        ["T2 13/10", "T4 15/10"],
        ["Ngày 13/10", "Ngày 15/10"],
        [13, 15],
        ["13", "15"],
    ],
)
def test_days_of_lessons_have_many_forms(headings):
    """With or without a number of the lesson, a year or a month."""
    rows = [TITLE, ["TT", "Họ và tên", *headings, "Số buổi có mặt"], [1, "A Huy", "x", "v", 1]]

    assert marks(staged(rows, "attendance")) == [("A Huy", 13, "present"), ("A Huy", 15, "absent")]


def test_days_under_the_name_of_their_month():
    """13 and 15 below Tháng 10/2025, 3 below Tháng 11/2025."""
    rows = [
        ["TT", "Họ và tên", "Tháng 10/2025", None, "Tháng 11/2025", None],
        [None, None, 13, 15, 3, 5],
        [1, "A Huy", "x", "x", "p", None],
    ]

    found = staged(rows, "attendance")

    assert [draft.values["held_on"] for draft in found.drafts] == [
        *(dt.date(2025, 10, 13), dt.date(2025, 10, 15)),
        dt.date(2025, 11, 3),
    ]
    assert len(found.days) == 4


def test_lessons_of_a_known_training_by_their_number():
    """Buổi 1 and Buổi 2 are the lessons that the class has."""
    training = KnownTraining(
        5, dt.date(2025, 10, 13), None, {1: dt.date(2025, 10, 13), 2: dt.date(2025, 10, 15)}
    )
    rows = [["TT", "Họ và tên", "Buổi 1", "Buổi 2"], [1, "A Huy", "x", "m"]]

    found = stage([a_sheet(rows)], "attendance", dataclasses.replace(known(), training=training))

    assert marks(found) == [("A Huy", 13, "present"), ("A Huy", 15, "late")]


def test_a_training_lends_its_year():
    """Where no title says the year, the days of the class do."""
    training = KnownTraining(5, dt.date(2025, 10, 13), dt.date(2025, 10, 24))
    rows = [["TT", "Họ và tên", "13/10"], [1, "A Huy", "x"]]

    found = stage([a_sheet(rows)], "attendance", dataclasses.replace(known(), training=training))

    assert found.days == (dt.date(2025, 10, 13),)


def test_two_lessons_on_one_day():
    """Morning and afternoon below one date are two sittings."""
    rows = [
        TITLE,
        ["TT", "Họ và tên", "13/10", None],
        [None, None, "Sáng", "Chiều"],
        [1, "A Huy", "x", "k"],
    ]

    found = staged(rows, "attendance")

    assert [(d.values["sitting"], d.values["mark"]) for d in found.drafts] == [
        (1, "present"),
        (2, "absent"),
    ]
    assert found.days == (dt.date(2025, 10, 13),) * 2


def test_a_mark_that_cannot_be_read_is_refused_alone():
    """The others of its row come in; heading and value are as the file shows them."""
    found = staged([TITLE, HEAD, [1, "A Huy", 1990, "?", "x"]], "attendance")

    assert marks(found) == [("A Huy", 15, "present")]
    assert [(bad.row, bad.heading, bad.value) for bad in found.refused] == [(3, "13/10", "?")]


def test_a_lesson_whose_day_nobody_knows_refuses_its_marks():
    """Without a year the day of a lesson cannot be told."""
    found = staged([["TT", "Họ và tên", "13/10"], [1, "A Huy", "x"]], "attendance")

    assert found.drafts == ()
    assert [(bad.heading, bad.why) for bad in found.refused] == [("13/10", "không rõ ngày học")]


def test_a_row_without_a_name_is_refused():
    """Marks of nobody belong to nobody."""
    found = staged([TITLE, HEAD, [1, None, 1990, "x", "x"]], "attendance")

    assert [bad.heading for bad in found.refused] == ["Họ và tên"]


def test_totals_and_signatures_around_a_grid():
    """Sums below the marks, a legend, names that sign."""
    rows = [
        TITLE,
        HEAD,
        [1, "A Huy", 1990, "x", "x"],
        [None, "Tổng số có mặt", None, 1, 1],
        [None, "Ghi chú: x: có mặt"],
        [None, "NGƯỜI ĐIỂM DANH", None, "GIẢNG VIÊN", None],
        [None, "Lê Thị Lập", None, "Trần Văn Thầy", None],
    ]

    found = staged(rows, "attendance")

    assert len(found.drafts) == 2
    assert len(found.people) == 1
    assert found.refused == ()


def test_the_legend_of_the_file_wins():
    """Where v is explained as present, it is."""
    rows = [
        TITLE,
        HEAD,
        [1, "A Huy", 1990, "v", "o"],
        [None, "Ký hiệu: v: có mặt; o: vắng không phép"],
    ]

    assert [mark for _, _, mark in marks(staged(rows, "attendance"))] == ["present", "absent"]


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        (
            "Ghi chú: x, +, ✓: có mặt; m: đi muộn; p: vắng có phép; k, v: vắng không phép",
            {"x": "present", "+": "present", "✓": "present", "m": "late", "p": "excused"}
            | {"k": "absent", "v": "absent"},
        ),
        ("(x: có mặt, p: có phép, k: không phép)", {"x": "present", "p": "excused", "k": "absent"}),
        ("X = có mặt; T = trễ; N = nghỉ học", {"x": "present", "t": "late", "n": "absent"}),
        ("Ký hiệu: Có mặt: x; Vắng: 0", {}),
        ("C: cử người thay", {"c": "substituted"}),
        ("Địa điểm: Nhà rông", {}),
    ],
)
def test_legends_as_people_write_them(line, signs):
    """Signs, a colon or an equals sign, and what they mean."""
    assert {sign: mark.value for sign, mark in legend([line]).items()} == signs


def test_days_exchanged_in_the_headings():
    """7/10 became the tenth of July on a computer set to month first; 13/10 stayed text."""
    rows = [
        ["NĂM 2025"],
        ["TT", "Họ và tên", dt.date(2025, 7, 10), "13/10"],
        [1, "A Huy", "x", "x"],
    ]

    assert staged(rows, "attendance").days == (dt.date(2025, 10, 7), dt.date(2025, 10, 13))


def test_a_list_of_one_day():
    """The day stands in the title, the mark in a column."""
    rows = [
        ["DANH SÁCH ĐIỂM DANH ngày 13/10/2025"],
        ["TT", "Họ và tên", "Điểm danh", "Ký tên"],
        [1, "A Huy", "x", None],
        [2, "Y Đrim", None, None],
    ]

    assert marks(staged(rows, "attendance")) == [("A Huy", 13, "present")]


def test_one_row_for_each_mark():
    """As our own export writes them: day, name, mark in words."""
    rows = [
        ["Ngày học", "Họ và tên", "Điểm danh"],
        ["13/10/2025", "A Huy", "Có mặt"],
        ["15/10/2025", "A Huy", "Cử người thay"],
        ["15/14/2025", "Y Đrim", "Có mặt"],
    ]

    found = staged(rows, "attendance")

    assert marks(found) == [("A Huy", 13, "present"), ("A Huy", 15, "substituted")]
    assert [bad.value for bad in found.refused] == ["Có mặt"]


def test_a_list_without_days_is_no_attendance_sheet():
    """A plain roster brings no marks."""
    assert staged([["TT", "Họ và tên"], [1, "A Huy"]], "attendance").tables == ()


def test_the_hash_of_a_mark_names_the_training():
    """The same names and days in another class are other marks."""
    rows = [TITLE, HEAD, [1, "A Huy", 1990, "x", None]]
    first, second = (
        stage(
            [a_sheet(rows)], "attendance", dataclasses.replace(known(), training=KnownTraining(n))
        )
        for n in (1, 2)
    )

    assert first.drafts[0].row_hash != second.drafts[0].row_hash
    assert Mark(first.drafts[0].values["mark"]) is Mark.PRESENT


def test_columns_that_count_the_marks_are_no_lessons():
    """Có mặt, Vắng, Tổng số buổi at the end of the grid hold numbers, not marks."""
    head = [*HEAD, "Có mặt", "Vắng", "Số buổi vắng (13/10 - 15/10)", "Tỷ lệ 1/2"]

    found = staged([TITLE, head, [1, "A Huy", 1990, "x", "k", 1, 1, 1, "50%"]], "attendance")

    assert marks(found) == [("A Huy", 13, "present"), ("A Huy", 15, "absent")]
    assert found.refused == ()


def test_numbers_below_buoi_are_lessons_not_days():
    """1, 2, 3 under «Buổi học» are not the first days of the month."""
    rows = [
        TITLE,
        ["TT", "Họ và tên", "Buổi học", None],
        [None, None, 1, 2],
        [1, "A Huy", "x", "k"],
    ]
    training = KnownTraining(5, None, None, {1: dt.date(2025, 10, 13)})

    alone = staged(rows, "attendance")
    known_class = stage(
        [a_sheet(rows)], "attendance", dataclasses.replace(known(), training=training)
    )

    assert alone.drafts == ()
    assert marks(known_class) == [("A Huy", 13, "present")]
    assert [bad.heading for bad in known_class.refused] == ["2"]
