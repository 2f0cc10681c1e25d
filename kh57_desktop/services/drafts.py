"""Forms that were begun and not saved: kept while typing, offered again after a power cut."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.edits import Edit
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.checking import kind_of, refuse_stamps
from kh57_desktop.store import local, queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

PARENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"publications": ("media_product", "media"), "lessons": ("training", "trainings")}
)
"""Kinds that are called after the record they belong to: the field, and the kind it leads to."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved form: where it belongs, what stood in it, when it was kept."""

    key: str
    edit: Edit
    kept_at: dt.datetime
    title: str = ""
    """How the officer calls it: what is typed as its title, else whose it is."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The unsaved forms of this computer; never shared, never a file (TRUST 2)."""

    desk: Desk

    def keep(self, key: str, edit: Edit) -> dt.datetime:
        """Keep a form as it stands, half-typed fields included; returns when it was kept.

        Raises `SecretStamp`: such a text is not kept for a moment.
        """
        refuse_stamps(kind_of(edit.kind), edit.values)
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
                _draft(con, draft, content)
                for draft, content in read
                if content["officer"] == self.desk.officer.id
            )

    def key_of(self, kind: str, record: int) -> str:
        """Return where the unsaved form of a record is kept: each officer has a place of their own.

        Two officers of one computer may both have begun to change the same record.
        """
        return f"{self.desk.officer.id}/{kind}/{record}"

    def free_key(self, kind: str) -> str:
        """Return a place that no unsaved form of a new record has yet."""
        with self.desk.journal.reading() as con:
            taken = {draft.key for draft in local.drafts(con)}
        numbered = (f"{self.desk.officer.id}/{kind}/new/{n}" for n in itertools.count(1))
        return next(key for key in numbered if key not in taken)

    def drop(self, key: str) -> None:
        """Forget a draft: its form was saved or given up."""
        self.desk.journal.store.run(lambda con: local.drop_draft(con, key))

    def standing_for(self, key: str, edit: Edit) -> Draft:
        """Return a form as a draft that is not kept."""
        with self.desk.journal.reading() as con:
            return Draft(key, edit, self.desk.clock.now(), title_of(con, edit))

    def bring_back(self, draft: Draft) -> Draft:
        """Keep a draft again that was given up; returns it as it stands now.

        What was typed since into the form of the same record is kept over it.
        """
        standing = next((one for one in self.open() if one.key == draft.key), None)
        if standing is None:
            self.keep(draft.key, draft.edit)
            return draft
        if draft.edit.id is None:
            again = replace(draft, key=self.free_key(draft.edit.kind))
        else:
            values = {**draft.edit.values, **standing.edit.values}
            seen = {**draft.edit.seen, **standing.edit.seen}
            again = replace(draft, edit=replace(draft.edit, values=values, seen=seen))
        self.keep(again.key, again.edit)
        return again


def title_of(con: Connection, edit: Edit) -> str:
    """Return how an unsaved form is called: by its title, its record's, or its parent's."""
    kind = KINDS[edit.kind]
    if edit.kind in PARENTS:
        field, parent = PARENTS[edit.kind]
        whose = _title_stored(con, parent, edit.values.get(field))
        words = vi("{noun} của «{parent}»")
        return words.format(noun=kind.noun, parent=whose) if whose else kind.noun
    typed = edit.values.get(kind.shown_by)
    said = str(typed).strip() if typed is not None else ""
    return said or _title_stored(con, edit.kind, edit.id) or kind.noun


def _title_stored(con: Connection, kind: str, record: Value) -> str:
    stored = queries.one(con, kind, record) if isinstance(record, int) else None
    return str(stored[KINDS[kind].shown_by] or "") if stored is not None else ""


def _draft(con: Connection, stored: local.StoredDraft, content: Mapping[str, Any]) -> Draft:
    fields = KINDS[stored.kind].fields
    values = {
        name: _value(fields[name], value)
        for name, value in content["values"].items()
        if name in fields
    }
    seen = {name: (clock[0], clock[1], clock[2]) for name, clock in content["seen"].items()}
    edit = Edit(stored.kind, stored.record, values, seen)
    return Draft(stored.key, edit, dt.datetime.fromisoformat(stored.at), title_of(con, edit))


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
        return next((word for word in field.word if word == value), str(value))
    return value if isinstance(value, str | int | bool) else None
