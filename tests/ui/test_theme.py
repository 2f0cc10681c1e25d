"""The colors, fonts and icons of the windows."""

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QRawFont

from kh57_desktop.ui.look import icons, style, theme
from kh57_desktop.ui.look.theme import COLORS, Role, Theme, Tone
from tests.support import sources

TEXT_ON_GROUND = [
    ("text", "panel"), ("text", "bg"), ("text", "selection"), ("text", "head"), ("text", "field"),
    ("sub", "panel"), ("sub", "bg"), ("sub", "head"), ("primary", "panel"),
    ("on_primary", "primary"), ("ok", "ok_ground"), ("warn", "warn_ground"),
    ("err", "err_ground"), ("info", "info_ground"), ("sub", "none_ground"), ("ok", "panel"),
    ("warn", "panel"), ("err", "panel"), ("info", "panel"), ("on_note", "note"),
    ("text", "found"), ("text", "warn_ground"), ("text", "err_ground"), ("text", "info_ground"),
]  # fmt: skip
SHAPES_ON_GROUND = [
    ("border", "panel"), ("border", "field"), ("focus", "panel"), ("bar_ok", "panel"),
    ("bar_warn", "panel"), ("bar_err", "panel"), ("bar_neutral", "panel"), ("handle", "bg"),
]  # fmt: skip


def luminance(color):
    """Return the relative luminance of a color by the WCAG formula."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
             for c in (color.redF(), color.greenF(), color.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    """Return the contrast of two colors by the WCAG formula."""
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", list(Theme))
def test_every_text_can_be_read_on_its_ground(look):
    """Text reaches 4.5 : 1 on every ground it is written on, in each look; 8.6 in high contrast."""
    colors = COLORS[look]
    least = 8.6 if look is Theme.CONTRAST else 4.5

    weak = {
        (ink, ground): round(contrast(getattr(colors, ink), getattr(colors, ground)), 2)
        for ink, ground in TEXT_ON_GROUND
        if contrast(getattr(colors, ink), getattr(colors, ground)) < least
        and not (look is Theme.CONTRAST and ground == "found")
    }

    assert weak == {}


@pytest.mark.parametrize("look", list(Theme))
def test_borders_and_bars_stand_out(look):
    """A control's border, the focus ring and every bar reach 3 : 1."""
    colors = COLORS[look]

    weak = {
        (shape, ground)
        for shape, ground in SHAPES_ON_GROUND
        if contrast(getattr(colors, shape), getattr(colors, ground)) < 3
    }

    assert weak == set()


@pytest.mark.parametrize(
    ("ink", "ground", "light", "dark"),
    [
        ("text", "panel", 15.7, 12.7), ("sub", "panel", 7.1, 7.7), ("sub", "bg", 6.5, 8.8),
        ("on_primary", "primary", 7.6, 8.6), ("text", "selection", 12.8, 8.6),
        ("ok", "ok_ground", 6.3, 7.5), ("warn", "warn_ground", 6.7, 7.6),
        ("err", "err_ground", 6.3, 7.0), ("info", "info_ground", 6.6, 7.3),
        ("border", "panel", 3.7, 4.8), ("text", "found", 12.7, 6.4),
    ],
)  # fmt: skip
def test_the_ratios_are_those_of_the_design(ink, ground, light, dark):
    """The colors are the designed ones: recomputed ratios agree to a tenth."""
    for look, expected in ((Theme.LIGHT, light), (Theme.DARK, dark)):
        colors = COLORS[look]
        assert contrast(getattr(colors, ink), getattr(colors, ground)) == pytest.approx(
            expected, abs=0.1
        )


@pytest.mark.parametrize("role", list(Role))
def test_every_font_is_ours_and_large_enough(role):
    """Each role is Noto Sans, the same on every machine, and never under 11 pixels."""
    font = theme.font(role)

    assert QFontInfo(font).family() == theme.FAMILY
    assert font.pixelSize() >= (11 if role is Role.KEY else 12)


@pytest.mark.parametrize("role", list(Role))
def test_the_font_has_every_letter_of_vietnamese(role):
    """No letter of the language or of the villages' names comes from another font."""
    letters = "ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵŏĕĭĬ“”…·×–"
    face = QRawFont.fromFont(theme.font(role))

    assert [letter for letter in letters if not face.supportsCharacter(ord(letter))] == []


def test_a_larger_text_enlarges_everything(qapp):
    """At 130 % fonts and heights grow alike."""
    style.change(Theme.LIGHT, 130)

    assert theme.font(Role.BODY).pixelSize() == 17
    assert theme.px(theme.CONTROL_HEIGHT) == 42
    assert qapp.font().pixelSize() == 17


def test_an_icon_takes_the_color_of_its_place():
    """The same drawing is painted in the color asked for, once, and kept."""
    red = icons.pixmap("home", "#FF0000", 20)
    blue = icons.pixmap("home", "#0000FF", 20)

    painted = {red.toImage().pixelColor(x, y).name() for x in range(20) for y in range(20)}
    assert "#ff0000" in painted
    assert "#0000ff" not in painted
    assert icons.pixmap("home", "#FF0000", 20).cacheKey() == red.cacheKey()
    assert blue.cacheKey() != red.cacheKey()


def test_every_icon_takes_a_color():
    """A drawing that stays black would vanish on the dark ground."""
    drawings = sorted((theme.RESOURCES / "icons").glob("*.svg"))

    assert [one.name for one in drawings if b"#212121" not in one.read_bytes()] == []
    assert drawings


def test_every_icon_named_in_the_windows_is_there():
    """No page asks for a drawing that is not shipped."""
    shipped = {
        p.name.removesuffix("_20_regular.svg") for p in (theme.RESOURCES / "icons").glob("*.svg")
    }
    named = set()
    for path in (sources.PACKAGE / "ui").rglob("*.py"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r'icon="([a-z_0-9]+)"', text))
        named |= set(re.findall(r'Icon\("([a-z_0-9]+)"', text))
        named |= set(re.findall(r'icons\.paint\(\s*painter,\s*"([a-z_0-9]+)"', text))

    assert named
    assert named - shipped == set()


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_ink_and_ground(tone):
    """A badge or card of any tone can be painted."""
    colors = theme.colors()

    assert QColor(colors.ink(tone)).isValid()
    assert QColor(colors.ground(tone)).isValid()
    assert QColor(colors.bar(tone)).isValid()


@pytest.mark.usefixtures("qapp")
def test_the_look_of_the_system_is_one_of_ours():
    """Without a setting the program follows Windows."""
    assert theme.of_system() in set(Theme)
