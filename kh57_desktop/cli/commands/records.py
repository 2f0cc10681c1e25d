"""`add`, `edit`, `remove`, `show`, `history`, `list`, `search`, `undo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import Answer, plain, record_keys
from kh57_desktop.cli.command import Command, Setting
from kh57_desktop.domain.edits import Edit, Saved
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.errors import CommandUnclear, NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.keeping import Asked

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from kh57_desktop.domain.edits import Shown


def _add(setting: Setting) -> Answer:
    values = setting.at_work.entry.read(setting.options.kind, setting.options.values)
    saved = _save(setting, Edit(setting.options.kind, None, values))
    keys = {"id": saved.id, "complete": saved.complete, "findings": _findings(saved)}
    return Answer(keys, (vi("Đã ghi, số {id}.").format(id=saved.id), *_said(saved)))


def _edit(setting: Setting) -> Answer:
    kind, record = setting.options.kind, setting.options.id
    values = setting.at_work.entry.read(kind, setting.options.values)
    # naming no clocks: the command asks for these values, whatever stands there (DECISIONS 54)
    saved = _save(setting, Edit(kind, record, values))
    keys = {
        "id": record,
        "changed": bool(saved.changes),
        "complete": saved.complete,
        "findings": _findings(saved),
    }
    return Answer(keys, (vi("Đã sửa, số {id}.").format(id=record), *_said(saved)))


def _save(setting: Setting, edit: Edit) -> Saved:
    office = setting.at_work
    if edit.kind == "people":
        return office.people.save(edit)
    if edit.kind == "attendance":
        return _mark(setting, edit)
    return office.records.save(edit)


def _mark(setting: Setting, edit: Edit) -> Saved:
    """Write one mark through the roster, so that whoever is marked is also enrolled."""
    office = setting.at_work
    whole = dict(edit.values)
    if edit.id is not None:
        whole = {**office.records.show("attendance", edit.id).values, **whole}
    if None in (whole.get("lesson"), whole.get("person"), whole.get("mark")):
        raise CommandUnclear(problem=vi("attendance cần lesson=, person= và mark="))
    lesson, person = int(str(whole["lesson"])), int(str(whole["person"]))
    changes = office.attendance.mark(lesson, {person: Mark(str(whole["mark"]))})
    asked = Asked("attendance", where=(("lesson", lesson), ("person", person)))
    kept = next(iter(office.records.page(asked).rows), None)
    if kept is None:
        raise NoSuchRecord(what=f"attendance {lesson}/{person}")
    return Saved(kept.id, changes)


def _remove(setting: Setting) -> Answer:
    kind, record = setting.options.kind, setting.options.id
    changes = setting.at_work.records.remove(kind, record)
    return Answer({"id": record, "changed": bool(changes)}, (vi("Đã rút."),))


def _show(setting: Setting) -> Answer:
    kind, record = setting.options.kind, setting.options.id
    shown = setting.at_work.records.show(kind, record)
    if kind == "people":
        shown = setting.at_work.people.show(record)
    notes = [
        {"period": n.period, "field": n.field, "note": n.note, "on": plain(n.on)}
        for n in setting.at_work.periods.returned()
        if (n.kind, n.record) == (kind, record)
    ]
    return Answer({"record": record_keys(shown), "returned": notes}, _lines(shown))


def _history(setting: Setting) -> Answer:
    entries = setting.at_work.history.of(setting.options.kind, setting.options.id)
    changes = [
        {
            "at": entry.at.isoformat(),
            "officer": entry.officer,
            "device": entry.device,
            "action": entry.action,
            "field": entry.field,
            "before": plain(entry.before),
            "after": plain(entry.after),
        }
        for entry in entries
    ]
    lines = (
        f"{c['at']}  {c['officer']}  {c['action']} {c['field']}: {c['before']} → {c['after']}"
        for c in changes
    )
    return Answer({"changes": changes}, tuple(lines))


def _list(setting: Setting) -> Answer:
    options = setting.options
    asked = Asked(options.kind, options.period, options.unit, options.text, limit=options.limit)
    page = setting.at_work.records.page(asked)
    keys = {"rows": [record_keys(row) for row in page.rows], "total": page.total}
    lines = (f"{row.id}  {_title(row)}" for row in page.rows)
    return Answer(keys, (*lines, vi("Tổng số: {total}").format(total=page.total)))


def _search(setting: Setting) -> Answer:
    hits = setting.at_work.search.find(" ".join(setting.options.words))
    rows = [
        {"kind": h.kind, "id": h.id, "title": h.title, "detail": h.detail, "day": plain(h.day)}
        for h in hits
    ]
    lines = (f"{KINDS[h.kind].noun} {h.id}  {h.title}" for h in hits)
    return Answer({"rows": rows}, tuple(lines))


def _undo(setting: Setting) -> Answer:
    undone = setting.at_work.history.undo(setting.options.id or "")
    rows = [f"{kind}/{record}" for kind, record in undone.changes.rows]
    left = [f"{kind}/{record}/{field}" for kind, record, field in undone.left]
    said = vi("Đã hoàn tác {n} bản ghi.").format(n=len(rows))
    return Answer({"undone": rows, "left": left}, (said,))


def _title(row: Shown) -> str:
    kind = KINDS[row.kind]
    day = f"{plain(row[kind.dated_by])}  " if kind.dated_by else ""
    return f"{day}{plain(row[kind.shown_by])}"


def _lines(shown: Shown) -> tuple[str, ...]:
    fields = KINDS[shown.kind].fields
    return tuple(
        f"{fields[name].about.label}: {plain(value)}"
        for name, value in shown.values.items()
        if value is not None and not fields[name].about.hidden
    )


def _findings(saved: Saved) -> list[dict[str, str]]:
    return [
        {"field": f.field, "level": f.level.name.lower(), "text": f.text} for f in saved.findings
    ]


def _said(saved: Saved) -> tuple[str, ...]:
    return tuple(f.text for f in saved.findings)


def _with_kind(parser: ArgumentParser) -> None:
    parser.add_argument("kind")


def _with_record(parser: ArgumentParser) -> None:
    _with_kind(parser)
    parser.add_argument("id", type=words.record_id)


def _with_values(parser: ArgumentParser) -> None:
    _with_kind(parser)
    parser.add_argument("values", nargs="*", metavar="field=value")


def _with_record_values(parser: ArgumentParser) -> None:
    _with_record(parser)
    parser.add_argument("values", nargs="*", metavar="field=value")


def _list_words(parser: ArgumentParser) -> None:
    _with_kind(parser)
    parser.add_argument("--period", type=words.period)
    parser.add_argument("--unit", type=words.named, metavar="CODE")
    parser.add_argument("--text", default="", metavar="WORDS")
    parser.add_argument("--limit", type=words.count, default=200)


def _search_words(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="+")


def _undo_words(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", type=words.named, metavar="ID")


COMMANDS = (
    Command("add", _add, _with_values),
    Command("edit", _edit, _with_record_values),
    Command("remove", _remove, _with_record),
    Command("show", _show, _with_record),
    Command("history", _history, _with_record),
    Command("list", _list, _list_words),
    Command("search", _search, _search_words),
    Command("undo", _undo, _undo_words),
)
