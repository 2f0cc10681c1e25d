"""People at the terminal: an edit writes what it says, in whichever record it stands."""

import pytest

from tests.support.terminal import Terminal

CITIZEN = ("full_name=Lê A", "audience=DT-5", "birth_year=1990", "village=Pa Cheng")


@pytest.fixture
def school(pair):
    """Return the terminal of a school that has joined, with the key of the catalog."""
    return pair[1]


@pytest.mark.parametrize("audience", ["DT-5", "DT-2"])
def test_an_edit_writes_name_and_phone(school, audience):
    """Of a citizen as of an educator: the name changes, the phone that was missing comes."""
    number = school("add", "people", *CITIZEN[:1], f"audience={audience}", *CITIZEN[2:])["id"]
    edited = school("edit", "people", number, "full_name=Lê B", "phone=0912345678")
    record = school("show", "people", number)["record"]

    assert edited["changed"]
    assert (record["full_name"], record["phone"]) == ("Lê B", "0912345678")


def test_the_key_tells_the_name_that_stands(school):
    """Whoever is renamed has the key of the new name, so distinct people stay distinct."""
    renamed = school("add", "people", *CITIZEN)["id"]
    school("edit", "people", renamed, "full_name=Lê B")
    like_it = school("add", "people", "full_name=Lê B", *CITIZEN[1:])["id"]
    before = school("add", "people", *CITIZEN)["id"]

    one, two, other = (
        school("show", "people", number)["record"]["person_key"]
        for number in (renamed, like_it, before)
    )
    assert one is not None
    assert one == two != other


def test_an_edit_counts_as_having_seen_what_stands(school):
    """One edit after the other writes: the terminal shows no form that could be out of date."""
    number = school("add", "people", *CITIZEN)["id"]
    for name in ("Lê B", "Lê C"):
        school("edit", "people", number, f"full_name={name}", "birth_year=1991")
        assert school("show", "people", number)["record"]["full_name"] == name
    again = school("edit", "people", number, "full_name=Lê C")

    assert again["changed"] is False


def test_what_hides_or_turns_a_name_never_comes_in(tmp_path):
    """Neither of the first officer at set-up nor of what is added later (TRUST 8)."""
    commune = Terminal(tmp_path / "xa")
    commune("setup", "commune", "--officer", "Trần\u202e Minh\x07 Tuấn")
    (officer,) = commune("officers")["officers"]
    number = commune("add", "people", "full_name=Lê\u202e A\x07", "audience=DT-5")["id"]

    assert officer["full_name"] == "Trần Minh Tuấn"
    assert commune("show", "people", number)["record"]["full_name"] == "Lê A"
    refused = Terminal(tmp_path / "khac").refused("setup", "commune", "--officer", "\u202e\x07")
    assert refused == "KH57-1001"
