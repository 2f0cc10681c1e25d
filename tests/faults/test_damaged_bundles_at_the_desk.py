"""A bundle damaged on its way is refused at the officer's desk, and everything stays as it was.

`test_bundle_damage.py` does this to the room that reads bundles; here the whole way of an
acceptance is walked: the look at it, the copy before it, the merging.
"""

import hashlib
import random

import pytest

from kh57_desktop.errors import Kh57Error, sentences
from tests.support.ground import unlocked

REFUSING = frozenset(f"KH57-{code}" for code in (3001, 3002, 3003, 3004, 3005, 3501))


def damages(raw, times):
    """Return so many damaged forms: a flipped bit, a cut, a piece of zeros, something added."""
    chance = random.Random(1957)  # noqa: S311 - the same damages at every run
    for number in range(times):
        at = chance.randrange(len(raw))
        if number % 2 == 0:
            flipped = raw[at] ^ 1 << chance.randrange(8)
            yield raw[:at] + bytes([flipped]) + raw[at + 1 :]
        elif number % 4 == 1:
            yield raw[:at]
        elif number % 8 == 3:
            yield raw[:at] + bytes(len(raw) - at)
        else:
            yield raw + chance.randbytes(1 + at % 40)


def files_of(home):
    """Return the hash of every file of a data folder but the log."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".log"
    }


def refusals(ground, times):
    """Accept so many damaged forms of a bundle; return the codes, claiming that nothing changed."""
    (path,) = ground.sent
    raw = path.read_bytes()
    office = unlocked(ground.commune)
    before = files_of(ground.commune), office.exchange.fingerprint()
    codes = []
    for wrong in damages(raw, times):
        path.write_bytes(wrong)
        with pytest.raises(Kh57Error) as refused:
            office.exchange.accept([path])
        said = sentences(refused.value)
        assert all("…" not in part for part in (said.happened, said.data_state, said.remedy))
        codes.append(said.code)
    assert (files_of(ground.commune), office.exchange.fingerprint()) == before
    path.write_bytes(raw)
    assert office.exchange.accept([path])[0].applied > 0
    office.close()
    return codes


@pytest.mark.fault("T16")
def test_a_thousand_damaged_bundles_are_refused_at_the_desk(ground, tmp_path):
    """Flipped bits and cuts: none comes in, each is told with a code, no file changes."""
    codes = refusals(ground.copied(tmp_path / "ground"), 1_000)

    assert len(codes) == 1_000
    assert set(codes) <= REFUSING


@pytest.mark.deep
@pytest.mark.fault("T16")
def test_many_thousand_damaged_bundles_are_refused_at_the_desk(ground, tmp_path):
    """The same twenty thousand times."""
    codes = refusals(ground.copied(tmp_path / "ground"), 20_000)

    assert len(codes) == 20_000
    assert set(codes) <= REFUSING
