"""Bundles as a list: what was found, what each would change, how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.domain.edits import Changes
from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.errors import BundleNotForUs, Kh57Error, sentences
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tick_table import tick_column
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.domain.exchanging import Accepted, Preview
    from kh57_desktop.errors import Sentences
    from kh57_desktop.system.progress import Progress

_DATED = re.compile(r"_(\d{4})(\d{2})(\d{2})_")
_WHOLE = frozenset({BundleState.READY, BundleState.CONFLICTS, BundleState.WAITING})


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle that lies somewhere, looked into before it is shown; or why it cannot be."""

    number: int
    """The same each time the bundle is looked at, so that the list keeps its place."""
    path: Path
    preview: Preview | None
    fault: Sentences | None = None

    @property
    def can_be_taken(self) -> bool:
        """Tell whether taking it in would change something."""
        return self.preview is not None and self.preview.state in _WHOLE | {BundleState.HELD}

    @property
    def name(self) -> str:
        """The name of the file, with the day it was packed in front when the name tells it."""
        name = self.preview.name if self.preview else self.path.name
        day = packed_on(name)
        return vi("gói {day}  ·  {name}").format(day=day, name=name) if day else name


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the bundles that were accepted in one go."""

    accepted: tuple[Accepted, ...]
    changes: Changes


def packed_on(name: str) -> str:
    """Return the day in a bundle's name as 15/6; empty when the name tells none."""
    found = _DATED.search(name)
    return f"{int(found[3])}/{int(found[2])}" if found else ""


def look(
    exchange: Any, chosen: Sequence[Path], own: str, *, alone: bool = False
) -> tuple[Found, ...]:
    """Return what lies on drives, in Downloads, and in the files named; runs in the worker.

    What this PC packed itself, and what lies there for others, is left out unless it was named.
    What can be taken in comes first, what was had before last. If wanted the files named `alone`.
    """
    found: list[Found] = []
    for path in dict.fromkeys((*chosen, *(() if alone else exchange.found()))):
        try:
            previews = exchange.open([path])
        except Kh57Error as error:
            if isinstance(error, BundleNotForUs) and path not in chosen:
                continue
            found.append(Found(hash(str(path)), path, None, sentences(error)))
            continue
        for n, one in enumerate(previews):
            if one.device != own or path in chosen:
                found.append(Found(hash((str(path), n)), path, one))
    return tuple(sorted(found, key=_urgency))


def _urgency(found: Found) -> int:
    if found.can_be_taken:
        return 0
    return 1 if found.preview is None or found.preview.state is BundleState.DAMAGED else 2


def take(exchange: Any, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Take bundles in; runs in the worker."""
    accepted = exchange.accept(paths, progress)
    changes = Changes()
    for one in accepted:
        changes |= one.changes
    return TakenIn(tuple(accepted), changes)


def badge(found: Found) -> Badge:
    """Return how a bundle stands, in a word."""
    preview = found.preview
    if preview is None:
        return Badge(vi("Không mở được"), Tone.ERR)
    words = {
        BundleState.READY: (vi("Sẵn sàng"), Tone.OK),
        BundleState.CONFLICTS: (vi("{n} xung đột").format(n=preview.conflicts), Tone.WARN),
        BundleState.WAITING: (vi("Chờ phần thiếu"), Tone.WARN),
        BundleState.HELD: (vi("{n} cách ly").format(n=preview.refused), Tone.ERR),
        BundleState.RECEIVED: (vi("Đã nhận"), Tone.NONE),
        BundleState.DAMAGED: (vi("Hỏng, không mở"), Tone.ERR),
    }
    return Badge(*words[preview.state])


def columns(
    is_ticked: Callable[[Found], bool], sender: Callable[[Found], str]
) -> tuple[Column[Found], ...]:
    """Return the columns of the list."""
    return (
        tick_column(is_ticked),
        Column(vi("Gói tìm thấy"), sender, second=lambda found: found.name, strong=True),
        _count(vi("Mới"), 48, lambda p: sum(p.new.values())),
        _count(vi("Sửa"), 48, lambda p: p.changed),
        _count(vi("Xung đột"), 78, lambda p: p.conflicts, Tone.WARN),
        Column(vi("Trạng thái"), lambda _found: "", 128, badge=badge),
    )


def _count(
    label: str, width: int, count: Callable[[Preview], int], tone: Tone = Tone.PLAIN
) -> Column[Found]:
    def number(found: Found) -> int:
        return count(found.preview) if found.preview else 0

    return Column(
        label,
        lambda found: formats.number(number(found)) if found.preview else "",
        width,
        align="right",
        tone=lambda found: tone if number(found) else Tone.PLAIN,
        always=False,
    )


def described(preview: Preview) -> tuple[str, ...]:
    """Return what a bundle would change, a line for each sort of change."""
    lines = []
    if preview.new:
        count = formats.number(sum(preview.new.values()))
        lines.append(vi("{n} mới: {what}").format(n=count, what=by_kind(preview.new)))
    if preview.changed:
        lines.append(vi("{n} sửa: ô đổi giá trị").format(n=formats.number(preview.changed)))
    if preview.conflicts:
        lines.append(vi("{n} xung đột: chỗ khác nhau cần chọn").format(n=preview.conflicts))
    if preview.refused:
        said = vi("{n} thay đổi ngoài quyền, sẽ cách ly")
        lines.append(said.format(n=formats.number(preview.refused)))
    if preview.waiting_for:
        what = "; ".join(preview.waiting_for)
        lines.append(vi("Còn {what}; phần sau chờ, tự nhập khi đủ").format(what=what))
    if preview.already:
        lines.append(vi("{n} đã nhận trước đó").format(n=formats.number(preview.already)))
    return tuple(lines) or (vi("Không có thay đổi nào"),)


def by_kind(new: Mapping[str, int]) -> str:
    """Return counts of new records with what each is called: 4 hoạt động, 1 lớp tập huấn."""
    parts = []
    for kind, count in new.items():
        noun = KINDS[kind].noun if kind in KINDS else kind
        parts.append(f"{formats.number(count)} {noun[:1].lower()}{noun[1:]}")
    return ", ".join(parts)


def sums(found: Iterable[Found]) -> str:
    """Return what accepting these bundles would bring altogether."""
    previews = [one.preview for one in found if one.preview]
    said = [
        (sum(sum(p.new.values()) for p in previews), vi("{n} mới")),
        (sum(p.changed for p in previews), vi("{n} sửa")),
        (sum(p.conflicts for p in previews), vi("{n} xung đột")),
        (sum(p.refused for p in previews), vi("{n} cách ly")),
    ]
    parts = [words.format(n=formats.number(count)) for count, words in said if count]
    return ", ".join(parts)
