"""The fault catalog of the store and its exchange: each fault has a test, and a control that fails.

A control switches the protection off; if the harm did not show then, the test would prove nothing.
"""

import ast

import pytest

from tests.support import sources

FAULTS = {
    "T01": "power cut, store",
    "T02": "power cut: pack, backup, key change",
    "T03": "kill, blue screen",
    "T04": "disk full",
    "T05": "I/O error, COMMIT unknown",
    "T07": "bit rot",
    "T08": "stick pulled, cut while packing",
    "T10": "scanner holds a file",
    "T11": "two instances, second user",
    "T12": "store in cloud, share, stick",
    "T13": "older program, newer data",
    "T16": "bundle cut, damaged",
    "T17": "forged, unknown sender",
    "T18": "other unit's data",
    "T19": "replay, double, disorder, gap",
    "T20": "rolled-back, cloned PC",
    "T21": "zstd bomb",
    "T22": "hostile names",
    "T24": "another addressee",
    "T25": "crash in accept",
    "T27": "formula injection",
    "T28": "SQL injection",
    "T29": "XML, sheet attacks",
    "T31": "stolen PC, stick",
    "T32": "forgotten password",
    "T33": "several officers",
    "T35": "history edited",
    "T36": "clock wrong",
    "T38": "secret stamps",
}
LATER = {
    "T06": "of the night's tier; until then bundles and sheets have bounds of their own (T21, T29)",
    "T09": "of the night's tier: whole communes with sticks that are lost or lie",
    "T14": "nothing to migrate from: there is one shape of the store yet",
    "T15": "check --repair is a later issue",
    "T23": "of the night's tier: fuzzing needs hours; damaged bytes of each form are tried (T16)",
    "T26": "updates come with the installer",
    "T30": "attachments are a later issue",
    "T34": "revocation is a later issue",
    "T37": "erasure is a later issue",
    "T39": "rebuilding a commune is a later issue",
    "T40": "taking an acceptance back is a later issue",
}
ALL = [f"T{number:02}" for number in range(1, 41)]


def marked():
    """Return the faults that tests make, and those whose control stands in some test."""
    made, controlled = set(), set()
    for path in sources.test_files():
        for function in sources.functions(path):
            for mark in function.decorator_list:
                if ast.unparse(mark).startswith("pytest.mark.fault("):
                    is_control = any(word.arg == "control" for word in mark.keywords)
                    (controlled if is_control else made).add(mark.args[0].value)
    return made, controlled


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_test_and_a_control(fault):
    """What is promised is tried, and the trial is known to notice when the promise is broken."""
    made, controlled = marked()

    assert fault in made, f"no test makes {fault}: {FAULTS[fault]}"
    assert fault in controlled, f"no control for {fault}: {FAULTS[fault]}"


def test_the_catalog_names_every_fault():
    """A fault is covered or told why not yet; a mark names nothing else."""
    made, controlled = marked()

    assert sorted({*FAULTS, *LATER}) == ALL
    assert not FAULTS.keys() & LATER.keys()
    assert made | controlled == FAULTS.keys()
