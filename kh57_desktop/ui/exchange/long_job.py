"""One long job of a page at a time: its card, its Esc, its end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import notices
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.parts.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.ui.page import Page
    from kh57_desktop.ui.parts.buttons import Button


class LongJob(QObject):
    """Runs a job that can be stopped with Esc; a second one waits until it is over."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)  # nothing comes back to a page that has gone
        self._page = page
        self._work: Work[Any] | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether a job is under way."""
        return self._work is not None

    def run(
        self,
        said: tuple[str, str],
        job: Callable[[Any], Any],
        done: Callable[[Any], object],
        *again: Button,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Give the worker a job that takes a `Progress`; a fault offers to do it again.

        `said` is what is done, and what stopping leaves; `ended` is called first, however it ends.
        """
        page, advance = self._page, Advance()
        notices.clear(page.cards)
        self._work = Work(*said, advance)
        ProgressCard(self._work, page.cards)
        page.commands["back"] = advance.progress.cancel
        page.frame.background.run(
            partial(job, advance.progress),
            done=partial(self._over, done, ended),
            failed=partial(self._failed, again, ended),
            work=self._work,
        )

    def _over(
        self, done: Callable[[Any], object], ended: Callable[[], object], result: Any
    ) -> None:
        self._end(ended)
        done(result)

    def _failed(
        self, again: tuple[Button, ...], ended: Callable[[], object], error: Exception
    ) -> None:
        self._end(ended)
        if isinstance(error, Canceled):
            self._page.frame.done_line.tell(vi("Đã dừng."))
        else:
            notices.show_fault(self._page.cards, error, *again)

    def _end(self, ended: Callable[[], object]) -> None:
        self._work = None
        self._page.commands.pop("back", None)
        ended()
