"""The steps of joining a PC, as the unit takes them and as the commune does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from kh57_desktop.ui.parts.blocks import Part


class Step(Block):
    """A numbered step: what to do and the button that does it."""

    def __init__(self, number: int, title: str, words: str, *parts: Part) -> None:
        super().__init__()
        head = across(
            Label(f"{number}", Role.FIGURE, Tone.PRIMARY), Label(title, Role.BLOCK), STRETCH
        )
        self.add(head, Label(words, tone=Tone.SUB, wrap=True), *parts)
        self.setMaximumWidth(px(theme.FORM_WIDTH))


class Asking(Block):
    """The unit's three steps."""

    write = Signal()
    finish = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.PLAIN, (0, 0))
        self._icon = Icon("link", Tone.SUB)
        self._state = Label("", Role.STRONG, wrap=True)
        self.code = Label("", Role.BIG_FIGURE)
        self.first = Button(vi("Tạo tệp yêu cầu…"), icon="document", kind=PRIMARY)
        self.last = Button(
            vi("Chọn tệp trả lời…"), key=shortcuts.cap("finish"), icon="folder_open", kind=PRIMARY
        )
        self.first.clicked.connect(self.write)
        self.last.clicked.connect(self.finish)
        self._arrange()
        self.show_standing(is_joined=False, code=None)

    def show_standing(self, *, is_joined: bool, code: str | None) -> None:
        """Show whether the PC is joined, and the code while an answer is awaited."""
        if is_joined:
            words = vi("Máy này đã ghép với xã. Chỉ làm lại khi xã yêu cầu.")
            self._icon.show_icon("checkmark_circle", Tone.OK)
        elif code:
            words = vi("Đang chờ xã trả lời. Vẫn ghi số liệu bình thường.")
            self._icon.show_icon("clock", Tone.INFO)
        else:
            words = vi("Máy này chưa ghép với xã. Vẫn ghi số liệu bình thường, chưa gửi được.")
            self._icon.show_icon("link", Tone.WARN)
        self._state.say(words)
        self.code.say(code or vi("chưa có mã"))
        self.code.setEnabled(bool(code))
        self.last.setEnabled(bool(code))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the steps are the cards."""

    def _arrange(self) -> None:
        state = across(self._icon, self._state)
        state.setStretch(1, 1)
        said = vi("Ghi tệp yêu cầu vào USB hay thư mục rồi chuyển cho xã bằng cách nào cũng được.")
        spoken = vi(
            "Xã gọi số điện thoại đã biết của đơn vị; đọc mã này qua điện thoại. "
            "Không gửi mã bằng tin nhắn."
        )
        last = vi("Xã gửi lại một tệp trả lời; chọn tệp ấy là xong.")
        self.code.setAccessibleName(vi("Mã đối chiếu"))
        self.add(
            state,
            Step(1, vi("Tạo tệp yêu cầu"), said, _left(self.first)),
            Step(2, vi("Đọc mã đối chiếu cho xã"), spoken, self.code),
            Step(3, vi("Nhận tệp trả lời"), last, _left(self.last)),
        )


class Answering(Block):
    """The commune's three steps."""

    choose = Signal()
    ready = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.PLAIN, (0, 0))
        self.request: Path | None = None
        self.pick = Button(
            vi("Chọn tệp yêu cầu…"),
            key=shortcuts.cap("choose_file"),
            icon="folder_open",
            kind=PRIMARY,
        )
        self._file = Label(vi("chưa chọn tệp"), Role.STRONG, wrap=True)
        self.code = QLineEdit()
        self.code.setFont(theme.font(Role.COMPARE))
        self.code.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.code.setMaximumWidth(px(320))
        self.code.setTextMargins(px(8), 0, px(6), 0)
        self.code.setAccessibleName(vi("Mã đối chiếu đơn vị đọc"))
        self.code.setPlaceholderText(vi("17 chữ số"))
        self.act = Button(vi("Ghép máy"), key=shortcuts.cap("finish"), icon="link", kind=PRIMARY)
        self.pick.clicked.connect(self.choose)
        self.act.clicked.connect(self.ready)
        self.code.textChanged.connect(self._look)
        self.code.returnPressed.connect(self.act.setFocus)
        self._arrange()
        self._look()

    def show_request(self, request: Path) -> None:
        """Show the chosen file and go to the code."""
        self.request = request
        self._file.say(str(request))
        self._look()
        self.code.setFocus()

    def start_again(self) -> None:
        """Be ready for the next PC."""
        self.request = None
        self._file.say(vi("chưa chọn tệp"))
        self.code.clear()
        self.pick.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the steps are the cards."""

    def _arrange(self) -> None:
        heard = vi(
            "Gọi số điện thoại đã biết của đơn vị, nghe họ đọc mã rồi gõ vào đây. "
            "Mã đến bằng tin nhắn thì không dùng."
        )
        made = vi(
            "Tệp trả lời ghi cạnh tệp yêu cầu; chuyển lại cho đơn vị bằng cách nào cũng được."
        )
        given = vi("Tệp đơn vị gửi đến, trên USB hoặc trong máy.")
        self.add(
            Step(1, vi("Tệp yêu cầu"), given, self._file, _left(self.pick)),
            Step(2, vi("Mã đối chiếu"), heard, self.code),
            Step(3, vi("Ghép máy và ghi tệp trả lời"), made, _left(self.act)),
        )

    def _look(self) -> None:
        self.act.setEnabled(self.request is not None and bool(self.code.text().strip()))


def _left(button: QWidget) -> QHBoxLayout:
    return across(button, STRETCH)
