"""The main window: header, navigation, one page in front, status bar; every key goes through it."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import blocks_walk
from kh57_desktop.ui.band import Band
from kh57_desktop.ui.header import Header
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import DoneLine, show_fault
from kh57_desktop.ui.parts.blocks import across, down
from kh57_desktop.ui.shortcuts import KEYS
from kh57_desktop.ui.sidebar import Sidebar
from kh57_desktop.ui.status_bar import StatusBar
from kh57_desktop.ui.taking_back import TakingBack

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.device import Settings
    from kh57_desktop.ui.background import Background
    from kh57_desktop.ui.header import SearchBox
    from kh57_desktop.ui.navigation import Place
    from kh57_desktop.ui.page import Page

SMALLEST = (880, 430)
"""What is left of 1366×768 at 150 %, bars taken off."""
FROM_ANYWHERE: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "new_activity": ("activities", {"new": True}),
        "new_media": ("media", {"new": True}),
        "attendance": ("attendance", {}),
        "report": ("reports", {}),
    }
)
"""Commands that lead to a page from wherever one is, unless the page in front means its own."""
ONCE = frozenset(
    {"new", "draft", "title", "plan_item", "new_lesson", "accept", "send", "standing"}
    | {"files", "letter", "copy"}
)
"""What a page is asked to do at once; coming back to it never does it again."""
SEARCH = "search"
"""The page that shows what the search box finds."""
HELP, SETTINGS = "help", "settings"


class MainWindow(QWidget):
    """Shows the pages of an open store, each built at its first visit and kept."""

    lock_asked = Signal()
    restore_asked = Signal(object)
    """A copy that was prepared is to take the place of the store."""
    period_chosen = Signal(object)
    settings_changed = Signal(object)
    """The device's `Settings` as they are from now on."""

    def __init__(
        self,
        office: Any,
        background: Background,
        places: Sequence[Place],
        now: Callable[[], dt.datetime],
        *,
        is_practice: bool = False,
    ) -> None:
        super().__init__()
        self.office, self.background, self._now = office, background, now
        self._places = {place.name: place for place in places}
        self._pages: dict[str, Page] = {}
        self._asked: dict[str, dict[str, Any]] = {}
        self._trail: list[str] = []
        self.period: Period | None = None
        self.is_left = False
        """Whether another window has taken its place; its store may be closed by now."""
        self.width_class = Width.WIDE
        self.header = Header()
        self.sidebar = Sidebar([place for place in places if place.word])
        self.stack, self.status = QStackedWidget(), StatusBar()
        self.band = Band()
        if not is_practice:
            self.band.hide()
        middle = across(self.sidebar, self.stack, gap=0)
        middle.setStretch(1, 1)
        whole = down(self.header, self.band, middle, self.status, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setMinimumSize(*SMALLEST)
        self.done_line = DoneLine(self)
        self._listen()

    def open(self, page: str, **what: Any) -> None:
        """Go to a page and tell it what to show."""
        name = self._name_of_current()
        if name and name != page:
            self.page.keep_draft()
            self._trail = [*self._trail[-20:], name]
        shown = self._page(page)
        self.stack.setCurrentWidget(shown)
        place = self._places[page]
        self.sidebar.light(place.below or place.name)
        first = shown.first_focus() if name and name != page else None
        if first is not None:  # else the keys would stay where one came from
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        shown.opened(**what)
        self._asked[page] = {name: one for name, one in what.items() if name not in ONCE}

    def go(self, page: str) -> None:
        """Go to a page by its key, with the focus where its work begins."""
        self.open(page)
        first = self.page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_back(self) -> None:
        """Go to the page one came from."""
        if self._trail:
            back = self._trail.pop()
            self.open(back, **self._asked.get(back, {}))
            self._trail = self._trail[:-1]

    def where(self) -> tuple[str, dict[str, Any]]:
        """Return the page in front, what it was asked to show and what stands on it."""
        name = self._name_of_current()
        standing = self.page.standing()
        asked = self._asked.get(name, {})
        return name, asked if standing is None else {**asked, "standing": standing}

    def keep_drafts(self) -> None:
        """Let every page hand over what is half typed."""
        for page in self._pages.values():
            page.keep_draft()

    @property
    def search_box(self) -> SearchBox:
        """Return the box in the header in which the officer searches."""
        return self.header.search

    @property
    def named_places(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, words and icon of the pages that can be asked for by name."""
        named = ((place, place.word or place.said) for place in self._places.values())
        return tuple((place.name, words, place.icon) for place, words in named if words)

    @property
    def page(self) -> Page:
        """Return the page in front."""
        return self.stack.currentWidget()  # type: ignore[return-value]

    def today(self) -> dt.date:
        """Return the present day."""
        return self._now().date()

    def now(self) -> dt.datetime:
        """Return the present instant."""
        return self._now()

    def show_count(self, page: str, count: int) -> None:
        """Show in the navigation how many things wait on a page."""
        self.sidebar.show_count(page, count)

    def show_saved(self, words: str) -> None:
        """Show at the top what became of the last thing written."""
        self.header.show_saved(words)

    def take_settings(self, settings: Settings) -> None:
        """Let the changed settings of this device be used at once."""
        self.settings_changed.emit(settings)

    def choose_period(self, period: Period | None) -> None:
        """Filter lists and figures by a period from now on."""
        self.period = period
        self.header.period.show_period(period)
        self.period_chosen.emit(period)
        if self.stack.count():
            self.page.opened(**self._asked.get(self._name_of_current(), {}))

    def press(self, command: str) -> bool:
        """Do what a key means here: first on the page, then in the window."""
        act = self.page.commands.get(command) if self.stack.count() else None
        act = act or self._commands.get(command)
        if act is None:
            return False
        act()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take one step back on Esc, unless something nearer has used it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.done_line.isVisible():
            self.done_line.leave()
        elif not self.press("back"):
            self.go_back()

    def _fill_screen(self) -> None:
        top = self.window()
        top.setWindowState(top.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take over how much room there is."""
        super().resizeEvent(event)
        width = Width.of(
            self.width() * 100 // px(100)
        )  # larger texts need what a larger screen has
        if width is not self.width_class:
            self.width_class = width
            self.header.fit(width)
            self.sidebar.narrow(is_narrow=width is not Width.WIDE)
            self.status.narrow(is_narrow=width is Width.NARROW)
            for page in self._pages.values():
                page.fit(width)

    def _page(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None:
            kind = self._places[name].page
            page = self._pages[name] = kind(self)
            page.fit(self.width_class)
            self.stack.addWidget(page)
        return page

    def _name_of_current(self) -> str:
        here = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is here), "")

    def _listen(self) -> None:
        self._back = back = TakingBack(self, self.show_fault)
        self._commands: dict[str, Callable[[], object]] = {
            "search": self._search,
            "lock": self.lock_asked.emit,
            "help": partial(self.open, HELP),
            "settings": partial(self.go, SETTINGS),
            "undo": back.undo,
            "redo": back.redo,
            "next_block": partial(self._walk, 1),
            "previous_block": partial(self._walk, -1),
            "full_screen": self._fill_screen,
        }
        for command, (page, what) in FROM_ANYWHERE.items():
            if page in self._places:
                self._commands[command] = partial(self.open, page, **what)
        named = [name for name, place in self._places.items() if place.word]
        for number, name in enumerate(named, 1):
            self._commands[f"page_{number}"] = partial(self.go, name)
        by_keys: dict[str, list[str]] = {}
        for key in KEYS.values():
            by_keys.setdefault(key.keys, []).append(key.name)
        for keys, names in by_keys.items():
            if keys != "Esc":
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(partial(self._press_first, names))
        self.sidebar.chosen.connect(self.go)
        self.sidebar.asked.connect(self.press)
        self.header.period.chosen.connect(self.choose_period)
        if SEARCH in self._places:
            self.header.search.asked.connect(lambda words: self.open(SEARCH, words=words))
        self.status.watch(self.background)
        self.background.changed.connect(self._tell_pages)
        self.background.unheard.connect(self.show_fault)

    def _press_first(self, commands: list[str]) -> None:
        for command in commands:
            if self.press(command):
                return

    def _walk(self, by: int) -> None:
        blocks_walk.step(self.page, by)

    def _search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def _tell_pages(self, changes: Changes) -> None:
        self.header.show_saved(vi("Đã lưu {time}").format(time=f"{self._now():%H:%M}"))
        for page in self._pages.values():
            page.changed(changes)

    def show_fault(self, error: Exception) -> None:
        """Show on the page in front what nobody else has heard."""
        if self.stack.count():
            show_fault(self.page.cards, error)
