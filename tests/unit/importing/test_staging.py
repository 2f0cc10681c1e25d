"""What a file brings as a whole: mappings, refusals of the whole, texts without end."""

import pytest

from kh57_desktop.errors import CommandUnclear, InputTooBig, NotYet
from kh57_desktop.importing.headings import signature
from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known, staged

HEAD = ["STT", "Ngày", "Tên hoạt động", "Số người"]
ROW = [1, "7/10/2025", "A", 3]


def test_a_kind_that_comes_in_no_sheet_is_told():
    """Documents are typed in, not imported, in this version."""
    with pytest.raises(NotYet):
        stage([a_sheet([HEAD, ROW])], "documents", known())


def test_a_file_without_a_fitting_table_brings_nothing():
    """The officer is asked which heading is which; nothing is guessed."""
    found = staged([["Kính gửi"], ["a", "b"], [1, 2]], "activities")

    assert found.tables == ()
    assert found.read == 0


def test_a_mapping_to_a_field_that_is_not_there_is_told():
    """A slip in the command is no reason to guess."""
    with pytest.raises(CommandUnclear) as refusal:
        staged([HEAD, ROW], "activities", mapping={"Ngày": "day"})

    assert refusal.value.details["problem"] == "không có trường «day»"


def test_a_mapping_of_a_heading_that_is_not_there_is_told():
    """The file may be another one than the officer thinks."""
    with pytest.raises(CommandUnclear) as refusal:
        staged([HEAD, [*ROW[:3], "x" * 300]], "activities", mapping={"Người dự": "reach_count"})

    assert refusal.value.details["problem"] == "tệp không có cột «Người dự»"


def test_a_mapping_makes_a_table_fit():
    """Headings in another tongue are understood once the officer says what they are."""
    rows = [["No", "When", "What", "How many"], ROW]
    mapping = {"When": "starts_on", "What": "title", "How many": "reach_count"}

    found = staged(rows, "activities", mapping=mapping)

    assert [draft.values["title"] for draft in found.drafts] == ["A"]
    assert [heading.field for heading in found.tables[0].headings] == [
        *("number", "starts_on", "title", "reach_count")
    ]


def test_a_mapping_by_hand_wins_over_the_usual_meaning():
    """Here Ghi chú is the result and Số người means nothing."""
    rows = [[*HEAD, "Ghi chú"], [*ROW, "Tốt"]]

    (draft,) = staged(rows, "activities", mapping={"Ghi chú": "result", "Số người": ""}).drafts

    assert draft.values["result"] == "Tốt"
    assert "reach_count" not in draft.values


def test_an_attendance_sheet_may_be_mapped_to_marks():
    """Besides the fields of a person there are the mark and its day."""
    rows = [["Hôm", "Ai", "Sao"], ["13/10/2025", "A Huy", "x"]]
    mapping = {"Hôm": "held_on", "Ai": "full_name", "Sao": "mark"}

    assert len(staged(rows, "attendance", mapping=mapping).drafts) == 1


def test_what_a_draft_says_can_be_refused_at_the_door():
    """The services' own rules speak of the same row, heading and value."""
    (draft,) = staged([HEAD, ROW], "activities").drafts

    refused = draft.refused("starts_on", "ngoài thời gian của Kế hoạch")

    assert (refused.row, refused.heading, refused.value) == (2, "Ngày", "7/10/2025")
    assert draft.refused("plan_item", "x").heading == ""


def test_a_signature_names_a_set_of_headings():
    """Accents, capitals and empty headings make no difference; other words do."""
    assert signature(["STT", "Ngày", ""]) == signature(["stt", "NGAY"])
    assert signature(["STT", "Ngày"]) != signature(["STT", "Thôn"])


def test_equal_rows_are_counted_once_in_attendance_too():
    """The same person with the same marks twice is one."""
    rows = [["NĂM 2025"], ["TT", "Họ và tên", "13/10"], [1, "A Huy", "x"], [2, "A Huy", "x"]]

    found = staged(rows, "attendance")

    assert len(found.drafts) == 1
    assert found.repeated == 1


@pytest.mark.parametrize(
    "text", ["1 " * 8000, "ngày " * 4000, "a" * 16_000, ":x" * 8000, "((" * 9000]
)
def test_texts_without_end_take_no_time(text):
    """A cell full of nonsense is a long text, not an hour of work."""
    rows = [[text], HEAD, [1, text, text, text], [None, text], [text, text, text, text]]

    found = [staged(rows, kind) for kind in ("activities", "people", "attendance")]

    assert [len(staged_kind.drafts) for staged_kind in found[::2]] == [0, 0]


def test_merged_cells_that_overlap_without_end_are_refused():
    """A file may claim that every cell is merged with every other."""
    merges = [(1, column, 90_000, column) for column in range(100)]
    rows = [["a"], *([] for _ in range(89_998)), ["b"]]

    with pytest.raises(InputTooBig):
        a_sheet(rows, merges)
