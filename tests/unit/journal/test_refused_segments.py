"""Segments that are refused: strangers, wrong signatures, foreign scopes, noise."""

from kh57_desktop.journal import exchange
from tests.support.communes import author_of
from tests.support.stores import count, keep

UNIT = "unit/TR-NTT"


def refused(commune, target, segments):
    before = commune.digest(target, "catalog", UNIT)
    segments_before = count(commune[target], "sync_segment")
    taken = commune.take(target, segments)
    assert commune.digest(target, "catalog", UNIT) == before
    assert count(commune[target], "sync_segment") == segments_before
    assert (taken.applied, taken.waiting) == (0, 0)
    return [refusal.reason for refusal in taken.refusals]


def test_a_stranger_is_refused(commune):
    """Segments of a device that the commune never certified change nothing."""
    keep(commune["A"], "activities", title="Hội nghị")
    segments = commune.packed("A", "X")
    del commune.authors[commune["A"].identity.device]

    assert refused(commune, "X", segments) == ["stranger"]


def test_a_wrong_signature_is_refused(commune):
    """A segment that another key signed changes nothing."""
    keep(commune["A"], "activities", title="Hội nghị")
    (segment,) = commune.packed("A", "X")
    altered = segment.body[:-1] + bytes([segment.body[-1] ^ 1])

    assert refused(commune, "X", [altered]) == ["signature"]


def test_a_scope_outside_the_certificate_is_refused(commune):
    """A unit whose certificate names no scope writes nothing."""
    keep(commune["A"], "activities", title="Hội nghị")
    segments = commune.packed("A", "X")
    commune.authors[commune["A"].identity.device] = author_of(commune["C"].identity)
    device = commune["A"].identity.device
    commune.authors[device] = exchange.Author(
        device, "unit", "TR-NTT", frozenset(), commune.authors[device].sign
    )

    assert refused(commune, "X", segments) in (["scope"], ["signature"])


def test_noise_is_refused(commune):
    """Bytes that are no segment change nothing, whoever brings them."""
    assert refused(commune, "X", [b"", b"\0\0\0\x02{}" + b"x" * 80]) == ["unreadable"] * 2


def test_one_bad_change_refuses_the_whole_bundle(commune):
    """With one change out of its author's rights nothing of the bundle is taken."""
    keep(commune["A"], "activities", title="Hội nghị")
    good = commune.packed("A", "X")
    keep(commune["C"], "activities", title="Tọa đàm")
    bad = commune.packed("C", "X")
    del commune.authors[commune["C"].identity.device]
    taken = commune.take("X", [*good, *bad])

    assert (taken.applied, taken.refused, taken.changes) == (0, 2, 2)
    assert count(commune["X"], "activity") == 0
