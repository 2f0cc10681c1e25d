"""What the commune gave back is done with once it was changed and stands approved again."""

import pytest

MARCH = ("--period", "2026-03")
WHOLE = (
    *("title=Tọa đàm", "starts_on=2026-03-10", "plan_item=NV-3.1", "activity_kind=Tọa đàm"),
    *("place=Hội trường", "reach_count=45", "content=Nội dung", "result=Kết quả"),
)


@pytest.fixture
def returned(pair):
    """Give back an approved activity of a school; returns folder, commune, school and record."""
    commune, school = pair
    folder = school.home.parent
    record = school("add", "activities", *WHOLE)["id"]
    school("submit", *MARCH)
    commune("accept", *school("pack", "--out", folder / "usb")["files"])
    where = ("--record", f"activities/{record}", "--field", "reach_count")
    commune("return", "TR-NTT", *MARCH, "--note", "Số khác danh sách", *where)
    school("accept", *commune("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"])
    return folder, commune, school, record


def open_notes(terminal, record):
    """Return how many notes `board`, its tile and `show` still tell of."""
    board = terminal("board", *MARCH)
    tile = next(unit for unit in board["units"] if unit["code"] == "TR-NTT")
    shown = terminal("show", "activities", record)["returned"]
    return len(board["returned"]), tile["returned"], len(shown)


@pytest.mark.parametrize("written", ["reach_count=44", "result=Viết rõ hơn"])
def test_a_corrected_and_approved_record_is_no_longer_returned(returned, written):
    """A count asks for approval first, wording does not; then nobody is asked any more."""
    folder, commune, school, record = returned
    before = open_notes(school, record), open_notes(commune, record)
    school("edit", "activities", record, written)
    if "count" in written:
        assert open_notes(school, record) == (1, 1, 1)
        school("submit", *MARCH)

    assert before == ((1, 1, 1), (1, 1, 1))
    assert open_notes(school, record) == (0, 0, 0)
    commune("accept", *school("pack", "--out", folder / "usb")["files"])
    assert open_notes(commune, record) == (0, 0, 0)


def test_approving_without_a_change_answers_nothing(returned):
    """The record has to be changed: a submit alone leaves the note."""
    _, _, school, record = returned
    school("submit", *MARCH)

    assert open_notes(school, record) == (1, 1, 1)


def test_a_change_that_had_not_seen_the_note_answers_nothing(returned):
    """Corrected while a second note was on its way: the first is answered, the second is not."""
    folder, commune, school, record = returned
    school("edit", "activities", record, "reach_count=44")
    school("submit", *MARCH)
    again = ("--record", f"activities/{record}")
    commune("return", "TR-NTT", *MARCH, "--note", "Thiếu ảnh", *again)
    commune("accept", *school("pack", "--out", folder / "usb")["files"])

    assert open_notes(commune, record) == (1, 1, 1)
    assert [n["note"] for n in commune("board", *MARCH)["returned"]] == ["Thiếu ảnh"]


def test_a_returned_lesson_is_answered_by_its_marks(pair):
    """The commune gave a lesson back; a corrected mark and a new approval answer it."""
    commune, school = pair
    folder, day = school.home.parent, "2026-03-10"
    training = ("title=Lớp số", f"starts_on={day}", f"ends_on={day}")
    training = school("add", "trainings", *training)["id"]
    lesson = ("lessons", f"training={training}", "ordinal=1", f"held_on={day}")
    lesson = school("add", *lesson)["id"]
    person = school("add", "people", "full_name=A Nhi", "audience=Học sinh")["id"]
    mark = ("attendance", f"lesson={lesson}", f"person={person}", "mark=absent")
    mark = school("add", *mark)["id"]
    school("submit", *MARCH)
    commune("accept", *school("pack", "--out", folder / "usb")["files"])
    commune("return", "TR-NTT", *MARCH, "--note", "Sai", "--record", f"lessons/{lesson}")
    school("accept", *commune("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"])
    school("edit", "attendance", mark, "mark=present")
    before = len(school("show", "lessons", lesson)["returned"])
    school("submit", *MARCH)

    assert before == 1
    assert school("show", "lessons", lesson)["returned"] == []
