"""The window's program of Windows has no standard streams: nothing may count on them."""

import subprocess
import sys

import pytest

from tests.support import sources, surroundings

WITHOUT = """
import sys
for name in ("stdin", "stdout", "stderr"):
    setattr(sys, name, None)
    setattr(sys, f"__{name}__", None)
"""
COMMAND = f"""{WITHOUT}
from kh57_desktop.__main__ import main
sys.exit(main())
"""
WINDOW = f"""{WITHOUT}
import logging, warnings
from kh57_desktop import app
from kh57_desktop.__main__ import main
room = app.window_room()
def fail():
    raise ValueError("nobody hears this")
class Brief(room.QApplication):
    def exec(self):
        logging.getLogger("kh57_desktop.ui").error("nobody hears this")
        warnings.warn("nobody hears this")
        room.QTimer.singleShot(0, fail)
        for _ in range(50):
            self.processEvents()
        shell = next(one for one in self.topLevelWidgets() if isinstance(one, room.Shell))
        return 57 if shell.isVisible() and not shell.grab().isNull() else 1
room.QApplication = Brief
sys.exit(main())
"""


def started(code, folder, *words):
    """Run the program without streams; what it writes all the same is heard."""
    around = surroundings.plain(
        KH57_HOME=str(folder / "xa"), TMPDIR=str(folder), QT_QPA_PLATFORM="offscreen"
    )
    around.pop("KH57_PASSWORD", None)
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, cwd=sources.ROOT, env=around, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "units"), 1),
        (("--json", "list", "units"), 1),
        (("setup", "commune", "--officer", "Trần Minh Tuấn"), 1),
        (("self-test",), 1),
        (("--help",), 1),
        (("nonsense",), 2),
        (("road",), 2),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else str(words),
)
def test_a_command_ends_by_its_exit_code_and_has_done_nothing(tmp_path, words, code):
    """Nobody would see the answer: the exit code is all there is, and no data are made."""
    ended = started(COMMAND, tmp_path, *words)

    assert (ended.returncode, ended.stdout, ended.stderr) == (code, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_window_opens_and_outlives_what_goes_wrong_in_it(tmp_path):
    """A log line, a warning and a mistake of ours find nobody to tell, and end nothing."""
    ended = started(WINDOW, tmp_path)

    assert ended.returncode == 57, ended.stderr
    assert "Traceback" not in ended.stderr
