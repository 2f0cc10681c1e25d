"""When something of each unit last came in, by whichever PC of the office it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.journal.past import moment
from kh57_desktop.sync.receipts import IN, latest
from kh57_desktop.sync.register import Register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kh57_desktop.store.connection import Connection

_WRITTEN = (
    "SELECT max(c.wall) FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    "WHERE s.device = ?"
)


def handed_over(con: Connection) -> dict[str, dt.datetime]:
    """Return when something of each unit was last taken in here, by the code of the unit."""
    known = Register.of(con)
    office = latest(con, IN, [c.device for c in known.of_office()])
    found: dict[str, dt.datetime] = {}
    for unit in sorted(set(known.units().values())):
        devices = [certificate.device for certificate in known.of_unit(unit)]
        at = latest(con, IN, devices) or _passed_on(con, devices, office)
        if at is not None:
            found[unit] = at
    return found


def _passed_on(
    con: Connection, devices: Iterable[bytes], office: dt.datetime | None
) -> dt.datetime | None:
    """Return until when a unit's changes reach that came by way of another PC of the office.

    When it handed them over is known there alone; what its clock says of them is no later.
    """
    if office is None:
        return None
    written = [con.exec_driver_sql(_WRITTEN, (device,)).scalar() for device in devices]
    newest = max((at for at in written if at is not None), default=None)
    return None if newest is None else min(office, moment(newest))
