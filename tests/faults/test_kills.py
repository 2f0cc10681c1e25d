"""The program dies at any moment: what was told is there, the rest is before or after (T03, T25).

Children record, import, take in and set up until they are killed with SIGKILL; the next start opens
the store, checks every page, reference and change, and compares with what was acknowledged.
"""

import dataclasses
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from kh57_desktop.services.keeping import Asked
from tests.support.ground import CLASS, content, doors, unlocked
from tests.support.sheets import SAMPLES
from tests.support.terminal import PASSWORD

QUICK, DEEP = 5, 60
"""How often each kind of work is killed."""
NEVER_ENDS = 1.0
"""For how many seconds work that has no end is worth killing."""
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

    def kill(self, ground, work, after=60, dies_at=0):
        """Let a child work for so many seconds, kill it, and return what it had acknowledged.

        Or let it die at its n-th writing to the store. The second answer tells whether it died.
        """
        told = ground.folder / "told"
        known = dataclasses.asdict(ground)
        del known["folder"]
        asked = {"ground": ground.folder, "known": known, "told": told, "dies_at": dies_at}
        asked |= {"work": work, "words": WORDS.get(work, {})}
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
    """Claim that every acknowledged record, correction, mark and draft is there, and no half."""
    is_sound(ground.school)
    office = unlocked(ground.school)
    rows = {
        r.id: r for r in office.records.page(Asked("activities", text="Bản ghi", limit=10_000)).rows
    }
    found = office.search.find("Bản ghi", limit=10_000)
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
        office, _ = doors(home).setup_commune("Y Mrao", PASSWORD)
        office.close()
    is_sound(home)
    office = unlocked(home)
    assert len(office.catalog.units()) == 30
    office.close()


CLAIMS = {
    "record": recorded,
    "accept": taken_in,
    "accept in pieces": taken_in,
    "import": brought_in,
    "set up": made,
}
WORDS = {"import": {"sheet": str(SAMPLES / SHEET), "kind": "activities"}}


def kill_at_writes(ground, folder, nursery, work, times):
    """Let some work die at so many of its writings, claiming each time; return how often."""
    told, _ = nursery.kill(ground.copied(folder / "counted"), work)
    writes = words_of(told, "done")[0]["writes"]
    died = 0
    for number in range(times):
        own = ground.copied(folder / str(number))
        told, is_dead = nursery.kill(own, work, dies_at=1 + number * (writes - 1) // (times - 1))
        CLAIMS[work](own, told)
        shutil.rmtree(own.folder)
        died += is_dead
    return died


def seconds(ground, nursery, work):
    """Return how long some work takes that nobody kills."""
    before = monotonic()
    nursery.kill(ground, work)
    return monotonic() - before


def kill_at_moments(ground, folder, nursery, work, times):
    """Kill some work so often at random moments, claiming each time; return how often it died."""
    chance = random.Random(57)  # noqa: S311 - moments, not secrets
    whole = NEVER_ENDS
    if work != "record":
        whole = min(seconds(ground.copied(folder / f"timed {n}"), nursery, work) for n in range(3))
    died = 0
    for number in range(times):
        own = ground.copied(folder / str(number))
        told, is_dead = nursery.kill(own, work, after=chance.uniform(0.01, whole))
        CLAIMS[work](own, told)
        shutil.rmtree(own.folder)
        died += is_dead
    return died


@pytest.mark.fault("T03")
def test_recording_that_is_killed_keeps_what_was_told(ground, tmp_path, nursery):
    """The plug is pulled while the officer records: nothing told is missing, nothing is half."""
    assert kill_at_moments(ground, tmp_path, nursery, "record", 2 * QUICK) == 2 * QUICK


@pytest.mark.fault("T03")
@pytest.mark.fault("T25")
@pytest.mark.parametrize("work", ["accept", "import", "set up"])
def test_work_that_dies_at_a_writing_is_before_or_after(ground, tmp_path, nursery, work):
    """Taking in, importing, setting up: whole or not at all, and done the next time."""
    assert kill_at_writes(ground, tmp_path, nursery, work, QUICK) == QUICK


@pytest.mark.deep
@pytest.mark.fault("T03")
@pytest.mark.fault("T25")
@pytest.mark.parametrize("kill", [kill_at_moments, kill_at_writes])
@pytest.mark.parametrize("work", ["record", "accept", "import", "set up"])
def test_work_that_dies_at_any_moment_is_before_or_after(ground, tmp_path, nursery, work, kill):
    """The same at many more moments and writings."""
    if work == "record" and kill is kill_at_writes:
        pytest.skip("recording has no end")
    died = kill(ground, tmp_path, nursery, work, DEEP)

    assert died > DEEP / 2


@pytest.mark.fault("T25", control=True)
def test_without_one_transaction_a_killed_acceptance_is_half(ground, tmp_path, nursery):
    """What makes it all or nothing is the one transaction: without it a kill leaves a part."""
    with pytest.raises(AssertionError):
        kill_at_writes(ground, tmp_path, nursery, "accept in pieces", QUICK)


def a_killed_command(ground, after):
    """Run `kh57 add` as officers' scripts do, kill it, and return what it had answered."""
    words = ("--json", "--home", ground.school, "--password-file", ground.folder / "password")
    record = ("add", "activities", "title=Bản ghi 1", "starts_on=1/3/2026", "reach_count=1")
    (ground.folder / "password").write_text(PASSWORD, encoding="utf-8")
    command = [sys.executable, "-m", "kh57_desktop", "--at", "2026-06-16T14:36", *words, *record]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        said, _ = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return json.loads(said) if said.strip() else None, process.returncode == -signal.SIGKILL


def kill_commands(ground, folder, times):
    """Kill so many commands and claim that a record that was answered is there, whole."""
    chance = random.Random(57)  # noqa: S311 - moments, not secrets
    before = monotonic()
    answer, _ = a_killed_command(ground.copied(folder / "timed"), 60)
    whole = monotonic() - before
    assert answer["ok"]
    killed = tried = 0
    while killed < times:
        own = ground.copied(folder / str(tried))
        answer, is_killed = a_killed_command(own, chance.uniform(whole / 2, whole))
        recorded(own, [{"what": "saved", "id": answer["id"], "number": 1}] if answer else [])
        killed += is_killed
        tried += 1
        assert tried < 4 * times, "killed too late"
    return killed


@pytest.mark.fault("T03")
def test_a_command_that_is_killed_has_recorded_whole_or_not(ground, tmp_path):
    """What the terminal answered is there; what it had no time to answer is whole or not there."""
    assert kill_commands(ground, tmp_path, 3) == 3


@pytest.mark.deep
@pytest.mark.fault("T03")
def test_a_hundred_killed_commands_have_recorded_whole_or_not(ground, tmp_path):
    """The same a hundred times over."""
    assert kill_commands(ground, tmp_path, 100) == 100
