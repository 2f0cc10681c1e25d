"""Bring a spreadsheet in: preview, then right rows in and refused rows told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.errors import NotYet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kh57_desktop.domain.edits import Changes, RefusedRow
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.system.progress import Progress


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became, or would become, of a sheet."""

    read: int
    created: int
    updated: int
    unchanged: int
    incomplete: int
    refused: tuple[RefusedRow, ...]
    training: int | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet that was read and checked; nothing was written."""

    path: Path
    kind: str
    report: ImportReport


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
    ) -> SheetPreview:
        """Read and check a sheet; writes nothing."""
        raise NotYet(what=f"import {path} {kind} {mapping} {training} {progress}")

    def accept(self, preview: SheetPreview) -> ImportReport:
        """Bring the right rows of a preview in, in one ledger."""
        raise NotYet(what=f"import {preview.path}")
