"""Pack the frozen folder into the one file an officer double-clicks."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import facts
from PIL import Image

HERE: Final = Path(__file__).resolve().parent
SIDE: Final = (164, 314)
ICON: Final = (128, 128)
GROUND: Final = "#e5f0fb"
ON_WINDOWS: Final = (
    Path(r"C:\Program Files (x86)\NSIS\makensis.exe"),
    Path(r"C:\Program Files\NSIS\makensis.exe"),
)


def make(
    folder: Path,
    out: Path,
    *,
    version: str = "",
    shape: int | None = None,
    size: int = 0,
    is_quick: bool = False,
    sign: str = "",
) -> Path:
    """Write the installer of a folder, with its checksum beside it, and return its file.

    Version, shape and size in bytes are the program's own unless a trial asks for others.
    """
    version = version or facts.version()
    shape = facts.shape() if shape is None else shape
    installer = out / f"{facts.NAME}-setup-{version}.exe"
    size = size or sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    defined = {
        "VERSION": version,
        "SHAPE": shape,
        "KB": size // 1024,
        "MB": size >> 20,
        "FOLDER": folder,
        "SLASH": os.sep,
        "OUT": installer,
        "PICTURE": side_picture(out / "setup.bmp"),
        "COMPRESSION": "zlib" if is_quick else "lzma",
        **({"SIGN": sign} if sign else {}),
    }
    words = [f"-D{name}={value}" for name, value in defined.items()]
    compiler = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    subprocess.run([*compiler, *words, "kh57.nsi"], cwd=HERE, check=True)
    checksum = hashlib.sha256(installer.read_bytes()).hexdigest()
    beside = installer.with_name(f"{installer.name}.sha256")
    beside.write_text(f"{checksum}  {installer.name}\n", encoding="ascii")
    return installer


def side_picture(file: Path) -> Path:
    """Paint what stands at the side of the installer's first and last page: icon and ground."""
    picture = Image.new("RGB", SIDE, GROUND)
    with Image.open(HERE / "kh57.ico") as icons:
        icon = icons.convert("RGBA").resize(ICON)
    picture.paste(icon, ((SIDE[0] - icon.width) // 2, 48), icon)
    picture.save(file)
    return file


def makensis() -> str:
    """Return the compiler of installers; raises RuntimeError where there is none."""
    places = [shutil.which("makensis"), *(str(path) for path in ON_WINDOWS if path.is_file())]
    found = next((place for place in places if place), None)
    if found is None:
        message = "NSIS 3 is needed: makensis was not found"
        raise RuntimeError(message)
    return found
