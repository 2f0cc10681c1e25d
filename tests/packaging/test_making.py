"""The steps from the sources to the result: what each is told, and how a refusal ends them."""

import subprocess

import making
import notices
import pytest

from tests.support import frozen

CONSOLE = '#!/bin/sh\necho "$@" > asked; exit 57\n'


def test_a_refusal_ends_the_build_with_its_reason_and_code_1(tmp_path, monkeypatch, capsys):
    """Whoever waits for the result reads in the last line why there is none."""

    def refuse(*_given):
        message = "the folder is not as it should be"
        raise RuntimeError(message)

    monkeypatch.setattr(making, "freeze_here", refuse)

    assert making.main(["here", "--out", str(tmp_path)]) == 1
    assert "refused: the folder is not as it should be" in capsys.readouterr().out


def test_a_tool_that_fails_ends_the_build_with_its_words(tmp_path, monkeypatch, capsys):
    """A command that ended badly is named, not shown as a failure of ours."""

    def fail(*_given):
        raise subprocess.CalledProcessError(3, ["makensis"])

    monkeypatch.setattr(making, "freeze_for_windows", fail)

    assert making.main(["--out", str(tmp_path), "--cache", str(tmp_path)]) == 1
    assert "makensis" in capsys.readouterr().out


def test_the_folder_for_this_system_is_not_packed_but_tried(tmp_path, monkeypatch, capsys):
    """`here` ends as the self-test of the frozen program ends."""
    monkeypatch.chdir(tmp_path)
    folder = frozen.folder(tmp_path)
    console = folder / "kh57-console"
    console.write_text(CONSOLE, encoding="utf-8")
    console.chmod(0o755)
    monkeypatch.setattr(making, "freeze_here", lambda *_given: folder)

    assert making.main(["here", "--out", str(tmp_path)]) == 57
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "self-test\n"
    assert "MB" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "is_tried"), [([], False), (["trial"], True)])
def test_the_installer_is_tried_when_that_was_asked_for(tmp_path, monkeypatch, words, is_tried):
    """Packed always, tried under wine on demand, with what was just made."""
    folder, made, done = tmp_path / "KH57", tmp_path / "setup.exe", []
    monkeypatch.setattr(making, "freeze_for_windows", lambda *given: done.append(given) or folder)
    monkeypatch.setattr(making, "pack", lambda *_given: made)
    monkeypatch.setattr(making.promises, "keep", lambda *given: done.append(given))
    places = ["--out", str(tmp_path), "--cache", str(tmp_path), "--sign", "sign it"]

    assert making.main([*words, *places]) == 0

    first, *tried = done
    assert first == (tmp_path, tmp_path, "sign it")
    assert tried == ([(made, folder, tmp_path, tmp_path)] if is_tried else [])


def test_packages_that_live_in_the_library_alone_are_known(tmp_path):
    """A work of which no file is seen is still one that officers get."""
    packages = tmp_path / "site-packages"
    for name, files in {"SQLAlchemy": "sqlalchemy/sql.py", "typing_extensions": "typing_ext.py",
                        "other": "other.py"}.items():  # fmt: skip
        info = packages / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "RECORD").write_text(f"{files},,\n", encoding="utf-8")
    folder = frozen.folder(tmp_path, {"typing_ext": ""})

    within = making._frozen_works(folder, notices.Works(packages))

    assert within == {"sqlalchemy", "typing-extensions"}


def test_what_debian_lacks_is_installed_before_anything_is_made(tmp_path, monkeypatch):
    """The packages are asked for by name, and only those that are missing."""
    asked = []

    def install(packages):
        asked.extend(packages)
        raise SystemExit(1)

    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "makensis").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(making.run, "install_packages", install)

    with pytest.raises(SystemExit):
        making.freeze_for_windows(tmp_path / "out", tmp_path / "cache")

    assert set(asked) == {*making.DEBIAN.values()} - {"nsis"}
    assert not (tmp_path / "cache").exists()
