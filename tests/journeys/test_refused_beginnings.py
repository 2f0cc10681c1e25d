"""A set-up or a restoring that is refused leaves the place as it was."""

import shutil

import pytest

from tests.support.program import AT
from tests.support.terminal import Terminal, a_commune

NOBODY, SHORT = ("--officer", " "), "ngắn"
OFFICER = ("--officer", "Trần Minh Tuấn")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Set up a commune; returns a copy of it."""
    commune = a_commune(tmp_path_factory.mktemp("begun"))
    return commune("backup")["file"]


def a_terminal(folder, password=None):
    """Return the terminal of a data folder that is not there, deep in folders that are not."""
    terminal = Terminal(folder / "Máy 57", AT)
    terminal.home = folder / "cất" / "ở đây" / "xa"
    if password is not None:
        terminal.secret.write_text(password, encoding="utf-8")
    return terminal


@pytest.mark.parametrize(
    ("password", "words"),
    [
        (SHORT, ("commune", *OFFICER)),
        (None, ("commune", *NOBODY)),
        (SHORT, ("unit", "--unit", "MTTQ", *OFFICER)),
        (None, ("unit", "--unit", "MTTQ", *NOBODY)),
        (None, ("unit", "--unit", "KHÔNG-CÓ", *OFFICER)),
        (None, ("unit", "--unit", "MTTQ", *OFFICER, "dưới một tệp")),
    ],
)
def test_a_set_up_that_is_refused_leaves_nothing(tmp_path, password, words):
    """No store, no folder, no request: `list` there says that nothing was set up."""
    terminal = a_terminal(tmp_path, password)
    out = tmp_path / "thư mục mới" / "MTTQ.request"
    if words[-1] == "dưới một tệp":
        (tmp_path / "tệp").write_text("của ai khác", encoding="utf-8")
        words, out = words[:-1], tmp_path / "tệp" / "MTTQ.request"
    before = sorted(tmp_path.rglob("*"))

    terminal.refused("setup", *words, *(("--out", out) if words[0] == "unit" else ()))

    assert sorted(tmp_path.rglob("*")) == before
    assert terminal.refused("list", "units") == "KH57-1009"


def test_what_stood_in_the_folder_before_stays(tmp_path):
    """The window keeps its settings there before a store is made."""
    terminal = a_terminal(tmp_path, SHORT)
    (terminal.home / "logs").mkdir(parents=True)
    (terminal.home / "settings.json").write_text("{}", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))

    terminal.refused("setup", "commune", *OFFICER)

    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_hurt_copy_leaves_nothing_where_it_was_to_stand(tmp_path, copy, place):
    """One bit of the copy is wrong: refused, and the folder is not even made."""
    terminal, hurt = a_terminal(tmp_path), tmp_path / "sao.kh57backup"
    shutil.copy(copy, hurt)
    data = bytearray(hurt.read_bytes())
    data[int(len(data) * place)] ^= 1
    hurt.write_bytes(data)
    before = sorted(tmp_path.rglob("*"))

    terminal.refused("restore", hurt, "--into", terminal.home)

    assert sorted(tmp_path.rglob("*")) == before


def test_a_copy_opened_with_a_wrong_password_leaves_nothing(tmp_path, copy):
    """Nothing is made before the copy has been opened."""
    terminal = a_terminal(tmp_path, "mật khẩu của người khác")
    before = sorted(tmp_path.rglob("*"))

    assert terminal.refused("restore", copy, "--into", terminal.home) == "KH57-3403"
    assert sorted(tmp_path.rglob("*")) == before
