"""What would end the program without a word is told before Qt is loaded."""

import ctypes
import subprocess
import sys
from pathlib import PureWindowsPath

import contents
import pytest

from kh57_desktop.errors import (
    ProcessorTooOld,
    ProgramIncomplete,
    ProgramMisplaced,
    WindowsIncomplete,
    WindowsTooOld,
    sentences,
)
from kh57_desktop.system import place, preflight, windows, windows_version
from kh57_desktop.system.drives import Drive, DriveKind
from kh57_desktop.system.place import Surroundings
from kh57_desktop.system.preflight import Computer
from kh57_desktop.system.processors import SSE4_2, SSSE3
from tests.support import sources, surroundings

CORE_2 = {
    "VendorIdentifier": "GenuineIntel",
    "Identifier": "Intel64 Family 6 Model 23 Stepping 10",
    "ProcessorNameString": "Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz ",
}
INSTALLED = PureWindowsPath("C:\\Nhà\\An\\AppData\\Local\\Programs\\KH57")
OFFICE = Surroundings(
    drives=(
        Drive(PureWindowsPath("C:\\"), "Windows", "ntfs", DriveKind.FIXED),
        Drive(PureWindowsPath("D:\\"), "Data", "fat32", DriveKind.FIXED),
        Drive(PureWindowsPath("E:\\"), "USB", "ntfs", DriveKind.REMOVABLE),
        Drive(PureWindowsPath("Z:\\"), "chung", "ntfs", DriveKind.NETWORK),
    ),
    cloud_folders=(PureWindowsPath("C:\\Nhà\\An\\Dong bo"),),
    is_cloud_file=lambda folder: folder == PureWindowsPath("C:\\Placeholder"),
)
LOADED = """
import sys
before = set(sys.modules)
from kh57_desktop.system import preflight
preflight.require()
print(sorted(set(sys.modules) - before))
"""


def no_words():
    """Return what the registry says where it was not asked: the question alone is a fault."""
    raise AssertionError


def a_computer(
    build=19045, *, is_64_bit=True, known=(SSE4_2,), processor=no_words, program=INSTALLED
):
    """Return what a usual office PC says of itself, but for what a test changes."""
    return Computer(build, is_64_bit, lambda number: number in known, processor, program)


class Native:
    """ntdll, as far as it is asked."""

    def __init__(self, build, refused=0):
        self._build, self._refused = build, refused

    def RtlGetVersion(self, said):  # noqa: N802 - Windows' own name
        """Fill in the version, when the structure says its size."""
        if self._refused:
            return self._refused
        assert said._obj.size == ctypes.sizeof(said._obj) == 276
        said._obj.major, said._obj.minor, said._obj.build = 10, 0, self._build
        return 0


class Kernel:
    """kernel32, as far as it is asked."""

    def __init__(self, *known):
        self._known = known

    def IsProcessorFeaturePresent(self, number):  # noqa: N802 - Windows' own name
        """Say yes with a number that is not 1."""
        return 4 if number in self._known else 0


class Registry:
    """The registry of a test."""

    def keys(self, _path):
        """Return no names."""
        return ()

    def values(self, path):
        """Return the words about the processor."""
        return CORE_2 if path == r"HARDWARE\DESCRIPTION\System\CentralProcessor\0" else {}


@pytest.mark.parametrize("build", [17763, 18363, 19045, 22631, 26100, 0])
def test_windows_since_1809_is_let_in(build):
    """Windows 10 and 11, and one that does not say which it is."""
    assert preflight.require(a_computer(build), OFFICE) is None


@pytest.mark.parametrize("build", [7601, 9200, 9600, 10240, 14393, 17134, 17762])
def test_an_older_windows_is_refused(build):
    """Windows 7, 8, 8.1 and the first Windows 10: the officer reads which one is needed."""
    with pytest.raises(WindowsTooOld) as refused:
        preflight.require(a_computer(build), OFFICE)

    assert f"bản dựng {build}" in str(sentences(refused.value))
    assert "1809" in str(sentences(refused.value))


def test_a_windows_of_32_bit_is_refused():
    """The libraries exist for 64 bit alone."""
    with pytest.raises(WindowsTooOld) as refused:
        preflight.require(a_computer(is_64_bit=False), OFFICE)

    assert "32 bit" in sentences(refused.value).happened


@pytest.mark.parametrize("known", [(), (SSSE3,)])
def test_a_processor_without_sse4_2_is_refused_by_its_name(known):
    """The officer reads which processor it is, as the label on the PC says."""
    with pytest.raises(ProcessorTooOld) as refused:
        preflight.require(a_computer(known=known, processor=lambda: CORE_2), OFFICE)

    assert "E8400  @ 3.00GHz)" in sentences(refused.value).happened


@pytest.mark.parametrize(
    ("words", "named"), [({"Identifier": "AMD64 Family 16"}, "AMD64 Family 16"), ({}, "…")]
)
def test_a_processor_without_a_label_is_named_as_far_as_it_is_known(words, named):
    """The registry may lack the label; Windows' own no still counts."""
    with pytest.raises(ProcessorTooOld) as refused:
        preflight.require(a_computer(known=(SSSE3,), processor=lambda: words), OFFICE)

    assert refused.value.details == {"processor": named}


def test_a_good_processor_on_a_windows_that_knows_no_numbers_is_let_in():
    """Windows 10 1809 answers no to what it does not know; the PC works all the same."""
    core_i3 = {**CORE_2, "Identifier": "Intel64 Family 6 Model 42 Stepping 7"}

    assert preflight.require(a_computer(known=(), processor=lambda: core_i3), OFFICE) is None
    assert preflight.require(a_computer(known=(), processor=dict), OFFICE) is None


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("E:\\KH57", "rút ra"),
        ("Z:\\phan mem\\KH57", "ổ mạng"),
        ("\\\\may-chu\\chung\\KH57", "ổ mạng"),
        ("C:\\Nhà\\An\\OneDrive\\KH57", "đồng bộ"),
        ("C:\\Nhà\\An\\OneDrive - UBND xã\\Desktop\\KH57", "đồng bộ"),
        ("C:\\Nhà\\An\\Dropbox\\KH57", "đồng bộ"),
        ("C:\\Nhà\\An\\Dong bo\\KH57", "đồng bộ"),
        ("C:\\Placeholder\\KH57", "đồng bộ"),
    ],
)
def test_a_program_whose_files_may_vanish_is_refused(folder, why):
    """Run from a stick, a share or a synchronized folder it would die in the middle of a word."""
    with pytest.raises(ProgramMisplaced) as refused:
        preflight.require(a_computer(program=PureWindowsPath(folder)), OFFICE)

    assert why in sentences(refused.value).happened
    assert "KH57-setup" in sentences(refused.value).remedy


@pytest.mark.parametrize("folder", [INSTALLED, PureWindowsPath("D:\\KH57"), None])
def test_a_program_on_a_disk_of_the_pc_is_let_in(folder):
    """FAT is no place for data, but one for files that are only read; sources run anywhere."""
    assert preflight.require(a_computer(program=folder), OFFICE) is None


def test_what_windows_says_is_put_together():
    """Build, processor and place come from kernel32, ntdll and the registry."""
    told = preflight.told(Kernel(SSSE3), Native(17763), Registry(), "E:\\KH57\\KH57.exe")

    assert (told.build, told.is_64_bit, told.program) == (17763, True, PureWindowsPath("E:\\KH57"))
    assert (told.has(SSSE3), told.has(SSE4_2)) == (True, False)
    assert told.processor() == CORE_2
    assert preflight.told(Kernel(), Native(1, refused=1), Registry()).build == 0
    assert preflight.told(Kernel(), Native(1), Registry()).program is None


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("C:\\KH57\\KH57.exe", "C:\\KH57"),
        ("\\\\?\\C:\\KH57\\KH57.exe", "C:\\KH57"),
        ("\\\\?\\UNC\\may-chu\\chung\\KH57.exe", "\\\\may-chu\\chung\\"),
    ],
)
def test_a_long_path_of_the_pc_is_not_taken_for_a_share(file, folder):
    """Windows writes long paths with a sign in front that looks like a share's."""
    told = preflight.told(Kernel(), Native(17763), Registry(), file)

    assert told.program == PureWindowsPath(folder)


def test_the_place_of_a_program_is_asked_for_where_none_is_given(monkeypatch):
    """The computer itself tells about its drives and clouds."""
    asked = []
    monkeypatch.setattr(place, "surroundings", lambda folder: asked.append(folder) or OFFICE)
    preflight.require(a_computer())

    assert asked == [INSTALLED]


@pytest.mark.parametrize("part", ["PySide6.QtCore", None])
def test_a_program_that_lacks_a_file_says_which(part):
    """A virus scanner took a library away: the officer installs again and keeps the data."""
    with pytest.raises(ProgramIncomplete) as refused, preflight.parts_named(lambda _name: True):
        raise ImportError(name=part)

    assert refused.value.details == {"part": part or "…"}
    assert "Cài lại" in sentences(refused.value).remedy
    assert isinstance(refused.value.__cause__, ImportError)


def test_a_windows_that_lacks_a_file_says_which():
    """A stripped image of Windows has no ICU: installing our program again would not help."""
    with pytest.raises(WindowsIncomplete) as refused, preflight.parts_named(lambda _name: False):
        raise ImportError(name="PySide6.QtCore")

    assert refused.value.details == {"part": "icuuc.dll"}


def test_a_file_that_only_the_first_window_asks_for_is_missed_before(tmp_path, monkeypatch):
    """Qt would end the process with a sentence in English: its way to Windows' screen is gone."""
    (part,) = preflight.OF_QT
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(ProgramIncomplete) as refused, preflight.parts_named(lambda _name: True):
        pytest.fail("Qt is loaded")
    (tmp_path / part).parent.mkdir(parents=True)
    (tmp_path / part).touch()
    with preflight.parts_named():
        monkeypatch.undo()

    assert refused.value.details == {"part": "qwindows.dll"}
    assert part in contents.NEEDED_ON_WINDOWS


def test_what_goes_well_or_wrong_otherwise_is_left_alone():
    """Only a missing part is translated."""
    with preflight.parts_named():
        pass
    with pytest.raises(ZeroDivisionError), preflight.parts_named():
        raise ZeroDivisionError


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked there")
def test_other_systems_are_asked_nothing():
    """A start on another system pays nothing: no library, no drive, no registry."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=sources.ROOT,
        env=surroundings.plain(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert preflight.this_computer() is None
    assert windows_version.has_own("icuuc.dll")
    assert "kh57_desktop.system.preflight" in done.stdout
    for costly in ("ctypes", "windows", "place", "errors", "json"):
        assert costly not in done.stdout


class Libraries:
    """Windows' loader: finds kernel32 and ntdll, of its other libraries those that are named."""

    def __init__(self, *found):
        self._found = found

    def __call__(self, name, **how):
        """Load a library."""
        if name == "kernel32":
            return Kernel(SSE4_2)
        if name == "ntdll":
            return Native(19045)
        if name not in self._found or how != {"winmode": 0x800}:
            raise FileNotFoundError(name)
        return name


@pytest.fixture
def on_windows(monkeypatch):
    """Return what lets this computer pass for Windows, with its own libraries."""

    def begin(*libraries):
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(ctypes, "WinDLL", Libraries(*libraries), raising=False)
        monkeypatch.setattr(windows, "kernel", lambda: ctypes.WinDLL("kernel32"))
        monkeypatch.setattr(windows, "UserAndMachine", Registry)

    return begin


def test_windows_own_libraries_are_looked_for_in_windows_alone(on_windows):
    """A library of the same name in our folder or elsewhere is not Windows'."""
    on_windows("icuuc.dll")

    assert windows_version.has_own("icuuc.dll")
    assert not windows_version.has_own("icu.dll")


@pytest.mark.parametrize(
    ("program", "folder"), [("C:\\KH57\\KH57.exe", PureWindowsPath("C:\\KH57")), (None, None)]
)
def test_windows_is_asked_about_itself(on_windows, monkeypatch, program, folder):
    """Only an installed program has a place that counts."""
    monkeypatch.setattr(sys, "executable", program or "python.exe")
    monkeypatch.setattr(sys, "frozen", bool(program), raising=False)
    on_windows()
    computer = preflight.this_computer()

    assert (computer.build, computer.program) == (19045, folder)
    assert (computer.has(SSE4_2), computer.has(SSSE3)) == (True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="there is a native library there")
def test_without_windows_there_is_no_native_library():
    """Asking for it elsewhere is a mistake of ours."""
    with pytest.raises(OSError, match="no Windows"):
        windows_version.native()
