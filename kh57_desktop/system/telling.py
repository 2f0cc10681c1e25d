"""Tell something before Qt is there, or where it never will be: no start ends in silence."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any


def tell_without_qt(text: str, library: Any = None) -> None:
    """Write to standard error; a windowed program of Windows has none and shows a message window.

    Returns when the message was read and put away. `library` is user32, another only for tests.
    """
    # the stream of the beginning: what took its place later reaches nobody
    stream = sys.__stderr__
    if stream is not None:
        with suppress(OSError, ValueError):  # full or closed: nobody listens
            stream.write(f"{text}\n")
            stream.flush()
    elif library is not None or sys.platform == "win32":
        from kh57_desktop.system import windows  # noqa: PLC0415 - only where it is needed

        windows.show_message(library or windows.user(), "KH57", text)
