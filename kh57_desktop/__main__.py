"""Start the window, or run one command of the terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop import app
from kh57_desktop.system import display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def main() -> int:
    """Open the window when no command is given, else run the command; returns the exit code."""
    words = sys.argv[1:]
    if not words and display.is_there():
        return app.window()
    from kh57_desktop.cli import streams  # noqa: PLC0415  the window starts without it

    streams.open_up()
    if words and words[0] in _HIDDEN:
        return _told(_HIDDEN[words[0]], words[1:])
    from kh57_desktop.cli.main import run  # noqa: PLC0415  the window starts without it

    return run(words, app.doors, app.window)


def _told(work: _Work, words: list[str]) -> int:
    """Do something that is no command; its deliberate errors speak three sentences too."""
    from kh57_desktop.cli.answer import say_error  # noqa: PLC0415
    from kh57_desktop.errors import CommandUnclear, Kh57Error  # noqa: PLC0415

    try:
        if len(words) not in work.words:
            raise CommandUnclear(problem=" ".join(sys.argv[1:]))
        return work.run(words)
    except Kh57Error as error:
        return say_error(error, as_json=False)


def _road(words: list[str]) -> int:
    """Make the practice commune and print its papers; each paper's path on its own line."""
    return _listed(app.walk_road(Path(words[0])))


def _practice_window(words: list[str]) -> int:
    return app.practice_window(Path(words[0]))


def _pictures(words: list[str]) -> int:
    """Paint the screens: folder of the practice commune, folder of the pictures, scales."""
    asked = words[2].split(",") if len(words) > 2 else ["100"]  # noqa: PLR2004
    wrong = [scale for scale in asked if not (scale.isascii() and scale.isdigit() and int(scale))]
    if wrong:
        from kh57_desktop.errors import CommandUnclear  # noqa: PLC0415

        raise CommandUnclear(problem=wrong[0])
    scales = [int(scale) for scale in asked]
    return _listed(app.pictures(Path(words[0]), Path(words[1]), scales))


def _listed(files: Iterable[Path]) -> int:
    """Write each file's path on its own line."""
    from kh57_desktop.cli import streams  # noqa: PLC0415

    streams.say("".join(f"{file}\n" for file in files))
    return 0


@dataclass(frozen=True, slots=True)
class _Work:
    """What is no command of the contract: it comes from `run.py` with so many words."""

    run: Callable[[list[str]], int]
    words: tuple[int, ...] = (1,)


_HIDDEN = {
    "road": _Work(_road),
    "practice-window": _Work(_practice_window),
    "pictures": _Work(_pictures, (2, 3)),
}


if __name__ == "__main__":
    sys.exit(main())
