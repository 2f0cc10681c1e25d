"""Run the yardsticks with our own cases: `python -m benchmarks WORK [--areas …] [--rounds 5]`.

One table per area: ours, limit, peer, ratio, target, verdict; ends with 1 when a gate fails.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
AREAS = "window,store,bundle"
"""The areas that have cases of ours; `--areas` asks for others."""


def main() -> int:
    """Measure with our cases; returns the exit code of the yardstick."""
    places = (str(HERE / "yardsticks"), str(HERE), str(HERE.parent))
    os.environ["PYTHONPATH"] = os.pathsep.join((*places, os.environ.get("PYTHONPATH", "")))
    sys.path[:0] = places
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # officers start a program that is compiled
    import yardstick  # noqa: PLC0415  found only now

    asked = sys.argv[1:]
    if "--areas" not in asked:
        asked += ["--areas", AREAS]
    sys.argv = [sys.argv[0], *asked, "--ours", "ours"]
    return yardstick.main()


if __name__ == "__main__":
    sys.exit(main())
