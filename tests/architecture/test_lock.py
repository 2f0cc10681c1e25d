"""The lock of the packages: everything asked for is locked, by hash, for every machine."""

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import lock, sources

PINS = lock.pins()
ASKED = [
    Requirement(line.partition("#")[0].strip())
    for line in sources.text(sources.ROOT / "requirements.in").splitlines()
    if line.partition("#")[0].strip()
]


def versions_of(requirement):
    """Return the locked versions of a package; several when they depend on the Python."""
    wanted = canonicalize_name(requirement.name)
    return [pin.version for pin in PINS if pin.package == wanted]


@pytest.mark.parametrize("requirement", ASKED, ids=str)
def test_everything_asked_for_is_locked_at_a_version_that_fits(requirement):
    """The lock is as new as requirements.in: each line of it is answered."""
    versions = versions_of(requirement)

    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_nothing_is_locked_that_nobody_asks_for_any_more():
    """What requirements.in dropped is gone from the lock too."""
    direct = {pin.package for pin in PINS if "-r requirements.in" in pin.wanted_by}

    assert direct == {canonicalize_name(requirement.name) for requirement in ASKED}


def test_every_package_is_locked_by_hashes():
    """No package can be exchanged on its way: each pin carries SHA-256 sums."""
    bare = [
        str(pin)
        for pin in PINS
        if not pin.hashes or not all(one.startswith("sha256:") for one in pin.hashes)
    ]

    assert len(PINS) > len(ASKED)
    assert bare == []


def test_qt_stays_where_references_to_none_are_counted_right():
    """PySide6 6.12 can abort the program on Python 3.11; the window stays on 6.11."""
    (requirement,) = (asked for asked in ASKED if asked.name == "PySide6-Essentials")

    assert not requirement.specifier.contains("6.12.0")
    assert versions_of(requirement) == ["6.11.3"]


def test_every_system_library_names_the_package_that_brings_it():
    """The list for Debian is complete: a library and one package on each line."""
    lines = [
        line.split()
        for line in sources.text(sources.ROOT / "requirements.debian").splitlines()
        if line and not line.startswith("#")
    ]

    assert len(lines) > 20
    assert all(len(line) == 2 and ".so." in line[0] for line in lines)
    assert len({line[0] for line in lines}) == len(lines)
