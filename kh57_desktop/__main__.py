"""Start the window, or run one command of the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kh57_desktop import app
from kh57_desktop.system import calls, display

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


def main() -> int:
    """Open the window when no command is given, else run the command; returns the exit code.

    A single word that ends in `.kh57` is what a double click on a bundle gives.
    """
    words = sys.argv[1:]
    file = calls.file_named(words)
    if file is not None or (not words and display.is_there()):
        return _window(file=file)
    from kh57_desktop import works  # noqa: PLC0415  the window starts without it
    from kh57_desktop.cli import streams  # noqa: PLC0415
    from kh57_desktop.system import telling  # noqa: PLC0415

    streams.open_up()
    with telling.shown_without_streams():
        if works.is_one(words):
            return works.done(words)
        from kh57_desktop.cli.main import run  # noqa: PLC0415  the window starts without it

        return run(words, app.doors, _window)


def _window(
    home: Path | None = None, at: dt.datetime | None = None, file: Path | None = None
) -> int:
    """Open the window; what refuses it is told where no terminal listens, too."""
    try:
        return app.window(home, at, file)
    except Exception as refused:
        from kh57_desktop.errors import Kh57Error, sentences  # noqa: PLC0415  seldom
        from kh57_desktop.system import telling  # noqa: PLC0415

        is_ours = not isinstance(refused, Kh57Error | ImportError | OSError)
        if is_ours and sys.__stderr__ is not None:
            raise  # a mistake of ours: whoever reads a terminal has use for its trace
        telling.tell_without_qt(str(sentences(refused)))
        return 1


if __name__ == "__main__":
    sys.exit(main())
