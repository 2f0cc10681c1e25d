"""What our own programs ask of this one and no officer types: `run.py`, the build, ourselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop import app
from kh57_desktop.system import again, display, preflight
from kh57_desktop.system.disk import RealDisk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kh57_desktop.practice.commune import Practice


def is_one(words: Sequence[str]) -> bool:
    """Tell whether words ask for one of these, and not for a command."""
    return bool(words) and words[0] in _WORKS


def done(words: Sequence[str]) -> int:
    """Do what words ask for; returns the exit code. Deliberate errors speak three sentences."""
    from kh57_desktop.cli.answer import say_error
    from kh57_desktop.errors import CommandUnclear, Kh57Error

    work, given = _WORKS[words[0]], list(words[1:])
    try:
        if len(given) not in work.words:
            raise CommandUnclear(problem=" ".join(words))
        return work.run(given)
    except Kh57Error as error:
        return say_error(error, as_json=False)


def walk_road(into: Path) -> tuple[Path, ...]:
    """Make this month's practice commune in a folder and print its papers there; no window."""
    from kh57_desktop.practice import road

    at_home = app.doors(into)
    practice = _practice_ready(into)
    return road.print_papers(at_home.practice_doors, practice, into / road.PAPERS)


def practice_window(into: Path) -> int:
    """Open the window on the school of this month's practice commune; returns the exit code."""
    from kh57_desktop.practice import commune, road

    practice_doors = app.doors(into).practice_doors
    display.require()  # before the long work: without a screen it would be in vain
    practice = _practice_ready(into)
    return app.one_window(practice_doors(practice.homes[road.SCHOOL]), commune.PASSWORD)


def pictures(into: Path, out: Path, scales: Sequence[int]) -> tuple[Path, ...]:
    """Paint every screen of this month's practice commune; returns the files."""
    from kh57_desktop.practice import commune, road
    from kh57_desktop.system import files
    from kh57_desktop.ui import pictures as painted

    at_home = app.doors(into)
    practice_doors = at_home.practice_doors
    homes = _practice_ready(into).homes
    files.make_folder(out, at_home.disk)
    shown = painted.PracticeDoors(
        practice_doors(homes[road.SCHOOL]),
        practice_doors(homes[commune.COMMUNE]),
        practice_doors(into / "empty"),
    )
    return tuple(painted.take(shown, out, scales, commune.PASSWORD))


def paint_proof(into: Path, out: Path, at: dt.datetime | None) -> tuple[str, ...]:
    """Paint some windows of a practice commune that stands in a folder; returns what is wrong."""
    from kh57_desktop.practice import commune, road

    app.window_room()  # as the window itself starts
    from kh57_desktop.ui import proof
    from kh57_desktop.ui.pictures import PracticeDoors

    homes, practice_doors = commune.at(into).homes, app.doors(into, at).practice_doors
    shown = PracticeDoors(
        practice_doors(homes[road.SCHOOL]),
        practice_doors(homes[commune.COMMUNE]),
        practice_doors(into / "empty"),
    )
    return proof.paint(shown, out, commune.PASSWORD)


def read_sheet() -> int:
    """Read a strange sheet from standard input; its tables go to standard output."""
    from kh57_desktop.importing import child

    return child.main()


def compile_binding(place: Path) -> None:
    """Write what the binding's code compiles to, so that no start of an installed program does."""
    from kh57_desktop.system import embedded

    with embedded.written(RealDisk(), place):
        from kh57_desktop.ui import binding  # noqa: F401 - importing it is all


LIBRARIES = (
    *("sqlcipher3", "sqlalchemy", "alembic", "zstandard", "pyrage", "platformdirs"),
    *("cryptography.hazmat.primitives.asymmetric.ed25519", "shiboken6"),
    *("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"),
    *("PySide6.QtPrintSupport", "reportlab.pdfgen.canvas", "uharfbuzz", "pypdfium2"),
    *("xlsxwriter", "python_calamine"),
)
"""What has to be there, whole and fit for this processor, for the program to do all its work."""


def look_around() -> None:
    """Load every library once, before an installer puts this program in the place of another.

    Raises what `app.doors` raises, and `WindowsIncomplete` or `ProgramIncomplete`; what ends its
    process ends this one, in which nobody works.
    """
    from importlib import import_module

    preflight.require()
    with preflight.parts_named():
        for name in LIBRARIES:
            import_module(name)


def _practice_ready(into: Path) -> Practice:
    from kh57_desktop.cli.progress import terminal_progress
    from kh57_desktop.practice import road

    at_home = app.doors(into)
    today, progress = at_home.clock.today(), terminal_progress()
    return road.ready(at_home.practice_doors, into, today, at_home.disk, progress)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is no command of the contract: it is asked for with so many words."""

    run: Callable[[list[str]], int]
    words: tuple[int, ...] = (1,)


def _road(words: list[str]) -> int:
    """Make the practice commune and print its papers; each paper's path on its own line."""
    return _listed(walk_road(Path(words[0])))


def _practice_window(words: list[str]) -> int:
    return practice_window(Path(words[0]))


def _pictures(words: list[str]) -> int:
    """Paint the screens: folder of the practice commune, folder of the pictures, scales."""
    asked = words[2].split(",") if len(words) > 2 else ["100"]  # noqa: PLR2004
    wrong = [scale for scale in asked if not (scale.isascii() and scale.isdigit() and int(scale))]
    if wrong:
        from kh57_desktop.errors import CommandUnclear

        raise CommandUnclear(problem=wrong[0])
    scales = [int(scale) for scale in asked]
    return _listed(pictures(Path(words[0]), Path(words[1]), scales))


def _read_sheet(_words: list[str]) -> int:
    return read_sheet()


def _paint_proof(words: list[str]) -> int:
    """Paint windows: folder of the homes, folder of the pictures, the moment of a rehearsal."""
    from kh57_desktop.cli import streams

    at = dt.datetime.fromisoformat(words[2]) if len(words) > 2 else None  # noqa: PLR2004
    wrong = paint_proof(Path(words[0]), Path(words[1]), at)
    streams.tell("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def _compile_binding(words: list[str]) -> int:
    """Compile what the binding carries: the file in the folder of an installed program."""
    compile_binding(Path(words[0]))
    return 0


def _preflight(_words: list[str]) -> int:
    """Tell by the exit code whether the program can live where it stands."""
    look_around()
    return 0


def _listed(files: Iterable[Path]) -> int:
    """Write each file's path on its own line."""
    from kh57_desktop.cli import streams

    streams.say("".join(f"{file}\n" for file in files))
    return 0


_WORKS = {
    "road": _Work(_road),
    "practice-window": _Work(_practice_window),
    "pictures": _Work(_pictures, (2, 3)),
    "compile-binding": _Work(_compile_binding),
    "preflight": _Work(_preflight, (0,)),
    again.PAINT: _Work(_paint_proof, (2, 3)),
    again.READ_SHEET: _Work(_read_sheet, (0,)),
}
