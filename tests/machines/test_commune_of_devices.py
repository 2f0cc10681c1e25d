"""Whatever happens to sticks, PCs and clocks: when all have met, all show the same."""

import pytest

from kh57_desktop.domain.stamps import Stamper
from kh57_desktop.journal.admission import Admission
from kh57_desktop.journal.lines import WITHOUT_END, Lines
from kh57_desktop.sync import outgoing, receipts
from tests.support.histories import History


def lived(seed, folder, steps):
    """Run a history to its end and return what is wrong."""
    history = History(seed, folder)
    try:
        history.run(steps)
        history.meet()
        return list(history.differences()), history
    finally:
        history.close()


@pytest.mark.fault("T19")
@pytest.mark.parametrize("seed", range(10))
def test_everybody_who_met_shows_the_same(seed, tmp_path):
    """Sticks lost, late, twice, cut; PCs restored and copied; clocks wrong: nothing diverges."""
    wrong, history = lived(seed, tmp_path, 50)

    assert wrong == []
    assert history.accepted > 0


@pytest.mark.fault("T20")
def test_what_a_restored_commune_shows_of_a_half_waiting_segment_reaches_all(tmp_path):
    """A history that once lost changes on their way through a restored commune."""
    wrong, history = lived(2_114, tmp_path, 150)

    assert wrong == []
    assert history.forks > 0


@pytest.mark.deep
@pytest.mark.fault("T19")
@pytest.mark.parametrize("seed", range(1_000, 1_200))
def test_everybody_who_met_shows_the_same_after_a_long_time(seed, tmp_path):
    """Twice as much happens, to more PCs: still nothing diverges and nothing is lost."""
    wrong, _ = lived(seed, tmp_path, 150)

    assert wrong == []


def line_not_split(monkeypatch):
    """Leave those behind a stream that goes on upon its line."""

    def grow(lines, ordinal, have):
        stream = lines.streams[ordinal]
        stream.have = max(stream.have, have)

    monkeypatch.setattr(Lines, "grow", grow)


def fork_origin_not_covered(monkeypatch):
    """Let a line forget what it sprang from."""

    def spring(lines, line):
        lines.over[line] = {line: WITHOUT_END}
        return lines.over[line]

    monkeypatch.setattr(Lines, "_spring", spring)


def sent_taken_for_had(monkeypatch):
    """Believe that what was packed once has arrived."""
    spoken = outgoing._spoken

    def believed(con, parcel):
        spoken(con, parcel)
        for certificate in parcel.target:
            receipts.state(con, certificate.device, parcel.vector, bytes(16))

    monkeypatch.setattr(outgoing, "_spoken", believed)


def stamp_not_above_the_overwritten(monkeypatch):
    """Stamp an edit by the clock alone."""
    following = Stamper.next
    monkeypatch.setattr(Stamper, "next", lambda stamper, wall, _=(): following(stamper, wall))


def no_parking(monkeypatch):
    """Show what stands on something missing."""
    monkeypatch.setattr(Admission, "_allowed", lambda _, one, __: one.segment.head.last)


def higher_vector_believed_only(monkeypatch):
    """Believe no peer that has less than before."""
    state = receipts.state

    def stated(con, device, vector, bundle):
        before = {scope: dict(tips) for scope, tips in receipts.stated(con, device).items()}
        highest = {
            scope: tuple({**dict(tips), **before.get(scope, {})}.items())
            for scope, tips in vector.items()
        }
        state(con, device, highest, bundle)

    monkeypatch.setattr(receipts, "state", stated)


@pytest.mark.deep
@pytest.mark.parametrize(
    "mistake",
    [
        line_not_split,
        fork_origin_not_covered,
        sent_taken_for_had,
        stamp_not_above_the_overwritten,
        no_parking,
        higher_vector_believed_only,
    ],
)
def test_control_a_mistake_is_caught(mistake, tmp_path, monkeypatch):
    """Each of these mistakes shows within a hundred histories."""
    mistake(monkeypatch)
    for seed in range(100):
        try:
            wrong, _ = lived(seed, tmp_path / str(seed), 100)
        except Exception as error:  # noqa: BLE001 - a refusal or a crash catches it as well
            wrong = [repr(error)]
        if wrong:
            break

    assert wrong
