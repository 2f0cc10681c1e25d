"""Forms that were begun and not saved: kept while typing, offered again after a power cut."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.edits import Edit
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved form: where it belongs, what stood in it, when it was kept."""

    key: str
    edit: Edit
    kept_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """The unsaved forms of this computer; never shared, never a file (TRUST 2)."""

    desk: Desk

    def keep(self, key: str, edit: Edit) -> dt.datetime:
        """Keep a form as it stands, half-typed fields included; returns when it was kept."""
        now = self.desk.clock.now()
        content = {
            "officer": self.desk.officer.id,
            "values": {name: _stored(value) for name, value in edit.values.items()},
            "seen": {name: list(clock) for name, clock in edit.seen.items()},
        }
        text = json.dumps(content, ensure_ascii=False)
        draft = local.StoredDraft(key, edit.kind, edit.id, now.isoformat(), text)
        self.desk.journal.store.run(lambda con: local.put_draft(con, draft))
        return now

    def open(self) -> tuple[Draft, ...]:
        """Return the officer's drafts, the latest first."""
        with self.desk.journal.reading() as con:
            stored = local.drafts(con)
        read = ((draft, json.loads(draft.content)) for draft in stored if draft.kind in KINDS)
        return tuple(
            _draft(draft, content)
            for draft, content in read
            if content["officer"] == self.desk.officer.id
        )

    def drop(self, key: str) -> None:
        """Forget a draft: its form was saved or given up."""
        self.desk.journal.store.run(lambda con: local.drop_draft(con, key))


def _draft(stored: local.StoredDraft, content: Mapping[str, Any]) -> Draft:
    fields = KINDS[stored.kind].fields
    values = {
        name: _value(fields[name], value)
        for name, value in content["values"].items()
        if name in fields
    }
    seen = {name: (clock[0], clock[1], clock[2]) for name, clock in content["seen"].items()}
    edit = Edit(stored.kind, stored.record, values, seen)
    return Draft(stored.key, edit, dt.datetime.fromisoformat(stored.at))


def _stored(value: Value) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(field: Field, value: Any) -> Value:
    """Return a stored value in its own type; a half-typed text stays the text it was."""
    if field.holds is FieldType.DAY and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, list):
        return tuple(field.word(slug) if field.word else str(slug) for slug in value)
    if field.holds is FieldType.WORD and field.word is not None and value:
        return field.word(value)
    return value if isinstance(value, str | int | bool) else None
