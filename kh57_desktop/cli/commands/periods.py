"""`submit`, `return`, `board`, `figures`, `report`, `reports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import DONE, WAITING, Answer, plain
from kh57_desktop.cli.command import Command, Setting
from kh57_desktop.domain import formats
from kh57_desktop.errors import CommandUnclear, sentences
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from kh57_desktop.services.periods import Waiting


FORMATS = ("pdf", "docx", "xlsx")


def _submit(setting: Setting) -> Answer:
    done = setting.at_work.periods.submit(setting.options.period)
    waiting = [
        {
            "kind": w.kind,
            "id": w.id,
            "title": w.title,
            "lacks": list(dict.fromkeys(f.field for f in w.findings)),
            "findings": [{"field": f.field, "text": f.text} for f in w.findings],
        }
        for w in done.incomplete
    ]
    keys = {
        "state": "approved",
        "approved": [f"{kind}/{record}" for kind, record in done.approved],
        "incomplete": waiting,
    }
    lines = [vi("Đã duyệt {n} bản ghi.").format(n=len(done.approved))]
    lines += [f"{w.kind}/{w.id} {w.title}: {'; '.join(_named(w))}" for w in done.incomplete]
    return Answer(keys, tuple(lines), WAITING if waiting else DONE)


def _named(waiting: Waiting) -> Iterator[str]:
    """Yield what is said of a record, each sentence once, after the fields it is said of."""
    fields = KINDS[waiting.kind].fields
    for text in dict.fromkeys(f.text for f in waiting.findings):
        names = dict.fromkeys(f.field for f in waiting.findings if f.text == text)
        labels = (f"«{fields[name].about.label}»" for name in names if name in fields)
        yield f"{', '.join(labels)}: {text}"


def _return(setting: Setting) -> Answer:
    options = setting.options
    setting.at_work.periods.give_back(
        options.unit, options.period, options.note, options.record, options.field or ""
    )
    return Answer({"state": "returned"}, (vi("Đã trả lại."),))


def _named_record(text: str) -> tuple[str, int]:
    kind, _, number = text.partition("/")
    if not number.isascii() or not number.isdigit():
        raise CommandUnclear(problem=vi("«{text}» không phải là LOẠI/SỐ").format(text=text))
    return kind, words.record_id(number)


def _board(setting: Setting) -> Answer:
    period = setting.options.period
    tiles = setting.at_work.periods.board(period)
    notes = setting.at_work.periods.returned(period)
    units = [
        {
            "code": t.code,
            "name": t.name,
            "reported": t.has_reported,
            "days_late": t.days_late,
            "data_until": plain(t.data_until),
            "handed_over_on": plain(t.handed_over_on),
            "approved": t.approved,
            "waiting": t.waiting,
            "returned": t.returned,
        }
        for t in tiles
    ]
    returned = [
        {"kind": n.kind, "record": n.record, "field": n.field, "note": n.note} for n in notes
    ]
    yes, no = vi("đã báo cáo"), vi("chưa báo cáo")
    lines = tuple(f"{t.code}  {t.name}: {yes if t.has_reported else no}" for t in tiles)
    return Answer({"units": units, "returned": returned}, lines)


def _figures(setting: Setting) -> Answer:
    options = setting.options
    figures = setting.at_work.reporting.figures(options.period, options.unit)
    rows = [
        {
            "key": f.key,
            "label": f.label,
            "value": f.value,
            "expected": f.expected,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "ids": [f"{kind}/{record}" for kind, record in f.ids],
        }
        for f in figures
    ]
    lines = tuple(f"{f.label}: {_value(f.value)} {f.counted_in}" for f in figures)
    return Answer({"figures": rows}, lines)


def _value(value: int | None) -> str:
    """Return a value as papers print it: a dash for what is missing."""
    return "-" if value is None else formats.number(value)


def _report(setting: Setting) -> Answer:
    options = setting.options
    if options.of is not None:  # papers of one record other than a class come later
        problem = vi("văn bản «{name}» không dùng --of")
        raise CommandUnclear(problem=problem.format(name=options.name))
    made = setting.at_work.reporting.save(
        options.name,
        period=options.period,
        unit=options.unit,
        training=options.training,
        formats=options.format,
        out=options.out,
    )
    files = [str(path.resolve()) for path in made.files]
    signs = [dict(one.details) for one in made.notices]
    keys = {"files": files, "pages": made.pages, "unprintable": signs}
    told = (str(sentences(one)) for one in made.notices)  # notices: the paper is made
    return Answer(keys, (*files, *told), WAITING if signs else DONE)


def _formats(text: str) -> tuple[str, ...]:
    """Return the formats of a paper, each once."""
    asked = tuple(dict.fromkeys(text.split(",")))
    unknown = next((one for one in asked if one not in FORMATS), None)
    if unknown is not None:
        raise CommandUnclear(problem=vi("không có dạng tệp «{name}»").format(name=unknown))
    return asked


def _reports(setting: Setting) -> Answer:
    papers = setting.at_work.reporting.papers()
    rows = [{"name": p.name, "label": p.label, "formats": list(p.formats)} for p in papers]
    return Answer({"reports": rows}, tuple(f"{p.name}  {p.label}" for p in papers))


def _period_words(parser: ArgumentParser) -> None:
    parser.add_argument("--period", required=True, type=words.period)


def _figures_words(parser: ArgumentParser) -> None:
    _period_words(parser)
    parser.add_argument("--unit", type=words.named, metavar="CODE")


def _return_words(parser: ArgumentParser) -> None:
    parser.add_argument("unit", metavar="UNIT")
    _period_words(parser)
    parser.add_argument("--note", required=True)
    parser.add_argument("--record", type=_named_record, metavar="KIND/ID")
    parser.add_argument("--field", type=words.named, metavar="NAME")


def _report_words(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--period", type=words.period)
    about.add_argument("--training", type=words.record_id, metavar="ID")
    parser.add_argument("--unit", type=words.named, metavar="CODE")
    parser.add_argument("--of", type=words.record_id, metavar="ID")
    parser.add_argument("--format", type=_formats, default=("pdf",))
    parser.add_argument("--out", required=True, type=words.folder, metavar="DIR")


def _no_words(parser: ArgumentParser) -> None:
    """Take no words."""
    del parser


COMMANDS = (
    Command("submit", _submit, _period_words),
    Command("return", _return, _return_words),
    Command("board", _board, _period_words),
    Command("figures", _figures, _figures_words),
    Command("report", _report, _report_words),
    Command("reports", _reports, _no_words),
)
