"""What became of the form, in the foot under it: icon and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.domain.edits import Level
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import Icon, across
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from PySide6.QtCore import QSize

    from kh57_desktop.domain.edits import Finding
    from kh57_desktop.records.kinds import Kind

ICONS = {Tone.OK: "checkmark_circle", Tone.WARN: "warning"}


class StateLine(QWidget):
    """Says what was kept, what is under way, what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.icon, self.words = (
            Icon("checkmark_circle", Tone.OK, 18),
            Elided("", Role.BODY, Tone.SUB),
        )
        self.icon.hide()
        line = across(self.icon, self.words)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the least room: it takes what the buttons beside it leave, and crowds none."""
        return self.minimumSizeHint()

    def text(self) -> str:
        """Return the words."""
        return self.words.text()

    def say(self, words: str, tone: Tone = Tone.SUB, brief: str = "") -> None:
        """Say something else, or nothing; more briefly where room is short, whole in a tooltip."""
        self.icon.setVisible(bool(words))
        self.icon.show_icon(ICONS.get(tone, "edit"), tone)
        self.words.say(words, brief=brief)
        self.setToolTip(words)

    def tell_draft(self, at: dt.datetime) -> None:
        """Say when the draft was kept."""
        self.say(vi("Đã giữ nháp {time}").format(time=f"{at:%H:%M:%S}"), Tone.OK)

    def tell_saved(self, kind: Kind, findings: Iterable[Finding]) -> None:
        """Say that the record is kept, and which of its fields still block its approval."""
        blocking = [finding.field for finding in findings if finding.level >= Level.MISSING]
        if not blocking:
            self.say(vi("Đã lưu, đủ để duyệt"), Tone.OK)
            return
        names = [name for name in dict.fromkeys(blocking) if name in kind.fields]
        labels = ", ".join(kind.fields[name].about.label for name in names)
        words = vi("Đã lưu, còn thiếu {count} mục: {labels}")
        brief = vi("Đã lưu, thiếu {count} mục").format(count=len(blocking))
        self.say(words.format(count=len(blocking), labels=labels), Tone.WARN, brief)
