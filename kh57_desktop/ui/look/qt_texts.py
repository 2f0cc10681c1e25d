"""Qt's own words in Vietnamese: its buttons, its text menus, its print and file dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from kh57_desktop.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def install(parent: QObject) -> QTranslator:
    """Make Qt speak Vietnamese for as long as the parent lives; returns what translates."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    words = QTranslator(parent)
    words.load(str(theme.RESOURCES / "i18n" / "qtbase_vi.qm"))
    QCoreApplication.installTranslator(words)
    return words
