"""What the build says of the program is what the program says of itself."""

import struct
import sys

import facts
import pytest

import kh57_desktop
from kh57_desktop.store import schema


def test_the_version_is_the_packages_own():
    """The number in Windows' list is the one the program shows."""
    assert facts.version() == kh57_desktop.__version__


def test_the_shape_is_that_of_the_store():
    """The installer refuses below what the program can really read."""
    assert facts.shape() == schema.VERSION


def test_a_statement_that_is_not_there_once_is_refused(tmp_path, monkeypatch):
    """Two versions in one file, or none, are no version."""
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    package = tmp_path / "kh57_desktop"
    package.mkdir()
    for text in ("", '__version__ = "1.0.0"\n__version__ = "1.0.1"\n', '__version__ = "1.0"\n'):
        (package / "__init__.py").write_text(text, encoding="utf-8")

        with pytest.raises(ValueError, match="unpack"):
            facts.version()


@pytest.mark.parametrize("name", facts.ABOUT)
def test_windows_shows_name_version_and_language_of_a_program(monkeypatch, name):
    """Under Properties an officer reads in Vietnamese what the program is, and its version."""
    monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)  # Windows alone has it
    module = "PyInstaller.utils.win32.versioninfo"
    monkeypatch.delitem(sys.modules, module, raising=False)

    raw = facts.version_resource(name).toRaw()
    sys.modules.pop(module, None)

    def stands(text):
        return f"{text}\0".encode("utf-16-le") in raw

    assert stands(facts.ABOUT[name])
    assert stands(facts.version())
    assert stands(f"{name}.exe")
    assert stands("042A04B0")
    assert struct.pack("<HH", 0x042A, 1200) in raw
    major, minor, patch = (int(part) for part in facts.version().split("."))
    assert struct.pack("<II", major << 16 | minor, patch << 16) in raw
