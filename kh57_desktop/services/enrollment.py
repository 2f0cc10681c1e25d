"""Join a unit's PC to the commune: request, spoken code, answer (TRUST 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import NotAllowed, NotYet
from kh57_desktop.i18n import vi
from kh57_desktop.journal.identity import OFFICE
from kh57_desktop.services import identity
from kh57_desktop.store import local, queries
from kh57_desktop.sync import certificates, enrollment, register
from kh57_desktop.system import files
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection
    from kh57_desktop.system.files import Disk


OFFICE_ROLES = frozenset({Role.CONSOLIDATION_OFFICER, Role.CULTURE_SOCIETY_HEAD})


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """A device the commune certified, and the file for it."""

    device: str
    unit: str
    file: Path
    role: str
    """`office` for another PC of the commune's own office, else `unit`."""


@dataclass(frozen=True, slots=True)
class JoinedUnit:
    """The device of this store, now certified."""

    device: str
    unit: str
    role: str

    @property
    def is_office(self) -> bool:
        """Whether it became another PC of the commune's office; it is so from the next unlock."""
        return self.role == OFFICE


@dataclass(frozen=True, slots=True)
class Enrollment:
    """What both sides do to join a PC."""

    desk: Desk

    def request(self, out: Path) -> tuple[str, Path]:
        """Write a request anew; returns the code to read out and the file. The former is void."""
        require(Action.ENROLL, self.desk.officer.roles, self.desk.officer.name)
        device, cheap = self.desk.journal.identity, self.desk.is_practice
        with files.retracting(self.desk.disk) as made, self.desk.journal.store.writing() as con:
            code, file = write_request(con, device, self.desk.disk, out, cheap=cheap)
            made.append(file)
        return code, made[0]

    def pending_code(self) -> str | None:
        """Return the code to read out to the commune; None when no answer is awaited."""
        with self.desk.journal.reading() as con:
            kept = local.setting(con, "pending")
        return enrollment.Pending.of(kept).confirm_code if kept else None

    def sort(self, file: Path) -> str:
        """Return `request` or `answer` for a file of an enrollment, by its content; else nothing.

        Never raises: whoever opens it tells what is wrong with it.
        """
        try:
            raw = self.desk.disk.read(file, enrollment.LARGEST + 1) if file.is_file() else b""
        except OSError:
            return ""
        return enrollment.sort(raw)

    def is_joined(self) -> bool:
        """Tell whether the commune has certified this device."""
        return self.desk.journal.identity.certificate is not None

    def answer(self, request: Path, confirm: str, out: Path) -> AnsweredRequest:
        """Certify a device whose code was heard; raises `ConfirmCodeWrong` and changes nothing.

        A device that names the office's own unit becomes another PC of the office.
        """
        require(Action.ENROLL, self.desk.officer.roles, self.desk.officer.name)
        if not self.desk.post.is_office:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("ghép máy của đơn vị"),
                who=vi("Phòng Văn hóa - Xã hội"),
            )
        raw = _read(request, self.desk.disk)
        with files.retracting(self.desk.disk) as made, self.desk.journal.store.writing() as con:
            answered = enrollment.answer(
                raw,
                confirm,
                authority_of(con),
                register.known(con),
                name=request.name,
                role=self._role(raw, request.name),
            )
            register.keep(con, answered.certificate)
            files.make_folder(out.parent, self.desk.disk)
            made.append(files.publish(out.parent, out.name, [answered.file], self.desk.disk))
        device = answered.device
        return AnsweredRequest(device.device.hex(), device.unit, made[0], device.role)

    def _role(self, raw: bytes, name: str) -> certificates.Role:
        """Return what the device that asks is to be: of the office, if it names the office's unit.

        No option says so: the unit stands in the request, which the spoken code proves.
        """
        asked_for = enrollment.read_request(raw, name).unit
        return "office" if asked_for == self.desk.post.code else "unit"

    def finish(self, answer: Path) -> JoinedUnit:
        """Take the certificate in; raises `ConfirmCodeWrong` and changes nothing."""
        require(Action.ENROLL, self.desk.officer.roles, self.desk.officer.name)
        raw, store = _read(answer, self.desk.disk), self.desk.journal.store
        with self.desk.journal.reading() as con:
            kept = local.setting(con, "pending")
        pending = enrollment.Pending.of(kept) if kept else None
        joined = enrollment.finish(raw, pending, name=answer.name)
        # first, so that a disk that refuses leaves the answer to be taken in again
        self._open_for_commune(joined.escrow)
        if joined.device.role == OFFICE:
            self._work_for_the_office()
        device = store.run(lambda con: _keep(con, joined), lambda con: _is_kept(con, joined))
        self.desk.journal.become(device)
        return JoinedUnit(device.device.hex(), device.unit, device.role)

    def _work_for_the_office(self) -> None:
        """Give the PC's officers the work of the office: until now each was a unit's alone."""
        with self.desk.journal.reading() as con:
            officers = queries.living(con, "officers")
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            for officer in officers:
                held = officer["roles"]
                roles = held if isinstance(held, tuple) else ()
                if officer.unit == self.desk.post.code and not {*roles} & OFFICE_ROLES:
                    given = (*roles, Role.CONSOLIDATION_OFFICER)
                    ledger.keep(Edit("officers", officer.id, {"roles": given}))

    def _open_for_commune(self, escrow: str) -> None:
        """Add the commune's slot, so that a lost password locks nobody out (TRUST 4)."""
        file = KeyFile.read(self.desk.home.keys, self.desk.disk)
        changed = file.with_commune(self.desk.key, escrow)
        changed.write(self.desk.home.keys, self.desk.disk)


def authority_of(con: Connection) -> enrollment.Authority:
    """Return the commune's side of enrollments; raises `NotYet` on a store that is no commune's."""
    kept = local.settings(con)
    if "root_seed" not in kept:
        raise NotYet(what=vi("ghép máy từ máy này"))
    return enrollment.Authority(
        bytes.fromhex(kept["commune"]), bytes.fromhex(kept["root_seed"]), kept["escrow"]
    )


def write_request(
    con: Connection, device: DeviceIdentity, disk: Disk, out: Path, *, cheap: bool
) -> tuple[str, Path]:
    """Draw a spoken code and write the request; only the store remembers the code."""
    pending, raw = enrollment.request(device.unit, device.sign, device.box, cheap=cheap)
    local.put_setting(con, "pending", pending.kept())
    files.make_folder(out.parent, disk)
    return pending.confirm_code, files.publish(out.parent, out.name, [raw], disk)


def _keep(con: Connection, joined: enrollment.Joined) -> DeviceIdentity:
    """Keep what the commune answered; returns this device as it is from now on."""
    local.put_setting(con, "commune", joined.commune.hex())
    local.put_setting(con, "root", joined.root.hex())
    local.put_setting(con, "escrow", joined.escrow)
    for certificate in (joined.certificate, *joined.others):
        register.keep(con, certificate)
    identity.keep_certificate(con, joined.certificate)
    identity.keep_role(con, joined.device.role)
    local.put_setting(con, "pending", None)
    return identity.read(con)


def _is_kept(con: Connection, joined: enrollment.Joined) -> bool:
    return local.setting(con, "certificate") == joined.certificate.hex()


def _read(path: Path, disk: Disk) -> bytes:
    """Return an enrollment file, no more of it than such a file can hold."""
    return asked(disk, path, lambda: disk.read(path, enrollment.LARGEST + 1))
