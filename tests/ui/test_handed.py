"""Bundles opened by a double click: kept until the store is open, then looked into, no more."""

import json
import os
import shutil
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kh57_desktop import app
from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import BundleNotForUs, NoSuchRecord
from kh57_desktop.services.enrollment import Enrollment
from kh57_desktop.services.exchange import PRACTICE_STICK
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.ui import handed, running
from kh57_desktop.ui.exchange.bundles import packed_on
from kh57_desktop.ui.first_run.restore_form import RestorePage
from kh57_desktop.ui.notices import Card
from kh57_desktop.ui.start import Shell
from kh57_desktop.ui.upkeep.restore_panel import RestorePanel
from tests.support import layout, practice
from tests.support.faulty_disk import Fault, FaultyDisk
from tests.support.offices import texts


@pytest.fixture
def bundle(practice_homes, tmp_path):
    """Return a bundle of the school for the commune, under a name as Zalo gives one."""
    desk = practice.Desk(practice_homes, tmp_path)
    desk.open()
    desk.ask(lambda office: office.records.save(an_activity()))
    packed = desk.ask(lambda office: office.exchange.pack(tmp_path / "out"))
    desk.close()
    folder = tmp_path / "Tải xuống"
    folder.mkdir()
    return packed.files[0].rename(folder / "Gói của Trường Lê Hồng Phong (1).KH57")


def an_activity():
    """Return a new activity, as a form hands it over."""
    return Edit(
        "activities", None, {"title": "Ngày hội đọc sách", "starts_on": practice.NOW.date()}
    )


def on_the_stick(desk, homes):
    """Put the bundles of the front, and those for it, on the stick beside a practice home."""
    stick = desk.home.parent / PRACTICE_STICK
    stick.mkdir()
    made = homes[practice.OFFICE].parent / PRACTICE_STICK
    return [Path(shutil.copy(each, stick / each.name)) for each in made.glob("KH57_MTTQ_*")]


def started(desk):
    """Show the program's window, locked, as a start without words does; it hears other starts."""
    doors = practice.doors_of(desk.home)
    RealDisk().make_folder(doors.calls.folder)
    desk.shell = Shell(doors, practice.commune.PASSWORD)
    layout.show_at(desk.shell, (1366, 697))
    running._hear(desk.shell, doors, None)
    return desk.shell


def call(desk, *files):
    """Do what a second start does with each file; without one it only calls."""
    calling = practice.doors_of(desk.home).calls.folder
    for number, file in enumerate(files or (None,)):
        part = calling / f"{time.time_ns()}-{number}.part"
        part.write_bytes(b"" if file is None else os.fsencode(file))
        part.rename(part.with_suffix(".call"))


def unlock(desk):
    """Open the store with the password that stands there."""
    desk.shell.unlock.submit()
    practice.wait(lambda: desk.shell.main is not None)


def is_looked_into(desk, *files):
    """Tell whether the exchange page is in front and shows these files, no other."""
    main = desk.shell.main
    if main is None or not main.stack.count() or main.page.name != "exchange":
        return False
    return {one.path for one in main.page.receive.found} == set(files)


def test_a_bundle_waits_for_the_password_and_is_looked_into(commune, bundle, practice_homes):
    """Double click, password: the page shows what it would change, nothing is accepted."""
    others = on_the_stick(commune, practice_homes)
    shell = started(commune)
    call(commune, bundle)
    practice.wait(lambda: bundle.name in texts(shell.unlock))
    unlock(commune)
    practice.wait(lambda: is_looked_into(commune, bundle))
    commune.settle()

    page = commune.page
    assert page.receive.table.hasFocus()
    assert "Ngày" not in texts(page.receive.preview)
    assert "1 hoạt động" in texts(page.receive.preview)
    assert "chưa ghi gì vào máy" in texts(page.receive.preview)
    assert page.receive.paths() == (bundle,)
    assert list(calls_of(commune)) == []

    commune.window.press("accept")
    practice.wait(lambda: page.findChildren(Card))
    commune.settle()
    assert "Đã nhập 1 gói" in " ".join(texts(card) for card in page.findChildren(Card))
    practice.wait(lambda: any(one.path in others for one in page.receive.found))


def calls_of(desk):
    """Return what lies in the folder of calls."""
    folder = practice.doors_of(desk.home).calls.folder
    return [path for path in folder.iterdir() if path.name != "lock"]


def test_a_bundle_opened_over_work_keeps_what_is_typed(commune, bundle):
    """In the middle of a form the page changes; what is half typed is kept as a draft."""
    started(commune)
    unlock(commune)
    commune.window.open("people")
    commune.page.start_new()
    commune.page.desk.form.write("full_name", "Nửa chừng")
    call(commune, bundle)
    practice.wait(lambda: is_looked_into(commune, bundle))
    commune.settle()

    drafts = commune.ask(lambda office: office.drafts.open())
    assert [draft.edit.values["full_name"] for draft in drafts] == ["Nửa chừng"]


def test_several_bundles_stand_together(commune, bundle, tmp_path, practice_homes):
    """Each double click adds its bundle to the list; what is none or is gone says so there."""
    others = on_the_stick(commune, practice_homes)
    started(commune)
    unlock(commune)
    junk, gone = tmp_path / "rác.kh57", tmp_path / "không còn.kh57"
    junk.write_bytes(b"PK\3\4 not a bundle")
    for number, file in enumerate((bundle, junk, gone), 1):
        call(commune, file)
        practice.wait(partial(is_looked_into, commune, *(bundle, junk, gone)[:number]))
        commune.settle()
        row = next(one for one in commune.page.receive.found if one.path == file)
        assert commune.page.receive.table.current_key == row.number

    assert "Không tìm thấy «không còn.kh57»" in texts(commune.page.receive.preview)
    assert NoSuchRecord.code in texts(commune.page.receive.preview)
    assert commune.page.receive.paths() == (bundle,)
    troubles = texts(commune.page.troubles)
    assert "rác.kh57" in troubles
    assert "không còn.kh57" not in troubles

    commune.window.press("again")
    page = commune.page
    practice.wait(lambda: any(one.path in others for one in page.receive.found))
    assert {bundle, junk, gone} < {one.path for one in page.receive.found}


def test_a_bundle_for_somebody_else_says_so(school, practice_homes):
    """A bundle of the front for the commune, opened at the school: the error with its code."""
    bundle = on_the_stick(school, practice_homes)[0]
    started(school)
    unlock(school)
    call(school, bundle)
    practice.wait(lambda: is_looked_into(school, bundle))
    school.settle()

    assert school.page.receive.paths() == ()
    assert BundleNotForUs.code in texts(school.page.receive.preview)


def test_a_second_start_alone_brings_the_window_to_the_front(commune, monkeypatch):
    """The icon on the desktop is pressed again: the window is there, as it was left."""
    shell = started(commune)
    unlock(commune)
    commune.window.open("people")
    commune.settle()
    shell.showMinimized()
    practice.wait(shell.isMinimized)
    blinked = []
    monkeypatch.setattr(handed.QApplication, "alert", blinked.append)
    call(commune)
    practice.wait(lambda: not shell.isMinimized())

    assert shell.isActiveWindow()
    assert blinked == [shell]
    assert commune.page.name == "people"


def test_who_starts_the_program_again_is_not_locked_out_at_once(commune):
    """The officer worked elsewhere: opening a bundle counts as being there."""
    shell = started(commune)
    call(commune)
    practice.wait(lambda: not calls_of(commune))
    assert not shell._idle.isActive(), "locked already: nothing to count"
    unlock(commune)
    commune.settle()
    shell._idle.stop()
    call(commune)
    practice.wait(shell._idle.isActive)

    assert shell._idle.interval() > 0


def test_a_dialog_that_is_open_stays_before_its_window(commune):
    """A file is being chosen: the keyboard stays with the dialog."""
    shell = started(commune)
    dialog = QFileDialog(shell)
    dialog.setModal(True)
    dialog.show()
    handed.bring_forward(shell)
    practice.wait(dialog.isActiveWindow)

    assert shell.isVisible()
    dialog.close()


def test_a_bundle_opened_while_the_window_is_locked_comes_after_the_password(commune, bundle):
    """Locked for a break: the password first, then the bundle instead of the page of before."""
    started(commune)
    unlock(commune)
    commune.window.open("people")
    commune.settle()
    commune.shell.lock()
    practice.wait(lambda: commune.shell.background.is_idle)
    call(commune, bundle)
    practice.wait(lambda: bundle.name in texts(commune.shell.unlock))
    unlock(commune)
    practice.wait(lambda: is_looked_into(commune, bundle))

    assert commune.shell.main.page.receive.paths() == (bundle,)


def test_a_bundle_that_comes_while_the_window_is_being_locked_is_not_lost(commune, bundle):
    """What the worker had still to look at waits for the next unlocking."""
    shell = started(commune)
    unlock(commune)
    commune.settle()
    one = shell.findChild(handed.Handed)
    one.take(bundle)
    shell.lock()
    practice.wait(lambda: bundle.name in texts(shell.unlock))
    unlock(commune)
    practice.wait(lambda: is_looked_into(commune, bundle))

    assert commune.shell.main.page.receive.paths() == (bundle,)


def test_a_larger_look_does_not_lose_the_bundle(commune, bundle):
    """The pages are built anew in the same moment: the bundle is shown on the new ones."""
    shell = started(commune)
    unlock(commune)
    commune.settle()
    shell.findChild(handed.Handed).take(bundle)
    shell._change_look()
    practice.wait(lambda: is_looked_into(commune, bundle))

    assert commune.shell.main.page.receive.paths() == (bundle,)


def test_in_practice_a_bundle_waits_for_the_officers_own_data(commune, school, bundle):
    """While trying the program out nothing of the real data is opened."""
    shell = started(commune)
    shell._move(practice.doors_of(school.home), practice.commune.PASSWORD)
    call(commune, bundle)
    practice.wait(lambda: bundle.name in texts(shell.unlock))
    assert "tập luyện" in texts(shell.unlock)
    unlock(commune)
    practice.wait(shell.main.done_line.isVisible)
    assert bundle.name in shell.main.done_line.accessibleName()

    shell.lock()
    practice.wait(lambda: shell.background.is_idle)
    shell.unlock.leave.click()
    shell.unlock.password.setText(practice.commune.PASSWORD)
    unlock(commune)
    practice.wait(lambda: is_looked_into(commune, bundle))
    assert shell.is_at_home


def test_a_copy_of_the_store_opens_where_one_goes_back(commune):
    """A backup was double-clicked: upkeep shows it, chosen; only the typed word restores it."""
    started(commune)
    unlock(commune)
    commune.ask(lambda office: office.upkeep.backup())
    copy = min(practice.doors_of(commune.home).home.backups.iterdir())
    call(commune, copy)
    practice.wait(lambda: commune.shell.main.page.name == "upkeep")
    practice.wait(lambda: commune.page.findChild(RestorePanel))
    commune.settle()
    panel = commune.page.findChild(RestorePanel)

    assert panel.choice.chosen.file == copy
    assert "Phòng Văn hóa - Xã hội" in panel.choice.table.as_text()
    assert panel.prepared is None


@pytest.mark.parametrize(("kind", "seen"), [("request", True), ("answer", False)])
def test_a_file_of_an_enrollment_opens_where_pcs_are_joined(commune, tmp_path, kind, seen):
    """By its content, not its name: bundles and these end alike."""
    letter = tmp_path / "kh57-tep-ghep-may.kh57"
    letter.write_text(json.dumps({"kh57": kind}), encoding="utf-8")
    started(commune)
    unlock(commune)
    call(commune, letter)
    practice.wait(lambda: commune.shell.main.page.name == "pairing")
    commune.settle()

    assert (commune.page.answering.request == letter) is seen
    assert letter.name in texts(commune.page)


def test_what_is_no_file_is_no_file_of_an_enrollment(commune, tmp_path):
    """A folder, a file that is gone or one that does not open is looked into as a bundle is."""
    commune.open()
    gone = tmp_path / "không còn.kh57"

    for path in (gone, tmp_path):
        assert commune.ask(lambda office, path=path: office.enrollment.sort(path)) == ""
    closed = tmp_path / "đóng.kh57"
    closed.write_bytes(b"{}")
    desk = replace(commune.office.desk, disk=FaultyDisk(Fault.DENIED, sites=("read",)))
    assert Enrollment(desk).sort(closed) == ""


@pytest.fixture
def new_pc(tmp_path, qapp):  # noqa: ARG001 - a window needs an application
    """Return the window of a PC that was never set up."""
    doors = app.doors(tmp_path / "new", practice.NOW)
    RealDisk().make_folder(doors.calls.folder)
    shell = Shell(doors)
    layout.show_at(shell, (1366, 697))
    yield shell
    shell.shut()
    shell.deleteLater()


def test_on_a_new_pc_a_bundle_waits_for_the_set_up(new_pc, tmp_path):
    """First the steps of the first start; the side says all the time that the bundle waits."""
    assert "Làm xong" not in texts(new_pc)
    running._hear(new_pc, new_pc._own, tmp_path / "gói.kh57")

    assert "Làm xong các bước này rồi xem «gói.kh57»" in texts(new_pc)


def test_on_a_new_pc_a_copy_is_the_old_pc_brought_back(new_pc, commune, qtbot):
    """A backup double-clicked on a new PC: the form that takes over, the copy chosen."""
    commune.open()
    copy = commune.ask(lambda office: office.upkeep.backup()).file
    commune.close()
    running._hear(new_pc, new_pc._own, copy)
    page = new_pc.findChild(RestorePage)
    qtbot.waitUntil(lambda: page.form.choice.chosen is not None)

    assert page.form.choice.chosen.file == copy
    assert "Làm xong" not in texts(new_pc)


def test_where_the_store_is_damaged_a_copy_takes_its_place(commune):
    """The screen that mends shows the copy that was double-clicked."""
    shell = started(commune)
    unlock(commune)
    copy = commune.ask(lambda office: office.upkeep.backup()).file
    shell.lock()
    practice.wait(lambda: shell.background.is_idle)
    shell._bring_back()
    other = Path(shutil.copy2(copy, copy.with_name("chép ra ngoài.kh57backup")))
    call(commune, other)
    practice.wait(lambda: getattr(shell.in_front.form.choice.chosen, "file", None) == other)

    assert shell.main is None


def test_the_title_of_a_preview_is_whole_without_a_day(commune, bundle):
    """A renamed bundle tells no day in its name."""
    assert not packed_on(bundle.name)
    started(commune)
    unlock(commune)
    call(commune, bundle)
    practice.wait(lambda: is_looked_into(commune, bundle))
    commune.settle()

    assert "Xem trước gói của " in commune.page.receive.preview.accessibleName()


def test_the_program_starts_with_a_file(commune, bundle, monkeypatch):
    """The whole start: application, window, the file that was double-clicked, and the end."""
    monkeypatch.setattr(running, "HEARS_AFTER_MS", 0)
    seen = []
    monkeypatch.setattr(running, "QApplication", lambda _words: handed.QApplication.instance())
    monkeypatch.setattr(running.qt_texts, "install", lambda _app: None)
    doors = practice.doors_of(commune.home)
    RealDisk().make_folder(doors.calls.folder)

    def run():
        (shell,) = (
            one
            for one in handed.QApplication.topLevelWidgets()
            if isinstance(one, Shell) and one.isVisible()
        )
        practice.wait(lambda: bundle.name in texts(shell.unlock))
        seen.append(shell.windowState() & Qt.WindowState.WindowMaximized)
        shell.close()
        shell.deleteLater()
        return 0

    monkeypatch.setattr(handed.QApplication, "exec", staticmethod(run))

    assert running.run(doors, "", bundle) == 0
    assert seen
