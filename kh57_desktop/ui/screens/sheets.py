"""Import from a spreadsheet: read, understand the columns, look through, bring in (SCREENS 10)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.sheets import IMPORTED
from kh57_desktop.ui import notices, shortcuts, wording
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import STRETCH, Block, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.parts.empty import Empty
from kh57_desktop.ui.parts.progress_card import ProgressCard
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.sheets import sheet_rows
from kh57_desktop.ui.sheets.sheet_rows import RowState, Understood
from kh57_desktop.ui.sheets.sheet_side import FaultCard, ImportCard, MappingCard
from kh57_desktop.ui.sheets.sheet_table import SheetTable, Steps

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.services.sheets import ImportReport, SheetPreview
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
        self._skipped: set[int] = set()
        self._most = COLUMNS[Width.WIDE]
        self.kind = ChoiceEditor([Option(name, KINDS[name].noun) for name in IMPORTED])
        self.rows = KeptRows[Any](
            sheet_rows.columns(self.understood, 0, self._is_skipped), lambda row: row.number
        )
        self.table = SheetTable(self.rows)
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
            self._training = training
            self._start_again()
        elif self.kind.reading().value is None:
            self.kind.show_value(IMPORTED[0])
        noun = wording.noun_of(str(self.kind.reading().value))
        self.title.say(vi("Nhập {noun} từ bảng tính").format(noun=noun))
        if path is not None:
            self.read(path)

    def fit(self, width: Width) -> None:
        """Show as many columns as the window has room for."""
        super().fit(width)
        self._side.setFixedWidth(px(SIDE[width]))
        self._most = COLUMNS[width]
        self._describe()

    def first_focus(self) -> QWidget:
        """Go to the rows, or to the button that chooses a file."""
        return self.table if self.preview is not None else self._first

    def choose_file(self) -> None:
        """Ask for the spreadsheet."""
        kinds = vi("Bảng tính (*.xlsx *.xls *.ods *.csv *.docx);;Mọi tệp (*)")
        path = file_choice.file(self, vi("Chọn bảng tính"), kinds)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file anew, without what was said of another one."""
        if path != self._path:
            self._mapping.clear()
            self._skipped.clear()
        self._path = path
        self._read()

    def skip(self) -> None:
        """Leave the current row out, or take it in again, and go to the next."""
        row = self.table.currentIndex().row()
        shown = self.rows.row(row) if row >= 0 else None
        if shown is None or shown.state is RowState.SAME:
            return
        self._skipped ^= {shown.number}
        self.table.viewport().update()
        self._count()
        if row + 1 < self.rows.total:
            self.table.setCurrentIndex(self.rows.index(row + 1, 1))

    def next_fault(self) -> None:
        """Go to the next refused row, from the last to the first."""
        faults = [row for row in self.understood.rows if row.fault is not None]
        if not faults:
            return
        here = self.table.currentIndex().row()
        after = [row for row in faults if row.number > here]
        self._stand_on((after or faults)[0])

    def accept(self) -> None:
        """Bring the right rows in, those left out excepted."""
        if self.preview is None or not self.card.button.isEnabled():
            return
        without = [(row.sheet, row.row) for row in self.understood.rows if self._is_skipped(row)]
        job = partial(self.frame.office.sheets.accept, self.preview, without=without)
        work = Work[Any](vi("Đang nhập"))
        self.frame.background.run(job, done=self._show_report, failed=self._fail, work=work)

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
        self._file = Elided("", Role.BODY, Tone.SUB)
        self.pick = Button(vi("Chọn tệp…"), key=shortcuts.cap("choose_file"), icon="folder")
        self.kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kind.setFixedWidth(px(190))
        self.kind.setAccessibleName(vi("Loại dữ liệu"))
        head = across(self.kind, self.pick, self._file)
        head.setStretch(2, 1)
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        self._first = Button(
            vi("Chọn tệp…"), key=shortcuts.cap("choose_file"), icon="folder", kind=PRIMARY
        )
        words = vi("xlsx, xls, ods, csv hoặc bảng trong docx; cột được nhận ra theo tiêu đề.")
        title = vi("Chọn bảng tính, hoặc kéo tệp vào đây")
        self._stack = QStackedWidget()
        self._stack.addWidget(Empty("document_table", title, words, self._first))
        self._stack.addWidget(self.table)
        block.add(head, self._stack)
        block.box.setStretch(1, 1)
        self._side = Scroll(self.fault, self.card, self.mapping, STRETCH)
        row = across(block, self._side, gap=10)
        row.setStretch(0, 1)
        self.body.addLayout(row)
        self.body.setStretch(1, 1)
        self.mapping.hide()
        self.fault.show_row(None, 0, 0)

    def _listen(self) -> None:
        for button in (self.pick, self._first):
            button.clicked.connect(self.choose_file)
        self.kind.edited.connect(self._change_kind)
        self.table.wandered.connect(lambda _number: self._show_fault())
        self.table.skip.connect(self.skip)
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
            "finish": self.accept,
            "back": self.frame.go_back,
        }

    def _is_skipped(self, row: SheetRow) -> bool:
        return row.number in self._skipped

    def _start_again(self) -> None:
        self.preview, self._path = None, None
        self._mapping.clear()
        self._skipped.clear()
        self._show_preview(None)

    def _change_kind(self) -> None:
        self._training = None
        self._mapping.clear()
        self._skipped.clear()
        self.opened()
        self._read()

    def _map(self, heading: str, field: str) -> None:
        self._mapping[heading] = field
        self._read()

    def _read(self) -> None:
        if self._path is None:
            return
        notices.clear(self.cards)
        advance = Advance()
        work = Work[Any](vi("Đang đọc tệp"), vi("Dừng lúc này: chưa có gì được nhập."), advance)
        ProgressCard(work, self.cards)
        office, path, kind = self.frame.office, self._path, str(self.kind.reading().value)
        mapping, training = dict(self._mapping), self._training

        def read() -> tuple[SheetPreview, Understood]:
            made = office.sheets.preview(path, kind, mapping, training, advance.progress)
            return made, sheet_rows.understood(made, wording.names_of(office.catalog))

        self.commands["back"] = advance.progress.cancel
        self.frame.background.run(read, done=self._show_read, failed=self._fail, work=work)

    def _show_read(self, read: tuple[SheetPreview, Understood]) -> None:
        self.commands["back"] = self.frame.go_back
        preview, self.understood = read
        self._show_preview(preview)
        self.table.setFocus()
        self.next_fault()

    def _show_preview(self, preview: SheetPreview | None) -> None:
        self.preview = preview
        if preview is None:
            self.understood = Understood((), {})
        self._describe()
        self.rows.show(self.understood.rows)
        self._stack.setCurrentIndex(1 if preview is not None else 0)
        tables = preview.staged.tables if preview is not None else ()
        sheets = dict.fromkeys(table.at.sheet for table in tables if table.at.sheet)
        name = preview.path.name if preview is not None else ""
        self._file.say("  ·  ".join((name, *sheets)))
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

    def _stand_on(self, row: SheetRow) -> None:
        names = [column.label for column in self.rows.columns]
        heading = row.fault.heading if row.fault is not None else ""
        column = names.index(heading) if heading in names else 1
        self.table.setCurrentIndex(self.rows.index(row.number, column))
        self._show_fault()

    def _show_fault(self) -> None:
        row = self.rows.row(max(0, self.table.currentIndex().row())) if self.rows.total else None
        faults = [one.number for one in self.understood.rows if one.fault is not None]
        place = faults.index(row.number) + 1 if row is not None and row.number in faults else 0
        self.fault.show_row(row, place, len(faults))

    def _show_report(self, report: ImportReport) -> None:
        words = vi("Đã nhập {new} dòng mới; {same} không đổi, {refused} bị từ chối.")
        said = words.format(
            new=formats.number(report.created),
            same=formats.number(report.unchanged),
            refused=formats.number(len(report.refused)),
        )
        undo = partial(self.frame.background.run, self.frame.office.history.undo)
        self.frame.done_line.tell(said, undo)
        self._read()

    def _fail(self, error: Exception) -> None:
        self.commands["back"] = self.frame.go_back
        show_fault(self.cards, error)
