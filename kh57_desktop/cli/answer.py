"""What a command answers: one JSON object, or lines for people."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop.cli import streams
from kh57_desktop.cli.wording import sentences
from kh57_desktop.errors import AnswerLost, CommandUnclear, NoConsole, OutputClosed

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown

DONE, REFUSED, UNCLEAR, WAITING = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The keys of the JSON answer, the lines for people, and the exit code."""

    keys: dict[str, Any]
    lines: tuple[str, ...] = ()
    code: int = DONE
    ok: bool = field(default=True)


def plain(value: Any) -> Any:
    """Return a value as JSON takes it: ISO days, slugs, lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [plain(inner) for inner in value]
    return value


def record_keys(record: Shown) -> dict[str, Any]:
    """Return a record as the JSON answer shows it."""
    return {
        "kind": record.kind,
        "id": record.id,
        "unit_scope": record.unit,
        "gone": record.is_gone,
        "conflicts": sorted(record.in_conflict),
        **{name: plain(value) for name, value in record.values.items()},
    }


def say(answer: Answer, *, as_json: bool) -> int:
    """Write an answer to standard output; returns the exit code, raises `AnswerLost`."""
    if as_json:
        body = {"ok": answer.ok, **plain(answer.keys)}
        streams.say(json.dumps(body, ensure_ascii=False) + "\n")
    else:
        streams.say("".join(line + "\n" for line in answer.lines))
    return answer.code


def say_error(error: BaseException, *, as_json: bool) -> int:
    """Write the three sentences of an error and its code; returns the exit code."""
    in_vain = streams.are_missing() and isinstance(error, CommandUnclear | OutputClosed)
    said = sentences(NoConsole() if in_vain else error)
    is_heard = False
    if as_json and not isinstance(error, AnswerLost | OutputClosed):
        body = {
            "code": said.code,
            "happened": said.happened,
            "data_state": said.data_state,
            "remedy": said.remedy,
        }
        with suppress(AnswerLost, OutputClosed):  # why the command was refused matters more
            streams.say(json.dumps({"ok": False, "error": body}, ensure_ascii=False) + "\n")
            is_heard = True
    if not is_heard:
        streams.tell(f"{said}\n")
    return UNCLEAR if isinstance(error, CommandUnclear) else REFUSED
