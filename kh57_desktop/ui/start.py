"""From the first paint to the last: unlock or first run, the main window, lock and close."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QStackedLayout, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.background import Background, Work
from kh57_desktop.ui.look import icons, style, theme
from kh57_desktop.ui.opener import DoorsOpener
from kh57_desktop.ui.preparing import Preparing
from kh57_desktop.ui.screens.unlock import UnlockScreen

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.device import Settings
    from kh57_desktop.services.office import Doors, Office
    from kh57_desktop.services.restoring import Prepared

MINUTE_MS = 60_000
LOOK_AGAIN_MS = 500
_OF_THE_SYSTEM = Qt.WidgetAttribute.WA_DontShowOnScreen


class Shell(QWidget):
    """The one window: unlock or first run in front, then the pages, and back when locked."""

    turned = Signal()
    """Something else stands in front."""

    def __init__(self, doors: Doors, known_password: str = "") -> None:
        super().__init__()
        self._doors = self._own = doors
        self.background = Background()
        self._look = doors.first_look()
        self._known_password = known_password
        self._office: Office | None = None
        self._where: tuple[str, dict[str, Any]] | None = None
        self.unlock: UnlockScreen | None = None
        self.main: Any = None
        self._period: tuple[Period | None, ...] = ()
        """The period chosen before the window was locked; empty at the start."""
        self._stack = QStackedLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._stack)
        self.setMinimumSize(880, 430)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._lock_unmoved)
        self._preparing = Preparing(self, self.background)
        self._tending = QTimer(self, interval=MINUTE_MS)
        self._tending.timeout.connect(self._tend)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)
        self._begin()

    def lock(self) -> None:
        """Close the store, keys and all, and ask for the password again; drafts are kept."""
        if self._office is None:
            return
        if self.main is None:  # steps of the first start are left: they come again
            office, self._office = self._office, None
            self._ask_password()
            self.background.run(office.close)
            return
        self._where = self.main.where()
        # last: leaving a field may have asked the worker for one more thing
        self.background.run(self._leave_pages(self._office).close)

    def _lock_unmoved(self, *, asked: bool = False) -> None:
        """Lock, but not under a dialog: what it asks for would go on over a closed store."""
        asking, waits = QApplication.activeModalWidget(), Qt.WindowModality.ApplicationModal
        is_asked = asking is not None and asking.windowModality() == waits
        if not is_asked and not asked:  # one more look: an answer may be on its way still
            self.lock()
            return
        is_ours = asking is not None and not asking.testAttribute(_OF_THE_SYSTEM)
        if is_asked and is_ours and isinstance(asking, QDialog):
            asking.reject()
        QTimer.singleShot(LOOK_AGAIN_MS, self, partial(self._lock_unmoved, asked=is_asked))

    def go_back(self, prepared: Prepared) -> None:
        """Put a copy in the place of the store, and ask for the password once that is done."""
        if self.main is None or self._office is None:
            return
        self._where = None
        restoring, unlock = self._leave_pages(self._office).restoring, self.unlock
        if unlock is None:
            return
        unlock.wait(vi("Đang khôi phục…"))
        work: Work[None] = Work(vi("Đang sao lưu dữ liệu hiện có, rồi khôi phục"))
        card = importlib.import_module("kh57_desktop.ui.parts.progress_card")
        card.ProgressCard(work, unlock.cards)
        words = vi("Đã khôi phục bản lưu lúc {when}. Dữ liệu trước đó còn trong bản sao lưu.")
        words = words.format(when=f"{prepared.about.at:%H:%M %d/%m/%Y}")
        job = partial(restoring.put_back, prepared)
        done = lambda _none: unlock.tell(words)  # noqa: E731 - one sentence
        self.background.run(job, done=done, failed=unlock.refuse, work=work)

    def _leave_pages(self, office: Office) -> Office:
        """Let the pages go, what is half typed kept, and ask for the password."""
        old = self.main
        old.keep_drafts()
        self._period, old.is_left = (old.period,), True
        self.main, self._office = None, None
        self._ask_password()
        self._stack.removeWidget(old)
        old.deleteLater()
        return office

    def shut(self) -> None:
        """Keep what is half typed, close the store, end the worker; in this order."""
        if self.main is not None:
            self.main.keep_drafts()
        close = self._office.close if self._office is not None else None
        self._office = None
        self.background.close(close)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close without a question: nothing typed is lost."""
        self.shut()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}:
            self._idle.start()
        return super().eventFilter(watched, event)

    def notice_somebody(self) -> None:
        """Count the minutes to locking anew: somebody is there, if not in this window."""
        if self._office is not None:
            self._idle.start()

    def enter(self, office: Office) -> None:
        """Show the pages of an open store."""
        self._hold(office)
        self._show_pages(office, *self._period)
        self.setWindowTitle(f"KH57 - {office.desk.post.name}")
        self._preparing.for_the_others()
        self._tending.start()

    @property
    def in_front(self) -> QWidget | None:
        """What stands in front: the password, the first start, the pages."""
        return self._stack.currentWidget()

    @property
    def is_at_home(self) -> bool:
        """Tell whether the officer's own data is open or asked for, not a practice beside it."""
        return self._doors is self._own

    def take_settings(self, settings: Settings) -> None:
        """Use other settings of this device at once; a changed look is put on every window."""
        before, self._look = self._look, (settings.theme, settings.text_size)
        self._idle.setInterval(settings.lock_after_minutes * MINUTE_MS)
        self._idle.start()
        if before != self._look:
            self._change_look()

    def follow_system(self, *_said: object) -> None:
        """Take over how the system looks now, unless the officer chose a look."""
        if theme.named(self._look[0]) is not theme.in_use():
            self._change_look()

    def _change_look(self) -> None:
        """Put the look on; lengths are taken when a widget is made, so the pages are built anew."""
        name, percent = self._look
        style.change(theme.named(name), percent)
        old = self.main
        if old is None or self._office is None:
            return
        old.keep_drafts()
        old.is_left = True
        self._where = old.where()
        self._show_pages(self._office, old.period)

    def _show_pages(self, office: Office, *period: Period | None) -> None:
        """Build the main window and open the page that stood in front before."""
        desk = importlib.import_module("kh57_desktop.ui.desk")
        self.main = desk.window_of(office, self.background, is_practice=self._doors.is_practice())
        self.main.lock_asked.connect(self.lock)
        self.main.restore_asked.connect(self.go_back)
        self.main.settings_changed.connect(self.take_settings)
        self._show(self.main)
        if period:
            self.main.choose_period(*period)
        name, what = self._first_page()
        self.main.open(name, **what)

    def _first_page(self) -> tuple[str, dict[str, Any]]:
        """Return where work goes on: where it was locked, else home."""
        if self.unlock is not None and self.unlock.is_for_newcomer:
            self.unlock.is_for_newcomer = False
            return "upkeep", {"newcomer": True}
        officer = self._office.desk.officer if self._office is not None else None
        looks_after = officer is not None and (officer.id is None or officer.has_left)
        return self._where or ("upkeep" if looks_after else "home", {})

    def _tend(self) -> None:
        """Copy and clear up when nobody has moved for a minute: nobody waits for it then."""
        # a coarse timer may run longer than it was asked to
        unmoved = max(0, self._idle.interval() - self._idle.remainingTime())
        if self._office is not None and unmoved >= MINUTE_MS and self.background.is_idle:
            self.background.run(self._office.upkeep.tend)

    def _bring_back(self) -> None:
        """Show the copies that may take the place of a store that does not open."""
        self.setWindowTitle(vi("KH57 - Khôi phục"))
        restore = importlib.import_module("kh57_desktop.ui.screens.restore")
        screen = restore.RestoreScreen(self._doors, self.background)
        screen.form.left.connect(self._ask_password)
        screen.form.restored.connect(self._brought_back)
        self._show(screen)
        screen.first.setFocus()

    def _brought_back(self, words: str) -> None:
        """Ask for the password of what was brought back."""
        self._ask_password().tell(words)

    def _ask_password(self) -> UnlockScreen:
        self.setWindowTitle(vi("KH57 - Đăng nhập"))
        self.unlock = UnlockScreen(DoorsOpener(self._doors, self._known_password), self.background)
        self.unlock.unlocked.connect(self._unlocked)
        if self._doors is not self._own:
            self.unlock.offer_leaving(partial(self._move, self._own))
        self.unlock.painted.connect(icons.wear)
        self.unlock.painted.connect(self._preparing.for_home)
        self.unlock.restore_asked.connect(self._bring_back)
        self._show(self.unlock)
        return self.unlock

    def _begin(self) -> None:
        """Ask for the password, or set up what was never set up."""
        if self._doors.exists():
            self._ask_password()
        else:
            self._set_up()

    def _set_up(self, office: Office | None = None) -> None:
        """Take the steps of the first start, those that are left when a store is open."""
        self.setWindowTitle(vi("KH57 - Cài đặt lần đầu"))
        first_run = importlib.import_module("kh57_desktop.ui.screens.first_run")
        screen = first_run.FirstRun(self._doors, self.background, office)
        screen.opened.connect(self._hold)
        screen.finished.connect(self.enter)
        screen.restored.connect(self._brought_back)
        screen.practiced.connect(self._move)
        icons.wear()
        self._show(screen)
        screen.start_typing()

    def _hold(self, office: Office) -> None:
        """Remember an open store: it is closed with the window, or when nobody moves."""
        self.take_settings(self._doors.device.settings())
        self._office = office
        window = self.windowHandle()
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _unlocked(self, office: Office) -> None:
        """Go on with what is left of the first start, else with the pages."""
        if office.desk.due:
            self._hold(office)
            self._set_up(office)
        else:
            self.enter(office)

    def _move(self, doors: Doors, password: str = "") -> None:
        """Go to another data folder: into practice, and out of it again."""
        self._doors, self._known_password, self._where = doors, password, None
        self._begin()

    def _show(self, screen: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if before is not None and before is not self.main:
            self._stack.removeWidget(before)
            before.deleteLater()
        self.turned.emit()
