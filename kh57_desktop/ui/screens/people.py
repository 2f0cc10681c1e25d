"""The page of people: list and form; names of citizens never leave the unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.person_form import PersonForm
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look.painting import Mark
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.records.page import ALL, RecordsPage

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.keeping import Asked

UNVERIFIED = "unverified"


class People(RecordsPage):
    """Everybody the unit has taught or counts as its own."""

    name = "people"
    FORM = PersonForm
    TITLE, NEW, ICON = vi("Con người"), vi("Thêm người"), "people_community"
    EMPTY = (
        vi("Chưa có ai trong sổ"),
        vi("Thêm từng người, hoặc nhập danh sách lớp, danh sách thôn từ Excel."),
    )
    LISTED = ("full_name", "audience", "position", "birth_year", "sex", "village", "class_name",
              "is_unverified")  # fmt: skip
    REFERENCES = ("village",)
    REPEATS = False
    CHIPS = (
        (ALL, vi("Tất cả")),
        (Audience.STUDENTS, vi("Học sinh")),
        (Audience.RESIDENTS, vi("Nhân dân")),
        (UNVERIFIED, vi("Chưa xác minh")),
    )

    def columns(self) -> tuple[Column[Shown], ...]:
        """Return name with audience, year of birth, village."""
        return (
            Column(vi("Họ và tên"), _name, second=_below, mark=_unverified),
            Column(vi("Năm sinh"), lambda row: str(row["birth_year"] or ""), 78),
            Column(vi("Nữ"), _female, 44, align="center", always=False),
            Column(vi("Thôn, lớp"), self._where, 132, always=False),
        )

    def asked(self) -> Asked:
        """Return what the list asks for: people have no period."""
        chip, asked = self.bar.filter.chip, super().asked()
        where: tuple[tuple[str, Any], ...] = ()
        if chip == UNVERIFIED:
            where = (("is_unverified", True),)
        elif chip != ALL:
            where = (("audience", chip),)
        return replace(asked, period=None, states=(), where=where)

    def _where(self, row: Shown) -> str:
        village = self.name_of("village", row, "village")
        return village or str(row["class_name"] or "")


def _below(row: Shown) -> str:
    audience = row["audience"]
    word = Audience(str(audience)) if audience else None
    parts = (f"{word.code} {word.label}".strip() if word else "", str(row["position"] or ""))
    return " · ".join(part for part in parts if part)


def _female(row: Shown) -> str:
    return vi("Nữ") if row["sex"] == Sex.FEMALE else ""


def _name(row: Shown) -> str:
    return str(row["full_name"] or "")


def _unverified(row: Shown) -> Mark | None:
    """Return the sign of somebody who was added at the door and not matched yet."""
    return Mark("warning", Tone.WARN, vi("chưa xác minh")) if row["is_unverified"] else None
