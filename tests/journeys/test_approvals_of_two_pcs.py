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
