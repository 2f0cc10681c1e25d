"""Approved on one PC, changed on another: the head looks once more, and nobody is asked riddles."""

import pytest

from tests.support.terminal import a_commune, a_unit

MARCH = ("--period", "2026-03")
WHOLE = (
    *("title=Tọa đàm", "starts_on=2026-03-10", "plan_item=NV-3.1", "activity_kind=Tọa đàm"),
    *("place=Hội trường", "reach_count=45", "content=Nội dung", "result=Kết quả"),
)


def told(folder, sender, receiver):
    """Carry what one PC of the school has to the other; returns what it said."""
    files = sender("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"]
    return receiver("accept", *files) if files else None


@pytest.fixture
def pcs(tmp_path):
    """Set up a commune and two PCs of one school that both hold a complete activity."""
    commune = a_commune(tmp_path)
    first = a_unit(tmp_path, commune)
    second = a_unit(tmp_path, commune, name="TR-NTT-2")
    kept = first("add", "activities", *WHOLE)["id"]
    first("accept", *commune("pack", "--to", "TR-NTT", "--out", tmp_path / "usb")["files"])
    told(tmp_path, first, second)
    return tmp_path, commune, first, second, kept


def state(terminal, record):
    """Return whether a record is approved, and how many turns it says."""
    shown = terminal("show", "activities", record)["record"]
    return shown["state"], shown["reach_count"]


def agreed(folder, first, second):
    """Let the PCs tell each other everything; fail unless they agree without a card."""
    for _ in range(2):
        told(folder, first, second)
        told(folder, second, first)
    assert first("conflicts")["conflicts"] == second("conflicts")["conflicts"] == []
    assert first("digest")["digest"] == second("digest")["digest"]


@pytest.mark.parametrize("starts", [0, 1])
def test_a_count_changed_unseen_asks_for_approval_again(pcs, starts):
    """The head approved 45; the clerk elsewhere wrote 54: 54 is not what was approved."""
    folder, commune, first, second, record = pcs
    first("submit", *MARCH)
    second("edit", "activities", record, "reach_count=54")
    pair = (first, second) if starts else (second, first)
    told(folder, *pair)
    assert state(pair[1], record) == ("draft", 54)
    agreed(folder, first, second)

    assert state(first, record) == state(second, record) == ("draft", 54)
    assert first("submit", *MARCH)["approved"] == [f"activities/{record}"]
    agreed(folder, first, second)
    assert state(second, record) == ("approved", 54)
    commune("accept", *second("pack", "--out", folder / "usb")["files"])
    assert state(commune, record) == ("approved", 54)


def test_an_approval_that_meets_a_draft_is_no_card(pcs):
    """Approved again here, changed there: both write the state, and the draft holds."""
    folder, _, first, second, record = pcs
    first("submit", *MARCH)
    told(folder, first, second)
    first("edit", "activities", record, "people_count=40")
    first("submit", *MARCH)
    second("edit", "activities", record, "reach_count=54")
    answered = told(folder, second, first)

    assert (answered.code, answered["conflicts"]) == (0, 0)
    assert state(first, record) == ("draft", 54)
    agreed(folder, first, second)
    assert state(second, record) == ("draft", 54)


def test_wording_changed_unseen_leaves_the_approval(pcs):
    """Figures stand on what is counted; a better sentence needs no second look."""
    folder, _, first, second, record = pcs
    first("submit", *MARCH)
    second("edit", "activities", record, "content=Viết lại")
    agreed(folder, first, second)

    assert state(first, record) == state(second, record) == ("approved", 45)
    assert first("show", "activities", record)["record"]["content"] == "Viết lại"


def test_a_dispute_of_values_stays_the_units_to_decide(pcs):
    """Two counts of one activity are a question for people, approved or not."""
    folder, _, first, second, record = pcs
    first("edit", "activities", record, "reach_count=50")
    first("submit", *MARCH)
    second("edit", "activities", record, "reach_count=54")
    files = second("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"]
    first("accept", *files, code=3)

    (card,) = first("conflicts")["conflicts"]
    assert card["field"] == "reach_count"
    assert state(first, record)[0] == "draft"
    waiting = first("submit", *MARCH, code=3)["incomplete"][0]
    assert waiting["lacks"] == ["reach_count"]


def turns(terminal):
    """Return the turns a terminal counts in March, and those it expects."""
    rows = {row["key"]: row for row in terminal("figures", *MARCH)["figures"]}
    return rows["activity_turns"]["value"] or 0, rows["activity_turns"]["expected"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_commune_counts_nothing_that_no_head_has_seen(pcs, order):
    """Approved with 45 here, changed to 999 there, both sent at once: 999 waits for the head."""
    folder, commune, first, second, record = pcs
    first("submit", *MARCH)
    second("edit", "activities", record, "reach_count=999")
    for place in order:
        sender = (first, second)[place]
        commune("accept", *sender("pack", "--out", folder / "usb")["files"])

    assert turns(commune) == (0, 999)
    assert state(commune, record) == ("draft", 999)
    assert commune("list", "activities", *MARCH)["rows"][0]["state"] == "draft"
    tile = next(u for u in commune("board", *MARCH)["units"] if u["code"] == "TR-NTT")
    assert (tile["approved"], tile["waiting"]) == (0, 1)

    agreed(folder, first, second)
    assert turns(first) == turns(second) == (0, 999)
    assert second("submit", *MARCH)["approved"] == [f"activities/{record}"]
    assert turns(second) == (999, 999)
    commune("accept", *second("pack", "--out", folder / "usb")["files"])
    assert turns(commune) == (999, 999)
    assert state(commune, record) == ("approved", 999)


def test_a_seat_taken_unseen_waits_for_the_head(pcs):
    """The head approved a lesson of one; the clerk elsewhere marked a second: nobody counts yet."""
    folder, commune, first, second, _ = pcs
    day = "2026-03-10"
    training = first("add", "trainings", "title=Lớp số", f"starts_on={day}", f"ends_on={day}")["id"]
    lesson = ("lessons", f"training={training}", "ordinal=1", f"held_on={day}")
    lesson = first("add", *lesson)["id"]
    people = [
        first("add", "people", f"full_name={name}", "audience=Học sinh")["id"]
        for name in ("A Nhi", "Y Hlưng")
    ]
    first("add", "attendance", f"lesson={lesson}", f"person={people[0]}", "mark=present")
    told(folder, first, second)
    first("submit", *MARCH)
    second("add", "attendance", f"lesson={lesson}", f"person={people[1]}", "mark=present")
    for sender in (first, second):
        commune("accept", *sender("pack", "--out", folder / "usb")["files"])
    rows = {row["key"]: row for row in commune("figures", *MARCH)["figures"]}

    assert (rows["training_seats"]["value"], rows["training_seats"]["expected"]) == (0, 2)
    assert commune("show", "lessons", lesson)["record"]["state"] == "draft"
