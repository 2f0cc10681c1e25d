"""What is left of the first start: kept in the store, taken up again whenever it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import InvalidRecord
from kh57_desktop.i18n import vi
from kh57_desktop.services import identity
from kh57_desktop.services.access import Access
from kh57_desktop.store import local
from kh57_desktop.sync import register
from kh57_desktop.system import codes, keys, seals

if TYPE_CHECKING:
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

RECOVERY, COMMUNE_KEY, JOIN = "recovery", "commune_key", "join"
OF_UNIT, OF_COMMUNE = (RECOVERY, JOIN), (RECOVERY, COMMUNE_KEY)
_SETTING = "first_steps"


def due(con: Connection) -> tuple[str, ...]:
    """Return the steps that are not done yet, in their order."""
    return tuple(filter(None, (local.setting(con, _SETTING) or "").split(",")))


def owe(con: Connection, *steps: str) -> None:
    """Remember steps that are to be done."""
    kept = dict.fromkeys((*due(con), *steps))
    local.put_setting(con, _SETTING, ",".join(kept) or None)


def settle(con: Connection, step: str) -> None:
    """Forget a step that was done."""
    kept = [one for one in due(con) if one != step]
    local.put_setting(con, _SETTING, ",".join(kept) or None)


def found(con: Connection, secret: bytes) -> None:
    """Derive root and escrow from the commune's secret; the escrow identity is never kept."""
    seed = keys.root_seed(secret)
    kept = {
        "root_seed": seed.hex(),
        "root": seals.public_key(seed).hex(),
        "escrow": seals.box_recipient(keys.escrow_identity(secret)),
    }
    for name, value in kept.items():
        local.put_setting(con, name, value)


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What an officer does after a store was made, until everything is on paper."""

    desk: Desk

    def done(self, step: str) -> None:
        """Note that a step was done: it does not come back."""
        self.desk.journal.store.run(lambda con: settle(con, step))

    def owe(self, step: str) -> None:
        """Note that a step is to be done, the next time at the latest."""
        self.desk.journal.store.run(lambda con: owe(con, step))

    def draw_recovery_code(self) -> str:
        """Return a code that opens nothing until it was typed back; the former was not confirmed.

        A code is never kept in the clear, so one that was closed away cannot be shown again.
        """
        return Access(self.desk).draw_recovery_code()

    def keep_recovery_code(self, code: str) -> None:
        """Let the code that was typed back open the store in place of the former."""
        Access(self.desk).keep_recovery_code(code)
        self.done(RECOVERY)

    def draw_commune_key(self) -> str:
        """Return a key of the commune that stands for nothing until it was typed back."""
        require(Action.EDIT_OFFICERS, self.desk.officer.roles, self.desk.officer.name)
        return codes.secret_code(seals.random_bytes(codes.SECRET_BYTES))

    def keep_commune_key(self, code: str) -> None:
        """Found the commune on the key that was typed back; its own certificate is signed anew.

        Raises `NotYet` once another PC has joined: it believes the former root.
        """
        require(Action.EDIT_OFFICERS, self.desk.officer.roles, self.desk.officer.name)
        secret = codes.read_secret_code(code)
        if secret is None:
            raise InvalidRecord(problems=vi("khóa của xã không đúng"))
        journal = self.desk.journal
        journal.become(journal.store.run(lambda con: _founded(con, secret)))


def _founded(con: Connection, secret: bytes) -> DeviceIdentity:
    seed = keys.root_seed(secret)
    if local.setting(con, "root") != seals.public_key(seed).hex():
        raw = register.resign(con, seed)
        found(con, secret)
        identity.keep_certificate(con, raw)
    settle(con, COMMUNE_KEY)
    return identity.read(con)
