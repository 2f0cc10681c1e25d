"""Hear what the program logs during a test, and tell what nobody expected."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


class LogGuard(logging.Handler):
    """Collects every line of the program at warning or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a line of one of our own rooms."""
        if record.name.partition(".")[0] == "kh57_desktop":
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def __enter__(self) -> LogGuard:
        """Begin to listen."""
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        logging.getLogger().removeHandler(self)

    def unexpected(self, expected: Collection[str]) -> list[str]:
        """Return the lines that hold none of the expected texts."""
        return [line for line in self.lines if not any(text in line for text in expected)]

    def unheard(self, expected: Collection[str]) -> list[str]:
        """Return the expected texts that no line holds."""
        return [text for text in expected if not any(text in line for line in self.lines)]
