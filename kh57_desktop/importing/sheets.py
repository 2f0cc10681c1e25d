"""Read a spreadsheet from outside in a process of its own, so that no file can take us down."""

from __future__ import annotations

import json
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any, BinaryIO

from kh57_desktop.errors import FileHeld, InputTooBig, SheetUnreadable
from kh57_desktop.i18n import vi
from kh57_desktop.importing.grid import Sheet, unpacked
from kh57_desktop.system import again
from kh57_desktop.system.progress import Canceled, Progress
from kh57_desktop.system.refusals import is_held

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
PATIENCE_SECONDS = 60.0
_GLANCE_SECONDS = 0.05


def read(
    path: Path, progress: Progress | None = None, patience: float = PATIENCE_SECONDS
) -> tuple[Sheet, ...]:
    """Return the visible sheets or tables of a file that hold anything.

    Raises `SheetUnreadable` for a file that is no table, is damaged, or kills or stalls the reading
    process; `InputTooBig` above a cap; `FileHeld` when another program keeps the file; `Canceled`.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise InputTooBig(name=path.name, what=vi("hơn 20 MB"))
            answer = _answer(file, path.name, progress or Progress(), patience)
    except OSError as error:
        if is_held(path, error):
            raise FileHeld(name=path.name) from error
        raise SheetUnreadable(name=path.name, why="file") from error
    if "too_big" in answer:
        raise InputTooBig(name=path.name, what=answer["too_big"])
    try:
        return unpacked(answer["sheets"])
    except (LookupError, TypeError, ValueError) as error:
        raise SheetUnreadable(name=path.name, why=answer.get("unreadable", "answer")) from error


def _answer(file: BinaryIO, name: str, progress: Progress, patience: float) -> dict[str, Any]:
    """Hand the open file to the reading process and wait for what it says."""
    reader = subprocess.Popen(  # noqa: S603 - our own program
        again.command(again.READ_SHEET),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=again.surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        told = _heard(reader, progress, time.monotonic() + patience)
    finally:
        reader.kill()
        reader.communicate()
    try:
        answer = json.loads(told)
    except ValueError as error:
        raise SheetUnreadable(name=name, why="reader died") from error
    return dict(answer)


def _heard(reader: subprocess.Popen[bytes], progress: Progress, until: float) -> bytes:
    """Return what the reader said; nothing when its time is over."""
    while time.monotonic() < until:
        if progress.is_canceled:
            raise Canceled
        try:
            return reader.communicate(timeout=_GLANCE_SECONDS)[0]
        except subprocess.TimeoutExpired:
            continue
    return b""
