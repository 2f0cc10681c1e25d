"""Upkeep: copies of the data, the check of everything, passwords and the recovery code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from kh57_desktop import __version__
from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.first_run import code_printing
from kh57_desktop.ui.first_run.pages import OF_RECOVERY, CodePage
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.theme import ROW_HEIGHT, Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.upkeep import upkeep_parts
from kh57_desktop.ui.upkeep.officers import OfficersCard
from kh57_desktop.ui.upkeep.officers_work import OfficersWork
from kh57_desktop.ui.upkeep.paneled_page import PaneledPage
from kh57_desktop.ui.upkeep.restore_panel import RestorePanel
from kh57_desktop.ui.upkeep.upkeep_parts import Findings, PasswordCard, Tile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes, Shown
    from kh57_desktop.services.upkeep import Copy, Finding, KeptCopy
    from kh57_desktop.ui.page import Frame

SIDE = {Width.WIDE: 340, Width.MIDDLE: 310, Width.NARROW: 290}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page shows without being asked to do anything."""

    copies: tuple[KeptCopy, ...]
    officers: tuple[Shown, ...]
    units: tuple[Shown, ...]


class UpkeepPage(PaneledPage):
    """What an administrator does; data is neither shown nor changed here."""

    name = "upkeep"

    def __init__(self, frame: Frame) -> None:
        said = vi("phiên bản {version}  ·  không kết nối mạng").format(version=__version__)
        super().__init__(frame, vi("Bảo trì"), said)
        self.data, self.copies = Tile(vi("Dữ liệu")), Tile(vi("Sao lưu"))
        self.keys = Tile(vi("Khóa"))
        self.findings = Findings()
        self.rows = KeptRows(
            upkeep_parts.columns_of_copies(),
            lambda copy: hash(copy.file),
        )
        self.table = Table(self.rows, ROW_HEIGHT)
        self.table.setAccessibleName(vi("Sao lưu gần nhất"))
        self.password, self.officers = PasswordCard(), OfficersCard()
        if frame.office.desk.officer.id is None:  # whoever typed a code has no password here
            self.password.hide()
        self.officers_work = OfficersWork(self, self.officers, self.show_code)
        self._units: tuple[Shown, ...] = ()
        self._copy: Path | None = None
        self._arrange()
        self._listen()
        self.data.tell(Tone.SUB, vi("Chưa kiểm tra"), vi("Bấm F5 để kiểm tra toàn bộ dữ liệu."))

    def opened(self, *, newcomer: bool = False, copy: Path | None = None, **_what: Any) -> None:
        """Show the copies and who may open the store, or at once the form for somebody new.

        A copy that was opened from outside is chosen to go back to; nothing is restored by it.
        """
        self._refresh()
        if newcomer:
            self.officers_work.add()
        self._copy = copy

    def changed(self, changes: Changes) -> None:
        """Show officers anew when one was changed."""
        if self.isVisible() and changes.touches("officers"):
            self._refresh()

    def fit(self, width: Width) -> None:
        """Give the side what the window has room for."""
        super().fit(width)
        self._side.setFixedWidth(px(SIDE[width]))
        self.keys.setVisible(width is not Width.NARROW)  # the card at the side tells it too

    def first_focus(self) -> QWidget:
        """Go to the button that makes a copy."""
        return self.now

    def back_up(self) -> None:
        """Make a verified copy in the data folder."""
        self._run(self.frame.office.upkeep.backup, self._tell_copy, vi("Đang sao lưu"))

    def back_up_elsewhere(self) -> None:
        """Make a verified copy, and a second one where the officer says."""
        folder = file_choice.folder(self, vi("Nơi giữ bản sao lưu thứ hai"))
        if folder is not None:
            job = partial(self.frame.office.upkeep.backup, folder)
            self._run(job, self._tell_copy, vi("Đang sao lưu"))

    def restore(self) -> RestorePanel:
        """Go back to a copy, in the place of the page."""
        units = {str(one["code"]): str(one["name"]) for one in self._units}
        panel = RestorePanel(self.frame, units)
        panel.left.connect(self.show_overview)
        self.show_panel(panel, {"finish": panel.go_on, "back": panel.step_back})
        self.commands["choose_file"] = panel.choice.choose_file
        return panel

    def check(self) -> None:
        """Check everything that the store holds; writes nothing."""
        self._run(self.frame.office.upkeep.check, self._tell_findings, vi("Đang kiểm tra"))

    def renew_code(self) -> None:
        """Draw a new recovery code; the former one counts until the new one was typed back."""
        draw = self.frame.office.first_steps.draw_recovery_code
        words = vi(
            "Mã đang cất còn dùng được cho đến khi mã này được gõ lại xong; sau đó thì không."
        )
        keep = self.frame.office.first_steps.keep_recovery_code
        self._run(draw, partial(self.show_code, words, keep), vi("Đang lập mã"))

    def show_code(self, words: str, keep: Callable[[str], None], code: str) -> None:
        """Show a recovery code until it was copied onto paper and typed back."""
        page = CodePage(vi("Mã khôi phục mới"), OF_RECOVERY, code, can_wait=True, void=words)
        code_printing.offer(page, self.frame.office, self.frame.background)
        page.put_off.connect(self.show_overview)
        page.ready.connect(partial(self._keep_code, page, keep))
        self.show_panel(page, {})
        page.first.setFocus()

    def _keep_code(self, page: CodePage, keep: Callable[[str], None], code: str) -> None:
        page.wait()
        self.frame.background.run(partial(keep, code), done=self._told_code, failed=page.refuse)

    def _told_code(self, _none: None) -> None:
        self.show_overview()
        self.frame.done_line.tell(vi("Mã khôi phục mới có hiệu lực; mã cũ không dùng được nữa."))

    def _arrange(self) -> None:
        self.now = Button(vi("Sao lưu ngay"), key=shortcuts.cap("save"), icon="save", kind=PRIMARY)
        self.elsewhere = Button(vi("Ghi thêm nơi khác…"), icon="usb_stick")
        self.going_back = Button(vi("Khôi phục…"), icon="history")
        self.checking = Button(
            vi("Kiểm tra ngay"), key=shortcuts.cap("again"), icon="shield_checkmark"
        )
        self.code = Button(vi("Lập mã khôi phục mới…"), icon="lock_closed")
        self.offer(self.checking)
        self.offer_more(self.going_back, self.elsewhere)
        tiles = across(self.data, self.copies, self.keys, gap=8)
        for place in range(3):
            tiles.setStretch(place, 1)
        block = Block(margins=(1, 1))
        title = Label(vi("Sao lưu gần nhất"), Role.BLOCK)
        head = across(title, STRETCH, self.now)
        head.setContentsMargins(px(14), px(8), px(10), px(6))
        self.table.setMinimumHeight(px(120))
        words = vi("Mỗi bản được mở thử và so khớp trước khi giữ.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(Empty("save", vi("Chưa có bản sao lưu nào"), words))
        block.add(head, self._stack)
        block.box.setStretch(1, 1)
        left = Scroll(tiles, self.findings, block)
        left.box.setStretch(2, 1)
        recovery = Block()
        told = vi("Mã khôi phục mở dữ liệu khi quên mật khẩu; giữ trên giấy, ngoài máy.")
        recovery.add(
            Label(vi("Mã khôi phục"), Role.BLOCK), Label(told, tone=Tone.SUB, wrap=True), self.code
        )
        self._side = Scroll(self.password, recovery, self.officers, STRETCH)
        row = across(left, self._side, gap=10)
        row.setStretch(0, 1)
        self.lay_out(row)

    def _listen(self) -> None:
        self.now.clicked.connect(self.back_up)
        self.elsewhere.clicked.connect(self.back_up_elsewhere)
        self.going_back.clicked.connect(self.restore)
        self.checking.clicked.connect(self.check)
        self.code.clicked.connect(self.renew_code)
        self.password.asked.connect(self._change_password)
        self.overview_commands = {"save": self.back_up, "again": self.check}
        self.commands = dict(self.overview_commands)

    def _run(self, job: Any, done: Any, title: str) -> None:
        clear(self.cards)
        self.frame.background.run(job, done=done, failed=self._fail, work=Work[Any](title))

    def _refresh(self) -> None:
        office = self.frame.office

        def stand() -> Standing:
            return Standing(
                office.upkeep.copies(), office.access.officers(), office.catalog.units()
            )

        self.frame.background.run(stand, done=self._show, failed=self._fail)

    def _show(self, standing: Standing) -> None:
        self._units = standing.units
        if self._copy is not None:
            copy, self._copy = self._copy, None
            self.restore().choice.place_chosen.emit(copy)
        self.rows.show(standing.copies)
        self._stack.setCurrentIndex(0 if standing.copies else 1)
        self.officers.show_officers(standing.officers)
        count = vi("{n} người dùng").format(n=len(standing.officers))
        self.keys.tell(Tone.OK, count, vi("Mỗi người một mật khẩu, và một mã khôi phục trên giấy."))
        if not standing.copies:
            self.copies.tell(Tone.WARN, vi("Chưa có"), vi("Bấm Sao lưu ngay."))
            return
        newest, now = standing.copies[0], self.frame.now()
        tone = Tone.WARN if now - newest.at > upkeep_parts.OLD_AFTER else Tone.OK
        told = vi("{n} bản, bản mới nhất {size}; đã mở thử, khớp")
        told = told.format(n=len(standing.copies), size=formats.size(newest.size))
        self.copies.tell(tone, upkeep_parts.age(newest.at, now), told)

    def _tell_copy(self, copy: Copy) -> None:
        self.frame.done_line.tell(vi("Đã sao lưu vào {file}, mở thử khớp.").format(file=copy.file))
        self._refresh()

    def _tell_findings(self, findings: tuple[Finding, ...]) -> None:
        when = formats.moment(self.frame.now())
        faults = sum(one.level == "fault" for one in findings)
        self.findings.show_findings(findings)
        told = vi("Kiểm lúc {when}: tệp, liên kết, lịch sử, từng dòng").format(when=when)
        if faults:
            self.data.tell(Tone.ERR, vi("{n} lỗi").format(n=faults), told)
        elif findings:
            self.data.tell(Tone.WARN, vi("{n} nhắc nhở").format(n=len(findings)), told)
        else:
            self.data.tell(Tone.OK, vi("Nguyên vẹn"), told)

    def _change_password(self, password: str) -> None:
        change = self.frame.office.access.change_password
        words = vi("Đã đổi mật khẩu; lần mở sau dùng mật khẩu mới.")
        done = lambda _none: self.frame.done_line.tell(words)  # noqa: E731 - one sentence
        self._run(partial(change, password), done, vi("Đang đổi mật khẩu"))

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
