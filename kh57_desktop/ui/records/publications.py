"""Where a media product was published: a short list, and a form for one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.domain.vocabulary import ChannelKind
from kh57_desktop.i18n import vi
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.forms.media_form import PublicationForm
from kh57_desktop.ui.look import states
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Label, across, clear_out, down
from kh57_desktop.ui.parts.buttons import PRIMARY, QUIET, Button, Link
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.records.entry import Entry
from kh57_desktop.ui.records.offers import day_of

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.ui.page import Frame


class Publications(Block):
    """The publications of the product that is shown."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=(12, 8))
        self.frame, self._product = frame, 0
        self.more = Button(vi("Thêm lượt đăng"), icon="add", kind=QUIET)
        self.setFocusProxy(self.more)
        self._lines = down(gap=2)
        self.entry = Entry(
            frame,
            PublicationForm(frame.today),
            "media_product",
            Button(vi("Ghi lượt đăng"), kind=PRIMARY),
        )
        head = across(Label(vi("Đăng, phát"), Role.BLOCK), STRETCH, self.more)
        self.add(head, self._lines, self.entry)
        self.more.clicked.connect(self._start)
        self.entry.saved.connect(lambda _is_new: self.reload())

    def show_product(self, product: int, *, is_ours: bool) -> None:
        """Show where a product was published."""
        self._product = product
        self.more.setVisible(is_ours)
        self.entry.show_whole(product, is_ours=is_ours)
        self.reload()

    def reload(self) -> None:
        """Fetch the publications anew."""
        if self._product:
            asked = Asked("publications", where=(("media_product", self._product),))
            job = partial(self.frame.office.records.page, asked)
            self.frame.background.run(job, done=self._show)

    def _show(self, page: Any) -> None:
        clear_out(self._lines)
        for row in page.rows:
            self._lines.addWidget(self._line(row))
        if not page.rows:
            nothing = vi("Chưa đăng ở đâu; chỉ lượt đăng mới tính vào số liệu kênh.")
            self._lines.addWidget(Label(nothing, Role.SECOND, Tone.SUB, wrap=True))

    def _line(self, row: Shown) -> QWidget:
        day = Label(day_of(row, "published_on"), Role.STRONG)
        day.setFixedWidth(px(50))
        channel = ChannelKind(str(row["channel"])).label if row["channel"] else vi("chưa rõ kênh")
        link = Link(channel)
        link.clicked.connect(partial(self._change, row))
        views = row["view_count"]
        seen = vi("{count} lượt xem")
        said = seen.format(count=formats.number(views)) if isinstance(views, int) else ""
        line = QWidget()
        badge = BadgeLabel(states.of_record(row))
        line.setLayout(across(day, link, Elided(said, tone=Tone.SUB), STRETCH, badge))
        return line

    def _start(self) -> None:
        self.entry.start({"published_on": self.frame.today()})

    def _change(self, row: Shown, *_pressed: object) -> None:
        self.entry.change(row)
