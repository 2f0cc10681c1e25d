"""Reports: the paper as it is printed, its figures, and the records behind each of them."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import DriveGone, NoSuchRecord, PrintStopped
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.periods import Periods
from kh57_desktop.ui.notices import Card, FaultCard
from kh57_desktop.ui.papers import print_dialogs, printing
from kh57_desktop.ui.papers.print_wish import Order, Wish
from kh57_desktop.ui.papers.printing import Sent
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.buttons import Button
from kh57_desktop.ui.screens.reports import ReportsPage
from tests.support import hands, layout
from tests.support.desks import an_activity
from tests.support.offices import (
    Elsewhere,
    a_window,
    lent,
    settled,
    texts,
)
from tests.support.paper import read_pdf


def recorded(desk):
    """Keep and approve three activities of March, keep one that waits, and a class."""
    for n, turns in enumerate((26, 140, 1200)):
        day = dt.date(2026, 2, 20 + n)
        title = f"Tọa đàm “AI trong dạy học”, buổi {n + 1}"
        Keeping(desk).save(an_activity(desk, title=title, starts_on=day, reach_count=turns))
    Periods(desk).submit(Period.named("2026-03"))
    Keeping(desk).save(an_activity(desk, title="Chờ duyệt", reach_count=5))
    values = {
        "title": "Kỹ năng số cơ bản",
        "starts_on": dt.date(2026, 3, 2),
        "ends_on": dt.date(2026, 3, 4),
        "place": "Phòng Tin học",
    }
    Keeping(desk).save(Edit("trainings", None, values))


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return a school's window at the paper of March."""
    made = a_window(qtbot, real_office(prepare=recorded), worker, ReportsPage)
    made.page.choice.choose(period=Period.named("2026-03"))
    made.press("again")
    settled(qtbot, made)
    return made


def turns_of(window):
    """Return the key of the figure that counts turns."""
    return next(k for k, one in window.page.paper.figures.items() if one.value == 1366)


def test_the_paper_is_the_one_that_is_printed(window):
    """The page shows the very bytes; the head says which month and how many pages."""
    page = window.page

    assert page.preview.paper.pdf == page.paper.content
    assert "tháng 3 năm 2026" in page.subtitle.text()
    assert page.choice.page.text() == f"Trang 1/{page.paper.pages}"
    assert "NGUYỄN TẤT THÀNH" in read_pdf(page.paper.content)[0].text


def test_tab_goes_from_figure_to_figure_and_enter_opens_its_records(window, qtbot):
    """K18: a figure, its records, the record: three steps without the mouse."""
    view = window.page.preview._pages[0]
    view.setFocus()
    while window.page.panel.current != turns_of(window):
        hands.press(Qt.Key.Key_Tab)
    assert "1.366 lượt người dự" in texts(window.page.panel.card)
    assert "3 bản ghi" in window.page.panel.card._badge.accessibleName()
    assert "Chưa tính 1 bản ghi chờ duyệt" in texts(window.page.panel.card)

    hands.press(Qt.Key.Key_Return)
    settled(qtbot, window)
    listed = [one.title for one in window.page.panel.records.held]
    assert listed[0] == "Tọa đàm “AI trong dạy học”, buổi 3"
    assert len(listed) == 3

    hands.press(Qt.Key.Key_Return)
    assert set(Elsewhere.shown) == {"record"}


def test_esc_goes_back_to_the_figures(window, qtbot):
    """The list of records gives way to the list of figures."""
    window.page.preview.choose(turns_of(window))
    window.page.panel.ask_records()
    settled(qtbot, window)
    assert window.page.panel.shows_records
    hands.press(Qt.Key.Key_Escape)

    assert not window.page.panel.shows_records
    assert window.page.panel.table.hasFocus()


def test_the_list_and_the_page_choose_together(window):
    """An arrow in the list frames the figure on the paper; each figure is listed once."""
    panel = window.page.panel
    panel.table.setFocus()
    hands.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    chosen = panel.current
    assert chosen
    assert window.page.preview._pages[0].chosen == chosen
    labels = [(one.label, one.detail) for one in panel.rows.held]
    assert len(labels) == len(set(labels))
    assert None not in [one.figure.value for one in panel.rows.held]


def test_a_click_on_a_figure_explains_it(window):
    """The officer clicks an underlined number."""
    key = turns_of(window)
    view = window.page.preview._pages[0]
    place = view.place_of(key).center()
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()), round(place.y()))
    )

    assert window.page.panel.current == key


def test_a_change_counts_again_and_keeps_the_chosen_figure(window, qtbot):
    """While the page is open another activity is approved: the paper follows."""
    window.page.preview.choose(turns_of(window))
    desk = window.office.desk

    def more():
        Keeping(desk).save(an_activity(desk, title="Thêm", reach_count=34))
        return Periods(desk).submit(Period.named("2026-03"))

    window.background.run(more)
    qtbot.waitUntil(lambda: "1.405 lượt người dự" in texts(window.page.panel.card))
    assert len(window.page.panel._figures[window.page.panel.current].ids) == 5


def test_pdf_and_sheet_are_saved_where_the_officer_says(window, qtbot, monkeypatch, tmp_path):
    """Ctrl+S writes the bytes that are shown, Ctrl+E the same figures as a spreadsheet."""
    monkeypatch.setattr(file_choice, "folder", lambda *_: tmp_path / "ra")
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    (pdf,) = (tmp_path / "ra").glob("*.pdf")
    assert pdf.read_bytes() == window.page.paper.content
    assert len(list((tmp_path / "ra").glob("*.xlsx"))) == 1
    assert window.done_line.isVisible()


def test_papers_go_where_the_settings_say_without_a_question(window, qtbot, monkeypatch, tmp_path):
    """Once a folder for papers is set, Ctrl+S asks nothing."""
    asked = []
    monkeypatch.setattr(file_choice, "folder", lambda *words: asked.append(words))
    kept = tmp_path / "văn bản"
    kept.mkdir()
    window.office.device.change(paper_folder=str(kept))
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert len(list(kept.glob("*.pdf"))) == 1
    assert asked == []


def test_leaving_the_folder_dialog_saves_nothing(window, monkeypatch, tmp_path):
    """Esc in the dialog leaves no file."""
    monkeypatch.setattr(file_choice, "folder", lambda *_: None)
    window.press("save")
    window.press("export")

    assert list(tmp_path.glob("**/*.pdf")) == []
    assert window.background.is_idle


def test_without_a_printer_the_pdf_is_offered(window, monkeypatch):
    """Ctrl+P on a PC without a printer says so and offers to save, on a stick as well."""
    saved = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr(file_choice, "folder", lambda *words: saved.append(words))
    window.press("print")
    card = window.page.findChild(FaultCard)
    said = texts(card)
    for size in ((1366, 697), (1024, 529), (880, 430)):
        window.resize(*size)
        layout.settle(window)
        assert layout.faults(card) == []
    remedy = next(one for one in card.findChildren(Button) if one.text() == "Lưu PDF")
    remedy.click()

    assert "KH57-2006" in said
    assert len(saved) == 1


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_printer_the_paper_goes_on_a_stick(window, qtbot, monkeypatch, tmp_path, count):
    """«Ghi ra USB»: the very bytes on the stick; without one the line says what to do."""
    sticks = [SimpleNamespace(root=tmp_path / "usb")][:count]
    monkeypatch.setattr(Exchange, "drives", lambda _exchange: tuple(sticks))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    window.press("print")
    buttons = window.page.findChild(FaultCard).findChildren(Button)
    next(one for one in buttons if one.text() == "Ghi ra USB").click()
    settled(qtbot, window)
    files = [file.read_bytes() for file in tmp_path.glob("usb/*.pdf")]

    assert files == [window.page.paper.content] * count
    assert ("Đã lưu" if count else "Chưa thấy USB") in window.done_line.accessibleName()


def test_a_stick_that_cannot_be_written_is_a_fault(window, qtbot, monkeypatch):
    """The stick was pulled meanwhile: the card says so."""

    def gone(*_):
        raise DriveGone(label="USB")

    monkeypatch.setattr(Exchange, "drives", gone)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    window.press("print")
    buttons = window.page.findChild(FaultCard).findChildren(Button)
    next(one for one in buttons if one.text() == "Ghi ra USB").click()
    settled(qtbot, window)

    assert "KH57-2002" in texts(window.page)


class Job:
    """A job that a printer has taken: it waits for a word, and tells its progress."""

    def __init__(self):
        self.end, self.go_on = None, threading.Event()
        self.progress = None

    def draw(self, progress):
        """Print two pages of three, or all, or fail."""
        self.progress = progress
        assert self.go_on.wait(30)
        if self.end is not None:
            raise self.end
        return Sent(2, 3) if progress.is_canceled else Sent(3, 3)


@pytest.fixture
def printer(monkeypatch):
    """Answer the dialog of a PC with a printer; its orders, and the job they become."""
    wish, found = Wish("Máy in phòng họp", (0,)), SimpleNamespace(orders=[], job=Job())
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Máy in"]))
    monkeypatch.setattr(print_dialogs.PrintDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(print_dialogs.PrintDialog, "wish", lambda _dialog: wish)
    monkeypatch.setattr(printing, "begun", lambda order: found.orders.append(order) or found.job)
    yield found
    found.job.go_on.set()


def test_printing_draws_the_pages_that_were_asked_for(window, qtbot, printer):
    """The officer prints page 1: that page of the shown paper is drawn, and the line says so."""
    printer.job.go_on.set()
    window.press("print")
    settled(qtbot, window)
    (order,) = printer.orders

    assert (order.paper, order.pages) == (window.page.preview.paper, (0,))
    assert order.printer.docName() == window.page.paper.title
    assert "Đã gửi 3 trang" in window.done_line.accessibleName()


def test_preview_saved_file_and_print_are_the_same_bytes(window, qtbot, printer, tmp_path):
    """What is looked at, what is saved and what is printed is one PDF, byte for byte."""
    window.office.device.change(paper_folder=str(tmp_path))
    window.press("save")
    settled(qtbot, window)
    printer.job.go_on.set()
    window.press("print")
    settled(qtbot, window)
    (saved,) = tmp_path.glob("*.pdf")

    assert window.page.preview.paper.pdf == window.page.paper.content
    assert saved.read_bytes() == window.page.paper.content
    assert printer.orders[0].paper.pdf == window.page.paper.content


def test_the_worker_prints_page_by_page(window, qtbot, monkeypatch, tmp_path):
    """From the key to the paper: every page shown comes out, and the line says how many."""
    printer, shown = QPrinter(), window.page.preview.paper
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    order = Order(printer, shown, tuple(range(len(shown))))
    monkeypatch.setattr(print_dialogs, "asked", lambda *_: order)
    window.press("print")
    settled(qtbot, window)

    assert len(read_pdf((tmp_path / "printed.pdf").read_bytes())) == len(shown)
    assert f"Đã gửi {len(shown)} trang" in window.done_line.accessibleName()


def test_printing_can_be_stopped_and_says_how_far_it_came(window, qtbot, printer):
    """Esc while pages are drawn: the window lives on, and tells how many the printer took."""
    window.press("print")
    qtbot.waitUntil(lambda: printer.job.progress is not None)
    window.press("print")  # a second one waits until the first is over
    window.press("back")
    printer.job.go_on.set()
    settled(qtbot, window)

    assert len(printer.orders) == 1
    assert "2/3 trang" in window.done_line.accessibleName()


def test_a_printer_that_stops_is_told_with_the_way_out(window, qtbot, printer):
    """It vanished at the third page: what went out, and the PDF as the other way."""
    printer.job.end = PrintStopped(printer="Máy in", sent=2, total=3)
    printer.job.go_on.set()
    window.press("print")
    settled(qtbot, window)
    card = window.page.findChild(FaultCard)

    assert "2/3 trang" in texts(card)
    assert "KH57-2016" in texts(card)
    assert any(one.text() == "Lưu PDF" for one in card.findChildren(Button))


@pytest.mark.parametrize("is_wanted", [False, True], ids=["dialog left", "no file named"])
def test_leaving_a_question_prints_and_says_nothing(window, qtbot, printer, monkeypatch, is_wanted):
    """Hủy in the dialog, or where a PDF printer asks for a file: all is as before."""
    monkeypatch.setattr(print_dialogs.PrintDialog, "exec", lambda _dialog: is_wanted)
    monkeypatch.setattr(printing, "begun", lambda _order: None)
    window.press("print")
    settled(qtbot, window)

    assert printer.orders == []
    assert window.page.findChild(FaultCard) is None
    assert not window.done_line.isVisible()


def test_the_sheet_of_a_class_is_reached_from_its_page(window, qtbot):
    """Another page asks for the attendance sheet of a class: it is shown, without a period."""
    trainings = window.page.choice.training
    number = trainings.options.at(0).value
    window.open("reports", name="attendance_sheet", training=number)
    settled(qtbot, window)

    assert window.page.title.text() == "Danh sách điểm danh"
    assert not window.page.choice.period.isVisible()
    assert "Kỹ năng số cơ bản" in read_pdf(window.page.paper.content)[0].text.replace("\n", " ")


def test_beside_the_sheet_of_a_class_stands_what_it_is(window, qtbot):
    """The sheet counts nothing: the class with its lessons stands there, and keys lead to it."""
    number = window.page.choice.training.options.at(0).value
    window.open("reports", name="attendance_sheet", training=number)
    settled(qtbot, window)
    said = texts(window.page.facts)
    assert not window.page.panel.isVisible()
    assert "Kỹ năng số cơ bản" in said
    assert "người trong danh sách" in said or "Danh sách còn trống" in said
    assert layout.faults(window) == []

    hands.press(Qt.Key.Key_F2)
    assert Elsewhere.shown == {"record": number}


def test_a_paper_with_figures_has_its_figures_again(window, qtbot):
    """Going back to the summary shows its figures beside it; F2 opens no class there."""
    number = window.page.choice.training.options.at(0).value
    window.open("reports", name="attendance_sheet", training=number)
    settled(qtbot, window)
    window.open("reports", name="monthly_summary")
    settled(qtbot, window)
    Elsewhere.shown = {}
    window.press("open")

    assert window.page.panel.isVisible()
    assert Elsewhere.shown == {}


def test_a_class_that_is_not_chosen_yet_is_asked_for(window, qtbot):
    """The attendance sheet without a class says what to choose."""
    window.page.choice.choose(name="attendance_sheet")
    window.page.choice.paper.edited.emit()
    settled(qtbot, window)

    assert "Chưa chọn văn bản" in texts(window.page)


def test_the_commune_chooses_the_unit(qtbot, worker, real_office):
    """The commune's paper is of all; a unit's own paper is a choice away."""
    window = a_window(qtbot, real_office("VHXH"), worker, ReportsPage)
    settled(qtbot, window)
    assert "ĐĂK PXI" in read_pdf(window.page.paper.content)[0].text

    window.page.choice.choose(unit="TR-NTT")
    window.page.choice.unit.chosen.emit()
    settled(qtbot, window)
    assert "NGUYỄN TẤT THÀNH" in read_pdf(window.page.paper.content)[0].text


def test_a_unit_chooses_no_other_unit(window, qtbot):
    """At the school there is no unit to choose; asked for another one it shows its own paper."""
    own = window.page.paper.content
    window.open("reports", name="monthly_summary", period=Period.named("2026-03"), unit="TR-TH")
    settled(qtbot, window)

    assert not window.page.choice.unit.isVisible()
    assert window.page.choice.wish().unit is None
    assert window.page.paper.content == own


def test_a_fault_stands_on_the_page(window, qtbot, monkeypatch):
    """A paper that cannot be made says why; the former one stays."""

    def gone(*_what, **_how):
        raise NoSuchRecord(what="trainings/1")

    monkeypatch.setattr(type(window.office.reporting), "preview", gone)
    window.press("again")
    settled(qtbot, window)

    assert "KH57-1009" in texts(window.page.findChild(FaultCard))
    assert window.page.preview.isVisible()


def test_a_sign_paper_lacks_is_told_and_stops_nothing(qtbot, worker, real_office):
    """An amber card says which sign of which title is replaced; the paper stands below it."""

    def with_a_picture(desk):
        Keeping(desk).save(an_activity(desk, title="Ngày hội 🎉", starts_on=dt.date(2026, 3, 1)))
        Keeping(desk).save(an_activity(desk, title="Hội nghị 😀", starts_on=dt.date(2026, 3, 2)))
        Periods(desk).submit(Period.named("2026-03"))

    window = a_window(qtbot, real_office(prepare=with_a_picture), worker, ReportsPage)
    window.page.choice.choose(period=Period.named("2026-03"))
    window.press("again")
    settled(qtbot, window)
    said = texts(window.page.findChild(Card))

    assert "Ngày hội □" in "".join(p.text for p in read_pdf(window.page.paper.content))
    assert all(words in said for words in ("🎉", "Ngày hội", "Còn 1 chỗ khác", "KH57-1011"))
    assert window.page.preview.isVisible()
    assert layout.faults(window) == []

    window.page.findChild(Card).findChild(Button).click()
    assert window.page.cards.count() == 0
    window.press("again")
    settled(qtbot, window)
    assert window.page.cards.count() == 1
    window.page.choice.choose(period=Period.named("2026-02"))
    window.press("again")
    settled(qtbot, window)
    assert window.page.cards.count() == 0


def test_a_record_that_is_gone_is_left_out(window, qtbot):
    """A record withdrawn while the list was asked for is not listed."""
    key = turns_of(window)
    kind, record = window.page.paper.figures[key].ids[0]
    window.page.preview.choose(key)
    desk = window.office.desk
    lent(qtbot, window.background, lambda: Keeping(desk).remove(kind, record))
    window.page.panel._figures = {**window.page.paper.figures}
    window.page._ask_records(key)
    settled(qtbot, window)

    assert record not in [one.record for one in window.page.panel.records.held]


def test_nothing_is_cut_at_any_scale(qtbot, worker, real_office):
    """Every word fits at 100, 125 and 150 % and in larger texts, at the commune too."""
    office = real_office("VHXH")

    def made():
        window = a_window(qtbot, office, worker, ReportsPage)
        settled(qtbot, window)
        return window

    assert layout.faults_at_every_scale(made) == {}


def test_in_a_narrow_window_the_page_stands_whole_in_its_room(qtbot, worker, real_office):
    """Opened at 150 % of a small screen, no part of the page is out of sight sideways."""
    window = a_window(qtbot, real_office(prepare=recorded), worker, Elsewhere, ReportsPage)
    layout.show_at(window, (880, 430))
    window.go("reports")
    settled(qtbot, window)
    area = window.page.preview._sheets

    assert not window.page.preview._thumbnails[0].isVisible()
    for view in window.page.preview._pages:
        assert view.x() >= 0
        assert view.x() + view.width() <= area.viewport().width()


def test_a_figure_of_several_pages_is_framed_where_one_looks(window, qtbot):
    """A number that stands on more than one page does not make the paper jump."""
    preview = window.page.preview
    keys = [{one.key for one in window.page.paper.places if one.page == n} for n in range(2)]
    shared = sorted(keys[0] & keys[1])
    assert shared
    preview.go_to(0)
    preview.choose(shared[0])
    settled(qtbot, window)

    assert preview._front is preview._pages[0]


def test_a_paper_begins_at_its_first_page(window):
    """The first page is lit and its figures are listed, before anybody scrolls."""
    preview = window.page.preview

    assert preview._front is preview._pages[0]
    assert preview._thumbnails[0]._on
    assert sum(small._on for small in preview._thumbnails) == 1
