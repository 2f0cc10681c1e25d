"""The standard streams: always UTF-8, and a full, closed or cut-off one is no traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, Final

from kh57_desktop.errors import AnswerLost, OutputClosed

_STANDARD_ERROR: Final = 2


def open_up() -> None:
    """Let the streams speak UTF-8, whatever the surroundings say of the machine's old encoding."""
    # a closed stream would lend its number to the next file opened: the store, say
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        pass
    os.close(number)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def refuse_closed() -> None:
    """Raise `OutputClosed` where nobody would see the answer, before anything is done."""
    if sys.stdout is None:
        raise OutputClosed


def are_missing() -> bool:
    """Tell whether there was never an output, nor one for errors: the program has no terminal."""
    return sys.__stdout__ is None and sys.__stderr__ is None


def say(text: str) -> None:
    """Write to standard output; a reader that has seen enough is no fault.

    Raises `AnswerLost` and `OutputClosed`.
    """
    refuse_closed()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _lead_nowhere(sys.stdout)
        if not _is_cut_off(error):
            raise AnswerLost from error


def tell(text: str) -> None:
    """Write to standard error, as far as anybody listens: no work depends on it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _lead_nowhere(sys.stderr)


def is_watched() -> bool:
    """Tell whether standard error is a terminal, where a line may be written over."""
    return _is_terminal(sys.stderr)


def can_be_asked() -> bool:
    """Tell whether somebody sits there who can be asked for a word."""
    return _is_terminal(sys.stdin)


def _is_terminal(stream: Any) -> bool:
    """Tell whether a person sits at a stream; Windows calls the empty device NUL a terminal too.

    A password asked for there, of a task that runs by night, would be waited for without end.
    """
    if stream is None or not stream.isatty():
        return False
    # a real console is read and written otherwise than a file
    return sys.platform != "win32" or not isinstance(stream.buffer.raw, io.FileIO)


def _lead_nowhere(stream: Any) -> None:
    """Let what is still held for a stream go, else Python fails with it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _is_cut_off(error: OSError) -> bool:
    """Tell whether the reader of a pipe has gone; Windows calls that an invalid argument."""
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or on_windows
