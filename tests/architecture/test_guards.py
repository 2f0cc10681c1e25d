"""The guards themselves: each mistake one of us might make is refused by the one for it."""

import pytest

from tests.support import mistakes
from tests.support.mistakes import Mistake

NFD = "Luu\N{COMBINING HORN}"  # looks like a composed word

QUICK = [
    Mistake(
        "a clock without a time zone",
        "kh57_desktop/domain/periods.py",
        "\n_NOW = dt.datetime(2026, 6, 14)\n",
    ),
    Mistake("a print left behind", "kh57_desktop/domain/__init__.py", '\nprint("here")\n'),
    Mistake(
        "an error passed over in silence",
        "kh57_desktop/domain/__init__.py",
        "\ntry:\n    import math\nexcept:\n    pass\n",
    ),
    Mistake(
        "a Vietnamese text that is not marked",
        "kh57_desktop/domain/__init__.py",
        '\nTITLE = "Hoạt động"\n',
        guard="tests/architecture/test_strings.py -k text_is_marked",
    ),
    Mistake(
        "a Vietnamese text that is not composed",
        "kh57_desktop/domain/__init__.py",
        f'\nfrom kh57_desktop.i18n import vi\n\nTITLE = vi("{NFD}")\n',
        guard="tests/architecture/test_tidiness.py -k composed_unicode",
    ),
    Mistake(
        "an error without a remedy",
        "kh57_desktop/errors.py",
        '    remedy = ""\n',
        '    remedy = vi("Chuyển sang cửa sổ đang mở.")\n',
        guard="tests/architecture/test_errors.py -k three_sentences",
    ),
]

DOORS = [
    Mistake(name, f"kh57_desktop/{room}/__init__.py", f"\nimport {module}\n", guard="contracts")
    for name, room, module in (
        ("a screen imports the store", "ui", "kh57_desktop.store"),
        ("a screen writes SQL", "ui", "sqlalchemy"),
        ("a screen reaches into the reports", "ui", "kh57_desktop.reports"),
        ("a button knows a page", "ui/parts", "kh57_desktop.ui.screens.unlock"),
        ("a use case imports Qt", "services", "PySide6"),
        ("the domain imports SQLAlchemy", "domain", "sqlalchemy"),
        ("the store imports a use case", "store", "kh57_desktop.services"),
        ("two rooms side by side know each other", "sync", "kh57_desktop.reports"),
    )
]

TYPES = [
    Mistake(
        "a form names a field that does not exist",
        "kh57_desktop/ui/forms/activity_form.py",
        "Activity.plaec",
        "Activity.place",
        guard="mypy",
    ),
    Mistake(
        "a use case returns nothing to tell the screens",
        "kh57_desktop/services/keeping.py",
        "        ledger.changes\n",
        "        return Saved(kept, ledger.changes, found, tuple(overtaken))\n",
        guard="mypy",
    ),
    Mistake(
        "a number added to a text",
        "kh57_desktop/domain/periods.py",
        '\n\ndef _sum() -> str:\n    return "tháng " + 6\n',
        guard="mypy",
    ),
    Mistake(
        "a value that may be missing is used unguarded",
        "kh57_desktop/domain/periods.py",
        "\n\ndef _length(words: dict[str, str]) -> int:\n    return len(words.get('a'))\n",
        guard="mypy",
    ),
]

MEANINGS = [
    Mistake(
        "a field added, its box in the form forgotten",
        "kh57_desktop/records/activity.py",
        '    weather: Mapped[str | None] = field(vi("Thời tiết"))\n    place: Mapped',
        "    place: Mapped",
        guard="tests/architecture/test_forms.py",
    ),
    Mistake(
        "a shared column that must be filled",
        "kh57_desktop/records/tables.py",
        "nullable=False",
        "nullable=not is_key",
        guard="tests/unit/records/test_shape.py",
    ),
    Mistake(
        "a page is not told what a job changed",
        "kh57_desktop/ui/background.py",
        "del changes",
        "self.changed.emit(changes)",
        guard="tests/ui/test_background.py",
    ),
    Mistake(
        "a widget read in the worker",
        "kh57_desktop/ui/screens/unlock.py",
        "unlock(self.password.text())",
        "unlock(password)",
        guard="tests/ui/test_unlock.py",
    ),
    Mistake(
        "a merge in which the last one met wins",
        "kh57_desktop/domain/merging.py",
        "return list(writes)[-1]",
        "return maximal(writes, saw)[0]",
        guard="tests/properties/test_merging.py",
    ),
    Mistake(
        "a tie broken by the counter alone",
        "kh57_desktop/domain/merging.py",
        'return self.stamp, b"", self.name[2]',
        "return self.stamp, self.name[0], self.name[2]",
        guard="tests/properties/test_merging.py",
    ),
    Mistake(
        "a use case that swallows the problem",
        "kh57_desktop/services/keeping.py",
        "        del found\n        found = ()\n        with self.desk.journal.writing",
        "        refuse_faults(found)\n        with self.desk.journal.writing",
        guard="tests/unit/services/test_keeping.py",
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the project to make mistakes in."""
    return mistakes.copy_of_the_project(tmp_path_factory.mktemp("copy"))


def passes(guard, copy):
    """Assert that a guard lets the project pass: one that always refuses would prove nothing."""
    said = mistakes.verdict(guard, copy)
    assert said.returncode == 0, said.stdout + said.stderr


def is_refused(mistake, copy):
    """Assert that the guard refuses the copy with the mistake in it."""
    with mistakes.made(mistake, copy):
        said = mistakes.verdict(mistake.guard, copy)
    assert said.returncode == 1, said.stdout + said.stderr


def guards_of(made):
    """Return the guards of some mistakes, each once."""
    return sorted({mistake.guard for mistake in made})


@pytest.mark.parametrize("guard", guards_of(QUICK))
def test_the_quick_guards_let_the_project_pass(copy, guard):
    """What is refused with a mistake is not refused without it."""
    passes(guard, copy)


@pytest.mark.parametrize("mistake", QUICK, ids=lambda mistake: mistake.name)
def test_a_quick_guard_refuses(copy, mistake):
    """The guard that is there for a mistake sees it."""
    is_refused(mistake, copy)


@pytest.mark.deep
@pytest.mark.parametrize("guard", guards_of([*DOORS, *TYPES, *MEANINGS]))
def test_the_slow_guards_let_the_project_pass(copy, guard):
    """What is refused with a mistake is not refused without it."""
    passes(guard, copy)


@pytest.mark.deep
@pytest.mark.parametrize("mistake", DOORS, ids=lambda mistake: mistake.name)
def test_a_door_that_opens_the_wrong_way_is_refused(copy, mistake):
    """Only the contracts see a room that reaches to its left."""
    is_refused(mistake, copy)


@pytest.mark.deep
@pytest.mark.parametrize("mistake", TYPES, ids=lambda mistake: mistake.name)
def test_a_value_of_the_wrong_type_is_refused(copy, mistake):
    """The type checker sees what no test happened to run."""
    is_refused(mistake, copy)


@pytest.mark.deep
@pytest.mark.parametrize("mistake", MEANINGS, ids=lambda mistake: mistake.name)
def test_a_change_of_meaning_is_refused(copy, mistake):
    """Only the tests know what the program is for."""
    is_refused(mistake, copy)


@pytest.mark.parametrize(
    "mistake", [*QUICK, *DOORS, *TYPES, *MEANINGS], ids=lambda mistake: mistake.name
)
def test_a_mistake_can_still_be_made(copy, mistake):
    """Code that moved takes its seeded mistake along; the slow tests would tell it late."""
    text = (copy / mistake.file).read_text(encoding="utf-8")

    assert mistake.made_in(text) != text


def test_a_mistake_made_and_taken_back_is_told_apart(copy):
    """A guard that remembers a file by its size and second must see each of the two changes."""
    mistake = next(one for one in TYPES if len(one.wrong) == len(one.right))
    file = copy / mistake.file
    seconds = [int(file.stat().st_mtime)]
    with mistakes.made(mistake, copy):
        seconds.append(int(file.stat().st_mtime))
    seconds.append(int(file.stat().st_mtime))

    assert sorted(set(seconds)) == seconds


def test_all_the_mistakes_of_the_house_are_tried():
    """The twenty-five mistakes the guards were chosen by stay on the list."""
    assert len({m.name for m in (*QUICK, *DOORS, *TYPES, *MEANINGS)}) == 25
