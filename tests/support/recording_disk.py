"""A disk that remembers what was asked of it, replayed as if the power went at every cut.

Two models of what a power cut leaves (TRUST 10). *Ordered* (NTFS, ext4): names reach the disk in
the order they were given. *Floating* (FAT): each name by itself, in any order, and a renamed file
is empty until it is synced again.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.system.files import RealDisk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(eq=False)
class Body:
    """The content of a file, apart from its names: in memory and on the disk."""

    content: bytes = b""
    durable: bytes = b""

    def leftovers(self) -> set[bytes]:
        """Return what a cut may leave of it."""
        if self.content == self.durable:
            return {self.durable}
        half = self.content[: len(self.content) // 2]
        return {self.durable, b"", half, self.content}


@dataclass(frozen=True)
class Name:
    """One change of a folder: from now on the name means this body, or nothing."""

    path: Path
    body: Body | None
    is_renamed: bool = False


@dataclass(frozen=True)
class Left:
    """What the disk may hold after a cut; `at` tells how many calls had returned."""

    at: int
    files: Mapping[Path, bytes]


@dataclass
class _Medium:
    """The state of the simulated disk between two calls."""

    floating: bool
    names: dict[Path, Body] = field(default_factory=dict)  # as the program sees them
    durable: dict[Path, Name] = field(default_factory=dict)
    pending: list[Name] = field(default_factory=list)

    def change(self, name: Name) -> None:
        """Give a name a meaning that is not on the disk yet."""
        if name.body is None:
            self.names.pop(name.path, None)
        else:
            self.names[name.path] = name.body
        self.pending.append(name)

    def sync(self, body: Body) -> None:
        """Put a file on the disk, with its name, and with all names if they keep their order."""
        body.durable = body.content
        own = {path for path, named in self.names.items() if named is body}
        if not self.floating:
            self.sync_names()
        for path in own:
            self.pending = [name for name in self.pending if name.path != path]
            self.durable[path] = Name(path, body)

    def sync_names(self) -> None:
        """Put the names on the disk; a file renamed on FAT stays empty under its new one."""
        for name in self.pending:
            self.durable[name.path] = name
        self.pending = []

    def leftovers(self) -> Iterator[dict[Path, bytes]]:
        """Return what a cut at this moment may leave: all the best, and each file by itself worse.

        Files suffer apart from one another, so combinations of them would tell nothing new.
        """
        for durable in self._possible_names():
            there = [name for name in durable.values() if name.body is not None]
            best = {name.path: name.body.content for name in there}
            yield best
            for name in there:
                for content in self._contents(name) - {name.body.content}:
                    yield best | {name.path: content}

    def _possible_names(self) -> Iterator[dict[Path, Name]]:
        if not self.floating:
            for count in range(len(self.pending) + 1):
                yield self.durable | {name.path: name for name in self.pending[:count]}
            return
        by_path: dict[Path, list[Name | None]] = {}
        for name in self.pending:
            by_path.setdefault(name.path, [None]).append(name)
        for choice in itertools.product(*by_path.values()):
            yield self.durable | {name.path: name for name in choice if name is not None}

    def _contents(self, name: Name) -> set[bytes]:
        emptied = {b""} if self.floating and name.is_renamed else set()
        return name.body.leftovers() | emptied


class RecordingDisk(RealDisk):
    """A real disk that can tell what it might hold had the power gone at any call."""

    def __init__(self, folder: Path) -> None:
        self._start = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self._calls: list[tuple[str, tuple]] = []
        self._paths: dict[int, Path] = {}

    @property
    def at(self) -> int:
        """How many calls have returned."""
        return len(self._calls)

    def create(self, path: Path) -> int:
        """Open a new file and remember it."""
        handle = super().create(path)
        self._paths[handle] = path
        self._calls.append(("create", (path,)))
        return handle

    def reopen(self, path: Path) -> int:
        """Open a file that is there and remember which."""
        handle = super().reopen(path)
        self._paths[handle] = path
        return handle

    def write(self, handle: int, data: bytes) -> int:
        """Write and remember what."""
        taken = super().write(handle, data)
        self._calls.append(("write", (self._paths[handle], data[:taken])))
        return taken

    def sync(self, handle: int) -> None:
        """Remember the flush; a simulated disk needs none."""
        self._calls.append(("sync", (self._paths[handle],)))

    def move(self, source: Path, target: Path) -> None:
        """Rename and remember."""
        super().move(source, target)
        self._calls.append(("move", (source, target)))

    def remove(self, path: Path) -> None:
        """Remove and remember."""
        super().remove(path)
        self._calls.append(("remove", (path,)))

    def sync_folder(self, folder: Path) -> None:
        """Remember the flush of the names."""
        self._calls.append(("sync_folder", (folder,)))

    def cuts(self, *, floating: bool) -> Iterator[Left]:
        """Return every state the disk may be found in, for a cut before and after each call."""
        medium = _Medium(floating)
        for path, content in self._start.items():
            body = Body(content, content)
            medium.names[path] = body
            medium.durable[path] = Name(path, body)
        yield from (Left(0, files) for files in medium.leftovers())
        for at, (call, words) in enumerate(self._calls, 1):
            # The cut may also come while the call is under way: its effect, nothing acknowledged.
            _replay(medium, call, words)
            yield from (Left(at - 1, files) for files in medium.leftovers())
            yield from (Left(at, files) for files in medium.leftovers())


def _replay(medium: _Medium, call: str, words: tuple) -> None:
    """Do to the simulated disk what was done to the real one."""
    match call, words:
        case "create", (path,):
            medium.change(Name(path, Body()))
        case "write", (path, data):
            medium.names[path].content += data
        case "sync", (path,):
            medium.sync(medium.names[path])
        case "move", (source, target):
            body = medium.names[source]
            if target in medium.names:
                medium.change(Name(target, None))
            medium.change(Name(target, body, is_renamed=True))
            medium.change(Name(source, None))
        case "remove", (path,):
            if path in medium.names:
                medium.change(Name(path, None))
        case "sync_folder", _:
            medium.sync_names()


def lay_out(left: Left, folder: Path) -> Path:
    """Make a folder that holds what a cut left, for the program to find, and return it."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for path, content in left.files.items():
        (folder / path.name).write_bytes(content)
    return folder
