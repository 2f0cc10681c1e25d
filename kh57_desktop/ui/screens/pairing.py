"""Join a PC to the commune: a request file, a code that is only spoken, an answer file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.first_run.pairing_steps import Answering, Asking
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import STRETCH
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kh57_desktop.ui.page import Frame

REQUEST_NAME = "kh57-yeu-cau-ghep-may.kh57"
ANSWER_NAME = "kh57-tra-loi-ghep-may.kh57"
OFFICE, REQUEST, ANSWER = "office", "request", "answer"
FILES = vi("Tệp ghép máy (*.kh57);;Mọi tệp (*)")


class PairingPage(Page):
    """At a unit: request, code, answer. At the commune: request, typed code, answer file."""

    name = "pairing"

    def __init__(self, frame: Frame) -> None:
        is_office = frame.office.desk.post.is_office
        title = vi("Ghép máy của đơn vị") if is_office else vi("Ghép máy với xã")
        super().__init__(frame, title, vi("mã chỉ đọc qua điện thoại, không nằm trong tệp nào"))
        self.answering, self.asking = Answering(), Asking()
        shown = self.answering if is_office else self.asking
        (self.asking if is_office else self.answering).setParent(None)
        self.body.addWidget(Scroll(shown, STRETCH))
        self._is_office = is_office
        self._answer: Path | None = None
        self.answering.choose.connect(self.choose_request)
        self.answering.ready.connect(self.answer)
        self.asking.write.connect(self.write_request)
        self.asking.finish.connect(self.take_answer)
        self.commands = {"finish": self.answer if is_office else self.take_answer}
        if is_office:
            self.commands["choose_file"] = self.choose_request

    def opened(self, *, letter: tuple[str, Path] | None = None, **_what: Any) -> None:
        """Show where the pairing stands, and a file of it that was opened from outside."""
        self._answer = None
        if letter is not None:
            clear(self.cards)
            self._show_letter(*letter)
        if not self._is_office:
            enrollment = self.frame.office.enrollment
            self.frame.background.run(
                lambda: (enrollment.is_joined(), enrollment.pending_code()),
                done=self._show_standing,
                failed=self._fail,
            )

    def first_focus(self) -> QWidget:
        """Go to the first thing to do."""
        return self.answering.pick if self._is_office else self.asking.first

    def write_request(self) -> None:
        """Write a request anew; a former one is void then."""
        folder = file_choice.folder(self, vi("Thư mục để ghi tệp yêu cầu"))
        if folder is not None:
            request = self.frame.office.enrollment.request
            self._run(partial(request, folder / REQUEST_NAME), self._show_request)

    def take_answer(self) -> None:
        """Take the commune's answer in: the one that was opened from outside, else one chosen."""
        answer, self._answer = self._answer, None
        answer = answer or file_choice.file(self, vi("Tệp trả lời của xã"), FILES)
        if answer is not None:
            self._run(partial(self.frame.office.enrollment.finish, answer), self._show_joined)

    def choose_request(self) -> None:
        """Take the request file of a unit."""
        request = file_choice.file(self, vi("Tệp yêu cầu của đơn vị"), FILES)
        if request is not None:
            clear(self.cards)
            self.answering.show_request(request)

    def answer(self) -> None:
        """Certify the PC whose code was heard, and write the answer beside the request."""
        request, code = self.answering.request, self.answering.code.text().strip()
        if request is None or not code:
            return
        out = request.with_name(ANSWER_NAME)
        job = partial(self.frame.office.enrollment.answer, request, code, out)
        self._run(job, self._show_answered)

    def _show_letter(self, kind: str, file: Path) -> None:
        """Take the step that a file is for; nothing is certified or joined by opening it."""
        if self._is_office and kind == REQUEST:
            self.answering.show_request(file)
            return
        if not self._is_office and kind == ANSWER:
            self._answer = file
            words = vi("«{name}» là tệp trả lời của xã. Bấm Nhận tệp trả lời thì máy được ghép.")
            take = Button(
                vi("Nhận tệp trả lời"), key=shortcuts.cap("finish"), icon="link", kind=PRIMARY
            )
            take.clicked.connect(self.take_answer)
        elif self._is_office:
            words = vi("«{name}» là tệp trả lời của xã: chuyển cho đơn vị đã gửi yêu cầu.")
            take = None
        else:
            words = vi("«{name}» là tệp yêu cầu ghép máy: chuyển cho xã, máy của xã mở tệp này.")
            take = None
        card = Card(Tone.INFO if take else Tone.WARN, words.format(name=file.name))
        self.cards.insertWidget(0, card)
        if take is not None:
            card.offer(take)
            take.setFocus()
        card.announce()

    def _run(self, job: Any, done: Any) -> None:
        clear(self.cards)
        self.frame.background.run(job, done=done, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
        if self._is_office:
            self.answering.code.setFocus()
            self.answering.code.selectAll()

    def _show_standing(self, standing: tuple[bool, str | None]) -> None:
        is_joined, code = standing
        self.asking.show_standing(is_joined=is_joined, code=code)

    def _show_request(self, written: tuple[str, Path]) -> None:
        code, file = written
        self.asking.show_standing(is_joined=False, code=code)
        self._tell(vi("Đã ghi {file}. Chuyển tệp này cho xã.").format(file=file))

    def _show_joined(self, joined: Any) -> None:
        self.asking.show_standing(is_joined=True, code=None)
        if joined.is_office:  # who sits there is read at the next unlock
            words = vi("Máy này là máy của xã. Đóng rồi mở lại chương trình để làm việc của xã.")
            self._tell(words)
        else:
            self._tell(vi("Máy này đã ghép với xã. Gói gửi đi từ nay xã nhận được."))

    def _show_answered(self, answered: Any) -> None:
        self.answering.start_again()
        words = (
            vi("Đã ghép thêm máy của xã ({unit}). Chuyển tệp {file} sang máy ấy.")
            if answered.role == OFFICE
            else vi("Đã ghép máy của {unit}. Chuyển tệp {file} cho đơn vị.")
        )
        self._tell(words.format(unit=answered.unit, file=answered.file))

    def _tell(self, words: str) -> None:
        card = Card(Tone.OK, words)
        self.cards.insertWidget(0, card)
        card.announce()
