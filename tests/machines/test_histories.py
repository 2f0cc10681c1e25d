"""Histories of a commune, each said by one number: forks, lost sticks, wrong clocks, copied PCs."""

import pytest

from kh57_desktop.journal import admission, edits, lines, numbering, statements
from kh57_desktop.journal.dispute import Dispute
from tests.support.chance import history
from tests.support.world import World

STEPS = 60
KEPT = ((5007, 80),)
"""Histories that failed once: seed and steps. 5007: what was unsealed below what came back."""


def run(folder, seed, steps=STEPS):
    """Let a history happen and everybody agree at the end."""
    world = World(folder)
    try:
        history(world, seed, steps)
        world.agree()
    finally:
        for journal in world.commune.journals.values():
            journal.store.close()
    return len(world.changes)


@pytest.mark.parametrize(("seed", "steps"), [*((seed, STEPS) for seed in range(16)), *KEPT])
def test_everybody_ends_with_what_was_truly_written(tmp_path, seed, steps):
    """Whatever the order, clocks, restores and copies: all show the same, and all of it."""
    assert run(tmp_path, seed, steps) > 0


@pytest.mark.deep
@pytest.mark.parametrize("hundred", range(20))
def test_many_histories_end_well(tmp_path, hundred):
    """Two thousand histories, longer ones, and not one value lost."""
    for seed in range(1000 + hundred * 100, 1100 + hundred * 100):
        assert run(tmp_path / str(seed), seed, 100) > 0


def altered(text, what, into):
    """Return a statement with a mistake in it."""
    assert what in text
    return text.replace(what, into)


def ordinals_break_ties(patch):
    real = Dispute._maximal

    def kept(self, scope, before, coming):
        return sorted(real(self, scope, before, coming), key=lambda s: (s[0], s[1]), reverse=True)

    patch.setattr(Dispute, "_maximal", kept)


def equal_writes_are_dropped(patch):
    real = Dispute._maximal

    def kept(self, scope, before, coming):
        shown, *others = real(self, scope, before, coming)
        return [shown, *(other for other in others if other[3] != shown[3])]

    patch.setattr(Dispute, "_maximal", kept)


def siblings_are_dropped(patch):
    real = Dispute._maximal
    patch.setattr(Dispute, "_maximal", lambda *given: real(*given)[:1])


def everything_counts_as_seen(patch):
    patch.setattr(edits, "_MEET", altered(edits._MEET, "(x.ord = 0 OR", "(1 OR"))


def nothing_counts_as_seen(patch):
    patch.setattr(lines.Seen, "saw", lambda _, later, earlier: later == earlier)
    patch.setattr(edits, "_MEET", altered(edits._MEET, "(x.ord = 0 OR", "0 AND (x.ord = 0 OR"))


def nothing_is_parked(patch):
    patch.setattr(admission.Admission, "_allowed", lambda _, one, __: one.segment.head.last)


def gaps_are_ignored(patch):
    patch.setattr(admission.Admission, "_ground", lambda _, one: one.segment.head.first - 1)


def lines_are_not_split(patch):
    def grow(self, ordinal, have):
        self.streams[ordinal].have = max(self.streams[ordinal].have, have)

    patch.setattr(lines.Lines, "grow", grow)


def the_origin_of_a_fork_is_not_covered(patch):
    patch.setattr(
        lines.Lines, "_spring", lambda self, line: self.over.setdefault(line, {line: 1 << 61})
    )


def stamps_ignore_what_they_overwrite(patch):
    real = numbering.Stamper.next
    patch.setattr(numbering.Stamper, "next", lambda self, wall, _=(): real(self, wall))


def a_run_is_used_again(patch):
    patch.setattr(numbering, "new_run", lambda: b"the same run ...")


def missing_values_are_compared_as_values(patch):
    patch.setattr(edits, "_SHOW", altered(edits._SHOW, "IS DISTINCT FROM", "<>"))


def touches_are_forgotten(patch):
    forgotten = altered(statements.PUT_TOUCH, "VALUES (?, ?, ?, ?)", "SELECT ?, ?, ?, ? WHERE 0")
    patch.setattr(statements, "PUT_TOUCH", forgotten)


def the_lesser_clock_is_shown(patch):
    text = altered(edits._FIND_CLASHES, "(e.h, y.run) >", "(e.h, y.run) <")
    patch.setattr(edits, "_FIND_CLASHES", text)


def the_value_beside_is_forgotten(patch):
    patch.setattr(edits, "_BESIDE", altered(edits._BESIDE, "ORDER BY", "WHERE 0 ORDER BY"))


def replaced_clocks_leave_the_history(patch):
    patch.setattr(edits, "_PAST", altered(edits._PAST, "WHERE e.n", "WHERE 0 AND e.n"))


MISTAKES = (
    ordinals_break_ties,
    equal_writes_are_dropped,
    siblings_are_dropped,
    everything_counts_as_seen,
    nothing_counts_as_seen,
    nothing_is_parked,
    gaps_are_ignored,
    lines_are_not_split,
    the_origin_of_a_fork_is_not_covered,
    stamps_ignore_what_they_overwrite,
    a_run_is_used_again,
    missing_values_are_compared_as_values,
    touches_are_forgotten,
    the_lesser_clock_is_shown,
    the_value_beside_is_forgotten,
    replaced_clocks_leave_the_history,
)


@pytest.mark.deep
@pytest.mark.fault("T19", control=True)
@pytest.mark.fault("T20", control=True)
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_seeded_mistake_is_caught(tmp_path, monkeypatch, mistake):
    """Each mistake one could make in the merging is caught within a hundred histories."""
    mistake(monkeypatch)
    caught = 0
    for seed in range(100):
        try:
            run(tmp_path / str(seed), seed)
        except Exception:  # noqa: BLE001 - a mistake may show as anything
            caught += 1
            break

    assert caught
