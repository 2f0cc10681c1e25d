"""One long job of a page at a time: its card, its Esc, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import notices
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.parts.progress_card import ProgressCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.ui.page import Page
    from kh57_desktop.ui.parts.buttons import Button


class LongJob:
    """Runs a job that can be stopped with Esc; a second one waits until it is over."""

    def __init__(self, page: Page) -> None:
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
        again: Button,
        *,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Give the worker a job that takes a `Progress`; a fault offers to do it again.

        `said` is what is done, and what stopping leaves; `ended` is called first, however it ends.
        """
        page, advance = self._page, Advance()
        notices.clear(page.cards)
        self._work = Work(*said, advance)
        ProgressCard(self._work, page.cards)
        progress = advance.progress
        page.commands["back"] = progress.cancel

        def failed(error: Exception) -> None:
            self._end()
            ended()
            if isinstance(error, Canceled):
                page.frame.done_line.tell(vi("Đã dừng."))
            else:
                notices.show_fault(page.cards, error, again)

        def over(result: Any) -> None:
            self._end()
            ended()
            done(result)

        page.frame.background.run(lambda: job(progress), done=over, failed=failed, work=self._work)

    def _end(self) -> None:
        self._work = None
        self._page.commands.pop("back", None)
