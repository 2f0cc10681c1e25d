"""Random histories of a commune: PCs record, pack, lose, double, restore and copy.

Everything that was written is kept beside the stores, with all that its author's store showed at
that moment. At the end the stores are compared with the rules of merging applied to that record.
"""

from __future__ import annotations

import contextlib
import random
import shutil
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.merging import Change, Content, Operation, merged
from kh57_desktop.errors import BundleDamaged, BundleNotForUs, NotEnrolled
from kh57_desktop.journal import exchange, numbering
from kh57_desktop.journal.blocks import blocks_of
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.sync import outgoing
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from tests.support.clock import HandClock
from tests.support.devices import Commune, Device, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = ("Hội trường", "Nhà rông", "UBND xã", "Sân trường")
TEXTS = ("title", "place", "content", "result")
CLOCKS = ("2009-01-01T00:00:00", "2099-12-31T23:59:00", "2026-06-16T14:36:00")
VISIBLE = (
    "SELECT s.run, s.scope, c.q FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    "WHERE s.ord > 0 AND c.q <= s.have"
)
UNSEALED = (
    "SELECT s.run, s.scope, c.q FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    "WHERE c.body IS NOT NULL"
)
UNSEEN_TIPS = (
    "SELECT count(*) FROM sync_seen n JOIN sync_stream t ON t.ord = n.tip "
    "JOIN sync_stream s ON s.ord = n.stream WHERE n.q <= s.have AND n.tip_q > t.have"
)


@dataclass
class Parcel:
    """A bundle on its way, and to which unit it goes; empty for the commune."""

    path: Path
    to: str


class History:
    """One history, drawn from one number."""

    def __init__(self, seed: int, folder: Path, units: tuple[str, ...] = ("TR-NTT", "TH-DPX")):
        self.chance = random.Random(seed)  # noqa: S311 - a failing number is kept and run again
        # runs break ties: drawn from the same number, a failing history can be lived again
        draw = partial(random.Random(seed).randbytes, 16)  # noqa: S311
        self._truly_drawn, numbering.new_run = numbering.new_run, draw
        self.folder = folder
        self.commune = Commune(folder / "xa")
        self.pcs: list[Device] = [self.commune.office]
        for unit in units:
            self.pcs.append(self.commune.join(unit))
        self.pcs.append(self.commune.join(units[0], "PC 2"))
        self.copies: dict[str, list[Path]] = {}
        self.on_the_way: list[Parcel] = []
        self.written: dict[tuple[bytes, str, int], Change] = {}
        self.unsteady: set[bytes] = set()
        """Devices restored or copied, whose word need not be true, and those that heard of them."""
        self.accepted = self.forks = 0
        self._folders = 0

    def close(self) -> None:
        """Close every store."""
        numbering.new_run = self._truly_drawn
        for device in self.pcs:
            device.stop()

    def run(self, steps: int) -> None:
        """Let so many things happen."""
        deeds = (
            *[self.record] * 12,
            *[self.pack] * 6,
            *[self.deliver] * 9,
            *(self.restart, self.set_clock, self.take_copy, self.take_copy),
            *(self.put_copy_back, self.copy_goes_on),
        )
        for _ in range(steps):
            self.chance.choice(deeds)(self.chance.choice(self.pcs))

    # what people and PCs do

    def record(self, device: Device) -> None:
        """Record something: a creation, an edit, a removal, a decision of a conflict."""
        if device is self.commune.office or device.unit == self.commune.office.unit:
            kinds = (("villages", "catalog"), ("return_notes", self._some_unit()))
        else:
            own = f"unit/{device.unit}"
            kinds = (("activities", own), ("activities", own), ("participants", own))
            kinds += (("person_identities", f"private/{device.unit}"),)
        kind, scope = self.chance.choice(kinds)
        if kind == "participants":
            self._enlist(device, scope)
        elif kind == "person_identities":
            self._name_somebody(device)
        else:
            self._write_text(device, kind, scope)

    def pack(self, device: Device) -> None:
        """Pack for somebody; one stick in five is lost at once."""
        to = "commune"
        if device.journal.identity.is_office:
            to = self._some_unit().partition("/")[2]
        elif self.chance.random() < 0.25:
            to = device.unit
        if to == device.unit and not self._has_neighbor(device):
            return
        try:
            files = device.pack(to, self._new_folder()).files
        except NotEnrolled:  # it has not heard of its neighbor yet
            return
        for path in files:
            if self.chance.random() >= 0.2:
                self.on_the_way.append(Parcel(path, "" if to == "commune" else to))

    def deliver(self, _: Device) -> None:
        """Bring some bundle, old or new, to some PC; it may stay on the way and come again."""
        if not self.on_the_way:
            return
        parcel = self.chance.choice(self.on_the_way)
        if self.chance.random() < 0.7:
            self.on_the_way.remove(parcel)
        device = self.chance.choice([pc for pc in self.pcs if self._is_for(parcel, pc)])
        if self.chance.random() < 0.1:
            self._deliver_cut(parcel, device)
            return
        if self.chance.random() < 0.05:
            self._deliver_wrongly(parcel)
        self._accept(device, parcel.path)

    def restart(self, device: Device) -> None:
        """Close the program and start it again."""
        device.restart()

    def set_clock(self, device: Device) -> None:
        """Put the PC's clock somewhere else, or let some time pass."""
        if self.chance.random() < 0.5:
            device.clock.jump_to(self.chance.choice(CLOCKS))
        else:
            device.clock.go_on(minutes=self.chance.randrange(1, 10_000))

    def take_copy(self, device: Device) -> None:
        """Make a backup or an image of the data folder."""
        copy = device.copy_folder(self._new_folder() / "copy")
        self.copies.setdefault(device.name.partition("'")[0], []).append(copy)

    def put_copy_back(self, device: Device) -> None:
        """Put an old copy back: what came after it is gone from this PC."""
        copies = self.copies.get(device.name.partition("'")[0], ())
        if copies:
            device.put_back(self.chance.choice(copies))
            self.unsteady.add(device.journal.identity.device)
            self._restate(device)
            self.forks += 1

    def copy_goes_on(self, device: Device) -> None:
        """Let a copied folder go on as a second PC of the same identity."""
        copies = self.copies.get(device.name.partition("'")[0], ())
        if not copies or device is self.commune.office or len(self.pcs) > 7:
            return
        home = Home(self._new_folder() / "clone")
        shutil.copytree(self.chance.choice(copies), home.folder)
        clone = Device(f"{device.name}'", home, HandClock(self.chance.choice(CLOCKS)), RealDisk())
        self.pcs.append(clone.start())
        self.unsteady.add(clone.journal.identity.device)
        self._restate(clone)
        self.forks += 1

    # the end, when everybody meets

    def meet(self) -> None:
        """Let everybody exchange by stated vectors alone until all have what they may read."""
        for _ in range(2):
            for device in self.pcs:
                self._restate(device)
                if device is not self.commune.office:
                    self._send(device, "commune", self.commune.office)
            for device in self.pcs:
                if device is not self.commune.office:
                    self._restate(device)
                    self._send(device, "commune", self.commune.office)
                    self._restate(self.commune.office)
                    self._send(self.commune.office, device.unit, device)
        for _ in range(2):
            for one in self.pcs:
                for other in self.pcs:
                    if self._are_neighbors(one, other):
                        self._restate(other)
                        self._send(other, other.unit, one)
                        self._restate(one)
                        self._send(one, one.unit, other)

    def differences(self) -> Iterator[str]:
        """Yield what is not as it must be; nothing at all when every rule holds."""
        office = self.commune.office
        yield from self._wrong_stamps()
        yield from self._wrong_content(office)
        for device in self.pcs[1:]:
            own = ("catalog", f"unit/{device.unit}")
            if device.content(*own) != office.content(*own):
                yield f"{device.name} differs from the office"
            if device.digest(*own) != office.digest(*own):
                yield f"the digest of {device.name} differs from the office's"
            if not self.visible(device, *own) <= self.visible(office, *own):
                yield f"the office lacks changes of {device.name}"
            yield from self._wrong_content(device)
        for one in self.pcs:
            for other in self.pcs:
                private = f"private/{one.unit}"
                same = one.content(private) == other.content(private)
                if self._are_neighbors(one, other) and not same:
                    yield f"{one.name} and {other.name} differ in private"

    def visible(self, device: Device, *scopes: str) -> frozenset[tuple[bytes, str, int]]:
        """Return the names of all changes that a device shows."""
        with device.journal.reading() as con:
            rows = con.exec_driver_sql(VISIBLE).fetchall()
        return frozenset(
            (bytes(run), scope, number)
            for run, scope, number in rows
            if not scopes or scope in scopes
        )

    def _wrong_content(self, device: Device) -> Iterator[str]:
        """Compare a store with the rules applied to the changes that it shows."""
        names = self.visible(device)
        if not names <= self.written.keys():
            yield f"{device.name} shows changes nobody wrote"
            return
        expected = merged([self.written[name] for name in names])
        with device.journal.reading() as con:
            found = content_of(con, {scope for _, scope, _ in names})
        rows = {(table, row): shown for (table, _, row), shown in found.items()}
        for key in expected.keys() | rows.keys():
            if key not in rows or key not in expected:
                yield f"{device.name}: {key} stands on one side only"
            elif spelled(expected[key]) != shown_as(rows[key]):
                yield f"{device.name}: {key}: {spelled(expected[key])} != {shown_as(rows[key])}"

    def _wrong_stamps(self) -> Iterator[str]:
        """Compare the stamp of each write with those of the same field its author had seen."""
        stamps: dict[tuple[str, int, str], list[tuple[tuple, int]]] = {}
        for change in self.written.values():
            for operation in change.operations:
                for field in operation.values:
                    where = (operation.table, operation.row, field)
                    if any(
                        n in change.seen and s >= change.stamp for n, s in stamps.get(where, ())
                    ):
                        yield f"{where} is stamped below what it overwrites"
                    stamps.setdefault(where, []).append((change.name, change.stamp))

    def _write_text(self, device: Device, kind: str, scope: str) -> None:
        """Create or edit a record of texts, remove it, bring it back, or decide its conflict."""
        shape = SHAPES[kind]
        rows = [row for (table, where, row) in device.content(scope) if table == shape.table]
        names = [name for name in TEXTS if name in shape.fields] or ["name", "note"]
        name = self.chance.choice([one for one in names if one in shape.fields])
        value = self.chance.choice((*WORDS, f"Lời {len(self.written)}"))
        if not rows or self.chance.random() < 0.35:
            values = {name: value}
            if kind == "villages":
                values |= {"code": self.chance.choice(("T1", "T2", "T3")), "name": value}
            self._ledger(device, lambda ledger: ledger.keep(Edit(kind, None, values), scope))
            return
        row = self.chance.choice(rows)
        shown = device.show(kind, row)
        if self.chance.random() < 0.08:
            self._ledger(device, lambda ledger: ledger.remove(kind, row))
        elif self.chance.random() < 0.05:
            self._ledger(device, lambda ledger: ledger.restore(kind, row))
        elif shown.in_conflict:
            settled = min(shown.in_conflict)
            self._ledger(device, lambda ledger: ledger.settle(kind, row, settled, value))
        else:
            edit = Edit(kind, row, {name: value}, dict(shown.clocks))
            self._ledger(device, lambda ledger: ledger.keep(edit))

    def _enlist(self, device: Device, scope: str) -> None:
        """Put a person on a roster: two PCs that do it mean one row."""
        trainings = [row for (table, _, row) in device.content(scope) if table == "training"]
        people = [row for (table, _, row) in device.content(scope) if table == "person"]
        if len(trainings) < 1:
            self._ledger(
                device, lambda ledger: ledger.keep(Edit("trainings", None, {"title": "L"}))
            )
        elif len(people) < 2:
            self._ledger(device, lambda ledger: ledger.keep(Edit("people", None, {"sex": None})))
        else:
            values = {
                "training": self.chance.choice(trainings[:1]),
                "person": self.chance.choice(people[:2]),
                "ordinal": self.chance.randrange(1, 4),
            }
            self._ledger(device, lambda ledger: ledger.keep(Edit("participants", None, values)))

    def _name_somebody(self, device: Device) -> None:
        """Write the name of a citizen, which never leaves the unit."""
        scope = f"unit/{device.unit}"
        people = [row for (table, _, row) in device.content(scope) if table == "person"]
        if people:
            values = {"person": people[0], "full_name": self.chance.choice(("Y Bằng", "A Nhi"))}
            edit = Edit("person_identities", None, values)
            self._ledger(device, lambda ledger: ledger.keep(edit))

    def _ledger(self, device: Device, work) -> None:
        """Write through a ledger and keep beside the stores what was written and seen."""
        seen = self.visible(device)
        ledger = device.write(work)
        with device.journal.reading() as con:
            for stream, number, stamp in ledger.numbered:
                text = "SELECT run, scope FROM sync_stream WHERE ord = ?"
                run, scope = con.exec_driver_sql(text, (stream,)).one()
                operations = tuple(operations_of(con, stream, number))
                change = Change((bytes(run), scope, number), stamp, seen, operations)
                assert change.name not in self.written, "a number was used twice"
                self.written[change.name] = change

    def _accept(self, device: Device, path: Path) -> None:
        preview, me = device.accept(path).preview, device.journal.identity.device
        if preview.waiting_for:  # nothing waits between two that always told what they had
            assert self.unsteady & {me, bytes.fromhex(preview.device)}, preview.waiting_for
            self.unsteady.add(me)
        self.accepted += 1
        with device.journal.reading() as con:
            assert con.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
            assert con.exec_driver_sql(UNSEEN_TIPS).scalar_one() == 0
            scopes = exchange.scopes_here(con)
            kept = {
                (each.run, each.scope, number)
                for each in exchange.outgoing(con, {}, scopes)
                for number in range(each.first, each.last + 1)
            }
            unsealed = {(bytes(run), *name) for run, *name in con.exec_driver_sql(UNSEALED)}
        assert self.visible(device) <= kept | unsealed, "something shown cannot be passed on"

    def _deliver_cut(self, parcel: Parcel, device: Device) -> None:
        whole = parcel.path.read_bytes()
        cut = self._new_folder() / "cut.kh57"
        cut.write_bytes(whole[: self.chance.randrange(len(whole))])
        with contextlib.suppress(BundleDamaged):
            device.accept(cut)
            message = "a cut bundle was accepted"
            raise AssertionError(message)

    def _deliver_wrongly(self, parcel: Parcel) -> None:
        own = {device.unit for device in self.pcs if self._is_for(parcel, device)}
        others = [d for d in self.pcs if d.unit not in own and not d.journal.identity.is_office]
        if not others or not parcel.to:
            return
        with contextlib.suppress(BundleNotForUs):
            self.chance.choice(others).accept(parcel.path)
            message = "a bundle for others was accepted"
            raise AssertionError(message)

    def _send(self, sender: Device, to: str, receiver: Device) -> None:
        for path in sender.pack(to, self._new_folder()).files:
            self._accept(receiver, path)

    def _restate(self, device: Device) -> None:
        with device.journal.store.writing() as con:
            outgoing.restate(con)

    def _is_for(self, parcel: Parcel, device: Device) -> bool:
        return device.unit == parcel.to if parcel.to else device is self.commune.office

    def _has_neighbor(self, device: Device) -> bool:
        return any(self._are_neighbors(device, other) for other in self.pcs)

    @staticmethod
    def _are_neighbors(one: Device, other: Device) -> bool:
        me, you = one.journal.identity, other.journal.identity
        return me.unit == you.unit and me.device != you.device

    def _some_unit(self) -> str:
        units = sorted({pc.unit for pc in self.pcs if not pc.journal.identity.is_office})
        return f"unit/{self.chance.choice(units)}"

    def _new_folder(self) -> Path:
        self._folders += 1
        folder = self.folder / f"{self._folders:04}"
        folder.mkdir(parents=True)
        return folder


def operations_of(con, stream: int, number: int) -> Iterator[Operation]:
    """Yield what a change that is not sealed yet did, read from what the ledger kept."""
    text = "SELECT c.body, s.scope FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    body, scope = con.exec_driver_sql(text + "WHERE s.ord = ? AND c.q = ?", (stream, number)).one()
    for block in blocks_of(number, bytes(body)):
        shape = next(one for one in SHAPES.values() if one.table == block.table)
        for _, row, values in block.each():
            record = shape.derived(scope, [row])[0] if shape.key else row
            given = dict(zip(block.fields, values, strict=True))
            if block.action == "create":  # a creation writes every field (M6)
                given = {name: given.get(name) for name in shape.fields}
            yield Operation(block.table, record, block.action, given)


def spelled(content: Content) -> tuple:
    """Return what the rules say of a row, for comparison."""
    shown = {name: value for name, value in content.values.items() if value is not None}
    others = {name: values for name, values in content.others.items() if values}
    return content.alive, shown, others


def shown_as(row: tuple) -> tuple:
    """Return what a store shows of a row, for comparison; keys are no fields."""
    gone, filled, siblings, keys = row
    others: dict[str, list] = {}
    for name, _, _, _, value in sorted(siblings, key=lambda one: one[1:4], reverse=True):
        others.setdefault(name, []).append(value)
    shown = {name: value for name, value in filled.items() if name not in keys}
    return not gone, shown, {name: tuple(values) for name, values in others.items()}
