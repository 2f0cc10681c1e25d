"""What a self-test sees of the windows: whether they are painted, with our letters and icons."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QGuiApplication, QImage

from kh57_desktop.practice import commune
from kh57_desktop.ui import pictures, proof
from kh57_desktop.ui.look import icons, theme
from tests.support import practice


@pytest.fixture
def doors(practice_homes, tmp_path):
    """Return the homes that are painted."""
    made = practice.copied(practice_homes, tmp_path / "commune")
    return pictures.PracticeDoors(
        practice.doors_of(made.homes[practice.SCHOOL]),
        practice.doors_of(made.homes[practice.OFFICE]),
        practice.doors_of(tmp_path / "empty"),
    )


def an_image(folder, name, color):
    """Return the file of a picture in one color."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    file = folder / f"{name}.png"
    image.save(str(file))
    return file


def painted(monkeypatch, take):
    """Put another painter in the place of ours; returns what is found wrong then."""
    monkeypatch.setattr(pictures, "take", take)
    return proof.paint(None, None, "")


def test_windows_that_are_painted_well_leave_nothing_to_say(doors, tmp_path):
    """The few windows of the self-test are painted from a practice commune."""
    before = sys.excepthook

    assert proof.paint(doors, tmp_path, commune.PASSWORD) == ()
    assert {file.stem for file in tmp_path.glob("*.png")} == {"unlock", "first-run", *proof.SCENES}
    assert sys.excepthook is before


def test_a_window_without_anything_on_it_is_told(tmp_path, monkeypatch):
    """A plain ground is no window, even where Qt is content with it."""
    wrong = painted(
        monkeypatch, lambda *_given, only: [an_image(tmp_path, name, "white") for name in only]
    )

    assert sorted(wrong) == sorted(f"{name}: nothing is painted" for name in proof.SCENES)


def test_what_nobody_catches_while_painting_is_told(monkeypatch):
    """A module that a package lacks is missed inside Qt, where no caller hears of it."""

    def take(*_given, **_named):
        sys.excepthook(ModuleNotFoundError, ModuleNotFoundError("kh57_desktop.ui.desk"), None)
        return []

    (wrong,) = painted(monkeypatch, take)

    assert "ModuleNotFoundError" in wrong


def test_letters_icons_and_words_of_others_are_told(tmp_path, monkeypatch):
    """The program brings its own; what stands in for them on a machine is found."""
    (tmp_path / "icons").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>'
    (tmp_path / "icons" / "nothing_20_regular.svg").write_text(drawing, encoding="utf-8")
    monkeypatch.setattr(theme, "RESOURCES", tmp_path)
    monkeypatch.setattr(theme, "FAMILY", "Another")
    monkeypatch.setattr(QCoreApplication, "translate", lambda _context, text: text)
    monkeypatch.setattr(QCoreApplication, "libraryPaths", staticmethod(lambda: [str(tmp_path)]))
    try:
        wrong = painted(monkeypatch, lambda *_given, **_named: [])
    finally:
        icons._painted.cache_clear()

    assert wrong[0].startswith("letters are of ")
    assert wrong[1:] == (
        "letters are missing: Regular",
        "letters are missing: Bold",
        "Qt speaks English",
        # on Windows no file can be missing for it
        *(() if sys.platform == "win32" else ("no printer can be found",)),
        "icon nothing is empty",
    )
    assert QGuiApplication.font().family()
