"""What tests of the history stand on: one PC, or a commune of them."""

import pytest

from tests.support.communes import Commune
from tests.support.stores import a_journal


@pytest.fixture
def commune(tmp_path):
    """Lend two PCs of a school, A and B, and the commune's, X."""
    return Commune(tmp_path)


@pytest.fixture
def journal(tmp_path):
    """Lend the history of one PC of a school."""
    return a_journal(tmp_path)
