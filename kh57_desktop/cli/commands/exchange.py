"""`pack`, `open`, `accept`, `conflicts`, `settle`, `digest`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kh57_desktop.cli import words
from kh57_desktop.cli.answer import DONE, WAITING, Answer, plain
from kh57_desktop.cli.command import Command, Setting
from kh57_desktop.errors import CommandUnclear
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from kh57_desktop.domain.edits import ConflictCard
    from kh57_desktop.domain.exchanging import Accepted, Preview


def _pack(setting: Setting) -> Answer:
    options = setting.options
    packed = setting.at_work.exchange.pack(options.out, options.to, setting.progress)
    files = [str(path) for path in packed.files]
    keys = {"files": files, "changes": packed.changes, "bytes": packed.size}
    return Answer(keys, tuple(files) or (vi("Không có gì mới để gửi."),))


def _open(setting: Setting) -> Answer:
    bundles = setting.options.bundles
    previews = setting.at_work.exchange.open(bundles, setting.progress)
    return Answer(_together([_counted(p) for p in previews]), tuple(_line(p) for p in previews))


def _accept(setting: Setting) -> Answer:
    bundles = setting.options.bundles
    accepted = setting.at_work.exchange.accept(bundles, setting.progress)
    rows = [{**_counted(a.preview), "applied": a.applied, "receipt": a.receipt} for a in accepted]
    return Answer(_together(rows), tuple(_said(a) for a in accepted), _code(accepted))


def _code(accepted: tuple[Accepted, ...]) -> int:
    waits = any(a.preview.conflicts or a.preview.refused or a.preview.waiting_for for a in accepted)
    return WAITING if waits else DONE


def _counted(preview: Preview) -> dict[str, Any]:
    return {
        "bundle": preview.name,
        "from": preview.sender,
        "changes": preview.changes,
        "new": dict(preview.new),
        "changed": preview.changed,
        "conflicts": preview.conflicts,
        "refused": preview.refused,
        "waiting_for": list(preview.waiting_for),
        "already": preview.already,
    }


def _together(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one bundle's keys as they are; several ones under `bundles` besides the first's."""
    return rows[0] if len(rows) == 1 else {"bundles": rows}


def _line(preview: Preview) -> str:
    new = ", ".join(f"{kind} {count}" for kind, count in preview.new.items())
    said = vi("{name}: {changes} thay đổi của {sender}; mới: {new}; {conflicts} xung đột")
    return said.format(
        name=preview.name,
        changes=preview.changes,
        sender=preview.sender,
        new=new or "0",
        conflicts=preview.conflicts,
    )


def _said(accepted: Accepted) -> str:
    said = vi("{line}; đã nhận {applied}; mã biên nhận {receipt}")
    return said.format(
        line=_line(accepted.preview), applied=accepted.applied, receipt=accepted.receipt or "-"
    )


def _conflicts(setting: Setting) -> Answer:
    cards = setting.at_work.exchange.conflicts()
    rows = [
        {
            "id": card.id,
            "kind": card.kind,
            "record": card.record,
            "title": card.title,
            "field": card.field,
            "base": plain(card.base),
            "unit": card.unit,
            "ours": card.is_ours,
            "sides": [
                {
                    "value": plain(side.value),
                    "officer": side.officer,
                    "device": side.device,
                    "at": side.at.isoformat(),
                    "mine": side.is_mine,
                    "shown": side.is_shown,
                }
                for side in card.sides
            ],
        }
        for card in cards
    ]
    return Answer({"conflicts": rows}, tuple(_card_line(card) for card in cards))


def _card_line(card: ConflictCard) -> str:
    values = " | ".join(str(plain(side.value)) for side in card.sides)
    return f"{card.id}  {card.title}  {card.label}: {values}"


def _settle(setting: Setting) -> Answer:
    options = setting.options
    if (options.keep is None) == (options.value is None):
        raise CommandUnclear(problem=vi("settle cần --keep hoặc --value"))
    exchange = setting.at_work.exchange
    if options.value is not None:
        exchange.settle_with(options.id, options.value)
    else:
        exchange.settle(options.id, options.keep)
    return Answer({"id": options.id}, (vi("Đã chọn."),))


def _digest(setting: Setting) -> Answer:
    digest, rows = setting.at_work.exchange.fingerprint(setting.options.unit)
    return Answer({"digest": digest, "rows": rows}, (digest,))


def _pack_words(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=words.folder, metavar="DIR")
    parser.add_argument("--to", type=words.named, metavar="commune|CODE")
    parser.add_argument("--volume", type=words.count, metavar="BYTES")


def _bundle_words(parser: ArgumentParser) -> None:
    parser.add_argument("bundles", nargs="+", type=words.file, metavar="BUNDLE")


def _settle_words(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=words.named, metavar="ID")
    parser.add_argument("--keep", choices=("mine", "theirs", "both"))
    parser.add_argument("--value", metavar="TEXT")


def _digest_words(parser: ArgumentParser) -> None:
    parser.add_argument("--unit", type=words.named, metavar="CODE")


def _no_words(parser: ArgumentParser) -> None:
    """Take no words."""
    del parser


COMMANDS = (
    Command("pack", _pack, _pack_words),
    Command("open", _open, _bundle_words),
    Command("accept", _accept, _bundle_words),
    Command("conflicts", _conflicts, _no_words),
    Command("settle", _settle, _settle_words),
    Command("digest", _digest, _digest_words),
)
