"""The works of others: each is listed with its license and its home, and none is forgotten."""

import re

from tests.support import lock, sources

LIST = sources.ROOT / "resources" / "licenses" / "THIRD_PARTY.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (https://\S+) \|$", re.MULTILINE)
ROWS = ROW.findall(sources.text(LIST))


def test_every_locked_package_is_listed_with_license_and_home():
    """The list is that of the lock: same packages, same versions."""
    listed = {f"{package}=={version}" for package, version, _, _ in ROWS if " " not in package}

    assert listed == {str(pin) for pin in lock.pins()}


def test_no_license_is_left_open():
    """Each work names a license we know by name."""
    known = re.compile(r"\b(MIT|MIT-0|MIT-CMU|0?BSD|Apache|LGPL|GPL|MPL|PSF|Zlib|OFL)\b")

    assert [row for row in ROWS if not known.search(row[2])] == []


def test_what_the_program_runs_with_forbids_no_use():
    """Nothing under the GPL alone is shipped with the program."""
    shipped = sources.text(LIST).partition("## Packages for testing")[0]

    assert [row for row in ROW.findall(shipped) if row[2].startswith("GPL")] == []


def test_fonts_and_icons_bring_their_licenses():
    """Each folder of works by others holds its license text."""
    fonts = sources.text(sources.ROOT / "resources" / "fonts" / "OFL.txt")
    icons = sources.text(sources.ROOT / "resources" / "icons" / "LICENSE.txt")
    own = sources.text(sources.ROOT / "LICENSE")

    assert "SIL OPEN FONT LICENSE" in fonts
    assert "MIT License" in icons
    assert "Apache License" in own
