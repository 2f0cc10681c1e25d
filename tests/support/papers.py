"""A small commune in a real store, for the tests of figures and papers."""

import datetime as dt

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.journal.journal import Journal
from tests.support.clock import HandClock
from tests.support.stores import a_store, an_identity, the_office

COMPLETE = {
    "activity_kind": "conference",
    "place": "Nhà rông",
    "content": "Nội dung",
    "result": "Kết quả",
    "state": RecordState.APPROVED,
}


class Commune:
    """A store with units, plan items and villages, to which a test adds what it counts."""

    def __init__(self, folder):
        self.store = a_store(folder)
        self._journals = {}
        self.units = {
            code: self.keep(
                "units",
                code=code,
                name=name,
                unit_kind=kind,
                ordinal=place,
                is_issuer=code == "UBND",
                must_plan=code.startswith(("V", "TR")),
                paper_name=name,
                parent_name="UBND XÃ ĐĂK PXI" if code.startswith(("V", "TR")) else "",
            )
            for place, (code, name, kind) in enumerate(
                (
                    ("UBND", "Ủy ban nhân dân xã", "committee"),
                    ("VHXH", "Phòng Văn hóa - Xã hội", "culture_society_office"),
                    ("TR-NTT", "Trường Nguyễn Tất Thành", "school"),
                    ("TCN-03", "Tổ công nghệ số cộng đồng thôn Đăk Wek", "digital_team"),
                )
            )
        }
        self.items = {
            code: self.keep("plan_items", code=code, label=f"Nhiệm vụ {code}")
            for code in ("NV-1.1", "NV-2.5")
        }
        self.village = self.keep("villages", code="T-8", name="Đăk Wek")

    def keep(self, kind, by=None, scope=None, **values):
        """Keep one record: of a unit when one is named, else of the commune."""
        if by and kind in {"activities", "media", "trainings", "people"}:
            values = {"unit": self.units[by], **values}
        with self._journal(by).writing(officer=7) as ledger:
            return ledger.keep(Edit(kind, None, values), scope or (f"unit/{by}" if by else None))

    def change(self, kind, record, by, **values):
        """Change fields of a record."""
        with self._journal(by).writing(officer=7) as ledger:
            ledger.keep(Edit(kind, record, values), f"unit/{by}")

    def approve(self, kind, record, by):
        """Approve a record as it stands now."""
        with self._journal(by).writing(officer=7) as ledger:
            ledger.settle(kind, record, "state", RecordState.APPROVED)

    def remove(self, kind, record, by):
        """Withdraw a record."""
        with self._journal(by).writing(officer=7) as ledger:
            ledger.remove(kind, record)

    def identity(self, person, by, **values):
        """Keep the name of a citizen, which the unit alone may read."""
        with self._journal(by).writing(officer=7) as ledger:
            edit = Edit("person_identities", None, {"person": person, **values})
            ledger.keep(edit, f"private/{by}")

    def activity(self, by, day, turns=10, **values):
        """Keep an approved, complete activity."""
        item = self.items["NV-1.1"]
        given = {**COMPLETE, "title": f"Hoạt động {day}", "plan_item": item, **values}
        return self.keep("activities", by, starts_on=day, reach_count=turns, **given)

    def gathered(self, gather, *arguments, **named):
        """Return what a function gathers from the store."""
        with self.store.reading() as con:
            return gather(con, *arguments, **named)

    def _journal(self, unit):
        """Return the journal of a unit's PC, or of the commune's, over the one store."""
        if unit not in self._journals:
            who = an_identity(f"PC {unit}", unit) if unit else the_office()
            self._journals[unit] = Journal(self.store, HandClock(), who)
        return self._journals[unit]

    def close(self):
        """Let the file go."""
        self.store.close()


def day(text):
    """Return the day of an ISO text."""
    return dt.date.fromisoformat(text)
