"""Signing: everything unsigned gets a signature, nothing signed loses its maker's own."""

import shlex
import shutil
import subprocess
import sys

import pytest
import signing

from tests.support.windows_program import program

LACKING = [tool for tool in ("openssl", "osslsigncode") if not shutil.which(tool)]
PASSWORD = "tap luyen 57"  # noqa: S105 - of a key that lives for a second
SECURITY = 64 + 24 + 112 + 4 * 8
"""Where a program says how long its signature is: the fifth of its tables."""
SIGNS = f"""
import pathlib, sys
file = pathlib.Path(sys.argv[-1])
content = bytearray(file.read_bytes())
content[{SECURITY}:{SECURITY + 8}] = len(content).to_bytes(4, "little") + (8).to_bytes(4, "little")
file.write_bytes(content + b"a name..")
with pathlib.Path(sys.argv[1]).open("a", encoding="utf-8") as told:
    told.write(file.name + chr(10))
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with programs, libraries and other files, all unsigned."""
    made = tmp_path / "Thư mục"
    (made / "_internal").mkdir(parents=True)
    for place in ("KH57.exe", "_internal/python313.dll", "_internal/Upper.DLL", "_internal/x.pyd"):
        (made / place).write_bytes(program("KERNEL32.dll"))
    (made / "FILES.txt").write_text("no program", encoding="utf-8")
    return made


@pytest.fixture
def command(tmp_path):
    """Return a command that signs, and the file in which it tells what it signed."""
    script, told = tmp_path / "sign it.py", tmp_path / "told.txt"
    script.write_text(SIGNS, encoding="utf-8")
    told.touch()
    return shlex.join([sys.executable, str(script), str(told)]), told


def test_every_program_and_library_is_signed_once(folder, command):
    """By the command that was given, with the file as its last word, blanks and all."""
    words, told = command

    assert signing.sign_all(folder, words) == 4
    signed = ["KH57.exe", "Upper.DLL", "python313.dll", "x.pyd"]
    assert sorted(told.read_text(encoding="utf-8").split()) == signed
    assert all(
        signing.is_signed(path) for path in folder.rglob("*") if path.suffix.lower() != ".txt"
        if path.is_file()
    )  # fmt: skip
    assert signing.sign_all(folder, words) == 0


def test_a_signature_of_its_maker_stays(folder, command):
    """Python's and Microsoft's own files keep the name they came with."""
    words, told = command
    theirs = folder / "_internal" / "python313.dll"
    subprocess.run([*shlex.split(words), str(theirs)], check=True)
    before = theirs.read_bytes()
    told.write_text("", encoding="utf-8")

    signing.sign_all(folder, words)

    assert theirs.read_bytes() == before
    assert theirs.name not in told.read_text(encoding="utf-8")


def test_a_command_that_fails_ends_the_build(folder):
    """A folder half signed is given to nobody."""
    fails = shlex.join([sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(subprocess.CalledProcessError):
        signing.sign_all(folder, fails)


def test_a_signature_is_seen_where_it_is(tmp_path):
    """An unsigned program is not taken for a signed one, nor one for the other."""
    file = tmp_path / "KH57.exe"
    unsigned = bytearray(program("KERNEL32.dll"))
    file.write_bytes(unsigned)
    assert not signing.is_signed(file)

    unsigned[SECURITY + 4] = 8
    file.write_bytes(unsigned)
    assert signing.is_signed(file)


@pytest.fixture
def certificate(tmp_path):
    """Return a certificate that somebody made for himself, and the file with its password."""
    if LACKING:
        pytest.skip(f"{' and '.join(LACKING)} are needed to sign: not on this machine")
    key, card, both = (tmp_path / name for name in ("key.pem", "card.pem", "both.p12"))
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=KH57", "-days", "2"]
    use = ["-addext", "extendedKeyUsage=codeSigning"]
    openssl(*asked, *use, "-keyout", key, "-out", card)
    openssl("pkcs12", "-export", "-inkey", key, "-in", card, "-out", both,
            "-passout", f"file:{password}")  # fmt: skip
    return both, password, card


def openssl(*words):
    """Run openssl."""
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)  # noqa: S607


@pytest.mark.deep
def test_a_program_is_signed_in_place_with_a_real_certificate(tmp_path, certificate):
    """The command of SIGNING.md signs, and who knows the certificate can verify it."""
    both, password, card = certificate
    file = tmp_path / "KH57 của xã.exe"
    file.write_bytes(program("KERNEL32.dll"))
    command = shlex.join([
        sys.executable, signing.__file__, "--pkcs12", str(both), "--password-file", str(password),
    ])  # fmt: skip

    assert signing.sign_all(tmp_path, command) == 1
    assert signing.is_signed(file)
    seen = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", str(card), str(file)],  # noqa: S607
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert seen.returncode == 0, seen.stdout
    assert "Signature verification: ok" in seen.stdout
    assert not list(tmp_path.glob("*.signed"))


@pytest.mark.deep
@pytest.mark.parametrize("wrong", ["password", "certificate", "program"])
def test_what_cannot_be_signed_stays_as_it_was(tmp_path, certificate, wrong):
    """A wrong password, a missing certificate or a text called .exe changes no file."""
    both, password, _card = certificate
    file = tmp_path / "KH57.exe"
    file.write_bytes(b"no program" if wrong == "program" else program("KERNEL32.dll"))
    if wrong == "password":
        password.write_text("another", encoding="utf-8")
    elif wrong == "certificate":
        both.unlink()
    before = file.read_bytes()

    with pytest.raises(subprocess.CalledProcessError):
        signing.sign(file, both, password, "")

    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.signed"))
