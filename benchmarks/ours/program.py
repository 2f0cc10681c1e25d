"""Our program as an officer starts it; it tells its figures at the paint that counts.

python program.py unlock|home HOME MOMENT
"""

from __future__ import annotations

import sys


def main(screen: str, home: str, moment: str) -> int:
    """Start the window on a data folder, and open it with its password when home is asked for."""
    import datetime as dt
    from pathlib import Path

    import window

    from kh57_desktop import app

    start = app.window_room()

    class Watched(start.Shell):
        """The program's own window; all that is added is who types and who looks on."""

        def _ask_password(self) -> None:
            super()._ask_password()
            if screen == "unlock":
                window.tell_at_paint(self.unlock)
            else:
                self.unlock.painted.connect(self._type_password)

        def _type_password(self) -> None:
            self.unlock.password.setText("tập luyện 57")
            self.unlock.submit()

        def enter(self, office: object) -> None:
            from kh57_desktop.ui.home.unit_home import UnitHome

            show = UnitHome._show

            def shown(page: UnitHome, front: object) -> None:
                show(page, front)
                window.tell_at_paint(page.table.viewport())

            UnitHome._show = shown
            super().enter(office)

    start.Shell = Watched
    app.window_room = lambda: start
    return app.window(Path(home), dt.datetime.fromisoformat(moment))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
