"""Qt's binding starts, and importing is Python's own again."""

import subprocess
import sys

from tests.support import sources, surroundings

STARTED = """
import builtins, linecache, sys
from kh57_desktop.ui import binding
reads = builtins.__import__ is builtins.__feature_import__
binding.calm()
binding.calm()
from kh57_desktop.ui.look import style, theme
kept = [name for name in linecache.cache if "kh57_desktop" in name]
print(reads, builtins.__import__ is builtins.__orig_import__, len(kept))
"""
LEFT_ALONE = """
import builtins
from kh57_desktop.ui import binding
before = builtins.__import__
del builtins.__orig_import__
binding.calm()
print(builtins.__import__ is before)
"""


def told(script):
    """Run a start of its own and return what it says."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=sources.ROOT,
        env=surroundings.plain(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_source_of_later_modules_is_not_read():
    """Home comes sooner when the binding does not read every module for an option of its own."""
    assert told(STARTED) == "True True 0"


def test_a_binding_that_leaves_imports_alone_is_left_alone():
    """A later version without that option changes nothing."""
    assert told(LEFT_ALONE) == "True"
