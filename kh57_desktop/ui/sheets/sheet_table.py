"""The rows of a spreadsheet to look through, and the strip above that tells how far one is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, across
from kh57_desktop.ui.sheets.cell_editor import CellEditor
from kh57_desktop.ui.sheets.sheet_rows import RowState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.services.sheets import ImportReport
    from kh57_desktop.ui.lists.kept_rows import KeptRows
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.sheets.sheet_rows import SheetRow

DIGITS = ("1", "2", "3")
KEYPAD = Qt.KeyboardModifier.KeypadModifier
CHECKING, DONE = 2, 4
ICONS = {Tone.OK: "checkmark_circle", Tone.INFO: "edit"}


class SheetTable(Table):
    """The rows of a file; a cell can be typed over, Delete leaves the current row out."""

    skip = Signal()
    chosen = Signal(int)
    """A digit: what the cell at fault probably means."""
    written = Signal(object, str, str)
    """A row, the heading of a column, and what was typed into its cell."""

    def __init__(self, rows: KeptRows[Any]) -> None:
        super().__init__(rows, theme.ROW_HEIGHT)
        self.setAccessibleName(vi("Các dòng của tệp"))
        self.editor = CellEditor(self)
        self._edited: tuple[SheetRow, str] | None = None
        self.editor.written.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self.editor.finish)

    def edit_cell(self) -> None:
        """Open the current cell, or that of the row's fault, to be typed over."""
        at = self.currentIndex()
        row = self._rows.row(at.row()) if at.isValid() else None
        if row is None or row.state is RowState.SAME:
            return
        names = [column.label for column in self._rows.columns[1:-1]]
        wrong = row.fault.heading if row.fault is not None else ""
        place = at.column() - 1
        heading = names[place] if 0 <= place < len(names) else wrong
        if heading not in names or heading not in {wrong, *row.typed}:
            return
        index = self._rows.index(at.row(), names.index(heading) + 1)
        self.setCurrentIndex(index)
        self._edited = (row, heading)
        self.editor.begin(self.visualRect(index), heading, row.text(heading))

    def _tell(self, text: str) -> None:
        if self._edited is not None:
            self.written.emit(*self._edited, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a row out with Delete; take what its fault may mean with a digit."""
        if event.key() == Qt.Key.Key_Delete:
            self.skip.emit()
        elif event.text() in DIGITS and not event.modifiers() & ~KEYPAD:
            self.chosen.emit(DIGITS.index(event.text()) + 1)
        else:
            super().keyPressEvent(event)


class Steps(QWidget):
    """The four steps of an import, and the counts of its rows."""

    def __init__(self) -> None:
        super().__init__()
        words = (vi("1  Đọc tệp"), vi("2  Ghép cột"), vi("3  Kiểm tra"), vi("4  Nhập"))
        self._steps = [(BadgeLabel(), one) for one in words]
        self._counts = across(gap=8)
        holder = QWidget()
        holder.setLayout(self._counts)
        self.setLayout(across(*(label for label, _ in self._steps), STRETCH, holder))
        self.show_report(None)

    def show_report(self, report: ImportReport | None) -> None:
        """Show where an import stands and what becomes of the rows."""
        current = 0
        if report is not None:
            current = CHECKING if report.created or report.refused else DONE
        for place, (label, words) in enumerate(self._steps):
            tone = Tone.OK if place < current else Tone.INFO if place == current else Tone.NONE
            label.show_badge(Badge(words, tone, ICONS.get(tone, "")))
        clear(self._counts)
        for badge in counts(report) if report is not None else ():
            self._counts.addWidget(BadgeLabel(badge))


def counts(report: ImportReport) -> tuple[Badge, ...]:
    """Return what became of the rows, a badge for each sort."""
    said = (
        (report.read, vi("{n} dòng đọc"), Tone.NONE, ""),
        (report.created, vi("{n} mới"), Tone.OK, ""),
        (report.updated, vi("{n} cập nhật"), Tone.INFO, ""),
        (report.unchanged, vi("{n} không đổi"), Tone.NONE, ""),
        (len(report.refused), vi("{n} từ chối"), Tone.ERR, "error_circle"),
        (report.incomplete, vi("{n} còn thiếu"), Tone.WARN, "warning"),
    )
    return tuple(
        Badge(words.format(n=formats.number(count)), tone, icon)
        for place, (count, words, tone, icon) in enumerate(said)
        if count or not place
    )


def tell(frame: Frame, failed: Callable[[Exception], object], report: ImportReport) -> None:
    """Say what came in; once that is undone, say so too."""
    words = vi("Đã hoàn tác việc nhập {new} dòng mới.")
    undone = words.format(new=formats.number(report.created))
    job, show = frame.office.history.undo, frame.done_line.tell
    undo = partial(frame.background.run, job, done=lambda _undone: show(undone), failed=failed)
    show(told(report), undo)


def told(report: ImportReport) -> str:
    """Return in a sentence what came in."""
    words = vi("Đã nhập {new} dòng mới; {same} không đổi, {refused} bị từ chối.")
    return words.format(
        new=formats.number(report.created),
        same=formats.number(report.unchanged),
        refused=formats.number(len(report.refused)),
    )
