"""People: one form, two records, because names of citizens never leave the unit (SYNC 2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain import names
from kh57_desktop.domain.edits import Changes, Edit, Finding, Saved, Shown
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import Audience
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.i18n import vi
from kh57_desktop.services.checking import findings, kind_of, refuse_faults, refuse_stamps
from kh57_desktop.services.keeping import life_of_plan, refuse_conflicts
from kh57_desktop.store import queries
from kh57_desktop.store.memory import of_catalog
from kh57_desktop.system import seals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

STAFF = frozenset({Audience.OFFICIALS, Audience.EDUCATORS, Audience.DIGITAL_TEAM_MEMBERS})
"""DT-1, DT-2, DT-6: their names stand in `person` itself."""
IDENTITY = ("full_name", "phone")


@dataclass(frozen=True, slots=True)
class PreparedPerson:
    """A checked person, ready to be written by a ledger."""

    person: Edit
    identity: Edit | None
    """Name and phone, where they stand alone; None when they do not change."""
    findings: tuple[Finding, ...] = field(default=())

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
        overtaken = tuple(name for names_ in ledger.overtaken.values() for name in names_)
        return Saved(kept, ledger.changes, prepared.findings, overtaken)

    def show(self, person: int) -> Shown:
        """Return a person with name and phone from where they stand; raises `NoSuchRecord`."""
        with self.desk.journal.reading() as con:
            shown = self.desk.journal.current(con, "people", person)
            if shown is None or shown.is_gone:
                raise NoSuchRecord(what=f"people/{person}")
            identity = next(iter(queries.living(con, "person_identities", person=person)), None)
            if identity is None:
                return shown
            private = self.desk.journal.current(con, "person_identities", identity.id) or identity
        named = {name: private[name] for name in IDENTITY if private[name] is not None}
        clocks = {n: c for n, c in private.clocks.items() if n in named}
        return replace(shown, values={**shown.values, **named}, clocks={**shown.clocks, **clocks})

    def fill_keys(self) -> Changes:
        """Give a key to every person who can have one and has none, once the catalog is here."""
        with self.desk.journal.reading() as con:
            lacking = queries.ids(con, "people", person_key=None, unit=self.desk.post.id)
            if not lacking or not queries.living(con, "catalog_keys"):
                return Changes()
            people = queries.shown(con, "people", lacking)
            keys = {p.id: person_key(con, p.values) for p in people if _is_own(p, self.desk)}
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            for person, key in keys.items():
                if key is not None:
                    ledger.keep(Edit("people", person, {"person_key": key}))
        return ledger.changes


def checked_person(con: Connection, desk: Desk, edit: Edit) -> PreparedPerson:
    """Check a person and part the name from the rest; raises `InvalidRecord`, `NoSuchRecord`."""
    refuse_stamps(kind_of("people"), edit.values)
    stored: Shown | None = None
    identity: Shown | None = None
    if edit.id is not None:
        stored = desk.journal.current(con, "people", edit.id)
        if stored is None or stored.is_gone:
            raise NoSuchRecord(what=f"people/{edit.id}")
        if not _is_own(stored, desk):
            raise NotAllowed(
                officer=desk.officer.name,
                action=vi("sửa số liệu của đơn vị khác"),
                who=vi("đơn vị đã ghi"),
            )
        identity = next(iter(queries.living(con, "person_identities", person=edit.id)), None)
        if identity is not None:
            identity = desk.journal.current(con, "person_identities", identity.id) or identity
        for record in (stored, identity):
            if record is not None:
                refuse_conflicts(kind_of(record.kind), record, edit.values)
    whole = _whole(desk, stored, identity, edit)
    found = findings(kind_of("people"), whole, desk.today(), life_of_plan(con))
    refuse_faults(found)
    return _parted(con, edit, whole, identity, found)


def new_person(con: Connection, desk: Desk, values: Mapping[str, Value]) -> PreparedPerson:
    """Part the name of a new person from the rest; the values have been checked already."""
    edit = Edit("people", None, values)
    return _parted(con, edit, _whole(desk, None, None, edit), None, ())


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


def _whole(
    desk: Desk, stored: Shown | None, identity: Shown | None, edit: Edit
) -> dict[str, Value]:
    if stored is None:
        given: dict[str, Value] = {"unit": desk.post.id}
        return given | {name: value for name, value in edit.values.items() if value is not None}
    whole = dict(stored.values)
    if identity is not None:
        whole |= {name: identity[name] for name in IDENTITY}
    return whole | dict(edit.values)


def _parted(
    con: Connection,
    edit: Edit,
    whole: dict[str, Value],
    identity: Shown | None,
    found: tuple[Finding, ...],
) -> PreparedPerson:
    is_staff = whole.get("audience") in STAFF
    touched = dict(edit.values) if edit.id is not None else dict(whole)
    if edit.id is None or {"full_name", "birth_year", "sex", "village"} & set(touched):
        touched["person_key"] = person_key(con, whole)
    given = {
        name: whole.get(name) for name in IDENTITY if name in touched or whole.get(name) is not None
    }
    if is_staff:
        return PreparedPerson(replace(edit, values=touched | given), None, found)
    shared = {name: value for name, value in touched.items() if name not in IDENTITY}
    if edit.id is not None and "audience" in touched:
        shared |= dict.fromkeys(IDENTITY)  # a former official: the name leaves the shared record
    seen = {name: clock for name, clock in edit.seen.items() if name not in IDENTITY}
    person = Edit("people", edit.id, shared, seen)
    if edit.id is not None and not set(touched) & {*IDENTITY, "audience"}:
        return PreparedPerson(person, None, found)
    named = {name: clock for name, clock in edit.seen.items() if name in IDENTITY}
    number = identity.id if identity is not None else None
    return PreparedPerson(person, Edit("person_identities", number, given, named), found)


def _is_own(person: Shown, desk: Desk) -> bool:
    return person.unit in {"", desk.post.code}
