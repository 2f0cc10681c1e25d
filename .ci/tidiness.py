"""Refuse untidy files: large, with foreign line ends, merge marks, or no last line end."""

from __future__ import annotations

import sys
import unicodedata
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 2_000_000
BINARY = {".ttf", ".png", ".ico", ".qm", ".xlsx", ".xls", ".ods", ".docx", ".pdf", ".kh57", ".zip"}
VERBATIM = ("resources/seeds/", "tests/samples/")  # texts of others, kept letter by letter
MERGE_MARKS = (b"<" * 7 + b" ", b">" * 7 + b" ", b"|" * 7 + b" ")


def faults(path: Path, name: str) -> list[str]:
    """Return what is wrong with one file, in words."""
    content = path.read_bytes()
    found = []
    if len(content) > LARGEST:
        found.append(f"larger than {LARGEST} bytes")
    if name != unicodedata.normalize("NFC", name):
        found.append("its name is not composed Unicode (NFC)")
    if path.suffix in BINARY or name.startswith(VERBATIM):
        return found
    return found + faults_of_text(content)


def faults_of_text(content: bytes) -> list[str]:
    """Return what is wrong with the lines of a text file, in words."""
    found = []
    lines = content.split(b"\n")
    if b"\r" in content:
        found.append("holds carriage returns")
    if content and not content.endswith(b"\n"):
        found.append("its last line has no end")
    if content.endswith(b"\n\n"):
        found.append("ends in empty lines")
    if any(line.startswith(MERGE_MARKS) for line in lines):
        found.append("holds marks of an unfinished merge")
    if any(line.endswith((b" ", b"\t")) for line in lines):
        found.append("a line ends in blanks")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        found.append("is not UTF-8")
    return found


def files() -> list[Path]:
    """Return every file of the project, without what git ignores."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [".git", *(line.rstrip("/") for line in lines)]
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            (folders if path.is_dir() else found).append(path)
    return sorted(found)


def main() -> int:
    """Print every fault and return the exit code."""
    refused = 0
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        for fault in faults(path, name):
            print(f"{name}: {fault}")
            refused = 1
    return refused


if __name__ == "__main__":
    sys.exit(main())
