"""What units add to a figure of the whole commune, under the figure that was chosen."""

from PySide6.QtWidgets import QWidget

from kh57_desktop.domain.edits import Figure
from kh57_desktop.domain.periods import Period
from kh57_desktop.ui.papers import figure_rows
from tests.support import layout
from tests.support.offices import texts

UNITS = {"PN": "Hội LHPN", "TR-TH": "TH Đăk Pxi", "MTTQ": "Mặt trận", "CCB": "Hội CCB"}


def a_figure(key, value, records=1):
    """Return a figure with so many records."""
    ids = tuple(("activities", number) for number in range(records))
    return Figure(key, "Lượt người dự", "lượt", value, value, ids)


FIGURES = {
    "turns": a_figure("turns", 90),
    "turns@2026-02": a_figure("turns@2026-02", 7),
    "turns/PN": a_figure("turns/PN", 30),
    "turns/TR-TH": a_figure("turns/TR-TH", 60, 2),
    "turns/MTTQ": a_figure("turns/MTTQ", 0, 0),
    "turns/PN@2026-02": a_figure("turns/PN@2026-02", 7),
}


def test_the_largest_part_comes_first_and_nothing_is_left_out():
    """Units that add nothing are not named; the others by how much they add."""
    found = figure_rows.by_unit("turns", FIGURES, UNITS)

    assert [(name, part.value) for name, part in found] == [("TH Đăk Pxi", 60), ("Hội LHPN", 30)]
    assert sum(part.value for _, part in found) == FIGURES["turns"].value


def test_the_parts_are_of_the_same_days():
    """The month before is explained by the month before."""
    found = figure_rows.by_unit("turns@2026-02", FIGURES, UNITS)

    assert [(name, part.value) for name, part in found] == [("Hội LHPN", 7)]


def test_a_unit_s_own_figure_has_no_parts():
    """What one unit has is not parted further."""
    assert figure_rows.by_unit("turns/PN", FIGURES, UNITS) == ()


def test_the_commune_sees_under_a_figure_which_units_it_comes_from(commune):
    """On the real summary the parts add up to the figure."""
    month = Period.named("2026-05")
    page = commune.open("reports", name="monthly_summary", period=month, figure="activity_turns")
    commune.settle()
    parts = figure_rows.by_unit("activity_turns", page.paper.figures, page._units)

    assert sum(part.value for _, part in parts) == page.paper.figures["activity_turns"].value
    lines = page.panel.card.parts.findChildren(QWidget)
    assert any(one.accessibleName().startswith(parts[0][0]) for one in lines)
    assert "bản ghi" in texts(page.panel.card)
    assert layout.faults(commune.shell) == []
