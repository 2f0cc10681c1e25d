"""What tests of the bundle stand on: a commune with its office and one school, and a stick."""

import pytest

from tests.support.devices import Commune


@pytest.fixture
def commune(tmp_path):
    """Lend a commune with its office and one school."""
    commune = Commune(tmp_path / "xa")
    commune.join("TR-NTT")
    yield commune
    commune.close()


@pytest.fixture
def school(commune):
    """Lend the school's PC."""
    return commune.devices["TR-NTT"]


@pytest.fixture
def office(commune):
    """Lend the office's PC."""
    return commune.office


@pytest.fixture
def stick(tmp_path):
    """Lend the folder that stands for the stick."""
    return tmp_path / "usb"
