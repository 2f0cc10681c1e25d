"""One commune with its school for all faults: made once, copied for each."""

import logging

import pytest

from tests.support.ground import a_ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    """Set up the folders that every journey starts from; a test copies them."""
    return a_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def _many_warnings():
    """Let the program warn as it likes: what it warns of depends on the call that was refused."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
