"""The reading process: bytes of a file in, its tables as JSON out; it may die without harm."""

from __future__ import annotations

import json
import sys
from typing import Any

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.importing.grid import packed
from kh57_desktop.importing.recognition import tables

_MOST_MEMORY = 3 * 1024**3


def main() -> int:
    """Read standard input, answer on standard output."""
    _limit_memory()
    answer = json.dumps(answered(sys.stdin.buffer.read()), ensure_ascii=False)
    sys.stdout.buffer.write(answer.encode("utf-8", errors="replace"))
    return 0


def answered(data: bytes) -> dict[str, Any]:
    """Return the tables of a file, or why it is refused."""
    try:
        return {"sheets": packed(tables(data))}
    except InputTooBig as refusal:
        return {"too_big": str(refusal.details.get("what", ""))}
    except SheetUnreadable as refusal:
        return {"unreadable": str(refusal.details.get("why", ""))}


def _limit_memory() -> None:
    """Let the process die before the machine suffers, where the system can."""
    if sys.platform == "win32":
        from kh57_desktop.system import windows, windows_memory  # noqa: PLC0415 - Windows only

        windows_memory.limit(windows.kernel(), _MOST_MEMORY)
        return
    import resource  # noqa: PLC0415 - Unix only

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > _MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, most))
