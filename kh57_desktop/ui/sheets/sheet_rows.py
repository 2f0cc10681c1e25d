"""The rows of a spreadsheet as they were understood: what comes in, what is repaired or refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.remedies import remedies
from kh57_desktop.ui import wording
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look.painting import Mark
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kh57_desktop.domain.edits import RefusedRow, Repair
    from kh57_desktop.services.remedies import Remedy
    from kh57_desktop.services.sheets import SheetPreview
    from kh57_desktop.ui.wording import Names

REPAIRED = (FieldType.TEXT, FieldType.REFERENCE)
"""Fields of which an officer sees what became of the letters in the file."""
NARROW = {FieldType.DAY: 96, FieldType.INTEGER: 92, FieldType.FLAG: 70}
"""How wide the columns of short values are; the others share what is left."""


_BETWEEN = re.compile(r"[\s.\-]+")


class RowState(Enum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a file, as the page shows it."""

    number: int
    sheet: str
    row: int
    cells: Mapping[str, str]
    """What each column says, in words."""
    repaired: frozenset[str]
    """The columns whose letters or names were mended."""
    state: RowState
    fault: RefusedRow | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    """What the file says in each column, or what the officer typed there."""
    by_hand: frozenset[str] = frozenset()
    """The columns that the officer typed over."""
    remedies: tuple[Remedy, ...] = ()
    """What the cell at fault probably means."""

    def text(self, heading: str) -> str:
        """Return what stands in a column before it was understood."""
        if self.fault is not None and self.fault.heading == heading:
            return self.fault.value
        return self.typed.get(heading, "")


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as a list of rows, and its columns in their order with how wide each is."""

    rows: tuple[SheetRow, ...]
    headings: Mapping[str, int]


def described_by(kind: str) -> str:
    """Return the kind whose fields a sheet of this kind has."""
    return "people" if kind == "attendance" else kind


def understood(preview: SheetPreview, names: Names) -> Understood:
    """Return the rows of a preview in the order of the file."""
    kind, staged = described_by(preview.kind), preview.staged
    fresh = {(one.at.sheet, one.at.row) for one in preview.fresh}
    found: dict[tuple[str, int], SheetRow] = {}
    widths: dict[str, int] = {}
    for draft in (*staged.people, *staged.drafts):
        place = (draft.at.sheet, draft.at.row)
        if place in found:
            continue
        said, repaired = _cells(kind, draft, names, widths)
        state = RowState.NEW if place in fresh else RowState.SAME
        typed = {heading: draft.typed.get(name, "") for name, heading in draft.headings.items()}
        found[place] = SheetRow(0, *place, said, repaired, state, None, typed)
    for at, texts in staged.beside.items():
        place = (at.sheet, at.row)
        found[place] = SheetRow(0, *place, texts, frozenset(), RowState.REFUSED, None, texts)
    for fault in preview.report.refused:
        blank = SheetRow(0, fault.sheet, fault.row, {}, frozenset(), RowState.REFUSED)
        known = found.get((fault.sheet, fault.row), blank)
        offered = _remedies(preview, fault, names)
        found[fault.sheet, fault.row] = replace(
            known, state=RowState.REFUSED, fault=fault, remedies=offered
        )
        if fault.heading:
            widths.setdefault(fault.heading, 0)
    for repair in staged.repairs:
        row = found.get((repair.sheet, repair.row))
        if row is not None:
            widths.setdefault(repair.heading, 0)
            found[repair.sheet, repair.row] = _typed_over(row, repair)
    ordered = sorted(found.values(), key=lambda one: (_sheet_place(preview, one.sheet), one.row))
    rows = tuple(replace(one, number=number) for number, one in enumerate(ordered))
    told = [heading.text for table in staged.tables for heading in table.headings]
    order = dict.fromkeys((*(text for text in told if text in widths), *widths))
    return Understood(rows, {text: widths[text] for text in order})


def _remedies(preview: SheetPreview, fault: RefusedRow, names: Names) -> tuple[Remedy, ...]:
    kind = KINDS[described_by(preview.kind)]
    columns = (column for table in preview.staged.tables for column in table.headings)
    field = next((c.field for c in columns if c.text == fault.heading and c.field), "")
    about = kind.fields[field].about if field in kind.fields else None
    leads_to = about.refers_to if about is not None else None
    known = [words for (table, _), words in names.items() if table == leads_to]
    return remedies(kind.name, field, fault.value, known)


def _typed_over(row: SheetRow, repair: Repair) -> SheetRow:
    cells = {repair.heading: repair.text, **row.cells}
    typed = {**row.typed, repair.heading: repair.text}
    return replace(row, cells=cells, typed=typed, by_hand=row.by_hand | {repair.heading})


def columns(
    what: Understood, most: int, is_skipped: Callable[[SheetRow], bool]
) -> tuple[Column[SheetRow], ...]:
    """Return at most so many columns of the file, those with faults among them."""
    faulty = [one.fault.heading for one in what.rows if one.fault and one.fault.heading]
    faulty += [heading for one in what.rows for heading in sorted(one.by_hand)]
    all_of_them = tuple(what.headings)
    wanted = list(dict.fromkeys((*all_of_them[:1], *faulty, *all_of_them)))[:most]
    shown = [text for text in all_of_them if text in wanted]

    def result(row: SheetRow) -> str:
        if is_skipped(row):
            return vi("Bỏ")
        return {
            RowState.NEW: vi("Mới"),
            RowState.SAME: vi("Không đổi"),
            RowState.REFUSED: vi("Từ chối"),
        }[row.state]

    def tone(row: SheetRow) -> Tone:
        if is_skipped(row) or row.state is RowState.SAME:
            return Tone.SUB
        return Tone.OK if row.state is RowState.NEW else Tone.ERR

    return (
        Column(vi("Dòng"), lambda row: str(row.row), 54, align="right"),
        *(_column(text, _width(what.headings[text], text in faulty)) for text in shown),
        Column(vi("Kết quả"), result, 92, tone=tone),
    )


def _width(width: int, has_faults: bool) -> int:  # noqa: FBT001 - of this file
    """Return the width of a column; a wrong value is often longer than a right one."""
    return max(width, 130) if width and has_faults else width


def _column(heading: str, width: int) -> Column[SheetRow]:
    def is_at_fault(row: SheetRow) -> bool:
        return row.fault is not None and row.fault.heading == heading

    def words(row: SheetRow) -> str:
        if row.fault is not None and is_at_fault(row):
            return row.fault.value or vi("(trống)")
        return row.cells.get(heading, "")

    def mark(row: SheetRow) -> Mark | None:
        if is_at_fault(row):
            return Mark("error_circle", Tone.ERR, vi("sai"), fills=True)
        if heading in row.by_hand:
            return Mark("edit", Tone.INFO, vi("đã sửa tay"), fills=True)
        if heading in row.repaired:
            return Mark("edit", Tone.INFO, vi("đã tự sửa"), fills=True)
        return None

    return Column(heading, words, width, mark=mark)


def _cells(
    kind: str, draft: Any, names: Names, widths: dict[str, int]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return what the columns of a row say, and which were mended; notes how wide they are."""
    said: dict[str, list[str]] = {}
    repaired = set()
    for name, heading in draft.headings.items():
        if name not in KINDS[kind].fields:
            continue
        holds = KINDS[kind].fields[name].holds
        widths.setdefault(heading, NARROW.get(holds, 0))
        value = draft.values.get(name)
        if value is None:
            continue
        words = wording.worded(kind, name, value, names)
        said.setdefault(heading, []).append(words)
        if holds in REPAIRED and _differs(words, draft.typed.get(name)):
            repaired.add(heading)
    return {heading: ", ".join(parts) for heading, parts in said.items()}, frozenset(repaired)


def _sheet_place(preview: SheetPreview, sheet: str) -> int:
    names: Sequence[str] = [table.at.sheet for table in preview.staged.tables]
    return names.index(sheet) if sheet in names else len(names)


def _differs(words: str, typed: str | None) -> bool:
    """Tell whether the file says it with other letters (TCVN3, another name of a village)."""
    if typed is None:
        return False
    written = unicodedata.normalize("NFC", typed)
    return _BETWEEN.sub("", written).casefold() != _BETWEEN.sub("", words).casefold()
