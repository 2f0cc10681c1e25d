"""A unit counts for itself alone; what the commune logs of other units counts for them."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NotAllowed
from kh57_desktop.reports import fact_rows
from tests.support.terminal import PASSWORD, a_commune, a_unit, cheap_doors

MARCH = ("--period", "2026-03")
WHOLE = (
    *("title=Tọa đàm", "starts_on=2026-03-10", "plan_item=NV-3.1", "activity_kind=Tọa đàm"),
    *("place=Hội trường", "reach_count=45", "content=Nội dung", "result=Kết quả"),
)


@pytest.fixture
def pair(tmp_path):
    """Set up a commune and a school that has joined."""
    commune = a_commune(tmp_path)
    return tmp_path, commune, a_unit(tmp_path, commune)


def held(terminal, unit):
    """Return how many activities a unit held in March: counted, and with those still waiting."""
    figures = terminal("figures", *MARCH, "--unit", unit)["figures"]
    (figure,) = [one for one in figures if one["key"] == "activities_held"]
    return figure["value"], figure["expected"]


def approved_by_force(school, record):
    """Approve a record past the rule, as a program of somebody else would."""
    office = cheap_doors(school.home, None)
    office.is_rehearsal = False
    office = office.unlock(PASSWORD)
    with office.desk.journal.writing(office.desk.officer.id) as ledger:
        ledger.keep(Edit("activities", record, {"state": RecordState.APPROVED}))
    office.close()


def test_a_units_record_of_another_unit_stays_and_is_not_sent(pair):
    """It is kept and says why; the other unit records and approves its own."""
    _, _, school = pair
    kept = school("add", "activities", *WHOLE, "unit=MTTQ")
    sent = school("submit", *MARCH, code=3)

    assert kept["complete"] is False
    assert sent["approved"] == []
    assert sent["incomplete"][0]["lacks"] == ["unit"]
    assert "đơn vị khác" in sent["incomplete"][0]["findings"][0]["text"]
    school("edit", "activities", kept["id"], "unit=TR-NTT")
    assert school("submit", *MARCH)["approved"] == [f"activities/{kept['id']}"]


def a_forged_approval_counts_for_nobody(pair):
    """Claim that a record past the rule adds to nobody's figures, at either end."""
    folder, commune, school = pair
    kept = school("add", "activities", *WHOLE, "unit=MTTQ")["id"]
    approved_by_force(school, kept)
    commune("accept", *school("pack", "--out", folder / "usb")["files"])

    assert commune("show", "activities", kept)["record"]["state"] == "approved"
    assert held(commune, "MTTQ") == (None, None)
    for terminal in (commune, school):
        assert held(terminal, "TR-NTT") == (0, 0)


def test_a_forged_approval_counts_for_nobody(pair):
    """Whatever a unit's program does, it adds nothing to what another unit has done."""
    a_forged_approval_counts_for_nobody(pair)


def test_without_the_rule_it_would_count(pair, monkeypatch):
    """It is the rule that keeps it out."""
    monkeypatch.setattr(fact_rows, "OFFICE", "TR-NTT")
    with pytest.raises(AssertionError):
        a_forged_approval_counts_for_nobody(pair)


def test_a_unit_asks_for_no_figures_and_papers_of_another(pair):
    """At the school another unit's are refused with a code; they are not in this store."""
    folder, _, school = pair
    words = (*MARCH, "--unit", "MTTQ")

    assert school("figures", *words, code=1)["error"]["code"] == NotAllowed.code
    refused = school("report", "monthly_summary", *words, "--out", folder / "papers", code=1)
    assert refused["error"]["code"] == NotAllowed.code
    assert not (folder / "papers").exists()


def test_the_communes_log_counts_for_the_units_it_names(pair):
    """The commune keeps a log of all units: each activity counts for the unit in its column."""
    _, commune, _ = pair
    commune("add", "activities", *WHOLE, "unit=MTTQ")
    commune("add", "activities", *WHOLE, "title=Ngày hội")
    assert commune("submit", *MARCH)["incomplete"] == []

    assert held(commune, "MTTQ") == (1, 1)
    assert held(commune, "VHXH") == (1, 1)
