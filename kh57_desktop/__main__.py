"""Start the window, or run one command of the terminal."""

from __future__ import annotations

import sys

from kh57_desktop import app
from kh57_desktop.system import display


def main() -> int:
    """Open the window when no command is given, else run the command; returns the exit code."""
    words = sys.argv[1:]
    if not words and display.is_there():
        return app.window()
    from kh57_desktop import works  # noqa: PLC0415  the window starts without it
    from kh57_desktop.cli import streams  # noqa: PLC0415

    streams.open_up()
    if works.is_one(words):
        return works.done(words)
    from kh57_desktop.cli.main import run  # noqa: PLC0415

    return run(words, app.doors, app.window)


if __name__ == "__main__":
    sys.exit(main())
