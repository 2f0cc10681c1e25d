"""What a program started by a test finds around it: as an officer's, without the measuring."""

from __future__ import annotations

import os


def plain(**more: str) -> dict[str, str]:
    """Return the environment without what counts covered lines or drives tests, and some more."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTEST_"))}
    return kept | more
