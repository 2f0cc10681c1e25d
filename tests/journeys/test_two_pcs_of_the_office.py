"""A second PC of the office: joined by file and voice, it sees and does the commune's work."""

import pytest

from tests.support.terminal import Terminal, a_commune, a_unit

MARCH = ("--period", "2026-03")


def carried(folder, sender, receiver, to):
    """Carry what one PC has for a unit to the receiver; returns what it said."""
    files = sender("pack", "--to", to, "--out", folder / "usb")["files"]
    return receiver("accept", *files) if files else None


def met(folder, first, second):
    """Let the two PCs of the office tell each other everything."""
    carried(folder, second, first, "VHXH")
    carried(folder, first, second, "VHXH")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Set up a commune, a school with work of March, and a second PC that has all of it."""
    folder = tmp_path_factory.mktemp("office")
    first = a_commune(folder)
    school = a_unit(folder, first)
    kept = school("add", "activities", "title=Tọa đàm", "starts_on=2026-03-10", "reach_count=45")
    first("accept", *school("pack", "--out", folder / "usb")["files"])
    second = Terminal(folder / "xa-2")
    request, answer = folder / "xa-2.request", folder / "xa-2.answer"
    words = ("--unit", "VHXH", "--officer", "Đinh Thị Lan", "--out", request)
    asked = second("setup", "unit", *words)
    own = second("add", "activities", "title=Ghi trước khi ghép", "starts_on=2026-03-02")["id"]
    confirm = ("--confirm", asked["confirm_code"], "--out", answer)
    answered = first("enroll", "answer", request, *confirm)
    joined = second("enroll", "finish", answer)
    carried(folder, first, second, "VHXH")
    return folder, first, second, school, kept["id"], own, (answered, joined)


def test_a_second_pc_of_the_office_is_certified_for_the_office(office):
    """Both sides are told that this PC is the commune's and not a unit's."""
    answered, joined = office[-1]

    assert (answered["unit"], answered["role"]) == ("VHXH", "office")
    assert (joined["unit"], joined["role"]) == ("VHXH", "office")


def test_a_unit_is_certified_as_a_unit(tmp_path):
    """Another unit's PC never gets the office's rights."""
    commune = a_commune(tmp_path)
    unit = Terminal(tmp_path / "MTTQ")
    request, answer = tmp_path / "request", tmp_path / "answer"
    asked = unit("setup", "unit", "--unit", "MTTQ", "--officer", "Y Mrao", "--out", request)
    confirm = ("--confirm", asked["confirm_code"], "--out", answer)

    assert commune("enroll", "answer", request, *confirm)["role"] == "unit"
    assert unit("enroll", "finish", answer)["role"] == "unit"


def test_the_second_pc_sees_the_communes_data(office):
    """Records, figures and board of all units stand there, with the same content."""
    folder, first, second, _, record, _, _ = office
    met(folder, first, second)

    assert second("show", "activities", record)["record"]["title"] == "Tọa đàm"
    assert second("list", "activities", "--unit", "TR-NTT")["total"] >= 1
    assert len(second("board", *MARCH)["units"]) == 29
    assert second("digest")["digest"] == first("digest")["digest"]


def test_what_was_recorded_before_joining_reaches_the_first_pc(office):
    """Nothing that the new PC held is lost."""
    folder, first, second, _, _, own, _ = office
    met(folder, first, second)

    assert first("show", "activities", own)["record"]["title"] == "Ghi trước khi ghép"


def test_both_pcs_of_the_office_exchange_with_a_unit(office):
    """A unit's bundle opens at either PC, and what either answers reaches the unit."""
    folder, first, second, school, record, _, _ = office
    carried(folder, first, school, "TR-NTT")  # now the school knows the second PC
    later = school("add", "activities", "title=Ngày hội", "starts_on=2026-03-11")["id"]
    sent = school("pack", "--out", folder / "usb")["files"]
    assert second("accept", *sent)["applied"] >= 1
    assert first("accept", *sent)["applied"] >= 1
    back = ("--note", "Thiếu ảnh", "--record", f"activities/{record}")
    second("return", "TR-NTT", *MARCH, *back)
    carried(folder, second, school, "TR-NTT")
    met(folder, first, second)

    assert [note["note"] for note in school("board", *MARCH)["returned"]] == ["Thiếu ảnh"]
    assert second("show", "activities", later)["record"]["title"] == "Ngày hội"
    assert second("digest")["digest"] == first("digest")["digest"]
    mine = ("digest", "--unit", "TR-NTT")
    assert second(*mine)["digest"] == school("digest")["digest"]


def test_what_one_pc_of_the_office_confirmed_leaves_the_units_outbox(office):
    """A unit does not wait for both PCs of the office to say that they have it."""
    folder, first, _, school, _, _, _ = office
    school("add", "activities", "title=Họp báo", "starts_on=2026-03-12")
    sent = school("pack", "--out", folder / "usb")["files"]
    first("accept", *sent)
    carried(folder, first, school, "TR-NTT")
    school("add", "activities", "title=Tập huấn", "starts_on=2026-03-13")
    school("pack", "--out", folder / "usb")

    assert len(list((school.home / "outbox").glob("*.kh57"))) == 1


def test_the_second_pc_says_when_a_unit_last_wrote(office):
    """The board there knows the units' data although their sticks went to the first PC."""
    _, _, second, _, _, _, _ = office
    tiles = {tile["code"]: tile for tile in second("board", *MARCH)["units"]}

    assert tiles["TR-NTT"]["handed_over_on"] == "2026-06-16"
    assert tiles["MTTQ"]["handed_over_on"] is None


def test_the_second_pc_enrolls_nobody(office, tmp_path):
    """The root that certifies stays on the first PC and in the envelopes."""
    _, first, second, _, _, _, _ = office
    unit = Terminal(tmp_path / "ND")
    request, answer = tmp_path / "request", tmp_path / "answer"
    asked = unit("setup", "unit", "--unit", "ND", "--officer", "Y Mrao", "--out", request)
    confirm = ("--confirm", asked["confirm_code"], "--out", answer)

    assert second.refused("enroll", "answer", request, *confirm) == "KH57-1008"
    assert not answer.exists()
    assert first("enroll", "answer", request, *confirm)["unit"] == "ND"
