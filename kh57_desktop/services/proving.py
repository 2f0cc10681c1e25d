"""What a self-test asks and no officer does: whether the parts of the program are there."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kh57_desktop.reports import faces
from kh57_desktop.reports.document import Face
from kh57_desktop.store import schema, upgrade
from kh57_desktop.store.store import Store
from kh57_desktop.system.slots import StoreKey

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

_DARK = 128


def shape_after_migrations(folder: Path, disk: Disk) -> tuple[int, int]:
    """Return the shape of a store that only the migrations have made, and the one it should have.

    Raises what goes wrong: an installed program may lack the migrations or what they need.
    """
    key = StoreKey.random()
    upgrade.lay(folder, key)
    with closing(Store.open(folder, key, disk)) as store:
        return schema.version(store.driver), schema.VERSION


def marks_are_placed(name: str) -> bool:
    """Tell whether the letters of a name are placed mark by mark: without it they print apart."""
    return type(faces.shaped(name, Face.REGULAR, 12)) is not str


def drawn(paper: bytes) -> tuple[str, float]:
    """Return what a paper says, and which share of its first page is dark when drawn."""
    import pypdfium2

    file = pypdfium2.PdfDocument(paper)
    try:
        dots = bytes(file[0].render(scale=1, grayscale=True).buffer)
        said = "\n".join(page.get_textpage().get_text_range() for page in file)
    finally:
        file.close()
    return said, sum(dot < _DARK for dot in dots) / len(dots)
