"""Import from a spreadsheet: read, understand the columns, look through, bring in (SCREENS 10)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from kh57_desktop.i18n import vi
from kh57_desktop.services.sheets import IMPORTED
from kh57_desktop.ui import notices, wording
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, across
from kh57_desktop.ui.parts.progress_card import ProgressCard
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.sheets import sheet_rows
from kh57_desktop.ui.sheets.repairing import Repairing
from kh57_desktop.ui.sheets.sheet_rows import RowState, Understood
from kh57_desktop.ui.sheets.sheet_side import FaultCard, ImportCard, MappingCard
from kh57_desktop.ui.sheets.sheet_table import SheetTable, Steps, tell
from kh57_desktop.ui.sheets.source import Source

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.services.sheets import SheetPreview
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.sheets.sheet_rows import SheetRow

SIDE = {Width.WIDE: 300, Width.MIDDLE: 280, Width.NARROW: 252}
COLUMNS = {Width.WIDE: 6, Width.MIDDLE: 4, Width.NARROW: 2}
"""How many columns of the file a window has room for; nothing scrolls sideways."""


class SheetsPage(Page):
    """A file becomes rows; what is right comes in, what is wrong is told in its place."""

    name = "sheets"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Nhập từ bảng tính"))
        self.preview: SheetPreview | None = None
        self.understood = Understood((), {})
        self._path: Path | None = None
        self._training: int | None = None
        self._mapping: dict[str, str] = {}
        self._skipped: set[tuple[str, int]] = set()
        self._is_outdated, self._most = False, COLUMNS[Width.WIDE]
        self.source = Source()
        self.kind = self.source.kind
        self.rows = KeptRows[Any](
            sheet_rows.columns(self.understood, 0, self._is_skipped), lambda row: row.number
        )
        self.table = SheetTable(self.rows)
        self.repairing = Repairing(frame, self)
        self.steps = Steps()
        self.fault, self.mapping, self.card = FaultCard(), MappingCard(), ImportCard()
        self._arrange()
        self._listen()

    def opened(
        self, kind: str = "", training: int | None = None, path: Path | None = None, **_what: Any
    ) -> None:
        """Take over what is to be brought in, and read a file if one is named."""
        if kind:
            self.kind.show_value(kind)
            self._training, self._path = training, None
            self._forget()
            self._show_preview(None)
        elif self.kind.reading().value is None:
            self.kind.show_value(IMPORTED[0])
        noun = wording.noun_of(str(self.kind.reading().value))
        self.title.say(vi("Nhập {noun} từ bảng tính").format(noun=noun))
        if path is not None:
            self.read(path)
        elif self._is_outdated:
            self._read()

    def changed(self, _changes: Changes) -> None:
        """Judge the rows anew: what was the same may be gone, what was new may be there."""
        self._is_outdated = self.preview is not None
        if self._is_outdated and self.isVisible():
            self._read()

    def fit(self, width: Width) -> None:
        """Show as many columns as the window has room for."""
        super().fit(width)
        self._side.setFixedWidth(px(SIDE[width]))
        self._most = COLUMNS[width]
        self._describe()

    def first_focus(self) -> QWidget:
        """Go to the rows, or to the button that chooses a file."""
        return self.table if self.preview is not None else self.source.first

    def choose_file(self) -> None:
        """Ask for the spreadsheet."""
        if (path := self.source.choose()) is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file anew, without what was said of another one."""
        if path != self._path:
            self._forget()
        self._path = path
        self._read()

    def skip(self) -> None:
        """Leave the current row out, or take it in again, and go to the next."""
        self.table.editor.finish()
        row = self.table.currentIndex().row()
        shown = self.rows.row(row) if row >= 0 else None
        if shown is None or shown.state is RowState.SAME:
            return
        self._skipped ^= {(shown.sheet, shown.row)}
        self.table.viewport().update()
        self._count()
        if row + 1 < self.rows.total:
            self.table.setCurrentIndex(self.rows.index(row + 1, 1))

    def next_fault(self) -> None:
        """Go to the next refused row, from the last to the first."""
        self.table.editor.finish()
        faults = [(r.number, r.fault.heading) for r in self.understood.rows if r.fault is not None]
        here = self.table.currentIndex().row()
        for place in sorted(faults, key=lambda fault: (fault[0] <= here, fault[0]))[:1]:
            self._stand_on(*place)

    def accept(self) -> None:
        """Bring the right rows in, those left out excepted; a cell being typed is checked first."""
        self.table.editor.finish()
        if self.repairing.when_checked(self.accept):
            return
        if self.preview is None or not self.card.button.isEnabled():
            return
        without = [(row.sheet, row.row) for row in self.understood.rows if self._is_skipped(row)]
        job = partial(self.frame.office.sheets.accept, self.preview, without=without)
        done, work = partial(tell, self.frame, self._fail), Work[Any](vi("Đang nhập"))
        self.frame.background.run(job, done=done, failed=self._fail, work=work)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.body.addWidget(self.steps)
        block = Block(margins=(1, 1))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.source.empty)
        self._stack.addWidget(self.table)
        block.add(self.source, self._stack)
        block.box.setStretch(1, 1)
        self._side = Scroll(self.fault, self.card, self.mapping, STRETCH)
        row = across(block, self._side, gap=10)
        row.setStretch(0, 1)
        self.body.addLayout(row)
        self.body.setStretch(1, 1)
        self.mapping.hide()
        self.fault.show_row(None, 0, 0)

    def _listen(self) -> None:
        self.source.asked.connect(self.choose_file)
        self.kind.edited.connect(self._change_kind)
        self.table.wandered.connect(lambda _number: self._show_fault())
        self.table.skip.connect(self.skip)
        self.table.written.connect(self._write)
        self.table.chosen.connect(self.fault.take)
        self.fault.taken.connect(self._write)
        self.fault.edit.connect(self.table.edit_cell)
        self.repairing.checked.connect(self._show_checked)
        self.repairing.failed.connect(self._fail)
        self.fault.skip.connect(self.skip)
        self.fault.next.connect(self.next_fault)
        self.mapping.changed.connect(self._map)
        self.card.accept.connect(self.accept)
        self.card.again.connect(self._read)
        self.card.leave.connect(self.frame.go_back)
        self.commands = {
            "choose_file": self.choose_file,
            "next_waiting": self.next_fault,
            "again": self._read,
            "open": self.table.edit_cell,
            "finish": self.accept,
            "back": self.frame.go_back,
        }

    def _is_skipped(self, row: SheetRow) -> bool:
        return (row.sheet, row.row) in self._skipped

    def _forget(self) -> None:
        """Forget what was said of another file."""
        self._mapping.clear()
        self._skipped.clear()
        self.repairing.forget()

    def _change_kind(self) -> None:
        self._training = None
        self._forget()
        self.opened()
        self._read()

    def _map(self, heading: str, field: str) -> None:
        self._mapping[heading] = field
        self._read()

    def _read(self) -> None:
        self._is_outdated = False
        if self._path is None:
            return
        notices.clear(self.cards)
        advance = Advance()
        work = Work[Any](vi("Đang đọc tệp"), vi("Dừng lúc này: chưa có gì được nhập."), advance)
        ProgressCard(work, self.cards)
        office, path, kind = self.frame.office, self._path, str(self.kind.reading().value)
        mapping, training = dict(self._mapping), self._training
        repairs = self.repairing.repairs

        def read() -> tuple[SheetPreview, Understood]:
            made = office.sheets.preview(
                path, kind, mapping, training, advance.progress, repairs=repairs
            )
            return made, sheet_rows.understood(made, wording.names_of(office.catalog))

        self.commands["back"] = advance.progress.cancel
        self.frame.background.run(read, done=self._show_read, failed=self._fail, work=work)

    def _show_read(self, read: tuple[SheetPreview, Understood]) -> None:
        self.commands["back"] = self.frame.go_back
        preview, self.understood = read
        self.repairing.repairs = preview.staged.repairs
        self._show_preview(preview)
        self.table.setFocus()
        self.next_fault()

    def _write(self, row: SheetRow, heading: str, text: str) -> None:
        if self.preview is not None:
            self.repairing.write(self.preview, row, heading, text)

    def _show_checked(self, got: tuple[SheetPreview, Understood]) -> None:
        """Show the rows anew and stay where one was."""
        at = self.table.currentIndex()
        label = self.rows.columns[at.column()].label
        self.understood = got[1]
        self._show_preview(got[0])
        self._stand_on(at.row(), label)

    def _show_preview(self, preview: SheetPreview | None) -> None:
        self.preview = preview
        if preview is None:
            self.understood = Understood((), {})
        self._describe()
        self.rows.show(self.understood.rows)
        self._stack.setCurrentIndex(1 if preview is not None else 0)
        self.source.show_preview(preview)
        self.mapping.show_preview(preview)
        self._count()
        if self.rows.total:
            self.table.setCurrentIndex(self.rows.index(0, 1))
        self._show_fault()

    def _describe(self) -> None:
        self.rows.describe(sheet_rows.columns(self.understood, self._most, self._is_skipped))
        self.table.show_columns(all_of_them=True)

    def _count(self) -> None:
        report = self.preview.report if self.preview is not None else None
        self.steps.show_report(report)
        new = [row for row in self.understood.rows if row.state is RowState.NEW]
        self.card.show_count(report, sum(self._is_skipped(row) for row in new))

    def _stand_on(self, row: int, heading: str) -> None:
        names = [column.label for column in self.rows.columns]
        column = names.index(heading) if heading in names else 1
        self.table.setCurrentIndex(self.rows.index(row, column))
        self._show_fault()

    def _show_fault(self) -> None:
        row = self.rows.row(max(0, self.table.currentIndex().row())) if self.rows.total else None
        faults = [one.number for one in self.understood.rows if one.fault is not None]
        place = faults.index(row.number) + 1 if row is not None and row.number in faults else 0
        self.fault.show_row(row, place, len(faults))

    def _fail(self, error: Exception) -> None:
        self.commands["back"] = self.frame.go_back
        show_fault(self.cards, error)
