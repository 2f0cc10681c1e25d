"""From the first paint to the last: unlock, lock, close, first run."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.rights import FIRST_OF_UNIT
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.ui import desk, start
from kh57_desktop.ui.first_run.pages import CodePage, JoinPage
from kh57_desktop.ui.first_run.parts import CodeField, bare_code
from kh57_desktop.ui.papers import print_dialogs
from kh57_desktop.ui.papers.paper_view import Paper
from kh57_desktop.ui.papers.print_wish import Order
from kh57_desktop.ui.screens.first_run import FirstRun
from kh57_desktop.ui.screens.unlock import UnlockScreen
from kh57_desktop.ui.start import DoorsOpener, Shell
from tests.support import layout, practice
from tests.support.hands import write
from tests.support.offices import texts


def test_locking_closes_the_store_and_unlocking_comes_back(school):
    """Ctrl+L: the page is gone, the password asked; afterwards the same page again."""
    school.open("people")
    school.page.start_new()
    school.page.desk.form.write("full_name", "Nửa chừng")
    school.shell.lock()
    assert school.shell.main is None
    assert isinstance(school.shell._stack.currentWidget(), UnlockScreen)
    practice.wait(lambda: school.shell.background.is_idle)
    school.shell.unlock.submit()
    practice.wait(lambda: school.shell.main is not None)
    school.settle()

    assert school.page.name == "people"
    drafts = school.ask(lambda office: office.drafts.open())
    assert [draft.edit.values["full_name"] for draft in drafts] == ["Nửa chừng"]
    assert school.page.desk.form.boxes["full_name"].editor.text() == "Nửa chừng"
    assert "Đã giữ nháp" in school.page.desk.state.text()
    assert school.page.desk.drop.isVisible()


def locked_and_unlocked(desk):
    """Lock the window and come back."""
    desk.shell.lock()
    practice.wait(lambda: desk.shell.background.is_idle)
    desk.shell.unlock.submit()
    practice.wait(lambda: desk.shell.main is not None)
    desk.settle()
    return desk.page


def test_the_open_record_is_there_again_after_locking(school):
    """The list as it was narrowed, the record, what was typed over it, and its badge."""
    page = school.open("activities")
    page.bar.choose("approved")
    school.settle()
    record = page.rows.key_at(1)
    page._open(record)
    school.settle()
    badge = page.desk.badge.accessibleName()
    page.desk.form.write("place", "Nhà rông")
    page = locked_and_unlocked(school)

    assert page.bar.filter.chip == "approved"
    assert page.desk.form.record_id == page.list.table.current_key == record
    assert page.desk.form.boxes["place"].editor.text() == "Nhà rông"
    assert badge
    assert page.desk.badge.accessibleName() == badge
    assert page.desk.drop.isVisible()


def test_a_new_draft_is_there_again_in_another_look(school):
    """Larger letters build the page anew; what is typed stays in front."""
    page = school.open("media")
    page.start_new()
    page.desk.form.write("title", "Nửa chừng")
    changed = replace(school.shell._doors.device.settings(), text_size=115)
    school.window.take_settings(changed)
    school.settle()

    assert school.page is not page
    assert school.page.desk.form.boxes["title"].editor.text() == "Nửa chừng"
    assert school.ask(lambda office: len(office.drafts.open())) == 1


def test_an_untouched_form_brings_no_draft_back(school):
    """Nothing was typed: after the break the form is as empty as it was."""
    school.open("activities")
    page = locked_and_unlocked(school)

    assert page.desk.form.record_id is None
    assert not page.desk.drop.isVisible()


def test_the_period_is_there_again_after_locking(school):
    """Lists and figures are filtered as they were before the break."""
    school.open("home")
    school.window.choose_period(Period.named("2026-05"))
    school.settle()
    school.shell.lock()
    practice.wait(lambda: school.shell.background.is_idle)
    school.shell.unlock.submit()
    practice.wait(lambda: school.shell.main is not None)
    school.settle()

    assert school.window.period == Period.named("2026-05")


def test_a_locked_window_cannot_be_locked_again(school):
    """Locking twice does nothing."""
    school.open("home")
    school.shell.lock()
    before = school.shell.unlock
    school.shell.lock()

    assert school.shell.unlock is before


def test_idle_time_begins_anew_with_every_key(school):
    """Ten minutes without a key or a move lock the window."""
    school.open("home")
    school.shell._idle.start(5000)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    school.shell.eventFilter(school.shell, key)

    assert school.shell._idle.isActive()
    assert school.shell._idle.interval() == 5000
    school.shell._idle.timeout.emit()
    assert school.shell.main is None


@pytest.mark.parametrize("is_native", [True, False], ids=["of the system", "ours"])
def test_an_idle_window_is_not_locked_under_a_dialog(school, monkeypatch, is_native):
    """A dialog of the system is waited for, ours is left; what they ask for finds its store."""
    monkeypatch.setattr(start, "LOOK_AGAIN_MS", 1)
    school.open("home")
    dialog, seen = QDialog(school.shell), []
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, is_native)
    if is_native:  # nobody is there for a while, then somebody answers
        QTimer.singleShot(100, lambda: (seen.append(school.shell.main), dialog.accept()))
    QTimer.singleShot(0, school.shell._idle.timeout.emit)
    answer = dialog.exec()

    assert answer == (QDialog.DialogCode.Accepted if is_native else QDialog.DialogCode.Rejected)
    assert None not in seen
    assert school.shell.main is not None
    practice.wait(lambda: school.shell.main is None)


def test_a_window_that_is_locked_prints_to_the_end(school, monkeypatch, tmp_path):
    """The pages of the order are in the worker's hand: they go out, then the store is closed."""
    page = school.open("reports", name="monthly_summary")
    practice.wait(lambda: page.preview.paper is not None)
    shown, printer = page.preview.paper, QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    order = Order(printer, shown, tuple(range(len(shown))))
    monkeypatch.setattr(print_dialogs, "asked", lambda *_: order)
    page.print.click()
    school.shell.lock()
    assert school.shell.main is None
    practice.wait(lambda: school.shell.background.is_idle)

    assert len(Paper((tmp_path / "printed.pdf").read_bytes())) == len(shown)
    assert isinstance(school.shell._stack.currentWidget(), UnlockScreen)


def test_an_idle_minute_is_used_for_a_copy(school, monkeypatch):
    """Nobody moved for a minute: a copy of the day is made; before that nothing disturbs."""
    school.open("home")
    made = school.home / "backups"
    for copy in made.iterdir():
        copy.unlink()
    school.shell._tending.timeout.emit()
    school.settle()
    busy = list(made.iterdir())
    monkeypatch.setattr(start, "MINUTE_MS", 0)
    school.shell._tending.timeout.emit()
    school.settle()

    assert busy == []
    assert len(list(made.glob("*_daily.kh57backup"))) == 1


def test_closing_keeps_what_is_half_typed(school):
    """The window closes without a question; the next start finds the draft."""
    school.open("activities")
    school.page.start_new()
    school.page.desk.form.write("title", "Nửa chừng")
    school.shell.close()
    school.shell = None
    school.open("home")
    drafts = school.ask(lambda office: office.drafts.open())

    assert [draft.edit.values["title"] for draft in drafts] == ["Nửa chừng"]


def test_the_window_says_whose_store_it_is(school):
    """Title, officer, role, period: nobody works in the wrong place."""
    school.open("home")

    assert school.shell.windowTitle() == "KH57 - TH-THCS Nguyễn Tất Thành"
    assert school.window.header._officer.text() == "Nguyễn Thị Hạnh"
    assert school.window.status._role.text().endswith("Cán bộ nhập liệu")
    assert school.window.period == Period.named("2026-H1")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2026, 6, 9), "2026-H1"),
        (dt.date(2026, 6, 19), "2026-H1"),
        (dt.date(2026, 6, 20), "2026-H2"),
        (dt.date(2026, 1, 5), "2026-H1"),
        (dt.date(2026, 12, 31), "2027-H1"),
    ],
)
def test_the_usual_period_is_the_half_year_due_next(day, name):
    """Until the deadline the report that is due is the one that is looked at."""
    assert desk.usual(day).name == name


def test_periods_are_offered_newest_first():
    """Three halves, the year, twelve months."""
    names = [period.name for period in desk.offered(dt.date(2026, 6, 9))]

    assert names[:4] == ["2026-H1", "2025-H2", "2025-H1", "2026"]
    assert names[4:6] == ["2026-06", "2026-05"]
    assert len(names) == 16


def test_the_role_shown_is_the_plan_s_first():
    """A one-person unit is called by its daily work."""
    assert desk.role_of(FIRST_OF_UNIT) == Role.DATA_OFFICER.label
    assert desk.role_of(()) == ""


def test_the_opener_counts_the_wait_down(practice_homes):
    """After wrong passwords the doors say until when; the screen says how long."""

    class Doors:
        """Doors that refuse for a while."""

        until = None

        def waits_until(self):
            """Return until when."""
            return self.until

        def last_copy(self):
            """Know of no copy."""
            return None, dt.datetime(2026, 6, 16, 14, 36, tzinfo=dt.UTC)

    doors = Doors()
    opener = DoorsOpener(doors, "tập luyện 57")
    assert opener.seconds_to_wait() == 0
    doors.until = dt.datetime(2126, 1, 1, tzinfo=dt.UTC)
    assert opener.seconds_to_wait() > 0
    assert opener.known_password
    assert opener.hints()
    assert practice_homes


@pytest.mark.parametrize(
    ("name", "said", "is_well"),
    [
        ("KH57_20260609-080500_daily.kh57backup", "hôm nay 08:05", True),
        ("KH57_20260608-164000_daily.kh57backup", "hôm qua 16:40", True),
        ("KH57_20260602-164000_asked.kh57backup", "02/06/2026 16:40", True),
        ("KH57_20260601-164000_asked.kh57backup", "01/06/2026 16:40", False),
        ("KH57_20270601-164000_asked.kh57backup", "Đồng hồ chậm", False),
        ("bản sao của tôi.kh57backup", "Chưa có bản sao lưu nào", False),
        ("ghi chú.txt", "Chưa có bản sao lưu nào", False),
    ],
)
def test_the_age_of_the_newest_copy_is_told_before_the_password(tmp_path, name, said, is_well):
    """An old copy, none, or a clock behind it is amber; nothing has to be opened for that."""
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / name).write_bytes(b"")
    hints = DoorsOpener(practice.doors_of(tmp_path), "").hints()
    told = [(words, well) for _, words, well in hints if said in words]

    assert [well for _, well in told] == [is_well]
    assert "được mã hóa" in hints[0][1]


@pytest.fixture
def empty(tmp_path, qtbot):
    """Return the window of a computer that was not set up yet."""
    shell = Shell(practice.doors_of(tmp_path / "home"))
    qtbot.addWidget(shell)
    layout.show_at(shell, (1366, 697))
    yield shell
    shell.shut()


def answer(shell, *, unit="TR-TH", password="mật khẩu dài"):  # noqa: S107 - of the test
    """Fill the first page in."""
    who = shell._stack.currentWidget().who
    if unit:
        who.unit.show_value(unit)
    else:
        who.of_commune.click()
    who.officer.setText("Trần Thị Cúc")
    who.password.setText(password)
    who.again.setText(password)
    return who


def test_a_school_is_set_up_and_records_at_once(empty, tmp_path):
    """Unit and officer, the code typed back, the request written: the pages open."""
    first = empty._stack.currentWidget()
    assert isinstance(first, FirstRun)
    answer(empty).on.click()
    practice.wait(lambda: isinstance(first.pages.currentWidget(), CodePage))
    page = first.pages.currentWidget()
    assert not page.on.isEnabled()
    write(page.field.line, page.sheet.code.lower().replace(" ", ""))
    assert page.on.isEnabled()
    page.on.click()
    practice.wait(lambda: isinstance(first.pages.currentWidget(), JoinPage))
    join = first.pages.currentWidget()
    join.folder.setText(str(tmp_path))
    join.make.click()
    practice.wait(lambda: bool(join.code.text()))
    assert list(tmp_path.glob("*.kh57"))
    join.on.click()
    practice.wait(lambda: empty.main is not None)

    assert empty.main.page.name == "home"
    assert empty.windowTitle() == "KH57 - TH Đăk Pxi" or "TH" in empty.windowTitle()


def test_the_commune_keeps_two_codes(empty):
    """The commune's PC shows the recovery code and the commune's key, then its pages."""
    first = empty._stack.currentWidget()
    answer(empty, unit="").on.click()
    for title in ("Mã khôi phục", "Khóa của xã"):
        practice.wait(lambda title=title: title in texts(first.pages.currentWidget()))
        page = first.pages.currentWidget()
        page.field.line.setText(page.sheet.code)
        page.on.click()
    practice.wait(lambda: empty.main is not None)

    assert empty.main.office.desk.post.is_office


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unit": "", "code": ""}, "đơn vị"),
        ({"officer": ""}, "họ và tên"),
        ({"password": "ngắn"}, "10 ký tự"),
        ({"again": "khác hẳn lần đầu"}, "giống nhau"),
    ],
)
def test_what_is_missing_on_the_first_page_is_said(empty, changed, said):
    """Nothing is made before everything is there."""
    who = answer(empty)
    if "code" in changed:
        who.unit.show_value(None)
    for name in ("officer", "password", "again"):
        if name in changed:
            getattr(who, name).setText(changed[name])
    who.on.click()

    assert said in who.told.text().lower()
    assert not practice.doors_of(empty._doors.home.folder).exists()


def test_a_refused_set_up_shows_its_card(empty):
    """A code the register does not know is refused in three sentences."""
    who = answer(empty)
    who.refuse(ValueError("strange"))

    assert who.on.isEnabled()
    assert who.cards.count() == 1


@pytest.mark.parametrize(
    ("typed", "right", "said"),
    [
        ("K7RM 2WQD", False, "8/8 ký tự"),
        ("k7rm2wq", False, "7/8"),
        ("K7RX", False, "Sai ở ký tự 4, nhóm 1"),
        ("kirm 2wqo", False, "Sai"),
    ],
)
def test_a_code_is_checked_as_it_is_typed(qtbot, typed, right, said):
    """Each letter counts at once; blanks, small letters, O for 0 and I for 1 are as good."""
    field = CodeField("K7RM 2WQD")
    qtbot.addWidget(field)
    field.line.setText(typed)

    assert field.is_right is (bare_code(typed) == "K7RM2WQD")
    assert said in field._words.text()
    assert right is False or field.is_right


def test_letters_that_look_alike_are_one():
    """O is 0, I and L are 1."""
    assert bare_code("k0 lio") == "K0110"


@pytest.mark.parametrize("way", ["who", "restore", "practice", "code", "join"])
def test_nothing_of_the_first_run_is_cut(qtbot, worker, tmp_path, way):
    """Every page is whole at every scale and text size."""

    def made():
        screen = FirstRun(practice.doors_of(tmp_path / "none"), worker)
        qtbot.addWidget(screen)
        if way == "restore":
            screen.who.of_old.click()
        elif way == "practice":
            screen.who.of_practice.click()
        elif way == "code":
            code = "K7RM 2WQD 9XHT 4VNC HE3P 8JYA 5SGB"
            void = "Mã này thay cho mã đã hiện ra trước đây; hủy tờ giấy đã chép mã cũ."
            page = CodePage("Mã khôi phục", "Giữ kỹ.", code, can_wait=True, void=void)
            page.print.show()
            screen._show(page, 1)
        elif way == "join":
            page = JoinPage()
            page.show_pending("7847 5741 7923 7145 0")
            screen._show(page, 2)
        return screen

    assert layout.faults_at_every_scale(made) == {}
