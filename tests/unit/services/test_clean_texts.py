"""Letters that hide or turn what stands beside them are left at every door (TRUST 8)."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import InvalidRecord, SecretStamp
from kh57_desktop.services.access import Access
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.sheets import Sheets
from kh57_desktop.system import seals
from kh57_desktop.system.keys import CHEAP, KeyFile
from tests.support.desks import an_activity

OWN = "một mật khẩu dài"


@pytest.fixture
def access(desk):
    """Lend the access of a school whose officer has a password."""
    file = KeyFile(seals.random_bytes(8).hex())
    file = file.with_officer(desk.key, desk.officer.id, OWN, CHEAP)
    file.with_recovery(desk.key, seals.random_bytes(16)).write(desk.home.keys, desk.disk)
    return Access(desk)


def test_in_a_form_and_at_the_terminal(desk):
    """A title loses them, the lines of a text stay."""
    given = {"title": "Hội nghị\u202e RTL\x07 ", "content": "Một\u2066\r\nHai\ufeff"}
    saved = Keeping(desk).save(an_activity(desk, **given))
    shown = Keeping(desk).show("activities", saved.id)
    assert (shown["title"], shown["content"]) == ("Hội nghị RTL", "Một\nHai")

    Keeping(desk).save(Edit("activities", saved.id, {"place": "\u061cSân\x1b trường"}))
    assert Keeping(desk).show("activities", saved.id)["place"] == "Sân trường"


def test_a_title_of_nothing_else_is_none(desk):
    """It is missing as if nothing had been typed."""
    with pytest.raises(InvalidRecord):
        Keeping(desk).save(an_activity(desk, title="\u202e\x07"))

    assert Keeping(desk).page(Asked("activities")).total == 0


def test_a_stamp_is_not_hidden_by_them(desk):
    """The stamp of a state secret is read as an eye reads it."""
    with pytest.raises(SecretStamp):
        Keeping(desk).save(an_activity(desk, title="Diễn tập (TỐI\u200b M\u2060ẬT)"))

    assert Keeping(desk).page(Asked("activities")).total == 0


def test_on_a_card(desk, monkeypatch):
    """A value typed to settle a conflict is a text like any other."""
    kept = Keeping(desk).save(an_activity(desk))
    card = type("Card", (), {"kind": "activities", "record": kept.id, "field": "place"})
    card.is_ours = True
    monkeypatch.setattr(Exchange, "_card", lambda *_: card)
    Exchange(desk).settle_with("1", "Sân\u202e trường\x07")

    assert Keeping(desk).show("activities", kept.id)["place"] == "Sân trường"


def test_in_the_name_of_an_officer(access):
    """The name stands on papers and in the history of every record."""
    access.add_officer(
        "A\u200e Nhi\x07", "mật khẩu thứ hai", (Role.DATA_OFFICER,), "Giáo\u202e viên"
    )
    (added,) = [one for one in access.officers() if one["full_name"] == "A Nhi"]
    assert added["position"] == "Giáo viên"

    access.change_officer(added.id, "A\ufeff Huy", (Role.DATA_OFFICER,), "\x07")
    (changed,) = [one for one in access.officers() if one.id == added.id]
    assert (changed["full_name"], changed["position"]) == ("A Huy", None)


def test_in_a_cell_of_a_list(desk, tmp_path):
    """The cell is cleaned, its row and the others come in."""
    path = tmp_path / "sổ.csv"
    rows = ("Ngày;Tên hoạt động;Địa điểm", "3/3/2026;Hội\x07 nghị\u202e;Sân trường",
            "4/3/2026;Tập huấn;Thư viện")  # fmt: skip
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sheets = Sheets(desk)
    report = sheets.accept(sheets.preview(path, "activities", {}))

    assert report.created == 2
    titles = {row["title"] for row in Keeping(desk).page(Asked("activities")).rows}
    assert titles == {"Hội nghị", "Tập huấn"}
