"""The installer's script: what it says, what it may touch, and that it agrees with the program."""

import re
from pathlib import PurePosixPath, PureWindowsPath

import facts
import notices
import platformdirs
import promises
import pytest
import screening
import trial
from platformdirs import windows

from kh57_desktop import works
from kh57_desktop.system import calls, paths, preflight
from tests.architecture import test_strings
from tests.support import sources

FOLDER = sources.ROOT / "packaging"
TEXT = sources.text(FOLDER / "kh57.nsi")
STEPS = [line.partition(" ; ")[0].strip() for line in TEXT.splitlines()]
STEPS = [line for line in STEPS if line and not line.startswith(";")]
DEFINED = dict(re.findall(r"^!define (\w+) (.+?)(?: ;.*)?$", TEXT, re.MULTILINE))
LINE = r"$\r$\n"
REFUSALS = re.findall(r'!insertmacro refuse \$\{(\w+)\} "(.*)"$', TEXT, re.MULTILINE)
SHOWN = [text for text in re.findall(r'"([^"]*)"', TEXT) if test_strings.VIETNAMESE.search(text)]
PROGRAM = r"$LOCALAPPDATA\Programs\KH57"
OWN_CODES = range(3, 256)
"""0 to 2 are NSIS's own."""


def local(path):
    """Return a path of the script as Windows would write it for an officer called An."""
    return path.replace("$LOCALAPPDATA", r"C:\Users\An\AppData\Local").strip('"')


def steps(*words):
    """Return the steps that begin with one of these words."""
    return [step for step in STEPS if step.split()[0] in words]


@pytest.fixture
def on_windows(monkeypatch):
    """Let the libraries that know folders answer as they do on Windows."""
    local_folder = local("$LOCALAPPDATA")
    monkeypatch.setattr(windows, "get_win_folder", lambda _name: local_folder)
    monkeypatch.setattr(
        platformdirs, "user_data_path", lambda *a, **k: windows.Windows(*a, **k).user_data_path
    )


def test_no_administrator_is_asked_and_nothing_of_all_users_is_written():
    """An officer installs it alone; what belongs to Windows or to others stays as it is."""
    assert steps("RequestExecutionLevel") == ["RequestExecutionLevel user"]
    assert {*steps("SetShellVarContext")} == {"SetShellVarContext current"}
    assert not re.findall(r"\b(HKLM|HKCR|SHCTX|HKEY_\w+)\b|\$(PROGRAMFILES|WINDIR|SYSDIR)", TEXT)


def test_the_program_is_put_where_no_word_can_move_it():
    """What is removed lies below a folder that is ours, whatever `/D` says."""
    assert {step for step in steps("StrCpy") if "$INSTDIR" in step.split()[1]} == {
        f'StrCpy $INSTDIR "{PROGRAM}"'
    }
    assert steps("InstallDir") == [f'InstallDir "{PROGRAM}"']
    begins = re.findall(
        r"^Function (?:un)?\.onInit$(.*?)^FunctionEnd$", TEXT, re.MULTILINE | re.DOTALL
    )
    assert len(begins) == 2
    assert all(f'StrCpy $INSTDIR "{PROGRAM}"' in begun for begun in begins)


def test_the_data_is_never_touched():
    """Removed or renamed are the program, its two neighbors and its shortcuts, and nothing else."""
    touched = {
        path
        for step in steps("RMDir", "Delete", "Rename", "!insertmacro rename_patiently")
        for path in re.findall(r'"([^"]+)"', step)
    } - {"${FROM}", "${TO}"}  # of the macro, whose every use is looked at
    ours = r"\$INSTDIR(\.old|\.new|\\[\w.-]+)?|\$(SMPROGRAMS|DESKTOP)\\KH57\.lnk"

    assert touched
    assert [path for path in touched if not re.fullmatch(ours, path)] == []


def test_the_folder_itself_is_removed_only_when_it_is_empty_or_no_program():
    """A file that an officer put there by mistake outlives the removal of the program."""
    removal = TEXT[TEXT.index('Section "Uninstall"') :]

    assert 'RMDir "$INSTDIR"\n' in removal
    assert 'RMDir /r "$INSTDIR"\n' not in removal


def test_all_that_is_installed_is_removed():
    """Nothing of the program stays behind."""
    removal = TEXT[TEXT.index('Section "Uninstall"') :]
    folders = ("_internal", notices.FOLDER)
    files = (notices.LIST, "uninstall.exe", *(f"{name}.exe" for name in screening.PROGRAMS))

    assert all(f'RMDir /r "$INSTDIR\\{name}"' in removal for name in folders)
    assert all(f'Delete "$INSTDIR\\{name}"' in removal for name in files)
    links = re.findall(r'CreateShortcut "([^"]+)"', TEXT)
    assert links
    assert all(f'Delete "{link}"' in removal for link in links)
    keys = {key for _, key in re.findall(r'WriteReg(Str|DWORD) HKCU "([^"]+)"', TEXT)}
    gone = set(re.findall(r'DeleteRegKey HKCU "([^"]+)"', removal))
    assert keys
    assert all(any(key == one or key.startswith(f"{one}\\") for one in gone) for key in keys)


@pytest.mark.parametrize(("code", "said"), REFUSALS, ids=[code for code, _ in REFUSALS])
def test_a_refusal_says_three_sentences(code, said):
    """What happened, that program and data are as they were, and what to do."""
    sentences = said.split(LINE)

    assert len(sentences) == 3
    assert all(sentence.endswith(".") for sentence in sentences)
    assert re.search("giữ nguyên|Chưa có gì", sentences[1])
    assert code in DEFINED


def test_each_exit_code_is_used_and_is_its_own():
    """Whoever installs it silently on thirty PCs knows from the number what stood in the way."""
    codes = {name: DEFINED[name] for name, _ in REFUSALS}

    assert {name for name, value in DEFINED.items() if value.isdigit() and len(value) < 3} == {
        *codes
    }
    assert len({*codes.values()}) == len(codes)
    assert all(int(code) in OWN_CODES for code in codes.values())


def test_the_trial_and_the_papers_know_the_same_exit_codes():
    """What is promised is what is tried and what is written down."""
    codes = {name: int(DEFINED[name]) for name, _ in REFUSALS}
    tried = {name: getattr(promises, name) for name in codes if hasattr(promises, name)}
    written = re.findall(r"^\| (\d+) \| ", sources.text(FOLDER / "README.md"), re.MULTILINE)

    assert {"RUNS", "UNFIT", "DISK_FULL", "DATA_NEWER"} <= tried.keys()
    assert tried == {name: codes[name] for name in tried}
    assert {*codes.values()} <= {int(number) for number in written}


@pytest.mark.usefixtures("on_windows")
def test_program_and_data_lie_where_the_program_itself_looks(monkeypatch):
    """The installer asks for the age of the very data that the program opens."""
    monkeypatch.delenv("KH57_HOME", raising=False)
    home = PureWindowsPath(str(paths.default_home().folder))
    (spoken,) = set(re.findall(r'StrCpy \$0 "(\$LOCALAPPDATA[^"]*)"', TEXT))

    assert PureWindowsPath(local(spoken)) == home
    assert f'"$0\\{paths.default_home().store_version.name}"' in TEXT
    assert 'ReadEnvStr $0 "KH57_HOME"' in TEXT
    assert not PureWindowsPath(local(PROGRAM)).is_relative_to(home)


def test_the_trial_looks_where_the_installer_writes():
    """A promise is kept in the folder it was made of."""
    local_folder = r"C:\users\root\AppData\Local"
    seen = PurePosixPath(trial.LOCAL, "Programs", facts.NAME)

    assert PROGRAM.replace("$LOCALAPPDATA", local_folder) == trial.PROGRAM
    assert PureWindowsPath("C:/", *seen.parts) == PureWindowsPath(trial.PROGRAM)


def test_the_oldest_windows_is_the_one_the_program_itself_asks_for():
    """Nobody installs what then refuses to start, nor is refused what would have run."""
    assert int(DEFINED["OLDEST_BUILD"]) == preflight.OLDEST_BUILD


def test_what_the_installer_asks_the_program_is_understood():
    """The word by which the new program looks around is one it knows."""
    (word,) = re.findall(r"kh57-console\.exe\" (\S+)'", TEXT)

    assert works.is_one([word])


def test_the_kinds_of_file_are_those_the_program_opens():
    """A double click on a bundle leads to a program that reads it."""
    kinds = re.findall(r'"\$\{CLASSES\}\\(\.\w+)" ""', TEXT)

    assert ".kh57" in kinds
    assert {*kinds} <= {*calls.SUFFIXES}
    assert '\'"$INSTDIR\\KH57.exe" "%1"\'' in TEXT


def test_name_version_and_publisher_are_stated_once():
    """Windows' list, the installer and the program call themselves alike."""
    assert f'"DisplayName" "{facts.TITLE}"' in TEXT
    assert f'"Publisher" "{facts.PUBLISHER}"' in TEXT
    assert f'"CompanyName" "{facts.PUBLISHER}"' in TEXT
    assert facts.version() not in re.sub(r"^;.*$", "", TEXT, flags=re.MULTILINE)


def test_every_word_given_to_the_script_is_one_it_takes(tmp_path, monkeypatch):
    """What installer.py defines is used, and what the script uses is defined."""
    called = []
    monkeypatch.setattr(promises.installer, "makensis", lambda: "makensis")
    monkeypatch.setattr(
        promises.installer.subprocess, "run", lambda words, **_: called.extend(words)
    )
    made = tmp_path / f"{facts.NAME}-setup-{facts.version()}.exe"
    made.touch()

    promises.installer.make(tmp_path, tmp_path, sign="sign it")

    given = {word[2:].partition("=")[0] for word in called if word.startswith("-D")}
    used = (
        set(re.findall(r"\$\{([A-Z]+)\}", TEXT))
        - DEFINED.keys()
        - {"CODE", "SENTENCES", "FROM", "TO"}
    )
    assert given == used


def test_the_texts_are_as_the_program_writes_them():
    """Tones stand where the whole program puts them, words are the officers' own."""
    assert len(SHOWN) > 15
    for rule in (test_strings.NEW_STYLE, test_strings.MISPLACED):
        assert [text for text in SHOWN if rule.search(text)] == []
    assert [text for text in SHOWN if "..." in text] == []
