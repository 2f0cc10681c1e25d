"""What the monthly summary says in months that are not like others."""

from dataclasses import replace

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import ActivityKind, RecordState
from kh57_desktop.reports.document import Line, RowKind, Table
from kh57_desktop.reports.documents.monthly_summary import compose
from kh57_desktop.reports.faces import typeface
from kh57_desktop.reports.facts import ActivityFact, LessonFact, MarkFact, PersonFact
from kh57_desktop.reports.layout import pages_of
from tests.support.facts import ISSUER, OFFICE, SCHOOL, TEAM, on, some_facts, worked_example

VILLAGE = "Thôn Đăk Xế Kơ Ne"
"""What the team is called below the heading of the teams."""


def lines(paper):
    """Return the lines of a paper."""
    return [block.text for block in paper.blocks if isinstance(block, Line)]


def tables(paper):
    """Return the tables of a paper by the heading above each."""
    pairs = zip(paper.blocks, paper.blocks[1:], strict=False)
    return {a.text: b for a, b in pairs if isinstance(a, Line) and isinstance(b, Table)}


def row_of(table, name):
    """Return the texts of the row whose second cell is this."""
    return next(
        [cell.text for cell in row.cells]
        for row in table.rows
        if len(row.cells) > 1 and row.cells[1].text == name
    )


def test_a_month_nobody_recorded_says_so():
    """Before the program was used there is nothing to print but that nothing is known."""
    paper = compose(some_facts(known_from=None, units=(TEAM,)), "")

    assert "Chưa có số liệu của kỳ này." in lines(paper)
    assert "A. CHỈ SỐ CHÍNH" not in lines(paper)
    row = row_of(tables(paper)["B. KẾT QUẢ THEO ĐƠN VỊ"], VILLAGE)
    assert set(row[2:]) == {"-"}


def test_a_month_without_anything_prints_noughts():
    """A known month in which nothing happened has 0 everywhere and no empty tables."""
    paper = compose(some_facts(), "")

    assert "Chưa có số liệu của kỳ này." not in lines(paper)
    assert list(tables(paper)) == ["A. CHỈ SỐ CHÍNH", "B. KẾT QUẢ THEO ĐƠN VỊ"]
    assert row_of(tables(paper)["B. KẾT QUẢ THEO ĐƠN VỊ"], SCHOOL.name)[2] == "0"


def test_a_month_of_which_nothing_came_is_dashed_in_every_part():
    """With 0/3 units this month and its rise are dashes beside the months that are known."""
    facts = replace(worked_example(), period=Period.named("2026-05"))
    paper = compose(facts, "")
    row = row_of(tables(paper)["A. CHỈ SỐ CHÍNH"], "Hoạt động truyền thông đã tổ chức")

    assert "Số liệu nhận đến ngày 16/3/2026, 0/3 đơn vị" in lines(paper)
    assert row[3:] == ["-", "1", "-", "-", "8"]


def test_units_that_have_not_reported_are_named_and_dashed():
    """Their cells are dashes, never 0, and a note names them (FEATURES N03)."""
    paper = compose(some_facts(), "")

    row = row_of(tables(paper)["B. KẾT QUẢ THEO ĐƠN VỊ"], VILLAGE)
    assert set(row[2:]) == {"-"}
    assert f"2. 01 đơn vị chưa có số liệu trong kỳ: {TEAM.name}." in lines(paper)
    assert "Số liệu nhận đến ngày 16/3/2026, 2/3 đơn vị" in lines(paper)


def test_units_the_commune_has_not_approved_are_named():
    """When some reports are approved and others not, the others stand in the note."""
    reviewed = replace(SCHOOL, review=RecordState.APPROVED)
    some = compose(some_facts(units=(OFFICE, reviewed)), "")
    every = compose(some_facts(units=(replace(OFFICE, review=RecordState.APPROVED), reviewed)), "")

    named = f"Đã tính số liệu của các đơn vị mà xã chưa duyệt báo cáo kỳ này: {OFFICE.name}."
    assert f"2. {named}" in lines(some)
    assert not any("chưa duyệt" in text for text in lines(every))


def test_what_belongs_to_no_known_unit_is_in_the_total_and_has_a_row():
    """The rows of the table always add up to its total."""
    activities = tuple(
        ActivityFact(n, unit, on("1/3"), "x", ActivityKind.FORUM, turns=5)
        for n, unit in enumerate((1, 9, 77))
    )
    table = tables(compose(some_facts(activities=activities), ""))["B. KẾT QUẢ THEO ĐƠN VỊ"]

    assert row_of(table, "Chưa rõ đơn vị")[2] == "1"
    assert row_of(table, ISSUER.name)[2] == "1"
    assert table.rows[-1].cells[1].text == "3"


def test_units_nobody_heard_from_give_no_column_of_days():
    """At a unit, and before the first hand-over, the column of days is left out."""
    silent = tuple(replace(unit, received_on=None) for unit in (OFFICE, SCHOOL))
    heads = [
        [column.head for column in tables(paper)["B. KẾT QUẢ THEO ĐƠN VỊ"].columns]
        for paper in (compose(some_facts(), ""), compose(some_facts(units=silent), ""))
    ]

    assert heads[0][-1] == "Nhận số liệu ngày"
    assert "Nhận số liệu ngày" not in heads[1]


def test_people_of_several_units_are_approximate_in_the_commune_paper():
    """«khoảng» stands before the number, and a note says by what people were told apart."""
    marks = tuple(MarkFact(n, n, unit, on("1/3"), n, n) for n, unit in enumerate((2, 3), 1))
    people = {n: PersonFact(n, f"k{n}", None) for n in (1, 2)}
    held = tuple(LessonFact(n, n, unit, on("1/3"), is_held=True) for n, unit in ((1, 2), (2, 3)))
    paper = compose(some_facts(marks=marks, people=people, lessons=held), "")
    taught = tables(paper)["D. TẬP HUẤN, LỚP “HỌC TẬP SỐ”"]

    assert row_of(taught, SCHOOL.name)[6] == "1"
    assert [cell.text for cell in taught.rows[-1].cells][5] == "khoảng\u00a02"
    assert any("tính một lần theo họ tên, năm sinh, giới tính, thôn" in t for t in lines(paper))


def test_a_unit_paper_goes_by_the_lines_of_the_plan():
    """The school sees what it did for which line, and what it gave no line."""
    own = worked_example().kept(lambda row: row.unit == SCHOOL.id)
    paper = compose(replace(own, unit=SCHOOL), "")
    table = tables(paper)["B. KẾT QUẢ THEO NHIỆM VỤ CỦA KẾ HOẠCH"]

    named = [row.cells[1].text for row in table.rows if row.kind is RowKind.PLAIN]
    assert named[-1] == "Chưa gắn nhiệm vụ"
    assert named[0].startswith("NV-1.1. ")
    assert "C. PHÂN LOẠI HOẠT ĐỘNG THEO HÌNH THỨC" in tables(paper)
    assert not any("đơn vị chưa có số liệu" in text for text in lines(paper))


def test_a_unit_with_records_that_give_no_figure_has_no_table_of_lines():
    """A product that was never published makes no row of noughts."""
    facts = worked_example().only("publications", "products")
    loud = replace(facts.kept(lambda row: row.id in {24, 36}), unit=SCHOOL)

    assert "B. KẾT QUẢ THEO NHIỆM VỤ CỦA KẾ HOẠCH" not in tables(compose(loud, ""))


def test_the_lessons_of_a_class_not_approved_have_a_row_of_their_own():
    """Lessons approved before their class are counted, under «Lớp chưa duyệt»."""
    own = worked_example().kept(lambda row: row.unit == SCHOOL.id)
    bare = replace(own, trainings=(), unit=SCHOOL)
    taught = tables(compose(bare, ""))["D. TẬP HUẤN, LỚP “HỌC TẬP SỐ”"]

    assert row_of(taught, "Lớp chưa duyệt")[4:] == ["2", "6", "3", "2"]


def test_a_class_shows_its_days_and_whether_it_is_over():
    """A class of one day shows one day, another from when to when."""
    own = worked_example().kept(lambda row: row.unit == SCHOOL.id)
    taught = tables(compose(replace(own, unit=SCHOOL), ""))["D. TẬP HUẤN, LỚP “HỌC TẬP SỐ”"]

    assert row_of(taught, "Lớp trong kỳ")[2:4] == ["20/02/2026 đến 10/03/2026", "Đã kết thúc"]
    assert row_of(taught, "Lớp đang học")[3] == "Đang học"


def test_the_busiest_activities_are_told_in_a_sentence_each():
    """At most five, the fullest first, each number clickable and standing on its activity."""
    activities = tuple(
        ActivityFact(n, 1, on("1/3"), f"Hội nghị {n}", ActivityKind.CONFERENCE, turns=n * 10)
        for n in range(8)
    )
    paper = compose(some_facts(activities=activities), "")
    told = [text for text in lines(paper) if text.startswith("- ")]

    assert len(told) == 5
    assert told[0] == ("- Hội nghị 7 (Phòng Văn hóa - Xã hội, ngày 01/3/2026): 70 lượt người dự.")
    assert paper.figures["activity_turns/activities/7"].ids == (("activities", 7),)


def test_the_trend_is_missing_when_the_month_before_is():
    """In the first month of the program nothing has risen or fallen."""
    paper = compose(some_facts(known_from=on("20/2"), activities=worked_example().activities), "")
    main = tables(paper)["A. CHỈ SỐ CHÍNH"]
    held = next(
        r for r in main.rows if len(r.cells) > 1 and r.cells[1].text.startswith("Hoạt động")
    )

    assert [cell.text for cell in held.cells][5:7] == ["-", "-"]


def test_signatures_never_stand_below_a_single_note():
    """However many notes there are, the last two go overleaf with the signatures."""
    long = replace(TEAM, name="Tổ công nghệ số cộng đồng thôn " * 3)
    found = set()
    for count in range(1, 60):
        paper = compose(some_facts(units=(OFFICE, *[long] * count)), "Lê An")
        last = pages_of(paper, typeface())[-1].texts
        found.add(sum(text.text.startswith(("1. ", "2. ", "3. ", "4. ")) for text in last))

    assert min(found) >= 2
