"""What every window test stands on: our style, Vietnamese Qt, widgets guarded, Qt's words heard."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui import background, qt_texts, style, theme
from kh57_desktop.ui.background import Background

TODAY = dt.date(2026, 6, 16)


@pytest.fixture(scope="session")
def qapp_args():
    """Start the application under a name of its own."""
    return ["kh57-tests"]


@pytest.fixture(autouse=True)
def _look(qapp):
    """Give every test the light look at 100 % and the guard on widgets."""
    if not qapp.property("prepared"):
        style.install(theme.Theme.LIGHT)
        qt_texts.install(qapp)
        background.guard_widgets()
        qapp.setProperty("prepared", True)  # noqa: FBT003 - Qt's own way
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
