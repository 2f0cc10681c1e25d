"""Going back to a copy from the keyboard: in upkeep, and where the store does not open."""

import zipfile
from pathlib import Path

import pytest

from kh57_desktop.services.keeping import Asked
from kh57_desktop.store.opening import connect
from kh57_desktop.system.clock import FixedClock, SystemClock
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from kh57_desktop.ui.notices import Question
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.upkeep.restore_panel import WORD, RestorePanel
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk
from tests.support.seat import AT
from tests.support.terminal import PASSWORD, a_commune
from tests.support.walking import at_upkeep, go_to, texts


@pytest.fixture
def terminal(pair):
    """Return the terminal of a school with an activity, a copy of that, and one activity more."""
    _, school = pair
    school("add", "activities", "title=Trước bản sao", "starts_on=2026-03-03")
    school.copy = school("backup")["file"]
    school("add", "activities", "title=Sau bản sao", "starts_on=2026-03-04")
    return school


@pytest.fixture
def school(terminal, sit_down):
    """Sit down at that school."""
    return sit_down(terminal.home).unlock()


def titles(seat):
    """Return the titles of the activities as the store has them."""
    return seat.ask(_titles)


def _titles(office):
    return sorted(row["title"] for row in office.records.page(Asked("activities")).rows)


BOTH = ["Sau bản sao", "Trước bản sao"]


def open_panel(seat):
    """Go to the choice of a copy; returns the panel."""
    page = at_upkeep(seat)
    go_to(seat, page.going_back)
    seat.press("Enter")
    seat.settle()
    return page.findChild(RestorePanel)


def answers(monkeypatch, typed):
    """Answer the question with a word: what is not the word leaves the button shut."""

    def asked(question):
        question.word.setText(typed)
        return question.act.isEnabled()

    monkeypatch.setattr(Question, "exec", asked)


def pick(seat, choice, file):
    """Go down the list to a copy: rehearsal clocks leave them in any order."""
    for _ in range(choice.rows.total):
        if choice.chosen.file == Path(file):
            break
        seat.press("Down")
    assert choice.chosen.file == Path(file)


def choose(seat, monkeypatch, panel, file):
    """Name another file with Ctrl+O."""
    monkeypatch.setattr(file_choice, "file", lambda *_: file)
    seat.press("Ctrl+O")
    seat.settle()
    return panel.choice.chosen


def test_a_copy_is_compared_and_takes_the_place_of_the_present(terminal, school, monkeypatch):
    """Choose, see what differs, type the word; the window asks for the password again."""
    panel = open_panel(school)
    pick(school, panel.choice, terminal.copy)
    school.press("Ctrl+Enter")
    school.settle()
    said = panel.compared.itemAt(0).widget().accessibleName()
    assert "Hoạt động: hiện có 2, trong bản sao 1" in said
    assert titles(school) == BOTH
    answers(monkeypatch, "khôi phục")
    school.press("Ctrl+Enter")
    assert school.shell.main is not None
    answers(monkeypatch, WORD)
    school.press("Ctrl+Enter")
    assert school.shell.main is None
    school.settle()
    assert "Đã khôi phục bản lưu lúc 14:36 16/06/2026" in texts(school.shell.unlock)
    school.unlock()

    assert titles(school) == ["Trước bản sao"]
    copies = school.ask(lambda office: office.upkeep.copies())
    assert any(copy.file.name.endswith("_restore.kh57backup") for copy in copies)


def test_esc_forgets_the_comparison_and_then_leaves(school):
    """Step by step back, and nothing of the copy stays unpacked."""
    panel = open_panel(school)
    school.press("Ctrl+Enter")
    school.settle()
    assert panel.prepared is not None
    school.press("Esc")
    school.settle()
    assert panel.prepared is None
    school.press("Esc")
    school.settle()

    assert school.page.now.hasFocus()
    assert list((school.home / "restoring").iterdir()) == []
    assert titles(school) == BOTH


def newer_than_ours(copy, to):
    """Write the copy as a newer program would."""
    with zipfile.ZipFile(copy) as ours, zipfile.ZipFile(to, "w") as other:
        for name in ours.namelist():
            data = ours.read(name).replace(
                b'"format": 1, "program": "', b'"format": 9, "program": "9'
            )
            other.writestr(name, data)
    return to


def cut(copy, to):
    """Write half of the copy."""
    data = copy.read_bytes()
    to.write_bytes(data[: len(data) // 2])
    return to


def of_another(_copy, to):
    """Copy the store of the commune."""
    commune = a_commune(to.parent / "other")
    return to.parent / "other" / "xa" / "backups" / commune("backup")["file"]


@pytest.mark.parametrize(
    ("made", "code"),
    [(cut, "KH57-4007"), (newer_than_ours, "KH57-4002"), (of_another, "KH57-4008")],
)
def test_a_copy_that_cannot_be_used_changes_nothing(  # noqa: PLR0917 - fixtures
    terminal, school, monkeypatch, tmp_path, made, code
):
    """Cut short, of a newer program, of another PC: a card with its code, nothing else."""
    panel = open_panel(school)
    file = made(Path(terminal.copy), tmp_path / "khac.kh57backup")
    choose(school, monkeypatch, panel, file)
    school.press("Ctrl+Enter")
    school.settle()

    assert code in texts(panel)
    assert panel.prepared is None
    assert titles(school) == BOTH


def test_a_full_disk_is_told_and_changes_nothing(terminal, sit_down, monkeypatch):
    """No room to unpack the copy: the card says so."""
    seat = sit_down(terminal.home)
    refused = set()
    seat.shell._doors.disk = FaultyDisk(Fault.FULL, lasting=ALWAYS, sites=refused)
    seat.unlock()
    panel = open_panel(seat)
    refused.update({"create", "write"})
    seat.press("Ctrl+Enter")
    seat.settle()
    assert "KH57-2001" in texts(panel)
    refused.clear()
    seat.press("Ctrl+Enter")
    seat.settle()
    answers(monkeypatch, WORD)
    refused.update({"create", "write"})
    seat.press("Ctrl+Enter")
    seat.settle()
    assert "KH57-2001" in texts(seat.shell.unlock)
    refused.clear()
    seat.unlock()

    assert titles(seat) == BOTH


def break_file(home, name):
    """Write rubbish over the beginning of a file."""
    file = home / name
    file.write_bytes(bytes(8192) + file.read_bytes()[8192:])


def test_a_damaged_store_is_replaced_from_the_unlock_window(terminal, sit_down):
    """KH57-4001 offers Khôi phục: the copies of this PC are there, the password opens."""
    break_file(terminal.home, "kh57.db")
    seat = sit_down(terminal.home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()
    assert "KH57-4001" in texts(seat.shell.unlock)
    assert seat.shell.unlock.restore.hasFocus()
    seat.press("Enter")
    seat.settle()
    form = seat.shell._stack.currentWidget().form
    pick(seat, form.choice, terminal.copy)
    seat.press("Ctrl+Enter")
    assert "Gõ mật khẩu" in texts(form)
    seat.type("mật khẩu khác hẳn")
    seat.press("Enter")
    seat.settle()
    assert "KH57-3403" in texts(form)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()
    assert "Đã khôi phục" in texts(seat.shell.unlock)
    seat.unlock()

    assert titles(seat)[-1] == "Trước bản sao"
    assert len(list(terminal.home.glob("kh57-hong-*.db"))) == 1


def test_damaged_keys_alone_come_back_alone(terminal, sit_down):
    """KH57-4005 offers Khôi phục too; what was recorded since stays."""
    for name in ("keys.json", "keys.json.1"):
        (terminal.home / name).write_text("hong", encoding="utf-8")
    seat = sit_down(terminal.home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()
    assert "KH57-4005" in texts(seat.shell.unlock)
    seat.press("Enter")
    seat.settle()
    go_to(seat, seat.shell._stack.currentWidget().form.secret)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()
    assert "dữ liệu trong máy còn nguyên" in texts(seat.shell.unlock)
    seat.unlock()

    assert titles(seat) == BOTH


def test_one_leaves_the_copies_without_touching_anything(terminal, sit_down):
    """Alt+← goes back to the password."""
    break_file(terminal.home, "kh57.db")
    before = (terminal.home / "kh57.db").read_bytes()
    seat = sit_down(terminal.home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()
    seat.press("Enter")
    seat.settle()
    seat.press("Alt+Left")
    seat.settle()

    assert seat.shell._stack.currentWidget() is seat.shell.unlock
    assert (terminal.home / "kh57.db").read_bytes() == before


def test_from_the_fifth_wrong_password_on_a_growing_wait_is_counted_down(terminal, sit_down):
    """Five seconds, then ten; nobody is locked out, and the right password opens afterwards."""
    seat = sit_down(terminal.home)
    seat.shell._doors.clock = SystemClock()
    unlock = seat.shell.unlock
    for _ in range(5):
        seat.type("mật khẩu sai rồi")
        seat.press("Enter")
        seat.settle()
    assert "sau 5 giây" in texts(unlock)
    assert not unlock.enter.isEnabled()
    seat.type("mật khẩu sai rồi")
    seat.press("Enter")
    assert seat.shell.background.is_idle
    run_out(unlock)
    seat.type("mật khẩu sai rồi")
    seat.press("Enter")
    seat.settle()
    assert "sau 10 giây" in texts(unlock)
    run_out(unlock)
    seat.shell._doors.clock = FixedClock(AT)
    seat.unlock()

    assert seat.shell.main is not None


def run_out(unlock):
    """Let the seconds of the wait pass at once."""
    while unlock._left > 0:
        unlock._countdown.timeout.emit()


def test_a_newer_store_is_named_and_offers_no_copy(terminal, sit_down):
    """KH57-4002: the data are whole, only the program is too old; nobody is to restore then."""
    home = Home(terminal.home)
    key = KeyFile.read(home.keys, RealDisk()).open(PASSWORD).key
    con = connect(home.store, key)
    con.execute("PRAGMA user_version=75")
    con.close()
    seat = sit_down(terminal.home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()

    assert "KH57-4002" in texts(seat.shell.unlock)
    assert "(75)" in texts(seat.shell.unlock)
    assert not seat.shell.unlock.restore.isVisible()
