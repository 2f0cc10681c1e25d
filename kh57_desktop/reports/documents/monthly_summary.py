"""The monthly summary of the commune (P-03) and of a unit (P-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Figure
from kh57_desktop.domain.formats import cited_day, counted
from kh57_desktop.i18n import vi
from kh57_desktop.reports.coverage import coverage
from kh57_desktop.reports.document import Align, Document, Face, Line, Words, line
from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.indicators import count, figures
from kh57_desktop.reports.letterhead import issuer_of, letterhead, signatures
from kh57_desktop.reports.printing import Printed
from kh57_desktop.reports.tables.form_results import form_results
from kh57_desktop.reports.tables.main_figures import Compared, main_figures
from kh57_desktop.reports.tables.training_results import trainings_by_class, trainings_by_unit
from kh57_desktop.reports.tables.unit_results import item_results, unit_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.reports.coverage import Coverage
    from kh57_desktop.reports.document import Block, Table
    from kh57_desktop.reports.facts import Facts
    from kh57_desktop.reports.letterhead import Issuer

HIGHLIGHTS = 5
NOTE_SIZE = 11.5
KEPT_NOTES = 2  # on the page of the signatures, as rows of a table are
WITH_STATE = {"activities", "media", "publications", "trainings", "lessons"}


def compose(facts: Facts, preparer: str) -> Document:
    """Return the summary of a period; facts hold the rows of the periods it is held against."""
    compared = Compared.of(facts)
    printed = Printed()
    issuer = issuer_of(facts.unit)
    held = coverage(compared.now)
    blocks = (
        letterhead(issuer, with_motto=True),
        *_title(facts, issuer, held),
        *_parts(compared, held, printed),
        *_notes(compared, held, printed),
        signatures(issuer, preparer, facts.as_of.year),
    )
    title = vi("Tổng hợp {period}").format(period=facts.period.label)
    return Document(
        "monthly_summary",
        title,
        issuer.name,
        blocks,
        is_landscape=True,
        figures=printed.figures,
    )


def _title(facts: Facts, issuer: Issuer, held: Coverage) -> Iterator[Block]:
    """Yield title, period and the day of the data (frame T)."""
    period = facts.period
    title = vi("TỔNG HỢP {period}").format(period=period.label.upper())
    yield _centered(title, Face.BOLD, 14, above=12)
    subject = vi("Kết quả truyền thông thực hiện Nghị quyết số 57-NQ/TW trên địa bàn xã Đăk Pxi")
    if facts.unit is not None:
        subject = vi("Kết quả truyền thông thực hiện Nghị quyết số 57-NQ/TW của {unit}").format(
            unit=issuer.name
        )
    yield line(subject, Face.BOLD, size=13, align=Align.CENTER, rule=0.35)
    days = vi("Kỳ: từ ngày {first} đến ngày {last}").format(
        first=cited_day(period.first), last=cited_day(period.last)
    )
    yield _centered(days, Face.REGULAR, 13, above=4)
    received = vi("Số liệu đến ngày {day}").format(day=cited_day(facts.as_of))
    if facts.unit is None:
        received = vi("Số liệu nhận đến ngày {day}, {with_data}/{count} đơn vị").format(
            day=cited_day(facts.as_of), with_data=len(held.with_data), count=held.count
        )
    yield _centered(received, Face.REGULAR, 13)


def _parts(compared: Compared, held: Coverage, printed: Printed) -> Iterator[Block]:
    """Yield the lettered parts; a part without content is left out (5.6, 03 and 04)."""
    now = compared.now
    is_commune = now.unit is None
    main = main_figures(compared, printed)
    if main is None:
        yield line(vi("Chưa có số liệu của kỳ này."), Face.ITALIC, size=13, above=9)
    yield from _part(vi("A. CHỈ SỐ CHÍNH"), main)
    if is_commune:
        yield from _part(vi("B. KẾT QUẢ THEO ĐƠN VỊ"), unit_results(now, held, printed))
    else:
        yield from _part(vi("B. KẾT QUẢ THEO NHIỆM VỤ CỦA KẾ HOẠCH"), item_results(now, printed))
    by_form = form_results(now, printed)
    yield from _part(vi("C. PHÂN LOẠI HOẠT ĐỘNG THEO HÌNH THỨC"), by_form)
    taught = trainings_by_unit if is_commune else trainings_by_class
    yield from _part(vi("D. TẬP HUẤN, LỚP “HỌC TẬP SỐ”"), taught(now, printed))
    if lines := tuple(_highlights(now, printed)):
        yield _heading(vi("Đ. VIỆC NỔI BẬT (HOẠT ĐỘNG ĐÔNG NGƯỜI DỰ NHẤT)"))
        yield from lines


def _part(title: str, table: Table | None) -> Iterator[Block]:
    if table is not None:
        yield _heading(title)
        yield table


def _highlights(facts: Facts, printed: Printed) -> Iterator[Line]:
    """Yield a sentence for each of the activities with the most counted turns."""
    units = {unit.id: unit.name for unit in facts.units}
    counted = count("activity_turns", facts).ids
    numbers = {number for _, number in counted}
    known = [a for a in facts.activities if a.id in numbers and a.turns]
    known.sort(key=lambda a: (-(a.turns or 0), a.day, a.id))
    for activity in known[:HIGHLIGHTS]:
        figure = Figure(
            "activity_turns",
            INDICATORS["activity_turns"].label,
            vi("lượt người dự"),
            activity.turns,
            activity.turns,
            (("activities", activity.id),),
        )
        where = vi("{title} ({unit}, ngày {day}): ").format(
            title=activity.title,
            unit=units.get(activity.unit, vi("chưa rõ đơn vị")),
            day=cited_day(activity.day),
        )
        words = (Words("- " + where), printed.words(figure, f"/activities/{activity.id}"))
        yield Line((*words, Words(vi(" lượt người dự."))), size=13, align=Align.JUSTIFY, above=3)


def _notes(compared: Compared, held: Coverage, printed: Printed) -> Iterator[Line]:
    """Yield what a reader must know to read the figures right."""
    now = compared.now
    notes = [vi("Số liệu gồm các bản ghi đã được thủ trưởng đơn vị duyệt, tính theo ngày diễn ra.")]
    if now.unit is None:
        notes += _notes_on_units(held)
    pending = {row for figure in figures(now) for row in figure.pending if row[0] in WITH_STATE}
    if pending:
        text = vi("Còn {count} bản ghi đủ nội dung đang chờ duyệt; chỉ tính ở cột Dự kiến.")
        notes.append(text.format(count=counted(len(pending))))
    if uncounted := _uncounted(now):
        text = vi("Còn {count} hoạt động chưa ghi số lượt người dự, không tính vào số lượt.")
        notes.append(text.format(count=counted(uncounted)))
    if count("estimated_turns", now).value:
        notes.append(vi("Lượt ước tính ghi riêng, không cộng vào lượt người dự."))
    if printed.has_approximate:
        text = vi("“khoảng”: người học ở nhiều đơn vị tính một lần theo họ tên, năm sinh, {rest}.")
        notes.append(text.format(rest=vi("giới tính, thôn")))
    if printed.has_missing:
        notes.append(vi("Dấu “-”: chưa có số liệu; số 0: không phát sinh."))
    yield line(vi("Ghi chú:"), Face.BOLD_ITALIC, size=NOTE_SIZE, above=8, stays=True)
    for n, text in enumerate(notes, 1):
        stays = n > len(notes) - KEPT_NOTES
        yield line(f"{n}. {text}", size=NOTE_SIZE, align=Align.JUSTIFY, stays=stays)


def _notes_on_units(held: Coverage) -> Iterator[str]:
    if held.without_data:
        text = vi("{count} đơn vị chưa có số liệu trong kỳ: {names}.")
        names = "; ".join(unit.name for unit in held.without_data)
        yield text.format(count=counted(len(held.without_data)), names=names)
    if held.unreviewed:
        text = vi("Đã tính số liệu của các đơn vị mà xã chưa duyệt báo cáo kỳ này: {names}.")
        yield text.format(names="; ".join(unit.name for unit in held.unreviewed))


def _uncounted(facts: Facts) -> int:
    """Return how many activities have no count of their turns."""
    held = {number for _, number in count("activities_held", facts).ids}
    return sum(a.id in held and a.turns is None for a in facts.activities)


def _heading(text: str) -> Line:
    return line(text, Face.BOLD, size=13, above=9, stays=True)


def _centered(text: str, face: Face, size: float, *, above: float = 0) -> Line:
    return line(text, face, size=size, align=Align.CENTER, above=above)
