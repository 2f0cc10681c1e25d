"""The first page of a unit: the big three, what to do, the last records, what is to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.names import given_name
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.rights import Action, may
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.home import recent_rows
from kh57_desktop.ui.home.approval import ApprovalBlock
from kh57_desktop.ui.home.draft_todos import draft_todos
from kh57_desktop.ui.home.first_week import FirstWeek
from kh57_desktop.ui.home.front_page import FrontPage
from kh57_desktop.ui.home.parts import (
    ComingBlock,
    SharesBlock,
    Todo,
    TodoBlock,
    short_day,
    weekday_title,
)
from kh57_desktop.ui.home.sending_block import SendingBlock
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.record_pages import open_record

if TYPE_CHECKING:
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.services.home import Recent, UnitFront
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.page import Frame

REACHED_BY = {"activities": "reach_count"}


@dataclass(frozen=True, slots=True)
class Front:
    """Everything the page shows, fetched in one job."""

    page: UnitFront
    drafts: tuple[Draft, ...]
    plan_items: dict[int, str]


def fetch(office: Office, period: Period | None) -> Front:
    """Return what the page shows; runs in the worker."""
    items = {number: words.split(" ")[0] for number, words in office.catalog.choices("plan_item")}
    return Front(office.home.unit(period), office.drafts.open(), items)


class UnitHome(FrontPage):
    """What a unit's officer sees first (SCREENS 02)."""

    SIDE_WIDTH = 330
    _fetch = staticmethod(fetch)
    name = "home"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._items: dict[int, str] = {}
        self.most_todos = 4
        self._front: Front | None = None
        self._may_approve = may(Action.APPROVE, frame.office.desk.officer.roles)
        self.record = Button(vi("Ghi hoạt động"), key=shortcuts.cap("new_activity"),
                             icon="clipboard_task")  # fmt: skip
        self.mark = Button(vi("Điểm danh"), key=shortcuts.cap("attendance"),
                           icon="people_community")  # fmt: skip
        self.media = Button(vi("Sản phẩm truyền thông"), key=shortcuts.cap("new_media"),
                            icon="play_circle")  # fmt: skip
        self.send = Button(vi("Gửi về xã"), key=shortcuts.cap("send"))
        self.todos = TodoBlock()
        columns = recent_rows.columns(self._items)
        self.rows: KeptRows[Recent] = KeptRows(columns, lambda row: row.record.id)
        self.table = Table(self.rows, theme.ROW_HEIGHT)
        self.approval, self.sending = ApprovalBlock(), SendingBlock(self)
        self.first_week = FirstWeek(frame)
        self.shares, self.coming = SharesBlock(vi("Kỳ này của đơn vị")), ComingBlock()
        self._arrange()
        self._listen()

    def fit(self, width: Width) -> None:
        """Keep what the day needs where room is short."""
        super().fit(width)
        self.table.show_columns(all_of_them=width is Width.WIDE)
        narrow = width is Width.NARROW
        self.side.setVisible(not narrow)
        self.coming.setVisible(width is Width.WIDE)
        self.approval.fit(width)
        self.send.setVisible(narrow)
        self.most_todos = 3 if narrow else 4
        self.table.setMinimumHeight(
            px(24) if narrow else 0
        )  # what is to do comes before what was done
        if self._front is not None:
            self._show_todos(self._front)

    def _arrange(self) -> None:
        self.title.say(weekday_title(self.frame.today()))
        name = given_name(self.frame.office.desk.officer.name)
        self.subtitle.say(vi("Chào anh/chị {name}").format(name=name))
        self.offer_more(self.mark, self.media)
        self.title_buttons.insertWidget(0, self.record)
        self.title_buttons.insertWidget(0, self.send)
        self.send.hide()  # where the side stands, it has the key
        last = Block(margins=(1, 1))
        last.add(self.table, self.first_week)
        left = down(self.approval, self.todos, last)
        left.setStretch(2, 1)
        right = down(self.sending, self.shares, self.coming, STRETCH)
        right.setStretch(3, 1)
        self.stand(left, right, gap=12)

    def _listen(self) -> None:
        go = self.frame.open
        self.record.clicked.connect(lambda: go("activities", new=True))
        self.mark.clicked.connect(lambda: go("attendance"))
        self.media.clicked.connect(lambda: go("media", new=True))
        for button in (self.send, self.sending.button):
            button.clicked.connect(lambda: go("exchange", send=True))
        self.approval.asked.connect(self._approve)
        self.approval.opened.connect(partial(open_record, self.frame))
        self.table.opened.connect(self._open_row)
        self.commands.update(
            {
                "send": self.sending.button.click,
                "next_waiting": self._first_todo,
                "finish": self.approval.approve,
                "again": self.opened,
            }
        )

    def _show(self, front: Front) -> None:
        page = front.page
        self._items.update(front.plan_items)
        self.rows.show(page.recent)
        self.table.setVisible(bool(page.recent))
        self.first_week.setVisible(not page.recent)
        self.first_week.show_done(has_people=page.has_people, is_joined=page.is_joined)
        self._front = front
        self.approval.show_ready(page.ready if self._may_approve else (), page.period)
        self._show_todos(front)
        self.sending.show_sending(page.sending)
        label = vi("Số liệu {period}, đến ngày {day}")
        note = label.format(period=page.period.label, day=short_day(page.period.last))
        self.shares.show_shares(note, page.shares)
        self.coming.show_days(page.coming)

    def _show_todos(self, front: Front) -> None:
        todos = [
            *self._returned(front.page),
            *draft_todos(self.frame, front.drafts, self.opened),
            *self._month(front.page),
            *self._joining(front.page),
        ]
        # what waits for approval stands above, and takes its room
        most = self.most_todos - bool(self.approval.ready)
        self.todos.show_todos(todos[:most])
        self.frame.show_count("home", len(self.todos.todos) + bool(self.approval.ready))

    def _returned(self, page: UnitFront) -> list[Todo]:
        todos = []
        for note in page.returned[:2]:
            button = Button(vi("Sửa ngay"), key=shortcuts.cap("next_waiting"), kind=PRIMARY)
            if note.record is not None:
                button.clicked.connect(partial(open_record, self.frame, note.kind, note.record))
            on = vi("Xã trả lại {day}").format(day=short_day(note.on)) if note.on else ""
            noun = KINDS[note.kind].noun if note.kind in KINDS else vi("Báo cáo kỳ {period}")
            title = note.title or noun.format(period=note.period)
            icon = ("arrow_reply", Tone.ERR)
            todos.append(Todo(icon, title, Badge(on, Tone.ERR), f"«{note.note}»", button))
        return todos

    def _month(self, page: UnitFront) -> list[Todo]:
        todos, period = [], page.period.label
        incomplete = page.rehearsal.incomplete
        if incomplete:
            first = incomplete[0]
            button = Button(vi("Bổ sung"))
            button.clicked.connect(partial(open_record, self.frame, first.kind, first.id))
            title = vi("{count} bản ghi còn thiếu trước khi duyệt").format(count=len(incomplete))
            badge = Badge(period, Tone.WARN)
            words = vi("Đầu tiên: {title}").format(title=first.title)
            todos.append(Todo(("warning", Tone.WARN), title, badge, words, button))
        return todos

    def _joining(self, page: UnitFront) -> list[Todo]:
        """Return the way to the commune for a PC that records but cannot send yet."""
        if page.is_joined or not page.recent:
            return []
        button = Button(vi("Ghép máy"), icon="link")
        button.clicked.connect(lambda: self.frame.open("pairing"))
        words = vi("Ghi vẫn được như thường; ghép rồi mới gửi được về xã.")
        return [Todo(("link", Tone.INFO), vi("Máy này chưa ghép với xã"), None, words, button)]

    def _approve(self, chosen: tuple[tuple[str, int], ...]) -> None:
        periods, period = self.frame.office.periods, self._period()
        job = partial(periods.submit, period, chosen)
        self.frame.background.run(job, done=self._approved, failed=self._fail)

    def _approved(self, submitted: Any) -> None:
        count = len(submitted.approved)
        words = vi("Đã duyệt {count} bản ghi.").format(count=count)
        self.frame.done_line.tell(words, partial(self.frame.press, "undo"))
        self.opened()

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _period(self) -> Period:
        return self.frame.period or Period.of_day(self.frame.today())

    def _first_todo(self) -> None:
        if self.todos.todos:
            self.todos.todos[0].button.click()

    def _open_row(self, _key: int) -> None:
        row = self.rows.row(self.table.currentIndex().row())
        if row is not None:
            open_record(self.frame, row.record.kind, row.record.id)
