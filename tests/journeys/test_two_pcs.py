"""Two PCs of one school: different fields merge, two values of one field wait for a person."""

import shutil

import pytest

from tests.support.terminal import Terminal, a_commune, a_unit


@pytest.fixture(scope="module")
def made_pcs(tmp_path_factory):
    """Set up a commune and two PCs of one school that both hold one activity."""
    folder = tmp_path_factory.mktemp("pcs")
    commune = a_commune(folder)
    first = a_unit(folder, commune)
    second = a_unit(folder, commune, name="TR-NTT-2")
    kept = first("add", "activities", "title=Tọa đàm", "starts_on=3/3/2026", "place=Sân trường")
    first("accept", *commune("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"])
    meet(first, second, folder)
    return commune, first, second, kept["id"]


@pytest.fixture
def pcs(made_pcs, tmp_path):
    """Return a folder, the commune, both PCs and the activity, on copies that nobody wrote to."""
    *terminals, kept = made_pcs
    for terminal in terminals:
        shutil.copytree(terminal.home, tmp_path / terminal.home.name)
    return tmp_path, *(Terminal(tmp_path / terminal.home.name) for terminal in terminals), kept


def meet(one, other, folder):
    """Carry what one PC has to the other one of its unit."""
    files = one("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"]
    return other("accept", *files, code=None) if files else None


def test_two_pcs_that_corrected_different_fields_agree_without_a_question(pcs):
    """One corrected the day, the other the count: both hold on both."""
    folder, _, first, second, record = pcs
    first("edit", "activities", record, "starts_on=4/3/2026")
    second("edit", "activities", record, "reach_count=45")
    answered = meet(first, second, folder)
    meet(second, first, folder)

    assert answered["conflicts"] == 0
    for pc in (first, second):
        shown = pc("show", "activities", record)["record"]
        assert (shown["starts_on"], shown["reach_count"]) == ("2026-03-04", 45)
    assert first("digest")["digest"] == second("digest")["digest"]


def test_two_values_of_one_field_wait_for_the_unit(pcs):
    """Both wrote the place: a card at the unit, seen but not decided by the commune."""
    folder, commune, first, second, record = pcs
    first("edit", "activities", record, "place=Hội trường")
    second("edit", "activities", record, "place=Thư viện")
    answered = meet(second, first, folder)
    commune("accept", *first("pack", "--out", folder / "usb")["files"], code=None)
    (card,) = first("conflicts")["conflicts"]
    (seen,) = commune("conflicts")["conflicts"]

    assert answered["conflicts"] == 1
    assert card["field"] == "place"
    assert card["base"] == "Sân trường"
    assert {side["value"] for side in card["sides"]} == {"Hội trường", "Thư viện"}
    assert (card["ours"], seen["ours"]) == (True, False)
    assert commune.refused("settle", seen["id"], "--keep", "mine") == "KH57-1003"
    before = first("show", "activities", record)["record"]["place"]
    assert first.refused("edit", "activities", record, "place=Nhà rông") == "KH57-1001"
    assert first("show", "activities", record)["record"]["place"] == before

    first("settle", card["id"], "--keep", "mine")
    meet(first, second, folder)
    commune("accept", *first("pack", "--out", folder / "usb")["files"], code=None)
    assert first("conflicts")["conflicts"] == []
    assert second("conflicts")["conflicts"] == []
    assert commune("conflicts")["conflicts"] == []
    for terminal in (first, second, commune):
        assert terminal("show", "activities", record)["record"]["place"] == "Hội trường"


def test_a_card_can_be_settled_with_a_value_of_ones_own(pcs):
    """Neither of the two was right: a third value closes the card everywhere."""
    folder, _, first, second, record = pcs
    first("edit", "activities", record, "women_count=10")
    second("edit", "activities", record, "women_count=12")
    meet(second, first, folder)
    (card,) = first("conflicts")["conflicts"]
    first("settle", card["id"], "--value", "11")
    meet(first, second, folder)

    assert second("show", "activities", record)["record"]["women_count"] == 11
    assert second("conflicts")["conflicts"] == []


def key_of(pc, person):
    """Return the key by which a person is counted once."""
    return pc("show", "people", person)["record"]["person_key"]


def test_the_key_of_a_person_follows_what_two_pcs_corrected(pcs):
    """One corrected the name, the other the year: the key tells both, and nobody is asked."""
    folder, _, first, second, _ = pcs
    place = ("audience=DT-5", "village=Pa Cheng")
    person = first("add", "people", "full_name=Lê A", "birth_year=1990", *place)["id"]
    meet(first, second, folder)
    first("edit", "people", person, "full_name=Lê B")
    second("edit", "people", person, "birth_year=1991")
    assert meet(first, second, folder)["conflicts"] == 0
    meet(second, first, folder)
    like_it = first("add", "people", "full_name=Lê B", "birth_year=1991", *place)["id"]

    assert key_of(first, person) == key_of(second, person) == key_of(first, like_it)
    assert first("conflicts")["conflicts"] == second("conflicts")["conflicts"] == []


def test_the_key_of_a_person_follows_the_name_that_was_chosen(pcs):
    """Both corrected the name: the one chosen on the card is the one that is counted."""
    folder, _, first, second, _ = pcs
    rest = ("birth_year=1985", "audience=DT-5", "village=Pa Cheng")
    person = first("add", "people", "full_name=Y A", *rest)["id"]
    meet(first, second, folder)
    for pc, name in ((first, "Y B"), (second, "Y C")):
        pc("edit", "people", person, f"full_name={name}")
    assert meet(second, first, folder)["conflicts"] == 1
    (card,) = first("conflicts")["conflicts"]
    assert card["field"] == "full_name"
    first("settle", card["id"], "--value", "Y\u202e D")
    meet(first, second, folder)
    like_it = first("add", "people", "full_name=Y D", *rest)["id"]

    assert second("show", "people", person)["record"]["full_name"] == "Y D"
    assert key_of(first, person) == key_of(second, person) == key_of(first, like_it)
    assert second("conflicts")["conflicts"] == []


def test_who_changed_what_is_told_on_both_sides(pcs):
    """The history of a record names officer and values, wherever each change was made."""
    folder, _, first, second, _ = pcs
    kept = first("add", "activities", "title=Họp tổ", "starts_on=3/3/2026", "reach_count=10")
    meet(first, second, folder)
    second("edit", "activities", kept["id"], "reach_count=12")
    meet(second, first, folder)
    for pc in (first, second):
        changes = pc("history", "activities", kept["id"])["changes"]
        reach = [(c["before"], c["after"]) for c in changes if c["field"] == "reach_count"]
        assert reach[-1] == (10, 12)
        assert {change["officer"] for change in changes} == {"Nguyễn Thị Hạnh"}


def test_a_mark_made_on_both_pcs_is_one_mark(pcs):
    """Both marked the same seat: one mark, and one card when they differ."""
    folder, _, first, second, _ = pcs
    training = first("add", "trainings", "title=Lớp số", "starts_on=3/3/2026")["id"]
    words = (f"training={training}", "ordinal=1", "held_on=3/3/2026")
    lesson = first("add", "lessons", *words)["id"]
    person = first("add", "people", "full_name=A Huy", "audience=DT-2")["id"]
    meet(first, second, folder)
    for pc, mark in ((first, "present"), (second, "late")):
        pc("add", "attendance", f"lesson={lesson}", f"person={person}", f"mark={mark}")
    answered = meet(second, first, folder)

    assert answered["conflicts"] == 1
    assert first("list", "attendance")["total"] == 1
    card = first("conflicts")["conflicts"][0]
    first("settle", card["id"], "--value", "late")
    assert first("list", "attendance")["rows"][0]["mark"] == "late"


def test_bundles_that_disagree_with_each_other_alone_say_so_before_they_are_taken_in(pcs):
    """Each of two PCs wrote another audience: only who holds both bundles meets the question."""
    folder, commune, first, second, record = pcs
    first("edit", "activities", record, "content=Nghe báo cáo viên")
    second("edit", "activities", record, "content=Thảo luận tổ")
    both = [
        *first("pack", "--out", folder / "usb-1")["files"],
        *second("pack", "--out", folder / "usb-2")["files"],
    ]
    before = commune("digest")["digest"]
    alone = [commune("open", bundle)["conflicts"] for bundle in both]
    seen = commune("open", *both)["bundles"]
    again = commune("open", *both)["bundles"]
    unchanged = commune("digest")["digest"]
    taken = commune("accept", *both, code=3)["bundles"]

    assert alone == [0, 0]
    assert (seen, unchanged) == (again, before)
    assert [one["conflicts"] for one in seen] == [0, 1]
    assert seen == [{key: one[key] for key in seen[0]} for one in taken]
    assert [one["already"] for one in commune("open", *both, both[0])["bundles"]] == [
        one["changes"] for one in (*seen, seen[0])
    ]
    meet(second, first, folder)  # the question is closed everywhere: the PCs serve other tests
    (card,) = first("conflicts")["conflicts"]
    first("settle", card["id"], "--keep", "mine")
    meet(first, second, folder)
    commune("accept", *first("pack", "--out", folder / "usb")["files"])
    assert commune("conflicts")["conflicts"] == []
