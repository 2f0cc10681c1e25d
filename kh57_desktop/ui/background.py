"""The one worker that owns the store: work leaves the window here and comes back here."""

from __future__ import annotations

import gc
import queue
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

    from kh57_desktop.domain.edits import Changes


T = TypeVar("T")


class Advance:
    """How far a job is: the job reports to `progress` in its thread, a card reads it here."""

    def __init__(self) -> None:
        self.done, self.total, self.what = 0, 0, ""
        from kh57_desktop.system.progress import Progress  # noqa: PLC0415 - no first window

        self.progress = Progress(self._take)

    def _take(self, done: int, total: int, what: str) -> None:
        self.done, self.total, self.what = done, total, what


class Work(Generic[T]):
    """A job under way, as the status bar and a progress card see it."""

    def __init__(self, title: str = "", stopping: str = "", advance: Advance | None = None) -> None:
        self.title = title
        self.stopping = stopping
        """What stopping now leaves; empty when the job cannot be stopped."""
        self.advance = advance
        self.begun = time.monotonic()
        self.is_over = False

    @property
    def lasts(self) -> float:
        """Seconds since the job was asked for."""
        return time.monotonic() - self.begun


class _Returns(NamedTuple):
    work: Work[Any]
    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None


class Background(QObject):
    """Runs jobs one after another in one thread; results arrive in the window's thread."""

    started = Signal(object)
    """A `Work` was asked for."""
    ended = Signal(object)
    """A `Work` is over, whether well or not."""
    changed = Signal(object)
    """The `Changes` that a job made; every page is told of them."""
    unheard = Signal(object)
    """An error came back that nobody asked to hear."""
    _over = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[tuple[int, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._returns: dict[int, _Returns] = {}
        self._count = 0
        self._closed = False
        self._over.connect(self._take_back)
        self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
        self._thread.start()

    def run(
        self,
        job: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        work: Work[T] | None = None,
    ) -> Work[T]:
        """Give a job to the worker; `done` or `failed` is called here when it is over.

        The job must hold no widget: take values and services into local names first.
        """
        ticket: Work[T] = work or Work()
        if self._closed:
            ticket.is_over = True
            return ticket
        self._count += 1
        self._returns[self._count] = _Returns(ticket, done, failed)
        self._jobs.put((self._count, job))
        self.started.emit(ticket)
        return ticket

    @property
    def is_idle(self) -> bool:
        """Tell whether every job has come back."""
        return not self._returns

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Let the jobs that wait come to their end, then `last`, then end the worker."""
        if self._closed:
            return
        if last is not None:
            self.run(last)
        self._closed = True
        self._jobs.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (taken := self._jobs.get()) is not None:
            number, job = taken
            result, error = None, None
            try:
                result = job()
            except Exception as problem:  # noqa: BLE001 - one of three places that catch everything
                error = problem
            # the last reference to a closed screen must not die in this thread
            del taken, job
            self._over.emit(number, result, error)
            del result, error

    @Slot(int, object, object)
    def _take_back(self, number: int, result: object, error: Exception | None) -> None:
        back = self._returns.pop(number)
        back.work.is_over = True
        self.ended.emit(back.work)
        if error is None:
            changes = _changes_of(result)
            if changes:
                self.changed.emit(changes)
            if back.done is not None and _is_there(back.done):
                back.done(result)
        elif back.failed is None and _is_canceled(error):
            _log().info("a job was stopped")
        elif back.failed is not None and _is_there(back.failed):
            back.failed(error)
        else:
            _log().error("a job failed unheard: %s", error)
            self.unheard.emit(error)


def _changes_of(result: object) -> Changes | None:
    """Return the changes a job made, if it made any; known by what they can do.

    Their class is not imported here: the unlock screen would pay for it.
    """
    found: Any = result if hasattr(result, "touches") else getattr(result, "changes", None)
    return found if hasattr(found, "touches") else None


def _is_canceled(error: Exception) -> bool:
    from kh57_desktop.system.progress import Canceled  # noqa: PLC0415 - no first window

    return isinstance(error, Canceled)


def _log() -> logging.Logger:
    """Return the log; the first window has nothing to write there."""
    import logging  # noqa: PLC0415

    return logging.getLogger(__name__)


def _is_there(reaction: Callable[..., object]) -> bool:
    """Tell whether the widget that waits for a result is still there."""
    if isinstance(reaction, partial):
        reaction = reaction.func
    owner = getattr(reaction, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class Collector(QObject):
    """Collects garbage in the window's thread, so that no widget is destroyed in another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(2000)

    def collect(self) -> None:
        """Collect the young; every thirtieth time everything."""
        self._rounds += 1
        gc.collect(2 if self._rounds % 30 == 0 else 1)


class WidgetTouched(RuntimeError):
    """A widget was read or changed outside the window's thread."""


def guard_widgets() -> None:
    """Make every use of a widget outside this thread raise `WidgetTouched` from now on."""
    home = threading.get_ident()
    plain: Callable[[object, str], Any] = QWidget.__getattribute__

    def guarded(widget: object, name: str) -> Any:
        if threading.get_ident() != home:
            raise WidgetTouched(name)
        return plain(widget, name)

    if QWidget.__dict__.get("__getattribute__") is None:
        QWidget.__getattribute__ = guarded  # type: ignore[method-assign]
