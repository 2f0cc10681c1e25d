"""Require that a Windows Python is the one the Python Software Foundation signed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

AUTHORITIES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
MICROSOFT_ROOT: Final = "5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270"
"""SHA-256 of the Microsoft Identity Verification Root of 2020, which Debian does not list."""
SIGNER: Final = "CN=Python Software Foundation"
OTHERS: Final = re.compile(r"vcruntime140(_1)?\.dll", re.IGNORECASE)
"""Microsoft's own runtime: its root is not known here; the pinned archive answers for it."""
_CERTIFICATE: Final = re.compile(
    r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL
)


def require(python: Path, folder: Path) -> None:
    """Raise RuntimeError when a program or library in a Windows Python lacks the signature."""
    known = folder / "authorities.pem"
    (library,) = python.glob("python3[0-9]*.dll")
    root = _microsoft_root(library, folder)
    known.write_text(AUTHORITIES.read_text(encoding="utf-8") + root, encoding="utf-8")
    files = [file for kind in ("dll", "exe", "pyd") for file in python.rglob(f"*.{kind}")]
    signed = [file for file in files if not OTHERS.fullmatch(file.name)]
    wrong = [file.name for file in signed if not _is_signed(file, known)]
    if wrong or not signed:
        message = f"not signed by the Python Software Foundation: {', '.join(sorted(wrong))}"
        raise RuntimeError(message)


def _is_signed(file: Path, known: Path) -> bool:
    options = ["-ignore-crl", "-CAfile", str(known), "-TSA-CAfile", str(known)]
    said = _said("osslsigncode", "verify", *options, str(file))
    return (
        SIGNER in said and re.search("^Signature verification: ok", said, re.MULTILINE) is not None
    )


def _microsoft_root(library: Path, folder: Path) -> str:
    """Return Microsoft's root out of a signature, taken only if it is the one that is known."""
    signature = folder / "signature.p7"
    _said("osslsigncode", "extract-signature", "-pem", "-in", str(library), "-out", str(signature))
    for found in _CERTIFICATE.findall(
        _said("openssl", "pkcs7", "-in", str(signature), "-print_certs")
    ):
        one = folder / "one.pem"
        one.write_text(found, encoding="ascii")
        print_of_it = _said("openssl", "x509", "-in", str(one), "-noout", "-fingerprint", "-sha256")
        if print_of_it.strip().rpartition("=")[2].replace(":", "") == MICROSOFT_ROOT:
            return f"\n{found}\n"
    return ""


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False)
    return done.stdout + done.stderr
