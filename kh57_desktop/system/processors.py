"""Know which processors lack SSE4.2, on which the libraries we stand on end without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SSSE3: Final = 36
SSE4_1: Final = 37
SSE4_2: Final = 38
"""Numbers of `IsProcessorFeaturePresent` (winnt.h). It answers no where the processor lacks the
feature, and also where Windows does not know the number (Microsoft Learn, its return value)."""

_FAMILIES = {"GenuineIntel": frozenset({15}), "AuthenticAMD": frozenset({15, 16, 17, 18, 20})}
"""Families with 64 bit and without SSE4.2: NetBurst; K8, K10, Griffin, Llano and Bobcat."""
_MODELS_OF_INTEL_6 = frozenset({15, 22, 23, 29} | {28, 38, 39, 53, 54})
"""Core 2 of 65 and 45 nm (Merom, Penryn, Dunnington), and the first Atoms (Bonnell, Saltwell)."""
_IDENTIFIER = re.compile(r"\S.* Family (\d{1,4}) Model (\d{1,4})( Stepping \d+)?", re.ASCII)


def lacks_sse4_2(has: Callable[[int], bool], vendor: str, identifier: str) -> bool:
    """Tell whether a processor surely lacks SSE4.2; one nobody knows is believed to have it.

    Windows' own answer counts where it proves that it knows the numbers, which came together: by a
    yes to a neighbor. Else the registry's words are looked up: `VendorIdentifier`, `Identifier`.
    """
    if has(SSE4_2):
        return False
    if has(SSSE3) or has(SSE4_1):
        return True
    return is_known_to_lack_it(vendor, identifier)


def is_known_to_lack_it(vendor: str, identifier: str) -> bool:
    """Tell whether a name like «Intel64 Family 6 Model 23 Stepping 10» is one of the old ones.

    Families and models as LLVM tells its targets apart by (llvm/lib/TargetParser/Host.cpp).
    """
    named = _IDENTIFIER.fullmatch(identifier.strip())
    if named is None:
        return False
    family, model = int(named[1]), int(named[2])
    if vendor.strip() == "GenuineIntel" and family == 6:  # noqa: PLR2004 - Intel's own number
        return model in _MODELS_OF_INTEL_6
    return family in _FAMILIES.get(vendor.strip(), frozenset())
