"""Tell something before Qt is there, or where it never will be: no start ends in silence."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@contextmanager
def shown_without_streams(library: Any = None) -> Iterator[None]:
    """Tell at the end of the block what was written to standard error, where there is none."""
    if sys.__stdout__ is not None or sys.__stderr__ is not None:
        yield
        return
    with io.StringIO() as said:
        before, sys.stderr = sys.stderr, said
        try:
            yield
        finally:
            sys.stderr = before
            if said.getvalue():
                tell_without_qt(said.getvalue().strip(), library)
