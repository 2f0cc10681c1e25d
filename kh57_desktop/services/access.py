"""Who may open this store: officers, their passwords and roles, the recovery code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import (
    DiskFailing,
    EnvironmentFault,
    InvalidRecord,
    Kh57Error,
    NotAllowed,
)
from kh57_desktop.i18n import vi
from kh57_desktop.store import queries
from kh57_desktop.system import codes, seals
from kh57_desktop.system.keys import KeyFile

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.vocabulary import Role
    from kh57_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Access:
    """What officers and administrators do with the slots of the key file."""

    desk: Desk

    def officers(self) -> tuple[Shown, ...]:
        """Return the officers of this unit that have not left."""
        with self.desk.journal.reading() as con:
            officers = queries.living(con, "officers", left_on=None)
        return tuple(o for o in officers if o.unit in {"", self.desk.post.code})

    def add_officer(self, name: str, password: str, roles: tuple[Role, ...]) -> Changes:
        """Give another officer a password of their own; raises `InvalidRecord`, `NotAllowed`."""
        require(Action.EDIT_OFFICERS, self.desk.officer.roles, self.desk.officer.name)
        if not name.strip():
            raise InvalidRecord(problems=vi("thiếu «Họ và tên»"))
        file, has_slot = self._without_nobody(), False
        try:
            with self.desk.journal.writing(self.desk.officer.id) as ledger:
                officer = ledger.keep(Edit("officers", None, {"full_name": name, "roles": roles}))
                self._write(file.with_officer(self.desk.key, officer, password))
                has_slot = True
        except EnvironmentFault as refused:
            # a failing disk may have taken the officer all the same: then the slot is needed
            if has_slot and not isinstance(refused, DiskFailing):
                self._put_back(file)
            raise
        return ledger.changes

    def change_password(self, password: str) -> None:
        """Rewrite the slot of the officer who sits here; raises `InvalidRecord`."""
        if self.desk.officer.id is None:  # a code opened the store: it belongs to no officer
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("đổi mật khẩu của người khác"),
                who=vi("chính người dùng ấy"),
            )
        file = KeyFile.read(self.desk.home.keys, self.desk.disk)
        self._write(file.with_officer(self.desk.key, self.desk.officer.id, password))

    def renew_recovery_code(self) -> str:
        """Return a new recovery code; the former opens nothing any more."""
        require(Action.EDIT_OFFICERS, self.desk.officer.roles, self.desk.officer.name)
        secret = seals.random_bytes(16)
        file = KeyFile.read(self.desk.home.keys, self.desk.disk)
        self._write(file.with_recovery(self.desk.key, secret))
        return codes.secret_code(secret)

    def _without_nobody(self) -> KeyFile:
        """Return the key file without slots of officers whom the store never took."""
        file = KeyFile.read(self.desk.home.keys, self.desk.disk)
        with self.desk.journal.reading() as con:
            nobody = [one for one in file.officers() if queries.one(con, "officers", one) is None]
        for officer in nobody:
            file = file.without_officer(self.desk.key, officer)
        return file

    def _write(self, file: KeyFile) -> None:
        file.write(self.desk.home.keys, self.desk.disk)

    def _put_back(self, file: KeyFile) -> None:
        with suppress(Kh57Error):
            self._write(file)
