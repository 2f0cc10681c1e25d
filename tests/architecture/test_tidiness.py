"""Tidy files: composed Unicode, no foreign line ends, nothing that speaks of a maker's machine."""

import re
import unicodedata

import pytest

from tests.support import sources

# A path of one machine, or an address of a package index; «An» is whom examples are about.
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(work|root|home/(?!an\b)\w+|Users/\w+)/|[A-Z]:\\\\?Users\\\\?(?!An\b)\w"
    r"|pypi\.org|pythonhosted|registry\.npmjs"
)
THIS_FILE = "tests/architecture/test_tidiness.py"


def test_every_file_is_tidy():
    """What the gate's tidiness check refuses is not there."""
    tidiness = sources.gate("tidiness")

    untidy = {
        sources.name(path): tidiness.faults(path, sources.name(path))
        for path in sources.project_files()
    }

    assert {name: faults for name, faults in untidy.items() if faults} == {}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"one\r\ntwo\r\n", "carriage returns"),
        (b"no end", "no end"),
        (b"too far\n\n", "empty lines"),
        (b"<" * 7 + b" HEAD\n", "unfinished merge"),
        (b"blank \n", "blanks"),
        (b"\xff\xfe\n", "not UTF-8"),
    ],
)
def test_each_untidiness_is_found(content, fault):
    """The check sees every kind of untidiness it is there for."""
    assert fault in " ".join(sources.gate("tidiness").faults_of_text(content))


def test_a_large_file_and_a_decomposed_name_are_found(tmp_path):
    """A file over the limit and a name that looks right but is not composed are refused."""
    tidiness = sources.gate("tidiness")
    large = tmp_path / "large.png"
    large.write_bytes(bytes(tidiness.LARGEST + 1))

    found = tidiness.faults(large, unicodedata.normalize("NFD", "tệp.png"))

    assert len(found) == 2


def test_no_file_speaks_of_a_machine_or_an_index():
    """The project stands on its own: no path and no host of whoever wrote it."""
    speaking = [
        f"{sources.name(path)}:{number}"
        for path in sources.text_files()
        if sources.name(path) != THIS_FILE
        for number, line in enumerate(sources.text(path).splitlines(), 1)
        if OF_A_MACHINE.search(line)
    ]

    assert speaking == []


def test_every_text_is_composed_unicode():
    """A decomposed letter looks the same and breaks searching and sorting."""
    decomposed = [
        f"{sources.name(path)}:{number}"
        for path in sources.text_files()
        for number, line in enumerate(sources.text(path).splitlines(), 1)
        if line != unicodedata.normalize("NFC", line)
    ]

    assert decomposed == []
