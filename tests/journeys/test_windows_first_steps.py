"""The first start from the keyboard: what is kept when the window closes, and its other ways."""

import shutil
from pathlib import Path

import pytest

from kh57_desktop.practice import commune
from kh57_desktop.system.single import lock
from kh57_desktop.ui.first_run.pages import CodePage, JoinPage
from kh57_desktop.ui.first_run.practice_page import PracticePage
from kh57_desktop.ui.first_run.restore_form import RestorePage
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.screens.first_run import REQUEST_NAME, FirstRun
from tests.support import practice
from tests.support.terminal import PASSWORD
from tests.support.walking import go_to, texts

NEW = "mật khẩu của tôi 57"


def front(seat):
    """Return what stands in front of the window."""
    return seat.shell._stack.currentWidget()


def page(seat):
    """Return the page of the first start in front."""
    return front(seat).pages.currentWidget()


def describe(seat, unit="ntt"):
    """Answer the first page."""
    if unit:
        seat.choose(unit)
    else:
        go_to(seat, front(seat).who.of_commune)
        seat.press("Space")
        go_to(seat, front(seat).who.officer)
    seat.type("Nguyễn Thị Hạnh")
    for _ in range(2):
        seat.press("Enter")
        seat.type(PASSWORD)
    seat.press("Enter")
    seat.until(lambda: isinstance(page(seat), CodePage))
    seat.settle()


def type_code(seat):
    """Type the code that is shown back and go on; returns the code."""
    shown = page(seat)
    code = shown.sheet.code
    seat.type(code.replace(" ", "").lower())
    seat.press("Enter")
    seat.until(lambda: not isinstance(front(seat), FirstRun) or page(seat) is not shown)
    seat.settle()
    return code


def resume(sit_down, home):
    """Open the window again and type the password; returns the seat before what is left."""
    seat = sit_down(home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.until(lambda: isinstance(front(seat), FirstRun) or seat.shell.main is not None)
    seat.settle()
    return seat


def test_closing_over_the_code_resumes_at_another_code(sit_down, tmp_path):
    """The first code was never confirmed: a new one is shown, and it is the one that counts."""
    home = tmp_path / "truong"
    seat = sit_down(home)
    describe(seat)
    first = page(seat).sheet.code
    assert not page(seat).void.isVisible()
    seat.leave()
    seat = resume(sit_down, home)
    assert isinstance(page(seat), CodePage)
    assert page(seat).void.isVisible()
    assert "hủy tờ giấy đã chép mã cũ" in texts(page(seat).void)
    assert "TH-THCS Nguyễn Tất Thành, Nguyễn Thị Hạnh" in front(seat).steps[0].accessibleName()
    second = type_code(seat)
    assert isinstance(page(seat), JoinPage)
    seat.leave()

    assert first != second
    assert opens(sit_down, home, second)
    assert not opens(sit_down, home, first)


def test_a_power_cut_over_the_code_resumes_too(sit_down, tmp_path):
    """What stands on the disk while the code is shown is enough to go on from there."""
    seat = sit_down(tmp_path / "truong")
    describe(seat)
    shutil.copytree(tmp_path / "truong", tmp_path / "sau-khi-mat-dien")
    seat.leave()
    seat = resume(sit_down, tmp_path / "sau-khi-mat-dien")
    type_code(seat)

    assert isinstance(page(seat), JoinPage)


def opens(sit_down, home, secret):
    """Tell whether a code opens the home."""
    seat = sit_down(home)
    seat.type(secret)
    seat.press("Enter")
    seat.settle()
    try:
        return "KH57-3403" not in texts(front(seat))
    finally:
        seat.leave()


def test_closing_over_the_request_resumes_with_its_code(sit_down, tmp_path):
    """The code to be read out is still there; after «Bắt đầu ghi» nothing is asked any more."""
    home, out = tmp_path / "truong", tmp_path / "usb"
    seat = sit_down(home)
    describe(seat)
    type_code(seat)
    seat.press("Shift+Tab", "Ctrl+A")
    seat.type(str(out))
    seat.press("Tab", "Enter")
    seat.until(page(seat).code.text)
    code = page(seat).code.text()
    assert (out / REQUEST_NAME).exists()
    seat.leave()
    seat = resume(sit_down, home)
    assert isinstance(page(seat), JoinPage)
    assert page(seat).code.text() == code
    seat.press("Enter")
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()
    seat.leave()
    seat = resume(sit_down, home)

    assert seat.page.name == "home"


def test_joining_can_wait_and_says_so(sit_down, tmp_path):
    """Without a request nobody waits for an answer; recording starts, joining is in Trao đổi."""
    seat = sit_down(tmp_path / "truong")
    describe(seat)
    type_code(seat)
    go_to(seat, page(seat).on)
    seat.press("Enter")
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()

    assert seat.ask(lambda office: office.enrollment.pending_code()) is None


def test_the_commune_resumes_at_its_key(sit_down, tmp_path):
    """A key that was closed away gives way to another one, typed back."""
    home = tmp_path / "xa"
    seat = sit_down(home)
    describe(seat, unit="")
    type_code(seat)
    first = page(seat).sheet.code
    assert "Khóa của xã" in texts(page(seat))
    seat.leave()
    seat = resume(sit_down, home)
    assert "Khóa của xã" in texts(page(seat))
    assert page(seat).sheet.code != first
    type_code(seat)
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()

    assert seat.ask(lambda office: office.desk.post.is_office)


def test_nobody_moving_locks_the_first_start_too(sit_down, tmp_path):
    """The code does not stand on the screen all night."""
    seat = sit_down(tmp_path / "truong")
    describe(seat)
    seat.shell._idle.timeout.emit()
    seat.settle()

    assert front(seat) is seat.shell.unlock
    assert seat.shell._office is None


def opened_with_a_code(school, sit_down):
    """Open the school's window with a recovery code; returns the code and the seat."""
    used = school("recovery-code")["recovery_code"]
    seat = sit_down(school.home)
    seat.type(used)
    seat.press("Enter")
    seat.until(lambda: isinstance(front(seat), FirstRun))
    seat.settle()
    return used, seat


def test_a_used_code_is_replaced_and_a_new_password_set(pair, sit_down):
    """Who forgot the password types the code, copies the new one, and sets the password."""
    _, school = pair
    used, seat = opened_with_a_code(school, sit_down)
    assert "Mã khôi phục mới" in texts(front(seat))
    fresh = type_code(seat)
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()
    assert seat.page.name == "upkeep"
    seat.leave()

    assert opens(sit_down, school.home, fresh)
    assert not opens(sit_down, school.home, used)


def test_a_used_code_can_be_replaced_another_day(pair, sit_down):
    """Nobody is kept from their data because there is no paper at hand."""
    _, school = pair
    used, seat = opened_with_a_code(school, sit_down)
    go_to(seat, page(seat).later)
    seat.press("Enter")
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()
    seat.leave()

    assert opens(sit_down, school.home, used)


@pytest.fixture
def old_pc(pair):
    """Return the backups of a school's old PC, with one activity in them."""
    _, school = pair
    school("add", "activities", "title=Ở máy cũ", "starts_on=2026-03-03")
    school("backup")
    return school


def restoring(seat):
    """Go to the page on which an old PC is taken over; returns its form."""
    go_to(seat, front(seat).who.of_old)
    seat.press("Space")
    seat.settle()
    assert isinstance(page(seat), RestorePage)
    return page(seat).form


def test_a_new_pc_takes_over_from_an_old_one(old_pc, sit_down, tmp_path, monkeypatch):
    """Folder, copy, password: the unlock window comes, and the activity is there."""
    seat = sit_down(tmp_path / "moi")
    form = restoring(seat)
    monkeypatch.setattr(file_choice, "folder", lambda *_: Path(old_pc.home))
    go_to(seat, form.choice.folder)
    seat.press("Enter")
    seat.settle()
    while "_asked" not in form.choice.chosen.file.name:
        seat.press("Down")
    assert "TH-THCS Nguyễn Tất Thành" in form.choice.rows.columns[1].words(form.choice.chosen)
    assert "mật khẩu của 1 người dùng hoặc mã khôi phục" in texts(form)
    seat.press("Enter")
    seat.type("mật khẩu sai rồi")
    seat.press("Ctrl+Enter")
    seat.settle()
    assert "KH57-3403" in texts(form)
    seat.type(PASSWORD)
    seat.press("Ctrl+Enter")
    seat.until(lambda: front(seat) is seat.shell.unlock)
    assert "Đã khôi phục bản lưu lúc" in texts(seat.shell.unlock)
    seat.unlock()

    assert seat.ask(lambda office: len(office.search.find("o may cu", 5))) == 1


def test_a_folder_without_copies_says_so_and_one_goes_back(sit_down, tmp_path, monkeypatch):
    """Alt+← leads back to whose PC this is."""
    seat = sit_down(tmp_path / "moi")
    form = restoring(seat)
    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path)
    go_to(seat, form.choice.folder)
    seat.press("Enter")
    seat.settle()
    assert "không có bản sao lưu nào" in texts(form)
    seat.press("Alt+Left")
    seat.settle()

    assert page(seat) is front(seat).who


@pytest.fixture
def made_practice(tmp_path_factory):
    """Make the practice commune of the day of the tests."""
    return practice.make(tmp_path_factory.mktemp("practice"))


def practicing(seat):
    """Go to the page of practice."""
    go_to(seat, front(seat).who.of_practice)
    seat.press("Space")
    seat.settle()
    assert isinstance(page(seat), PracticePage)


def test_practice_opens_beside_the_data_and_leads_back(sit_down, tmp_path, made_practice):
    """The school's practice home with its password typed in; «Thôi tập luyện» leads back."""
    beside = tmp_path / "may-practice"
    month = beside / "2026-07"  # the month that began on the 15th
    shutil.copytree(next(iter(made_practice.values())).parent, month)
    (beside / "made-for").write_text(month.name, encoding="utf-8")
    seat = sit_down(tmp_path / "may")
    practicing(seat)
    seat.press("Enter")
    seat.until(lambda: front(seat) is seat.shell.unlock)
    seat.settle()
    assert seat.shell.unlock.password.text() == commune.PASSWORD
    seat.press("Enter")
    seat.until(lambda: seat.shell.main is not None)
    seat.settle()
    assert seat.shell.main.band.isVisible()
    seat.press("Ctrl+L")
    seat.settle()
    go_to(seat, seat.shell.unlock.leave)
    seat.press("Space")
    seat.settle()

    assert isinstance(front(seat), FirstRun)
    assert not (tmp_path / "may").exists()


def test_making_practice_can_be_stopped(sit_down, tmp_path):
    """Esc: nothing is opened, and one is where one was."""
    seat = sit_down(tmp_path / "may")
    practicing(seat)
    seat.press("Enter", "Esc")
    seat.settle()

    assert "Đã dừng." in texts(page(seat))
    assert page(seat).back.isEnabled()
    (left,) = (tmp_path / "may-practice").iterdir()
    lock(left / "VHXH").release()  # nobody holds what was begun
