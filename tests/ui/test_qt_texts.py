"""Qt's own words."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit

from kh57_desktop.ui.look import theme

WORDS_OF_THE_FILE_DIALOG = {"Tìm trong:", "Loại tệp:", "Thư mục:", "Tên tệp:"}
TS = theme.RESOURCES / "i18n" / "qtbase_vi.ts"


@pytest.mark.usefixtures("qapp")
def test_the_compiled_words_are_those_of_the_readable_file():
    """The compiled catalog says exactly what the file that people read says."""
    differ = []
    for context in ET.parse(TS).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name")
        for message in context.iter("message"):
            source, wanted = message.findtext("source"), message.findtext("translation")
            if QCoreApplication.translate(name, source) != wanted:
                differ.append((name, source))

    assert differ == []


def test_standard_buttons_speak_vietnamese(qtbot):
    """No OK, Save, Cancel or Discard is left on a standard button."""
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Save | kinds.Cancel | kinds.Discard | kinds.Yes)
    qtbot.addWidget(box)

    assert {b.text() for b in box.buttons()} == {"Đồng ý", "Lưu", "Hủy", "Không lưu", "&Có"}


@pytest.mark.parametrize("mode", ["Directory", "ExistingFile"])
def test_the_file_dialog_speaks_vietnamese(qtbot, mode):
    """Where the system has no dialog of its own, Qt's is shown: every label is ours."""
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setFileMode(QFileDialog.FileMode[mode])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}

    assert {"Tìm trong:", "Loại tệp:"} <= labels <= WORDS_OF_THE_FILE_DIALOG
    assert dialog.nameFilters() == ["Mọi tệp (*)"]


def test_the_menu_of_a_field_speaks_vietnamese(qtbot):
    """The right mouse button offers Chép and Dán."""
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()

    words = {act.text().split("\t")[0].replace("&", "") for act in menu.actions() if act.text()}

    assert words == {"Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn tất cả"}


def test_what_qt_says_beside_the_print_dialog_of_windows_is_vietnamese(qapp):
    """Pages 5 to 3: Windows lets it pass, Qt asks once more, in the officer's words."""
    asked_anew = "The 'From' value cannot be greater than the 'To' value."

    assert qapp.translate("QPrintDialog", asked_anew) == "Trang đầu không được lớn hơn trang cuối."
    assert qapp.translate("QPrintDialog", "Print") == "In"
