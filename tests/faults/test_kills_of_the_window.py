"""The plug is pulled while somebody types in the window: two seconds of typing at most are lost."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.ground import content, unlocked

ROOT = Path(__file__).parents[2]
AT_MOST = 2.0


class Typing:
    """A window of its own process in which somebody types."""

    def __init__(self, ground, *options):
        self.home, self.told = ground.school, ground.folder / "told"
        command = [sys.executable, "-m", "tests.support.typist", self.home, self.told, *options]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment,
                                         stdout=subprocess.PIPE, text=True)  # fmt: skip

    def kill(self, after):
        """Kill so many seconds after the first key; return what was lost, in seconds of typing."""
        assert self._process.stdout.readline() == "typing\n"
        with pytest.raises(subprocess.TimeoutExpired):
            self._process.wait(after)
        self._process.kill()
        died = time.monotonic()
        self._process.wait()
        self._process.stdout.close()
        struck = [json.loads(line) for line in self.told.read_text(encoding="utf-8").splitlines()]
        kept = self._kept()
        lost = [key["at"] for key in struck if not kept.startswith(key["text"].strip())]
        return died - lost[0] if lost else 0.0

    def _kept(self):
        content(self.home)
        office = unlocked(self.home)
        drafts = office.drafts.open()
        office.close()
        texts = (str(value) for draft in drafts for value in draft.edit.values.values())
        return max(texts, key=len, default="")


def losses(ground, folder, times, *options):
    """Kill so many windows, three at a time, and return how much typing each lost, in seconds."""
    chance = random.Random(57)  # noqa: S311 - moments, not secrets
    lost = []
    while len(lost) < times:
        grounds = [ground.copied(folder / str(len(lost) + n)) for n in range(min(3, times))]
        windows = [Typing(own, *options) for own in grounds]
        lost += [window.kill(chance.uniform(2.1, 4)) for window in windows]
    return lost


@pytest.mark.fault("T03")
def test_a_window_that_is_killed_costs_two_seconds_of_typing_at_most(ground, tmp_path):
    """Whoever types without a pause finds all but the last two seconds in the draft."""
    assert max(losses(ground, tmp_path, 3)) <= AT_MOST


@pytest.mark.fault("T03")
@pytest.mark.parametrize("form", ["--publication", "--lesson"])
def test_parts_of_a_record_lose_no_more_than_two_seconds_either(ground, tmp_path, form):
    """A publication below its product, a lesson beside its class: kept while they are typed."""
    assert max(losses(ground, tmp_path, 2, form)) <= AT_MOST


@pytest.mark.deep
@pytest.mark.fault("T03")
def test_a_hundred_windows_that_are_killed_lose_no_more(ground, tmp_path):
    """The same a hundred times over."""
    assert max(losses(ground, tmp_path, 100)) <= AT_MOST


@pytest.mark.fault("T03", control=True)
def test_without_the_drafts_everything_typed_is_lost(ground, tmp_path):
    """The drafts are what saves the typing: without their timer all of it is gone."""
    assert losses(ground, tmp_path, 1, "--without-drafts") > [AT_MOST]
