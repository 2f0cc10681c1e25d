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
    "T16": "bundle cut, damaged",
    "T19": "replay, double, disorder, gap",
    "T20": "rolled-back, cloned PC",
    "T25": "crash in accept",
    "T31": "stolen PC, stick",
    "T32": "forgotten password",
    "T38": "secret stamps",
}
LATER = {
    "T06": "memory is bounded in the tests of bundles and sheets; the heap limit comes by night",
    "T09": "sticks that lie: the simulation of whole communes with sticks",
    "T13": "there is one version yet; a newer store is refused in test_store.py",
    "T14": "there is one migration yet",
    "T15": "check --repair is a later issue",
    "T17": "forged senders stand in test_hostile_bundles.py, without a control yet",
    "T18": "foreign scopes stand in test_hostile_bundles.py, without a control yet",
    "T21": "bombs stand in test_hostile_bundles.py and in the tests of sheets",
    "T22": "hostile names stand in test_filenames.py",
    "T23": "fuzzing runs by night",
    "T24": "addressees stand in test_bundle.py",
    "T26": "updates come with the installer",
    "T27": "written sheets stand in test_xlsx.py",
    "T28": "statements are bound; ruff refuses others",
    "T29": "sheets stand in tests/samples",
    "T30": "attachments are a later issue",
    "T33": "several officers are a later issue",
    "T34": "revocation is a later issue",
    "T35": "altered history stands in the tests of check",
    "T36": "wrong clocks are part of the histories of machines/",
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
