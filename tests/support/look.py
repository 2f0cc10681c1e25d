"""The look that windows have in the program, given to the one application of the tests."""

from kh57_desktop.ui import background
from kh57_desktop.ui.look import qt_texts, style, theme


def put_on(app):
    """Give the windows look, language and the guard on widgets, once for all tests."""
    if not app.property("prepared"):
        style.install(theme.Theme.LIGHT)
        qt_texts.install(app)
        background.guard_widgets()
        app.setProperty("prepared", True)  # noqa: FBT003 - Qt's own way
