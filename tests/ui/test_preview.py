"""Papers on the screen and to the printer: the same bytes, figures to choose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.papers.paper_view import Box
from kh57_desktop.ui.papers.preview import Preview
from tests.support import layout
from tests.support.sheets_of_paper import A4, a_paper

BOXES = (
    Box("people_reached", 0, 100, 120, 40, 14),
    Box("units_with_plan", 0, 100, 300, 30, 14),
    Box("media_products", 1, 200, 200, 30, 14),
)
SAID = {"people_reached": "11.906 lượt người dự", "units_with_plan": "16 đơn vị"}


@pytest.fixture
def preview(qtbot):
    """Return a preview of a paper of three pages with three figures."""
    made = Preview()
    qtbot.addWidget(made)
    layout.show_at(made, (720, 560))
    made.show_paper(a_paper(), BOXES, SAID)
    layout.settle(made)
    made.activateWindow()
    return made


def test_the_page_shown_is_the_page_of_the_bytes(preview):
    """The black bar of the PDF is black on the screen, at its place."""
    image = preview.paper.image(0, 595)

    assert image.pixelColor(200, 842 - 710).lightness() < 60
    assert image.pixelColor(50, 50).lightness() > 240
    assert preview.paper.pdf == a_paper()


def test_pages_fit_the_width_or_a_percentage(preview):
    """Vừa bề ngang fills the room; 50 % is half the paper's own size."""
    wide = preview._pages[0].width()
    assert 500 < wide <= 720
    preview.zoom(50)
    assert preview._pages[0].width() == round(A4[0] * 96 / 72 / 2)
    preview.zoom(None)

    assert preview._pages[0].width() == wide


@pytest.mark.parametrize("look", list(theme.Theme))
def test_a_chosen_figure_is_framed_dark_on_white_in_every_look(preview, look):
    """Paper stays white at night: the frame and the dots stand out on it as by day."""
    preview.choose(preview._pages[0]._boxes[0].key)
    style.change(look, 100)
    place = preview._pages[0].place_of(preview._pages[0].chosen)
    picture = preview._pages[0].grab().toImage()
    column = round(place.center().x())
    colors = {picture.pixelColor(column, round(place.top()) + n).name() for n in range(-5, 3)}

    assert theme.COLORS[theme.Theme.LIGHT].focus.lower() in colors


def test_a_large_page_can_be_read_to_its_right_edge(preview, qtbot):
    """At 150 % the page is wider than its room: it scrolls; fitted, it does not."""
    preview.zoom(150)
    bar = preview._sheets.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.isVisible()
    preview.zoom(None)
    qtbot.waitUntil(lambda: not bar.isVisible())

    assert preview._pages[0].width() <= preview._sheets.viewport().width()


def test_a_click_on_a_figure_chooses_it(preview, qtbot):
    """The dots under a number are where it is clicked."""
    view = preview._pages[0]
    place = view.place_of("people_reached")
    with qtbot.waitSignal(preview.figure_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.center().toPoint())

    assert chosen.args == ["people_reached"]
    assert view.chosen == "people_reached"
    assert view.accessibleDescription() == "11.906 lượt người dự"


def test_tab_goes_through_the_figures_and_enter_opens(preview, qtbot):
    """Without a mouse: Tab from figure to figure, Enter to its records, then out of the page."""
    view = preview._pages[0]
    view.setFocus()
    for expected in ("people_reached", "units_with_plan"):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert view.chosen == expected
    with qtbot.waitSignal(preview.figure_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["units_with_plan"]
    qtbot.keyClick(view, Qt.Key.Key_Tab)

    assert not view.hasFocus()


def test_a_figure_chosen_elsewhere_comes_into_view(preview):
    """Choosing a figure in the table scrolls to its page."""
    preview.choose("media_products")

    assert preview._sheets.verticalScrollBar().value() > 0
    assert preview._pages[0].chosen == "media_products"


def test_thumbnails_lead_to_their_pages(preview, qtbot):
    """The third thumbnail brings the third page."""
    with qtbot.waitSignal(preview.page_changed):
        QTest.mouseClick(preview._thumbnails[2], Qt.MouseButton.LeftButton)

    assert preview._sheets.verticalScrollBar().value() > 0


def test_a_new_paper_takes_the_place_of_the_old(preview):
    """Setting the paper again shows the new pages alone."""
    preview.show_paper(a_paper(1))
    layout.settle(preview)

    assert len(preview._pages) == 1
    assert preview.grab().toImage().width() == 720
