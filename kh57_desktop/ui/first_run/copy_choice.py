"""Which copy: the copies that were found, what the chosen one says of itself, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.theme import ROW_HEIGHT, Role, Tone, px
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across
from kh57_desktop.ui.parts.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from kh57_desktop.services.restoring import CopyAbout

FILES = vi("Bản sao lưu (*.kh57backup);;Mọi tệp (*)")
ROWS_SHOWN = 4


class CopyChoice(Block):
    """The copies of a place, the newest first and chosen; another file or folder can be named."""

    place_chosen = Signal(object)
    """The file or folder to look into."""
    picked = Signal()
    """Another copy was chosen, or the first."""

    def __init__(self, units: Mapping[str, str]) -> None:
        super().__init__(margins=(1, 1))
        self._units = units
        self.rows = KeptRows(self._columns(), lambda copy: hash(copy.file))
        self.table = Table(self.rows, ROW_HEIGHT)
        self.table.setAccessibleName(vi("Bản sao lưu"))
        self.table.setMinimumHeight(px(30 + ROWS_SHOWN * ROW_HEIGHT))
        self.file = Button(vi("Chọn tệp…"), key=shortcuts.cap("choose_file"), icon="document")
        self.folder = Button(vi("Chọn thư mục…"), icon="folder_open")
        self.told = Label(vi("Chưa chọn bản nào."), tone=Tone.SUB, wrap=True)
        head = across(Label(vi("Bản sao lưu"), Role.BLOCK), STRETCH, self.folder, self.file)
        head.setContentsMargins(px(14), px(8), px(10), px(6))
        foot = across(self.told)
        foot.setContentsMargins(px(14), px(6), px(14), px(10))
        self.add(head, self.table, foot)
        self.box.setStretch(1, 1)
        self.file.clicked.connect(self.choose_file)
        self.folder.clicked.connect(self.choose_folder)
        self.table.wandered.connect(lambda _key: self._tell())
        self.first: QWidget = self.file

    @property
    def chosen(self) -> CopyAbout | None:
        """The copy that is chosen."""
        key = self.table.current_key
        return next((copy for copy in self.rows.held if hash(copy.file) == key), None)

    def choose_file(self) -> None:
        """Ask for one file."""
        file = file_choice.file(self, vi("Tệp sao lưu"), FILES)
        if file is not None:
            self.place_chosen.emit(file)

    def choose_folder(self) -> None:
        """Ask for a folder in which copies lie: a stick, or the old data folder."""
        folder = file_choice.folder(self, vi("Thư mục có bản sao lưu"))
        if folder is not None:
            self.place_chosen.emit(folder)

    def show_copies(self, copies: Sequence[CopyAbout]) -> None:
        """Show what was found, the newest chosen."""
        self.rows.show(copies)
        self.table.select_key(hash(copies[0].file) if copies else None)
        self._tell()
        if copies:
            self.table.setFocus()

    def _tell(self) -> None:
        copy = self.chosen
        if copy is None:
            self.told.say(vi("Ở đó không có bản sao lưu nào; chọn tệp hay thư mục khác."))
        else:
            words = vi("Mở được bằng {ways}. Phần mềm phiên bản {program}.")
            self.told.say(words.format(ways=_ways(copy), program=copy.program))
        self.picked.emit()

    def _columns(self) -> tuple[Column[CopyAbout], ...]:
        return (
            Column(vi("Lưu lúc"), lambda one: formats.moment(one.at), 150),
            Column(vi("Đơn vị"), self._unit),
            Column(vi("Dung lượng"), lambda one: formats.size(one.size), 110, align="right"),
        )

    def _unit(self, copy: CopyAbout) -> str:
        return self._units.get(copy.unit, copy.unit) or vi("không ghi đơn vị")


def _ways(copy: CopyAbout) -> str:
    """Return what opens a copy."""
    ways = [vi("mật khẩu của {n} người dùng").format(n=copy.officers)] if copy.officers else []
    if copy.has_recovery:
        ways.append(vi("mã khôi phục"))
    if copy.has_commune:
        ways.append(vi("khóa trong phong bì của xã"))
    return vi(" hoặc ").join(ways)
