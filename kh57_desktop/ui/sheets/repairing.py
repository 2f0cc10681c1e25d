"""Cells of a spreadsheet that were typed over: checked at once, taken back, remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kh57_desktop.domain.edits import Repair
from kh57_desktop.i18n import vi
from kh57_desktop.ui import wording
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.sheets import sheet_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.services.office import Office
    from kh57_desktop.services.sheets import SheetPreview
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.sheets.sheet_rows import SheetRow, Understood


def _checked(
    office: Office, before: SheetPreview, repairs: tuple[Repair, ...]
) -> tuple[SheetPreview, Understood]:
    preview = office.sheets.checked(before, repairs)
    return preview, sheet_rows.understood(preview, wording.names_of(office.catalog))


class Repairing(QObject):
    """Knows what was typed over, and has the sheet checked again after each cell."""

    checked = Signal(object)
    """The preview, its rows as they are understood now, and whether a cell was taken back."""
    failed = Signal(object)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self.repairs: tuple[Repair, ...] = ()
        self._turn = 0
        self._then: Callable[[], object] | None = None
        self._waits = False

    def forget(self) -> None:
        """Forget everything: another file is read."""
        self.repairs, self._then, self._waits = (), None, False
        self._turn += 1

    def write(self, before: SheetPreview, row: SheetRow, heading: str, text: str) -> None:
        """Take over what was typed into a cell; the done line can take it back."""
        if text == row.text(heading):
            return
        place, was = (row.sheet, row.row, heading), self.repairs
        others = tuple(one for one in was if (one.sheet, one.row, one.heading) != place)
        words = vi("Đã sửa ô {heading}, dòng {row}; tệp gốc giữ nguyên.")
        undo = partial(self._check, before, was)
        tell = partial(self._frame.done_line.tell, words.format(heading=heading, row=row.row), undo)
        self._check(before, (*others, Repair(*place, text)), tell)

    def when_checked(self, then: Callable[[], object]) -> bool:
        """Do something once the last cell is checked; False when none is being checked."""
        if self._waits:
            self._then = then
        return self._waits

    def _check(
        self,
        before: SheetPreview,
        repairs: tuple[Repair, ...],
        tell: Callable[[], object] | None = None,
    ) -> None:
        self.repairs, self._waits = repairs, True
        self._turn += 1
        job = partial(_checked, self._frame.office, before, repairs)
        self._frame.background.run(
            job,
            done=partial(self._take, self._turn, tell),
            failed=partial(self._refuse, self._turn, before.staged.repairs),
            work=Work[Any](vi("Đang kiểm tra ô vừa sửa")),
        )

    def _take(
        self,
        turn: int,
        tell: Callable[[], object] | None,
        got: tuple[SheetPreview, Understood],
    ) -> None:
        if turn != self._turn:
            return
        self._waits = False
        self.repairs = got[0].staged.repairs
        self.checked.emit(got)
        if tell is not None:
            tell()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refuse(self, turn: int, stood: tuple[Repair, ...], error: Exception) -> None:
        if turn == self._turn:
            self.repairs, self._waits, self._then = stood, False, None
            self.failed.emit(error)
