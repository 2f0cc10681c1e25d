"""The page of trainings: list and form; Enter opens the class with its lessons and roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.training_form import TrainingForm
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look import states
from kh57_desktop.ui.parts.buttons import Button
from kh57_desktop.ui.records.offers import day_of
from kh57_desktop.ui.records.page import RecordsPage

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown, Value
    from kh57_desktop.ui.page import Frame


class Trainings(RecordsPage):
    """Every course and class of the unit, or at the commune of every unit."""

    name = "trainings"
    FORM = TrainingForm
    TITLE, NEW, ICON = vi("Tập huấn"), vi("Mở lớp mới"), "hat_graduation"
    EMPTY = (
        vi("Chưa có lớp tập huấn nào"),
        vi("Mở lớp đầu tiên, hoặc nhập sổ điểm danh đang có từ Excel."),
    )
    LISTED = ("starts_on", "ends_on", "title", "plan_item", "place", "state")
    REFERENCES = ("plan_item",)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.mark = Button(vi("Điểm danh"), key=shortcuts.cap("attendance"),
                           icon="people_community")  # fmt: skip
        self.lessons = Button(vi("Buổi học, danh sách"), key=shortcuts.cap("open"), icon="open")
        self.lessons.clicked.connect(lambda: self.enter(self.desk.form.record_id))
        self.mark.clicked.connect(lambda: self.frame.open("attendance"))
        self.offer_more(self.mark, self.lessons)
        self.desk.shown.connect(lambda record: self.lessons.setEnabled(record is not None))

    def columns(self) -> tuple[Column[Shown], ...]:
        """Return days, title with place, state."""
        return (
            Column(vi("Từ ngày"), lambda row: day_of(row, "starts_on"), 72),
            Column(vi("Lớp"), lambda row: str(row["title"] or ""), second=self._below),
            Column(vi("Đến"), lambda row: day_of(row, "ends_on"), 58, always=False),
            Column(vi("Trạng thái"), _state, 102, badge=states.of_record),
        )

    def first_values(self) -> dict[str, Value]:
        """Begin with today."""
        return {"starts_on": self.frame.today()}

    def enter(self, record: int | None) -> None:
        """Open the class: its lessons and its roster."""
        if record is not None:
            self.frame.open("training", record=record)

    def _below(self, row: Shown) -> str:
        item = self.name_of("plan_item", row, "plan_item").split(" ")[0]
        return " · ".join(part for part in (item, str(row["place"] or "")) if part)


def _state(row: Shown) -> str:
    return states.of_record(row).text
