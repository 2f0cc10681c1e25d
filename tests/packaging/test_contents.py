"""What the installed program leaves out: nothing it needs, and nothing that is no longer there."""

import ast
import importlib.util
import pkgutil
import sys
from pathlib import Path

import contents
import PyInstaller
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kh57_desktop
from tests.support import sources

ONE_PYTHON = {"distutils": (3, 11), "_pyrepl": (3, 13)}
"""What one alone of our Pythons has in its standard library."""
OWN_FILES = sorted(
    path.relative_to(sources.ROOT).as_posix()
    for folder in (contents.PACKAGE, *contents.DATA)
    for path in (sources.ROOT / folder).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)
STAYS_BEHIND = (
    "resources/help/pictures/",
    "resources/i18n/qtbase_vi.ts",
    "migrations/README.md",
    "migrations/env.py",
    "migrations/new.py",
    "migrations/script.py.mako",
)
GOES = [
    "PySide6/opengl32sw.dll",
    "PySide6/Qt6Quick.dll",
    "PySide6/Qt6QmlModels.dll",
    "PySide6/Qt6Network.dll",
    "PySide6/Qt6OpenGLWidgets.dll",
    "PySide6/plugins/tls/qschannelbackend.dll",
    "PySide6/plugins/imageformats/qwebp.dll",
    "PySide6/plugins/platforms/qdirect2d.dll",
    "PySide6/translations/qtbase_de.qm",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/lib/libQt6Network.so.6",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "libssl-3.dll",
    "libssl.so.3",
    "PIL/_avif.cp313-win_amd64.pyd",
    "sqlalchemy-2.1.9.dist-info/METADATA",
    "reportlab/tests/test_pdf.py",
    "tzdata/zoneinfo/Asia/Ho_Chi_Minh",
    "resources/help/pictures/01-unlock.png",
]
STAYS = [
    "PySide6/Qt6Core.dll",
    "PySide6/Qt6Gui.dll",
    "PySide6/Qt6Widgets.dll",
    "PySide6/Qt6PrintSupport.dll",
    "PySide6/Qt6Svg.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/printsupport/windowsprintersupport.dll",
    "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "PySide6/Qt/lib/libQt6Core.so.6",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "libcrypto-3.dll",
    "PIL/_imaging.cp313-win_amd64.pyd",
    "sqlcipher3/_sqlite3.pyd",
    "pypdfium2_raw/pdfium.dll",
    "resources/i18n/qtbase_vi.qm",
    "resources/help/danh-sach-mau.csv",
    "migrations/versions/0001_first_shape.py",
]


def imported(path):
    """Give the name of every module a file may import, early or late, and of what it takes."""
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name, left):
    """Tell whether a module is another one or lies in it."""
    return name == left or name.startswith(f"{left}.")


@pytest.mark.parametrize("name", contents.MODULES_LEFT_OUT)
def test_what_is_left_out_is_there_to_be_left_out(name):
    """A name that means nothing any more would leave in what took its place."""
    this = sys.version_info[:2]
    is_of_another = ONE_PYTHON.get(name, this) != this
    is_of_python = name.partition(".")[0] in sys.stdlib_module_names

    assert is_of_another or is_of_python or importlib.util.find_spec(name)


@pytest.mark.parametrize("path", [*sources.rooms_files()], ids=sources.name)
def test_no_room_imports_what_is_left_out(path):
    """A page that is opened for the first time on an officer's PC finds all it imports."""
    missing = {
        name
        for name in imported(path)
        if any(is_within(name, left) for left in contents.MODULES_LEFT_OUT)
    }

    assert missing == set()


def test_no_migration_imports_what_is_left_out():
    """The upgrade of a store needs nothing that stayed behind, nor our own package."""
    versions = sorted((sources.ROOT / "migrations" / "versions").glob("*.py"))
    names = {name for path in versions for name in imported(path)}

    assert versions
    assert not [n for n in names for left in contents.MODULES_LEFT_OUT if is_within(n, left)]


def test_the_hooks_left_out_are_hooks_of_pyinstaller():
    """A hook under another name would load Qt before the first line of every command again."""
    hooks = Path(PyInstaller.__file__).parent / "hooks" / "rthooks"

    assert all((hooks / f"{name}.py").is_file() for name in contents.HOOKS_LEFT_OUT)


def test_each_omission_has_its_reason():
    """Whoever reads the lists in some years knows why; «see above» has something above it."""
    for reasons in (
        contents.MODULES_LEFT_OUT, contents.FILES_LEFT_OUT, contents.HOOKS_LEFT_OUT,
    ):  # fmt: skip
        assert all(reasons.values())
        assert next(iter(reasons.values())) != "see above"


@pytest.mark.parametrize("place", GOES)
@pytest.mark.parametrize("slash", ["/", "\\"])
def test_unused_files_of_packages_go(place, slash):
    """What no window and no paper needs is taken out again, by either slash."""
    assert contents.is_left_out(place.replace("/", slash))


@pytest.mark.parametrize("place", STAYS)
@pytest.mark.parametrize("slash", ["/", "\\"])
def test_used_files_of_packages_stay(place, slash):
    """Window, printer, icons, papers and store find their libraries."""
    assert not contents.is_left_out(place.replace("/", slash))


@given(st.sampled_from(OWN_FILES), st.sampled_from(["/", "\\"]))
def test_no_file_of_ours_is_lost(place, slash):
    """Seeds, fonts, icons, licenses and migrations come along, except the few that are named."""
    left_out = contents.is_left_out(place.replace("/", slash))

    assert left_out == place.startswith(STAYS_BEHIND)


def test_our_own_data_go_where_the_program_looks_for_them():
    """Each file lands in the folder from which `system.paths` reads it."""
    given_out = {
        f"{folder}/{path.rpartition('/')[2]}" for path, folder in contents.data(sources.ROOT)
    }
    wanted = {
        place for place in OWN_FILES
        if not place.startswith((contents.PACKAGE, *STAYS_BEHIND))
    }  # fmt: skip

    assert given_out == wanted


def test_every_module_of_the_program_is_named():
    """Pages imported by a name at their first visit are there as well."""
    walked = {one.name for one in pkgutil.walk_packages(kh57_desktop.__path__, "kh57_desktop.")}

    assert {*contents.modules(sources.ROOT)} == {"kh57_desktop", *walked}


@pytest.mark.parametrize("name", contents.BY_NAME)
def test_what_is_asked_for_by_name_is_there_and_kept(name):
    """A name that was dropped by its library would be missed only on the officer's PC."""
    assert importlib.util.find_spec(name)
    assert not [left for left in contents.MODULES_LEFT_OUT if is_within(name, left)]


def test_entries_are_sifted_by_their_place_alone():
    """Where a file came from on the building machine does not matter."""
    stays = ("PySide6/Qt6Core.dll", "/tests/Qt6Core.dll", "BINARY")
    goes = ("PySide6/Qt6Quick.dll", "/anywhere/Qt6Core.dll", "BINARY")

    assert contents.kept([stays, goes]) == [stays]
