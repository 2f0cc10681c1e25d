"""A commune of devices with real stores, keys and files: they enroll, record, pack and accept."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.journal import exchange
from kh57_desktop.journal.digest import digest
from kh57_desktop.journal.identity import OFFICE, UNIT
from kh57_desktop.journal.journal import Journal
from kh57_desktop.journal.segments import hash_of, head_of
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.statements import quoted, spelled
from kh57_desktop.services import identity as own_identity
from kh57_desktop.store import local
from kh57_desktop.store.store import Store
from kh57_desktop.sync import bundle, certificates, enrollment, incoming, outgoing, register
from kh57_desktop.sync.body import Inner, SegmentPart
from kh57_desktop.sync.bundle import Header
from kh57_desktop.system import seals
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from kh57_desktop.system.progress import Progress
from kh57_desktop.system.slots import StoreKey
from tests.support.bundles import a_commune
from tests.support.clock import HandClock

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.exchanging import Accepted, Packed, Preview
    from kh57_desktop.journal.ledger import Ledger

_ROWS = "SELECT t.id, s.scope, t._gone, «columns» FROM «table» t JOIN sync_stream s ON s.ord = t._s"
KEY = StoreKey(bytes(range(32)), bytes(range(16)))
OFFICE_UNIT = "PVHXH"
OFFICER = 7


@dataclass
class Device:
    """One PC: its data folder, its clock and what its officer can do with bundles."""

    name: str
    home: Home
    clock: HandClock
    journal: Journal = field(init=False)
    disk: RealDisk = field(default_factory=RealDisk)

    def start(self) -> Device:
        """Open the store as the program does when it starts."""
        store = Store.open(self.home.folder, KEY, self.disk)
        with store.reading() as con:
            identity = own_identity.read(con)
        self.journal = Journal(store, self.clock, identity)
        return self

    def stop(self) -> None:
        """Close the store."""
        self.journal.store.close()

    def restart(self) -> None:
        """Close the program and start it again."""
        self.stop()
        self.start()

    @property
    def unit(self) -> str:
        """The code of the device's unit."""
        return self.journal.identity.unit

    def keep(self, kind: str, record: int | None = None, scope: str | None = None, **values) -> int:
        """Keep one record through a ledger of its own and return its number."""
        with self.journal.writing(OFFICER) as ledger:
            return ledger.keep(Edit(kind, record, values, self.clocks(kind, record)), scope)

    def clocks(self, kind: str, record: int | None) -> dict:
        """Return the clocks of a record's fields, as a form remembers them."""
        found = None if record is None else self.show(kind, record)
        return {} if found is None else dict(found.clocks)

    def write(self, work) -> Ledger:
        """Do something with a ledger."""
        with self.journal.writing(OFFICER) as ledger:
            work(ledger)
        return ledger

    def show(self, kind: str, record: int) -> Shown | None:
        """Return a record as it stands here."""
        with self.journal.reading() as con:
            return self.journal.current(con, kind, record)

    def pack(self, to: str, out: Path) -> Packed:
        """Pack for the commune or a unit."""
        out.mkdir(parents=True, exist_ok=True)
        return outgoing.pack(self.journal, self.home, self.disk, out, to=to, progress=Progress())

    def preview(self, path: Path) -> Preview:
        """Look at a bundle."""
        (found,) = incoming.preview(self.journal, path)
        return found

    def accept(self, path: Path) -> Accepted:
        """Take a bundle in."""
        (accepted,) = incoming.take(self.journal, path)
        return accepted

    def copy_folder(self, to: Path) -> Path:
        """Copy the data folder as an image of the running PC does: log and all, between writes."""
        shutil.copytree(self.home.folder, to)
        return to

    def put_back(self, copy: Path) -> None:
        """Put an earlier copy of the data folder in place of what is there."""
        self.stop()
        shutil.rmtree(self.home.folder)
        shutil.copytree(copy, self.home.folder)
        self.start()

    def content(self, *scopes: str) -> dict:
        """Return everything shared in some scopes, spelled alike on every device."""
        with self.journal.reading() as con:
            return content_of(con, scopes)

    def digest(self, *scopes: str) -> tuple[str, int]:
        """Return the number that stands for the content of some scopes, and their rows."""
        with self.journal.reading() as con:
            return digest(con, scopes)

    def count(self, text: str, *parameters: object) -> int:
        """Return the one number a statement counts."""
        with self.journal.reading() as con:
            return int(con.exec_driver_sql(text, parameters).scalar_one())

    @property
    def certificate(self) -> certificates.Certificate:
        """What the commune signed for this PC."""
        return certificates.kept(self.journal.identity.certificate)

    def forge(self, path: Path, to: Device, parts, **wrong) -> Path:
        """Write a truly signed bundle with any segments, whatever the program would pack."""
        me, kept = self.journal.identity, certificates.kept(self.journal.identity.certificate)
        header = Header(
            *(seals.random_bytes(16), bytes(16), (1, 1), kept.commune, me.device),
            *((to.journal.identity.device,), "2026-06-16T14:36:00+07:00", "0.1.0"),
        )
        heads = [head_of(part) for part in parts]
        inner = Inner(
            *(b"", b"", (), 1, bytes(10)),
            wrong.get("changes", sum(head.changes for head in heads)),
            wrong.get("vector", {}),
            certificates=wrong.get("certificates", ()),
            segments=tuple(
                SegmentPart(hash_of(part), len(part), head.raw)
                for part, head in zip(parts, heads, strict=True)
            ),
        )
        boxes = [to.certificate.box]
        pieces = bundle.write(header, me.certificate, inner, parts, recipients=boxes, seed=me.sign)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(pieces))
        return path

    def segments(self) -> list[bytes]:
        """Seal what was written and return every segment that stands here."""
        self.journal.exchange(lambda con: exchange.seal(con, self.journal.identity))
        with self.journal.reading() as con:
            rows = con.exec_driver_sql("SELECT body FROM sync_segment ORDER BY stream, first")
            return [bytes(body) for (body,) in rows]

    def pretend(self, **other) -> None:
        """Have the journal believe that this PC is of another unit or side."""
        self.journal.identity = replace(self.journal.identity, **other)


@dataclass
class Commune:
    """The office and its units, each PC in a folder of its own."""

    folder: Path
    devices: dict[str, Device] = field(default_factory=dict)
    authority: enrollment.Authority = field(default_factory=a_commune)

    def __post_init__(self) -> None:
        self.office = self._made("xa", OFFICE_UNIT, OFFICE)
        store = self.office.journal.store
        with store.writing() as con:
            me = self.office.journal.identity
            for name, value in (
                ("commune", self.authority.commune.hex()),
                ("root", self.authority.root.hex()),
                ("root_seed", self.authority.root_seed.hex()),
                ("escrow", self.authority.escrow),
            ):
                local.put_setting(con, name, value)
            raw = enrollment.certify_self(self.authority, OFFICE_UNIT, me.sign, me.box)
            register.keep(con, raw)
            local.put_setting(con, "certificate", raw.hex())
        self.office.restart()

    def join(self, unit: str, name: str = "") -> Device:
        """Set up a PC of a unit and enroll it by two files and a spoken code."""
        device = self.set_up(unit, name)
        self.enroll(device)
        return device

    def set_up(self, unit: str, name: str = "") -> Device:
        """Set up a PC that can record at once and is not enrolled."""
        return self._made(name or unit, unit, OFFICE if unit == OFFICE_UNIT else UNIT)

    def enroll(self, device: Device) -> None:
        """Carry request and answer between a PC and the office."""
        me = device.journal.identity
        role = OFFICE if me.unit == OFFICE_UNIT else UNIT
        pending, asked = enrollment.request(me.unit, me.sign, me.box, cheap=True)
        with self.office.journal.store.writing() as con:
            answered = enrollment.answer(
                asked,
                pending.confirm_code,
                self.authority,
                register.known(con),
                name="ghep",
                role=role,
            )
            register.keep(con, answered.certificate)
        joined = enrollment.finish(answered.file, pending, name="tra-loi")
        with device.journal.store.writing() as con:
            local.put_setting(con, "commune", joined.commune.hex())
            local.put_setting(con, "root", joined.root.hex())
            local.put_setting(con, "certificate", joined.certificate.hex())
            for raw in (joined.certificate, *joined.others):
                register.keep(con, raw)
        device.restart()

    def close(self) -> None:
        """Close every store."""
        for device in self.devices.values():
            device.stop()

    def _made(self, name: str, unit: str, role: str) -> Device:
        home = Home(self.folder / name).make(RealDisk())
        template = self.folder / "template.db"
        if not template.exists():  # a store is made once and copied: making one takes its time
            Store.create(home.folder, KEY, RealDisk()).close()
            shutil.copy(home.store, template)
        else:
            shutil.copy(template, home.store)
        store = Store.open(home.folder, KEY, RealDisk())
        with store.writing() as con:
            seed = seals.random_bytes(32)
            for setting, value in (
                ("unit", unit),
                ("role", role),
                ("device", certificates.device_of(seals.public_key(seed)).hex()),
                ("sign_seed", seed.hex()),
                ("box_identity", seals.box_identity(seals.random_bytes(32))),
            ):
                local.put_setting(con, setting, value)
        store.close()
        device = Device(name, home, HandClock()).start()
        self.devices[name] = device
        return device


def content_of(con, scopes) -> dict:
    """Return rows and open values by names alone: no ordinal, no order of arrival shows in it."""
    names = {int(n): str(name) for name, n in con.exec_driver_sql("SELECT name, n FROM sync_name")}
    siblings: dict[tuple[str, int], list] = {}
    text = (
        "SELECT b.tbl, b.row, b.col, b.h, s.run, b.q, b.val FROM sync_sibling b "
        "JOIN sync_stream s ON s.ord = b.s ORDER BY b.tbl, b.row, b.col, b.h, s.run, b.q"
    )
    for table, row, column, *write in con.exec_driver_sql(text):
        *clock, value = write
        entry = (names[column], *clock, json.loads(value))
        siblings.setdefault((names[table], row), []).append(entry)
    found = {}
    for shape in SHAPES.values():
        columns = (*shape.key, *shape.fields)
        text = spelled(_ROWS, columns=quoted(*columns), table=quoted(shape.table))
        rows = con.exec_driver_sql(text)
        for row, scope, gone, *values in rows:
            if scope in scopes:
                filled = {n: v for n, v in zip(columns, values, strict=True) if v is not None}
                others = siblings.get((shape.table, row), [])
                found[shape.table, scope, row] = bool(gone), filled, others, shape.key
    return found
