"""The row in which a paper is chosen: which one, of which period, unit or class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.domain.periods import Period, PeriodKind
from kh57_desktop.i18n import vi
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.forms.choices import ChoiceEditor, LookupEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.parts.blocks import STRETCH, Label, across
from kh57_desktop.ui.parts.buttons import Chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.services.reporting import PaperKind

MONTHS = 24
WHOLE_COMMUNE = "-"
ZOOMS = ((None, vi("Vừa bề ngang")), (100, "100%"), (150, "150%"))


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which paper is wanted."""

    name: str
    label: str
    formats: tuple[str, ...]
    period: Period | None
    unit: str | None
    unit_name: str
    training: int | None

    @property
    def is_whole(self) -> bool:
        """Tell whether everything the paper needs was chosen."""
        return bool(self.name) and (self.period is not None or self.training is not None)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen among."""

    papers: tuple[PaperKind, ...]
    units: tuple[tuple[str, str], ...]
    classes: tuple[tuple[int, str], ...]


def offered(office: Any) -> Offered:
    """Return the papers, units and classes to choose among; runs in the worker."""
    units = office.catalog.units()
    classes = office.records.page(Asked("trainings", limit=200)).rows
    return Offered(
        office.reporting.papers(),
        tuple((str(unit["code"]), str(unit["short_name"] or unit["name"])) for unit in units),
        tuple((one.id, _class(one["title"], one["starts_on"])) for one in classes),
    )


class PaperChoice(QWidget):
    """Tells what was chosen as soon as it was."""

    changed = Signal()
    zoomed = Signal(object)

    def __init__(self, *, is_office: bool) -> None:
        super().__init__()
        self._is_office = is_office
        self._papers: dict[str, PaperKind] = {}
        self._within: Period | None = None
        self._today = dt.date.max
        self.paper, self.period, self.unit = ChoiceEditor(), ChoiceEditor(), LookupEditor()
        self.training = LookupEditor()
        self.page = Label("", Role.LABEL, Tone.SUB)
        self._named(self.paper, vi("Văn bản"))
        self._named(self.period, vi("Kỳ"))
        self._named(self.unit, vi("Đơn vị"))
        self._named(self.training, vi("Lớp"))
        self._zooms = [self._zoom(percent, words) for percent, words in ZOOMS]
        self._zooms[0].setChecked(True)
        boxes = (self.paper, self.period, self.unit, self.training)
        for box in boxes:
            box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(across(*boxes, STRETCH, self.page, *self._zooms))
        for box in (self.paper, self.period):
            box.edited.connect(self._tell)
        for line in (self.unit, self.training):
            line.chosen.connect(self._tell)
            line.left.connect(self._tell)
        self.training.hide()
        self._last = self.wish()

    def offer(self, what: Offered, today: dt.date) -> None:
        """Take over what can be chosen among; what is chosen already stays."""
        self._today = today
        kept = self.wish()
        self._papers = {paper.name: paper for paper in what.papers}
        self.paper.offer([Option(one.name, one.label) for one in what.papers])
        self.period.offer([Option(p.name, _capital(p.label)) for p in months(today)])
        units = [Option(WHOLE_COMMUNE, vi("Toàn xã"))]
        self.unit.offer([*units, *(Option(code, name, "", code) for code, name in what.units)])
        self.training.offer([Option(number, words) for number, words in what.classes])
        first = what.papers[0].name if what.papers else None
        self.paper.show_value(kept.name or first)
        self.period.show_value(kept.period.name if kept.period else Period.of_day(today).name)
        self.unit.show_value(kept.unit or WHOLE_COMMUNE)
        if kept.training is not None:
            self.training.show_value(kept.training)
        self._fit()

    def choose(
        self,
        *,
        name: str | None = None,
        period: Period | None = None,
        unit: str | None = None,
        training: int | None = None,
    ) -> None:
        """Choose what another page asked for."""
        if name:
            self.paper.show_value(name)
        if period is not None and period.kind is PeriodKind.MONTH:
            self.period.show_value(period.name)
        elif period is not None and period != self._within:
            self._within = period
            self._choose_last_month(period)
        if unit:
            self.unit.show_value(unit)
        if training is not None:
            self.training.show_value(training)
        self._fit()

    def wish(self) -> PaperWish:
        """Return what is chosen."""
        name = str(self.paper.reading().value or "")
        kind = self._papers.get(name)
        of_training = kind is not None and kind.of_training
        period, unit = self.period.reading().value, self.unit.reading().value
        training = self.training.reading().value
        chosen = unit if isinstance(unit, str) and unit != WHOLE_COMMUNE else None
        return PaperWish(
            name,
            kind.label if kind else "",
            kind.formats if kind else (),
            Period.named(str(period)) if period and not of_training else None,
            chosen if self._is_office and not of_training else None,
            self.unit.text(),
            training if of_training and isinstance(training, int) else None,
        )

    def fit(self, width: Width) -> None:
        """Share the room among the boxes."""
        wide = width is Width.WIDE
        self.paper.setFixedWidth(px(200 if wide else 180))
        self.period.setFixedWidth(px(190 if wide else 180))
        self.unit.setFixedWidth(px(290 if wide else 190))
        self.training.setFixedWidth(px(430 if wide else 300))  # no period stands beside it
        for chip in self._zooms:
            chip.setVisible(width is not Width.NARROW)

    def _choose_last_month(self, period: Period) -> None:
        """Choose the last month of a longer period that has begun."""
        month = Period.of_day(min(self._today, period.last)).name
        if self.period.findData(month) >= 0:
            self.period.show_value(month)

    def _fit(self) -> None:
        kind = self._papers.get(str(self.paper.reading().value or ""))
        of_training = kind is not None and kind.of_training
        self.period.setVisible(not of_training)
        self.unit.setVisible(self._is_office and not of_training)
        self.training.setVisible(of_training)

    def _tell(self) -> None:
        self._fit()
        wish = self.wish()
        if wish != self._last:
            self._last = wish
            self.changed.emit()

    def _zoom(self, percent: int | None, words: str) -> Chip:
        chip = Chip(words)
        group = self.findChild(QButtonGroup) or QButtonGroup(self)
        group.addButton(chip)
        chip.clicked.connect(lambda: self.zoomed.emit(percent))
        return chip

    @staticmethod
    def _named(box: QWidget, words: str) -> None:
        box.setAccessibleName(words)
        box.setToolTip(words)


def months(today: dt.date) -> Sequence[Period]:
    """Return the months a paper can be made of, the present one first."""
    period = Period.of_day(today)
    found = []
    for _ in range(MONTHS):
        found.append(period)
        period = period.before()
    return found


def _class(title: object, day: object) -> str:
    when = f" ({formats.day(day)})" if isinstance(day, dt.date) else ""
    return f"{title or ''}{when}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
