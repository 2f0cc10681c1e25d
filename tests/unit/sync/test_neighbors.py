"""Several PCs of one unit, or of the office: what they share and what each may read."""

from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.journal.checking import check
from tests.support.hand_over import handed_over, met

UNIT, PRIVATE = "unit/TR-NTT", "private/TR-NTT"


def test_names_of_citizens_stay_at_the_unit(school, office, stick):
    """The bundle to the commune holds the figures of a person, never the name."""
    person = school.keep("people", birth_year=1990, village=None)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    accepted = handed_over(school, office, "commune", stick)

    assert accepted.preview.changes == 1
    assert office.content(PRIVATE) == {}
    assert office.count("SELECT count(*) FROM person_identity") == 0


def test_two_pcs_of_a_unit_share_names_too(commune, school, stick):
    """Between PCs of one unit everything of the unit travels, names included."""
    second = commune.join("TR-NTT", "PC 2")
    person = school.keep("people", birth_year=1990)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    met(commune, school, stick)
    accepted = handed_over(school, second, "TR-NTT", stick)

    assert accepted.preview.new == {"villages": 1, "people": 1, "person_identities": 1}
    assert second.content(UNIT, PRIVATE) == school.content(UNIT, PRIVATE)
    assert accepted.return_to == ""


def test_a_pc_reads_what_its_neighbor_sent_to_the_commune(commune, school, office, stick):
    """The bundle for the commune can be opened at the unit itself."""
    second = commune.join("TR-NTT", "PC 2")
    office.keep("villages", code="T9", name="Thôn 9")
    (lists,) = office.pack("TR-NTT", stick).files
    for pc in (school, second):
        pc.accept(lists)
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    second.accept(file)
    office.accept(file)

    assert second.content(UNIT) == school.content(UNIT) == office.content(UNIT)


def test_different_fields_merge_and_one_field_twice_is_a_conflict(commune, school, office, stick):
    """Two PCs edit one record: date and headcount both hold, two places are a question."""
    second = commune.join("TR-NTT", "PC 2")
    record = school.keep("activities", title="Hội nghị", place="Hội trường")
    met(commune, school, stick)
    handed_over(school, second, "TR-NTT", stick)
    school.keep("activities", record, place="Nhà rông", reach_count=45)
    second.keep("activities", record, place="UBND", people_count=40)
    met(commune, second, stick)
    accepted = handed_over(second, school, "TR-NTT", stick)
    handed_over(school, office, "commune", stick)
    shown = school.show("activities", record)

    assert (shown["reach_count"], shown["people_count"]) == (45, 40)
    assert shown.in_conflict == {"place"}
    assert accepted.preview.conflicts == 1
    assert accepted.preview.state is BundleState.CONFLICTS
    assert office.show("activities", record).in_conflict == {"place"}


def test_a_second_office_pc_gets_everything_of_the_commune(commune, school, office, stick):
    """The leader's PC reads the units, the lists and the office's own."""
    leader = commune.join("PVHXH", "PC chủ tịch")
    school.keep("activities", title="Hội nghị")
    office.keep("activities", title="Của phòng")
    handed_over(school, office, "commune", stick)
    handed_over(office, leader, "PVHXH", stick)
    scopes = ("catalog", "office", UNIT, "unit/PVHXH", "private/PVHXH")

    assert leader.content(*scopes) == office.content(*scopes)
    assert len(leader.content(UNIT)) == 1


def test_a_segment_of_which_a_part_waits_is_passed_on(commune, school, office, stick):
    """What the leader's PC shows of a segment it also sends, though the rest waits there."""
    second, leader = commune.join("TR-NTT", "PC 2"), commune.join("PVHXH", "PC chủ tịch")
    copy = leader.copy_folder(commune.folder / "sao-luu")
    early = school.keep("activities", title="Trước danh mục")
    office.keep("villages", code="T1", name="Thôn 1")
    handed_over(office, school, "TR-NTT", stick)
    handed_over(office, leader, "PVHXH", stick)
    handed_over(leader, school, "TR-NTT", stick)
    late = school.keep("activities", title="Sau danh mục")
    (file,) = school.pack("commune", stick).files
    leader.put_back(copy)  # its list of villages is gone, and the school believes it there
    waiting = leader.accept(file)
    leader.accept(file)
    (relayed,) = leader.pack("TR-NTT", stick).files
    second.accept(relayed)

    assert (waiting.applied, len(waiting.preview.waiting_for)) == (1, 1)
    assert leader.show("activities", late) is None
    assert second.show("activities", early)["title"] == "Trước danh mục"
    assert second.content(UNIT) == leader.content(UNIT)
    assert check(leader.journal) == ()
