"""What the program says of itself: one version number, one name, one publisher."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "KH57"
SOURCES: Final = ("kh57_desktop", "resources", "migrations", "packaging", "LICENSE")
"""What is frozen from: all else of the project stays behind."""
TITLE: Final = "KH57 Desktop"
PUBLISHER: Final = "KH57 Desktop"
ABOUT: Final = {
    "KH57": "KH57 - ghi nhận, trao đổi và báo cáo kế hoạch truyền thông của xã",
    "kh57-console": "KH57 - lệnh dùng ở cửa sổ dòng lệnh",
}
VIETNAMESE: Final = 0x042A
UTF_16: Final = 1200


def version() -> str:
    """Return the version of the program, which stands in its package alone."""
    return _stated("kh57_desktop/__init__.py", r'^__version__ = "(\d+\.\d+\.\d+)"$')


def shape() -> int:
    """Return the newest shape of a store that the program knows."""
    return int(_stated("kh57_desktop/store/schema.py", r"^VERSION = (\d+)$"))


def version_resource(name: str) -> Any:
    """Return what Windows shows of a program under Properties, as PyInstaller takes it."""
    from PyInstaller.utils.win32 import versioninfo as info  # noqa: PLC0415 - on Windows only

    numbers = (*(int(part) for part in version().split(".")), 0)
    texts = {
        "CompanyName": PUBLISHER,
        "FileDescription": ABOUT[name],
        "FileVersion": version(),
        "InternalName": name,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": TITLE,
        "ProductVersion": version(),
    }
    table = info.StringTable(
        f"{VIETNAMESE:04X}{UTF_16:04X}", [info.StringStruct(*text) for text in texts.items()]
    )
    translation = info.VarStruct("Translation", [VIETNAMESE, UTF_16])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[info.StringFileInfo([table]), info.VarFileInfo([translation])],
    )


def _stated(file: str, pattern: str) -> str:
    """Return the one thing a source file states in a line of its own."""
    (found,) = re.findall(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)
