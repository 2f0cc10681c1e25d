"""Read class lists, lists of residents and attendance sheets: people, days and marks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.domain.vocabulary import Sex
from kh57_desktop.i18n import vi
from kh57_desktop.importing.fields import Fault, Reading, is_blank, is_error
from kh57_desktop.importing.meanings import (
    BORN,
    BORN_YEAR,
    FAMILY_PART,
    GIVEN_PART,
    MAN,
    MIDDLE_PART,
    WOMAN,
)
from kh57_desktop.importing.values import (
    read_birth_year,
    read_name,
    read_phone,
    read_sex,
    read_text,
    read_tick,
    read_word,
)
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.importing.columns import Column
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.known import Registers
    from kh57_desktop.importing.tables import Entry, Table

_PARTS = (FAMILY_PART, MIDDLE_PART, "full_name", GIVEN_PART)


@dataclass(slots=True)
class PersonReader:
    """Reads the people of one table."""

    table: Table
    registers: Registers
    today: dt.date
    name_places: tuple[int, ...] = field(init=False)
    columns: dict[str, Column] = field(init=False)
    headings: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        head = self.table.head
        self.columns = {c.meaning: c for c in reversed(head.columns) if c.meaning is not None}
        self.headings = {_own(name): column.heading for name, column in self.columns.items()}
        self.name_places = tuple(
            place
            for part in _PARTS
            if part in self.columns
            for place in self._places(self.columns[part])
        )

    def read(self, entry: Entry) -> Reading:
        """Return the values of a person's row."""
        reading = Reading(headings=self.headings)
        self._name(reading, entry)
        self._birth_and_sex(reading, entry)
        self._texts(reading, entry)
        for name, register in (
            ("village", self.registers.villages),
            ("unit", self.registers.units),
        ):
            text = self._typed(reading, name, entry)
            met = register.meet(text) if text else None
            if met is not None:
                reading.values[name] = met
        return reading

    def _places(self, column: Column) -> Iterator[int]:
        """Give the place of a name and those to its right that its heading spans."""
        yield column.place
        if column.meaning not in {"full_name", FAMILY_PART}:
            return
        by_place = {c.place: c for c in self.table.head.columns}
        place = column.place + 1
        while place in by_place and not by_place[place].heading and self._holds_words(place):
            yield place
            place += 1

    def _holds_words(self, place: int) -> bool:
        """Tell whether an unnamed column holds parts of names."""
        cells = [entry.cells[place] for entry in self.table.entries if place < len(entry.cells)]
        words = [
            cell for cell in cells if isinstance(cell, str) and cell.replace(" ", "").isalpha()
        ]
        return len(words) * 2 > len(cells)

    def _name(self, reading: Reading, entry: Entry) -> None:
        cells = [entry.cells[place] for place in self.name_places if place < len(entry.cells)]
        text = " ".join(read_text(cell) for cell in cells if cell is not None)
        column = next(self.columns[part] for part in _PARTS if part in self.columns)
        reading.typed["full_name"] = text
        name = read_name(text)
        longest = KINDS["people"].fields["full_name"].about.longest or len(text)
        if not text or is_blank(text):
            reading.faults.append(Fault(column.heading, text, vi("thiếu họ tên")))
        elif is_error(text):
            reading.faults.append(Fault(column.heading, text, vi("ô báo lỗi")))
        elif isinstance(name, Unreadable):
            reading.faults.append(Fault(column.heading, text, name.why))
        elif len(name) > longest:
            why = vi("dài quá {longest} chữ cái").format(longest=longest)
            reading.faults.append(Fault(column.heading, text, why))
        else:
            reading.values["full_name"] = name

    def _birth_and_sex(self, reading: Reading, entry: Entry) -> None:
        """Read the year of birth and the sex, which may stand in one column for men and women."""
        sexes = self._sexes(entry)
        if len(sexes) == 1:
            reading.values["sex"] = sexes.pop()
        for meaning in (BORN, BORN_YEAR, "born_man", "born_woman", MAN, WOMAN):
            cell = self._cell(meaning, entry)
            if is_blank(cell) or (meaning in {MAN, WOMAN} and not _is_birth(cell)):
                continue
            year = read_birth_year(cell, self.today)
            if isinstance(year, Unreadable):
                why = vi("ô báo lỗi") if is_error(cell) else year.why
                reading.faults.append(Fault(self.columns[meaning].heading, read_text(cell), why))
            elif "birth_year" not in reading.values:
                reading.values["birth_year"] = year
                reading.typed["birth_year"] = read_text(cell)

    def _sexes(self, entry: Entry) -> set[str]:
        """Return what the columns say about the sex: nothing, one, or both when they disagree."""
        cell = self._cell("sex", entry)
        word = read_sex(cell) if not is_blank(cell) else None
        if isinstance(word, Sex):
            return {word.value}
        found = {
            sex.value
            for sex, meanings in (
                (Sex.MALE, (MAN, "born_man")),
                (Sex.FEMALE, (WOMAN, "born_woman")),
            )
            for meaning in meanings
            if meaning in self.columns and read_tick(self._cell(meaning, entry)) is True
        }
        if not found and len({MAN, WOMAN} & self.columns.keys()) == 1:
            alone = MAN if MAN in self.columns else WOMAN
            if read_tick(self._cell(alone, entry)) is False:
                return {Sex.FEMALE.value if alone == MAN else Sex.MALE.value}
        return found

    def _texts(self, reading: Reading, entry: Entry) -> None:
        fields = KINDS["people"].fields
        for name in ("class_name", "position"):
            text = self._typed(reading, name, entry)
            longest = fields[name].about.longest or len(text)
            if len(text) > longest:
                why = vi("dài quá {longest} chữ cái").format(longest=longest)
                reading.faults.append(Fault(self.columns[name].heading, text, why))
            elif text:
                reading.values[name] = text
        phone = self._typed(reading, "phone", entry)
        number = read_phone(phone) if phone else None
        if isinstance(number, str):
            reading.values["phone"] = number
        audience, word = self._cell("audience", entry), fields["audience"].word
        meant = read_word(word, audience) if word and not is_blank(audience) else None
        if meant is not None and not isinstance(meant, Unreadable):
            reading.values["audience"] = meant.value

    def _typed(self, reading: Reading, name: str, entry: Entry) -> str:
        """Return what a column says, empty for a blank or an error, and note it."""
        cell = self._cell(name, entry)
        reading.typed[name] = read_text(cell)
        return "" if is_blank(cell) or is_error(cell) else reading.typed[name]

    def _cell(self, meaning: str, entry: Entry) -> Cell:
        column = self.columns.get(meaning)
        if column is None or column.place >= len(entry.cells):
            return None
        return entry.cells[column.place]


def _is_birth(cell: Cell) -> bool:
    """Tell whether a cell under Nam or Nữ holds a birth, not a mere tick."""
    if isinstance(cell, str):
        return re.search(r"[0-9]{4}|[0-9][/.-][0-9]", cell) is not None
    return isinstance(cell, dt.date) or (isinstance(cell, int | float) and cell > 1)


def _own(meaning: str) -> str:
    """Return the field that a meaning of a column goes to."""
    if meaning in _PARTS:
        return "full_name"
    return "birth_year" if meaning.startswith("born") else meaning
