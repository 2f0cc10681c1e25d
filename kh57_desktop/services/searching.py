"""Find any record by a few letters, without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.store import search

if TYPE_CHECKING:
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.search import Hit


@dataclass(frozen=True, slots=True)
class Search:
    """The search box and the command `search`."""

    desk: Desk

    def find(self, words: str, limit: int = 50, kinds: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        """Return the records in which every word begins some word, typed diacritics first."""
        with self.desk.journal.searching() as con:
            hits = search.find(con, words, limit, kinds)
        lowered = words.casefold()
        return tuple(sorted(hits, key=lambda hit: lowered not in hit.title.casefold()))
