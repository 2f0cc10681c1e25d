"""`plan`, `units`: what the catalog says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.cli.answer import Answer, record_keys
from kh57_desktop.cli.command import Command, Setting

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _plan(setting: Setting) -> Answer:
    page = setting.at_work.catalog.plan()
    keys = {
        "plan": record_keys(page.plan) if page.plan else None,
        "measures": [record_keys(row) for row in page.measures],
        "items": [record_keys(row) for row in page.items],
        "targets": [record_keys(row) for row in page.targets],
    }
    rows = (*page.measures, *page.items, *page.targets)
    return Answer(keys, tuple(f"{r['code']}  {r['label'] or r['title']}" for r in rows))


def _units(setting: Setting) -> Answer:
    units = setting.at_work.catalog.units()
    lines = tuple(f"{u['code']}  {u['name']}" for u in units)
    return Answer({"units": [record_keys(unit) for unit in units]}, lines)


def _no_words(parser: ArgumentParser) -> None:
    """Take no words."""
    del parser


COMMANDS = (Command("plan", _plan, _no_words), Command("units", _units, _no_words))
