"""What a page of the main window is, and what the window offers to its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.parts.blocks import STRETCH, across, down
from kh57_desktop.ui.parts.buttons import Button
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.device import Settings
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.background import Background
    from kh57_desktop.ui.header import SearchBox
    from kh57_desktop.ui.notices import DoneLine


__all__ = ["Frame", "Page", "Width"]


class Frame(Protocol):
    """What the main window offers to its pages."""

    @property
    def office(self) -> Office:
        """Return the services of the open store."""

    @property
    def background(self) -> Background:
        """Return the worker."""

    @property
    def period(self) -> Period | None:
        """Return the period that lists and figures are filtered by; None for all time."""

    @property
    def width_class(self) -> Width:
        """Return how much room there is."""

    @property
    def done_line(self) -> DoneLine:
        """Return the line that tells what was done and offers to undo it."""

    @property
    def search_box(self) -> SearchBox:
        """Return the box in the header in which the officer searches."""

    @property
    def named_places(self) -> Sequence[tuple[str, str, str]]:
        """Return name, words and icon of the pages that can be asked for by name."""

    @property
    def restore_asked(self) -> SignalInstance:
        """Return what tells that a prepared copy is to take the place of the store."""

    def go_back(self) -> None:
        """Go to the page one came from."""

    def today(self) -> dt.date:
        """Return the present day."""

    def now(self) -> dt.datetime:
        """Return the present instant."""

    def open(self, page: str, **what: Any) -> None:
        """Go to a page and tell it what to show."""

    def press(self, command: str) -> bool:
        """Do what a key means here; False when it means nothing."""

    def take_settings(self, settings: Settings) -> None:
        """Let the changed settings of this device be used at once."""

    def show_count(self, page: str, count: int) -> None:
        """Show in the navigation how many things wait on a page."""

    def show_saved(self, words: str) -> None:
        """Show at the top what became of the last thing written."""


class Page(QWidget):
    """One page of the main window: a title row, a place for cards, and its body."""

    name: ClassVar[str] = ""

    def __init__(self, frame: Frame, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self.frame = frame
        self.commands: dict[str, Callable[[], object]] = {}
        """What the keys of `shortcuts.KEYS` do on this page, by their names."""
        self.title = Elided(title, Role.TITLE)
        self.subtitle = Elided(subtitle, Role.BODY, Tone.SUB)
        self.title_buttons: QHBoxLayout = across()
        self.cards: QVBoxLayout = down(gap=theme.BLOCK_GAP)
        self.body: QVBoxLayout = down(gap=theme.BLOCK_GAP)
        self._secondary: tuple[Button, ...] = ()
        self._menu = QMenu(self)
        self._more = Button(vi("Thêm…"), icon="more_horizontal")
        self._more.clicked.connect(self._open_menu)
        self._more.hide()
        self.title_buttons.addWidget(self._more)
        head = across(self.title, self.subtitle, STRETCH, self.title_buttons)
        whole = down(head, self.cards, self.body)
        whole.setStretch(2, 1)
        side, top = theme.PAGE_MARGIN
        whole.setContentsMargins(px(side), px(top), px(side), px(top))
        self.setLayout(whole)

    def opened(self, **what: Any) -> None:
        """Show what was asked for; called each time the page comes to the front."""

    def standing(self) -> object:
        """Return what `opened` takes as `standing` to show the same once more; None: nothing."""
        return None

    def changed(self, changes: Changes) -> None:
        """Refresh what is shown if it is concerned; called for every change in the store."""

    def offer(self, *buttons: Button) -> None:
        """Put commands at the right of the title, where they stay in every window."""
        for button in buttons:
            self.title_buttons.addWidget(button)

    def offer_more(self, *buttons: Button) -> None:
        """Put commands at the right of the title that move into «Thêm…» where room is short."""
        for button in buttons:
            self.title_buttons.insertWidget(self.title_buttons.indexOf(self._more), button)
            act = self._menu.addAction(f"{button.text()}\t{button.key}".rstrip())
            act.triggered.connect(button.click)
        self._secondary += buttons

    def fit(self, width: Width) -> None:
        """Take over how much room there is."""
        wide = width is Width.WIDE
        for button in self._secondary:
            button.setVisible(wide)
        self._more.setVisible(bool(self._secondary) and not wide)
        self.subtitle.setVisible(width is not Width.NARROW)

    def first_focus(self) -> QWidget | None:
        """Return where typing goes when the page is opened by its key."""
        return None

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def keep_draft(self) -> None:
        """Hand what is half typed to the worker; called when the page is left."""
