"""The first page of the commune: what came in, how each unit stands, what is to decide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.exchange import bundles
from kh57_desktop.ui.home.board import Board, NoBoard, Tile
from kh57_desktop.ui.home.draft_todos import DraftsBlock
from kh57_desktop.ui.home.front_page import FrontPage
from kh57_desktop.ui.home.parts import (
    ComingBlock,
    RecentBlock,
    short_day,
    weekday_title,
)
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, clear_out, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.record_pages import open_record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.services.home import CommuneFront
    from kh57_desktop.services.office import Office
    from kh57_desktop.services.periods import BoardTile
    from kh57_desktop.ui.page import Frame

TEAM = vi("Tổ CNSCĐ ")
"""Ten tiles begin so; on the board the village alone tells them apart."""
STATES = {
    vi("Đủ"): (Tone.OK, "checkmark_circle"),
    vi("Trả lại"): (Tone.WARN, "arrow_reply"),
    vi("Còn thiếu"): (Tone.WARN, "subtract_circle"),
    vi("Chưa gửi"): (Tone.NONE, "circle"),
    vi("Chưa báo cáo"): (Tone.ERR, "error_circle"),
}
FULL, RETURNED, LACKING, NOT_YET, LATE = STATES


@dataclass(frozen=True, slots=True)
class Front:
    """What the page shows of the store, fetched in one job."""

    page: CommuneFront
    drafts: tuple[Draft, ...]
    short_names: Mapping[str, str]


def fetch(office: Office, period: Period | None) -> Front:
    """Return what the page shows; runs in the worker."""
    names = {str(u["code"]): str(u["short_name"] or u["name"]) for u in office.catalog.units()}
    short = {code: name.replace(TEAM, vi("Tổ ")) for code, name in names.items()}
    return Front(office.home.commune(period), office.drafts.open(), short)


def new_bundles(office: Office) -> tuple[Path, ...]:
    """Return the bundles lying about that hold something new; runs in the worker."""
    own = office.desk.journal.identity.device.hex()
    looked = bundles.look(office.exchange, (), own)
    return tuple(dict.fromkeys(found.path for found in looked if found.can_be_taken))


def tile_of(tile: BoardTile, name: str, period: Period, today: dt.date) -> Tile:
    """Return how a unit stands, in a state with its icon, a word and a sentence."""
    state = _state(tile, period, today)
    tone, icon = STATES[state]
    until = ""
    if tile.data_until is not None:
        until = vi("đến {day}").format(day=short_day(tile.data_until))
    elif tile.handed_over_on is None:
        until = vi("chưa có gói")
    else:
        until = vi("gói {day}").format(day=short_day(tile.handed_over_on))
    rest = _rest(tile, state)
    sentence = ", ".join(part for part in (tile.name, state.lower(), until, rest) if part)
    return Tile(tile.code, name, state, icon, tone, until, rest, sentence)


def _state(tile: BoardTile, period: Period, today: dt.date) -> str:
    if tile.returned:
        return RETURNED
    if not tile.has_reported:
        return LATE if tile.days_late or today > period.last else NOT_YET
    return LACKING if tile.waiting else FULL


def _rest(tile: BoardTile, state: str) -> str:
    words = {
        RETURNED: vi("trả lại {count}").format(count=tile.returned),
        LACKING: vi("chờ {count}").format(count=tile.waiting),
        FULL: vi("duyệt {count}").format(count=tile.approved),
        LATE: vi("{days} ngày").format(days=tile.days_late) if tile.days_late else "",
    }
    return words.get(state, "")


class CommuneHome(FrontPage):
    """What the commune's officer sees first (SCREENS 03)."""

    SIDE_WIDTH = 318
    _fetch = staticmethod(fetch)
    name = "home"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.inbox = Block(Tone.INFO, (12, 8))
        self.inbox_title, self.inbox_words = (
            Label("", Role.STRONG),
            Label("", Role.SECOND, Tone.SUB),
        )
        self.look = Button(vi("Xem trước"))
        self.accept = Button(vi("Nhập tất cả"), key=shortcuts.cap("accept"), kind=PRIMARY)
        self.board = Board()
        self.no_board = NoBoard()
        self._chips = across(gap=6)
        self.coming, self.recent = ComingBlock(), RecentBlock()
        self.report_words = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.ready = Label("", Role.BIG_FIGURE)
        self.report = Button(vi("Tạo báo cáo"), key=shortcuts.cap("report"), kind=PRIMARY)
        self.conflicts = Label("", Role.STRONG)
        self.decide = Button(vi("Quyết định"), key=shortcuts.cap("decide"))
        self.recent_fits = True
        self.drafts = DraftsBlock(frame)
        self.chase = Block(margins=(14, 8))
        self.chase_title, self.chase_names = (
            Elided("", Role.STRONG),
            Elided("", Role.SECOND, Tone.SUB),
        )
        chase = across(Icon("megaphone", Tone.ERR), down(self.chase_title, self.chase_names, gap=0))
        chase.setStretch(1, 1)
        self.chase.add(chase)
        self._arrange()
        self._listen()

    def fit(self, width: Width) -> None:
        """Keep the board and what is next where room is short."""
        super().fit(width)
        narrow = width is Width.NARROW
        self.side.setVisible(not narrow)
        self.chase.setVisible(not narrow and not self.board.isHidden())
        self.recent_fits = width is Width.WIDE
        self.look.setVisible(not narrow)

    def first_focus(self) -> QWidget:
        """Begin among the tiles, or at the button that brings the first of them."""
        return self.no_board.pair if self.board.isHidden() else self.board

    def _arrange(self) -> None:
        self.title.say(weekday_title(self.frame.today()))
        self.subtitle.say(vi("Tổng hợp toàn xã"))
        told = down(self.inbox_title, self.inbox_words, gap=1)
        line = across(
            Icon("usb_stick", Tone.INFO, 22), told, STRETCH, self.look, self.accept, gap=10
        )
        self.inbox.add(line)
        self.inbox.hide()
        self.body.insertWidget(0, self.inbox)
        left = down(self.drafts, self._left(), self.chase)
        left.setStretch(1, 1)
        self.stand(left, self._right(), gap=10)

    def _left(self) -> Block:
        left = Block(margins=(12, 8))
        self.board_title = Label(vi("Đơn vị nào chưa báo cáo"), Role.BLOCK)
        left.add(across(self.board_title, STRETCH, self._chips), 2, self.board, self.no_board)
        return left

    def _right(self) -> Any:
        report = Block()
        self.report_title = Label("", Role.BLOCK, wrap=True)
        figure = across(self.ready, self.report_words, gap=10)
        figure.setStretch(1, 1)
        report.add(self.report_title, figure, 2, self.report)
        decide = Block()
        self.decide_block = decide
        decide.add(across(Icon("people_swap", Tone.WARN), self.conflicts, STRETCH, self.decide))
        return down(report, decide, self.coming, self.recent, STRETCH)

    def _listen(self) -> None:
        go = self.frame.open
        self.no_board.pair.clicked.connect(lambda: go("pairing"))
        self.board.opened.connect(lambda code: go("activities", unit=code))
        self.look.clicked.connect(lambda: go("exchange"))
        self.accept.clicked.connect(lambda: go("exchange", accept=True))
        self.report.clicked.connect(lambda: go("reports"))
        self.decide.clicked.connect(lambda: go("conflicts"))
        self.recent.opened.connect(partial(open_record, self.frame))
        self.commands.update(
            {
                "accept": self.accept.click,
                "report": self.report.click,
                "decide": self.decide.click,
                "next_waiting": self.drafts.open_first,
                "again": self.opened,
            }
        )

    def _show(self, front: Front) -> None:
        page = front.page
        self.drafts.show_drafts(front.drafts, self.opened)
        names, today = front.short_names, page.today
        board = page.board if page.has_members else ()
        tiles = [tile_of(t, names.get(t.code, t.name), page.period, today) for t in board]
        self.board.tiles.show_tiles(tiles)
        self._show_board(is_there=bool(tiles))
        self._show_chips(tiles)
        reported = sum(tile.has_reported for tile in page.board)
        self.report_title.say(vi("Tổng hợp {period}").format(period=page.period.label))
        self.ready.say(f"{reported}/{len(page.board)}")
        said = vi("đơn vị có số liệu đã duyệt; số liệu trong kỳ đến {day}")
        self.report_words.say(said.format(day=short_day(page.period.last)))
        self.conflicts.say(vi("{count} xung đột đang mở").format(count=page.conflicts))
        self.decide_block.setVisible(bool(page.conflicts))
        self.coming.show_days(page.coming)
        recent = page.recent[:5] if self.recent_fits else ()
        self.recent.show_records([row.record for row in recent])
        self._show_chase([tile.name for tile in tiles if tile.state in (LATE, NOT_YET)], page)
        # bundles are looked into after the page stands: many of them take their time
        job = partial(new_bundles, self.frame.office)
        self.frame.background.run(job, done=partial(self._show_inbox, page.conflicts))

    def _show_board(self, *, is_there: bool) -> None:
        self.no_board.setVisible(not is_there)
        if not is_there and self.board.hasFocus():
            self.no_board.pair.setFocus()
        self.board.setVisible(is_there)
        self.chase.setVisible(is_there and self.frame.width_class is not Width.NARROW)

    def _show_inbox(self, conflicts: int, found: tuple[Path, ...]) -> None:
        self.frame.show_count("home", conflicts + len(found))
        self.frame.show_count("exchange", conflicts + len(found))
        self.inbox.setVisible(bool(found))
        words = vi("{count} gói mới trên USB và trong Tải xuống")
        self.inbox_title.say(words.format(count=len(found)))
        names = " · ".join(path.name for path in found[:4])
        self.inbox_words.say(names if len(found) <= 4 else f"{names} …")  # noqa: PLR2004

    def _show_chase(self, names: list[str], page: CommuneFront) -> None:
        deadline = page.period.deadline
        words = vi("{count} đơn vị chưa có số liệu đã duyệt").format(count=len(names))
        if deadline is not None and deadline >= page.today:
            left = (deadline - page.today).days
            when = vi("{words}, còn {days} ngày (hết {day})")
            words = when.format(words=words, days=left, day=short_day(deadline))
        self.chase_title.say(words if names else vi("Mọi đơn vị đã có số liệu đã duyệt"))
        self.chase_names.say("; ".join(names))

    def _show_chips(self, tiles: list[Tile]) -> None:
        clear_out(self._chips)
        for state, (tone, icon) in STATES.items():
            count = sum(tile.state == state for tile in tiles)
            if count:
                chip = Chip(f"{count} {state.lower()}", tone, icon)
                chip.toggled.connect(partial(self._filter, state, chip))
                self._chips.addWidget(chip)

    def _filter(self, state: str, chip: Chip, on: bool) -> None:  # noqa: FBT001 - a signal's
        for other in self.findChildren(Chip):
            if on and other is not chip:
                other.setChecked(False)
        if on or not any(other.isChecked() for other in self.findChildren(Chip)):
            self.board.tiles.only(state if on else "")
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)
