"""The page of media products: list, form, and where each product was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.domain.vocabulary import MediaKind
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.media_form import MediaForm
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look import states
from kh57_desktop.ui.records.offers import day_of
from kh57_desktop.ui.records.page import RecordsPage
from kh57_desktop.ui.records.publications import Publications

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Changes, Shown, Value
    from kh57_desktop.ui.page import Frame


class Media(RecordsPage):
    """Every news item, article, video and other product."""

    name = "media"
    FORM = MediaForm
    TITLE, NEW, NEW_KEY = vi("Truyền thông"), vi("Ghi sản phẩm"), "new_media"
    ICON = "megaphone"
    EMPTY = (
        vi("Chưa có sản phẩm truyền thông nào"),
        vi("Ghi tin, bài, video đầu tiên, hoặc nhập bảng đang có từ Excel."),
    )
    LISTED = ("produced_on", "title", "media_kind", "state")
    REFERENCES = ("plan_item",)
    LEADS_TO = ("activities",)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.publications = Publications(frame)
        self.desk.below.addWidget(self.publications)
        self.desk.shown.connect(self._show_publications)
        self.publications.setVisible(False)
        self.commands["save"] = self._save
        self.commands["give_up"] = self._give_up
        self.commands["history"] = self._open_history

    def columns(self) -> tuple[Column[Shown], ...]:
        """Return day, title with kind, state."""
        return (
            Column(vi("Ngày"), lambda row: day_of(row, "produced_on"), 54),
            Column(vi("Sản phẩm"), lambda row: str(row["title"] or ""), second=_below),
            Column(vi("Trạng thái"), _state, 102, badge=states.of_record),
        )

    def first_values(self) -> dict[str, Value]:
        """Begin with today."""
        return {"produced_on": self.frame.today()}

    def changed(self, changes: Changes) -> None:
        """Fetch the list or the publications anew when they changed."""
        super().changed(changes)
        if changes.touches("publications"):
            self.publications.reload()

    def below_form(self) -> QWidget:
        """Return where the product was published."""
        return self.publications

    def opened(self, **what: Any) -> None:
        """Show the list, or what is asked for; a publication's draft in the form of its product."""
        draft = what.get("draft")
        if draft is not None and draft.edit.kind != self.kind.name:
            super().opened(record=what["record"])
            self._step(in_form=True)
            self.publications.entry.expect()
        else:
            super().opened(**what)

    def keep_draft(self) -> None:
        """Hand over what is half typed, of the product and of where it was published."""
        super().keep_draft()
        self.publications.entry.keep_draft()

    def _give_up(self) -> None:
        """Give up the publication that is being typed, else what is typed of the product."""
        entry = self.publications.entry
        if entry.is_open and (not self.desk.drafting.stands or entry.isAncestorOf(_focus())):
            entry.give_up()
            self.publications.setFocus()
        else:
            self.desk.give_up()

    def _open_history(self) -> None:
        """Go to the history of the publication that has the focus, else of the product."""
        if not self.publications.entry.open_history():
            self.desk.history.click()

    def _save(self) -> None:
        """Keep the product, and the publication that is being typed below it."""
        self.publications.entry.submit()
        if self.desk.form.is_touched:
            self.desk.save.click()

    def _show_publications(self, record: Shown | None) -> None:
        self.publications.setVisible(record is not None)
        if record is not None:
            self.publications.show_product(record.id, is_ours=self.desk.is_ours)


def _focus() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def _below(row: Shown) -> str:
    kind = row["media_kind"]
    return MediaKind(str(kind)).label if kind else ""


def _state(row: Shown) -> str:
    return states.of_record(row).text
