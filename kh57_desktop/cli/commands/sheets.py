"""`import`: a spreadsheet as people keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import DONE, WAITING, Answer
from kh57_desktop.cli.command import Command, Setting
from kh57_desktop.errors import CommandUnclear, SheetHasProblems, sentences
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _import(setting: Setting) -> Answer:
    options = setting.options
    mapping = dict(_pair(word) for word in options.map)
    sheets = setting.at_work.sheets
    preview = sheets.preview(
        options.file, options.kind, mapping, options.training, setting.progress
    )
    report = preview.report if options.preview else sheets.accept(preview)
    refused = [
        {
            "sheet": row.sheet,
            "row": row.row,
            "heading": row.heading,
            "value": row.value,
            "code": row.code,
            "why": row.why,
        }
        for row in report.refused
    ]
    keys = {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": refused,
        "complete": report.incomplete == 0,
        "training": report.training,
    }
    said = vi("Đọc {read} dòng: thêm {created}, sửa {updated}, không đổi {unchanged}.")
    lines = [
        said.format(
            read=report.read,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
        )
    ]
    not_taken = vi("Dòng {row}, «{heading}»: {why}")
    lines += [not_taken.format(row=r.row, heading=r.heading, why=r.why) for r in report.refused]
    if refused:  # a notice: the right rows are in
        lines.append(str(sentences(SheetHasProblems(count=len(refused)))))
    return Answer(keys, tuple(lines), WAITING if refused else DONE)


def _pair(word: str) -> tuple[str, str]:
    heading, equals, field = word.rpartition("=")
    if not equals:
        problem = vi("«{word}» không phải là TIÊU ĐỀ=ô")
        raise CommandUnclear(problem=problem.format(word=word))
    return heading, field


def _words(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=words.file, metavar="FILE")
    parser.add_argument("--as", dest="kind", required=True, metavar="KIND")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--map", action="append", default=[], metavar="HEADING=FIELD")
    parser.add_argument("--training", type=words.record_id, metavar="ID")


COMMANDS = (Command("import", _import, _words),)
