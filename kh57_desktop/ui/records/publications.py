"""Where a media product was published: a short list, and a form for one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import ChannelKind
from kh57_desktop.i18n import vi
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.forms.media_form import PublicationForm
from kh57_desktop.ui.look import states
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Label, across, clear_out, down
from kh57_desktop.ui.parts.buttons import PRIMARY, QUIET, Button, Link
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.records.offers import day_of

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Saved, Shown
    from kh57_desktop.ui.page import Frame


class Publications(Block):
    """The publications of the product that is shown."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(margins=(12, 8))
        self.frame, self._product = frame, 0
        self.more = Button(vi("Thêm lượt đăng"), icon="add", kind=QUIET)
        self.setFocusProxy(self.more)
        self._lines, self.cards = down(gap=2), down()
        self.form = PublicationForm(frame.today)
        self.save = Button(vi("Ghi lượt đăng"), kind=PRIMARY)
        self.cancel = Button(vi("Thôi"))
        self._entry = QWidget()
        self._entry.setLayout(down(self.form, across(STRETCH, self.cancel, self.save)))
        self._entry.hide()
        head = across(Label(vi("Đăng, phát"), Role.BLOCK), STRETCH, self.more)
        self.add(head, self._lines, self.cards, self._entry)
        self.more.clicked.connect(partial(self._start, None))
        self.cancel.clicked.connect(self._entry.hide)
        self.save.clicked.connect(self._save)
        self.form.finished.connect(self.save.setFocus)
        self.form.check_due.connect(self._check)

    def show_product(self, product: int, *, is_ours: bool) -> None:
        """Show where a product was published."""
        if product != self._product:
            self._entry.hide()
        self._product = product
        self.more.setVisible(is_ours)
        self.reload()

    @property
    def is_entering(self) -> bool:
        """Tell whether a publication is being typed."""
        return self._entry.isVisible()

    def submit(self) -> None:
        """Keep the publication that is typed."""
        self._save()

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
        link.clicked.connect(partial(self._start, row))
        views = row["view_count"]
        seen = vi("{count} lượt xem")
        said = seen.format(count=formats.number(views)) if isinstance(views, int) else ""
        line = QWidget()
        badge = BadgeLabel(states.of_record(row))
        line.setLayout(across(day, link, Elided(said, tone=Tone.SUB), STRETCH, badge))
        return line

    def _start(self, row: Shown | None, *_pressed: object) -> None:
        self.form.show_record(row)
        if row is None:
            self.form.write("published_on", self.frame.today())
        self._entry.show()
        self.form.focus_first()

    def _save(self) -> None:
        clear(self.cards)
        edit = self.form.edit()
        if self.form.faults():
            self.form.show_findings(())
            self.form.focus_next_fault()
            return
        values = {**edit.values, "media_product": self._product}
        whole = Edit(edit.kind, edit.id, values, edit.seen)
        save, background = self.frame.office.records.save, self.frame.background
        background.run(partial(save, whole), done=self._saved, failed=self._refuse)

    def _saved(self, _saved: Saved) -> None:
        self._entry.hide()
        self.reload()

    def _refuse(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _check(self, edit: Edit) -> None:
        faulty = {finding.field for finding in self.form.faults()}
        sound = {name: value for name, value in edit.values.items() if name not in faulty}
        values = {**sound, "media_product": self._product}
        job = partial(self.frame.office.records.check, Edit(edit.kind, edit.id, values))
        self.frame.background.run(job, done=partial(self.form.show_findings, missing=False))
