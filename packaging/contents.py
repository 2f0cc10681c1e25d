"""What the installed program holds: our own modules and data, and what is left out of others'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PACKAGE: Final = "kh57_desktop"
DATA: Final = ("resources", "migrations")
LIBRARY: Final = "library.pyz"
"""The modules of both programs, in one file beside them; `library.py` opens it."""

BY_NAME: Final = (
    # imported by a name in a string, or by a migration, which is shipped as text
    "alembic.op",
    "sqlalchemy.dialects.sqlite",
    "logging.config",
    "pypdfium2",
    "reportlab.pdfbase._fontdata",
)

HOOKS_LEFT_OUT: Final = {
    "pyi_rth_pyside6": "loads Qt before our first line, for every command: 60 ms",
    "pyi_rth_multiprocessing": "no process of ours is made that way",
    "pyi_rth_inspect": "nobody asks for sources",
    "pyi_rth_pkgutil": "nobody looks for modules by walking through folders",
}
"""What PyInstaller would run before the program begins, and why it does not."""

MODULES_LEFT_OUT: Final = {
    "pandas": "the program reads sheets with calamine and counts by itself; only benchmarks use it",
    "numpy": "comes with pandas",
    "dateutil": "comes with pandas",
    "tzdata": "comes with pandas; the program lives in the time zone of its computer",
    "docx": "no paper is written as DOCX yet",
    "lxml": "comes with docx",
    "setuptools": "a tool for building",
    "distutils": "a tool for building",
    "PyInstaller": "a tool for building",
    "mypy": "a tool for checking",
    "pytest": "a tool for testing",
    "_pytest": "a tool for testing",
    "hypothesis": "a tool for testing",
    "unittest": "a tool for testing",
    "doctest": "a tool for testing",
    "pdb": "a tool for testing",
    "pydoc": "a tool for reading",
    "pydoc_data": "a tool for reading",
    "sqlalchemy.testing": "a tool for testing",
    "alembic.testing": "a tool for testing",
    "PySide6.QtTest": "a tool for testing",
    "mako.ext": "helps editors and web servers",
    "pygments": "colors code",
    "reportlab.graphics": "charts; papers hold text, tables and lines",
    "tkinter": "another window system",
    "PIL.ImageTk": "another window system",
    "PIL.ImageQt": "pictures reach the window another way",
    "PIL._avif": "8 MB for a kind of picture that no paper holds",
    "PIL.AvifImagePlugin": "goes with it",
    "PIL._webp": "a kind of picture that no paper holds",
    "PIL.WebPImagePlugin": "goes with it",
    "curses": "another terminal",
    "_pyrepl": "another terminal",
    "zstandard.backend_cffi": "a second way to the same code",
    "zstandard._cffi": "a second way to the same code",
    "sqlite3": "nothing can open the store without its key",
    "_sqlite3": "nothing can open the store without its key",
    "ssl": "nothing speaks to a network",
    "_ssl": "nothing speaks to a network",
    "socketserver": "nothing speaks to a network",
    "ftplib": "nothing speaks to a network",
    "smtplib": "nothing speaks to a network",
    "xmlrpc": "nothing speaks to a network",
    "http.server": "nothing speaks to a network",
    "PySide6.QtNetwork": "nothing speaks to a network",
    "PySide6.QtDBus": "nothing speaks to another program that way",
    "PySide6.QtQml": "windows are widgets",
    "PySide6.QtQuick": "windows are widgets",
    "PySide6.QtOpenGL": "windows are widgets",
    "PySide6.QtOpenGLWidgets": "windows are widgets",
    "PySide6.QtSql": "the store has its own driver",
    "PySide6.QtXml": "no file is read as XML by the window",
}
"""What an import may ask for and the installed program does without, and why."""

UNUSED_QT: Final = "Network|OpenGL|Qml|Quick|VirtualKeyboard|Pdf|Sql|Test"

FILES_LEFT_OUT: Final = {
    r"opengl32sw\.dll$": "20 MB that draw OpenGL without a graphics card; widgets draw none",
    r"d3dcompiler\w*\.dll$": "compiles shaders of Qt Quick",
    rf"Qt6?({UNUSED_QT}|Designer|DBus)\w*\.dll$": "see above",
    rf"libQt6({UNUSED_QT}|Wayland|WlShell|EglFS)\w*\.so": "see above",
    r"plugins/(tls|networkinformation|sqldrivers|qmltooling)/": "see above",
    r"plugins/generic/|platforminputcontexts/(lib)?qtvirtualkeyboard": "touch screens",
    r"plugins/(egldeviceintegrations|wayland[\w-]*)/": "other screens",
    r"platformthemes/libqgtk3": "another window system",
    r"imageformats/(lib)?q(tiff|tga|wbmp|icns|gif|webp|pdf)\.": "pictures nobody shows",
    r"platforms/(lib)?q(direct2d|minimal|minimalegl|eglfs|linuxfb)\.": "other screens",
    r"platforms/(lib)?q(vkkhrdisplay|vnc|wayland[\w-]*)\.": "other screens",
    r"PySide6/(Qt/)?translations/": "Qt's own texts in other languages; ours are in resources",
    r"(^|/)libssl[\w.-]*(\.dll|\.so)": "nothing speaks to a network",
    r"PIL/_(avif|webp|imagingtk)\.": "see above",
    r"(^|/)tzdata/": "see above",
    r"(^|/)setuptools/": "see above",
    r"resources/help/pictures/": "the pictures of the manual, which is read elsewhere",
    r"resources/i18n/.*\.ts$": "the source of Qt's texts",
    r"migrations/(README\.md|env\.py|new\.py|script\.py\.mako)$": "tools that write a migration",
    r"\.dist-info/": "the licenses stand in LICENSES",
    r"(^|/)(tests?|testing)/": "tests",
    r"__pycache__/": "compiled where it was built",
}
"""What comes along with a package and is taken out again, as patterns of paths, and why."""

NEEDED_ON_WINDOWS: Final = (
    # Qt starts without these and then lacks a window, its icons or its look
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/iconengines/qsvgicon.dll",
    "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "shiboken.code",
)

_PATTERN = re.compile("|".join(FILES_LEFT_OUT))


def modules(root: Path) -> list[str]:
    """Return the name of every module of the program, those imported by a name too."""
    found = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def data(root: Path) -> Iterator[tuple[str, str]]:
    """Yield our own files that are no modules, each with its folder in the installed program."""
    for folder in DATA:
        for path in sorted((root / folder).rglob("*")):
            place = path.relative_to(root)
            if path.is_file() and not is_left_out(place.as_posix()):
                yield str(path), place.parent.as_posix()


def is_left_out(place: str) -> bool:
    """Tell whether a file at this place of the installed program is one it does without."""
    return _PATTERN.search(place.replace("\\", "/")) is not None


def kept(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return PyInstaller's entries (place, file, kind) without those left out."""
    return [entry for entry in entries if not is_left_out(entry[0])]
