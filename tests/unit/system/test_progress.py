"""Long work tells how far it is, and ends when the officer asks for it."""

import threading

import pytest

from kh57_desktop.errors import Kh57Error
from kh57_desktop.system.progress import Canceled, Progress


def test_what_is_done_is_shown():
    """The card shows what, how much of how much."""
    seen = []
    progress = Progress(lambda *report: seen.append(report))

    progress.report(3, 10, "dòng")
    progress.report(10, 10)

    assert seen == [(3, 10, "dòng"), (10, 10, "")]
    assert not progress.is_canceled


def test_canceled_work_ends_at_its_next_report():
    """Esc, pressed in the window's thread, ends the work in the other."""
    progress = Progress()
    progress.report(1, 2)
    pressing = threading.Thread(target=progress.cancel)
    pressing.start()
    pressing.join()

    assert progress.is_canceled
    with pytest.raises(Canceled):
        progress.report(2, 2)


def test_canceling_is_no_error():
    """What the officer wanted is never told to him as a fault."""
    assert not issubclass(Canceled, Kh57Error)
