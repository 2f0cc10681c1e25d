"""People: one form, two records, because names of citizens never leave the unit (SYNC 2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain import names
from kh57_desktop.domain.edits import Edit, Finding, Saved, Shown
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import Audience
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.i18n import vi
from kh57_desktop.services.checking import (
    findings,
    kind_of,
    refuse_faults,
    refuse_stamps,
    tidied,
)
from kh57_desktop.services.keeping import life_of_plan, refuse_conflicts
from kh57_desktop.store import queries
from kh57_desktop.store.memory import of_catalog
from kh57_desktop.system import seals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Clock, Value
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

STAFF = frozenset({Audience.OFFICIALS, Audience.EDUCATORS, Audience.DIGITAL_TEAM_MEMBERS})
"""DT-1, DT-2, DT-6: their names stand in `person` itself."""
IDENTITY = ("full_name", "phone")
_TOLD_BY_KEY = frozenset({"full_name", "birth_year", "sex", "village", "person_key"})
"""Whatever touches one of these has the key worked out anew; nobody types a key."""


@dataclass(frozen=True, slots=True)
class PreparedPerson:
    """A checked person, ready to be written by a ledger."""

    person: Edit
    identity: Edit | None
    """Name and phone, where they stand alone; None when they do not change."""
    findings: tuple[Finding, ...] = field(default=())
    overtaken: tuple[str, ...] = field(default=())
    """Fields changed underneath since they were shown: left out of both edits."""

    def write(self, ledger: Ledger) -> int:
        """Write both records; returns the id of the person."""
        kept = ledger.keep(self.person)
        if self.identity is not None:
            values = {"person": kept, **self.identity.values}
            ledger.keep(replace(self.identity, values=values))
        return kept


@dataclass(frozen=True, slots=True)
class People:
    """What an officer does with people."""

    desk: Desk

    def save(self, edit: Edit, draft: str = "") -> Saved:
        """Check a person and keep both records; the draft of the form goes in the same moment.

        Raises `InvalidRecord` and `NoSuchRecord`; nothing is kept then.
        """
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        with self.desk.journal.reading() as con:
            prepared = checked_person(con, self.desk, edit)
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            kept = prepared.write(ledger)
            ledger.forget_draft(draft)
        late = (name for names_ in ledger.overtaken.values() for name in names_)
        overtaken = tuple(dict.fromkeys((*prepared.overtaken, *late)))
        return Saved(kept, ledger.changes, prepared.findings, overtaken)

    def check(self, edit: Edit) -> tuple[Finding, ...]:
        """Return the findings of an edit laid over both records; nothing is written."""
        with self.desk.journal.reading() as con:
            standing = None if edit.id is None else _standing(con, self.desk, edit.id)
            whole = _whole(self.desk, standing, tidied(kind_of("people"), edit.values))
            return findings(kind_of("people"), whole, self.desk.today(), life_of_plan(con))

    def show(self, person: int) -> Shown:
        """Return a person with name and phone from where they stand; raises `NoSuchRecord`."""
        with self.desk.journal.reading() as con:
            return _standing(con, self.desk, person).shown


def checked_person(con: Connection, desk: Desk, edit: Edit) -> PreparedPerson:
    """Check a person and part the name from the rest; raises `InvalidRecord`, `NoSuchRecord`."""
    kind = kind_of("people")
    edit = replace(edit, values=tidied(kind, edit.values))
    refuse_stamps(kind, edit.values)
    standing = None if edit.id is None else _standing(con, desk, edit.id)
    overtaken: tuple[str, ...] = ()
    if standing is not None:
        _require_own(standing.person, desk)
        refuse_conflicts(kind, standing.shown, edit.values)
        overtaken = standing.overtaken(edit)
        values = {name: value for name, value in edit.values.items() if name not in overtaken}
        edit = replace(edit, values=values)
    whole = _whole(desk, standing, edit.values)
    found = findings(kind, whole, desk.today(), life_of_plan(con))
    refuse_faults(found)
    prepared = (
        _parted_new(con, edit, whole) if standing is None else _parted(con, edit, whole, standing)
    )
    return replace(prepared, findings=found, overtaken=overtaken)


def new_person(con: Connection, desk: Desk, values: Mapping[str, Value]) -> PreparedPerson:
    """Part the name of a new person from the rest; the values have been checked already."""
    edit = Edit("people", None, values)
    return _parted_new(con, edit, _whole(desk, None, values))


def person_key(con: Connection, whole: Mapping[str, Value]) -> str | None:
    """Return the keyed hash by which the commune counts a person once; None without the basis.

    HMAC-SHA256 with the random key of the catalog over folded name, birth year, sex and village.
    It guards against strangers, not against the commune, which holds the key too (TRUST 9).
    """
    key = of_catalog(con, "key of people", lambda: _key_of_people(con))
    year, village = whole.get("birth_year"), whole.get("village")
    name = whole.get("full_name")
    if not (isinstance(key, str) and isinstance(name, str) and year is not None and village):
        return None
    places = of_catalog(con, "codes of villages", lambda: _codes_of_villages(con))
    basis = names.person_base(
        name,
        year if isinstance(year, int) else None,
        str(getattr(whole.get("sex"), "value", whole.get("sex") or "")),
        places.get(village, "") if isinstance(village, int) else "",
    )
    return None if basis is None else seals.keyed_hash(bytes.fromhex(key), basis.encode()).hex()


def _key_of_people(con: Connection) -> Value:
    return next((key["value"] for key in queries.living(con, "catalog_keys")), None)


def _codes_of_villages(con: Connection) -> dict[int, str]:
    """Return the code of every village, also of one that was withdrawn."""
    return {village.id: str(village["code"]) for village in queries.shown(con, "villages")}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is stored of one person, in one record or in two."""

    person: Shown
    identity: Shown | None

    @property
    def shown(self) -> Shown:
        """Both as one record, name and phone with the clocks of where they stand."""
        holders = {name: self.holder(name) for name in IDENTITY}
        disputed = {name for name, holder in holders.items() if name in holder.in_conflict}
        return replace(
            self.person,
            values={**self.person.values, **{n: held[n] for n, held in holders.items()}},
            clocks={**self.person.clocks, **{n: held.clocks[n] for n, held in holders.items()}},
            in_conflict=self.person.in_conflict | disputed,
        )

    def holder(self, name: str) -> Shown:
        """Return the record in which a field stands, or would stand if it were filled in."""
        if self.identity is None or name not in IDENTITY:
            return self.person
        if self.identity[name] is not None:
            return self.identity
        is_shared = self.person[name] is not None or self.person["audience"] in STAFF
        return self.person if is_shared else self.identity

    def overtaken(self, edit: Edit) -> tuple[str, ...]:
        """Return the fields that got another value since they were shown."""
        shown = self.shown
        return tuple(
            name
            for name, value in edit.values.items()
            if shown[name] != value
            and edit.seen.get(name, shown.clocks[name]) != shown.clocks[name]
        )


def _standing(con: Connection, desk: Desk, number: int) -> _Standing:
    person = desk.journal.current(con, "people", number)
    if person is None or person.is_gone:
        raise NoSuchRecord(what=f"people/{number}")
    own = queries.ids(con, "person_identities", person=number)
    identity = desk.journal.current(con, "person_identities", own[0]) if own else None
    return _Standing(person, identity)


def _whole(desk: Desk, standing: _Standing | None, values: Mapping[str, Value]) -> dict[str, Value]:
    if standing is not None:
        return {**standing.shown.values, **values}
    given: dict[str, Value] = {"unit": desk.post.id}
    return given | {name: value for name, value in values.items() if value is not None}


def _parted_new(con: Connection, edit: Edit, whole: Mapping[str, Value]) -> PreparedPerson:
    values = {**whole, "person_key": person_key(con, whole)}
    if whole.get("audience") in STAFF:
        return PreparedPerson(replace(edit, values=values), None)
    named = {name: values.pop(name) for name in IDENTITY if name in values}
    identity = Edit("person_identities", None, named)
    return PreparedPerson(replace(edit, values=values), identity)


def _parted(
    con: Connection, edit: Edit, whole: Mapping[str, Value], standing: _Standing
) -> PreparedPerson:
    """Part an edit so that name and phone stand in one record, and are emptied in the other."""
    shared = {name: value for name, value in edit.values.items() if name not in IDENTITY}
    if not _TOLD_BY_KEY.isdisjoint(edit.values):
        shared["person_key"] = person_key(con, whole)
    alone: dict[str, Value] = {}
    if not {*IDENTITY, "audience"}.isdisjoint(edit.values):
        named, emptied = {name: whole[name] for name in IDENTITY}, dict.fromkeys(IDENTITY)
        is_staff = whole["audience"] in STAFF
        shared |= named if is_staff else emptied
        alone |= emptied if is_staff else named
    identity, seen = standing.identity, _seen(edit, standing.person)
    prepared = PreparedPerson(Edit("people", edit.id, shared, seen), None)
    if identity is not None:
        own = Edit("person_identities", identity.id, alone, _seen(edit, identity))
        return replace(prepared, identity=own if alone else None)
    is_new = any(value is not None for value in alone.values())
    return replace(prepared, identity=Edit("person_identities", None, alone) if is_new else None)


def _seen(edit: Edit, record: Shown) -> dict[str, Clock]:
    """Return the clocks of one record for what the officer saw, wherever it was shown from."""
    return {name: clock for name, clock in record.clocks.items() if name in edit.seen}


def _require_own(person: Shown, desk: Desk) -> None:
    if not _is_own(person, desk):
        raise NotAllowed(
            officer=desk.officer.name,
            action=vi("sửa số liệu của đơn vị khác"),
            who=vi("đơn vị đã ghi"),
        )


def _is_own(person: Shown, desk: Desk) -> bool:
    return person.unit in {"", desk.post.code}
