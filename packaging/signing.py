"""Sign programs and libraries; where the certificate lies is told in SIGNING.md.

python packaging/signing.py --pkcs12 FILE --password-file FILE [--time URL] PROGRAM

signs one program in place with osslsigncode; that is the command given to `build.py --sign`.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

KINDS: Final = (".exe", ".dll", ".pyd")
ABOUT: Final = "KH57 Desktop"


def sign_all(folder: Path, command: str) -> int:
    """Sign every program and library that nobody signed yet; returns how many."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in KINDS]
    unsigned = [path for path in files if not is_signed(path)]
    for path in unsigned:
        subprocess.run(_with_words(command, path), check=True)
    return len(unsigned)


def is_signed(file: Path) -> bool:
    """Tell whether a program or library bears a signature, whosever it is."""
    import pefile  # noqa: PLC0415 - any Python can sign, also one without our packages

    described = pefile.PE(data=file.read_bytes(), fast_load=True)
    place = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]
    return bool(described.OPTIONAL_HEADER.DATA_DIRECTORY[place].Size)


def sign(file: Path, certificate: Path, password: Path, time_server: str) -> None:
    """Sign one file in place; raises CalledProcessError and leaves it as it was."""
    signed = file.with_name(f"{file.name}.signed")
    words = ["-pkcs12", str(certificate), "-readpass", str(password), "-h", "sha256", "-n", ABOUT]
    words += ["-ts", time_server] if time_server else []
    try:
        done = ["osslsigncode", "sign", *words, "-in", str(file), "-out", str(signed)]
        subprocess.run(done, check=True, capture_output=True)
        signed.replace(file)
    finally:
        signed.unlink(missing_ok=True)


def _with_words(command: str, file: Path) -> str | list[str]:
    """Return a command and the file it is to sign, as this system starts programs."""
    if os.name == "nt":
        return f'{command} "{file}"'  # Windows splits by itself and keeps its backslashes
    return [*shlex.split(command), str(file)]


def main() -> int:
    """Sign the program that was named and return the exit code."""
    reader = argparse.ArgumentParser(prog="signing.py")
    reader.add_argument("--pkcs12", type=Path, required=True)
    reader.add_argument("--password-file", type=Path, required=True)
    reader.add_argument("--time", default="")
    reader.add_argument("program", type=Path)
    asked = reader.parse_args()
    sign(asked.program, asked.pkcs12, asked.password_file, asked.time)
    return 0


if __name__ == "__main__":
    sys.exit(main())
