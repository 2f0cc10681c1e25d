"""A bundle damaged on its way is refused with a code, and the store is as it was."""

import hashlib
import random

import pytest

from kh57_desktop.errors import Kh57Error, sentences
from kh57_desktop.sync import enrollment, incoming
from kh57_desktop.system import seals
from tests.support.bundles import a_commune, a_machine
from tests.support.devices import Commune

SAID = frozenset(f"KH57-{code}" for code in (3001, 3002, 3003, 3004, 3501))


@pytest.fixture
def office(tmp_path):
    """Lend the office's PC, with a small bundle of a school beside it."""
    commune = Commune(tmp_path / "xa")
    school = commune.join("TR-NTT")
    school.keep("activities", title="Hội nghị quán triệt")
    (file,) = school.pack("commune", tmp_path / "usb").files
    (tmp_path / "goi.kh57").write_bytes(file.read_bytes())
    yield commune.office
    commune.close()


def bytes_of(device):
    """Return the hash of everything in the data folder."""
    files = sorted(path for path in device.home.folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def outcome(device, path, raw):
    """Put damaged bytes in place, accept them, and return the code that was told."""
    path.write_bytes(raw)
    writes = device.journal.store.driver.total_changes
    try:
        incoming.take(device.journal, path)
    except Kh57Error as error:
        assert device.journal.store.driver.total_changes == writes
        told = sentences(error)
        assert "…" not in (told.happened + told.remedy)
        return told.code
    return "accepted"


def flipped(raw, bit):
    wrong = bytearray(raw)
    wrong[bit // 8] ^= 1 << bit % 8
    return bytes(wrong)


def damages(raw, count):
    """Return so many damaged forms of a bundle: flips, cuts, swaps, zeros, additions."""
    chance = random.Random(57)  # noqa: S311 - the same damages at every run
    for number in range(count):
        at = chance.randrange(len(raw))
        kind = number % 5
        if kind in (0, 1):
            yield flipped(raw, chance.randrange(8 * len(raw)))
        elif kind == 2:
            yield raw[:at]
        elif kind == 3:
            width = chance.randrange(1, 64)
            yield raw[:at] + bytes(width) + raw[at + width :] + b"\1"
        else:
            yield raw + chance.randbytes(chance.randrange(1, 40))


@pytest.mark.fault("T16")
def test_a_thousand_damages_are_refused_and_change_nothing(office, tmp_path):
    """Bits flip, sticks are pulled: none of a thousand damaged bundles comes in."""
    path = tmp_path / "goi.kh57"
    raw = path.read_bytes()
    before = bytes_of(office)
    codes = [outcome(office, path, wrong) for wrong in damages(raw, 1_000)]

    assert len(codes) == 1_000
    assert set(codes) <= SAID
    assert bytes_of(office) == before
    assert outcome(office, path, raw) == "accepted"


@pytest.mark.deep
@pytest.mark.fault("T16")
def test_every_bit_and_every_length_is_refused(office, tmp_path):
    """Not one bit and not one length of a small bundle can be changed."""
    path = tmp_path / "goi.kh57"
    raw = path.read_bytes()
    before = bytes_of(office)
    codes = {outcome(office, path, flipped(raw, bit)) for bit in range(8 * len(raw))}
    codes |= {outcome(office, path, raw[:length]) for length in range(len(raw))}

    assert codes <= SAID
    assert bytes_of(office) == before


@pytest.mark.fault("T16", control=True)
def test_control_without_the_signature_damage_comes_in(office, tmp_path, monkeypatch):
    """The refusal is the signature's doing: with it switched off a changed header is believed."""
    path = tmp_path / "goi.kh57"
    raw = path.read_bytes()
    place = raw.index(b'"at":"2026') + len(b'"at":"')
    monkeypatch.setattr(seals, "verify", lambda *_: True)
    monkeypatch.setattr("kh57_desktop.sync.bundle._is_bound", lambda *_: True)

    assert outcome(office, path, flipped(raw, 8 * place)) == "accepted"


@pytest.mark.fault("T16")
def test_damaged_enrollment_files_join_nobody():
    """A request or an answer with one changed byte is refused with a code."""
    seed, box = bytes(range(32)), seals.box_identity(bytes(32))
    pending, request = enrollment.request("TH-DPX", seed, box, cheap=True)
    office = a_machine("PVHXH")
    answer = enrollment.answer(request, pending.confirm_code, a_commune(), [office.raw], name="a")
    chance = random.Random(57)  # noqa: S311 - the same damages at every run
    refused = 0
    for _ in range(150):
        bad_request = flipped(request, chance.randrange(8 * len(request)))
        bad_answer = flipped(answer.file, chance.randrange(8 * len(answer.file)))
        with pytest.raises(Kh57Error):
            enrollment.answer(bad_request, pending.confirm_code, a_commune(), (), name="a")
        with pytest.raises(Kh57Error):
            enrollment.finish(bad_answer, pending, name="a")
        refused += 2

    assert refused == 300
