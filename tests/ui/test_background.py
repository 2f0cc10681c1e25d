"""The one worker: jobs in order, results in the window's thread, no widget touched elsewhere."""

import gc
import threading
import weakref
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from kh57_desktop.domain.edits import Changes, Saved
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui.background import Advance, Background, Collector, WidgetTouched, Work


def test_results_come_back_in_the_window_s_thread(worker, qtbot):
    """Work runs elsewhere, what shows it runs here."""
    seen = []
    worker.run(threading.get_ident, done=lambda ran: seen.append((ran, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))

    ran, heard = seen[0]
    assert heard == threading.get_ident()
    assert ran != heard


def test_jobs_run_one_after_another_in_the_order_asked(worker, qtbot):
    """Two changes never overlap, and the later one comes later."""
    done = []
    for number in range(20):
        worker.run(lambda number=number: number, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 20)

    assert done == list(range(20))
    assert worker.is_idle


def test_an_error_reaches_who_asked(worker, qtbot):
    """The page that asked shows the fault."""
    failed = []

    def job():
        raise ValueError

    worker.run(job, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))

    assert isinstance(failed[0], ValueError)


@pytest.mark.logs("a job failed unheard")
def test_an_error_nobody_asked_for_is_told_all_the_same(worker, qtbot):
    """No failure is silent."""

    def job():
        raise ValueError

    with qtbot.waitSignal(worker.unheard) as told:
        worker.run(job)

    assert isinstance(told.args[0], ValueError)


def test_a_stopped_job_is_no_fault(worker, qtbot):
    """Who presses Dừng sees no red card."""

    def job():
        raise Canceled

    with qtbot.waitSignal(worker.ended) as told:
        worker.run(job)

    assert told.args[0].is_over


def test_what_a_job_changed_is_told_to_every_page(worker, qtbot):
    """A saved record refreshes the lists without being asked."""
    changes = Changes((("activities", 2**62 + 1),))
    with qtbot.waitSignal(worker.changed) as told:
        worker.run(lambda: Saved(2**62 + 1, changes))

    assert told.args[0] == changes


def test_touching_a_widget_in_the_worker_raises(worker, qtbot):
    """A job that reads the screen is refused, not lucky."""
    line, failed = QLineEdit("xin chào"), []
    qtbot.addWidget(line)
    worker.run(lambda: line.text(), failed=failed.append)  # noqa: PLW0108 - the touch is the point
    qtbot.waitUntil(lambda: bool(failed))

    assert isinstance(failed[0], WidgetTouched)
    assert line.text() == "xin chào"


def test_the_job_is_dropped_before_it_reports(worker, qtbot):
    """The last reference to a closed page never dies in the worker."""

    class Held:
        """Something a job holds."""

    held, done = Held(), []
    watched = weakref.ref(held)
    worker.run(partial(id, held), done=lambda _: done.append(watched() is None))
    del held
    qtbot.waitUntil(lambda: bool(done))

    assert done == [True]


@pytest.mark.parametrize("wrapped", [lambda hear: hear, partial])
def test_a_page_that_is_gone_hears_nothing(worker, qtbot, wrapped):
    """A result that comes too late does no harm, however the page waits for it."""

    class Listener(QObject):
        """Something that waits for a result."""

        heard = False

        def hear(self, _result):
            """Hear it."""
            Listener.heard = True

    listener = Listener()
    worker.run(lambda: 1, done=wrapped(listener.hear))
    shiboken6.delete(listener)
    qtbot.waitUntil(lambda: worker.is_idle)

    assert not Listener.heard


@pytest.mark.usefixtures("qtbot")
def test_closing_lets_waiting_work_end_and_takes_no_more():
    """What was typed last is kept before the store is closed."""
    done = []
    worker = Background()
    for number in range(5):
        worker.run(lambda number=number: done.append(number))
    worker.close(lambda: done.append("closed"))
    late = worker.run(lambda: done.append("late"))
    worker.close()

    assert done == [0, 1, 2, 3, 4, "closed"]
    assert late.is_over


def test_progress_is_seen_from_the_window(worker, qtbot):
    """A long job tells how far it is, and stops when asked."""
    advance, failed = Advance(), []

    def job():
        advance.progress.report(2, 10, "Hội Nông dân")
        advance.progress.cancel()
        advance.progress.report(3, 10)

    worker.run(job, failed=failed.append, work=Work("Đang nhập", advance=advance))
    qtbot.waitUntil(lambda: bool(failed))

    assert (advance.done, advance.total, advance.what) == (2, 10, "Hội Nông dân")
    assert isinstance(failed[0], Canceled)


@pytest.mark.usefixtures("qtbot")
def test_garbage_is_collected_in_the_window_s_thread():
    """Python itself never collects; our timer does, here."""
    gc.enable()
    collector = Collector()
    ring = [QObject()]
    ring.append(ring)
    watched = weakref.ref(ring[0])
    del ring
    collector.collect()
    collector.collect()

    assert not gc.isenabled()
    assert watched() is None
