"""One desk for many tests: a store is made once, copied for each."""

import pytest

from tests.support.desks import a_desk, another_desk


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory):
    """Make a school's store as it is after set-up, closed."""
    desk = a_desk(tmp_path_factory.mktemp("school"))
    desk.journal.store.checkpoint()
    desk.journal.store.close()
    return desk


@pytest.fixture(scope="session")
def made_office(tmp_path_factory):
    """Make the commune's store as it is after set-up, closed."""
    desk = a_desk(tmp_path_factory.mktemp("commune"), "VHXH")
    desk.journal.store.checkpoint()
    desk.journal.store.close()
    return desk


@pytest.fixture
def desk(made_desk, tmp_path):
    """Lend the desk of a school's officer."""
    own = another_desk(made_desk, tmp_path / "own")
    yield own
    own.journal.store.close()


@pytest.fixture
def office(made_office, tmp_path):
    """Lend the desk of the commune's officer."""
    own = another_desk(made_office, tmp_path / "office")
    yield own
    own.journal.store.close()
