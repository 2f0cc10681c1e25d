"""The cards above a record's form: what the commune asked, what another PC has just changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kh57_desktop.records.kinds import Kind
    from kh57_desktop.services.returns import Returned


def returned(note: Returned) -> Card:
    """Return the card with the words of the commune, which returned the record."""
    day = formats.day_and_month(note.on) if note.on else ""
    title = vi("Phòng VH-XH trả lại {day}: «{note}»").format(day=day, note=note.note)
    return Card(Tone.ERR, title, icon="arrow_reply")


def overtaken(kind: Kind, names: Sequence[str]) -> Card:
    """Return the card that names the fields another PC changed underneath."""
    labels = ", ".join(kind.fields[name].about.label for name in names if name in kind.fields)
    title = vi("Máy khác vừa sửa: {labels}").format(labels=labels)
    words = vi("Giá trị của máy ấy được giữ; xem cả hai trong Lịch sử.")
    return Card(Tone.INFO, title, words)


def changed_elsewhere(kind: Kind, names: Collection[str]) -> Card:
    """Return the card that names the fields another computer changed since they were seen."""
    labels = ", ".join(kind.fields[name].about.label for name in kind.fields if name in names)
    title = vi("Máy khác đã đổi từ lần xem trước: {labels}").format(labels=labels)
    return Card(Tone.INFO, title, vi("Trước và sau xem trong Lịch sử."))
