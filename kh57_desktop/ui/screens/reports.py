"""Reports: the paper as it is printed, each figure with the records it stands on (SCREENS 09)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages, shortcuts
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.papers import figure_rows, letters_card, paper_choice
from kh57_desktop.ui.papers.class_facts import ClassFacts
from kh57_desktop.ui.papers.detours import Detours
from kh57_desktop.ui.papers.figures_panel import FiguresPanel
from kh57_desktop.ui.papers.paper_choice import PaperChoice
from kh57_desktop.ui.papers.paper_view import Box
from kh57_desktop.ui.papers.press import Press
from kh57_desktop.ui.papers.preview import Preview
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import Block, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.services.reporting import Paper, SavedPaper
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.papers.figure_rows import Standing
    from kh57_desktop.ui.papers.paper_choice import Offered, PaperWish

SIDE = {Width.WIDE: 398, Width.MIDDLE: 330, Width.NARROW: 262}
LOW = 330
"""Below this height of the page the list of figures gives way to the chosen one."""


class ReportsPage(Page):
    """A paper is chosen, looked at, saved and printed; its figures lead to records."""

    name = "reports"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Báo cáo"))
        self.paper: Paper | None = None
        self.choice = PaperChoice(is_office=frame.office.desk.post.is_office)
        self.preview, self.panel, self.facts = Preview(), FiguresPanel(), ClassFacts()
        self.side = QStackedWidget()
        self._asked: dict[str, Any] = {}
        self._figure = ""
        self._units: dict[str, str] = {}
        self._round = 0
        self._is_listing = True
        self._detours = Detours(self, self.save_pdf)
        self.press = Press(self, self._instead, self._tell_letters)
        self._arrange()
        self._listen()

    def opened(self, **what: Any) -> None:
        """Show a paper: that which was asked for, else the one chosen last."""
        given = {"period": self.frame.period, **what}
        self._asked = {name: given.get(name) for name in ("name", "period", "unit", "training")}
        self._figure = str(what.get("figure", ""))
        job = partial(paper_choice.offered, self.frame.office)
        self.frame.background.run(job, done=self._offer, failed=self._fail)

    def changed(self, changes: Changes) -> None:
        """Count anew when records have changed."""
        if self.isVisible() and changes:
            self.count_again()

    def fit(self, width: Width) -> None:
        """Give the figures what the window has room for."""
        self.side.setFixedWidth(px(SIDE[width]))
        self.choice.fit(width)
        self.preview.narrow(is_narrow=width is Width.NARROW)
        self.subtitle.setVisible(width is Width.WIDE)

    def first_focus(self) -> QWidget:
        """Go to the choice of the paper."""
        return self.choice.paper

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of figures out in low windows."""
        super().resizeEvent(event)
        self.panel.narrow(is_low=self.height() < px(LOW))

    def count_again(self) -> None:
        """Count and set the chosen paper anew."""
        wish = self.choice.wish()
        if not wish.is_whole:
            self._stack.setCurrentIndex(0)
            return
        self._round += 1
        make = self.frame.office.reporting.preview
        job = partial(make, wish.name, period=wish.period, unit=wish.unit, training=wish.training)
        work = Work[Any](vi("Đang tính số liệu"))
        done = partial(self._show_paper, self._round, wish)
        self.frame.background.run(job, done=done, failed=self._fail, work=work)

    def save_pdf(self) -> None:
        """Save the very bytes that are shown."""
        folder = self._folder()
        if folder is not None and self.paper is not None:
            job = partial(self.frame.office.reporting.save_paper, self.paper, folder)
            self.frame.background.run(job, done=self._tell_saved, failed=self._fail)

    def save_sheet(self) -> None:
        """Save the same figures as a spreadsheet."""
        wish = self.choice.wish()
        folder = self._folder() if "xlsx" in wish.formats else None
        if folder is not None:
            job = partial(
                self.frame.office.reporting.save,
                wish.name,
                period=wish.period,
                unit=wish.unit,
                training=wish.training,
                formats=("xlsx",),
                out=folder,
            )
            self.frame.background.run(job, done=self._tell_sheet, failed=self._fail)

    def print_paper(self) -> None:
        """Ask how to print, then draw the pages that are shown while work goes on."""
        shown = self.preview.paper
        if self.paper is not None and shown is not None:
            self.press.print(shown, self.paper.title, self.preview.in_front)

    def _instead(self) -> tuple[Button, ...]:
        return () if self.paper is None else self._detours.buttons(self.paper)

    def _arrange(self) -> None:
        self.save = Button(vi("Lưu PDF"), key=shortcuts.cap("save"), icon="document_pdf")
        self.sheet = Button(vi("Bảng tính"), key=shortcuts.cap("export"), icon="document_table")
        self.print = Button(vi("In"), key=shortcuts.cap("print"), icon="print", kind=PRIMARY)
        for button in (self.save, self.sheet, self.print):
            self.title_buttons.addWidget(button)
        shown = Block(margins=(1, 1))
        shown.add(self.preview)
        empty = Block()
        words = vi("Chọn văn bản, rồi chọn kỳ hoặc lớp ở hàng trên.")
        empty.add(Empty("document", vi("Chưa chọn văn bản"), words))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(shown)
        for beside in (self.panel, self.facts):
            self.side.addWidget(beside)
        row = across(self._stack, self.side, gap=10)
        row.setStretch(0, 1)
        self.body.addWidget(self.choice)
        self.body.addLayout(row)
        self.body.setStretch(1, 1)

    def _listen(self) -> None:
        self.choice.changed.connect(self.count_again)
        self.choice.zoomed.connect(self.preview.zoom)
        self.preview.figure_chosen.connect(self.panel.choose)
        self.preview.figure_opened.connect(lambda _key: self.panel.ask_records())
        self.preview.page_changed.connect(self._show_page)
        self.panel.chosen.connect(self._choose_from_list)
        self.panel.records_asked.connect(self._ask_records)
        self.panel.record_opened.connect(self._open)
        self.facts.class_asked.connect(lambda one: self.frame.open("training", record=one))
        self.facts.attendance_asked.connect(lambda one: self.frame.open("attendance", training=one))
        self.save.clicked.connect(self.save_pdf)
        self.sheet.clicked.connect(self.save_sheet)
        self.print.clicked.connect(self.print_paper)
        self.commands = {
            "again": self.count_again,
            "save": self.save_pdf,
            "export": self.save_sheet,
            "print": self.print_paper,
            "open": self._open_class,
            "attendance": self._take_attendance,
        }

    def _offer(self, what: Offered) -> None:
        self._units = dict(what.units)
        self.choice.offer(what, self.frame.today())
        self.choice.choose(**self._asked)
        self._asked = {}
        self.count_again()

    def _show_paper(self, asked_in: int, wish: PaperWish, paper: Paper) -> None:
        if asked_in != self._round:
            return  # another paper was chosen since
        clear(self.cards)
        self.paper = paper
        self._tell_letters()
        chosen = self._figure or self.panel.current
        self._figure = ""
        self.panel.show_paper(paper.figures, self._units)
        boxes = [Box(p.key, p.page, p.left, p.top, p.width, p.height) for p in paper.places]
        said = {
            key: figure_rows.spoken(figure_rows.named(key, figure, self._units), figure)
            for key, figure in paper.figures.items()
        }
        self.preview.show_paper(paper.content, boxes, said)
        self._stack.setCurrentIndex(1)
        self._show_page(0)
        if chosen in paper.figures:
            self.preview.choose(chosen)
        self._show_beside(wish.training)
        self.title.say(wish.label)
        self.subtitle.say(self._about(wish, paper))
        self.sheet.setEnabled("xlsx" in wish.formats)

    def _tell_letters(self) -> None:
        """Name the letters that could not be set."""
        if self.paper is not None and self.paper.notices:
            letters_card.show(self.cards, self.paper.notices)

    def _show_beside(self, training: int | None) -> None:
        """Show the figures of a paper; beside one that counts nothing, the class it is of."""
        self.side.setCurrentWidget(self.panel if training is None else self.facts)
        if training is not None:
            job = partial(self.frame.office.attendance.roster, training)
            self.frame.background.run(job, done=self.facts.show_class, failed=self._fail)

    def _open_class(self) -> None:
        if self.facts.isVisible():
            self.facts.ask_class()

    def _take_attendance(self) -> None:
        """Take the attendance of the class whose sheet is shown, else of the nearest lesson."""
        if self.facts.isVisible():
            self.facts.ask_attendance()
        else:
            self.frame.open("attendance")

    def _about(self, wish: PaperWish, paper: Paper) -> str:
        parts = []
        if wish.period is not None:
            parts.append(wish.period.label)
            days = vi("số liệu từ {first} đến {last}")
            first, last = formats.day(wish.period.first), formats.day(wish.period.last)
            parts.append(days.format(first=first, last=last))
        parts.append(vi("{n} trang").format(n=paper.pages))
        return "  ·  ".join(parts)

    def _choose_from_list(self, key: str) -> None:
        self._is_listing = False  # the list must not change under the hand that moves in it
        self.preview.choose(key)
        self._is_listing = True

    def _show_page(self, page: int) -> None:
        if self.paper is not None and self._is_listing:
            self.panel.show_page([one.key for one in self.paper.places if one.page == page])
            words = vi("Trang {page}/{all}").format(page=page + 1, all=self.paper.pages)
            self.choice.page.say(words)

    def _ask_records(self, key: str) -> None:
        if self.paper is not None:
            ids = self.paper.figures[key].ids
            job = partial(figure_rows.records_of, self.frame.office, ids)
            self.frame.background.run(job, done=self.panel.show_records, failed=self._fail)

    def _open(self, standing: Standing) -> None:
        record_pages.open_record(self.frame, standing.kind, standing.record)

    def _folder(self) -> Path | None:
        """Return where papers are kept: as the settings say, else where the officer says."""
        if self.paper is None:
            return None
        kept = self.frame.office.device.folder("paper_folder")
        return kept or file_choice.folder(self, vi("Thư mục để lưu"))

    def _tell_saved(self, file: Any) -> None:
        self.frame.done_line.tell(vi("Đã lưu {file}.").format(file=file))

    def _tell_sheet(self, saved: SavedPaper) -> None:
        self._tell_saved(saved.files[0])

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
