"""The bootstrap `run.py`: what a newcomer's machine needs, told or done."""

import ast
import importlib.util
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return the bootstrap, working on an empty folder."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "made-from.sha256")
    monkeypatch.setattr(module, "WHEELHOUSE", tmp_path / "wheelhouse")
    return module


def refusal(run, version):
    """Return what is said to a Python of this version."""
    with pytest.raises(SystemExit) as refused:
        run.refuse_other_pythons(version)
    return str(refused.value)


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_too_old_or_too_new_is_refused_with_the_one_to_take(run, monkeypatch, version):
    """The newcomer reads which versions work and which one on this machine would."""
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/there/{name}")

    said = refusal(run, version)

    assert "Python 3.11 to 3.13" in said
    assert "/there/python3.13 run.py" in said


def test_without_a_fitting_python_the_newcomer_is_told_to_install_one(run, monkeypatch):
    """Where no other Python is found, the sentence asks to install one."""
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)

    assert "Install one of them" in refusal(run, (3, 9))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_supported_pythons_pass(run, version):
    """Python 3.11, 3.12 and 3.13 are taken without a word."""
    assert run.refuse_other_pythons(version) is None


@pytest.mark.parametrize(
    ("heard", "answer"),
    [
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "differs from the locked one"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("Could not find a version that satisfies", "Is there a network?"),
    ],
)
def test_each_failure_of_pip_gets_its_own_remedy(run, heard, answer):
    """The newcomer reads what to do, not only what pip said."""
    assert answer in run.remedy(heard)


def test_a_wheelhouse_that_lacks_a_package_is_named(run):
    """Offline, the folder of wheels is what must be put right."""
    run.WHEELHOUSE.mkdir()

    assert "wheelhouse lacks a package" in run.remedy("No matching distribution")


def test_a_failing_pip_ends_with_its_last_words(run):
    """What pip said at the end is shown before the remedy."""
    with pytest.raises(SystemExit) as ended:
        run.install([sys.executable, "-c", "print('it broke'); raise SystemExit(1)"])

    assert "it broke" in str(ended.value)


def test_the_packages_taken_are_counted(run, capsys):
    """While pip works, the newcomer sees how far it is."""
    run.install([sys.executable, "-c", "print('Collecting reportlab==5.1.0 (from -r x)')"])

    assert "1 reportlab==5.1.0" in capsys.readouterr().out


def test_the_wheel_of_the_command_points_to_this_folder(run, tmp_path):
    """After the set-up `kh57` works from any folder, and no code was copied."""
    with zipfile.ZipFile(run.own_wheel(tmp_path)) as wheel:
        files = {name: wheel.read(name).decode("ascii") for name in wheel.namelist()}

    assert {name.split("/")[-1] for name in files} == {
        "kh57_desktop.pth",
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
    }
    assert repr(str(run.ROOT)) in files["kh57_desktop.pth"]
    assert "kh57 = kh57_desktop.__main__:main" in files["kh57_desktop-0.dist-info/entry_points.txt"]


def test_a_folder_with_vietnamese_letters_is_pointed_to_in_plain_ascii(run, tmp_path, monkeypatch):
    """A user called Hạnh can keep the program in her own folder."""
    monkeypatch.setattr(run, "ROOT", Path("/nhà/Hạnh"))

    with zipfile.ZipFile(run.own_wheel(tmp_path)) as wheel:
        line = wheel.read("kh57_desktop.pth").decode("ascii")

    written = line.partition("append(")[2].rpartition(")")[0]
    assert ast.literal_eval(written) == str(run.ROOT)


def test_missing_libraries_are_installed_by_their_debian_names(run, monkeypatch):
    """Only what the system lacks is asked of it; with a display a little more."""
    asked: list[list[str]] = []
    lacking = {"libEGL.so.1", "libxcb-cursor.so.0"}
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run, "is_there", lambda library: library not in lacking)
    monkeypatch.setattr(run, "install_packages", asked.append)

    for display in ("", ":0"):
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        run.install_libraries()

    assert asked == [["libegl1"], ["libegl1", "libxcb-cursor0"]]


def test_a_library_nobody_has_is_missing(run):
    """The system is asked for the library itself, not for a package list."""
    assert not run.is_there("libkh57-that-nobody-has.so.9")


def test_without_rights_the_one_line_to_run_is_printed(run, monkeypatch):
    """Neither root nor sudo: the newcomer gets the line for an administrator."""
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        run.shutil, "which", lambda name: "/bin/apt-get" if name == "apt-get" else None
    )

    with pytest.raises(SystemExit) as ended:
        run.install_packages(["libegl1"])

    assert "apt-get install -y --no-install-recommends libegl1" in str(ended.value)


def test_a_system_without_apt_hears_what_is_missing(run, monkeypatch):
    """On another Linux the names of the Debian packages say what is lacking."""
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)

    with pytest.raises(SystemExit) as ended:
        run.install_packages(["libegl1", "libgl1"])

    assert "libegl1 libgl1" in str(ended.value)


def test_the_package_lists_are_fetched_when_a_package_is_unknown(run, monkeypatch):
    """A machine that never fetched apt's lists is served too."""
    calls: list[str] = []

    def apt(command, **_complaints):
        calls.append(" ".join(command))
        return calls.count(calls[-1]) > 1 or command[-1] == "update"

    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(run, "succeeds", apt)

    run.install_packages(["libegl1"])

    assert [call.split()[1] for call in calls] == ["install", "update", "install"]


def test_an_unknown_word_is_answered_with_the_commands(run, capsys):
    """A misspelled command shows the five there are and fails."""
    assert run.main(["tset"]) == 2
    assert "python3 run.py test" in capsys.readouterr().out


def test_help_is_no_failure(run, capsys):
    """Asking for help is answered with exit code 0."""
    assert run.main(["--help"]) == 0
    assert "python3 run.py pictures" in capsys.readouterr().out


@pytest.mark.parametrize("job", ["pictures", "check"])
@pytest.mark.parametrize("asked", ["-h", "--help", "help"])
def test_help_about_a_job_is_no_failure_and_starts_nothing(run, capsys, job, asked):
    """Asking what a job does installs nothing and does not begin it."""
    assert run.main([job, asked]) == 0
    assert f"python3 run.py {job}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["pictures", "abc"], "abc"),
        (["pictures", "100,0"], "100,0"),
        (["pictures", "100", "125"], "100 125"),
        (["check", "tests"], "tests"),
        (["--deep"], "--deep"),
    ],
)
def test_wrong_words_are_named(run, capsys, words, named):
    """The newcomer reads which word was not understood, and the commands there are."""
    assert run.main(words) == 2
    said = capsys.readouterr().out
    assert f"not understood: {named}\n" in said
    assert "python3 run.py test" in said


@pytest.mark.parametrize("words", [["pictures"], ["pictures", "100,125,150"], ["check"]])
def test_right_words_reach_their_job(run, monkeypatch, words):
    """Scales of the pictures are passed on."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "install_libraries", lambda: None)
    monkeypatch.setattr(run, "make_ready", lambda: None)
    monkeypatch.setattr(run, "run_python", lambda *words, **_rest: asked.append(words) or 0)

    assert run.main(words) == 0
    assert asked[0][-1] == words[-1] or words == ["pictures"]


@pytest.mark.parametrize(
    ("display", "expected"),
    [(True, ["-m", "kh57_desktop", "practice-window"]), (False, ["-m", "kh57_desktop", "road"])],
)
def test_the_main_job_opens_a_window_or_walks_the_road(run, monkeypatch, display, expected):
    """With a display the practice commune opens; without one its papers are made."""
    asked: list[list[str]] = []
    monkeypatch.setattr(run, "has_display", lambda: display)
    monkeypatch.setattr(run, "install_libraries", lambda: None)
    monkeypatch.setattr(run, "make_ready", lambda: None)
    monkeypatch.setattr(run, "run_python", lambda *words, **_rest: asked.append([*words[:3]]) or 0)

    assert run.main([]) == 0
    assert asked == [expected]


def test_a_program_that_was_killed_fails_as_a_shell_says_it(run, monkeypatch):
    """The exit code of a killed program is above 128, never 0."""
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))

    assert run.run_python("-c", "import os, signal; os.kill(os.getpid(), 9)") == 137
    assert run.run_python("-c", "raise SystemExit(3)") == 3


def test_the_continuous_integration_calls_the_same_gate(run):
    """`.ci/run` is executable and runs `python3 run.py test`, nothing more."""
    script = run.ROOT / ".ci" / "run"

    commands = [line for line in script.read_text().splitlines() if not line.startswith("#")]

    assert script.stat().st_mode & 0o100
    assert commands[-1] == "exec python3 run.py test"
