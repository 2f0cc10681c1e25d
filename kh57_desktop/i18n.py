"""Mark a Vietnamese source string and look up what is shown in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_catalog: dict[str, str] = {}


def vi(text: str) -> str:
    """Return what is shown for a Vietnamese source string: itself, unless a catalog replaces it."""
    return _catalog.get(text, text)


def install(catalog: Mapping[str, str]) -> None:
    """Put another language in place of the source strings; called before any room is imported."""
    _catalog.clear()
    _catalog.update(catalog)
