"""Turn the sheets of a file into drafts of one kind, and name the rows that cannot come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.errors import CommandUnclear, NotYet
from kh57_desktop.i18n import vi
from kh57_desktop.importing.drafts import (
    Draft,
    Heading,
    Place,
    Staged,
    TableRead,
    blacked_out,
    refusal,
)
from kh57_desktop.importing.fields import FieldReader, Reading, turned_columns
from kh57_desktop.importing.headings import remembered, signature
from kh57_desktop.importing.known import registers
from kh57_desktop.importing.marks import MarkReader, legend
from kh57_desktop.importing.meanings import EXCLUDED
from kh57_desktop.importing.prints import Prints
from kh57_desktop.importing.repairs import repaired
from kh57_desktop.importing.roster import PersonReader
from kh57_desktop.importing.spellings import MEANINGS
from kh57_desktop.importing.stamped import refuse_stamps
from kh57_desktop.importing.tables import Entry, Table, tables
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.system.progress import Progress

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import RefusedRow, Repair
    from kh57_desktop.importing.grid import Sheet
    from kh57_desktop.importing.known import Known

_ROWS_BETWEEN_REPORTS = 500
_OF_ATTENDANCE = {"mark", "held_on", "lesson"}
_NO_MAPPING: Mapping[str, str] = {}


def stage(
    sheets: Sequence[Sheet],
    kind: str,
    known: Known,
    mapping: Mapping[str, str] = _NO_MAPPING,
    progress: Progress | None = None,
    *,
    repairs: Sequence[Repair] = (),
) -> Staged:
    """Return the drafts and refusals of every table whose headings fit the kind.

    `repairs` are cells that are read as the officer typed them. `mapping` says by hand which field
    a heading means; an empty field leaves its column out. Without a fitting table nothing is staged
    and `tables` is empty. Raises `NotYet` for a kind that comes in no sheet, `CommandUnclear` for a
    mapping that fits neither kind nor file, `SecretStamp` when any cell or line of the file, or one
    typed over, bears one, `Canceled`.
    """
    if kind not in MEANINGS:
        raise NotYet(what=kind)
    _require_fields(kind, mapping)
    asked = {**remembered(sheets, kind, known.remembered), **mapping}
    found = tables(sheets, kind, asked)
    refuse_stamps(sheets, found)
    _require_headings(sheets, mapping)
    laid, standing = repaired(sheets, found, repairs)
    if standing:
        found = tables(laid, kind, asked)
        refuse_stamps(laid, found)
    staging = _Staging(kind, known, progress or Progress())
    for _, of_sheet in groupby(found, key=lambda table: id(table.sheet)):
        staging.take(list(of_sheet))
    return replace(staging.staged(found), repairs=standing)


@dataclass(slots=True)
class _Staging:
    """Collects what the tables of a file give."""

    kind: str
    known: Known
    progress: Progress
    drafts: list[Draft] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    people: list[Draft] = field(default_factory=list)
    days: dict[tuple[dt.date, int], None] = field(default_factory=dict)
    beside: dict[Place, dict[str, str]] = field(default_factory=dict)
    prints: Prints = field(init=False)

    def __post_init__(self) -> None:
        training = self.known.training
        self.prints = Prints(self.kind, training.id if training else None)

    def staged(self, found: Sequence[Table]) -> Staged:
        """Return what was collected."""
        return Staged(
            tuple(self.drafts),
            tuple(self.refused),
            tuple(map(_table_read, found)),
            self.prints.repeated,
            tuple(self.people),
            tuple(day for day, _ in sorted(self.days)),
            self.beside,
        )

    def take(self, of_sheet: list[Table]) -> None:
        """Read the tables of one sheet."""
        if self.kind == "attendance":
            for table in of_sheet:
                self._take_attendance(table)
            return
        met, turned = registers(self.known), turned_columns(of_sheet)
        for table in of_sheet:
            reader: FieldReader | PersonReader
            if self.kind == "people":
                reader = PersonReader(table, met, self.known.today)
            else:
                reader = FieldReader(self.kind, table, met, dict(self.known.plan_items), turned)
            for done, entry in enumerate(table.entries):
                if done % _ROWS_BETWEEN_REPORTS == 0:
                    self.progress.report(done, len(table.entries))
                self._take_row(table, entry, reader.read(entry))

    def _take_row(self, table: Table, entry: Entry, reading: Reading) -> None:
        if self.prints.is_repeated(table, entry):
            return
        at = Place(table.sheet.name, entry.number)
        if reading.faults:
            self._refuse(at, reading)
            return
        row_hash = self.prints.of_row(reading.values)
        self.drafts.append(
            Draft(at, reading.values, row_hash, reading.headings, reading.typed, reading.meets)
        )

    def _refuse(self, at: Place, reading: Reading) -> None:
        """Name the first fault of a row, and remember what its columns say."""
        fault = reading.faults[0]
        self.refused.append(refusal(at, fault.heading, fault.value, fault.why))
        named = ((reading.headings.get(name, ""), text) for name, text in reading.typed.items())
        self.beside[at] = {heading: blacked_out(text) for heading, text in named if heading}

    def _take_attendance(self, table: Table) -> None:
        people = PersonReader(table, registers(self.known), self.known.today)
        marks = MarkReader(table, self.known.training, legend(table.beside))
        for lesson in marks.lessons:
            self.days.setdefault(lesson)
        for entry in table.entries:
            at = Place(table.sheet.name, entry.number)
            if self.prints.is_repeated(table, entry):
                continue
            reading = people.read(entry)
            if reading.faults:
                self._refuse(at, reading)
                continue
            person = self.prints.of_person(reading.values)
            self.people.append(Draft(at, reading.values, person, reading.headings, reading.typed))
            self._take_marks(at, marks, entry, self.people[-1])

    def _take_marks(self, at: Place, marks: MarkReader, entry: Entry, person: Draft) -> None:
        """Take the marks of a row, each by itself: one unreadable mark holds up no other."""
        for found in marks.read(entry):
            if isinstance(found.mark, Unreadable):
                self.refused.append(refusal(at, found.heading, found.mark.text, found.mark.why))
                continue
            values = {
                **person.values,
                "held_on": found.held_on,
                "sitting": found.sitting,
                "mark": found.mark.value,
            }
            row_hash = self.prints.of_mark(person.row_hash, found)
            headings = {**person.headings, "mark": found.heading}
            typed = {**person.typed, "mark": found.typed}
            self.drafts.append(Draft(at, values, row_hash, headings, typed, person=person.row_hash))
            self.days.setdefault((found.held_on, found.sitting))


def _require_fields(kind: str, mapping: Mapping[str, str]) -> None:
    """Refuse a mapping to a field that the kind does not have."""
    fields = {*KINDS["people" if kind == "attendance" else kind].fields, ""}
    allowed = fields | (_OF_ATTENDANCE if kind == "attendance" else set())
    for name in mapping.values():
        if name not in allowed:
            raise CommandUnclear(problem=vi("không có trường «{name}»").format(name=name))


def _require_headings(sheets: Sequence[Sheet], mapping: Mapping[str, str]) -> None:
    """Refuse a mapping of a heading that the file does not have."""
    missing = {bare(heading): heading for heading in mapping}
    for sheet in sheets:
        for row in sheet.rows:
            if not missing:
                return
            for cell in row.cells:
                if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING:
                    missing.pop(bare(cell), None)
    for heading in missing.values():
        text = vi("tệp không có cột «{heading}»")
        raise CommandUnclear(problem=text.format(heading=heading))


_LONGEST_HEADING = 120


def _table_read(table: Table) -> TableRead:
    columns = [column for column in table.head.columns if column.heading]
    return TableRead(
        Place(table.sheet.name, table.sheet.rows[table.head.last].number),
        tuple(
            Heading(
                column.heading,
                None if column.meaning == EXCLUDED else column.meaning,
                column.meaning == EXCLUDED,
            )
            for column in columns
        ),
        signature([column.heading for column in columns]),
    )
