"""Send, preview, take in; decide between values only a person can choose between."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import (
    CommandUnclear,
    DriveHeld,
    NoSuchRecord,
    NotAllowed,
)
from kh57_desktop.i18n import vi
from kh57_desktop.journal import conflicts
from kh57_desktop.journal.digest import digest
from kh57_desktop.journal.exchange import scopes_here
from kh57_desktop.records.base import Scope
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services import person_keys
from kh57_desktop.services.approval import decide_states
from kh57_desktop.services.checking import refuse_stamps, tidied
from kh57_desktop.services.device import Device
from kh57_desktop.services.entry import Entry
from kh57_desktop.store import backup, queries
from kh57_desktop.sync import diary, incoming, outgoing, places
from kh57_desktop.system import drives, files, releasing, room
from kh57_desktop.system.progress import Canceled, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kh57_desktop.domain.edits import Changes, ConflictCard, Value
    from kh57_desktop.domain.exchanging import Accepted, Exchanged, Packed, Preview
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

COMMUNE = "commune"
PRACTICE_STICK = "usb"
"""The folder beside a practice home that stands for a stick."""
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True)
class Stick:
    """A removable drive."""

    root: Path
    label: str
    file_system: str
    free: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """What officers do with bundles and with conflicts."""

    desk: Desk

    def found(self, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
        """Return the bundles on drives, in Downloads, where the settings say and in the folders.

        The newest comes first.
        """
        set_one = Device(self.desk.home, self.desk.disk).folder("bundle_folder")
        chosen = (*folders, *((set_one,) if set_one else ()), *self._practice_sticks())
        return places.found(places.usual(chosen))

    def drives(self) -> tuple[Stick, ...]:
        """Return the removable drives that are plugged in, with their free bytes.

        In practice a folder stands for the stick: nothing reaches a real one unasked.
        """
        disk = self.desk.disk
        if self.desk.is_practice:
            label = vi("USB tập luyện")
            return tuple(
                Stick(folder, label, "", disk.free(folder)) for folder in self._practice_sticks()
            )
        found = (each for each in drives.drives() if each.kind is drives.DriveKind.REMOVABLE)
        return tuple(
            Stick(Path(d.root), d.label, d.file_system, disk.free(Path(d.root))) for d in found
        )

    def pack(self, out: Path, to: str | None = None, progress: Progress | None = None) -> Packed:
        """Publish everything the other side has not said it has; no file when there is nothing.

        A unit packs for the commune or its own other PCs, the commune for the unit named.
        """
        self._may_exchange()
        room.require(self.desk.home.folder, self.desk.disk)
        receiver = self._addressee(to)
        files.make_folder(out, self.desk.disk)
        return outgoing.pack(
            self.desk.journal,
            self.desk.home,
            self.desk.disk,
            out,
            to=receiver,
            progress=progress or Progress(),
        )

    def release(self, root: Path) -> bool:
        """Have the system let go of a stick; raises `DriveHeld` while it has not.

        False in practice: a folder stands for the stick, and there is nothing to let go of.
        """
        if self.desk.is_practice:
            return False
        if not releasing.release(root):
            raise DriveHeld(label=root)
        return True

    def diary(self, limit: int = 200) -> tuple[Exchanged, ...]:
        """Return the bundles that were sent and taken in here, the newest first."""
        with self.desk.journal.reading() as con:
            return diary.told(con, limit)

    def open(self, paths: Sequence[Path], progress: Progress | None = None) -> tuple[Preview, ...]:
        """Return what bundles would change, taken in one after the other; nothing is written.

        Raises `NoSuchRecord` for what is no file, or no longer, besides what bundles may raise.
        """
        for path in paths:
            if not path.is_file():
                raise NoSuchRecord(what=path.name)
        return incoming.previews(self.desk.journal, paths, progress or Progress())

    def accept(
        self, paths: Sequence[Path], progress: Progress | None = None
    ) -> tuple[Accepted, ...]:
        """Take bundles in, one transaction each, after one verified copy of the store.

        A second time changes nothing. Of several bundles all are looked at before the first is
        taken in; a single one is taken whole or not at all anyway. Who stops it between two keeps
        the first.
        """
        self._may_exchange()
        told = progress or Progress()
        known = {path: incoming.taken_before(self.desk.journal, path) for path in paths}
        others = [path for path, before in known.items() if before is None]
        if sum(map(incoming.count, others)) > 1:
            self.open(others)
        if others:
            backup.take(self.desk.journal.store, self.desk.home, "accept", self.desk.clock.now())
        accepted: list[Accepted] = []
        for number, path in enumerate(paths):
            try:
                told.report(number, len(paths), vi("đang nhận gói"))
            except Canceled:
                if not accepted:
                    raise
                break
            before = known[path]
            accepted += incoming.take(self.desk.journal, path) if before is None else before
        else:
            with contextlib.suppress(Canceled):  # too late: everything is in
                told.report(len(paths), len(paths), vi("đã nhận xong"))
        if accepted:
            arrived = [one.changes for one in accepted]
            filled, needless = person_keys.renew(self.desk, arrived)
            decided, closed = decide_states(self.desk, arrived)
            last = accepted[-1]
            open_still = max(0, last.preview.conflicts - closed - needless)
            left = replace(last.preview, conflicts=open_still)
            accepted[-1] = replace(last, preview=left, changes=last.changes | filled | decided)
        return tuple(accepted)

    def conflicts(self) -> tuple[ConflictCard, ...]:
        """Return the open cards: own ones to decide, a unit's ones to look at."""
        with self.desk.journal.reading() as con:
            return self.desk.journal.cards(con)

    def settle(self, card: str, keep: str) -> Changes:
        """Decide a card for the value this device wrote, another's, or both joined."""
        found = self._card(card)
        values = {MINE: self._mine(found), THEIRS: self._theirs(found)}
        value = self._joined(found) if keep == BOTH else values[keep]
        return self.decide(card, value)

    def settle_with(self, card: str, text: str) -> Changes:
        """Decide a card for a value that was typed."""
        found = self._card(card)
        typed = Entry(self.desk).read(found.kind, [f"{found.field}={text}"])
        return self.decide(card, typed[found.field])

    def decide(self, card: str, value: Value) -> Changes:
        """Record the chosen value, even one equal to that shown: the write closes the card."""
        found = self._card(card)
        if not found.is_ours:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("chọn thay cho đơn vị đã ghi"),
                who=vi("đơn vị đã ghi"),
            )
        self._may_exchange()
        if found.kind in KINDS and found.field:
            value = tidied(KINDS[found.kind], {found.field: value})[found.field]
            refuse_stamps(KINDS[found.kind], {found.field: value})
        with self.desk.journal.writing(self.desk.officer.id, "settle") as ledger:
            if found.field:
                ledger.settle(found.kind, found.record, found.field, value)
            elif value == conflicts.KEEP:
                ledger.restore(found.kind, found.record)
            else:
                ledger.remove(found.kind, found.record)
        return ledger.changes | person_keys.renew(self.desk, (ledger.changes,))[0]

    def fingerprint(self, unit: str | None = None) -> tuple[str, int]:
        """Return the SHA-256 and the rows of `catalog` and one unit, or of all units."""
        asked = unit or (None if self.desk.post.is_office else self.desk.post.code)
        with self.desk.journal.reading() as con:
            _require_unit(con, asked)
            scopes = {Scope.CATALOG.value} | (
                {Scope.UNIT.of(asked)} if asked else _of_units(scopes_here(con))
            )
            return digest(con, scopes)

    def _practice_sticks(self) -> tuple[Path, ...]:
        folder = self.desk.home.folder.parent / PRACTICE_STICK
        return (folder,) if self.desk.is_practice and folder.is_dir() else ()

    def _may_exchange(self) -> None:
        office = self.desk.post.is_office
        action = Action.EXCHANGE_AT_OFFICE if office else Action.EXCHANGE
        require(action, self.desk.officer.roles, self.desk.officer.name)

    def _addressee(self, to: str | None) -> str:
        """Return for whom to pack: the commune, or the code of a unit."""
        if self.desk.post.is_office:
            if to in {None, COMMUNE}:
                raise CommandUnclear(problem=vi("xã cần --to MÃ ĐƠN VỊ khi gửi gói"))
            with self.desk.journal.reading() as con:
                _require_unit(con, to)
            return str(to)
        if to not in {None, COMMUNE, self.desk.post.code}:
            raise CommandUnclear(problem=vi("đơn vị chỉ gửi về xã hoặc cho máy của mình"))
        return to or COMMUNE

    def _card(self, card: str) -> ConflictCard:
        found = next((one for one in self.conflicts() if one.id == card), None)
        if found is None:
            raise NoSuchRecord(what=card)
        return found

    def _mine(self, card: ConflictCard) -> Value:
        """Return the value this device wrote itself, else the one shown (SYNC 14)."""
        sides = sorted(card.sides, key=lambda side: (not side.is_mine, not side.is_shown))
        return sides[0].value

    def _theirs(self, card: ConflictCard) -> Value:
        sides = sorted(card.sides, key=lambda side: (not side.is_mine, not side.is_shown))
        return sides[-1].value

    def _joined(self, card: ConflictCard) -> Value:
        """Join long texts; anything else cannot be both."""
        field = KINDS[card.kind].fields.get(card.field)
        if field is None or field.holds is not FieldType.TEXT or not field.about.multiline:
            raise CommandUnclear(problem=vi("chỉ nội dung dài mới giữ được cả hai"))
        return "\n".join(str(side.value) for side in card.sides if side.value)


def _require_unit(con: Connection, code: str | None) -> None:
    if code is not None and not queries.ids(con, "units", code=code):
        raise NoSuchRecord(what=f"units/{code}")


def _of_units(scopes: Iterable[str]) -> set[str]:
    """Return the scopes that units and the commune share."""
    return {scope for scope in scopes if scope.startswith(f"{Scope.UNIT.value}/")}
