"""History: who changed what and when, before and after (Ctrl+H on a field or record)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from kh57_desktop.domain import formats
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import record_pages, shortcuts, wording
from kh57_desktop.ui.conflicts.cards import ValueCard
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import ROW_HEIGHT, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, across
from kh57_desktop.ui.parts.buttons import Button, Chip
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes, HistoryEntry
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.wording import Names

ACTIONS = {
    "create": Badge(vi("Ghi mới"), Tone.OK),
    "edit": Badge(vi("Sửa"), Tone.INFO),
    "remove": Badge(vi("Xóa"), Tone.ERR),
    "restore": Badge(vi("Lấy lại"), Tone.OK),
    "settle": Badge(vi("Quyết định"), Tone.WARN),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as a row."""

    number: int
    entry: HistoryEntry
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """The history of a record, the newest change first."""

    title: str
    entries: tuple[Entry, ...]


def load(office: Any, kind: str, record: int) -> Told:
    """Return the history of a record in words; runs in the worker."""
    names: Names = wording.names_of(office.catalog)
    try:
        shown = (
            office.people.show(record) if kind == "people" else office.records.show(kind, record)
        )
        title = str(shown[KINDS[kind].shown_by] or "")
    except NoSuchRecord:  # a withdrawn record keeps its history
        title = ""
    found = office.history.of(kind, record)
    entries = [
        Entry(
            number,
            one,
            wording.worded(one.kind, one.field, one.before, names) if one.field else "",
            wording.worded(one.kind, one.field, one.after, names) if one.field else "",
        )
        for number, one in enumerate(found)
    ]
    return Told(title or KINDS[kind].noun, tuple(reversed(entries)))


def columns() -> tuple[Column[Entry], ...]:
    """Return the columns of the list."""
    return (
        Column(vi("Lúc"), lambda one: formats.moment(one.entry.at), 136, tone=_clock_tone),
        Column(vi("Việc"), lambda _one: "", 104, badge=_action),
        Column(vi("Ô"), lambda one: _label(one.entry), 150),
        Column(vi("Trước"), lambda one: one.before, always=False),
        Column(vi("Sau"), lambda one: one.after, strong=True),
        Column(vi("Người ghi"), lambda one: one.entry.officer, 150),
        Column(vi("Máy"), lambda one: wording.device(one.entry.device), 92, always=False),
    )


class HistoryPage(Page):
    """Every change of a record or of one field; the chosen one is shown whole below."""

    name = "history"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Lịch sử"))
        self._kind, self._record, self._field = "", 0, ""
        self._only = ""
        self._told: Told | None = None
        self.rows = KeptRows(columns(), lambda one: one.number)
        self.table = Table(self.rows, ROW_HEIGHT)
        self.table.setAccessibleName(vi("Các lần thay đổi"))
        self.record_button = Button(vi("Mở bản ghi"), key=shortcuts.cap("open"), icon="open")
        self.back = Button(vi("Quay lại"), key=shortcuts.cap("back"), icon="arrow_left")
        self._arrange()
        self.table.wandered.connect(self._show_entry)
        self.record_button.clicked.connect(self._open)
        self.back.clicked.connect(frame.go_back)
        self.commands = {"open": self._open, "back": frame.go_back}

    def opened(self, kind: str = "", record: int = 0, field: str = "", **_what: Any) -> None:
        """Show the history of a record; of one field when the page was asked from a field."""
        if kind:
            self._kind, self._record = kind, record
            self._field = self._only = field
        self._load()

    def changed(self, changes: Changes) -> None:
        """Add what has just been changed."""
        if self.isVisible() and (self._kind, self._record) in changes.rows:
            self._load()

    def fit(self, width: Width) -> None:
        """Drop columns in narrow windows; the cards below tell everything."""
        super().fit(width)
        self.table.show_columns(all_of_them=width is Width.WIDE)

    def first_focus(self) -> QWidget:
        """Go to the list."""
        return self.table

    def _arrange(self) -> None:
        self.offer(self.record_button, self.back)
        self._all, self._one = Chip(vi("Cả bản ghi")), Chip("")
        self._one.hide()
        group = QButtonGroup(self)
        for chip in (self._all, self._one):
            group.addButton(chip)
        self._all.clicked.connect(lambda: self._narrow(""))
        self._one.clicked.connect(lambda: self._narrow(self._field))
        head = across(self._all, self._one, STRETCH, gap=7)
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        block = Block(margins=(1, 1))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(Empty("history", vi("Chưa có thay đổi nào")))
        block.add(head, self._stack)
        block.box.setStretch(1, 1)
        self._cards = across(gap=10)
        self.body.addWidget(block)
        self.body.addLayout(self._cards)
        self.body.setStretch(0, 1)

    def _load(self) -> None:
        if self._kind:
            job = partial(load, self.frame.office, self._kind, self._record)
            self.frame.background.run(job, done=self._show, failed=self._fail)

    def _show(self, told: Told) -> None:
        self._told = told
        self.subtitle.say(told.title)
        self._one.setVisible(bool(self._field))
        label = wording.label_of(self._kind, self._field) if self._field else ""
        self._one.say(vi("Ô {label}").format(label=label))
        self.record_button.setEnabled(record_pages.can_be_opened(self._kind))
        self._narrow(self._only)

    def _narrow(self, field: str) -> None:
        self._only = field
        (self._one if field else self._all).setChecked(True)
        entries = self._told.entries if self._told else ()
        self.rows.show([one for one in entries if not field or one.entry.field in {field, ""}])
        self._stack.setCurrentIndex(0 if self.rows.total else 1)
        if self.rows.total:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self._show_entry(self.table.current_key)

    def _show_entry(self, number: object) -> None:
        clear(self._cards)
        chosen = next((one for one in self.rows.held if one.number == number), None)
        if chosen is None or not chosen.entry.field:
            return
        label = _label(chosen.entry)
        who = vi("{officer}, {when}").format(
            officer=chosen.entry.officer, when=formats.moment(chosen.entry.at)
        )
        if chosen.entry.clock_doubtful:
            who += vi(" (đồng hồ máy ấy sai)")
        self._cards.addWidget(ValueCard(vi("Trước"), label, chosen.before))
        self._cards.addWidget(ValueCard(vi("Sau"), who, chosen.after, chosen.before))

    def _open(self) -> None:
        if record_pages.can_be_opened(self._kind):
            record_pages.open_record(self.frame, self._kind, self._record)

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)


def _action(one: Entry) -> Badge:
    return ACTIONS.get(one.entry.action, Badge(one.entry.action))


def _label(entry: HistoryEntry) -> str:
    return wording.label_of(entry.kind, entry.field) if entry.field else vi("Cả bản ghi")


def _clock_tone(one: Entry) -> Tone:
    return Tone.WARN if one.entry.clock_doubtful else Tone.PLAIN
