"""A school ends the access of its second PC's only administrator: nobody is locked out."""

import pytest

from kh57_desktop.cli.main import run
from kh57_desktop.domain.rights import HANDING_OVER
from tests.support.terminal import a_unit, cheap_doors
from tests.support.walking import texts


@pytest.fixture
def other(pair, tmp_path):
    """Return the PC that heard through the commune that its only administrator has left."""
    commune, first = pair
    second = a_unit(tmp_path, commune, name="TR-NTT-2")
    (own,) = (one["id"] for one in second("officers")["officers"])
    carry(second, commune, tmp_path)
    carry(commune, first, tmp_path)
    first("officers", "remove", own)
    carry(first, commune, tmp_path)
    carry(commune, second, tmp_path)
    return second


def carry(one, another, folder):
    """Carry a bundle from one PC to another."""
    to = () if another.home.name == "xa" else ("--to", "TR-NTT")
    files = one("pack", *to, "--out", folder / "usb")["files"]
    another("accept", *files, code=None)


def test_the_password_opens_to_hand_the_pc_over(other, tmp_path, capsys):
    """A notice says so; with another administrator there it is over."""
    word, secret = tmp_path / "word", "mật khẩu của A Nhi"
    word.write_text(secret, encoding="utf-8")
    common = ["--home", other.home, "--password-file", other.secret, "--at", other.at]
    ended = run([*map(str, common), "officers"], cheap_doors)
    spoken = capsys.readouterr().err
    refused = other.refused("add", "activities", "title=Hội nghị", "starts_on=3/3/2026")
    other(
        *("officers", "add", "--name", "A Nhi", "--roles", "R1,R2,R10"),
        *("--new-password-file", word),
    )

    assert (ended, refused) == (0, "KH57-1003")
    assert HANDING_OVER in spoken
    assert other.refused("officers") == "KH57-3403"


def test_the_window_says_so_and_opens_where_officers_are_added(other, sit_down):
    """The band stands under the header; the page of upkeep is in front."""
    seat = sit_down(other.home).unlock()
    main = seat.shell.main

    assert main.band.isVisible()
    assert main.band.accessibleName() == HANDING_OVER
    assert seat.page.name == "upkeep"
    assert "Người dùng" in texts(seat.page)
