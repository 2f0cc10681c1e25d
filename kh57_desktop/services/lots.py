"""Many new records at once, as a sheet brings them: through the door for plain rows (BENCH 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.people import PreparedPerson


def keep_records(ledger: Ledger, kind: str, many: Sequence[Mapping[str, Value]]) -> Sequence[int]:
    """Ask for new records of one kind, each with its values; return their numbers in order."""
    names = tuple(dict.fromkeys(name for values in many for name in values))
    return ledger.keep_rows(kind, names, [tuple(map(values.get, names)) for values in many])


def keep_people(ledger: Ledger, people: Sequence[PreparedPerson]) -> Sequence[int]:
    """Ask for new people, the names of citizens apart; return the numbers of the people."""
    numbers = keep_records(ledger, "people", [one.person.values for one in people])
    named = [
        {"person": number, **one.identity.values}
        for number, one in zip(numbers, people, strict=True)
        if one.identity is not None
    ]
    keep_records(ledger, "person_identities", named)
    return numbers


def note_rows(ledger: Ledger, kind: str, rows: Sequence[tuple[str, int | None]]) -> None:
    """Remember the rows that came in by their hash, with what they became, for the next time."""
    ledger.keep_rows(
        "import_rows",
        ("row_hash", "on_kind", "on_record"),
        [(row_hash, kind, record) for row_hash, record in rows],
    )
