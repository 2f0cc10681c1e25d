"""The keys of people follow what is stored of them, whoever wrote it and however it met."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.errors import EnvironmentFault
from kh57_desktop.services.people import person_key
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.domain.edits import Shown, Value
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

_log = logging.getLogger(__name__)


def renew(desk: Desk, arrived: Sequence[Changes] = ()) -> tuple[Changes, int]:
    """Give own people their keys: who has none, and who changed; returns the cards it closed too.

    Name and year of birth may have been corrected on two PCs, each of which wrote another key: that
    is no question for a person. PCs that do so apart write the same and agree. What was taken in
    stands even if this fails; it is done at the next acceptance.
    """
    try:
        with desk.journal.reading() as con:
            found = list(_out_of_date(con, desk, arrived))
        with desk.journal.writing(desk.officer.id, "program settles") as ledger:
            for person, key in found:
                if "person_key" in person.in_conflict:
                    ledger.settle("people", person.id, "person_key", key)
                else:
                    ledger.keep(Edit("people", person.id, {"person_key": key}))
    except EnvironmentFault as refused:
        _log.warning("person keys not filled: %s", refused.code)
        return Changes(), 0
    return ledger.changes, sum("person_key" in person.in_conflict for person, _ in found)


def _out_of_date(
    con: Connection, desk: Desk, arrived: Sequence[Changes]
) -> Iterator[tuple[Shown, Value]]:
    if not queries.living(con, "catalog_keys"):
        return
    lacking = set(queries.ids(con, "people", person_key=None, unit=desk.post.id))
    touched = _touched(con, arrived)
    if touched:  # at the commune most are of others
        touched.intersection_update(queries.ids(con, "people", unit=desk.post.id))
    for whole in queries.shown(con, "people", sorted(lacking | touched)):
        if whole.is_gone or whole.unit not in {"", desk.post.code} or whole["full_name"] is None:
            continue
        key = person_key(con, whole.values)
        person = desk.journal.current(con, "people", whole.id) if whole.id in touched else whole
        is_disputed = person is not None and "person_key" in person.in_conflict
        if person is not None and (is_disputed or person["person_key"] != key):
            yield person, key


def _touched(con: Connection, arrived: Sequence[Changes]) -> set[int]:
    """Return the people of whom something changed, a name that stands alone included."""
    rows = [row for one in arrived for row in one.rows]
    alone = sorted({number for kind, number in rows if kind == "person_identities"})
    people = {number for kind, number in rows if kind == "people"}
    for identity in queries.shown(con, "person_identities", alone):
        if isinstance(identity["person"], int):
            people.add(identity["person"])
    return people
