"""Taking back at the terminal: step by step what was recorded, never a way in."""

import pytest

from tests.support.terminal import Terminal, a_commune


@pytest.fixture
def school(tmp_path):
    """Return the terminal of a school that was just set up."""
    terminal = Terminal(tmp_path / "TR-NTT")
    terminal("setup", "unit", "--unit", "TR-NTT", "--officer", "Nguyễn Thị Hạnh",
             "--out", tmp_path / "request.kh57request")  # fmt: skip
    return terminal


def test_a_new_home_has_nothing_to_take_back(school, tmp_path):
    """Neither the only officer nor the commune's key for counting people goes."""
    commune = a_commune(tmp_path / "xa")

    for terminal in (school, commune):
        assert terminal.refused("undo") == "KH57-1009"
        assert len(terminal("officers")["officers"]) == 1
    assert commune("list", "catalog_keys")["total"] == 1


def test_undo_goes_back_step_by_step_and_leaves_officers(school, tmp_path):
    """Two corrections go, then the record; the officer added in between stays."""
    record = school("add", "activities", "title=Một", "starts_on=3/3/2026")["id"]
    school("edit", "activities", record, "title=Hai")
    word, secret = tmp_path / "word", "mật khẩu của A Nhi"
    word.write_text(secret, encoding="utf-8")
    school("officers", "add", "--name", "A Nhi", "--roles", "R1", "--new-password-file", word)
    by_newcomer = Terminal(tmp_path / "other", password=secret)
    by_newcomer.home = school.home
    refused = by_newcomer.refused("undo")
    school("undo")
    title = school("show", "activities", record)["record"]["title"]
    school("undo")

    assert (refused, title) == ("KH57-1009", "Một")
    assert school("list", "activities")["total"] == 0
    assert school.refused("undo") == "KH57-1009"
    assert len(by_newcomer("officers")["officers"]) == 2
