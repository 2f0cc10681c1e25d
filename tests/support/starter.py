"""The program as an officer starts it; tells which modules are there when it paints.

Run as `python -m tests.support.starter HOME MOMENT PASSWORD`: one line of JSON at the first paint,
when the password is asked for, and one when home stands with its figures.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop import app

if TYPE_CHECKING:
    from collections.abc import Callable


def main(home: str, moment: str, password: str) -> int:
    """Start the window, type the password when it is asked for, leave when home is painted."""
    start: Any = app.window_room()

    class Watched(start.Shell):  # type: ignore[misc, name-defined]  # known when it runs
        """The program's own window; all that is added is who types and who looks on."""

        def _ask_password(self) -> None:
            super()._ask_password()
            # not later: what is imported next is imported while the password is typed
            self.unlock.painted.disconnect()
            self.unlock.painted.connect(self._type_password)

        def _type_password(self) -> None:
            tell()
            self._preparing.for_home()
            self.unlock.password.setText(password)
            self.unlock.submit()

        def enter(self, office: object) -> None:
            from kh57_desktop.ui.home.unit_home import UnitHome  # noqa: PLC0415

            show: Callable[..., None] = UnitHome._show

            def shown(page: Any, front: object) -> None:
                show(page, front)
                page.grab()
                tell()
                os._exit(0)

            UnitHome._show = shown
            super().enter(office)

    start.Shell = Watched
    code: int = start.run(app.doors(Path(home), dt.datetime.fromisoformat(moment)))
    return code


def tell() -> None:
    """Say which modules are imported so far."""
    sys.stdout.write(json.dumps(sorted(sys.modules)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
