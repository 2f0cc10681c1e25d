"""The first start: unit and officer, the codes, joining the commune (SCREENS 14)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.services.first_steps import COMMUNE_KEY, JOIN, RECOVERY
from kh57_desktop.ui.first_run import code_printing
from kh57_desktop.ui.first_run.pages import OF_RECOVERY, CodePage, JoinPage
from kh57_desktop.ui.first_run.parts import Step, rail
from kh57_desktop.ui.first_run.practice_page import PracticePage
from kh57_desktop.ui.first_run.restore_form import RestorePage
from kh57_desktop.ui.first_run.who import WhoPage
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Label, across
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.services.office import Doors, Office
    from kh57_desktop.ui.background import Background

Beginning = WhoPage | CodePage | JoinPage | RestorePage | PracticePage
WIDTH, RAIL, NARROW_RAIL, MIDDLE = 640, 280, 216, 1000
REQUEST_NAME = "kh57-yeu-cau-ghep-may.kh57"


class FirstRun(QWidget):
    """Three pages; each is kept as soon as it is done, and closing resumes where one was."""

    opened = Signal(object)
    """The office that was made; steps may be left."""
    finished = Signal(object)
    """The office, once nothing is left to do."""
    restored = Signal(str)
    """A copy of an old PC was brought back here."""
    practiced = Signal(object, str)
    """The doors of a practice home and its password."""

    def __init__(self, doors: Doors, background: Background, office: Office | None = None) -> None:
        super().__init__()
        self._doors, self._background, self._office = doors, background, office
        self._codes: dict[str, str] = {}
        self._due = list(office.desk.due) if office is not None else []
        self._is_renewal = self._due == [RECOVERY] and office is not None
        self.steps = [Step(vi("1. Đơn vị và người dùng")), Step(""), Step("")]
        self.pages = QStackedWidget()
        self.who = WhoPage(doors)
        self._lay_out()
        self._listen()
        if office is None:
            self._show(self.who, 0)
        else:
            self._go_on()

    def start_typing(self) -> None:
        """Put the focus where the page in front begins, once the screen stands in its window."""
        page = self.pages.currentWidget()
        if isinstance(page, Beginning):
            page.first.setFocus()

    def tell_of_files(self, words: str) -> None:
        """Say at the side that files opened from outside wait for the last step."""
        self._waits.say(words)
        self._waits.show()

    def take_copy(self, copy: Path) -> bool:
        """Bring back a copy that was opened from outside; False once there is a store here."""
        if self._office is None:
            self._restore().form.look(copy)
        return self._office is None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages their room where the window is narrow."""
        super().resizeEvent(event)
        self._rail.setFixedWidth(px(RAIL if self.width() >= px(MIDDLE) else NARROW_RAIL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.colors().bg))

    def _lay_out(self) -> None:
        title, words = vi("Cài đặt lần đầu"), vi("khoảng 5 phút, không cần mạng")
        foot = vi("Sau bước 1, đóng cửa sổ lúc nào cũng được; lần sau mở lại đúng bước này.")
        if self._is_renewal:
            title, words = vi("Mã khôi phục mới"), vi("thay cho mã chưa cất hoặc vừa dùng")
            foot = vi("Mã đang cất còn dùng được cho đến khi mã mới được gõ lại xong.")
        self.pages.setMaximumWidth(px(WIDTH))
        self._waits = Label("", Role.SECOND, Tone.PRIMARY, wrap=True)
        self._waits.hide()
        self._rail = rail(self.steps, title, words, foot, self._waits)
        if self._is_renewal:
            for step in (self.steps[0], self.steps[2]):
                step.hide()
        middle = across(STRETCH, 16, self.pages, 16, STRETCH, gap=0)
        middle.setStretch(2, 1000)  # as wide as it may be, before anything is left free
        whole = across(self._rail, Scroll(middle), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _listen(self) -> None:
        self.who.ready.connect(self._make)
        self.who.kind_changed.connect(self._name_steps)
        self.who.restore_asked.connect(self._restore)
        self.who.practice_asked.connect(self._practice)
        self._name_steps()

    def _is_commune(self) -> bool:
        if self._office is not None:
            return COMMUNE_KEY in self._due or self._office.desk.post.is_office
        return self.who.of_commune.isChecked()

    def _name_steps(self) -> None:
        last = vi("3. Khóa của xã") if self._is_commune() else vi("3. Ghép máy với xã")
        self.steps[1].retitle(vi("Mã khôi phục") if self._is_renewal else vi("2. Mã khôi phục"))
        self.steps[2].retitle(last)

    def _show(self, page: Beginning, step: int) -> None:
        before = self.pages.currentWidget()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None and before is not page:
            self.pages.removeWidget(before)
            if before is not self.who:
                before.deleteLater()
        page.show()
        self.start_typing()  # a proxy would keep Tab from what stands before it
        who = self.who.said()
        if self._office is not None:
            who = f"{self._office.desk.post.name}, {self._office.desk.officer.name}"
        last = vi("hai phong bì niêm phong") if self._is_commune() else vi("làm sau cũng được")
        words = [who, vi("tờ giấy cất trong phong bì"), last]
        for number, one in enumerate(self.steps):
            tone = Tone.OK if number < step else Tone.INFO if number == step else Tone.NONE
            one.show_state(vi("đang làm") if number == step else words[number], tone)

    def _restore(self) -> RestorePage:
        """Take over from an old PC instead."""
        page = RestorePage(self._doors, self._background)
        page.form.left.connect(partial(self._show, self.who, 0))
        page.form.restored.connect(self.restored)
        self._show(page, 0)
        return page

    def _practice(self) -> None:
        """Try the program out first."""
        page = PracticePage(self._doors, self._background)
        page.left.connect(partial(self._show, self.who, 0))
        page.practiced.connect(self.practiced)
        self._show(page, 0)

    def _make(self) -> None:
        who, doors = self.who.answer(), self._doors
        self.who.wait(waiting=True)
        job: Callable[[], tuple[Office, Any]]
        if who.unit:
            job = partial(doors.setup_unit, who.unit, who.officer, who.password, by_steps=True)
        else:
            job = partial(doors.setup_commune, who.officer, who.password, by_steps=True)
        self._background.run(job, done=self._made, failed=self.who.refuse)

    def _made(self, made: tuple[Office, Any]) -> None:
        office, new = made
        self._office, self._due = office, list(office.desk.due)
        self._codes = {RECOVERY: new.recovery_code}
        if COMMUNE_KEY in self._due:
            self._codes[COMMUNE_KEY] = new.commune_key
        self.opened.emit(office)
        self._go_on()

    def _go_on(self) -> None:
        """Show the first step that is not done, or be done."""
        office = self._office
        if office is None:
            return
        if not self._due:
            self.finished.emit(office)
        elif self._due[0] == JOIN:
            self._join(office)
        elif self._due[0] in self._codes:
            self._show_code(self._codes.pop(self._due[0]))
        else:  # it was closed away before it was typed back, and is nowhere in the clear
            steps = office.first_steps
            draws = {RECOVERY: steps.draw_recovery_code, COMMUNE_KEY: steps.draw_commune_key}
            void = vi("Mã này thay cho mã đã hiện ra trước đây. Gõ lại xong thì mã cũ không còn "
                      "dùng được: hủy tờ giấy đã chép mã cũ.")  # fmt: skip
            again = partial(self._show_code, void=void)
            self._background.run(draws[self._due[0]], done=again)

    def _show_code(self, code: str, *, void: str = "") -> None:
        is_key = self._due[0] == COMMUNE_KEY
        title, words = _of_commune() if is_key else _of_recovery()
        page = CodePage(title, words, code, can_wait=self._is_renewal, void=void)
        if self._office is not None:
            code_printing.offer(page, self._office, self._background)
        page.ready.connect(partial(self._keep, page))
        page.put_off.connect(partial(self._leave, page))
        self._show(page, 2 if is_key else 1)

    def _keep(self, page: CodePage, code: str) -> None:
        if self._office is None:
            return
        steps = self._office.first_steps
        keep = steps.keep_commune_key if self._due[0] == COMMUNE_KEY else steps.keep_recovery_code
        page.wait()
        self._background.run(partial(keep, code), done=self._done, failed=page.refuse)

    def _leave(self, page: CodePage) -> None:
        """Go on without a code: one that can never be kept, or one to be replaced another day."""
        if self._is_renewal or self._office is None:
            self._done(None)
            return
        done = partial(self._office.first_steps.done, self._due[0])
        self._background.run(done, done=self._done, failed=page.refuse)

    def _join(self, office: Office) -> None:
        page, enrollment = JoinPage(), office.enrollment
        page.write.connect(partial(self._write_request, page))
        page.ready.connect(partial(self._stop_joining, page))
        self._show(page, 2)
        self._background.run(
            lambda: (enrollment.is_joined(), enrollment.pending_code()),
            done=partial(self._show_standing, page),
            failed=page.refuse,
        )

    def _show_standing(self, page: JoinPage, standing: tuple[bool, str | None]) -> None:
        is_joined, code = standing
        if is_joined:
            self._stop_joining(page)
        elif code:
            page.show_pending(code)

    def _write_request(self, page: JoinPage, folder: Path) -> None:
        if self._office is None:
            return
        request = self._office.enrollment.request
        self._background.run(
            partial(request, folder / REQUEST_NAME), done=page.show_request, failed=page.refuse
        )

    def _stop_joining(self, page: JoinPage) -> None:
        if self._office is not None:
            done = partial(self._office.first_steps.done, JOIN)
            self._background.run(done, done=self._done, failed=partial(show_fault, page.cards))

    def _done(self, _none: object) -> None:
        self._due = self._due[1:]
        self._go_on()


def _of_recovery() -> tuple[str, str]:
    return vi("Mã khôi phục"), OF_RECOVERY


def _of_commune() -> tuple[str, str]:
    return vi("Khóa của xã"), vi(
        "Khóa của xã lập lại được máy của xã và mở được máy của mọi đơn vị. Chép hai tờ: một cho "
        "lãnh đạo UBND xã, một cho Phòng Văn hóa - Xã hội."
    )
