"""The keyboard map."""

import pytest
from PySide6.QtGui import QKeySequence

from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.shortcuts import KEYS


def test_no_key_means_two_things_at_once():
    """One key does one thing in one place."""
    assert shortcuts.double_uses() == ()


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_every_key_is_one_that_vietnamese_typing_leaves_free(key):
    """No Ctrl+Shift, no Alt+Z, no lone letter: input methods and names keep theirs."""
    assert QKeySequence(key.keys).count() == 1
    assert "Ctrl+Shift" not in key.keys
    assert key.keys != "Alt+Z"
    assert len(key.keys) > 1


def test_caps_speak_as_keyboards_do():
    """The key cap says Enter and an arrow, as the keyboard of the office does."""
    assert shortcuts.cap("finish") == "Ctrl+Enter"
    assert shortcuts.cap("step_back") == "Alt+←"
    assert shortcuts.cap("page_3") == "Alt+3"
