"""A key file that is damaged, cut or older: told, mended from its copy, never in silence."""

import json

import pytest

from kh57_desktop.errors import (
    FolderDenied,
    KeyFileDamaged,
    PasswordWrong,
    StoreTooNew,
)
from kh57_desktop.system.codes import secret_code
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.keys import KeyFile
from tests.support.faulty_disk import Fault, FaultyDisk
from tests.support.key_files import (
    CLERK,
    HEAD,
    KEY,
    PASSWORDS,
    RECOVERY,
    SECRETS,
    key_file,
    rewritten,
    written,
)

BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"format": 1}',
    b'{"format": 0, "store": "a", "counter": 1, "slots": []}',
    b'{"format": 1, "store": 7, "counter": 1, "slots": []}',
    b'{"format": 1, "store": "a", "counter": "1", "slots": []}',
    b'{"format": 1, "store": "a", "counter": 1, "slots": {}}',
    b'{"format": 1, "store": "a", "counter": 1, "slots": [7]}',
    b'{"format": 1, "store": "a", "counter": 1, "slots": [{"x": NaN}]}',
    b'{"format": 1, "store": "\\ud800", "counter": 1, "slots": []}',
    b"[" * 100_000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_an_unreadable_key_file_is_told(tmp_path, data):
    """With no older one beside it the officer is told which file to bring back."""
    path = tmp_path / "keys.json"
    path.write_bytes(data)

    with pytest.raises(KeyFileDamaged):
        KeyFile.read(path, RealDisk())


@pytest.mark.logs("key file damaged or old, its second copy is used")
@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_an_unreadable_key_file_gives_way_to_its_second_copy(tmp_path, data):
    """The copy kept beside it is the same file: nobody is locked out, and it is mended."""
    path, _ = written(key_file("head"), tmp_path)
    latest = key_file("head", "clerk")
    latest.write(path, RealDisk())
    path.write_bytes(data)

    file = KeyFile.read(path, RealDisk())
    assert file == latest
    assert file.open(PASSWORDS[CLERK]).is_sound
    file.mend(path, RealDisk())

    assert path.read_bytes() == path.with_name("keys.json.1").read_bytes() == latest.written()


@pytest.mark.fault("T07")
@pytest.mark.logs("key file damaged or old, its second copy is used")
@pytest.mark.logs("key file was changed outside the program")
def test_a_flipped_bit_in_a_box_is_no_wrong_password(tmp_path):
    """Where both copies are hurt the officer hears of damage; a slot that is whole still opens."""
    path, words = written(key_file("head", "clerk"), tmp_path)
    box = words["slots"][0]["box"]
    hurt = path.read_bytes().replace(box.encode(), (box[:-4] + "AAA=").encode())
    second = path.with_name("keys.json.1")

    path.write_bytes(hurt)
    assert KeyFile.read(path, RealDisk()).open(PASSWORDS[HEAD]).key == KEY
    second.write_bytes(hurt)
    damaged = KeyFile.read(path, RealDisk())
    with pytest.raises(KeyFileDamaged):
        damaged.open(PASSWORDS[HEAD])
    assert damaged.open(PASSWORDS[CLERK]).key == KEY


@pytest.mark.fault("T07", control=True)
def test_without_the_checksum_damage_reads_as_a_wrong_password(tmp_path):
    """Why there is one: the boxes alone cannot tell who is at fault."""
    _, words = written(key_file("head", "clerk"), tmp_path)
    words["slots"][0]["box"] = words["slots"][0]["box"][:-4] + "AAA="

    with pytest.raises(PasswordWrong):
        rewritten(words, tmp_path).open(PASSWORDS[HEAD])


def test_who_was_removed_opens_neither_copy(tmp_path):
    """Renaming the second copy gives no slot back: it holds the same as the first."""
    file = key_file("head", "clerk", "recovery")
    path, _ = written(file, tmp_path)
    file.without_officer(KEY, CLERK).with_recovery(KEY, bytes(16)).write(path, RealDisk())
    path.write_bytes(path.with_name("keys.json.1").read_bytes())

    for gone in (PASSWORDS[CLERK], secret_code(RECOVERY)):
        with pytest.raises(PasswordWrong):
            KeyFile.read(path, RealDisk()).open(gone)
    assert KeyFile.read(path, RealDisk()).open(PASSWORDS[HEAD]).key == KEY


@pytest.mark.logs("key file damaged or old, its second copy is used")
def test_an_older_file_put_back_gives_way_to_the_newer_copy(tmp_path):
    """A key file out of an old backup does not let in whom the present one keeps out."""
    path, _ = written(key_file("head", "clerk"), tmp_path)
    older = path.read_bytes()
    key_file("head", "clerk").without_officer(KEY, CLERK).write(path, RealDisk())
    path.write_bytes(older)

    with pytest.raises(PasswordWrong):
        KeyFile.read(path, RealDisk()).open(PASSWORDS[CLERK])


@pytest.mark.logs("second copy not written")
def test_a_second_copy_that_cannot_be_renewed_goes(tmp_path):
    """The change stands, and what was removed is not left in the second copy."""
    path, _ = written(key_file("head", "clerk"), tmp_path)
    latest = key_file("head", "clerk").without_officer(KEY, CLERK)
    for at in range(1, 60):
        key_file("head", "clerk").write(path, RealDisk())
        disk = FaultyDisk(Fault.DENIED, at, sites={"create"})
        try:
            latest.write(path, disk)
        except FolderDenied:
            continue
        break

    assert KeyFile.parse(path.read_bytes()) == latest
    assert not path.with_name("keys.json.1").exists()


def test_a_missing_key_file_is_told(tmp_path):
    """A data folder without its key file says so."""
    with pytest.raises(KeyFileDamaged):
        KeyFile.read(tmp_path / "keys.json", RealDisk())


def test_a_newer_key_file_is_left_alone(tmp_path):
    """An older program neither reads nor replaces what a newer one wrote."""
    path, words = written(key_file("head"), tmp_path)
    words["format"] = 2
    path.write_text(json.dumps(words), encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(StoreTooNew):
        KeyFile.read(path, RealDisk())
    with pytest.raises(StoreTooNew):
        key_file("head").write(path, RealDisk())

    assert path.read_bytes() == before


def silent_flips(data, way):
    """Count the one-bit flips of a key file that nobody notices."""
    silent = 0
    for at in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        try:
            silent += way(KeyFile.parse(bytes(flipped)))
        except (ValueError, StoreTooNew, PasswordWrong, KeyFileDamaged):
            continue
    return silent


@pytest.mark.fault("T07")
@pytest.mark.logs("key file was changed outside the program")
def test_every_flipped_bit_of_the_key_file_is_noticed(tmp_path):
    """Bit rot is told, or the slot it hit no longer opens; it never passes in silence."""
    path, _ = written(key_file("head", "recovery"), tmp_path)

    assert (
        silent_flips(
            path.read_bytes(),
            lambda file: file.open(SECRETS["recovery"]).is_sound and file.is_whole,
        )
        == 0
    )


@pytest.mark.fault("T07", control=True)
@pytest.mark.logs("key file was changed outside the program")
def test_without_the_seal_flips_would_pass_in_silence(tmp_path):
    """The seal is what notices: a program that did not look at it would miss flips."""
    path, _ = written(key_file("head", "recovery"), tmp_path)

    assert (
        silent_flips(path.read_bytes(), lambda file: bool(file.open(SECRETS["recovery"]).key)) > 0
    )
