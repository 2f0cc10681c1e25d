"""The one command that makes the program: what it is asked, what it takes, what it stamps."""

import os
import shutil
import subprocess

import build
import facts
import freezing
import installer
import making
import pytest
import screening
import signing
import wishes

from tests.support import frozen, surroundings
from tests.support.windows_program import program

COMPILER = """#!/bin/sh
for word in "$@"; do case "$word" in -DOUT=*) printf '%s' "$*" > "${word#-DOUT=}";; esac; done
"""


@pytest.fixture
def nothing_is_made(monkeypatch):
    """Keep the build from beginning, and return what it would have begun with."""
    begun = []
    monkeypatch.setattr(build.run, "install_libraries", lambda: None)
    monkeypatch.setattr(build.run, "make_ready", lambda: begun.append("ready"))
    monkeypatch.setattr(build.run, "run_python", lambda *words: begun.append(words) or 57)
    return begun


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a small project as `facts` knows it, with git, which keeps what is made out."""
    root = tmp_path / "project"
    for place in ("kh57_desktop/__init__.py", "packaging/kh57.spec", "resources/tệp mẫu.csv",
                  "migrations/versions/0001_first.py", "LICENSE", "tests/test_door.py",
                  "kh57_desktop/__pycache__/app.pyc", "CHANGELOG.md"):  # fmt: skip
        file = root / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(place, encoding="utf-8")
    (root / ".gitignore").write_text("__pycache__/\n*.log\n", encoding="utf-8")
    monkeypatch.setattr(facts, "ROOT", root)
    return root


FROZEN_FROM = {
    "kh57_desktop/__init__.py",
    "packaging/kh57.spec",
    "resources/tệp mẫu.csv",
    "migrations/versions/0001_first.py",
    "LICENSE",
}


def git(root, *words):
    """Run git as somebody who has no settings of his own."""
    who = ["-c", "user.name=An", "-c", "user.email=an@example.org", "-c", "init.defaultBranch=main"]
    at = "2026-06-14T07:00:00+0700"
    around = surroundings.plain(GIT_COMMITTER_DATE=at, GIT_AUTHOR_DATE=at)
    subprocess.run(["git", *who, *words], cwd=root, env=around, check=True, capture_output=True)  # noqa: S607


def exported(into):
    """Return the files the program would be frozen from."""
    freezing.export(into)
    return {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}


@pytest.mark.parametrize("words", ["nonsense", "--quik", "--quick nonsense", "trial here", "--out"])
def test_words_that_make_no_sense_end_it_before_anything_is_made(nothing_is_made, capsys, words):
    """A slip of the finger costs no minutes."""
    with pytest.raises(SystemExit) as ended:
        build.main(words.split())

    assert ended.value.code == 2
    assert "build.py: error" in capsys.readouterr().err
    assert nothing_is_made == []


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["trial", "--help"]])
def test_help_is_the_text_of_the_command_and_makes_nothing(nothing_is_made, capsys, words):
    """Whoever asks is told every word there is."""
    assert build.main(words) == 0

    said = capsys.readouterr().out
    assert all(word in said for word in ("trial", "here", "--quick", "--out", "--cache", "--sign"))
    assert nothing_is_made == []


def test_the_words_reach_the_build_as_they_were_meant(nothing_is_made, tmp_path, monkeypatch):
    """It is done elsewhere, by another Python: folders keep their meaning on the way."""
    monkeypatch.chdir(tmp_path)
    given = ["trial", "--quick", "--out", "out", "--cache", "c", "--sign", 'sign "it all"']

    assert build.main(given) == 57

    ready, (called, *words) = nothing_is_made
    asked = wishes.understood(words)
    assert (ready, called) == ("ready", "packaging/making.py")
    assert asked == wishes.Wishes(
        job="trial", is_quick=True, sign='sign "it all"', out=tmp_path / "out", cache=tmp_path / "c"
    )


def test_without_a_wish_the_installer_is_made_in_the_folder_for_it(monkeypatch, tmp_path):
    """One command without words is all that is needed."""
    monkeypatch.delenv("KH57_SIGN", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    asked, here = wishes.understood([]), wishes.understood(["here"])

    assert (asked.job, asked.is_quick, asked.sign) == ("", False, "")
    assert asked.cache == tmp_path / "kh57-packaging"
    assert asked.out == facts.ROOT / "build" / "windows"
    assert here.out == facts.ROOT / "build" / "here"


def test_the_command_that_signs_may_stand_in_the_surroundings(monkeypatch):
    """A password or the way to a token does not have to be typed; what is typed counts more."""
    monkeypatch.setenv("KH57_SIGN", "from there")

    assert wishes.understood([]).sign == "from there"
    assert wishes.understood(["--sign", "typed"]).sign == "typed"


def test_what_git_ignores_is_not_frozen(project, tmp_path):
    """Tracked files and new ones go in; what merely lies there, tests and papers do not."""
    git(project, "init")
    git(project, "add", ".")
    git(project, "commit", "-m", "first")
    (project / "kh57_desktop" / "new.py").write_text("new", encoding="utf-8")
    (project / "resources" / "a.log").write_text("ignored", encoding="utf-8")
    (project / "migrations" / "versions" / "0001_first.py").unlink()

    into = tmp_path / "source"
    first = FROZEN_FROM - {"migrations/versions/0001_first.py"} | {"kh57_desktop/new.py"}
    assert exported(into) == first
    (project / "kh57_desktop" / "new.py").unlink()
    assert exported(into) == first - {"kh57_desktop/new.py"}  # nothing stays from last time


@pytest.mark.usefixtures("project")
def test_without_git_the_same_is_frozen(tmp_path, monkeypatch):
    """Whoever got the sources as an archive builds the same."""
    monkeypatch.setattr(freezing, "_git", lambda *_words: "")

    assert exported(tmp_path / "source") == FROZEN_FROM


def test_a_machine_without_git_says_nothing(monkeypatch):
    """A missing command is no error of the build."""
    monkeypatch.setenv("PATH", "")

    assert freezing._git("log") == ""


def test_all_files_bear_the_moment_of_the_last_change(project, monkeypatch):
    """The moment given counts most, then git's, then that of the changelog."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    os.utime(project / "CHANGELOG.md", (57, 57))
    assert freezing.moment() == 57

    git(project, "init")
    git(project, "add", ".")
    git(project, "commit", "-m", "first")
    assert freezing.moment() == 1_781_395_200

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "575757")
    assert freezing.moment() == 575_757
    assert freezing.surroundings()["SOURCE_DATE_EPOCH"] == "575757"


@pytest.fixture
def packages(tmp_path):
    """Return a folder of packages with nothing in it."""
    made = tmp_path / "site-packages"
    made.mkdir()
    return made


def test_the_folder_is_listed_dated_and_looked_through(tmp_path, packages, monkeypatch):
    """What nobody should get ends the build, and says all that is wrong at once."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "575757")
    folder = frozen.folder(tmp_path)

    making.finish(folder, packages, None, [])

    assert {path.stat().st_mtime for path in (folder, *folder.rglob("*"))} == {575757}
    shutil.rmtree(folder / "LICENSES")
    (folder / "test_door.py").touch()
    with pytest.raises(RuntimeError, match=r"(?s)test_door.py: a test.*test_door.py: source"):
        making.finish(folder, packages, None, [])


def test_what_is_signed_is_signed_before_its_sum_is_listed(tmp_path, packages, monkeypatch):
    """The sums in FILES.txt are those of the files an officer gets."""
    folder = frozen.folder(tmp_path)
    library = folder / "_internal" / "strange.dll"
    library.write_bytes(program("KERNEL32.dll"))
    signed = program("USER32.dll")
    monkeypatch.setattr(signing, "sign_all", lambda *_given: library.write_bytes(signed))

    making.finish(folder, packages, None, [], "sign it")

    (line,) = (
        line for line in (folder / "FILES.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith("_internal/strange.dll\t")
    )  # fmt: skip
    assert line.split("\t")[2] == installer.hashlib.sha256(signed).hexdigest()


def test_a_file_of_nobody_is_not_given_to_officers(tmp_path, packages):
    """On Windows each file has a maker and a license, or there is no installer."""
    folder = frozen.folder(tmp_path, kind=".exe")
    for door in folder.glob("*.exe"):
        door.write_bytes(program("KERNEL32.dll") + door.read_bytes())
    (folder / "_internal" / "strange.bin").touch()

    with pytest.raises(RuntimeError, match=r"_internal/strange\.bin: whose work\?"):
        making.finish(folder, packages, None, [])


@pytest.fixture
def compiler(tmp_path, monkeypatch):
    """Put a compiler of installers in the way that writes the words it was called with."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "makensis").write_text(COMPILER, encoding="utf-8")
    (tools / "makensis").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=os.pathsep)


@pytest.mark.usefixtures("compiler")
def test_the_installer_knows_version_shape_and_size_and_has_its_sum_beside_it(tmp_path):
    """What it refuses by comes from the program itself; whoever receives it can check it."""
    folder = frozen.folder(tmp_path)

    made = installer.make(folder, tmp_path)

    words = made.read_text(encoding="utf-8")
    assert made.name == f"KH57-setup-{facts.version()}.exe"
    assert f"-DVERSION={facts.version()} " in words
    assert f"-DSHAPE={facts.shape()} " in words
    assert f"-DKB={screening.size(folder) // 1024} " in words
    assert f"-DFOLDER={folder} " in words
    assert "-DCOMPRESSION=lzma" in words
    assert "-DSIGN" not in words
    sum_of_it = installer.hashlib.sha256(made.read_bytes()).hexdigest()
    beside = made.with_name(f"{made.name}.sha256").read_text(encoding="ascii")
    assert beside == f"{sum_of_it}  {made.name}\n"


@pytest.mark.usefixtures("compiler")
def test_a_trial_may_claim_another_version(tmp_path):
    """Upgrades and refusals are tried with installers that only say they are others."""
    folder = frozen.folder(tmp_path)
    claims = {"version": "9.9.9", "shape": 0, "size": 1 << 40}

    made = installer.make(folder, tmp_path, **claims, is_quick=True, sign="sign it")

    words = made.read_text(encoding="utf-8")
    assert made.name == "KH57-setup-9.9.9.exe"
    for word in ("-DSHAPE=0 ", f"-DKB={1 << 30} ", "-DCOMPRESSION=zlib ", "-DSIGN=sign it "):
        assert word in words


def test_without_a_compiler_it_is_said_which_one_is_needed(monkeypatch):
    """On a machine without NSIS nobody has to guess."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(installer, "ON_WINDOWS", ())

    with pytest.raises(RuntimeError, match="NSIS 3 is needed"):
        installer.makensis()


@pytest.mark.usefixtures("compiler")
def test_an_installer_that_grew_too_large_is_refused(tmp_path, monkeypatch, capsys):
    """An office fetches it over a slow line; one packed lightly for a trial may be larger."""
    folder = frozen.folder(tmp_path)
    monkeypatch.setattr(screening, "LARGEST_INSTALLER", 10)
    words = ["--out", str(tmp_path), "--cache", str(tmp_path)]

    with pytest.raises(RuntimeError, match="larger than"):
        making.pack(folder, wishes.understood(words))
    assert making.pack(folder, wishes.understood([*words, "--quick"])).is_file()
    assert "packing" in capsys.readouterr().out


@pytest.mark.deep
@pytest.mark.parametrize("is_quick", [True, False])
def test_the_script_of_the_installer_compiles_without_a_warning(tmp_path, is_quick):
    """NSIS takes every line of it, and the file it makes asks for no administrator."""
    if not shutil.which("makensis"):
        pytest.skip("makensis is needed: Debian's package nsis is not on this machine")
    folder = frozen.folder(tmp_path, kind=".exe")

    made = installer.make(folder, tmp_path, is_quick=is_quick)

    content = made.read_bytes()
    assert content.startswith(b"MZ")
    assert b'requestedExecutionLevel level="asInvoker"' in content
    assert "KH57 Desktop".encode("utf-16-le") in content
    assert f"{facts.version()}\0".encode("utf-16-le") in content
