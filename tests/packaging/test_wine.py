"""The Debian in which wine lives comes from where this Debian itself comes from."""

import pytest
import wine

MODERN = """\
Types: deb
URIs: http://deb.example.org/debian-security
Suites: bookworm-security

Types: deb
URIs: https://deb.example.org/debian
Suites: bookworm bookworm-updates
"""


ONE_LINE = "deb http://ftp.example.org/debian bookworm main\n"
WITH_OPTIONS = """\
# deb http://old.example.org/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] https://a.example.org/debian bookworm main
"""
OF_OTHERS = """\
deb http://security.debian.org/debian-security bookworm-security main
deb http://a.example.org/office stable main
"""


@pytest.mark.parametrize(
    ("place", "text", "address"),
    [
        ("sources.list.d/debian.sources", MODERN, "https://deb.example.org/debian"),
        ("sources.list", ONE_LINE, "http://ftp.example.org/debian"),
        ("sources.list", WITH_OPTIONS, "https://a.example.org/debian"),
    ],
    ids=["deb822", "one line", "one line with options"],
)
def test_the_mirror_is_read_from_each_spelling_of_apt(tmp_path, place, text, address):
    """Old and new Debian write their sources in three ways."""
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert wine.mirror(tmp_path) == address


def test_a_source_of_others_is_no_mirror(tmp_path):
    """Somebody's own packages and the security updates alone make no Debian."""
    (tmp_path / "sources.list").write_text(OF_OTHERS, encoding="utf-8")

    with pytest.raises(RuntimeError, match="no mirror"):
        wine.mirror(tmp_path)


def test_what_is_ready_is_not_made_again(tmp_path, monkeypatch):
    """The second build starts at once."""
    monkeypatch.setattr(wine.subprocess, "run", pytest.fail)
    (tmp_path / "debian-13.ready").touch()

    assert wine.make_ready(tmp_path) == tmp_path / "debian-13"
