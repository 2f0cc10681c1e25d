"""Help at the terminal: Vietnamese everywhere, and every word of the contract explained."""

import argparse
import re
import sys

import pytest

from kh57_desktop import __main__ as start
from kh57_desktop.cli.commands import COMMANDS
from kh57_desktop.cli.commands.later import NAMES as LATER
from kh57_desktop.cli.help import DOES
from kh57_desktop.cli.main import run
from tests.support.terminal import cheap_doors

ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|show this|message|exit|default|required|choose)\b"
)
NOW = [command.name for command in COMMANDS if command.name not in LATER]
GROUPS = [tuple(name.split()) for name in DOES if " " in name]
ASKED = [(), *((name,) for name in NOW), *GROUPS]


def helped(words, capsys):
    """Return what `--help` prints; asking is no failure."""
    with pytest.raises(SystemExit) as ended:
        run([*words, "--help"], cheap_doors)
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_help_speaks_vietnamese(words, capsys):
    """No heading and no sentence of the library's own English reaches the officer."""
    said = helped(words, capsys)

    assert said.startswith("cách dùng: kh57")
    assert said.count("cách dùng") == 2  # the line of usage, and what -h is for
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_every_word_is_explained(words, capsys, monkeypatch):
    """Behind each word and option stands what it means."""
    bare = []
    format_help = argparse.ArgumentParser.format_help

    def looked_at(parser):
        told = (action.help or action.choices for action in parser._actions)
        bare.extend(a.dest for a, says in zip(parser._actions, told, strict=True) if not says)
        return format_help(parser)

    monkeypatch.setattr(argparse.ArgumentParser, "format_help", looked_at)
    helped(words, capsys)

    assert bare == []


def test_the_list_of_commands_says_what_each_does(capsys):
    """Whoever reads it knows which word to take, and which ones a later version brings."""
    said = " ".join(helped((), capsys).split())

    for name in [*NOW, *LATER]:
        assert re.search(rf" {name} [a-zà-ỹđ]", said), name
    assert said.count("(chưa có ở phiên bản này)") == len(LATER)


@pytest.mark.parametrize(
    "words",
    [
        ("pictures",),
        ("pictures", "--help"),
        ("pictures", "a", "b", "--help"),
        ("pictures", "a", "b", "0"),
        ("pictures", "a", "b", "100,x"),
        ("road",),
        ("practice-window", "a", "b"),
    ],
    ids=" ".join,
)
def test_wrong_words_behind_the_scenes_end_with_a_code(words, capsys, monkeypatch):
    """What only run.py calls refuses in three sentences as well, without a traceback."""
    monkeypatch.setattr(sys, "argv", ["kh57", *words])

    assert start.main() == 2
    assert "KH57-1010" in capsys.readouterr().err
