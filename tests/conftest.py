"""What every test stands on: no display, no open warnings, a profile for laws."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported by anybody

from hypothesis import HealthCheck, settings

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
