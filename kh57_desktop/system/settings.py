"""The settings of this device, each declared once; the plan's own data is in the store."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kh57_desktop.errors import InvalidRecord
from kh57_desktop.i18n import vi
from kh57_desktop.system import files
from kh57_desktop.system.ids import read_json

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

VERSION: Final = 1

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: dict[int, Upgrade] = {}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """What the settings screen says about a setting and lets be chosen."""

    label: str
    hint: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[tuple[str | int, str], ...] = ()


def setting(default: Any, about: About | None = None) -> Any:
    """Declare a setting; one without `about` is remembered but not shown."""
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """What this device remembers about itself; holds nothing secret and no name of a citizen.

    `unknown` is what a newer program wrote: kept as it is.
    """

    text_size: int = setting(
        100,
        About(
            vi("Cỡ chữ"),
            choices=((100, vi("Thường")), (115, vi("Lớn")), (130, vi("Rất lớn"))),
        ),
    )
    theme: str = setting(
        "system",
        About(
            vi("Màu nền"),
            choices=(
                ("system", vi("Theo máy")),
                ("light", vi("Sáng")),
                ("dark", vi("Tối")),
                ("contrast", vi("Tương phản cao")),
            ),
        ),
    )
    lock_after_minutes: int = setting(
        10, About(vi("Tự khóa sau số phút không dùng"), hint=vi("1 đến 10"), least=1, most=10)
    )
    bundle_folder: str = setting(
        "",
        About(
            vi("Thư mục nhận gói"),
            hint=vi("Để trống thì chỉ tìm trên USB và thư mục tải về (Downloads)"),
        ),
    )
    paper_folder: str = setting(
        "", About(vi("Thư mục lưu văn bản"), hint=vi("Để trống thì hỏi mỗi lần lưu"))
    )
    second_backup_folder: str = setting(
        "",
        About(
            vi("Nơi sao lưu thứ hai"),
            hint=vi("Ổ khác, ví dụ USB cất trong tủ; bản mới nhất tự chép khi có ổ"),
        ),
    )
    printer: str = setting("", About(vi("Máy in"), hint=vi("Để trống thì dùng máy in mặc định")))
    windows: dict[str, Any] = field(default_factory=dict, metadata={"about": None})
    unknown: dict[str, Any] = field(default_factory=dict, metadata={"about": None})
    version: int = setting(VERSION)

    def changed(self, **values: object) -> Settings:
        """Return the settings with other values; raises InvalidRecord outside their limits."""
        wrong = [name for name, value in values.items() if not fits(name, value)]
        if wrong:
            labels = (about.label for name in wrong if (about := SHOWN.get(name)))
            raise InvalidRecord(problems=", ".join(labels) or ", ".join(wrong))
        return dataclasses.replace(self, **values)  # type: ignore[arg-type]  # fits() looked


_FIELDS = {item.name: item for item in dataclasses.fields(Settings)}
_OURS = frozenset({"unknown", "version"})

SHOWN: Mapping[str, About] = {
    name: item.metadata["about"] for name, item in _FIELDS.items() if item.metadata["about"]
}
"""The settings an officer may change, in the order of the screen."""


def fits(name: str, value: object) -> bool:
    """Tell whether a setting may have a value: its kind, its limits, its choices."""
    item = _FIELDS.get(name)
    if item is None or name in _OURS:
        return False
    kind = dict if item.default is dataclasses.MISSING else type(item.default)
    if type(value) is not kind:
        return False
    about = SHOWN.get(name, About(""))
    if about.choices:
        return any(value == choice for choice, _ in about.choices)
    if isinstance(value, int):
        above = about.least is None or value >= about.least
        return above and (about.most is None or value <= about.most)
    return True


def load(path: Path, disk: Disk) -> Settings:
    """Return the settings of a device, the ones before if damaged, else those of a new device."""
    for data in files.small_versions(path, disk):
        if _is_readable(data):
            return _read(upgraded(read_json(data)))
        _log.warning("settings damaged")
    return Settings()


def save(path: Path, settings: Settings, disk: Disk) -> None:
    """Put the settings in the place of the ones before, which stay as `.1`."""
    values = {name: getattr(settings, name) for name in _FIELDS if name != "unknown"}
    text = json.dumps({**settings.unknown, **values}, ensure_ascii=False, indent=1)
    files.replace_small(path, text.encode() + b"\n", disk, is_sound=_is_readable)


def upgrade(version: int, among: dict[int, Upgrade] = UPGRADES) -> Callable[[Upgrade], Upgrade]:
    """Declare what turns settings of a version into those of the next."""

    def declare(change: Upgrade) -> Upgrade:
        among[version] = change
        return change

    return declare


def upgraded(words: dict[str, Any], among: Mapping[int, Upgrade] = UPGRADES) -> dict[str, Any]:
    """Return settings as this version writes them; those of a newer version stay as they are."""
    version = words.get("version")
    for step in range(version if type(version) is int else VERSION, max(among, default=0) + 1):
        if step in among:
            words = {**among[step](dict(words)), "version": step + 1}
    return words


def _read(words: dict[str, Any]) -> Settings:
    """Take every value that fits; the others are those of a new device."""
    values = {name: value for name, value in words.items() if fits(name, value)}
    wrong = words.keys() & _FIELDS.keys() - values.keys() - _OURS
    if wrong:
        _log.warning("settings not understood: %s", ", ".join(sorted(wrong)))
    version = words.get("version")
    return Settings(
        **values,
        unknown={name: value for name, value in words.items() if name not in _FIELDS},
        version=max(version, VERSION) if type(version) is int else VERSION,
    )


def _is_readable(data: bytes) -> bool:
    try:
        return isinstance(read_json(data), dict)
    except ValueError:
        return False
