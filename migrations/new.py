"""Write the next migration: `python migrations/new.py what_changes`."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))  # run from a clone: the package is not installed


def write(what, versions=FOLDER / "versions"):
    """Write the next numbered migration and return its file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    number = 1 + sum(1 for _ in versions.glob("[0-9][0-9][0-9][0-9]_*.py"))
    made = command.revision(config, what, autogenerate=True, rev_id=f"{number:04d}")
    return Path(made.path)


if __name__ == "__main__":
    print(write(sys.argv[1]))  # noqa: T201 - the developer wants to read it
