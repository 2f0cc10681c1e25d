"""The unlock window: one password, nothing heavy before it is painted."""

import json
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kh57_desktop.errors import PasswordWrong, StoreDamaged, StoreTooNew
from kh57_desktop.ui.screens.restore import RestoreScreen
from kh57_desktop.ui.screens.unlock import UnlockScreen
from tests.support import layout, practice, sources
from tests.support.hands import write

HEAVY = ("sqlalchemy", "alembic", "pandas", "numpy", "reportlab", "docx", "xlsxwriter",
         "python_calamine", "pypdfium2", "PySide6.QtPrintSupport")  # fmt: skip

FIRST_PAINT = """
import sys, json
from PySide6.QtWidgets import QApplication
app = QApplication([])
from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.background import Background
from kh57_desktop.ui.screens.unlock import UnlockScreen
style.install(theme.Theme.LIGHT)
class Opener:
    known_password = ""
    def hints(self): return [("lock_closed", "Dữ liệu trên máy này được mã hóa", True)]
    def unlock(self, password): ...
    def seconds_to_wait(self): return 0
worker = Background()
screen = UnlockScreen(Opener(), worker)
screen.resize(1366, 697); screen.show(); app.processEvents(); screen.grab()
print(json.dumps(sorted(sys.modules)))
worker.close()
"""


class Opener:
    """What opens the store of the test."""

    known_password = ""

    def __init__(self, error=PasswordWrong):
        self.error, self.tried = error, []

    def hints(self):
        """Return what stands below the card."""
        return [
            ("lock_closed", "Dữ liệu trên máy này được mã hóa", True),
            ("database", "Sao lưu gần nhất: hôm qua 16:40, đã mở thử", True),
            ("clock", "Đồng hồ chậm 5 năm", False),
        ]

    def seconds_to_wait(self):
        """Slow down from the fifth wrong password on, as the doors do."""
        return max(0, len(self.tried) - 4) * 5

    def unlock(self, password):
        """Open with the right password."""
        self.tried.append(password)
        if password != "đúng rồi":  # noqa: S105 - of the test
            raise self.error
        return "office"


@pytest.fixture
def screen(qtbot, worker):
    """Return the unlock screen."""
    made = UnlockScreen(Opener(), worker)
    qtbot.addWidget(made)
    layout.show_at(made, (1366, 697))
    made.activateWindow()
    return made


def try_password(screen, qtbot, words):
    """Type a password and press Enter."""
    screen.password.setFocus()
    screen.password.clear()
    write(screen.password, words)
    qtbot.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen._background.is_idle)


def test_nothing_heavy_is_imported_before_the_first_paint():
    """The window is there before the database library is even looked for."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(json.loads(done.stdout.splitlines()[-1]))

    assert {name for name in HEAVY if name in modules} == set()
    assert not {name for name in modules if name.startswith("kh57_desktop.records")}


def test_the_right_password_opens(screen, qtbot):
    """Enter opens the store, and the password does not stay on the screen."""
    with qtbot.waitSignal(screen.unlocked) as opened:
        try_password(screen, qtbot, "đúng rồi")

    assert opened.args == ["office"]
    assert screen.password.text() == ""


def test_a_wrong_password_says_so_in_three_sentences(screen, qtbot):
    """Wrong is said at once, with the code, and the field is ready again."""
    try_password(screen, qtbot, "sai")

    assert "Mật khẩu chưa đúng." in screen.fault._words.text()
    assert "KH57-3403" in screen.fault._words.text()
    assert screen.enter.isEnabled()


def test_the_fifth_wrong_password_waits(screen, qtbot):
    """Guessing slows down: a wait that is counted down, growing each time."""
    for _ in range(5):
        try_password(screen, qtbot, "sai")
    assert screen._left == 5
    assert "sau 5 giây" in screen.fault._words.text()
    assert not screen.enter.isEnabled()
    screen.submit()
    assert len(screen._opener.tried) == 5

    for _ in range(5):
        screen._count_down()
    assert screen.enter.isEnabled()
    try_password(screen, qtbot, "sai")
    assert screen._left == 10


def test_another_fault_is_no_wrong_password(qtbot, worker):
    """A newer database is named, and nobody has to wait for it."""
    screen = UnlockScreen(Opener(StoreTooNew(version="2.0")), worker)
    qtbot.addWidget(screen)
    for _ in range(6):
        try_password(screen, qtbot, "sai")

    assert "2.0" in screen.fault._words.text()
    assert screen._left == 0


def test_the_password_can_be_looked_at(screen):
    """Xem shows what an input method made of the password."""
    screen.see.click()
    assert screen.password.echoMode() == QLineEdit.EchoMode.Normal
    screen.see.click()

    assert screen.password.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("typed", "hint"), [("MATKHAU", "Caps Lock"), ("mật", "Bộ gõ"), ("matkhau", "")]
)
def test_caps_lock_and_input_methods_are_hinted_at(screen, typed, hint):
    """Large letters and marks are the usual reasons for a wrong password."""
    write(screen.password, typed)

    assert (hint in screen.warning._words.text()) if hint else not screen.warning.isVisible()


@pytest.mark.parametrize(("place", "key"), [("forgot", "Space"), ("password", "F1")])
def test_who_forgot_the_password_is_told_the_ways_in(screen, qtbot, place, key):
    """The link and the key for help answer at once, and the field is ready for the code."""
    asked = getattr(screen, place)
    asked.setFocus()
    qtbot.keyClick(asked, Qt.Key[f"Key_{key}"])

    assert "mã khôi phục" in screen.warning._words.text()
    assert screen.warning.isVisible()
    assert screen.password.hasFocus()


def test_practice_has_its_password_typed_in(qtbot, worker):
    """In practice Enter alone opens."""
    opener = Opener()
    opener.known_password = "đúng rồi"  # noqa: S105 - of the test
    screen = UnlockScreen(opener, worker)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.unlocked):
        screen.submit()

    assert opener.tried == ["đúng rồi"]


def test_locking_asks_anew(screen, qtbot):
    """After a lock nothing of the last password is left."""
    write(screen.password, "abc")
    screen.start_again()
    assert screen.password.text() == ""
    qtbot.keyClick(screen.see, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    assert screen.password.hasFocus()


def test_nothing_of_the_unlock_window_is_cut(qtbot, worker):
    """Every word is whole at every scale and text size."""

    def made():
        screen = UnlockScreen(Opener(), worker)
        qtbot.addWidget(screen)
        screen.forgot.click()
        return screen

    assert layout.faults_at_every_scale(made) == {}


def test_nothing_of_a_damaged_store_s_windows_is_cut(qtbot, worker, tmp_path):
    """The offer of a copy, and the window in which one is chosen, are whole everywhere."""

    def refused():
        screen = UnlockScreen(Opener(), worker)
        qtbot.addWidget(screen)
        screen.tell("Đã khôi phục bản lưu lúc 14:36 16/06/2026.")
        screen.refuse(StoreDamaged(backup="14:36 16/06/2026"))
        return screen

    def copies():
        screen = RestoreScreen(practice.doors_of(tmp_path / "none"), worker)
        qtbot.addWidget(screen)
        screen.form.restore()
        return screen

    assert layout.faults_at_every_scale(refused) == {}
    assert layout.faults_at_every_scale(copies) == {}
