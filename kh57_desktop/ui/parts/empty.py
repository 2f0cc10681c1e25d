"""What stands where nothing is: what is empty, and the one or two commands that fill it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, Icon, Label, across, add, down


class Empty(QWidget):
    """An icon, what is empty, why, and buttons."""

    def __init__(self, icon: str, title: str, words: str = "", *buttons: QWidget) -> None:
        super().__init__()
        self._title = Label(title, Role.BLOCK, wrap=True)
        self._words = Label(words, Role.BODY, Tone.SUB, wrap=True)
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture = across(STRETCH, Icon(icon, Tone.SUB, 34), STRETCH)
        offered = across(STRETCH, *buttons, STRETCH)
        whole = add(down(gap=8), STRETCH, picture, self._title, self._words, offered, STRETCH)
        whole.setContentsMargins(16, 0, 16, 0)
        self.setLayout(whole)

    def say(self, title: str, words: str = "") -> None:
        """Say something else."""
        self._title.say(title)
        self._words.say(words)
