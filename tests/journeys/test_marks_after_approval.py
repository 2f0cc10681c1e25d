"""A lesson stands approved with the marks its head saw; another mark asks for approval again."""

from tests.support.sheets import SAMPLES

NOVEMBER = ("--period", "2025-11")
GRID = next(SAMPLES.glob("06*.xlsx"))


def seats(terminal):
    """Return the seats of November that count, and those that are expected."""
    rows = {row["key"]: row for row in terminal("figures", *NOVEMBER)["figures"]}
    return rows["training_seats"]["value"], rows["training_seats"]["expected"]


def marked(terminal, mark):
    """Return a mark of November's lessons that is not what is asked for, and its lesson."""
    lessons = {row["id"] for row in terminal("list", "lessons", *NOVEMBER)["rows"]}
    rows = terminal("list", "attendance", "--limit", 1000)["rows"]
    return next(
        (r["id"], r["lesson"]) for r in rows if r["lesson"] in lessons and r["mark"] == mark
    )


def test_a_mark_corrected_after_approval_waits_for_the_head(pair):
    """Absent becomes present: the lesson is a draft, its seats wait, `submit` brings them back."""
    commune, school = pair
    school("import", GRID, "--as", "attendance", code=None)
    school("submit", *NOVEMBER, code=None)
    before = seats(school)
    record, lesson = marked(school, "absent")
    others = {row["id"] for row in school("list", "lessons", *NOVEMBER)["rows"]} - {lesson}
    school("edit", "attendance", record, "mark=present")

    assert school("show", "lessons", lesson)["record"]["state"] == "draft"
    assert all(school("show", "lessons", o)["record"]["state"] == "approved" for o in others)
    value, expected = seats(school)
    assert value < before[0]
    assert expected == before[0] + 1
    commune("accept", *school("pack", "--out", school.home.parent / "usb")["files"])
    assert seats(commune) == (value, expected)

    assert f"lessons/{lesson}" in school("submit", *NOVEMBER, code=None)["approved"]
    assert seats(school) == (before[0] + 1, before[0] + 1)
    commune("accept", *school("pack", "--out", school.home.parent / "usb")["files"])
    assert seats(commune) == seats(school)


def test_a_mark_taken_away_or_brought_by_a_sheet_asks_again(pair):
    """A withdrawn mark is one the head counted; so is a grid laid over an approved lesson."""
    _, school = pair
    school("import", GRID, "--as", "attendance", code=None)
    school("submit", *NOVEMBER, code=None)
    record, lesson = marked(school, "present")
    school("remove", "attendance", record)
    after_removal = school("show", "lessons", lesson)["record"]["state"]
    school("submit", *NOVEMBER, code=None)
    training = school("show", "lessons", lesson)["record"]["training"]
    again = school.home.parent / "lai.csv"
    day = school("show", "lessons", lesson)["record"]["held_on"]
    shown = "/".join(reversed(day.split("-")))
    again.write_text(f"TT,Họ và tên,{shown}\n1,A Người Mới,x\n", encoding="utf-8")
    before = school("show", "lessons", lesson)["record"]["state"]
    school("import", again, "--as", "attendance", "--training", training, code=None)

    assert after_removal == "draft"
    assert before == "approved"
    assert school("show", "lessons", lesson)["record"]["state"] == "draft"
