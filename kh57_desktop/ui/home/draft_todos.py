"""What was begun and not saved, on both first pages: opened again, or given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.home.parts import Todo
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.parts.blocks import Block, clear_out
from kh57_desktop.ui.parts.buttons import QUIET, Button
from kh57_desktop.ui.record_pages import open_draft
from kh57_desktop.ui.records.drafting import offer_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.ui.page import Frame

SHOWN = 2


class DraftsBlock(Block):
    """The latest draft in a line of its own, gone when there is none."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=(0, 2))
        self._frame = frame
        self.todos: list[Todo] = []
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft], reload: Callable[[], object]) -> None:
        """Show what the officer began last."""
        clear_out(self.box)
        self.todos = draft_todos(self._frame, drafts, reload, most=1)
        self.add(*self.todos)
        self.setVisible(bool(self.todos))

    def open_first(self) -> None:
        """Open the draft that is shown."""
        if self.todos:
            self.todos[0].button.click()


def draft_todos(
    frame: Frame,
    drafts: Sequence[Draft],
    reload: Callable[[], object],
    most: int = SHOWN,
) -> list[Todo]:
    """Return the latest drafts as things to do; the last one says how many more there are."""
    shown = drafts[:most]
    hidden = len(drafts) - len(shown)
    return [_todo(frame, draft, reload, hidden if draft is shown[-1] else 0) for draft in shown]


def _todo(frame: Frame, draft: Draft, reload: Callable[[], object], hidden: int) -> Todo:
    noun = KINDS[draft.edit.kind].noun
    button = Button(vi("Mở bản nháp"))
    button.clicked.connect(partial(open_draft, frame, draft))
    drop = Button(vi("Bỏ nháp"), kind=QUIET)
    drop.clicked.connect(partial(_give_up, frame, draft, reload))
    at = vi("gõ đến {time}").format(time=f"{draft.kept_at:%H:%M:%S}")
    words = vi("{noun} đang ghi dở, còn nguyên").format(noun=noun)
    if hidden:
        words = vi("{words}; còn {count} bản nháp nữa").format(words=words, count=hidden)
    badge = Badge(at, Tone.INFO)
    return Todo(("edit", Tone.INFO), draft.title, badge, words, button, other=drop)


def _give_up(frame: Frame, draft: Draft, reload: Callable[[], object]) -> None:
    """Forget a draft; undone, it stands on the first page again."""

    def again(_done: object) -> None:
        reload()

    def tell(_done: object) -> None:
        offer_back(frame, draft, again)
        reload()

    frame.background.run(partial(frame.office.drafts.drop, draft.key), done=tell)
