"""What officers do, each with what it needs and how one sees that it was done whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import Audience, Mark, Role
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from tests.support.desks import an_activity
from tests.support.ground import ANOTHER, CLASS, Ground, content, doors, unlocked
from tests.support.paper import read_pdf
from tests.support.sheets import SAMPLES
from tests.support.terminal import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.services.office import Office

MARCH = Period.named("2026-03")
SHEET = "01-so-theo-doi-hoat-dong-thang-10.xlsx"


@dataclass(frozen=True)
class Journey:
    """Something an officer does at one home."""

    home: str
    walk: Callable[[Ground, object], object]
    is_done: Callable[[Ground], bool]
    """Whether all of it is there; asked only where the content differs from before."""
    besides: tuple[str, ...] = ()
    """Tables that only remember the attempt."""


def _kept(kind: str, **equal: object) -> Callable[[Ground], bool]:
    """Return whether one record with these values is at the school."""

    def is_done(ground: Ground) -> bool:
        office = unlocked(ground.school)
        try:
            rows = office.records.page(Asked(kind, where=tuple(equal.items()))).rows
            return len(rows) == 1 and bool(office.search.find(str(next(iter(equal.values())))))
        finally:
            office.close()

    return is_done


def _at_school(work: Callable[[Office, Ground], object]) -> Callable[[Ground, object], object]:
    return lambda ground, disk: _worked(ground.school, disk, lambda office: work(office, ground))


def _at_commune(work: Callable[[Office, Ground], object]) -> Callable[[Ground, object], object]:
    return lambda ground, disk: _worked(ground.commune, disk, lambda office: work(office, ground))


def _worked(home: Path, disk: object, work: Callable[[Office], object]) -> object:
    """Open, work and close as the program does."""
    office = unlocked(home, disk)
    try:
        answer = work(office)
    except BaseException:
        office.close()
        raise
    office.close()
    return answer


def _publishes(pattern: str, is_sound: Callable[[Path], bool]) -> Callable[[Ground], bool]:
    """Return whether a sound file stands where files go, the newest if there are several."""

    def is_done(ground: Ground) -> bool:
        found = sorted(ground.out.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
        return bool(found) and is_sound(found[-1])

    return is_done


def _opens_at_commune(path: Path) -> bool:
    """Return whether the commune would take all six activities from the file on the stick."""
    office = unlocked(Ground(path.parents[1]).commune)
    try:
        (preview,) = office.exchange.open([path])
        return preview.new.get("activities") == 6
    finally:
        office.close()


def _has_taken_in(ground: Ground) -> bool:
    office = unlocked(ground.commune)
    try:
        rows = office.records.page(Asked("activities", unit="TR-NTT")).rows
        people = office.records.page(Asked("people")).total
        return len(rows) == 3 and people == CLASS
    finally:
        office.close()


def _opens_with(home: str, password: str) -> Callable[[Ground], bool]:
    return lambda ground: _is_unlocked(getattr(ground, home), password)


def _is_unlocked(home: Path, password: str) -> bool:
    office = doors(home).unlock(password)
    try:
        return bool(office.desk.officer.roles)
    finally:
        office.close()


def _is_set_up(ground: Ground) -> bool:
    office = unlocked(ground.fresh)
    try:
        officers = [officer["full_name"] for officer in office.access.officers()]
        return officers == ["Y Mrao"] and len(office.catalog.units()) == 30
    finally:
        office.close()


def _with_request(ground: Ground) -> bool:
    return _is_set_up(ground) and any(ground.out.glob("*.request"))


def _set_up_commune(ground: Ground, disk: object) -> object:
    office, made = doors(ground.fresh, disk).setup_commune("Y Mrao", PASSWORD)
    office.close()
    return made


def _set_up_unit(ground: Ground, disk: object) -> object:
    out = ground.out / "ND.request"
    office, made = doors(ground.fresh, disk).setup_unit("ND", "Y Mrao", PASSWORD, out)
    office.close()
    return made


def _has_joined(ground: Ground) -> bool:
    office = unlocked(ground.stranger)
    try:
        keys = KeyFile.read(ground.stranger / "keys.json", RealDisk())
        return office.enrollment.is_joined() and keys.has_commune
    finally:
        office.close()


def _has_answered(ground: Ground) -> bool:
    return any(ground.out.glob("*.answer"))


def _second_officer(ground: Ground) -> bool:
    return _is_unlocked(ground.school, ANOTHER) and _is_unlocked(ground.school, PASSWORD)


def _marked(ground: Ground) -> bool:
    office = unlocked(ground.school)
    try:
        seats = office.attendance.roster(ground.training).seats
        return all(seat.marks.get(ground.lesson) is Mark.PRESENT for seat in seats)
    finally:
        office.close()


def _submitted(ground: Ground) -> bool:
    office = unlocked(ground.school)
    try:
        page = office.records.page(Asked("activities", states=("approved",)))
        return page.total == 6
    finally:
        office.close()


def _drafted(ground: Ground) -> bool:
    office = unlocked(ground.school)
    try:
        return [d.edit.values["title"] for d in office.drafts.open()] == ["Đang gõ"]
    finally:
        office.close()


def _has_copy(ground: Ground) -> bool:
    copies = (ground.school / "backups").glob("*_asked*.kh57backup")
    copy = max(copies, key=lambda path: path.stat().st_mtime_ns)
    into = ground.folder / f"brought back {copy.stat().st_mtime_ns}"
    doors(into).restore(copy, into, PASSWORD)
    before, after = content(ground.school), content(into)
    del before["setting"], after["setting"]  # a store brought back says so when it packs
    return before == after


def _is_whole_pdf(path: Path) -> bool:
    return "TỔNG HỢP" in read_pdf(path.read_bytes())[0].text.upper()


def _imported(ground: Ground) -> bool:
    truth = json.loads((SAMPLES / f"{SHEET}.truth.json").read_text(encoding="utf-8"))
    office = unlocked(ground.school)
    try:
        return office.records.page(Asked("activities")).total == 6 + len(truth["records"])
    finally:
        office.close()


def _import(office: Office, _: Ground) -> object:
    return office.sheets.accept(office.sheets.preview(SAMPLES / SHEET, "activities", {}))


def _go_back(ground: Ground, disk: object) -> object:
    """Compare a copy with the present data, and put it in their place."""
    office = unlocked(ground.school, disk)
    try:
        prepared = office.restoring.prepare(ground.copy)
    except BaseException:
        office.close()
        raise
    office.restoring.put_back(prepared)
    return prepared


def _is_back(ground: Ground) -> bool:
    return _holds_the_copy(ground.back)


def _has_gone_back(ground: Ground) -> bool:
    return _holds_the_copy(ground.school)


def _holds_the_copy(home: Path) -> bool:
    office = unlocked(home)
    try:
        return office.records.page(Asked("activities")).total == 3 and office.upkeep.check() == ()
    finally:
        office.close()


JOURNEYS = {
    "save": Journey(
        "school",
        _at_school(lambda o, _: o.records.save(an_activity(o.desk, title="Vừa ghi"))),
        _kept("activities", title="Vừa ghi"),
    ),
    "person": Journey(
        "school",
        _at_school(
            lambda o, _: o.people.save(
                Edit("people", None, {"full_name": "A Mới", "audience": Audience.STUDENTS})
            )
        ),
        _kept("person_identities", full_name="A Mới"),
    ),
    "marks": Journey(
        "school",
        _at_school(lambda o, g: o.attendance.mark(g.lesson, dict.fromkeys(g.people, Mark.PRESENT))),
        _marked,
    ),
    "draft": Journey(
        "school",
        _at_school(
            lambda o, _: o.drafts.keep("new", Edit("activities", None, {"title": "Đang gõ"}))
        ),
        _drafted,
    ),
    "submit": Journey("school", _at_school(lambda o, _: o.periods.submit(MARCH)), _submitted),
    "pack": Journey(
        "school",
        _at_school(lambda o, g: o.exchange.pack(g.out)),
        _publishes("*.kh57", _opens_at_commune),
        besides=("sync_bundle",),  # what stands in the outbox, whatever became of the stick
    ),
    "accept": Journey(
        "commune", _at_commune(lambda o, g: o.exchange.accept(g.sent)), _has_taken_in
    ),
    "import": Journey("school", _at_school(_import), _imported),
    "restore": Journey(
        "back",
        lambda g, disk: doors(g.back, disk).restore(g.copy, g.back, PASSWORD),
        _is_back,
    ),
    "go back": Journey("school", _go_back, _has_gone_back),
    "second copy": Journey(
        "school",
        _at_school(lambda o, g: o.upkeep.backup(g.out)),
        _publishes("*.kh57backup", lambda path: path.stat().st_size > 1 << 18),
    ),
    "backup": Journey("school", _at_school(lambda o, _: o.upkeep.backup()), _has_copy),
    "report": Journey(
        "school",
        _at_school(lambda o, g: o.reporting.save("monthly_summary", period=MARCH, out=g.out)),
        _publishes("*.pdf", _is_whole_pdf),
    ),
    "password": Journey(
        "school",
        _at_school(lambda o, _: o.access.change_password(ANOTHER)),
        _opens_with("school", ANOTHER),
    ),
    "officer": Journey(
        "school",
        _at_school(lambda o, _: o.access.add_officer("A Nhi", ANOTHER, (Role.DATA_OFFICER,))),
        _second_officer,
    ),
    "set up commune": Journey("fresh", _set_up_commune, _is_set_up),
    "set up unit": Journey("fresh", _set_up_unit, _with_request),
    "answer": Journey(
        "commune",
        _at_commune(
            lambda o, g: o.enrollment.answer(
                g.folder / "ND.kh57request", g.confirm, g.out / "ND.answer"
            )
        ),
        _has_answered,
    ),
    "join": Journey(
        "stranger",
        lambda g, disk: _worked(
            g.stranger, disk, lambda o: o.enrollment.finish(g.folder / "MTTQ.kh57answer")
        ),
        _has_joined,
    ),
}
