"""Which kind of data is brought in, and from which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.sheets import IMPORTED
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.sheets import SheetPreview


class Source(QWidget):
    """The line above the rows: kind, button, and the name of the file that was read."""

    asked = Signal()
    """A file is to be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceEditor([Option(name, KINDS[name].noun) for name in IMPORTED])
        self.kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kind.setFixedWidth(px(190))
        self.kind.setAccessibleName(vi("Loại dữ liệu"))
        self._file = Elided("", Role.BODY, Tone.SUB)
        cap = shortcuts.cap("choose_file")
        self.pick = Button(vi("Chọn tệp…"), key=cap, icon="folder")
        self.first = Button(vi("Chọn tệp…"), key=cap, icon="folder", kind=PRIMARY)
        words = vi("xlsx, xls, ods, csv hoặc bảng trong docx; cột được nhận ra theo tiêu đề.")
        title = vi("Chọn bảng tính, hoặc kéo tệp vào đây")
        self.empty = Empty("document_table", title, words, self.first)
        """What stands in place of the rows before a file is read."""
        for button in (self.pick, self.first):
            button.clicked.connect(self.asked)
        line = across(self.kind, self.pick, self._file)
        line.setStretch(2, 1)
        line.setContentsMargins(px(12), px(8), px(12), px(4))
        self.setLayout(line)

    def show_preview(self, preview: SheetPreview | None) -> None:
        """Name the file and the sheets of it that were understood."""
        tables = preview.staged.tables if preview is not None else ()
        sheets = dict.fromkeys(table.at.sheet for table in tables if table.at.sheet)
        name = preview.path.name if preview is not None else ""
        self._file.say("  ·  ".join((name, *sheets)))

    def choose(self) -> Path | None:
        """Ask for the spreadsheet; None when the officer has none."""
        kinds = vi("Bảng tính (*.xlsx *.xls *.ods *.csv *.docx);;Mọi tệp (*)")
        return file_choice.file(self, vi("Chọn bảng tính"), kinds)
