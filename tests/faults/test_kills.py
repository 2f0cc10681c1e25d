"""The program dies at any moment: what was acknowledged is there, the rest is before or after (T03).

Children record, import, take in and set up until they are killed with SIGKILL; the next start opens
the store, checks every page, reference and change, and compares with what was acknowledged.
"""

import dataclasses
import json
import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kh57_desktop.services.keeping import Asked
from tests.support.journeys import CLASS, content, unlocked
from tests.support.sheets import SAMPLES

QUICK, DEEP = 6, 60
"""How often each kind of work is killed."""
SHEET = "01-so-theo-doi-hoat-dong-thang-10.xlsx"
ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.usefixtures("_many_warnings"),
    pytest.mark.skipif(sys.platform == "win32", reason="children are born by fork"),
]


class Nursery:
    """Bears children that work on a ground, and kills them."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.nursery"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self):
        """Let no more children be born."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def kill(self, ground, work, after, **words):
        """Let a child work for so many seconds, kill it, and return what it had acknowledged.

        The last word tells whether it was killed before it came to its end.
        """
        told = ground.folder / "told"
        known = dataclasses.asdict(ground)
        del known["folder"]
        asked = {"ground": ground.folder, "known": known, "work": work, "told": told}
        asked["words"] = words
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        child = json.loads(self._process.stdout.readline())["child"]
        is_done, _, _ = select.select([self._process.stdout], [], [], after)
        if not is_done:
            os.kill(child, signal.SIGKILL)
        ended = json.loads(self._process.stdout.readline())["signal"]
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
        return [json.loads(line) for line in lines], ended == signal.SIGKILL


@pytest.fixture(scope="module")
def nursery():
    """Start a nursery."""
    started = Nursery()
    yield started
    started.close()


def words_of(told, what):
    """Return the acknowledgments of one kind."""
    return [word for word in told if word["what"] == what]


def is_sound(home):
    """Claim that a store opens, that file and references are whole and rows agree with history."""
    content(home)
    office = unlocked(home)
    try:
        assert office.upkeep.check() == ()
    finally:
        office.close()


def recorded(ground, told):
    """Claim that every acknowledged record, correction, mark and draft is there, and no half one."""
    is_sound(ground.school)
    office = unlocked(ground.school)
    rows = {r.id: r for r in office.records.page(Asked("activities", text="Bản ghi")).rows}
    found = office.search.find("Bản ghi", limit=1000)
    seats = office.attendance.roster(ground.training).seats
    drafts = [draft.edit.values["title"] for draft in office.drafts.open()]
    office.close()
    saved, placed = words_of(told, "saved"), words_of(told, "placed")
    assert {word["id"] for word in saved} <= rows.keys()
    assert len(rows) - len(saved) in {0, 1}
    assert all(row["title"] == f"Bản ghi {row['reach_count']}" for row in rows.values())
    assert {word["id"] for word in placed} <= {
        row.id for row in rows.values() if row["place"] == f"Nơi {row['reach_count']}"
    }
    assert {hit.id for hit in found} == rows.keys()
    marks = {seat.marks.get(ground.lesson) for seat in seats}
    assert len(seats) == CLASS
    assert len(marks) == 1
    number = len(words_of(told, "marked"))
    allowed = [mark_of(number), mark_of(number + 1)]
    assert marks <= set(allowed)
    typed = words_of(told, "typed")
    assert drafts in ([], [typed[-1]["title"]] if typed else [], [f"Bản ghi {len(typed) + 1}"])
    assert drafts or not typed


def mark_of(number):
    """Return the mark everybody has after so many rounds."""
    return None if number == 0 else "present" if number % 2 else "late"


def taken_in(ground, told):
    """Claim that the commune has all of the bundle or nothing, and has it when it said so."""
    is_sound(ground.commune)
    office = unlocked(ground.commune)
    rows = office.records.page(Asked("activities", unit="TR-NTT")).total
    people = office.records.page(Asked("people")).total
    again = office.exchange.accept(ground.sent)
    whole = office.exchange.fingerprint("TR-NTT")
    office.close()
    assert (rows, people) in {(0, 0), (3, CLASS)}
    assert rows == 3 or not words_of(told, "accepted")
    assert again[0].applied == (0 if rows else again[0].preview.changes)
    assert whole[1] > CLASS
    for word in words_of(told, "packed"):
        school = unlocked(ground.school)
        school.exchange.accept([Path(path) for path in word["files"]])
        school.close()


def brought_in(ground, told):
    """Claim that a sheet is in whole or not at all, and then comes in whole."""
    is_sound(ground.school)
    truth = json.loads((SAMPLES / f"{SHEET}.truth.json").read_text(encoding="utf-8"))
    expected = len(truth["records"])
    office = unlocked(ground.school)
    here = office.records.page(Asked("activities")).total - 6
    report = office.sheets.accept(office.sheets.preview(SAMPLES / SHEET, "activities", {}))
    after = office.records.page(Asked("activities")).total - 6
    office.close()
    assert here in {0, expected}
    assert here == expected or not words_of(told, "imported")
    assert (report.created, after) == (expected - here, expected)


def made(ground, told):
    """Claim that a commune was set up whole or can be set up in the same folder."""
    home = ground.fresh
    if not (home / "keys.json").exists():
        assert not words_of(told, "made")
        from tests.support.journeys import doors
        from tests.support.terminal import PASSWORD

        office, _ = doors(home).setup_commune("Y Mrao", PASSWORD)
        office.close()
    is_sound(home)
    office = unlocked(home)
    assert len(office.catalog.units()) == 30
    office.close()


CLAIMS = {"record": recorded, "accept": taken_in, "import": brought_in, "set up": made}
WORDS = {"import": {"sheet": str(SAMPLES / SHEET), "kind": "activities"}}


def kill_often(ground, folder, nursery, work, times):
    """Kill some work so often at random moments, claiming each time; return how often it died."""
    chance = random.Random(57)  # noqa: S311 - moments, not secrets
    whole = time_of(ground, folder, nursery, work)
    killed = 0
    for number in range(times):
        own = ground.copied(folder / str(number))
        after = chance.uniform(0.01, whole)
        told, is_killed = nursery.kill(own, work, after, **WORDS.get(work, {}))
        killed += is_killed
        CLAIMS[work](own, told)
    return killed


def time_of(ground, folder, nursery, work):
    """Return for how long some work is worth killing."""
    if work == "record":
        return 1.0
    own = ground.copied(folder / "timed")
    from time import monotonic

    before = monotonic()
    _, is_killed = nursery.kill(own, work, 60, **WORDS.get(work, {}))
    assert not is_killed
    return monotonic() - before


@pytest.mark.fault("T03")
@pytest.mark.fault("T25")
@pytest.mark.parametrize("work", CLAIMS)
def test_work_that_is_killed_is_before_or_after(ground, tmp_path, nursery, work):
    """The plug is pulled while the officer works: nothing acknowledged is missing, nothing half."""
    assert kill_often(ground, tmp_path, nursery, work, QUICK) > QUICK / 3
