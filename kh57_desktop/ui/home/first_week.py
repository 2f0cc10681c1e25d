"""What stands on the first page before the first record: the three things of the first week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Icon, Label, Rule, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from kh57_desktop.ui.page import Frame

BUTTON_WIDTH = 210


class FirstWeek(QWidget):
    """Record an activity, bring the people in, join the commune; what is done is ticked."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        key = shortcuts.cap("new_activity")
        self.record = Button(vi("Ghi hoạt động"), key=key, kind=PRIMARY)
        self.people = Button(vi("Nhập danh sách"), icon="table")
        self.join = Button(vi("Ghép máy"), icon="link")
        self.record.clicked.connect(lambda: frame.open("activities", new=True))
        self.people.clicked.connect(lambda: frame.open("sheets", kind="people"))
        self.join.clicked.connect(lambda: frame.open("pairing"))
        self._steps = [
            _Step(vi("Ghi hoạt động đầu tiên"), vi("Hoặc nhập sổ đang có từ Excel."), self.record),
            _Step(
                vi("Thêm người"),
                vi("Danh sách lớp, hội viên, bà con; để điểm danh và đếm đúng số người."),
                self.people,
            ),
            _Step(
                vi("Ghép máy với xã"),
                vi("Để gửi số liệu về xã; chưa ghép vẫn ghi được ngay."),
                self.join,
            ),
        ]
        title = Label(vi("Tuần đầu tiên"), Role.BLOCK)
        lines: list[QWidget] = []
        for step in self._steps:
            lines += [Rule(), step]
        whole = down(title, *lines, STRETCH, gap=8)
        whole.setContentsMargins(px(14), px(10), px(14), px(8))
        self.setLayout(whole)

    def show_done(self, *, has_people: bool, is_joined: bool) -> None:
        """Tick what is done already."""
        for step, done in zip(self._steps, (False, has_people, is_joined), strict=True):
            step.show_done(is_done=done)


class _Step(QWidget):
    def __init__(self, title: str, words: str, button: Button) -> None:
        super().__init__()
        self._title, self._button = title, button
        self._icon = Icon("circle", Tone.SUB, 22)
        button.setFixedWidth(max(px(BUTTON_WIDTH), button.sizeHint().width()))
        told = down(Label(title, Role.STRONG), Label(words, tone=Tone.SUB, wrap=True), gap=1)
        row = across(self._icon, told, button, gap=12)
        row.setStretch(1, 1)
        self.setLayout(row)
        self.setAccessibleName(title)

    def show_done(self, *, is_done: bool) -> None:
        """Tick the step, or ask for it."""
        tone = Tone.OK if is_done else Tone.SUB
        self._icon.show_icon("checkmark_circle" if is_done else "circle", tone)
        said = vi("{title}, xong").format(title=self._title) if is_done else self._title
        self.setAccessibleName(said)
        self._button.setVisible(not is_done)
