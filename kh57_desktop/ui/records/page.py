"""A page of records: a list at the left, the form of the current one at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.lists.filters import FilterBar
from kh57_desktop.ui.lists.list_pane import ListPane
from kh57_desktop.ui.lists.rows import Column, Rows
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty
from kh57_desktop.ui.parts.panes import Split
from kh57_desktop.ui.records import record_work
from kh57_desktop.ui.records.desk import RecordDesk
from kh57_desktop.ui.records.offers import Offers
from kh57_desktop.ui.records.standing import Standing, draft_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes, Shown, Value
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.records.record_work import Listed

LIST_WIDTH = 522
ALL, PERIOD, DRAFT, APPROVED = "all", "period", "draft", "approved"


class RecordsPage(Page):
    """The page of one kind of records; a kind adds its columns, its form and its words."""

    FORM: ClassVar[type[RecordForm]]
    TITLE: ClassVar[str] = ""
    NEW: ClassVar[str] = ""
    NEW_KEY: ClassVar[str] = "new_activity"
    ICON: ClassVar[str] = "clipboard_task"
    EMPTY: ClassVar[tuple[str, str]] = ("", "")
    LISTED: ClassVar[tuple[str, ...]] = ()
    """The fields that the columns of the list read; nothing else of a row is fetched."""
    REFERENCES: ClassVar[tuple[str, ...]] = ()
    LEADS_TO: ClassVar[tuple[str, ...]] = ()
    """Kinds of records among which a field of the form chooses."""
    REPEATS: ClassVar[bool] = True
    NOT_REPEATED: ClassVar[frozenset[str]] = frozenset({"state", "result"})
    CHIPS: ClassVar[tuple[tuple[str, str], ...]] = (
        (PERIOD, vi("Kỳ này")),
        (ALL, vi("Mọi kỳ")),
        (DRAFT, vi("Nháp")),
        (APPROVED, vi("Đã duyệt")),
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, self.TITLE)
        self.kind = KINDS[self.FORM.KIND]
        self._unit: str | None = None
        self._in_form = False
        self.rows: Rows[Shown] = Rows(self.columns(), lambda row: row.id, self._fetch)
        self.bar = FilterBar(self.CHIPS, everything=ALL)
        self.new = Button(self.NEW, key=shortcuts.cap(self.NEW_KEY), icon="add", kind=PRIMARY)
        self.sheet = Button(vi("Nhập từ Excel"), key=shortcuts.cap("sheet"), icon="table")
        first = Button(self.NEW, key=shortcuts.cap(self.NEW_KEY), icon="add", kind=PRIMARY)
        first.clicked.connect(self.start_new)
        self.list = ListPane(self.rows, self.bar, Empty(self.ICON, *self.EMPTY, first))
        form = self.FORM(frame.today)
        self.desk = RecordDesk(frame, form, self.kind.noun, repeats=self.REPEATS)
        self.split = Split(self.list, self.desk, LIST_WIDTH)
        self._arrange()
        self._listen()
        self.offers = Offers(frame, form, (*self.REFERENCES, "unit"), self.LEADS_TO)
        self.offers.loaded.connect(self.list.table.viewport().update)
        self.offers.load()

    def columns(self) -> tuple[Column[Shown], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    def first_values(self) -> dict[str, Value]:
        """Return what a new record has filled in."""
        return {}

    def asked(self) -> Asked:
        """Return what the list asks for: the period, the chip, the words of the filter."""
        chip = self.bar.filter.chip
        states = (chip,) if chip in {DRAFT, APPROVED} else ()
        period = self.frame.period if chip == PERIOD else None
        text = self.bar.filter.text
        return Asked(self.kind.name, period, self._unit, text, states, fields=self.LISTED)

    def standing(self) -> Standing:
        """Return how the list is narrowed and what the form shows."""
        place = self.desk.drafting.place
        return Standing(self.bar.filter, self.desk.form.record_id, place, self._in_form)

    def opened(self, **what: Any) -> None:
        """Show the list, and a record, a draft or an empty form if asked for."""
        self._unit = what.get("unit")
        self.subtitle.say(self._unit_words())
        self.rows.reload()
        if what.get("standing") is not None:
            self._take_up(what["standing"])
        elif what.get("new"):
            self.start_new()
            for name, field in (("title", self.kind.shown_by), ("plan_item", "plan_item")):
                if what.get(name):
                    self.desk.form.write(field, what[name])
        elif what.get("draft") is not None:
            self._open(what["draft"].edit.id, what["draft"])
        elif what.get("record") is not None:
            self._open(what["record"])

    def changed(self, changes: Changes) -> None:
        """Fetch the list anew when a record of this kind changed."""
        if changes.touches(self.kind.name):
            self.rows.reload()
        self.offers.changed(changes)

    def keep_draft(self) -> None:
        """Hand over what is half typed."""
        self.desk.keep_draft()

    def first_focus(self) -> QWidget:
        """Begin in the list."""
        return self.list.table

    def fit(self, width: Width) -> None:
        """Show list and form beside one another, or one after the other in narrow windows."""
        super().fit(width)
        self.list.table.show_columns(all_of_them=width is Width.WIDE)
        self.bar.show_chips([name for name, _ in self.CHIPS][: 4 if width is Width.WIDE else 3])
        self.split.share()
        self._show_step()

    def start_new(self) -> None:
        """Begin a new record."""
        self.desk.keep_draft()
        self.desk.start_new(self.first_values())
        self._step(in_form=True)
        self.desk.form.focus_first()

    def repeat(self) -> None:
        """Begin a new record like the one shown: today, without counts, results or state."""
        if self.desk.form.record_id is None:  # nothing is shown yet: the last one is meant
            self._repeat_last()
            return
        kept = {
            name: value
            for name, value in self.desk.form.shown_values().items()
            if name not in self.NOT_REPEATED and not name.endswith("_count") and value is not None
        }
        self.desk.start_new({**kept, self.kind.dated_by: self.frame.today()})
        self._step(in_form=True)
        self.desk.form.focus_first()

    def _repeat_last(self) -> None:
        last = self.rows.key_at(0)
        if last is not None:
            self.list.table.select_key(last)
            self.desk.open(last, then=self.repeat)

    def name_of(self, table: str, row: Shown, field: str) -> str:
        """Return how a reference of a row is called."""
        return self.offers.name_of(table, row[field])

    def _arrange(self) -> None:
        self.offer_more(self.sheet)
        self.offer(self.new)
        self.body.addWidget(self.split)

    def _listen(self) -> None:
        self.new.clicked.connect(self.start_new)
        self.sheet.clicked.connect(lambda: self.frame.open("sheets", kind=self.kind.name))
        self.desk.repeat.clicked.connect(self.repeat)
        self.desk.shown.connect(self._stand_on)
        self.desk.saved.connect(self._show_saved)
        self.desk.emptied.connect(self._back_to_list)
        self.bar.changed.connect(lambda _filter: self.rows.restart())
        self.list.table.wandered.connect(self._open)
        self.list.table.opened.connect(self.enter)
        self.rows.total_changed.connect(self._count)
        self.commands.update(
            {
                self.NEW_KEY: self.start_new,
                **({"repeat": self.repeat} if self.REPEATS else {}),
                "save": self.desk.save.click,
                "finish": self.desk.finish,
                "decide": self.desk.give_back,
                "sheet": self.sheet.click,
                "filter": self.bar.start,
                "open": lambda: self.enter(self.list.table.current_key),
                "next_waiting": self.desk.form.focus_next_fault,
                "give_up": self.desk.give_up,
                "more_fields": self.desk.form.go_to_more,
                "history": self.desk.history.click,
                "again": self.rows.reload,
                "next_block": self._other_block,
                "previous_block": self._other_block,
            }
        )

    def _fetch(self, start: int, limit: int, done: Callable[[Any], object]) -> None:
        whole = Asked(self.kind.name, None, self._unit)
        job = partial(record_work.rows, self.frame.office, self.asked(), whole, start, limit)
        self.frame.background.run(job, done=partial(self._take_rows, done))

    def _take_rows(self, done: Callable[[Any], object], got: Listed) -> None:
        period = self.frame.period if self.bar.filter.chip == PERIOD else None
        said = f"{self.bar.said} ({period.label})" if period is not None else self.bar.said
        self.list.show_all_count(got.in_all, said)
        done(got)

    def _take_up(self, standing: Standing) -> None:
        """Bring back what was shown before the window was built anew."""
        self.bar.narrow(standing.filter)
        self._step(in_form=standing.is_in_form)
        if standing.record is not None:
            self._open(standing.record)
        else:
            job = partial(draft_of, self.frame.office, standing)
            self.frame.background.run(job, done=partial(self._open, None))

    def _open(self, record: int | None, draft: Any = None) -> None:
        self.desk.open(record, draft)
        self.list.table.select_key(record)
        if draft is not None:
            self._step(in_form=True)

    def _stand_on(self, record: Shown | None) -> None:
        """Light in the list what the form shows; of a new record nothing."""
        self.list.table.select_key(record.id if record is not None else None)

    def enter(self, record: int | None) -> None:
        """Go into the form of a record."""
        if record is not None:
            self._step(in_form=True)
            self.desk.form.focus_first()

    def _step(self, *, in_form: bool) -> None:
        self._in_form = in_form
        self._show_step()

    def _show_step(self) -> None:
        narrow = self.frame.width_class is Width.NARROW
        self.list.setVisible(not narrow or not self._in_form)
        self.desk.setVisible(not narrow or self._in_form)
        if narrow and self._in_form:
            self.commands["back"] = self._back_to_list
        elif self.list.finds_nothing:
            self.commands["back"] = self.bar.clear
        else:
            self.commands.pop("back", None)

    def _back_to_list(self) -> None:
        self.desk.keep_draft()
        self._step(in_form=False)
        self.list.take_focus()

    def _show_saved(self, _record: int) -> None:
        """Out of the period that is shown, let the list show every period."""
        day = self.desk.day
        period = self.frame.period if self.bar.filter.chip == PERIOD else None
        if day is not None and period is not None and not period.first <= day <= period.last:
            self.bar.choose(ALL)

    def below_form(self) -> QWidget | None:
        """Return the block below the form, if there is one; its focus proxy is where it begins."""
        return None

    def _other_block(self) -> None:
        focus, below = QApplication.focusWidget(), self.below_form()
        if focus is None or self.list.isAncestorOf(focus):
            self._step(in_form=True)
            self.desk.form.focus_first()
        elif below is not None and below.isVisible() and not below.isAncestorOf(focus):
            below.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._step(in_form=False)
            self.list.take_focus()

    def _count(self) -> None:
        words = vi("{count} trong kỳ") if self.bar.filter.chip == PERIOD else vi("{count} bản ghi")
        said = words.format(count=formats.number(self.rows.total))
        self.subtitle.say(" · ".join(part for part in (self._unit_words(), said) if part))
        self._show_step()

    def _unit_words(self) -> str:
        return vi("của {unit}").format(unit=self._unit) if self._unit else ""
