"""On Windows, too, a file that swells in memory ends its reader and not the computer."""

import ctypes
import subprocess
import sys

import pytest

from kh57_desktop.system import windows_memory
from tests.support import sources
from tests.support.imitation import is_imitated
from tests.support.windows_kernel import Kernel

SWELLING = """
from kh57_desktop.system import windows, windows_memory
if windows_memory.limit(windows.kernel(), 300 << 20):
    try:
        bytearray(1 << 30)
    except MemoryError:
        print("refused")
"""


def test_the_limit_is_set_for_this_process():
    """Three gigabytes are enough for every sheet of a commune."""
    kernel = Kernel()

    assert windows_memory.limit(kernel, 3 << 30)
    assert kernel.memory == 3 << 30


@pytest.mark.parametrize(
    "call", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"]
)
def test_a_windows_that_sets_no_limit_is_no_fault(call):
    """The sheet is read all the same: it is looked through before, and watched by the clock."""
    kernel = Kernel(refusing=frozenset({call}))

    assert not windows_memory.limit(kernel, 3 << 30)
    assert kernel.memory is None


def test_the_words_for_windows_have_its_length():
    """Windows refuses limits of any other length."""
    assert ctypes.sizeof(windows_memory._Limits) == (144 if sys.maxsize > 1 << 32 else 112)


@pytest.mark.skipif(sys.platform != "win32", reason="Windows sets this limit")
@pytest.mark.skipif(is_imitated(), reason="Wine takes the limit and does not keep it")
def test_windows_refuses_what_is_beyond_the_limit():
    """A reader that swells is told no."""
    ended = subprocess.run(
        [sys.executable, "-c", SWELLING], cwd=sources.ROOT, capture_output=True, check=True
    )

    assert ended.stdout.split() == [b"refused"]
