"""The right end of the status bar: what the other side has, the copy, the clock, the disk."""

import datetime as dt
from dataclasses import replace

import pytest

from kh57_desktop.services.standing import Standing
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.standing_watch import StandingWatch, states_of
from tests.support import layout, practice
from tests.support.offices import NOW, texts

WELL = Standing(NOW, NOW - dt.timedelta(days=4), 0, NOW - dt.timedelta(hours=3), NOW, False)  # noqa: FBT003


def said(standing, *, is_office=False):
    """Return the words and tones of the bar."""
    return [(one.words, one.tone) for one in states_of(standing, is_office=is_office)]


def test_when_all_is_well_three_things_are_said():
    """A unit sees what the commune has, today's copy and a clock that agrees."""
    assert said(WELL) == [
        ("Xã đã nhận đến 12/6, 14:36", Tone.OK),
        ("Sao lưu 11:36 hôm nay", Tone.OK),
        ("Đồng hồ khớp", Tone.OK),
    ]


def test_the_commune_sees_when_it_last_received():
    """At the commune the first word is about the units."""
    assert said(WELL, is_office=True)[0] == ("Nhận gần nhất 12/6, 14:36", Tone.OK)
    assert said(replace(WELL, heard_at=None), is_office=True)[0][0] == "Chưa nhận gói nào"


@pytest.mark.parametrize(
    ("change", "words", "tone"),
    [
        ({"heard_at": None}, "Xã chưa xác nhận gói nào", Tone.SUB),
        ({"units_lacking": 2}, "Còn thiếu thay đổi của 2 đơn vị", Tone.WARN),
        ({"copied_at": None}, "Chưa có bản sao lưu", Tone.WARN),
        ({"copied_at": NOW - dt.timedelta(days=2)}, "Sao lưu 2 ngày trước", Tone.OK),
        ({"copied_at": NOW - dt.timedelta(days=9)}, "Sao lưu đã 9 ngày", Tone.WARN),
        (
            {"known_until": NOW + dt.timedelta(days=1)},
            "Đồng hồ máy chậm: kiểm tra ngày giờ",
            Tone.ERR,
        ),
        ({"is_scarce": True}, "Ổ đĩa sắp đầy", Tone.ERR),
    ],
)
def test_what_is_not_as_it_should_be_is_said_with_its_tone(change, words, tone):
    """Each trouble has its words and its color."""
    assert (words, tone) in said(replace(WELL, **change))


def test_the_bar_is_filled_at_both_sides(school, commune):
    """On the practice commune unit and commune see their states, whole in every width."""
    for desk, first in ((school, "Xã"), (commune, "Nhận")):
        desk.open("home")
        practice_wait(desk)
        assert texts(desk.window.status).count(first) >= 1
        assert "Đồng hồ" in texts(desk.window.status)
        layout.show_at(desk.shell, (911, 441))
        assert layout.faults(desk.window.status) == []


def test_a_window_that_was_left_asks_nothing_more(school):
    """After locking the store is closed: the bar of the old window leaves it in peace."""
    school.open("home")
    practice_wait(school)
    watch = school.window.findChild(StandingWatch)
    school.shell.lock()
    practice.wait(lambda: school.shell.background.is_idle)
    watch.ask()

    assert school.shell.background.is_idle


def test_a_window_that_is_shown_late_is_told_all_the_same(school):
    """A slow computer shows its window after the first question would have been asked."""
    school.open("home")
    practice_wait(school)
    window = school.window
    window.hide()
    late = StandingWatch(window, school.office)
    window.status.show_states([])
    late._ask_first()
    assert school.shell.background.is_idle
    window.show()

    practice_wait(school)
    assert window.status.is_filled


def practice_wait(desk):
    """Wait until the bar has been filled."""
    practice.wait(lambda: "Đồng hồ" in texts(desk.window.status))
    desk.settle()
