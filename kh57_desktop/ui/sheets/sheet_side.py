"""Beside a spreadsheet: the fault one stands on, how columns were understood, the button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.sheets import sheet_rows

if TYPE_CHECKING:
    from kh57_desktop.services.sheets import ImportReport, SheetPreview
    from kh57_desktop.ui.sheets.sheet_rows import SheetRow

LEAVE_OUT = ""


class FaultCard(Block):
    """Why a row is refused, and what can be done with it."""

    edit = Signal()
    skip = Signal()
    next = Signal()
    taken = Signal(object, str, str)
    """The row, the column at fault, and what is to stand there."""

    def __init__(self) -> None:
        super().__init__()
        self._row: SheetRow | None = None
        self.remedies = down(gap=6)
        self._title = Label("", Role.BLOCK, wrap=True)
        self._place = BadgeLabel()
        self._why = Label("", Role.SECOND, Tone.ERR, wrap=True)
        self._told = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.write = Button(vi("Sửa ô này"), key=shortcuts.cap("open"))
        self.leave = Button(vi("Bỏ dòng này"), key="Delete")
        self.on = Button(vi("Lỗi kế tiếp"), key=shortcuts.cap("next_waiting"))
        self.write.clicked.connect(self.edit)
        self.leave.clicked.connect(self.skip)
        self.on.clicked.connect(self.next)
        head = across(self._title, self._place)
        head.setStretch(0, 1)
        self.add(head, self._why, self._told, self.remedies, self.write, self.leave, self.on)

    def show_row(self, row: SheetRow | None, place: int, count: int) -> None:
        """Show the row one stands on; `place` counts it among the refused ones."""
        self._row = row
        self._offer()
        self.on.setEnabled(bool(count))
        badge = Badge(f"{place}/{count}", Tone.ERR)
        self._place.show_badge(badge if place and count else None)
        can_change = row is not None and row.state is not sheet_rows.RowState.SAME
        self.leave.setEnabled(can_change)
        self.write.setEnabled(can_change)
        if row is None or row.fault is None:
            none_at_all = vi("Không dòng nào bị từ chối") if not count else ""
            here = vi("Dòng {row}").format(row=row.row) if row is not None else ""
            self._title.say(none_at_all or here)
            self._why.hide()
            by_hand = row is not None and bool(row.by_hand)
            repaired = vi("Ô xanh: đã tự sửa chữ hoặc tên theo danh mục.")
            typed = vi("Ô xanh: đã sửa tay; tệp gốc giữ nguyên.")
            self._told.say(typed if by_hand else repaired)
            self._told.setVisible(row is not None and bool(row.repaired or row.by_hand))
            return
        fault = row.fault
        title = vi("Dòng {row}, ô {heading}") if fault.heading else vi("Dòng {row}")
        self._title.say(title.format(row=fault.row, heading=fault.heading))
        self._why.say(f"{fault.value}: {fault.why}" if fault.value else fault.why)
        self._why.show()
        self._told.show()
        words = vi("Sửa ô ngay tại đây, tệp gốc giữ nguyên; hoặc sửa trong tệp rồi bấm F5.")
        lacks_column = vi("Tệp không có cột này: thêm cột trong tệp rồi bấm F5.")
        self._told.say(words if fault.heading else lacks_column)
        self.write.setEnabled(bool(fault.heading))

    def take(self, number: int) -> None:
        """Take what the cell probably means: the first, the second or the third."""
        row = self._row
        if row is not None and row.fault is not None and 0 < number <= len(row.remedies):
            self.taken.emit(row, row.fault.heading, row.remedies[number - 1].text)

    def _offer(self) -> None:
        clear(self.remedies)
        offered = self._row.remedies if self._row is not None else ()
        for number, remedy in enumerate(offered, 1):
            button = Button(remedy.words, key=str(number))
            button.clicked.connect(partial(self.take, number))
            self.remedies.addWidget(button)


class MappingCard(Block):
    """Which field each column of the file is, and the way to say otherwise."""

    changed = Signal(str, str)
    """A heading and the field it means; an empty field leaves the column out."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = down(gap=6)
        self._private = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.add(Label(vi("Cột trong tệp được ghép vào"), Role.BLOCK), self._rows, self._private)

    def show_preview(self, preview: SheetPreview | None) -> None:
        """Show how the headings of a file were understood."""
        clear(self._rows)
        self.setVisible(preview is not None)
        if preview is None:
            return
        kind = KINDS[sheet_rows.described_by(preview.kind)]
        options = [Option(LEAVE_OUT, vi("Bỏ qua"))]
        options += [
            Option(field.name, field.about.label)
            for field in kind.fields.values()
            if not field.about.hidden
        ]
        seen: dict[str, str | None] = {}
        private = []
        for table in preview.staged.tables:
            for heading in table.headings:
                if heading.is_private:
                    private.append(heading.text)
                else:
                    seen.setdefault(heading.text, heading.field)
        for text, name in seen.items():
            own = options
            if name is not None and name not in kind.fields:
                own = [*options, Option(name, vi("Tự nhận ra"))]
            self._rows.addWidget(_Mapped(text, name or LEAVE_OUT, own, self))
        words = vi("{headings}: không nhập (Kế hoạch không cần)")
        self._private.say(words.format(headings=", ".join(dict.fromkeys(private))))
        self._private.setVisible(bool(private))


class _Mapped(QWidget):
    """A heading and the box with its field."""

    def __init__(self, heading: str, field: str, options: list[Option], card: MappingCard) -> None:
        super().__init__()
        self.box = ChoiceEditor(options)
        self.box.removeItem(0)  # «not said» is «left out» here
        self.box.show_value(field)
        self.box.setAccessibleName(vi("Cột {heading}").format(heading=heading))
        self.box.edited.connect(
            lambda: card.changed.emit(heading, str(self.box.reading().value or ""))
        )
        name = Elided(heading, Role.SECOND, Tone.SUB)
        row = across(name, self.box, gap=6)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        self.setLayout(row)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


class ImportCard(Block):
    """How much comes in, and the buttons that end it."""

    accept = Signal()
    again = Signal()
    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("", key=shortcuts.cap("finish"), kind=PRIMARY)
        self.reread = Button(vi("Đọc lại"), key=shortcuts.cap("again"))
        self.cancel = Button(vi("Thôi"), key=shortcuts.cap("back"))
        self._told = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.button.clicked.connect(self.accept)
        self.reread.clicked.connect(self.again)
        self.cancel.clicked.connect(self.leave)
        self.add(self.button, across(self.reread, self.cancel, STRETCH), self._told)
        self.show_count(None, 0)

    def show_count(self, report: ImportReport | None, skipped: int) -> None:
        """Show how many rows come in."""
        count = max(0, report.created - skipped) if report is not None else 0
        self.button.say(vi("Nhập {n} dòng").format(n=formats.number(count)))
        self.button.setEnabled(bool(count))
        self.reread.setEnabled(report is not None)
        if report is not None and not report.created and not report.refused:
            self._told.say(vi("Mọi dòng của tệp này đã nhập trước đó: 0 thay đổi."))
        else:
            self._told.say(vi("Nhớ cách ghép cho lần sau. Ctrl+Z hoàn tác cả lần nhập."))
