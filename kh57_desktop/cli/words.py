"""What a word of a command may be: a count, a number of a record, a path, a period.

What is refused here reads as KH57-1010 with the name of the option before it.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError as Refused
from pathlib import Path
from typing import Final

from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import CommandUnclear, NoSuchRecord
from kh57_desktop.i18n import vi

LONGEST_NAME: Final = 255
"""Bytes of one name: no file system takes more."""
LONGEST_PATH: Final = 4_000
_ID_BITS: Final = 63
_COUNT_BITS: Final = 62
_NUMBER: Final = re.compile(r"-?[0-9]+")


def record_id(text: str) -> int:
    """Return the number of a record; raises `NoSuchRecord` for one the store cannot hold."""
    number = whole(text)
    if number.bit_length() > _ID_BITS:
        raise NoSuchRecord(what=text)
    return number


def whole(text: str) -> int:
    """Return a whole number; raises `ValueError` for anything but plain digits."""
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return int(text)


def count(text: str) -> int:
    """Return how many there are to be, at least one."""
    number = whole(text)
    if number < 1 or number.bit_length() > _COUNT_BITS:
        raise Refused(vi("cần một số từ 1 trở lên, không thể là «{text}»").format(text=text))
    return number


def named(text: str) -> str:
    """Return a word that must say something: a code, a name."""
    if not text.strip() or "\0" in text:
        raise Refused(vi("không được để trống"))
    return text


def place(text: str) -> Path:
    """Return the path of a file or folder, there or not."""
    if not text.strip() or "\0" in text:
        raise Refused(vi("không được để trống"))
    path = Path(text)
    longest = max((len(part.encode()) for part in path.parts), default=0)
    if longest > LONGEST_NAME or len(text.encode()) > LONGEST_PATH:
        raise Refused(vi("tên «{start}…» quá dài").format(start=text[:20]))
    return path


def folder(text: str) -> Path:
    """Return the path of a folder, there or to be made."""
    path = place(text)
    if path.is_file():
        raise Refused(vi("«{name}» là tệp, ở đây cần một thư mục").format(name=text))
    return path


def new_file(text: str) -> Path:
    """Return the path of a file to be written."""
    path = place(text)
    if path.is_dir():
        raise Refused(vi("«{name}» là thư mục, ở đây cần tên một tệp").format(name=text))
    return path


def file(text: str) -> Path:
    """Return the path of a file to be read; raises `NoSuchRecord` when nothing is there."""
    path = new_file(text)
    if not path.exists():
        raise NoSuchRecord(what=text)
    return path


def password_in(file: Path) -> str:
    """Return the password in a file, without the mark that Notepad puts before it.

    Raises `CommandUnclear`.
    """
    try:
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        problem = vi("không đọc được tệp mật khẩu «{name}»")
        raise CommandUnclear(problem=problem.format(name=file)) from error


def period(text: str) -> Period:
    """Return the period of a name; raises `CommandUnclear`."""
    return Period.named(text)
