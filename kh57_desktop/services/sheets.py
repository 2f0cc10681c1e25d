"""Bring a spreadsheet in: preview, then right rows in and refused rows told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Level, RefusedRow
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.secrecy import stamp_in
from kh57_desktop.errors import NotYet, SecretStamp, SheetUnreadable
from kh57_desktop.i18n import vi
from kh57_desktop.importing import sheets, staging
from kh57_desktop.services import rolls
from kh57_desktop.services.checking import kind_of
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.knowing import known_of, note_row, remember
from kh57_desktop.services.lots import keep_people, keep_records, note_rows
from kh57_desktop.services.people import PreparedPerson, new_person
from kh57_desktop.store import queries
from kh57_desktop.system import room
from kh57_desktop.system.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.domain.edits import Finding, Repair, Value
    from kh57_desktop.importing.drafts import Draft, Staged
    from kh57_desktop.importing.grid import Sheet
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

IMPORTED = ("activities", "media", "people", "trainings", "attendance")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became, or would become, of a sheet."""

    read: int
    created: int
    updated: int
    unchanged: int
    incomplete: int
    refused: tuple[RefusedRow, ...]
    training: int | None = None
    changes: Changes = Changes()  # noqa: RUF009  a frozen value


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read of a file, and what it is to be understood as."""

    path: Path
    kind: str
    mapping: Mapping[str, str]
    """What the officer said of headings, to be remembered."""
    training: int | None
    sheets: tuple[Sheet, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet that was read and checked; nothing was written."""

    file: ReadFile
    staged: Staged
    fresh: tuple[Draft, ...]
    """The rows that would come in."""
    report: ImportReport

    @property
    def path(self) -> Path:
        """The file."""
        return self.file.path

    @property
    def kind(self) -> str:
        """The kind of record that its rows become."""
        return self.file.kind


@dataclass(frozen=True, slots=True)
class Sheets:
    """What an officer does with spreadsheets."""

    desk: Desk

    def preview(
        self,
        path: Path,
        kind: str,
        mapping: Mapping[str, str],
        training: int | None = None,
        progress: Progress | None = None,
        *,
        repairs: Sequence[Repair] = (),
    ) -> SheetPreview:
        """Read and check a sheet, with the cells that were typed over; writes nothing.

        Raises `SheetUnreadable` also when no table fits the kind, `InputTooBig`, `CommandUnclear`,
        `NoSuchRecord`, `SecretStamp`, and `NotYet` for a kind that comes in no sheet.
        """
        kind_of(kind)
        if kind not in IMPORTED:
            raise NotYet(what=f"import {kind}")
        watched = progress or Progress()
        _refuse_stamped_name(path)
        file = ReadFile(path, kind, mapping, training, sheets.read(path, watched))
        return self._checked(file, repairs, watched)

    def checked(self, before: SheetPreview, repairs: Sequence[Repair]) -> SheetPreview:
        """Check a sheet again with cells that the officer typed over; the file is left alone.

        Raises `SecretStamp`, and `SheetUnreadable` when no table fits the kind any more.
        """
        return self._checked(before.file, repairs, Progress())

    def accept(
        self, preview: SheetPreview, *, without: Sequence[tuple[str, int]] = ()
    ) -> ImportReport:
        """Bring the right rows of a preview in, all in one ledger; known rows stay as they are.

        Rows named by sheet and number are left out. A file whose rows are all known changes
        nothing.
        """
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        room.require(self.desk.home.folder, self.desk.disk)
        chosen = [d for d in preview.fresh if (d.at.sheet, d.at.row) not in set(without)]
        if not chosen:
            return replace(preview.report, created=0)
        with self.desk.journal.reading() as con:
            writer = self._writer(con, preview, chosen)
        with self.desk.journal.writing(self.desk.officer.id, "import") as ledger:
            training = writer.write(ledger)
        if preview.file.mapping:
            with self.desk.journal.store.writing() as con:
                for table in preview.staged.tables:
                    remember(con, table.signature, preview.file.mapping)
        return replace(
            preview.report,
            created=len(chosen),
            training=training or preview.report.training,
            changes=ledger.changes,
        )

    def _checked(
        self, file: ReadFile, repairs: Sequence[Repair], watched: Progress
    ) -> SheetPreview:
        kind, training = file.kind, file.training
        with self.desk.journal.reading() as con:
            known = known_of(con, self.desk, training)
            staged = staging.stage(file.sheets, kind, known, file.mapping, watched, repairs=repairs)
            if not staged.tables:
                raise SheetUnreadable(name=file.path.name)
            fresh, refused, incomplete = self._judged(con, kind, staged)
        report = ImportReport(
            staged.read,
            len(fresh),
            0,
            staged.repeated + len(staged.drafts) - len(fresh) - len(refused),
            incomplete,
            (*staged.refused, *refused),
            training,
        )
        return SheetPreview(file, staged, fresh, report)

    def _writer(
        self, con: Connection, preview: SheetPreview, chosen: Sequence[Draft]
    ) -> _Marks | _Rows:
        if preview.kind == "attendance":
            roll = rolls.call(
                con,
                self.desk,
                preview.staged,
                chosen,
                training=preview.report.training,
                title=preview.path.stem,
            )
            return _Marks(chosen, roll)
        people = {
            draft.row_hash: new_person(con, self.desk, draft.values)
            for draft in (chosen if preview.kind == "people" else ())
        }
        defaults = Keeping(self.desk).defaults(con, preview.kind)
        return _Rows(preview.kind, chosen, defaults, people)

    def _judged(
        self, con: Connection, kind: str, staged: Staged
    ) -> tuple[tuple[Draft, ...], tuple[RefusedRow, ...], int]:
        """Part the drafts into fresh ones and refused ones; known rows are neither."""
        hashes = [draft.row_hash for draft in staged.drafts]
        known = queries.present(con, "import_rows", "row_hash", hashes)
        fresh: list[Draft] = []
        refused: list[RefusedRow] = []
        incomplete = 0
        defaults = Keeping(self.desk).defaults(con, kind)
        for draft in staged.drafts:
            if draft.row_hash in known:
                continue
            found = self._findings(con, kind, draft, defaults)
            faults = [f for f in found if f.level is Level.FAULT]
            if faults:
                refused.append(draft.refused(faults[0].field, faults[0].text))
                continue
            incomplete += any(f.level is not Level.REMINDER for f in found)
            fresh.append(draft)
        return tuple(fresh), tuple(refused), incomplete

    def _findings(
        self, con: Connection, kind: str, draft: Draft, defaults: Mapping[str, Value]
    ) -> Sequence[Finding]:
        if kind == "attendance":
            return rolls.findings(con, self.desk, draft)
        return Keeping(self.desk).findings(con, kind, {**defaults, **draft.values})


def _refuse_stamped_name(path: Path) -> None:
    """Refuse a file whose very name bears a stamp."""
    stamp = stamp_in(path.stem)
    if stamp is not None:
        raise SecretStamp(where=vi("Tên tệp"), stamp=stamp)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that are a record each."""

    kind: str
    drafts: Sequence[Draft]
    defaults: Mapping[str, Value]
    people: Mapping[str, PreparedPerson]

    def write(self, ledger: Ledger) -> int | None:
        """Write every record and remember its row."""
        if self.kind == "people":
            records = keep_people(ledger, [self.people[draft.row_hash] for draft in self.drafts])
        else:
            many = [{**self.defaults, **draft.values} for draft in self.drafts]
            records = keep_records(ledger, self.kind, many)
        hashes = [draft.row_hash for draft in self.drafts]
        note_rows(ledger, self.kind, list(zip(hashes, records, strict=True)))
        return None


@dataclass(frozen=True, slots=True)
class _Marks:
    """Marks of a grid, with the class they belong to."""

    drafts: Sequence[Draft]
    roll: rolls.Roll

    def write(self, ledger: Ledger) -> int | None:
        """Write the grid and remember every mark's row; returns the training."""
        training = self.roll.write(ledger)
        for draft in self.drafts:
            note_row(ledger, draft.row_hash, "attendance", None)
        return training
