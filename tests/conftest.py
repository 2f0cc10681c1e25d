"""What every test stands on: no display, no open warnings, no stray log line, no real folder."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported by anybody
if os.name == "nt":  # where that platform has no letters of its own
    fonts = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    os.environ.setdefault("QT_QPA_FONTDIR", str(fonts))

import pytest
from hypothesis import HealthCheck, settings

from tests.support.log_guard import LogGuard

settings.register_profile(
    "quick", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("KH57_LAWS", "quick"))


def pytest_collection_modifyitems(config, items):
    """Leave the deep tests out unless they were asked for by their mark."""
    if "deep" in (config.option.markexpr or ""):
        return
    kept = [item for item in items if item.get_closest_marker("deep") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test during which the program logged a warning its mark `logs` does not announce."""
    expected = [text for mark in item.iter_markers("logs") for text in mark.args]
    with LogGuard() as guard:
        outcome = yield
    assert not guard.unexpected(expected), f"unexpected in the log: {guard.unexpected(expected)}"
    assert not guard.unheard(expected), f"announced but not logged: {guard.unheard(expected)}"
    return outcome


@pytest.fixture(autouse=True, scope="session")
def _no_real_folders(tmp_path_factory):
    """Keep every test out of the folders of whoever runs it."""
    nowhere = str(tmp_path_factory.mktemp("nowhere"))
    names = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    kept = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, nowhere))
    yield
    for name, value in kept.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture
def data_folder(tmp_path):
    """Return where a test keeps its data: a folder that is not there yet."""
    return tmp_path / "KH57"
