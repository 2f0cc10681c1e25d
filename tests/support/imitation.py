"""Whether the tests run on a Windows that is imitated on another system, with gaps of its own."""

import ctypes
import sys


def is_imitated():
    """Tell Wine from Windows."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
