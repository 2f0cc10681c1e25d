"""Count figures and make papers: preview, saved file and print job are the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.errors import LetterUnprintable, NoSuchRecord, NotAllowed
from kh57_desktop.i18n import vi
from kh57_desktop.reports import gathering, registry
from kh57_desktop.reports.documents import code_sheet
from kh57_desktop.reports.targets import all_figures
from kh57_desktop.store import queries
from kh57_desktop.sync import arrivals
from kh57_desktop.system import files
from kh57_desktop.system.filenames import safe_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from kh57_desktop.domain.edits import Figure
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.reports.document import Document
    from kh57_desktop.reports.pdf import Rendered
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that can be made."""

    name: str
    label: str
    formats: tuple[str, ...]
    of_training: bool
    """Made of a class instead of a period."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure stands on a page, in points from the top left."""

    key: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as bytes, with the figures on it and where they stand."""

    name: str
    title: str
    content: bytes
    pages: int
    places: tuple[FigurePlace, ...]
    figures: Mapping[str, Figure]
    notices: tuple[LetterUnprintable, ...] = ()
    """The signs that no paper can print, and in which text; they stop nothing."""


@dataclass(frozen=True, slots=True)
class SavedPaper:
    """The files of a paper, its number of pages, and the notices of its preview."""

    files: tuple[Path, ...]
    pages: int
    notices: tuple[LetterUnprintable, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of what a paper is made: a period, of one unit or the whole commune, or a class."""

    period: Period | None = None
    unit: str | None = None
    training: int | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """What everybody does with figures and papers."""

    desk: Desk

    def papers(self) -> tuple[PaperKind, ...]:
        """Return the papers that can be made."""
        return tuple(
            PaperKind(one.name, one.label, one.formats, not one.is_of_period)
            for one in registry.REPORTS.values()
        )

    def figures(self, period: Period, unit: str | None = None) -> tuple[Figure, ...]:
        """Return every figure of a period with the records it stands on; None is the commune.

        Raises `NotAllowed` where a unit asks for another one's, `NoSuchRecord`.
        """
        with self.desk.journal.reading() as con:
            own, today, received = self._unit(con, unit), self.desk.today(), self._received(con)
            facts = gathering.gather(con, period, own, today, received=received)
        return all_figures(facts.over(period))

    def preview(
        self,
        name: str,
        *,
        period: Period | None = None,
        unit: str | None = None,
        training: int | None = None,
    ) -> Paper:
        """Return a paper as PDF bytes.

        Raises `NotYet`, `NoSuchRecord`, `CommandUnclear`, `NotAllowed` as `figures` does.
        """
        document = self._document(name, Wanted(period, unit, training))
        rendered = registry.shown(document)
        places = tuple(
            FigurePlace(b.figure, b.page, b.left, b.top, b.width, b.height) for b in rendered.boxes
        )
        title, figures = document.title, document.figures
        said = _notices(rendered)
        return Paper(name, title, rendered.content, rendered.pages, places, figures, said)

    def save(
        self,
        name: str,
        *,
        period: Period | None = None,
        unit: str | None = None,
        training: int | None = None,
        formats: tuple[str, ...] = ("pdf",),
        out: Path,
    ) -> SavedPaper:
        """Publish a paper in a folder, one file a format, never over another file."""
        wanted = Wanted(period, unit, training)
        document = self._document(name, wanted)
        contents = {made_as: registry.render(document, made_as) for made_as in formats}
        files.make_folder(out, self.desk.disk)
        with self.desk.journal.reading() as con:
            asked = self._asked(con, wanted)
        made = tuple(
            files.publish(out, registry.file_name(name, asked, made_as), [content], self.desk.disk)
            for made_as, content in contents.items()
        )
        shown = registry.shown(document)
        return SavedPaper(made, shown.pages, _notices(shown) if "pdf" in formats else ())

    def save_paper(self, paper: Paper, out: Path) -> Path:
        """Publish the very bytes that were previewed; returns the file."""
        files.make_folder(out, self.desk.disk)
        name = safe_name(f"{paper.title}.pdf")
        return files.publish(out, name, [paper.content], self.desk.disk)

    def code_sheet(self, title: str, words: str, code: str) -> bytes:
        """Return the sheet of a code for its envelope as PDF bytes; nothing of it is kept."""
        post = self.desk.post
        sheet = code_sheet.compose(title, words, code, post.name, self.desk.today())
        practice = self.desk.is_practice
        return registry.shown(registry.of_practice(sheet) if practice else sheet).content

    def _document(self, name: str, wanted: Wanted) -> Document:
        with self.desk.journal.reading() as con:
            return registry.compose(con, name, self._asked(con, wanted))

    def _asked(self, con: Connection, wanted: Wanted) -> registry.Asked:
        return registry.Asked(
            self.desk.today(),
            wanted.period,
            self._unit(con, wanted.unit),
            wanted.training,
            self.desk.officer.name,
            self._received(con),
            is_practice=self.desk.is_practice,
        )

    def _received(self, con: Connection) -> Mapping[str, dt.date]:
        """Return when each unit handed over last; what is recorded here is here today."""
        received = {unit: at.date() for unit, at in arrivals.handed_over(con).items()}
        return {**received, self.desk.post.code: self.desk.today()}

    def _unit(self, con: Connection, unit: str | None) -> str | None:
        """Return the unit asked for; a unit's store knows its own figures and no others.

        Raises `NoSuchRecord`, and `NotAllowed` at a unit that asks for another one's.
        """
        post = self.desk.post
        if post.is_office:
            return unit
        if unit is not None and not queries.ids(con, "units", code=unit):
            raise NoSuchRecord(what=f"units/{unit}")
        if unit not in {None, post.code}:
            action = vi("lập văn bản, xem số liệu của đơn vị khác ({unit})").format(unit=unit)
            raise NotAllowed(officer=self.desk.officer.name, action=action, who=vi("đơn vị ấy"))
        return post.code


def _notices(rendered: Rendered) -> tuple[LetterUnprintable, ...]:
    found = rendered.unprintable
    return tuple(LetterUnprintable(letter=" ".join(one.signs), text=one.text) for one in found)
