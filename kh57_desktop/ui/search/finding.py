"""What was found for some words: records by kind, then what can be done with the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.domain.names import bare
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import record_pages, shortcuts, wording
from kh57_desktop.ui.lists.found_list import Line
from kh57_desktop.ui.parts.marked import begun_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.edits import Shown

ORDER = ("people", "activities", "trainings", "lessons", "media", "plan_items", "units", "villages")
IN_A_GROUP = 5
MOST_FOUND = 60
COMMANDS = {
    "attendance": "people_community",
    "new_media": "play_circle",
    "report": "document_text",
    "lock": "lock_closed",
    "full_screen": "zoom_in",
}
"""What the search box can do besides opening pages, with its icon."""
FIELDS_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Go:
    """A page that was found by its name."""

    page: str


@dataclass(frozen=True, slots=True)
class Press:
    """A command of the window that was found by its words."""

    command: str


@dataclass(frozen=True, slots=True)
class Make:
    """An activity that is to be made with these words as its title."""

    title: str


@dataclass(frozen=True, slots=True)
class Look:
    """A record at a glance."""

    kind: str
    title: str
    noun: str
    lines: tuple[tuple[str, str], ...]
    is_masked: bool


def groups(hits: Sequence[Any]) -> dict[str, list[Any]]:
    """Return what was found by kind, people first."""
    found: dict[str, list[Any]] = {}
    for kind in (*ORDER, *(hit.kind for hit in hits)):
        of_kind = [hit for hit in hits if hit.kind == kind]
        if of_kind:
            found[kind] = of_kind
    return found


def lines_of(hits: Sequence[Any], words: str, only: str = "") -> list[Line]:
    """Return the lines of a list: at most five a group, all of the only group asked for."""
    lines = []
    for kind, found in groups(hits).items():
        if only and kind != only:
            continue
        shown = found if only else found[:IN_A_GROUP]
        count = vi("{shown} trong {all}").format(shown=len(shown), all=len(found))
        lines.append(Line(noun(kind), count))
        lines += [line_of(hit, words) for hit in shown]
    return lines


def line_of(hit: Any, words: str) -> Line:
    """Return the line of one record."""
    day = formats.day(hit.day) if hit.day else ""
    detail = "  ·  ".join(part for part in (day, hit.detail) if part)
    title = hit.title or vi("{noun} chưa có tên").format(noun=noun(hit.kind))
    return Line(title, detail, record_pages.icon_of(hit.kind), begun_by(title, words), hit)


def commands(words: str, places: Sequence[tuple[str, str, str]]) -> list[Line]:
    """Return the pages and commands the words name, and the way to make something of them."""
    if not words.strip():
        return []
    wanted = bare(words)
    lines = [
        Line(word, vi("mở trang"), icon, begun_by(word, words), Go(name))
        for name, word, icon in places
        if wanted and f" {bare(word)}".find(f" {wanted}") >= 0
    ]
    named = ((name, icon, shortcuts.KEYS[name].words) for name, icon in COMMANDS.items())
    lines += [
        Line(said, vi("làm ngay"), icon, begun_by(said, words), Press(name), shortcuts.cap(name))
        for name, icon, said in named
        if f" {bare(said)}".find(f" {wanted}") >= 0
    ]
    title = vi("Ghi hoạt động mới tên “{words}”").format(words=words.strip())
    said = vi("mở mẫu với tên đã điền")
    key = shortcuts.cap("new_activity")
    lines.append(Line(title, said, "add", (), Make(words.strip()), key))
    return [Line(vi("Lệnh"), str(len(lines))), *lines]


def noun(kind: str) -> str:
    """Return what a kind is called at the head of its group."""
    return KINDS[kind].noun if kind in KINDS else kind


def glance(office: Any, kind: str, record: int) -> Look:
    """Return a record at a glance, sensitive fields left out; runs in the worker."""
    shown = office.people.show(record) if kind == "people" else office.records.show(kind, record)
    names = wording.names_of(office.catalog)
    known = KINDS[kind]
    lines: list[tuple[str, str]] = []
    is_masked = False
    for name, field in known.fields.items():
        if shown[name] is None or field.about.hidden or name == known.shown_by:
            continue
        if field.about.sensitive or name == "phone":
            is_masked = True
        elif len(lines) < FIELDS_SHOWN:
            lines.append((field.about.label, wording.worded(kind, name, shown[name], names)))
    return Look(kind, _title(shown), known.noun, tuple(lines), is_masked)


def _title(shown: Shown) -> str:
    return str(shown[KINDS[shown.kind].shown_by] or "")
