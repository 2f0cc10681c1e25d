"""Keep a process of ours from taking all the memory of a Windows computer."""

from __future__ import annotations

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9
_LIMIT_OF_PROCESS = 0x100
_THIS_PROCESS = -1


def limit(library: Any, most: int) -> bool:
    """Let this process have so many bytes of memory and no more; tells whether Windows agreed.

    What it asks for beyond them it is refused: it dies, and the computer works on.
    """
    made = library.CreateJobObjectW(None, None)
    if not made:
        return False
    job = ctypes.c_void_p(made)
    limits = _Limits(LimitFlags=_LIMIT_OF_PROCESS, ProcessMemoryLimit=most)
    size = ctypes.sizeof(limits)
    return bool(
        library.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        and library.AssignProcessToJobObject(job, ctypes.c_void_p(_THIS_PROCESS))
    )


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION in one piece, under Windows' own names."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )
