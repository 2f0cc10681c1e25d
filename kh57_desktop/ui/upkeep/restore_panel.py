"""Going back to a copy in upkeep: which one, what would differ, and the word typed (SCREENS 13)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.first_run.copy_choice import CopyChoice
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import Card, Question, clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, clear_out, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from kh57_desktop.services.restoring import Difference, Prepared
    from kh57_desktop.ui.page import Frame

WORD = vi("KHÔI PHỤC")
WIDE, NARROW = 1000, 760
"""The panel at most; below the second the comparison stands under the copies."""


class RestorePanel(QWidget):
    """A copy is chosen, unpacked and compared; only a typed word lets it take the store's place."""

    left = Signal()

    def __init__(self, frame: Frame, units: Mapping[str, str]) -> None:
        super().__init__()
        self._frame, self._restoring = frame, frame.office.restoring
        self._work: Work[Any] | None = None
        self.prepared: Prepared | None = None
        self.choice = CopyChoice(units)
        self.cards, self.compared = down(), down()
        self._beside = across(self.choice, self.compared, gap=theme.BLOCK_GAP)
        self.cancel = Button(vi("Quay lại"), key=shortcuts.cap("back"))
        self.look = Button(vi("Xem khác gì"), key=shortcuts.cap("finish"), kind=PRIMARY)
        self.act = Button(
            vi("Khôi phục…"), key=shortcuts.cap("finish"), icon="history", kind=PRIMARY
        )
        self._arrange()
        self._listen()
        self._find(None)

    def go_on(self) -> None:
        """Compare the chosen copy, or once that is done ask for the word."""
        if self._work is None and self.prepared is None:
            self.prepare()
        elif self.prepared is not None:
            self.confirm()

    def step_back(self) -> None:
        """Stop what is under way, take the comparison back, or leave."""
        if self._work is not None:
            if self._work.advance is not None:
                self._work.advance.progress.cancel()
        elif self.prepared is not None:
            self._forget()
        else:
            self.left.emit()

    def prepare(self) -> None:
        """Unpack and check the chosen copy, and compare it with the present data."""
        copy = self.choice.chosen
        if copy is None:
            self.choice.file.setFocus()
            return
        clear(self.cards)
        advance = Advance()
        leaves = vi("Dừng lúc này: dữ liệu đang dùng không đổi.")
        self._work = Work(vi("Đang mở thử bản sao lưu"), leaves, advance)
        ProgressCard(self._work, self.cards)
        self._allow(looking=False)
        job = partial(self._restoring.prepare, copy.file, advance.progress)
        self._frame.background.run(job, done=self._compare, failed=self._refuse, work=self._work)

    def confirm(self) -> None:
        """Ask for the word, then give the copy to the window: it closes the store for it."""
        if self.prepared is None:
            return
        question = Question(
            self,
            vi("Khôi phục bản lưu lúc {when}").format(when=formats.moment(self.prepared.about.at)),
            vi(
                "Dữ liệu hiện có được sao lưu trước, rồi bản này thay vào chỗ của nó. Máy khóa lại "
                "và hỏi mật khẩu. Gõ chữ {word} để làm."
            ).format(word=WORD),
            vi("Khôi phục"),
            typed=WORD,
        )
        if question.exec():
            self._frame.restore_asked.emit(self.prepared)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the comparison beside the copies where there is room."""
        super().resizeEvent(event)
        is_narrow = self.width() < px(NARROW)
        direction = QBoxLayout.Direction
        self._beside.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def _arrange(self) -> None:
        words = vi(
            "Mở thử một bản sao lưu của máy này và xem khác gì với dữ liệu đang dùng. Chưa có gì "
            "thay đổi cho đến khi gõ chữ {word}."
        ).format(word=WORD)
        whole = down(
            Label(vi("Khôi phục bản sao lưu"), Role.BLOCK),
            Label(words, Role.BODY, Tone.SUB, wrap=True),
            self.cards,
            self._beside,
            across(self.cancel, STRETCH, self.look, self.act),
        )
        self.setLayout(whole)
        self.setMinimumWidth(px(500))
        self.setMaximumWidth(px(WIDE))
        self.act.hide()
        self.setFocusProxy(self.choice.folder)

    def _listen(self) -> None:
        self.choice.place_chosen.connect(self._find)
        self.choice.table.opened.connect(lambda _key: self.look.setFocus())
        self.choice.picked.connect(self._forget)
        self.look.clicked.connect(self.prepare)
        self.act.clicked.connect(self.confirm)
        self.cancel.clicked.connect(self.step_back)

    def _find(self, place: Path | None) -> None:
        clear(self.cards)
        self._frame.background.run(
            partial(self._restoring.copies, place),
            done=self.choice.show_copies,
            failed=self._find_nothing,
        )

    def _find_nothing(self, error: Exception) -> None:
        """Choose no copy any more: what was named is none."""
        self.choice.show_copies(())
        show_fault(self.cards, error)

    def _allow(self, *, looking: bool) -> None:
        self.look.setEnabled(looking)
        self.choice.setEnabled(looking)

    def _compare(self, prepared: Prepared) -> None:
        self._work, self.prepared = None, prepared
        self._allow(looking=True)
        self.compared.addWidget(Comparison(prepared.differences))
        if prepared.shut_out:
            words = vi(
                "Chưa có trong bản này: {names}. Sau khi khôi phục phải ghi lại từng người; "
                "mật khẩu của họ không mở được nữa."
            )
            names = ", ".join(prepared.shut_out)
            self.compared.addWidget(Card(Tone.WARN, words.format(names=names)))
        self.compared.addStretch(1)
        self.look.hide()
        self.act.show()
        self.act.setFocus()

    def _forget(self) -> None:
        """Let the comparison go, and what was unpacked for it."""
        prepared, self.prepared = self.prepared, None
        if prepared is not None:
            self._frame.background.run(partial(self._restoring.drop, prepared))
        clear_out(self.compared)
        self.act.hide()
        self.look.show()

    def _refuse(self, error: Exception) -> None:
        self._work = None
        self._allow(looking=True)
        if isinstance(error, Canceled):
            self.look.setFocus()
            return
        show_fault(self.cards, error)


class Comparison(Block):
    """How many there are now and how many the copy has, kind by kind."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        heads = (vi("Số lượng"), vi("hiện có"), vi("trong bản sao"), vi("khác"))
        for place, head in enumerate(heads):
            grid.addWidget(Label(head, Role.LABEL, Tone.SUB), 0, place)
        for row, one in enumerate(differences, 1):
            apart = one.then - one.now
            tone = Tone.WARN if apart else Tone.SUB
            said = f"{apart:+d}" if apart else "="
            words = (one.label, formats.number(one.now), formats.number(one.then), said)
            for place, word in enumerate(words):
                grid.addWidget(Label(word, Role.BODY, tone if place else Tone.PLAIN), row, place)
        grid.setColumnStretch(0, 1)
        self.add(Label(vi("Sẽ khác những gì"), Role.BLOCK), grid)
        said = "; ".join(
            vi("{label}: hiện có {now}, trong bản sao {then}").format(
                label=one.label, now=one.now, then=one.then
            )
            for one in differences
        )
        self.setAccessibleName(said)
