"""Links between folders, where this computer lets a plain user make them."""

import pytest


def linked(at, to):
    """Return a link that leads somewhere; the test is skipped where the system makes none."""
    try:
        at.symlink_to(to, target_is_directory=to.is_dir())
    except OSError as error:  # Windows asks for a right that officers do not have
        pytest.skip(f"no links here: {error}")
    if not at.is_symlink():
        pytest.skip("no links here: Windows was imitated without them")
    return at
