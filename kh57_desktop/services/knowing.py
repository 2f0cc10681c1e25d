"""What the store knows that helps to read a sheet."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.importing.known import Known, KnownTraining
from kh57_desktop.services.seeding import ALIASES
from kh57_desktop.store import local, queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

HEADINGS = "headings"
"""The setting under which mappings are remembered, by the signature of a head."""


def known_of(con: Connection, desk: Desk, training: int | None) -> Known:
    """Return today, units, villages, plan items, the training and remembered headings."""
    villages = queries.living(con, "villages")
    of_team = {v["unit"]: str(v["name"]) for v in villages}
    return Known(
        desk.today(),
        {u.id: (*_names(u), *([of_team[u.id]] if u.id in of_team else [])) for u in _units(con)},
        {village.id: _names(village) for village in villages},
        {str(item["code"]): item.id for item in queries.living(con, "plan_items")},
        None if training is None else _training(con, training),
        _remembered(con),
    )


def remember(con: Connection, signature: str, fields: Mapping[str, str]) -> None:
    """Keep how an officer understood the headings of a sheet, for the next one like it."""
    kept = {**_remembered(con), signature: dict(fields)}
    local.put_setting(con, HEADINGS, json.dumps(kept, ensure_ascii=False))


def note_row(ledger: Ledger, row_hash: str, kind: str, record: int | None) -> None:
    """Remember that a row came in, so that it changes nothing when it comes again."""
    values = {"row_hash": row_hash, "on_kind": kind, "on_record": record}
    ledger.keep(Edit("import_rows", None, values))


def _remembered(con: Connection) -> dict[str, Mapping[str, str]]:
    kept = local.setting(con, HEADINGS)
    return dict(json.loads(kept)) if kept else {}


def _units(con: Connection) -> list[Shown]:
    return queries.living(con, "units")


def _names(row: Shown) -> tuple[str, ...]:
    """Return name, code, short and paper names, and the aliases."""
    fields = ("name", "code", "short_name", "paper_name")
    named = [str(row[field]) for field in fields if row[field]]
    return (*named, *str(row["aliases"] or "").split(ALIASES))


def _training(con: Connection, training: int) -> KnownTraining:
    shown = queries.one(con, "trainings", training)
    if shown is None or shown.is_gone:
        raise NoSuchRecord(what=f"trainings/{training}")
    days: dict[int, dt.date] = {}
    for lesson in queries.living(con, "lessons", training=training):
        ordinal, held_on = lesson["ordinal"], lesson["held_on"]
        if isinstance(ordinal, int) and isinstance(held_on, dt.date):
            days[ordinal] = held_on
    starts, ends = shown["starts_on"], shown["ends_on"]
    return KnownTraining(
        training,
        starts if isinstance(starts, dt.date) else None,
        ends if isinstance(ends, dt.date) else None,
        days,
    )
