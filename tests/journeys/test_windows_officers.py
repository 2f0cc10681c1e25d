"""Officers of a school, all from the keyboard: somebody comes, changes, forgets, and leaves."""

import pytest

from kh57_desktop.ui.first_run.parts import CodeSheet
from kh57_desktop.ui.notices import FaultCard, Question
from kh57_desktop.ui.upkeep.officers import OfficerForm
from tests.support.terminal import PASSWORD
from tests.support.walking import at_upkeep, go_to, named, texts

NEWCOMERS = "mật khẩu của Y Nhok"
ROLES = ("data_officer", "unit_head", "administrator")


@pytest.fixture
def school(pair, sit_down):
    """Sit down at a school that has joined."""
    _, terminal = pair
    return sit_down(terminal.home).unlock()


def describe(seat, name, password, roles=1):
    """Fill in the form of somebody new, with the first roles."""
    seat.type(name)
    seat.press("Enter")
    seat.type("Giáo viên")
    seat.press("Enter")
    for _ in range(roles):
        seat.press("Space", "Tab")
    go_to(seat, seat.page.officers_work.form.password)
    seat.type(password)
    seat.press("Enter")
    seat.type(password)


def add(seat, roles=1):
    """Add Y Nhok."""
    page = at_upkeep(seat)
    go_to(seat, page.officers.newcomer)
    seat.press("Enter")
    describe(seat, "Y Nhok", NEWCOMERS, roles)
    seat.press("Ctrl+Enter")
    seat.settle()
    return page


def officers(seat):
    """Return names and roles as the store has them."""
    return seat.ask(
        lambda office: {one["full_name"]: tuple(one["roles"]) for one in office.access.officers()}
    )


def test_a_newcomer_is_added_and_opens_with_a_password_of_their_own(school):
    """Name, position, role, a password typed twice; after locking it says who is there."""
    page = add(school)
    assert "Y Nhok" in texts(page.officers)
    assert officers(school)["Y Nhok"] == ROLES[:1]
    assert "2 người dùng" in texts(page.keys)
    school.press("Ctrl+L")
    school.settle()
    school.unlock(NEWCOMERS)

    assert school.shell.main.header._officer.text() == "Y Nhok"


@pytest.mark.parametrize(
    ("name", "password", "roles", "said"),
    [
        ("", NEWCOMERS, 1, "họ và tên"),
        ("Y Nhok", "ngắn", 1, "10 ký tự"),
        ("Y Nhok", NEWCOMERS, 0, "vai trò"),
        ("Y Nhok", PASSWORD, 1, "KH57-1001"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(school, name, password, roles, said):
    """A name, a role, ten letters, a password nobody has: else nothing is kept."""
    page = at_upkeep(school)
    go_to(school, page.officers.newcomer)
    school.press("Enter")
    describe(school, name, password, roles)
    school.press("Ctrl+Enter")
    school.settle()

    assert said.lower() in texts(page).lower()
    assert page.officers_work.form.isVisible()
    assert list(officers(school)) == ["Nguyễn Thị Hạnh"]


def test_esc_leaves_the_form_and_keeps_nothing(school):
    """One step back is the state of the machine again."""
    page = at_upkeep(school)
    go_to(school, page.officers.newcomer)
    school.press("Enter")
    school.type("Y Nhok")
    school.press("Esc")
    school.settle()

    assert page.findChild(OfficerForm) is None or not page.findChild(OfficerForm).isVisible()
    assert page.now.hasFocus()
    assert list(officers(school)) == ["Nguyễn Thị Hạnh"]


def test_roles_are_changed_and_a_forgotten_password_is_replaced(school):
    """The form of somebody who is there: another role, another password."""
    page = add(school)
    go_to(school, named(page.officers, "Sửa Y Nhok"))
    school.press("Enter")
    form = page.officers_work.form
    assert (form.name.text(), form.position.text()) == ("Y Nhok", "Giáo viên")
    school.press("Enter", "Enter", "Tab", "Space")
    go_to(school, form.password)
    school.type("mật khẩu đặt lại")
    school.press("Enter")
    school.type("mật khẩu đặt lại")
    school.press("Ctrl+Enter")
    school.settle()
    assert officers(school)["Y Nhok"] == ROLES[:2]
    school.press("Ctrl+L")
    school.settle()
    school.unlock("mật khẩu đặt lại")

    assert school.shell.main.header._officer.text() == "Y Nhok"


def test_who_leaves_opens_nothing_any_more(school, monkeypatch):
    """After a question the access ends, and the new recovery code is shown to be copied."""
    page = add(school)
    go_to(school, named(page.officers, "Sửa Y Nhok"))
    school.press("Enter")
    monkeypatch.setattr(Question, "exec", lambda _question: False)
    go_to(school, page.officers_work.form.end)
    school.press("Enter")
    school.settle()
    assert "Y Nhok" in officers(school)
    monkeypatch.setattr(Question, "exec", lambda _question: True)
    school.press("Enter")
    school.settle()
    code = page.findChild(CodeSheet).code
    assert list(officers(school)) == ["Nguyễn Thị Hạnh"]
    school.press("Ctrl+L")
    school.settle()
    school.type(NEWCOMERS)
    school.press("Enter")
    school.settle()
    assert "KH57-3403" in texts(school.shell.unlock)
    school.type(code)
    school.press("Enter")
    school.settle()

    assert "Mã khôi phục mới" in texts(school.shell._stack.currentWidget())


def test_the_last_administrator_keeps_the_machine(school):
    """Nobody takes that role from the only one who has it, nor ends their own access."""
    page = at_upkeep(school)
    go_to(school, named(page.officers, "Sửa Nguyễn Thị Hạnh"))
    school.press("Enter")
    form = page.officers_work.form
    assert not form.end.isVisible()
    school.press("Enter", "Enter", "Tab", "Tab", "Space", "Ctrl+Enter")
    school.settle()

    assert "quản trị máy cuối cùng" in texts(page.findChild(FaultCard))
    assert set(officers(school)["Nguyễn Thị Hạnh"]) == set(ROLES)


def test_a_newcomer_is_let_in_from_the_unlock_window(pair, sit_down):
    """The link says who has to open; then the form is there, and the newcomer types."""
    _, terminal = pair
    seat = sit_down(terminal.home)
    unlock = seat.shell.unlock
    go_to(seat, unlock.newcomer)
    seat.press("Enter")
    assert "quản trị" in texts(unlock)
    assert unlock.password.hasFocus()
    seat.unlock()
    describe(seat, "Y Nhok", NEWCOMERS)
    seat.press("Ctrl+Enter")
    seat.settle()

    assert "Y Nhok" in officers(seat)
