"""Refuse a computer on which the program would die without a word, before Qt is loaded."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kh57_desktop.i18n import vi
from kh57_desktop.system import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kh57_desktop.errors import EnvironmentFault
    from kh57_desktop.system.place import Registry, Surroundings

OLDEST_BUILD: Final = 17763
"""Windows 10 version 1809, also Server 2019: older ones cannot load Qt 6.11 (ECOSYSTEM E3)."""
OF_WINDOWS: Final = ("icuuc.dll",)
"""What Qt's libraries want of Windows itself, and images that somebody stripped lack."""
OF_QT: Final = ("PySide6/plugins/platforms/qwindows.dll",)
"""What no import loads: Qt asks for it with the first window, and ends the process without it."""
_PROCESSOR = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"


class Computer(NamedTuple):
    """What Windows says of itself; what costs more than a call is asked for only when it counts."""

    build: int
    """The number of its build, 0 where it does not say."""
    is_64_bit: bool
    has: Callable[[int], bool]
    """Whether the processor has what a number of `IsProcessorFeaturePresent` stands for."""
    processor: Callable[[], dict[str, str]]
    """The registry's words about the processor."""
    program: PurePath | None
    """The folder of the installed program; None where it runs from its sources."""


def require(computer: Computer | None = None, around: Surroundings | None = None) -> None:
    """Raise WindowsTooOld, ProcessorTooOld or ProgramMisplaced where the program cannot live.

    Nothing is asked anywhere but on Windows: elsewhere Qt and its packages look after themselves.
    """
    computer = computer or this_computer()
    if computer is None:
        return
    _require_windows(computer)
    _require_processor(computer)
    if computer.program is not None:
        _require_place(computer.program, around)


def this_computer() -> Computer | None:
    """Ask this computer; None where it does not run Windows."""
    if sys.platform == "win32":
        from kh57_desktop.system import windows, windows_version  # noqa: PLC0415 - they want ctypes

        program = sys.executable if getattr(sys, "frozen", False) else ""
        native = windows_version.native()
        return told(windows.kernel(), native, windows.UserAndMachine(), program)
    return None


def told(kernel: Any, native: Any, registry: Registry, program: str = "") -> Computer:
    """Return what Windows says through kernel32, ntdll and the registry; `program` is its file."""
    from kh57_desktop.system import windows_version  # noqa: PLC0415 - as above

    return Computer(
        build=windows_version.build(native),
        is_64_bit=sys.maxsize > 2**32,
        has=lambda number: bool(kernel.IsProcessorFeaturePresent(number)),
        processor=lambda: dict(registry.values(_PROCESSOR)),
        program=PureWindowsPath(_short(program)).parent if program else None,
    )


def _short(path: str) -> str:
    r"""Return a path without the sign for long ones: `\\?\C:` is no share, `\\?\UNC\pc` is one."""
    share = path.removeprefix("\\\\?\\UNC\\")
    return path.removeprefix("\\\\?\\") if share == path else f"\\\\{share}"


@contextmanager
def parts_named(is_there: Callable[[str], bool] | None = None) -> Iterator[None]:
    """Name what is missing when the block cannot bring up Qt: a part of Windows, or one of ours.

    Raises WindowsIncomplete and ProgramIncomplete. Windows names the module that could not be
    loaded, never the library that it missed: hence the parts of Windows are tried one by one.
    """
    try:
        if sys.platform == "win32" and paths.is_installed():
            require_parts(paths.program_folder())
        yield
    except ImportError as refused:
        from kh57_desktop.system import windows_version  # noqa: PLC0415 - seldom

        raise _lacking(refused, is_there or windows_version.has_own) from refused


def require_parts(program: Path) -> None:
    """Raise ImportError for a file that Qt will want in the folder of an installed program."""
    for part in OF_QT:
        if not (program / part).is_file():
            raise ImportError(name=PurePath(part).name)


def _lacking(refused: ImportError, is_there: Callable[[str], bool]) -> EnvironmentFault:
    from kh57_desktop.errors import ProgramIncomplete, WindowsIncomplete  # noqa: PLC0415

    for library in OF_WINDOWS:
        if not is_there(library):
            return WindowsIncomplete(part=library)
    return ProgramIncomplete(part=refused.name or "…")


def _require_windows(computer: Computer) -> None:
    if computer.is_64_bit and not 0 < computer.build < OLDEST_BUILD:
        return
    from kh57_desktop.errors import WindowsTooOld  # noqa: PLC0415 - a usual start does without

    build = vi("bản dựng {build}").format(build=computer.build)
    raise WindowsTooOld(found=build if computer.is_64_bit else vi("loại 32 bit"))


def _require_processor(computer: Computer) -> None:
    from kh57_desktop.system import processors  # noqa: PLC0415 - only where Windows is asked

    if computer.has(processors.SSE4_2):
        return
    words = computer.processor()
    named = words.get("Identifier", "")
    if processors.lacks_sse4_2(computer.has, words.get("VendorIdentifier", ""), named):
        from kh57_desktop.errors import ProcessorTooOld  # noqa: PLC0415

        raise ProcessorTooOld(processor=words.get("ProcessorNameString", named).strip() or "…")


def _require_place(folder: PurePath, around: Surroundings | None) -> None:
    """Refuse program files that can be pulled out or synchronized away while they are in use."""
    from kh57_desktop.system import place  # noqa: PLC0415 - only the installed program asks

    why = place.why_refused(folder, around or place.surroundings(folder), place.RULES_OF_PROGRAMS)
    if why is not None:
        from kh57_desktop.errors import ProgramMisplaced  # noqa: PLC0415

        raise ProgramMisplaced(folder=folder, why=why)
