"""The first start: unit and officer, the codes, joining the commune (SCREENS 14)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.first_run.pages import CodePage, JoinPage, WhoPage
from kh57_desktop.ui.first_run.parts import Step, rail
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, across

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.services.office import Doors, Office
    from kh57_desktop.ui.background import Background

WIDTH = 640
REQUEST_NAME = "kh57-yeu-cau-ghep-may.kh57"


class FirstRun(QWidget):
    """Three pages; each is kept as soon as it is done, and recording can start after the second."""

    finished = Signal(object)
    """The office that was made."""

    def __init__(self, doors: Doors, background: Background) -> None:
        super().__init__()
        self._doors, self._background = doors, background
        self._office: Office | None = None
        self._codes: list[tuple[str, str, str]] = []
        self._confirm = ""
        self.steps = [
            Step(vi("1. Đơn vị và người dùng")),
            Step(vi("2. Mã khôi phục")),
            Step(vi("3. Ghép máy với xã")),
        ]
        self.pages = QStackedWidget()
        self.who = WhoPage(doors)
        self.who.ready.connect(self._make)
        self._show(self.who, 0)
        left = rail(
            self.steps,
            vi("Cài đặt lần đầu"),
            vi("khoảng 5 phút, không cần mạng"),
            vi("Sau bước 1, đóng cửa sổ lúc nào cũng được; phần còn lại làm tiếp trong Bảo trì."),
        )
        whole = across(left, STRETCH, self.pages, STRETCH, gap=0)
        self.pages.setFixedWidth(px(WIDTH))
        self.setLayout(whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.colors().bg))

    def _show(self, page: QWidget, step: int) -> None:
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()
        words = [self.who.said(), vi("tờ giấy cất trong phong bì"), vi("làm sau cũng được")]
        for number, one in enumerate(self.steps):
            tone = Tone.OK if number < step else Tone.INFO if number == step else Tone.NONE
            one.show_state(vi("đang làm") if number == step else words[number], tone)

    def _make(self) -> None:
        who, doors = self.who.answer(), self._doors
        self.who.wait(waiting=True)
        job: Callable[[], tuple[Office, Any]]
        if who.unit:
            job = partial(doors.setup_unit, who.unit, who.officer, who.password, None)
        else:
            job = partial(doors.setup_commune, who.officer, who.password)
        self._background.run(job, done=self._made, failed=self.who.refuse)

    def _made(self, made: tuple[Office, Any]) -> None:
        self._office, new = made
        told = vi("Nếu quên mật khẩu, mã này hoặc phong bì niêm phong của xã mở lại được dữ liệu. "
                  "Ngoài ra không ai mở được, kể cả người viết phần mềm.")  # fmt: skip
        self._codes = [(vi("Mã khôi phục"), told, new.recovery_code)]
        commune_key = getattr(new, "commune_key", "")
        if commune_key:
            told = vi("Khóa của xã lập lại được máy của xã và mở được máy của mọi đơn vị. Chép hai "
                      "tờ: một cho lãnh đạo UBND xã, một cho Phòng Văn hóa - Xã hội.")  # fmt: skip
            self._codes.append((vi("Khóa của xã"), told, commune_key))
        self._confirm = getattr(new, "confirm_code", "")
        self._next_code()

    def _next_code(self) -> None:
        if not self._codes:
            self._join()
            return
        page = CodePage(*self._codes.pop(0))
        page.ready.connect(self._next_code)
        self._show(page, 1)

    def _join(self) -> None:
        office = self._office
        if office is None or office.desk.post.is_office:
            self._finish()
            return
        page = JoinPage(self._confirm)
        page.write.connect(partial(self._write_request, page))
        page.ready.connect(self._finish)
        self._show(page, 2)

    def _write_request(self, page: JoinPage, folder: Path) -> None:
        if self._office is None:
            return
        request = self._office.enrollment.request
        self._background.run(
            partial(request, folder / REQUEST_NAME), done=page.show_request, failed=page.refuse
        )

    def _finish(self) -> None:
        self.finished.emit(self._office)
