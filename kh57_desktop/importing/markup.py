"""Read XML from outside: no document types, no entities, UTF-8 alone (TRUST 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from kh57_desktop.errors import SheetUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def is_markup(data: bytes) -> bool:
    """Tell whether bytes begin like XML or HTML."""
    return data[:512].removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<")


def require_harmless(data: bytes) -> None:
    """Raise `SheetUnreadable` for a document type, an entity or an encoding besides UTF-8."""
    if b"\0" in data[:64] or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise SheetUnreadable(why="encoding")
    declared = _ENCODING.match(data.removeprefix(_BYTE_ORDER_MARK).lstrip()[:512])
    if declared and declared[1].lower() not in _PLAIN_ENCODINGS:
        raise SheetUnreadable(why="encoding")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SheetUnreadable(why="document type")


def walk(
    data: bytes,
    opened: Callable[[str, Mapping[str, str]], None],
    closed: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell every element of a harmless document as it opens and closes, by its local name.

    Names of elements and attributes lose their prefix. Raises `SheetUnreadable` where the document
    is no well-formed XML.
    """
    require_harmless(data)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False

    def start(name: str, attributes: dict[str, str]) -> None:
        opened(local(name), {local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: closed(local(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat names no such argument
    except expat.ExpatError as error:
        raise SheetUnreadable(why="markup") from error


def local(name: str) -> str:
    """Return a name without its namespace prefix."""
    return name.rsplit(":", 1)[-1]
