"""The page of the plan: lines by measure, targets by year, deadlines, each with its clause."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from kh57_desktop.domain.edits import Edit, Figure, Shown
from kh57_desktop.services.catalog import PlanPage as Plan
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.plan import plan_lines
from kh57_desktop.ui.plan.plan_lines import TARGETS
from kh57_desktop.ui.screens import plan
from kh57_desktop.ui.screens.plan import PlanPage
from tests.support import hands, layout
from tests.support.offices import (
    Elsewhere,
    a_window,
    settled,
    texts,
)


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return a school's window at the plan."""
    return a_window(qtbot, real_office(), worker, PlanPage)


def lines(page):
    """Return the titles in the list, heads of groups apart."""
    return [one.title for one in page.list.lines if not one.is_head]


def test_all_nineteen_lines_stand_under_their_measures(window):
    """Four measures, nineteen lines in their order; the first one is told whole at the right."""
    page = window.page

    assert [one.title for one in page.list.lines if one.is_head] == [
        "III.1", "III.2", "III.3", "III.4"
    ]  # fmt: skip
    assert len(lines(page)) == 19
    assert lines(page)[0].startswith("NV-1.1")
    assert "III.1.a b1" in texts(page.part)
    assert "Phòng Văn hóa - Xã hội" in texts(page.part)
    assert page._chips["items"].text() == "Nhiệm vụ 19"


def test_a_line_tells_its_clause_letter_for_letter(window):
    """The tooltip of a line is the plan's own text."""
    at = window.page.list.model().index(1, 0)
    tip = at.data(Qt.ItemDataRole.ToolTipRole)

    assert tip.startswith("Xây dựng và duy trì hiệu quả các chuyên mục")
    assert tip in texts(window.page.part)


def test_targets_stand_by_the_year_they_are_due(window):
    """2025, 2027, 2030; what is not known yet says so and is never 0."""
    window.page._chips["targets"].click()
    layout.settle(window)

    heads = [one.title for one in window.page.list.lines if one.is_head]
    assert heads == ["Năm 2025", "Năm 2027", "Năm 2030"]
    assert len(lines(window.page)) == 12
    assert "Chưa đủ dữ liệu" in texts(window.page.part)
    assert "VHXH" not in texts(window.page.part)


def test_deadlines_tell_the_next_day_in_time(window):
    """Before 20/6 means until the 19th: three days from the 16th of June."""
    window.page._chips["deadlines"].click()
    layout.settle(window)
    said = texts(window.page.part)

    assert lines(window.page) == ["Báo cáo 6 tháng", "Báo cáo năm", "Báo cáo đột xuất"]
    assert "trước ngày 20/6" in said
    assert "19/06/2026" in said
    assert "3 ngày" in said


def test_arrows_go_through_the_plan(window):
    """The keyboard begins in the list; an arrow shows the next line whole, Enter goes into it."""
    assert window.page.list.hasFocus()
    hands.press(Qt.Key.Key_Down)
    assert "NV-1.2" in texts(window.page.part)
    hands.press(Qt.Key.Key_Return)

    assert window.page.part.hasFocus()


def test_another_page_asks_for_a_line(window, qtbot):
    """A search for a line of the plan, or for a target, leads to it."""
    contents = window.page._contents.plan
    item = next(one for one in contents.items if one["code"] == "NV-2.5")
    target = next(one for one in contents.targets if one["code"] == "MT-2030-1")
    window.open("plan", record=item.id)
    settled(qtbot, window)
    assert "NV-2.5" in texts(window.page.part)
    window.open("plan", record=target.id)
    settled(qtbot, window)
    assert "MT-2030-1" in texts(window.page.part)
    window.open("plan", record=7)
    settled(qtbot, window)

    assert window.page._chips["items"].isChecked()


def test_a_renamed_line_is_read_anew(qtbot, worker, real_office):
    """The commune words a line otherwise: the page follows and stays where it is."""
    window = a_window(qtbot, real_office("VHXH"), worker, PlanPage)
    hands.press(Qt.Key.Key_Down)
    desk, item = window.office.desk, window.page.list.line.what.key
    window.background.run(
        lambda: Keeping(desk).save(Edit("plan_items", item, {"label": "Tên gọi mới"}))
    )
    qtbot.waitUntil(lambda: "Tên gọi mới" in texts(window.page.part))

    assert window.page.list.line.what.key == item


def test_a_target_shows_how_far_it_is():
    """16 of 18 units, 100 % wanted: the bar stands below its goal."""
    day = dt.date(2025, 12, 31)
    values = {"code": "MT-1", "label": "Đơn vị có kế hoạch", "due_on": day, "percent": 100}
    figure = Figure("MT-1", "", "", 16, None, numerator=16, denominator=18)
    plan = Plan(None, (), (), (Shown("targets", 1, values),), ())
    contents = plan_lines.Contents(plan, {"MT-1": figure}, {}, day)
    line = plan_lines.lines(contents, plan_lines.TARGETS)[1]

    assert line.detail == "16/18 (88,8%)"
    assert (round(line.what.share, 2), line.what.goal) == (0.89, 1.0)
    assert plan_lines.names_of_plan(None) == ("", "")


def test_the_bar_of_a_target_is_shown(window):
    """A target that counts shows its bar, a line of the plan does not."""
    part = plan_lines.Part(1, "MT-1", "Đơn vị có kế hoạch", "", (), 16 / 18, 1.0)
    window.page.part.show_part(part)
    assert not window.page.part._meter.isHidden()
    window.page.part.show_part(plan_lines.Part(2, "NV-1.1", "Chuyên mục", "", ()))

    assert window.page.part._meter.isHidden()


def test_why_the_plan_is_read_only_is_said(qtbot, worker, real_office):
    """The unit and the commune each read why, and what they can do instead."""
    assert "do xã ban hành" in plan.why_read_only(is_office=False)
    window = a_window(qtbot, real_office("VHXH"), worker, PlanPage)
    settled(qtbot, window)

    assert "chưa sửa được Kế hoạch" in texts(window.page)
    assert "Ctrl+N" in texts(window.page)


def test_an_activity_is_recorded_for_the_line_one_stands_on(window, qtbot):
    """Ctrl+N on a task of the plan opens a form with this task filled in."""
    settled(qtbot, window)
    key = window.page.list.line.what.key
    assert window.page.part.record.isVisible()
    window.press("new_activity")

    assert window.where()[0] == "activities"
    assert Elsewhere.shown == {"new": True, "plan_item": key}


def test_on_a_target_ctrl_n_begins_any_activity(window, qtbot):
    """A target is counted, nothing is recorded for it: the form opens without a task."""
    settled(qtbot, window)
    window.page.show_part(TARGETS)
    assert not window.page.part.record.isVisible()
    window.press("new_activity")

    assert Elsewhere.shown == {"new": True, "plan_item": None}


def test_a_fault_is_told_on_the_page(window, qtbot, monkeypatch):
    """A plan that cannot be read says so."""

    def broken(*_none):
        raise ValueError

    monkeypatch.setattr(type(window.office.catalog), "plan", broken)
    window.press("again")
    settled(qtbot, window)

    assert "KH57-9" in texts(window.page.findChild(FaultCard))


def test_nothing_is_cut_at_any_scale(qtbot, worker, real_office):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    office = real_office()

    assert layout.faults_at_every_scale(lambda: a_window(qtbot, office, worker, PlanPage)) == {}
