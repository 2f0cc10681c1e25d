"""The page of activities: list and form (SCREENS 04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain import formats
from kh57_desktop.domain.vocabulary import ActivityKind
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.activity_form import ActivityForm
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look import states
from kh57_desktop.ui.records.offers import day_of
from kh57_desktop.ui.records.page import RecordsPage

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown, Value


class Activities(RecordsPage):
    """Every activity of the unit, or at the commune of every unit."""

    name = "activities"
    FORM = ActivityForm
    TITLE, NEW, NEW_KEY = vi("Hoạt động"), vi("Ghi hoạt động"), "new_activity"
    EMPTY = (
        vi("Chưa có hoạt động nào"),
        vi("Ghi hoạt động đầu tiên, hoặc nhập sổ đang có từ Excel."),
    )
    LISTED = ("starts_on", "title", "plan_item", "activity_kind", "reach_count", "state")
    REFERENCES = ("plan_item",)
    LEADS_TO = ("trainings",)

    def columns(self) -> tuple[Column[Shown], ...]:
        """Return day, title with plan item and form, count, state."""
        return (
            Column(vi("Ngày"), lambda row: day_of(row, "starts_on"), 54),
            Column(vi("Hoạt động"), lambda row: str(row["title"] or ""), second=self._below),
            Column(vi("Lượt"), _reached, 56, align="right", always=False),
            Column(vi("Trạng thái"), _state, 102, badge=states.of_record),
        )

    def first_values(self) -> dict[str, Value]:
        """Begin with today."""
        return {"starts_on": self.frame.today()}

    def _below(self, row: Shown) -> str:
        item = self.name_of("plan_item", row, "plan_item").split(" ")[0]
        kind = row["activity_kind"]
        word = ActivityKind(str(kind)).label if kind else ""
        return " · ".join(part for part in (item, word) if part)


def _reached(row: Shown) -> str:
    count = row["reach_count"]
    return formats.number(count) if isinstance(count, int) else ""


def _state(row: Shown) -> str:
    return states.of_record(row).text
