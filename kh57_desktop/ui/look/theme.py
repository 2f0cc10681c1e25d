"""The colors, fonts and lengths of the windows; colors and fonts are named nowhere else."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from kh57_desktop.system.paths import resource

RESOURCES = resource()
FAMILY = "Noto Sans"
WEIGHTS = ("Regular", "Bold")

PAGE_MARGIN = (16, 10)
BLOCK_MARGIN = (14, 10)
BLOCK_GAP = 10
FIELD_GAP = 8
LABEL_GAP = 2
CONTROL_RADIUS = 4
BLOCK_RADIUS = 6
CONTROL_HEIGHT = 32
PRIMARY_HEIGHT = 32
CHIP_HEIGHT = 26
ROW_HEIGHT = 28
TWO_LINE_ROW = 42
HEAD_HEIGHT = 30
NAVIGATION_LINE = 38
HEADER_HEIGHT = 46
STATUS_HEIGHT = 26
FORM_WIDTH = 760


class Role(Enum):
    """What a text is for: size in pixels at 100 % and weight."""

    TITLE = (20, True)
    BLOCK = (14, True)
    BODY = (13, False)
    STRONG = (13, True)
    SECOND = (12, False)
    LABEL = (12, True)
    FIGURE = (18, True)
    BIG_FIGURE = (28, True)
    COMPARE = (15, False)
    KEY = (11, False)


class Tone(Enum):
    """How serious a text, badge or card is; always said with an icon and a word as well."""

    PLAIN = "plain"
    SUB = "sub"
    NONE = "none"
    OK = "ok"
    WARN = "warn"
    ERR = "err"
    INFO = "info"
    PRIMARY = "primary"


class Theme(Enum):
    """The three looks of the program."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Colors(NamedTuple):
    """Every color of one look, named by what it is for."""

    bg: str
    panel: str
    field: str
    head: str
    line: str
    faint: str
    text: str
    sub: str
    border: str
    focus: str
    primary: str
    on_primary: str
    primary_ring: str
    selection: str
    track: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    err: str
    err_ground: str
    info: str
    info_ground: str
    none_ground: str
    found: str
    note: str
    on_note: str
    bar_ok: str
    bar_warn: str
    bar_err: str
    bar_neutral: str
    handle: str

    def ink(self, tone: Tone) -> str:
        """Return the color of text in this tone."""
        return {
            Tone.PLAIN: self.text, Tone.SUB: self.sub, Tone.NONE: self.sub, Tone.OK: self.ok,
            Tone.WARN: self.warn, Tone.ERR: self.err, Tone.INFO: self.info,
            Tone.PRIMARY: self.primary,
        }[tone]  # fmt: skip

    def ground(self, tone: Tone) -> str:
        """Return the ground on which text of this tone is written."""
        return {
            Tone.PLAIN: self.panel, Tone.SUB: self.panel, Tone.NONE: self.none_ground,
            Tone.OK: self.ok_ground, Tone.WARN: self.warn_ground, Tone.ERR: self.err_ground,
            Tone.INFO: self.info_ground, Tone.PRIMARY: self.selection,
        }[tone]  # fmt: skip

    def bar(self, tone: Tone) -> str:
        """Return the color of a bar in this tone."""
        bars = {Tone.OK: self.bar_ok, Tone.WARN: self.bar_warn, Tone.ERR: self.bar_err}
        return bars.get(tone, self.bar_neutral)


COLORS = {
    Theme.LIGHT: Colors(
        bg="#F3F5F8", panel="#FFFFFF", field="#FFFFFF", head="#EDF1F6", line="#D5DBE3",
        faint="#E4E8EE", text="#1B2430", sub="#4D5968", border="#7C8794", focus="#0F5499",
        primary="#0F5499", on_primary="#FFFFFF", primary_ring="#1B2430", selection="#DCEAF9",
        track="#EBEEF2", ok="#176434", ok_ground="#E3F3E8", warn="#7A4A00",
        warn_ground="#FFF1D2", err="#A1232B", err_ground="#FDE6E8", info="#0F5499",
        info_ground="#E5F0FB", none_ground="#EBEEF2", found="#FFE69C", note="#1B2430",
        on_note="#FFFFFF", bar_ok="#2C8A57", bar_warn="#B96F00", bar_err="#C43D45",
        bar_neutral="#2B78C2", handle="#7C8794",
    ),
    Theme.DARK: Colors(
        bg="#1B1F25", panel="#252A32", field="#1B1F25", head="#2D333D", line="#434B57",
        faint="#353B46", text="#EEF1F5", sub="#B4BEC9", border="#8A95A3", focus="#8CC1F7",
        primary="#8CC1F7", on_primary="#0B2138", primary_ring="#EEF1F5", selection="#234668",
        track="#353B46", ok="#8FD9A8", ok_ground="#1F3A2A", warn="#F5C86B",
        warn_ground="#43351A", err="#FFA3A8", err_ground="#4A2428", info="#9CCBFA",
        info_ground="#1F364E", none_ground="#353B46", found="#6B5410", note="#EEF1F5",
        on_note="#1B2430", bar_ok="#6CC28C", bar_warn="#E0A94A", bar_err="#F08389",
        bar_neutral="#6FB0F0", handle="#8A95A3",
    ),
    Theme.CONTRAST: Colors(
        bg="#000000", panel="#000000", field="#000000", head="#000000", line="#FFFFFF",
        faint="#FFFFFF", text="#FFFFFF", sub="#FFFFFF", border="#FFFFFF", focus="#00FFFF",
        primary="#FFFF00", on_primary="#000000", primary_ring="#00FFFF", selection="#1A3A8F",
        track="#000000", ok="#7CFF9B", ok_ground="#000000", warn="#FFD75E",
        warn_ground="#000000", err="#FFB3B6", err_ground="#000000", info="#8FD3FF",
        info_ground="#000000", none_ground="#000000", found="#6B5410", note="#FFFFFF",
        on_note="#000000", bar_ok="#7CFF9B", bar_warn="#FFD75E", bar_err="#FFB3B6",
        bar_neutral="#FFFF00", handle="#FFFFFF",
    ),
}  # fmt: skip


class _Look:
    """The look in use; one for the whole program, as Qt's own palette is."""

    theme = Theme.LIGHT
    percent = 100
    family_is_loaded = False


def colors() -> Colors:
    """Return the colors in use."""
    return COLORS[_Look.theme]


def in_use() -> Theme:
    """Return the look in use."""
    return _Look.theme


def color(name: str) -> QColor:
    """Return a color of the look in use by its name in `Colors`."""
    return QColor(getattr(colors(), name))


def px(length: float) -> int:
    """Return a length at 100 % in the text size in use."""
    return round(length * _Look.percent / 100)


def font(role: Role) -> QFont:
    """Return the font of a role in the text size in use."""
    size, bold = role.value
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return made


def of_system() -> Theme:
    """Return the look that the operating system asks for."""
    hints = QGuiApplication.styleHints()
    preference = hints.accessibility().contrastPreference()
    if preference == Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Theme.LIGHT


def named(name: str) -> Theme:
    """Return the look a setting names; the system's when it names none."""
    return next((one for one in Theme if one.value == name), None) or of_system()


def choose(theme: Theme, percent: int = 100) -> None:
    """Put a look and a text size in use for the whole program."""
    _Look.theme, _Look.percent = theme, percent
    if not _Look.family_is_loaded:
        for weight in WEIGHTS:
            load(weight)
        _Look.family_is_loaded = True
    QGuiApplication.setFont(font(Role.BODY))
    QGuiApplication.setPalette(palette())


def load(weight: str) -> bool:
    """Make our letters of a weight known to Qt; tells whether they were there."""
    path = RESOURCES / "fonts" / f"NotoSans-{weight}.ttf"
    return QFontDatabase.addApplicationFont(str(path)) >= 0


def palette() -> QPalette:
    """Return the palette of the look in use, for everything Fusion paints by itself."""
    c, made, role = colors(), QPalette(), QPalette.ColorRole
    wanted = {
        role.Window: c.bg, role.WindowText: c.text, role.Base: c.field, role.Text: c.text,
        role.AlternateBase: c.head, role.Button: c.panel, role.ButtonText: c.text,
        role.BrightText: c.on_primary, role.Highlight: c.primary,
        role.HighlightedText: c.on_primary, role.PlaceholderText: c.sub, role.Link: c.primary,
        role.LinkVisited: c.primary, role.ToolTipBase: c.note, role.ToolTipText: c.on_note,
        role.Light: c.panel, role.Midlight: c.faint, role.Mid: c.line, role.Dark: c.border,
        role.Shadow: c.line, role.Accent: c.primary,
    }  # fmt: skip
    for name, value in wanted.items():
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.sub))
    return made
