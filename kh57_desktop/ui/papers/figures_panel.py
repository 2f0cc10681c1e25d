"""Beside a paper: the figures of the page in front, and where the chosen one comes from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.papers import figure_rows
from kh57_desktop.ui.parts.blocks import (
    STRETCH,
    BadgeLabel,
    Block,
    Label,
    across,
    clear_out,
    down,
)
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kh57_desktop.domain.edits import Figure
    from kh57_desktop.ui.papers.figure_rows import Standing


MOST_PARTS = 4
"""Units that are named under a figure; the others are counted."""
HIGH = 440
"""From this height of the panel there is room for the units under the list."""
NO_UNITS: Mapping[str, str] = MappingProxyType({})


class FiguresPanel(QWidget):
    """Lists figures; the chosen one is explained and leads to its records."""

    chosen = Signal(str)
    """The key of the figure on which the officer stands."""
    records_asked = Signal(str)
    record_opened = Signal(object)
    """A `Standing` that is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Mapping[str, Figure] = {}
        self._units: Mapping[str, str] = {}
        self.current = ""
        self._is_moved_by_hand = True
        self.rows = KeptRows(figure_rows.columns_of_figures(), lambda one: one.number)
        self.table = Table(self.rows)
        self.table.setAccessibleName(vi("Số liệu trên trang này"))
        self.card = FigureCard()
        self.records = KeptRows(figure_rows.columns_of_records(), lambda one: one.number)
        self.list = Table(self.records)
        self.list.setAccessibleName(vi("Bản ghi của số liệu"))
        self._arrange()
        self.table.wandered.connect(self._wander)
        self.table.opened.connect(lambda _place: self.ask_records())
        self.card.button.clicked.connect(self.ask_records)
        self.list.opened.connect(self._open)
        self.back.clicked.connect(self.show_figures)
        self.show_paper({})

    def show_paper(
        self, figures: Mapping[str, Figure], units: Mapping[str, str] = NO_UNITS
    ) -> None:
        """Take over the figures of another paper, and what units are called."""
        self._figures, self._units, self.current = figures, units, ""
        self.card.show_figure("", None)
        self.show_page(())

    def show_page(self, keys: Sequence[str]) -> None:
        """List the figures of a page that say something, each once."""
        self._is_moved_by_hand = False
        self.rows.show(figure_rows.on_page(keys, self._figures, self._units))
        self._select()
        self._is_moved_by_hand = True

    def choose(self, key: str) -> None:
        """Explain a figure."""
        if key != self.current and key in self._figures:
            self.current = key
            label = figure_rows.named(key, self._figures[key], self._units)
            parts = figure_rows.by_unit(key, self._figures, self._units)
            self.card.show_figure(label, self._figures[key], parts)
            self.show_figures()
            self._select()
            QTimer.singleShot(0, self, self._keep_in_view)  # the card has taken its room by then

    def _keep_in_view(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def ask_records(self) -> None:
        """Ask for the records of the chosen figure."""
        if self.current and self._figures[self.current].ids:
            self.records_asked.emit(self.current)

    def show_records(self, records: Sequence[Standing]) -> None:
        """List the records of the chosen figure."""
        self.records.show(records)
        count = len(self._figures[self.current].ids)
        more = vi("{shown} trong {all} bản ghi").format(
            shown=formats.number(len(records)), all=formats.number(count)
        )
        self._count.say(more if count > len(records) else "")
        self._stack.setCurrentIndex(1)
        self.list.setCurrentIndex(self.records.index(0, 0))
        self.list.setFocus()

    @property
    def shows_records(self) -> bool:
        """Tell whether the records are listed in place of the figures."""
        return self._stack.currentIndex() == 1

    def show_figures(self) -> None:
        """Go back from the records to the figures."""
        if self.shows_records:
            self._stack.setCurrentIndex(0)
            self.table.setFocus()

    def narrow(self, *, is_low: bool) -> None:
        """Leave the list out where there is no height for it."""
        self._listed.setVisible(not is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of units only where the list of figures keeps its room."""
        super().resizeEvent(event)
        self.card.parts.setVisible(self.height() >= px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the records on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.shows_records:
            self.show_figures()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._listed = Block(margins=(1, 1))
        self._listed.add(self.table)
        first = QWidget()
        whole = down(self._listed, self.card)
        whole.setStretch(0, 1)
        first.setLayout(whole)
        self._count = Label("", Role.SECOND, Tone.SUB)
        self.back = Button(vi("Các số liệu"), key="Esc", icon="arrow_left")
        second = Block(margins=(1, 1))
        foot = across(self._count, STRETCH, self.back)
        foot.setContentsMargins(px(10), px(4), px(8), px(6))
        second.add(self.list, foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(first)
        self._stack.addWidget(second)
        self.setLayout(down(self._stack, gap=0))

    def _select(self) -> None:
        held = self.rows.held
        place = next((one.number for one in held if one.key == self.current), None)
        if place is not None and place != self.table.currentIndex().row():
            self.table.setCurrentIndex(self.rows.index(place, 1))

    def _wander(self, place: int) -> None:
        if self._is_moved_by_hand and self.table.hasFocus() and place < len(self.rows.held):
            key = self.rows.held[place].key
            self.choose(key)
            self.chosen.emit(key)

    def _open(self, number: int) -> None:
        standing = next((one for one in self.records.held if one.number == number), None)
        if standing is not None:
            self.record_opened.emit(standing)


class FigureCard(Block):
    """One figure: its value large, what it counts, how many records, what still waits."""

    def __init__(self) -> None:
        super().__init__()
        self._value = Label("", Role.FIGURE, wrap=True)
        self._badge = BadgeLabel()
        self._label = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._waits = Label("", Role.SECOND, Tone.WARN, wrap=True)
        self.button = Button("", key="Enter", kind=PRIMARY)
        self.parts = QWidget()
        self._parts = down(gap=3)
        self.parts.setLayout(self._parts)
        head = across(self._value, self._badge)
        head.setStretch(0, 1)
        self.add(head, self._label, self._waits, self.parts, across(STRETCH, self.button))
        self.show_figure("", None)

    def show_figure(
        self, label: str, figure: Figure | None, parts: Sequence[tuple[str, Figure]] = ()
    ) -> None:
        """Explain a figure and what units add to it, or say how to choose one."""
        self._show_parts(parts)
        if figure is None:
            self._value.say(vi("Chọn một số liệu"))
            self._label.say(vi("Bấm số gạch chân trên trang, hoặc Tab để đi qua từng số."))
            self._badge.show_badge(None)
            self._waits.hide()
            self.button.hide()
            return
        count = formats.number(len(figure.ids))
        value = figure_rows.value_of(figure)
        self._value.say(f"{value} {figure.counted_in}".strip())
        self._label.say(label)
        self._badge.show_badge(Badge(vi("{n} bản ghi").format(n=count), Tone.INFO))
        waits = vi("Chưa tính {n} bản ghi chờ duyệt; duyệt hết thì được {expected}.")
        expected = formats.number(figure.expected) if figure.expected is not None else "-"
        self._waits.say(waits.format(n=formats.number(len(figure.pending)), expected=expected))
        self._waits.setVisible(bool(figure.pending))
        self.button.say(vi("Mở {n} bản ghi").format(n=count))
        self.button.setVisible(bool(figure.ids))

    def _show_parts(self, parts: Sequence[tuple[str, Figure]]) -> None:
        clear_out(self._parts)
        for name, figure in parts[:MOST_PARTS]:
            value = Label(figure_rows.value_of(figure), Role.LABEL)
            count = vi("{n} bản ghi").format(n=formats.number(len(figure.ids)))
            line = QWidget()
            row = across(Elided(name), Label(count, Role.SECOND, Tone.SUB), value, gap=12)
            row.setStretch(0, 1)
            line.setLayout(row)
            line.setAccessibleName(f"{name}: {value.text()}, {count}")
            self._parts.addWidget(line)
        if len(parts) > MOST_PARTS:
            more = vi("và {n} đơn vị khác").format(n=len(parts) - MOST_PARTS)
            self._parts.addWidget(Label(more, Role.SECOND, Tone.SUB))
