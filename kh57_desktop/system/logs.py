"""Keep the program's log: rotating, in English, ids and codes but never a name (TRUST 12)."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import Kh57Error

if TYPE_CHECKING:
    from types import TracebackType

ROOM: Final = "kh57_desktop"
NAME: Final = "kh57.log"
FILES: Final = 5
BYTES: Final = 1_000_000

_LINE = "%(asctime)s.%(msecs)03d %(levelname)s %(name)s %(message)s"
_TIME = "%Y-%m-%dT%H:%M:%S"
_MOST_LINES = 200
_LONGEST = 100_000


class Log(logging.handlers.RotatingFileHandler):
    """The log of one data folder; a full disk or a held file costs lines, never work."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder / NAME, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
        self.setFormatter(Discreet(_LINE, _TIME))

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802  (logging's own name)
        """Tell whether the file is full; far from it no line is measured."""
        is_far = self.stream is not None and self.stream.tell() < BYTES - _LONGEST
        return False if is_far else bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802  (logging's own name)
        """Begin a new file; while another program holds this one, go on in it.

        The older ones would be moved on at every line otherwise, until none is left.
        """
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        file = Path(self.baseFilename)
        try:
            file.replace(file)  # Windows renames no file that is held, not even to its own name
        except OSError:
            return
        super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's own name)
        """Lose the line: there is nobody to tell and nothing to mend."""


class Discreet(logging.Formatter):
    """Writes where an exception came from, not what it said: messages quote what people typed."""

    def __init__(self, line: str, time: str) -> None:
        super().__init__(line, time)
        self._profile = str(Path.home())

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with the folder of the officer's profile left out."""
        record.exc_text = None  # what another formatter may have kept
        return super().format(record).replace(self._profile, "~")

    def formatException(  # noqa: N802  (logging's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return kind, code and places of an exception and of what caused it."""
        lines: list[str] = []
        error = ei[1]
        while error is not None and len(lines) < _MOST_LINES:
            code = f" {error.code}" if isinstance(error, Kh57Error) else ""
            lines.append(type(error).__qualname__ + code)
            places = traceback.extract_tb(error.__traceback__)
            lines.extend(
                f"  {_short(place.filename)}:{place.lineno} {place.name}" for place in places
            )
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def start(folder: Path, level: int = logging.INFO) -> Log:
    """Write what the program's rooms log to files in a folder; hand the answer to `stop`."""
    log = Log(folder)
    room = logging.getLogger(ROOM)
    room.setLevel(level)
    room.addHandler(log)
    return log


def stop(log: Log) -> None:
    """Write no more to these files."""
    logging.getLogger(ROOM).removeHandler(log)
    log.close()


def kept(folder: Path) -> tuple[Path, ...]:
    """Return the files of the log, the newest first."""
    names = (NAME, *(f"{NAME}.{age}" for age in range(1, FILES)))
    return tuple(path for name in names if (path := folder / name).exists())


def _short(filename: str) -> str:
    """Leave out where the program is installed."""
    return "/".join(Path(filename).parts[-2:])
