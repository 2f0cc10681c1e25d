"""The lock of the packages, read back."""

from __future__ import annotations

from dataclasses import dataclass, field

from packaging.utils import canonicalize_name

from tests.support import sources


@dataclass
class Pin:
    """One package at one version, as the lock holds it."""

    package: str
    version: str
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the pin as pip writes it."""
        return f"{self.package}=={self.version}"


def pins() -> list[Pin]:
    """Return every pin of requirements.lock."""
    found: list[Pin] = []
    for line in sources.text(sources.ROOT / "requirements.lock").splitlines():
        if line.startswith("    --hash="):
            found[-1].hashes.append(line.split("=", 1)[1].rstrip(" \\"))
        elif line.startswith("    #"):
            found[-1].wanted_by.append(line.strip(" #").removeprefix("via").strip())
        elif not line.startswith("#"):
            package, _, version = line.split()[0].partition("==")
            found.append(Pin(canonicalize_name(package), version))
    return found
