"""What every window test stands on: our style, Vietnamese Qt, widgets guarded, Qt's words heard."""

import datetime as dt
import gc

import pytest
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui.background import Background
from kh57_desktop.ui.look import style, theme
from tests.support import practice
from tests.support.desks import a_desk
from tests.support.look import put_on
from tests.support.offices import a_real_office

TODAY = dt.date(2026, 6, 16)


@pytest.fixture(scope="session")
def qapp_args():
    """Start the application under a name of its own."""
    return ["kh57-tests"]


@pytest.fixture(autouse=True)
def _garbage():
    """Collect here alone, as the program does: elsewhere it would destroy widgets in a worker."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def _look(qapp):
    """Give every test the light look at 100 % and the guard on widgets."""
    put_on(qapp)
    yield
    if theme.colors() is not theme.COLORS[theme.Theme.LIGHT] or theme.px(100) != 100:
        style.change(theme.Theme.LIGHT, 100)
    for widget in QApplication.topLevelWidgets():
        widget.close()


@pytest.fixture
def worker(qapp):  # noqa: ARG001 - signals need an application
    """Return a worker that ends with the test."""
    made = Background()
    yield made
    made.close()


@pytest.fixture
def today():
    """Return what tells the present day."""
    return lambda: TODAY


@pytest.fixture(scope="session")
def made_school(tmp_path_factory):
    """Make a school's store as it is after set-up, closed."""
    return _made(tmp_path_factory.mktemp("school"), "TR-NTT")


@pytest.fixture(scope="session")
def made_commune(tmp_path_factory):
    """Make the commune's store as it is after set-up, closed."""
    return _made(tmp_path_factory.mktemp("commune"), "VHXH")


@pytest.fixture
def real_office(qtbot, worker, made_school, made_commune, tmp_path):
    """Return what opens a unit's or the commune's real store in the worker."""
    opened = []

    def office(unit="TR-NTT", prepare=lambda _desk: None):
        made = made_commune if unit == "VHXH" else made_school
        opened.append(a_real_office(qtbot, worker, made, tmp_path / unit, prepare))
        return opened[-1]

    yield office
    worker.close(lambda: [one.desk.journal.store.close() for one in opened])


def _made(folder, unit):
    desk = a_desk(folder, unit)
    desk.journal.store.checkpoint()
    desk.journal.store.close()
    return desk


@pytest.fixture(scope="session")
def practice_homes(tmp_path_factory):
    """Return the homes of a practice commune; tests copy what they change."""
    return practice.make(tmp_path_factory.mktemp("practice"))


@pytest.fixture
def school(practice_homes, tmp_path, qapp):  # noqa: ARG001 - a window needs an application
    """Return a desk at the school, its window still closed."""
    desk = practice.Desk(practice_homes, tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def commune(practice_homes, tmp_path, qapp):  # noqa: ARG001 - a window needs an application
    """Return a desk at the commune, its window still closed."""
    desk = practice.Desk(practice_homes, tmp_path, practice.OFFICE)
    yield desk
    desk.close()
