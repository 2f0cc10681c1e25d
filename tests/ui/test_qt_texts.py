"""Qt's own words."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from kh57_desktop.ui import theme

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


def test_the_menu_of_a_field_speaks_vietnamese(qtbot):
    """The right mouse button offers Chép and Dán."""
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()

    words = {act.text().split("\t")[0].replace("&", "") for act in menu.actions() if act.text()}

    assert words == {"Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn tất cả"}
