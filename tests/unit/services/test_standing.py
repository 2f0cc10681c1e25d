"""What the status bar says is true: the other side, the copies, the clock, the disk."""

import pytest

from kh57_desktop.services import standing
from kh57_desktop.services.upkeep import Upkeep
from kh57_desktop.store import ballast
from kh57_desktop.system import room


@pytest.fixture
def copied(desk, monkeypatch):
    """Lend a desk with one copy of its store."""
    monkeypatch.setattr(ballast, "SIZE", 1 << 20)
    desk.home.keys.write_bytes(b"{}")
    Upkeep(desk).backup()
    return desk


def test_a_new_store_has_neither_copy_nor_answer(desk):
    """Nothing is claimed that has not happened."""
    found = standing.of(desk)

    assert (found.heard_at, found.copied_at, found.known_until) == (None, None, None)
    assert found.units_lacking == 0
    assert not found.is_clock_behind


def test_the_newest_copy_is_known_by_its_name(copied):
    """The bar tells when the last copy was made; other files there are passed over."""
    (copied.home.backups / "KH57_x_y.kh57backup").write_bytes(b"")
    (copied.home.backups / "khac.kh57backup").write_bytes(b"")

    assert standing.of(copied).copied_at == copied.clock.now()


def test_a_clock_before_the_last_copy_is_behind(copied):
    """The battery of the PC is empty and the clock starts in the past: the bar says so."""
    copied.clock.go_on(days=-300)
    assert standing.of(copied).is_clock_behind
    copied.clock.go_on(days=300, minutes=-20)

    assert not standing.of(copied).is_clock_behind


def test_a_disk_that_fills_up_is_known(desk, monkeypatch):
    """Under 500 MB the officer is warned."""
    monkeypatch.setattr(room, "WARNED_BELOW", 1 << 60)

    assert standing.of(desk).is_scarce


def test_the_commune_knows_when_it_last_received(office):
    """At the commune the other side is whoever handed over last; here nobody yet."""
    assert standing.of(office).heard_at is None
