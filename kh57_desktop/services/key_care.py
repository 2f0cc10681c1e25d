"""Keep the key file whole and current: two equal copies, never older than the store knows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.errors import EnvironmentFault
from kh57_desktop.store import local
from kh57_desktop.system.keys import KeyFile

if TYPE_CHECKING:
    from kh57_desktop.services.desk import Desk

COUNTER = "key_counter"

_log = logging.getLogger(__name__)


def after_unlocking(desk: Desk, file: KeyFile, *, is_sound: bool) -> None:
    """Mend what the store was opened with: a second copy that differs, a file put back (TRUST 4).

    A file whose seal is wrong stays as it is: nobody knows what it should say. What the disk
    refuses now is done at the next unlocking.
    """
    if not is_sound:
        return
    try:
        known = _known(desk)
        if file.counter < known:
            _log.warning("key file older than the store knows; it is in use again")
            file = file.renewed(desk.key, above=known)
        file.mend(desk.home.keys, desk.disk)
        _note(desk, file.counter)
    except EnvironmentFault as refused:
        _log.warning("key file not mended: %s", refused)


def note(desk: Desk) -> None:
    """Remember in the store how often the key file was changed, after a change."""
    try:
        _note(desk, KeyFile.read(desk.home.keys, desk.disk).counter)
    except EnvironmentFault as refused:  # the next unlocking notes it
        _log.warning("key file's counter not noted: %s", refused)


def _known(desk: Desk) -> int:
    with desk.journal.reading() as con:
        return int(local.setting(con, COUNTER) or 0)


def _note(desk: Desk, counter: int) -> None:
    if counter > _known(desk):
        desk.journal.store.run(lambda con: local.put_setting(con, COUNTER, str(counter)))
