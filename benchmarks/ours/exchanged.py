"""A commune and one of its units with the yardsticks' workload, made once and copied for each case.

The unit records as people do: rosters of forty in one ledger, every other record and every lesson's
marks in one of their own, every edit of a field in one of its own, minutes apart.
"""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING, Any

import bundle

from kh57_desktop.domain.edits import Edit, Value
from kh57_desktop.services import first_run
from kh57_desktop.services.first_run import Ground as NewStore
from kh57_desktop.store import schema
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import NORMAL
from kh57_desktop.system.paths import Home
from ours import filled
from ours.mapping import FIELDS, KIND_OF, OWNER, Numbers, beside, turned, values

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick import Ground

    from kh57_desktop.services.office import Office

ROSTER = 40
A_DAY = {"person": 12, "activity": 10, "training": 1, "lesson": 1, "mark": 40}
COMMUNE, UNIT = "commune", "unit"
JOINED, HISTORY, CONFIRMED = "joined", "history", "confirmed"
"""What is kept: nothing sent; all rows sent and taken; the unit knows that they were taken."""
EDITED = "edited"


def template(ground: Ground) -> Path:
    """Return the folder with the stores in each state and the bundles between them."""
    factor = 10 if ground.scale >= 1 else 1
    made = ground.work / f"ours_exchange_{factor}_v{schema.VERSION}"
    if not made.exists():
        with filled.building(made) as new:
            new.mkdir()
            _make(new, ground)
    return made


def opened(ground: Ground, state: str, side: str) -> Office:
    """Open a copy of a store in one of the kept states."""
    office = filled.unlocked(filled.copied(ground, template(ground) / state / side))
    _ = office.exchange  # imported at its first use: imports belong to the preparation
    return office


def sent(ground: Ground, what: str) -> Path:
    """Return a bundle that the unit packed for the commune."""
    (found,) = (template(ground) / f"bundle-{what}").glob("*.kh57")
    return found


def told(ground: Ground) -> dict[str, int]:
    """Return how many rows and edits there are."""
    counts: dict[str, int] = json.loads((template(ground) / "counts.json").read_text())
    return counts


def _make(folder: Path, ground: Ground) -> None:
    load = bundle.workload(ground)
    clock = filled.last_evening(filled.FIRST_DAY)
    homes = {side: folder / "now" / side for side in (COMMUNE, UNIT)}
    offices = _joined(homes, clock)
    _keep_state(folder, JOINED, homes, offices, clock)
    numbers = filled.numbers_of(offices[UNIT])
    record(offices[UNIT], numbers, load.rows)
    _send(folder, HISTORY, offices)
    _keep_state(folder, HISTORY, homes, offices, clock)
    answer = offices[COMMUNE].exchange.pack(folder / "answer", OWNER)
    offices[UNIT].exchange.accept(answer.files)
    _keep_state(folder, CONFIRMED, homes, offices, clock)
    (folder / "numbers.json").write_text(json.dumps(numbers.known))
    edits = changed(numbers, load)
    edit(offices[UNIT], edits)
    _send(folder, EDITED, offices)
    counts = {"rows": load.count(), "edits": len(edits)}
    (folder / "counts.json").write_text(json.dumps(counts))
    for office in offices.values():
        office.close()


def _joined(homes: dict[str, Path], clock: filled.WorkingClock) -> dict[str, Office]:
    """Set both stores up, certify the unit, and bring it the catalog."""
    grounds = {
        side: NewStore(Home(home), clock, RealDisk(), NORMAL, is_rehearsal=True)
        for side, home in homes.items()
    }
    stick = homes[UNIT].parent / "stick"
    first_run.set_up_commune(grounds[COMMUNE], "Trần Minh Tuấn", filled.PASSWORD)
    asked = first_run.set_up_unit(
        grounds[UNIT], OWNER, "Nguyễn Thị Hạnh", filled.PASSWORD, stick / "request"
    )
    offices = {side: filled.unlocked(home, clock) for side, home in homes.items()}
    offices[COMMUNE].enrollment.answer(stick / "request", asked.confirm_code, stick / "answer")
    offices[UNIT].enrollment.finish(stick / "answer")
    offices[UNIT].exchange.accept(offices[COMMUNE].exchange.pack(stick, OWNER).files)
    offices[COMMUNE].exchange.accept(offices[UNIT].exchange.pack(stick).files)
    for office in offices.values():
        office.desk.journal.store.driver.execute("PRAGMA synchronous=OFF")
    return offices


def record(office: Office, numbers: Numbers, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write rows as people do."""
    together = {"person": ROSTER}
    for table, content in rows.items():
        if table == "mark":
            for start in range(0, len(content), ROSTER):
                filled.keep_marks(office, numbers, content[start : start + ROSTER])
            for theirs, lesson, person, *_ in content:
                key = {"lesson": numbers.known[lesson], "person": numbers.known[person]}
                numbers.known[theirs] = office.desk.journal.id_of("attendance", **key)
            continue
        for some in filled.together(content, together.get(table, 1)):
            filled.keep(office, numbers, table, some)


Change = tuple[str, int, str, Value]
"""Kind, record, field, value."""


def changed(numbers: Numbers, load: bundle.Workload) -> list[Change]:
    """Return the workload's edits as ours, in the random order in which people make them.

    As many as the limit makes: one that would change nothing gets another value, and those of the
    score, which our marks lack, fall on the mark itself.
    """
    stands: dict[tuple[str, int, str], Value] = {}
    for table, content in load.rows.items():
        for row in content:
            for name, value in values(numbers, table, row).items():
                stands[table, row[0], name] = value
    found: list[Change] = []
    for (table, column), content in load.edits.items():
        if column in FIELDS[table]:
            name = FIELDS[table][column][0]
            wanted = [(row, turned(numbers, table, column, value)) for value, row in content]
        else:
            name = "mark"
            edited = {row for _, row in load.edits[table, "status"]}
            among = [row[0] for row in load.rows[table] if row[0] not in edited]
            wanted = [(row, None) for row in random.Random(58).sample(among, len(content))]
        for row, value in wanted:
            before = stands.get((table, row, name))
            is_other = value != before and (value is not None or name == "difficulty")
            after = value if is_other else beside(numbers, name, before)
            found.append((KIND_OF[table], numbers.known[row], name, after))
    random.Random(57).shuffle(found)
    return found


def edit(office: Office, edits: list[Change]) -> None:
    """Write each edit in a ledger of its own."""
    for kind, row, name, value in edits:
        with office.desk.journal.writing(office.desk.officer.id) as ledger:
            ledger.keep(Edit(kind, row, {name: value}))


def record_a_day(ground: Ground, office: Office) -> None:
    """Write a busy day of the unit: some rows of each table, and an edit in most columns."""
    load = bundle.workload(ground)
    kept = json.loads((template(ground) / "numbers.json").read_text())
    numbers = filled.numbers_of(office)
    numbers.known.update((int(theirs), mine) for theirs, mine in kept.items())
    few = {key: content[:1] for key, content in load.edits.items() if key[0] != "training"}
    edits = changed(numbers, bundle.Workload(load.rows, few))
    rows = {table: content[: A_DAY[table]] for table, content in load.rows.items()}
    record(office, numbers, rows)
    edit(office, edits)


def _send(folder: Path, what: str, offices: dict[str, Office]) -> None:
    packed = offices[UNIT].exchange.pack(folder / f"bundle-{what}")
    offices[COMMUNE].exchange.accept(packed.files)


def _keep_state(
    folder: Path,
    state: str,
    homes: dict[str, Path],
    offices: dict[str, Office],
    clock: filled.WorkingClock,
) -> None:
    """Copy both data folders as they are now."""
    for side, home in homes.items():
        offices[side].close()
        shutil.copytree(home, folder / state / side)
        shutil.rmtree(folder / state / side / "backups", ignore_errors=True)
        offices[side] = filled.unlocked(home, clock)
        offices[side].desk.journal.store.driver.execute("PRAGMA synchronous=OFF")
