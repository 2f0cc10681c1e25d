"""Streams, the lines they form, and the one question: had this change been seen? (SYNC 3.2-3.4)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

At: TypeAlias = tuple[int, int]
"""A change where it stands in this store: stream ordinal and number."""

WITHOUT_END = (1 << 62) - 1
BEGINNING = 0
"""The stream of clock zero: built-in rows, which everybody has seen."""


@dataclass(slots=True)
class Stream:
    """The changes of one run in one scope, as far as they are had."""

    ord: int
    run: bytes
    scope: str
    device: bytes
    parent: int | None
    base: int
    line: int
    have: int
    cert: int | None = None
    own: bool = False


@dataclass(slots=True)
class Lines:
    """The streams of one scope, arranged on lines; a line bears the ordinal of its first stream."""

    streams: dict[int, Stream] = field(default_factory=dict)
    over: dict[int, dict[int, int]] = field(default_factory=dict)
    """For each line: itself and the lines it sprang from, with the number up to which."""
    _on: dict[int, list[Stream]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, streams: Iterable[Stream], over: Iterable[tuple[int, int, int]] = ()) -> Lines:
        """Return the lines as they were kept; without `over` they are arranged from the parents."""
        lines = cls()
        kept = list(over)
        for stream in streams:
            lines.streams[stream.ord] = stream
            lines._on[stream.line].append(stream)
        for streams_on in lines._on.values():
            streams_on.sort(key=lambda stream: stream.base)
        for line, other, upto in kept:
            lines.over.setdefault(line, {})[other] = upto
        if not kept:
            lines._arrange()
        return lines

    def join(self, stream: Stream) -> None:
        """Put a new stream on its parent's line if it continues it, else on a line of its own."""
        parent = None if stream.parent is None else self.streams[stream.parent]
        self.streams[stream.ord] = stream
        if parent is not None and self._ends_at(parent, stream.base):
            stream.line = parent.line
            self._on[stream.line].append(stream)
            return
        stream.line = stream.ord
        self._on[stream.line].append(stream)
        self._arrange()

    def grow(self, ordinal: int, have: int) -> None:
        """Tell that a stream goes on to a number; what stood on its end gets a line of its own."""
        stream = self.streams[ordinal]
        line = self._on[stream.line]
        place = line.index(stream) + 1
        if place < len(line) and line[place].base < have:
            moved = line[place:]
            del line[place:]
            for other in moved:
                other.line = moved[0].ord
            self._on[moved[0].ord] = moved
            self._arrange()
        stream.have = max(stream.have, have)

    def tips(self) -> dict[int, At]:
        """Return for each line the last change had without a gap."""
        found: dict[int, At] = {}
        for line, streams in self._on.items():
            found[line] = (streams[-1].ord, streams[-1].have)
        return found

    def covers(self, tip: At, at: At) -> bool:
        """Tell whether whoever stands at the tip had the change."""
        upto = self.over[self.streams[tip[0]].line].get(self.streams[at[0]].line, BEGINNING)
        return at[1] <= min(tip[1], upto)

    def reach(self, tip: At) -> Iterator[tuple[int, int]]:
        """Return each line that a tip covers, with the number up to which."""
        for line, upto in self.over[self.streams[tip[0]].line].items():
            yield line, min(tip[1], upto)

    def _ends_at(self, parent: Stream, number: int) -> bool:
        return parent.have == number and self._on[parent.line][-1] is parent

    def _arrange(self) -> None:
        """Work out anew which lines each line sprang from."""
        self.over = {}
        for line in sorted(line for line, streams in self._on.items() if streams):
            self._spring(line)

    def _spring(self, line: int) -> dict[int, int]:
        if line in self.over:
            return self.over[line]
        self.over[line] = found = {line: WITHOUT_END}
        first = self._on[line][0]
        if first.parent is not None:
            source = self.streams[first.parent].line
            for other, upto in self._spring(source).items():
                found[other] = min(upto, first.base)
        return found


@dataclass(slots=True)
class Seen:
    """What the authors of changes stated that they had seen, and the answer to 3.4."""

    lines: Lines
    stated: Callable[[int], list[tuple[int, int, int]]]
    """Of a stream: (number, tip, tip's number) in the order of the numbers; same scope only."""
    _reach: dict[int, dict[int, tuple[list[int], list[int]]]] = field(default_factory=dict)

    def saw(self, later: At, earlier: At) -> bool:
        """Tell whether the author of the later change had the earlier one (or both are one)."""
        if earlier[0] == BEGINNING:
            return True
        if later[0] == BEGINNING:
            return False
        lines = self.lines
        if lines.covers(later, earlier):
            return True
        steps = self._steps(later[0]).get(lines.streams[earlier[0]].line)
        if steps is None:
            return False
        place = bisect_right(steps[0], later[1])
        return place > 0 and steps[1][place - 1] >= earlier[1]

    def steps(self, stream: int) -> Iterator[tuple[int, int, int]]:
        """Return (line, from which number of the stream, covered up to) of what it stated."""
        for line, (numbers, reached) in self._steps(stream).items():
            for number, upto in zip(numbers, reached, strict=True):
                yield line, number, upto

    def _steps(self, stream: int) -> dict[int, tuple[list[int], list[int]]]:
        known = self._reach.get(stream)
        if known is not None:
            return known
        made: dict[int, tuple[list[int], list[int]]] = {}
        for number, tip, tip_number in self.stated(stream):
            for line, upto in self.lines.reach((tip, tip_number)):
                numbers, reached = made.setdefault(line, ([], []))
                if not reached or upto > reached[-1]:
                    numbers.append(number)
                    reached.append(upto)
        self._reach[stream] = made
        return made
