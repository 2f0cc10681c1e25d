"""Who may open this store: officers, their passwords and roles, the recovery code."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.names import tidy
from kh57_desktop.domain.rights import FIRST_OF_COMMUNE, FIRST_OF_UNIT, Action, require
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import (
    DiskFailing,
    EnvironmentFault,
    InvalidRecord,
    Kh57Error,
    NoSuchRecord,
    NotAllowed,
)
from kh57_desktop.i18n import vi
from kh57_desktop.services import key_care
from kh57_desktop.services.checking import findings, kind_of, refuse_faults
from kh57_desktop.services.keeping import life_of_plan
from kh57_desktop.store import queries
from kh57_desktop.system import codes, seals
from kh57_desktop.system.keys import KeyFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kh57_desktop.domain.edits import Shown, Value
    from kh57_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Ended:
    """What ending an officer's access left: the changes, and the code in place of the former."""

    changes: Changes
    recovery_code: str


@dataclass(frozen=True, slots=True)
class Access:
    """What officers and administrators do with the slots of the key file."""

    desk: Desk

    def officers(self) -> tuple[Shown, ...]:
        """Return the officers of this unit that have not left."""
        with self.desk.journal.reading() as con:
            officers = queries.living(con, "officers", left_on=None)
        return tuple(o for o in officers if o.unit in {"", self.desk.post.code})

    def roles(self) -> tuple[Role, ...]:
        """Return the roles that an officer of this store may be given (DOMAIN 5.4)."""
        return FIRST_OF_COMMUNE if self.desk.post.is_office else FIRST_OF_UNIT

    def add_officer(
        self, name: str, password: str, roles: tuple[Role, ...], position: str = ""
    ) -> Changes:
        """Give another officer a password of their own; raises `InvalidRecord`, `NotAllowed`."""
        self._require_administrator()
        values: dict[str, Value] = {"full_name": tidy(name), "roles": roles}
        if tidy(position):
            values["position"] = tidy(position)
        self._refuse_wrong(values, roles)
        file = self._without_nobody()
        return self._keep(
            Edit("officers", None, values),
            file,
            lambda officer: file.with_officer(self.desk.key, officer, password),
        )

    def change_officer(
        self, officer: int, name: str, roles: tuple[Role, ...], position: str = ""
    ) -> Changes:
        """Correct name, position and roles; raises `InvalidRecord`, `NotAllowed`, `NoSuchRecord`.

        The last who looks after the machine keeps that role.
        """
        self._require_administrator()
        self._require_known(officer)
        values = {"full_name": tidy(name), "roles": roles, "position": tidy(position) or None}
        self._refuse_wrong(values, roles)
        if Role.ADMINISTRATOR not in roles:
            self._refuse_last_administrator(officer)
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            ledger.keep(Edit("officers", officer, values))
        return ledger.changes

    def end_access(self, officer: int) -> Ended:
        """Let an officer who leaves open nothing any more; the recovery code is replaced (TRUST 4).

        Raises `NotAllowed` for oneself, `InvalidRecord` for the last who looks after the machine,
        `NoSuchRecord`.
        """
        self._require_administrator()
        self._require_known(officer)
        if officer == self.desk.officer.id:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("kết thúc quyền dùng máy của chính mình"),
                who=vi("người quản trị máy khác"),
            )
        self._refuse_last_administrator(officer)
        secret, before = seals.random_bytes(codes.SECRET_BYTES), self._file()
        after = before.without_officer(self.desk.key, officer)
        after = after.with_recovery(self.desk.key, secret)
        edit = Edit("officers", officer, {"left_on": self.desk.today()})
        return Ended(self._keep(edit, before, lambda _officer: after), codes.secret_code(secret))

    def change_password(self, password: str) -> None:
        """Rewrite the slot of the officer who sits here; raises `InvalidRecord`."""
        if self.desk.officer.id is None:  # a code opened the store: it belongs to no officer
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("đổi mật khẩu của người khác"),
                who=vi("chính người dùng ấy"),
            )
        self._renew(self._file().with_officer(self.desk.key, self.desk.officer.id, password))

    def give_password(self, officer: int, password: str) -> None:
        """Give an officer who forgot theirs another password; raises `InvalidRecord` and kin."""
        self._require_administrator()
        self._require_known(officer)
        self._renew(self._file().with_officer(self.desk.key, officer, password))

    def renew_recovery_code(self) -> str:
        """Return a new recovery code; the former opens nothing any more."""
        code = self.draw_recovery_code()
        self.keep_recovery_code(code)
        return code

    def draw_recovery_code(self) -> str:
        """Return a code that opens nothing yet: it is kept once somebody has it on paper."""
        self._require_administrator()
        return codes.secret_code(seals.random_bytes(codes.SECRET_BYTES))

    def keep_recovery_code(self, code: str) -> None:
        """Let a drawn code open the store in place of the former; raises `InvalidRecord`."""
        self._require_administrator()
        secret = codes.read_secret_code(code)
        if secret is None:
            raise InvalidRecord(problems=vi("mã khôi phục không đúng"))
        self._renew(self._file().with_recovery(self.desk.key, secret))

    def _require_administrator(self) -> None:
        require(Action.EDIT_OFFICERS, self.desk.officer.roles, self.desk.officer.name)

    def _require_known(self, officer: int) -> None:
        if all(one.id != officer for one in self.officers()):
            raise NoSuchRecord(what=f"officers/{officer}")

    def _refuse_wrong(self, values: Mapping[str, Value], roles: tuple[Role, ...]) -> None:
        with self.desk.journal.reading() as con:
            life = life_of_plan(con)
        refuse_faults(findings(kind_of("officers"), values, self.desk.today(), life))
        if not roles:
            raise InvalidRecord(problems=vi("thiếu «Vai trò»"))
        strange = [role for role in roles if role not in self.roles()]
        if strange:
            problem = vi("máy này không giao được vai trò «{role}»")
            raise InvalidRecord(problems=problem.format(role=strange[0].label))

    def _refuse_last_administrator(self, officer: int) -> None:
        kept = set(self._file().officers()) - {officer}
        others = (one for one in self.officers() if one.id in kept)
        if not any(Role.ADMINISTRATOR in _roles_of(one) for one in others):
            problem = vi(
                "đây là người quản trị máy cuối cùng; giao vai trò «{role}» cho người khác trước"
            )
            raise InvalidRecord(problems=problem.format(role=Role.ADMINISTRATOR.label))

    def _keep(self, edit: Edit, before: KeyFile, after: Callable[[int], KeyFile]) -> Changes:
        """Keep an officer and the key file that goes with it: both, or none."""
        with (
            self._keys_with_it(before) as written,
            self.desk.journal.writing(self.desk.officer.id) as ledger,
        ):
            officer = ledger.keep(edit)
            self._write(after(officer))
            written.append(officer)
        key_care.note(self.desk)
        return ledger.changes

    @contextmanager
    def _keys_with_it(self, before: KeyFile) -> Iterator[list[int]]:
        """Put the key file before back when the store refuses what went with the new one."""
        written: list[int] = []
        try:
            yield written
        except EnvironmentFault as refused:
            # a failing disk may have taken the officer all the same: then the slot is needed
            if written and not isinstance(refused, DiskFailing):
                with suppress(Kh57Error):
                    self._write(before)
            raise

    def _without_nobody(self) -> KeyFile:
        """Return the key file without slots of officers whom the store never took."""
        file = self._file()
        with self.desk.journal.reading() as con:
            nobody = [one for one in file.officers() if queries.one(con, "officers", one) is None]
        for officer in nobody:
            file = file.without_officer(self.desk.key, officer)
        return file

    def _file(self) -> KeyFile:
        return KeyFile.read(self.desk.home.keys, self.desk.disk)

    def _renew(self, file: KeyFile) -> None:
        self._write(file)
        key_care.note(self.desk)

    def _write(self, file: KeyFile) -> None:
        file.write(self.desk.home.keys, self.desk.disk)


def _roles_of(officer: Shown) -> tuple[str, ...]:
    roles = officer["roles"]
    return roles if isinstance(roles, tuple) else ()
