"""Make the installed program.

python packaging/build.py            the installer for Windows; on Debian it is made through wine
python packaging/build.py trial      the same, then installed, used, upgraded and removed under wine
python packaging/build.py here       the folder for this system, which then tests itself

--quick        packs lightly: a larger installer, minutes earlier
--out DIR      where the result goes; build/windows or build/here otherwise
--cache DIR    where what is fetched and made ready once is kept (5.3 GB with wine)
--sign WORDS   the command that signs the file named after it (SIGNING.md); KH57_SIGN otherwise

Standard library only: it makes `.venv` like run.py, in which the work is done.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.dont_write_bytecode = True

import wishes  # noqa: E402

import run  # noqa: E402 - it stands one folder higher


def main(words: list[str]) -> int:
    """Do what the words ask for and return the exit code; words not understood change nothing."""
    if {"-h", "--help"} & {*words}:
        print(__doc__)
        return 0
    asked = wishes.understood(words)
    run.install_libraries()
    run.make_ready()
    return run.run_python("packaging/making.py", *asked.words())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
