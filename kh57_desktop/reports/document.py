"""What a paper consists of, before anybody decides how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kh57_desktop.domain.edits import Figure


class Face(Enum):
    """The four faces of the paper's one typeface."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"


class Align(Enum):
    """Where a line stands between its two edges."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class RowKind(Enum):
    """What a row of a table is to the others."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in one face; `figure` names the figure they print."""

    text: str
    face: Face = Face.REGULAR
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a single line; sizes and gaps in points, the indent in mm."""

    words: tuple[Words, ...]
    size: float = 13
    align: Align = Align.LEFT
    indent: float = 0
    above: float = 0
    leading: float = 1.15
    rule: float = 0
    """A stroke below, as a share of the width of the text; 0: none."""
    stays: bool = False
    """Never the last on its page: it belongs to what follows."""
    on_new_page: bool = False

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(words.text for words in self.words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; its width in mm is a wish that the layout scales to the page."""

    head: str
    width: float
    align: Align = Align.RIGHT
    group: str = ""
    """Columns that stand side by side under one heading name it here."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: a text, and the number it writes when it is one."""

    text: str = ""
    number: int | None = None
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell may span several columns, a group row spans them all."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading is repeated on every page and whose rows are never cut."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = 11
    row_height: float = 0
    """The least height of a row in mm, for tables that are filled in by pen."""
    above: float = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines centered one below the other, in a share of the width."""

    lines: tuple[Line, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Abreast:
    """Stacks side by side that stay on one page: a letterhead, the places for signatures."""

    stacks: tuple[Stack, ...]
    above: float = 0


MM = 72 / 25.4
"""Points in a millimeter."""
Block: TypeAlias = Line | Table | Abreast
NO_FIGURES: Mapping[str, Figure] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """A composed paper; `figures` holds every counted number that a cell or a line names."""

    name: str
    title: str
    issuer: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False
    watermark: str = ""
    """Drawn pale across every page: a paper of the practice commune is no paper of the commune."""
    figures: Mapping[str, Figure] = field(default_factory=lambda: NO_FIGURES)

    def texts(self) -> Iterator[str]:
        """Yield every text of the paper in reading order."""
        yield self.watermark
        for block in self.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Line):
        yield block.text
    elif isinstance(block, Abreast):
        for stack in block.stacks:
            for line in stack.lines:
                yield line.text
    else:
        for column in block.columns:
            yield column.head
        for row in block.rows:
            for cell in row.cells:
                yield cell.text


def line(
    text: str,
    face: Face = Face.REGULAR,
    *,
    size: float = 13,
    align: Align = Align.LEFT,
    indent: float = 0,
    above: float = 0,
    rule: float = 0,
    stays: bool = False,
    on_new_page: bool = False,
) -> Line:
    """Return a line in one face (arguments as in `Line`)."""
    return Line(
        (Words(text, face),),
        size,
        align,
        indent,
        above,
        rule=rule,
        stays=stays,
        on_new_page=on_new_page,
    )
