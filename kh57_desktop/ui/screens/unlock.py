"""The password; the first thing painted, so it imports next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop import __version__
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, add, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kh57_desktop.ui.background import Background
    from kh57_desktop.ui.opener import Opener

CARD_WIDTH = 500


class UnlockScreen(QWidget):
    """One password field; it alone tells who is there (SCREENS 01)."""

    unlocked = Signal(object)
    """The services of the open store."""
    restore_asked = Signal()
    """The store does not open: a copy is to take its place."""
    painted = Signal()
    """The screen stands; what the pages need may be imported now."""

    def __init__(self, opener: Opener, background: Background) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._opener, self._background = opener, background
        self._left, self._is_painted = 0, False
        self._countdown = QTimer(self)
        self._countdown.timeout.connect(self._count_down)
        self.password = QLineEdit()
        self.see = Button(vi("Xem"), icon="eye")
        self.enter = Button(vi("Mở dữ liệu"), key="Enter", kind=PRIMARY)
        self.forgot = Link(vi("Quên mật khẩu…"))
        self.newcomer = Link(vi("Người mới nhận việc…"))
        self.leave: Link | None = None
        self.is_for_newcomer = False
        """Whether the form for somebody new is wanted once the store is open."""
        self.warning = _Line("warning", Tone.WARN)
        self.fault = _Line("error_circle", Tone.ERR)
        self.done = _Line("checkmark_circle", Tone.OK)
        self.restore = Button(vi("Khôi phục…"), icon="history")
        self.restore.hide()
        self.cards = down()
        self._arrange(self._card())
        self._listen()
        self._left = opener.seconds_to_wait()
        if self._left:
            self._countdown.start(1000)
            self._tell_wait()
        if opener.known_password:
            self.password.setText(opener.known_password)

    def start_again(self) -> None:
        """Ask for the password anew, after the store was locked."""
        self.password.clear()
        self.fault.say("")
        self.enter.setEnabled(True)
        self.password.setEnabled(True)
        self.password.setFocus()

    def tell(self, words: str) -> None:
        """Say what was done before the password is asked for."""
        self.wait()
        self.done.say(words)

    def tell_of_files(self, words: str) -> None:
        """Say that files opened from outside wait for the password."""
        self.done.say(words)

    def offer_leaving(self, leave: Callable[[], object]) -> None:
        """Offer the way from practice back to the officer's own data."""
        self.leave = Link(vi("Thôi tập luyện"))
        self.leave.clicked.connect(leave)
        self._links.insertWidget(self._links.count() - 1, self.leave)

    def wait(self, words: str = "") -> None:
        """Take no password while something is done to the store; without words, take it again."""
        for part in (self.password, self.enter, self.forgot, self.newcomer):
            part.setEnabled(not words)
        self.enter.say(words or vi("Mở dữ liệu"))
        if not words:
            self.password.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say why something was refused; where the store does not open, offer a copy."""
        from kh57_desktop import errors  # noqa: PLC0415 - painted, nothing has failed

        said = errors.sentences(error)
        self.wait()
        self.done.say("")
        self.fault.say(f"{said.happened} {said.data_state} {said.remedy} ({said.code})")
        mendable = errors.StoreDamaged | errors.KeyFileDamaged | errors.KeyFileOfAnother
        is_damaged = isinstance(error, mendable)
        self.restore.setVisible(is_damaged)
        if is_damaged:
            self.restore.setFocus()

    def submit(self) -> None:
        """Try the password that is typed."""
        if self._left or not self.password.text() or not self.enter.isEnabled():
            return
        self.enter.setEnabled(False)
        self.enter.say(vi("Đang mở…"))
        for line in (self.fault, self.done):
            line.say("")
        self.restore.hide()
        unlock, password = self._opener.unlock, self.password.text()
        self._background.run(lambda: unlock(password), done=self._open, failed=self._refuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the field with Alt+M; F1 tells the ways in."""
        if event.key() == Qt.Key.Key_F1:
            self._tell_ways_in()
            return
        if event.key() == Qt.Key.Key_M and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.password.setFocus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tell when the screen is painted for the first time; Qt paints its ground."""
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _card(self) -> Block:
        card = Block(margins=(30, 24))
        names = down(
            Label("KH57", Role.TITLE),
            Label(vi("Truyền thông thực hiện Nghị quyết 57-NQ/TW"), tone=Tone.SUB),
            gap=0,
        )
        head = across(Icon("megaphone", Tone.PRIMARY, 34), names, STRETCH, gap=10)
        label = Label(vi("Mật khẩu của anh/chị"), Role.LABEL, Tone.SUB)
        label.setBuddy(self.password)
        key = Label(shortcuts.cap("password"), Role.SECOND, Tone.SUB)
        told = Label(
            vi("Mật khẩu cho biết ai đang mở. Mã khôi phục cũng gõ vào ô này."),
            Role.SECOND,
            Tone.SUB,
            wrap=True,
        )
        field = across(self.password, self.see, gap=6)
        card.box.setSpacing(px(8))
        asked = down(across(label, STRETCH, key), field, gap=theme.LABEL_GAP)
        self._links = across(self.forgot, STRETCH, self.newcomer)
        lines = (self.done, self.warning, self.fault)
        acts = across(self.restore, self.enter)
        acts.setStretch(1, 1)
        card.add(head, 12, asked, told, *lines, 4, acts, 4, self._links, self.cards)
        card.setFixedWidth(px(CARD_WIDTH))
        return card

    def _arrange(self, card: Block) -> None:
        hints = across(STRETCH, gap=24)
        for icon, words, is_well in self._opener.hints():
            tone = Tone.OK if is_well else Tone.WARN
            pair = across(Icon(icon, tone, 18), Label(words, tone=Tone.SUB), gap=6)
            hints.addLayout(pair)
        hints.addStretch(1)
        version = vi("Phiên bản {version}").format(version=__version__)
        foot = across(
            Label(version, Role.SECOND, Tone.SUB),
            STRETCH,
            Label(vi("F1 Trợ giúp"), Role.SECOND, Tone.SUB),
        )
        middle = across(STRETCH, card, STRETCH)
        whole = add(down(gap=0), STRETCH, middle, 20, hints, STRETCH, foot)
        whole.setContentsMargins(px(14), px(10), px(14), px(8))
        self.setLayout(whole)

    def _listen(self) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFont(theme.font(Role.BODY))
        self.password.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.password.setTextMargins(px(8), 0, px(6), 0)
        self.password.setAccessibleName(vi("Mật khẩu của anh/chị"))
        for button in (self.restore, self.enter):
            button.setFixedHeight(px(38))
        self.password.returnPressed.connect(self.submit)
        self.password.textEdited.connect(self._watch_keys)
        self.enter.clicked.connect(self.submit)
        self.see.clicked.connect(self._toggle)
        self.forgot.clicked.connect(self._tell_ways_in)
        self.restore.clicked.connect(self.restore_asked)
        self.newcomer.clicked.connect(self._wait_for_newcomer)
        self.password.setFocus()

    def _toggle(self) -> None:
        hidden = self.password.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
        self.see.say(vi("Ẩn") if hidden else vi("Xem"))
        self.password.setFocus()

    def _tell_ways_in(self) -> None:
        """Say who else opens this store; nobody can send a forgotten password (TRUST 4)."""
        self.warning.say(
            vi(
                "Gõ mã khôi phục trên tờ giấy cất trong phong bì vào ô này: dữ liệu mở ra, "
                "không mất gì. Rồi vào Bảo trì, chọn tên mình và đặt mật khẩu mới. "
                "Không có tờ giấy: nhờ người quản trị máy này mở và đặt lại."
            )
        )
        self.password.setFocus()

    def _wait_for_newcomer(self) -> None:
        """Say who lets somebody new in; the form comes by itself once the store is open."""
        self.is_for_newcomer = True
        self.warning.say(
            vi(
                "Người quản trị máy này gõ mật khẩu của mình, hoặc mã khôi phục trong phong bì: "
                "phần ghi người mới sẽ mở ra. Người mới tự gõ mật khẩu của mình ở đó."
            )
        )
        self.password.setFocus()

    def _watch_keys(self, typed: str) -> None:
        """Hint at Caps Lock (all letters large) and at an input method (marks)."""
        letters = [letter for letter in typed if letter.isalpha()]
        caps = len(letters) > 1 and all(letter.isupper() for letter in letters)
        marks = any(not letter.isascii() for letter in typed)
        words = ""
        if caps or marks:
            first = vi("Caps Lock đang bật. ") if caps else ""
            words = first + vi(
                "Bộ gõ tiếng Việt có thể đổi chữ trong mật khẩu: bấm Xem để kiểm tra."
            )
        self.warning.say(words)

    def _open(self, office: object) -> None:
        self.password.clear()
        self.warning.say("")
        self.enter.say(vi("Mở dữ liệu"))
        self.unlocked.emit(office)

    def _refuse(self, error: Exception) -> None:
        from kh57_desktop.errors import PasswordWrong  # noqa: PLC0415

        self.refuse(error)
        if isinstance(error, PasswordWrong):
            self.password.selectAll()
            self.password.setFocus()
            self._left = self._opener.seconds_to_wait()
            if self._left:
                self._countdown.start(1000)
                self._tell_wait()

    def _count_down(self) -> None:
        self._left -= 1
        self._tell_wait()

    def _tell_wait(self) -> None:
        waiting = self._left > 0
        self.enter.setEnabled(not waiting)
        if waiting:
            words = vi("Mật khẩu sai nhiều lần. Thử lại sau {seconds} giây.")
            self.fault.say(words.format(seconds=self._left))
        else:
            self._countdown.stop()
            self.fault.say("")


class _Line(Block):
    """A sentence with its icon on a toned ground; gone when it has nothing to say."""

    def __init__(self, icon: str, tone: Tone) -> None:
        super().__init__(tone, (10, 7))
        self._icon = icon
        self._words: Label | None = None
        self.hide()

    def say(self, words: str) -> None:
        """Say something, or nothing."""
        if words and self._words is None:  # most starts have nothing to say
            self._words = Label("", wrap=True)
            line = across(Icon(self._icon, self.tone, 20), self._words)
            line.setStretch(1, 1)
            self.add(line)
        if self._words is not None:
            self._words.say(words)
        self.setVisible(bool(words))
