"""The papers of the project: the changelog officers read, the decisions, and their limits."""

import re

import pytest

import kh57_desktop
from tests.support import sources

CHANGELOG = sources.text(sources.ROOT / "CHANGELOG.md")
VERSION = re.compile(
    r"^## \[(\d+\.\d+\.\d+|Chưa phát hành)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE
)
SAFETY = "An toàn dữ liệu"
HEADINGS = [SAFETY, "Thêm", "Thay đổi", "Sắp bỏ", "Bỏ", "Sửa lỗi", "Bảo mật"]
DECISION = re.compile(r"^## (\d+)\. (.+) \((\d{4}-\d{2}-\d{2})\)$", re.MULTILINE)
LIMITS = {
    "README.md": 80,
    "ARCHITECTURE.md": 200,
    "CONTRIBUTING.md": 150,
    "migrations/README.md": 30,
    "kh57_desktop/sync/FORMAT.md": 200,
}


def entries():
    """Return each version of the changelog with its day and its text."""
    parts = VERSION.split(CHANGELOG)[1:]
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


def test_the_newest_entry_is_this_version():
    """Officers find what changed in the version they run."""
    released = [version for version, day, _ in entries() if day]

    assert released[0] == kh57_desktop.__version__
    assert released == sorted(released, key=lambda v: [int(n) for n in v.split(".")], reverse=True)


def test_the_headings_are_known_and_safety_comes_first():
    """Whoever reads one line reads what matters for the data."""
    for _, _, text in entries():
        headings = re.findall(r"^### (.+)$", text, re.MULTILINE)

        assert headings
        assert set(headings) <= set(HEADINGS)
        assert headings == sorted(headings, key=HEADINGS.index)


def test_every_line_of_the_changelog_is_a_sentence():
    """Each point ends as a sentence and stands under a heading."""
    for _, _, text in entries():
        points = re.findall(r"^- (.+(?:\n  .+)*)", text, re.MULTILINE)

        assert points
        assert [point for point in points if not point.endswith((".", ")"))] == []


def test_decisions_are_numbered_dated_and_short():
    """A decision can be named by its number, and read in a minute."""
    parts = DECISION.split(sources.text(sources.ROOT / "DECISIONS.md"))[1:]
    numbers = [int(number) for number in parts[::4]]
    bodies = parts[3::4]

    assert numbers == list(range(1, len(numbers) + 1))
    assert [
        n for n, body in zip(numbers, bodies, strict=True) if body.strip().count("\n") > 11
    ] == []
    for word in ("Question:", "Choice:", "Why:", "Would change it:"):
        assert [n for n, body in zip(numbers, bodies, strict=True) if word not in body] == []


@pytest.mark.parametrize("paper", LIMITS)
def test_each_paper_keeps_its_limit(paper):
    """A paper that grows past its limit is no longer read."""
    assert len(sources.text(sources.ROOT / paper).splitlines()) <= LIMITS[paper]


@pytest.mark.parametrize("paper", LIMITS)
def test_the_files_a_paper_names_exist(paper):
    """A path written in a paper leads somewhere."""
    text = sources.text(sources.ROOT / paper)
    paths = re.findall(r"`([\w.-]+(?:/[\w.-]+)*/[\w.-]+\.(?:py|md|json|txt|toml))`", text)
    examples = {"records/x.py", "ui/forms/x_form.py"}

    lost = [
        path
        for path in paths
        if path not in examples
        if not any((home / path).exists() for home in (sources.ROOT, sources.PACKAGE))
    ]

    assert lost == []
