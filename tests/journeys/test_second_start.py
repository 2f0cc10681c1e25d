"""The program started again, as the system starts it: real processes, one data folder."""

import subprocess
import sys
import time

import pytest

from kh57_desktop import __main__, app
from kh57_desktop.errors import AlreadyOpen, DisplayMissing, NoConsole
from kh57_desktop.system import single, telling
from kh57_desktop.system.calls import Calls
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from tests.support import sources, surroundings
from tests.support.program import program
from tests.support.terminal import a_commune

WINDOW = {"QT_QPA_PLATFORM": "offscreen"}
QUICK_S = 20


@pytest.fixture
def home(tmp_path):
    """Return the data folder of a commune."""
    return Home(a_commune(tmp_path).home)


def calls_of(home):
    """Return where the window of a data folder is called."""
    return Calls(home.calls, RealDisk())


def is_held(home):
    """Tell whether some process is the window of a data folder."""
    if not home.calls.is_dir():
        return False
    lock = single.try_lock(home.calls)
    if lock is not None:
        lock.release()
    return lock is None


@pytest.fixture
def running(home):
    """Start the program's window in a process of its own; returns it once it has the folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kh57_desktop"],
        cwd=sources.ROOT,
        env=surroundings.plain(KH57_HOME=str(home.folder), **WINDOW),
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + QUICK_S
    while not is_held(home) and time.monotonic() < until:
        assert process.poll() is None
    yield process
    process.kill()
    process.communicate()


def test_a_second_start_ends_at_once_and_hands_its_bundle_over(running, home, tmp_path):
    """Double click while the program starts or stands: no second window, no message, no trace."""
    bundle = tmp_path / "Tải xuống" / "Gói của Trường (1).KH57"
    for words in ((), (bundle,), (bundle.name,)):
        ended = program(*words, home=home.folder, **WINDOW)
        assert (ended.code, ended.out, ended.told) == (0, b"", "")

    assert running.poll() is None
    assert [path.name for path in home.calls.iterdir()] == ["lock"]


def test_a_window_that_was_killed_is_no_hindrance(running, home):
    """After a crash the next start is the window, whatever was left behind."""
    assert program(home=home.folder, **WINDOW).code == 0
    running.kill()
    running.wait()

    with calls_of(home).standing(None) as is_ours:
        assert is_ours


def test_a_window_that_hangs_is_told_in_three_sentences(home, monkeypatch, capsys):
    """Nobody answers: not silence, but where the program is open."""
    monkeypatch.setenv("KH57_HOME", str(home.folder))
    monkeypatch.setattr(sys, "argv", ["kh57", "gói.kh57"])
    monkeypatch.setattr(Calls.standing.__wrapped__, "__defaults__", (0.05,))
    said = []
    monkeypatch.setattr(telling, "tell_without_qt", said.append)
    with calls_of(home).standing(None):
        assert __main__.main() == 1

    assert said[0].splitlines()[-1] == f"({AlreadyOpen.code})"
    assert capsys.readouterr().err == ""


def test_a_console_command_beside_the_window_is_not_kept_waiting(running, home):
    """A locked window holds no store: a command runs beside it as before."""
    assert program(home=home.folder, **WINDOW).code == 0
    assert running.poll() is None

    assert program("list", "units", home=home.folder).code == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is always there")
def test_a_bundle_on_a_machine_without_a_screen_says_so(home):
    """The same three sentences as without words."""
    ended = program("gói.kh57", home=home.folder)

    assert ended.code == 1
    assert ended.told.splitlines()[-1] == f"({DisplayMissing.code})"


def test_a_defect_is_no_message(monkeypatch):
    """Only deliberate errors speak three sentences; a mistake of ours shows itself."""
    monkeypatch.setattr(sys, "argv", ["kh57", "gói.kh57"])

    def fail(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(app, "window", fail)

    with pytest.raises(ZeroDivisionError):
        __main__.main()


def test_the_second_start_decides_before_qt(home):
    """It ends so soon that a double click feels like a click on the window itself."""
    script = (
        "import sys; from pathlib import Path; from kh57_desktop import app;"
        "code = app.window(Path(sys.argv[1]), file=Path('/gói.kh57').absolute());"
        "print(code, sorted(n for n in sys.modules if n.startswith(('PySide6', 'sqlcipher3'))))"
    )
    heard = []
    with calls_of(home).standing(None):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(home.folder)],
            cwd=sources.ROOT,
            env=surroundings.plain(**WINDOW),
            stdout=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + QUICK_S
        while process.poll() is None and time.monotonic() < until:
            heard += calls_of(home).heard() or ()
        said, _ = process.communicate()

    assert said == "0 []\n"
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list", "units"], 1),
        (["--json", "list", "units"], 1),
        (["nonsense"], 2),
        (["gói.zip"], 2),
        (["--help"], 1),
    ],
    ids=str,
)
def test_words_to_the_windowed_program_are_answered_in_a_message(monkeypatch, words, code):
    """KH57.exe has no terminal: it names the program that takes commands, never silence."""
    said = []
    for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["KH57.exe", *words])
    monkeypatch.setattr(telling, "tell_without_qt", lambda text, _library=None: said.append(text))

    assert __main__.main() == code
    assert len(said) == 1
    assert said[0].splitlines()[-1] == f"({NoConsole.code})"
    assert "kh57-console.exe" in said[0]
