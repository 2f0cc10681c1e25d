"""Settings of the device survive versions, damage and strange values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.errors import InvalidRecord
from kh57_desktop.system import settings
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.settings import SHOWN, Settings


def stored(folder, **words):
    """Write settings as some version left them and return what ours reads."""
    path = folder / "settings.json"
    path.write_text(json.dumps(words), encoding="utf-8")
    return settings.load(path, RealDisk())


def test_a_new_device_has_settings_that_work(tmp_path):
    """Nothing needs to be set before the first record."""
    assert settings.load(tmp_path / "settings.json", RealDisk()) == Settings()
    assert all(settings.fits(name, getattr(Settings(), name)) for name in SHOWN)


def test_changed_settings_are_there_after_a_restart(tmp_path):
    """What the officer chose, and where the windows stood, is remembered."""
    path = tmp_path / "settings.json"
    chosen = Settings().changed(theme="dark", text_size=115, windows={"main": [0, 0, 900, 500]})

    settings.save(path, chosen, RealDisk())

    assert settings.load(path, RealDisk()) == chosen


@pytest.mark.logs("settings damaged")
def test_damaged_settings_give_way_to_those_before(tmp_path):
    """A torn file costs one change of the settings, not all of them."""
    path = tmp_path / "settings.json"
    for theme in ("dark", "light"):
        settings.save(path, Settings().changed(theme=theme), RealDisk())
    path.write_bytes(b"[]")

    assert settings.load(path, RealDisk()).theme == "dark"
    path.with_name("settings.json.1").write_bytes(b"{")
    assert settings.load(path, RealDisk()) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_size", 101),
        ("text_size", "100"),
        ("theme", "pink"),
        ("lock_after_minutes", 0),
        ("lock_after_minutes", 11),
        ("lock_after_minutes", True),
        ("printer", None),
        ("windows", []),
    ],
)
@pytest.mark.logs("settings not understood")
def test_a_value_outside_its_limits_is_that_of_a_new_device(tmp_path, name, value):
    """A file edited by hand cannot make the program unusable, and the rest of it holds."""
    read = stored(tmp_path, version=1, paper_folder="D:\\", **{name: value})

    assert getattr(read, name) == getattr(Settings(), name)
    assert read.paper_folder == "D:\\"
    with pytest.raises(InvalidRecord):
        Settings().changed(**{name: value})


def test_a_refused_setting_is_named_as_on_the_screen():
    """The officer reads the label of the box."""
    with pytest.raises(InvalidRecord) as told:
        Settings().changed(lock_after_minutes=99, theme="dark")

    assert told.value.details == {"problems": SHOWN["lock_after_minutes"].label}


@pytest.mark.parametrize("name", ["unknown", "version", "no_such_setting"])
def test_what_is_no_setting_cannot_be_set(name):
    """Only what was declared can be changed."""
    with pytest.raises(InvalidRecord):
        Settings().changed(**{name: 3})


def test_what_a_newer_program_wrote_is_kept(tmp_path):
    """Going back to an older program for a day loses nothing of the newer one's settings."""
    path = tmp_path / "settings.json"
    read = stored(tmp_path, version=9, theme="light", voice={"speed": 2})

    settings.save(path, read.changed(theme="dark"), RealDisk())

    words = json.loads(path.read_bytes())
    assert (words["voice"], words["version"], words["theme"]) == ({"speed": 2}, 9, "dark")


def test_settings_of_an_older_program_are_taken_along():
    """Each version's change is applied once, in order."""
    upgrades = {}

    @settings.upgrade(1, upgrades)
    def rename_font(words):
        return {"font": words.pop("size"), **words}

    @settings.upgrade(3, upgrades)
    def double_font(words):
        return {**words, "font": words["font"] * 2}

    old = {"version": 1, "size": 5}

    assert settings.upgraded(old, upgrades) == {"version": 4, "font": 10}
    assert settings.upgraded({"version": 3, "font": 5}, upgrades) == {"version": 4, "font": 10}
    assert settings.upgraded({"version": 7, "font": 5}, upgrades) == {"version": 7, "font": 5}
    assert settings.upgraded({"version": "?", "size": 1}, upgrades)["font"] == 2
    assert old == {"version": 1, "size": 5}
    assert rename_font is not double_font


def test_every_shown_setting_says_what_it_is():
    """The screen draws itself from labels, hints, limits and choices."""
    assert len(SHOWN) >= 6
    for about in SHOWN.values():
        assert about.label
        assert all(label for _, label in about.choices)
    assert "windows" not in SHOWN


@given(
    st.sampled_from([*SHOWN, "windows", "unknown"]),
    st.none() | st.integers() | st.text() | st.floats() | st.dictionaries(st.text(), st.text()),
)
def test_no_value_gets_around_the_limits(name, value):
    """Whatever is tried, a setting is within its limits or refused."""
    try:
        changed = Settings().changed(**{name: value})
    except InvalidRecord:
        assert not settings.fits(name, value)
    else:
        assert settings.fits(name, getattr(changed, name))
