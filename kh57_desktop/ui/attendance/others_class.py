"""What stands above another unit's class: whose it is, and what can be done with it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, clear

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout

    from kh57_desktop.ui.attendance.attendance_work import OpenedClass


class OthersClass(Card):
    """The commune reads a unit's class; the unit alone changes it."""

    def __init__(self, owner: str) -> None:
        title = vi("Lớp của {unit}").format(unit=owner)
        words = vi("Chỉ xem; muốn sửa thì trả lại đơn vị kèm ý kiến, ở trang Tập huấn (F9).")
        super().__init__(Tone.WARN, title, words, icon="lock_closed")


def tell_whose(place: QBoxLayout, opened: OpenedClass) -> None:
    """Say whose class it is when it is another unit's; nothing above an own one."""
    clear(place, OthersClass)
    if not opened.is_ours:
        card = OthersClass(opened.owner)
        place.insertWidget(0, card)
        card.show()
