"""Whoever holds one intact key opens the store; nobody else does (TRUST 4, T32)."""

import itertools
import json
import unicodedata

import pytest

from kh57_desktop.errors import (
    InvalidRecord,
    KeyFileDamaged,
    PasswordWrong,
)
from kh57_desktop.system import keys, seals
from kh57_desktop.system.codes import secret_code
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.keys import CHEAP, NORMAL, Cost, KeyFile, StoreKey
from tests.support.key_files import (
    ALL,
    CLERK,
    ENVELOPE,
    HEAD,
    KEY,
    PASSWORDS,
    RECOVERY,
    SECRETS,
    STORE,
    key_file,
    rewritten,
    written,
)


def opening(file, secret):
    """Open a key file as the program does."""
    return file.open(secret)


def opening_sound_ones_only(file, secret):
    """Open a key file as a stricter program would: the control of T32."""
    opened = file.open(secret)
    if not opened.is_sound:
        raise KeyFileDamaged
    return opened


def any_intact_slot_opens(folder, way):
    """Claim that each slot opens every set of slots it is in, whatever befell the others."""
    for count in range(1, 5):
        for chosen in itertools.combinations(ALL, count):
            _, words = written(key_file(*chosen), folder)
            for intact, slot in enumerate(chosen):
                hurt = json.loads(json.dumps(words))
                for at, other in enumerate(hurt["slots"]):
                    if at != intact:
                        other["box"] = other["box"][::-1]
                assert way(rewritten(hurt, folder), SECRETS[slot]).key == KEY


@pytest.mark.fault("T32")
@pytest.mark.logs("key file was changed outside the program")
def test_any_intact_slot_opens_the_store(tmp_path):
    """A forgotten password or a damaged slot locks nobody out while one key is left."""
    any_intact_slot_opens(tmp_path, opening)

    assert key_file(*ALL).open(SECRETS["head"]).is_sound


@pytest.mark.fault("T32", control=True)
@pytest.mark.logs("key file was changed outside the program")
def test_refusing_a_bad_seal_would_lock_officers_out(tmp_path):
    """Why a bad seal is only told: a program that refused it would fail the same test."""
    with pytest.raises(KeyFileDamaged):
        any_intact_slot_opens(tmp_path, opening_sound_ones_only)


@pytest.mark.parametrize("slot", ALL)
def test_each_slot_says_who_opened(slot):
    """The password alone tells who is there."""
    opened = key_file(*ALL).open(SECRETS[slot])

    kind = slot if slot in {"recovery", "commune"} else "officer"
    assert (opened.kind, opened.officer) == (kind, {"head": HEAD, "clerk": CLERK}.get(slot))
    assert (opened.key, opened.is_sound) == (KEY, True)


@pytest.mark.parametrize("secret", ["", "tập luyện 58", secret_code(bytes(16)), "TẬP LUYỆN 57"])
def test_a_wrong_secret_opens_nothing(secret):
    """A guess is refused, a foreign recovery code too."""
    with pytest.raises(PasswordWrong):
        key_file(*ALL).open(secret)


def test_a_password_typed_decomposed_is_the_same():
    """Another input method spells the same letters otherwise; the officer gets in all the same."""
    typed = unicodedata.normalize("NFD", PASSWORDS[HEAD])

    assert typed != PASSWORDS[HEAD]
    assert key_file("head").open(typed).officer == HEAD


def test_the_file_says_what_the_paper_says(tmp_path):
    """The format is fixed: another program, or the next version, can read it (TRUST 4)."""
    file = key_file(*ALL)
    path, words = written(file, tmp_path)

    assert list(words) == ["counter", "format", "mac", "slots", "store", "sum"]
    assert (words["format"], words["store"], words["counter"]) == (1, STORE, 4)
    head, clerk, recovery, commune = words["slots"]
    assert head.keys() == {"kind", "officer", "m", "t", "p", "salt", "nonce", "box"}
    assert (head["m"], head["t"], head["p"], head["officer"]) == (1024, 1, 1, HEAD)
    assert head["salt"] == clerk["salt"]
    assert recovery.keys() == {"kind", "salt", "nonce", "box"}
    assert commune["escrow"].startswith("age1")
    assert KeyFile.read(path, RealDisk()) == file


def test_the_file_and_its_values_show_no_secret(tmp_path):
    """A stolen key file, or a line in the log, gives no key and no name."""
    file = key_file(*ALL)
    path, _ = written(file, tmp_path)
    shown = repr(file) + repr(KEY) + repr(file.open(SECRETS["head"]))

    assert KEY.key not in path.read_bytes()
    assert "\\x01\\x02" not in shown
    assert PASSWORDS[HEAD].encode() not in path.read_bytes()


def test_a_normal_guess_costs_sixty_four_megabytes():
    """A real store makes guessing slow; only test and practice stores are cheap."""
    assert Cost(65536, 3, 1) == NORMAL
    assert Cost(1024, 1, 1) == CHEAP
    assert KeyFile(STORE).with_officer(KEY, 1, "x" * 10).open("x" * 10).officer == 1


def test_a_new_password_voids_the_old():
    """After a change only the new password opens, and nobody else notices."""
    file = key_file("head", "clerk").with_officer(KEY, HEAD, "mật khẩu mới đây")

    assert file.open("mật khẩu mới đây").officer == HEAD
    assert file.open(PASSWORDS[CLERK]).officer == CLERK
    assert file.counter == 3
    with pytest.raises(PasswordWrong):
        file.open(PASSWORDS[HEAD])


def test_an_officer_who_left_no_longer_opens():
    """The slot is taken away; the others stay."""
    file = key_file(*ALL).without_officer(KEY, HEAD)

    assert file.officers() == (CLERK,)
    assert file.open(PASSWORDS[CLERK]).is_sound
    with pytest.raises(PasswordWrong):
        file.open(PASSWORDS[HEAD])


def test_a_new_recovery_code_and_a_new_envelope_void_the_old():
    """What is on an old paper opens nothing any more."""
    other = bytes([1]) * 16
    file = key_file(*ALL).with_recovery(KEY, other)
    file = file.with_commune(KEY, seals.box_recipient(keys.escrow_identity(bytes([2]) * 16)))

    assert file.open(secret_code(other)).kind == "recovery"
    assert file.open(secret_code(bytes([2]) * 16)).kind == "commune"
    for old in (RECOVERY, ENVELOPE):
        with pytest.raises(PasswordWrong):
            file.open(secret_code(old))
    assert file.has_commune
    assert not key_file("head").has_commune


@pytest.mark.parametrize("password", ["chín ký t", PASSWORDS[HEAD]])
def test_a_short_or_taken_password_is_refused(password):
    """Ten letters at least, and none that opens another's slot: it tells who is there."""
    with pytest.raises(InvalidRecord) as told:
        key_file("head").with_officer(KEY, CLERK, password)

    assert "mật khẩu" in str(told.value.details["problems"])


def test_an_officer_may_keep_the_password():
    """Setting the same password again is no clash with oneself."""
    assert key_file("head").with_officer(KEY, HEAD, PASSWORDS[HEAD]).counter == 2


@pytest.mark.logs("key file was changed outside the program")
@pytest.mark.parametrize(
    ("name", "value"), [("counter", 1), ("mac", "AAAA"), ("mac", "*"), ("mac", None)]
)
def test_a_change_from_outside_is_told_and_locks_nobody_out(tmp_path, name, value):
    """An old or edited key file opens, and the officer hears of it."""
    _, words = written(key_file(*ALL), tmp_path)

    opened = rewritten({**words, name: value}, tmp_path).open(SECRETS["clerk"])

    assert opened.key == KEY
    assert not opened.is_sound


@pytest.mark.parametrize("name", ["store", "officer"])
def test_a_box_cannot_take_anothers_place(tmp_path, name):
    """A slot copied from another store or to another officer opens nothing."""
    _, words = written(key_file("head"), tmp_path)
    if name == "store":
        words["store"] = "ff" * 16
    else:
        words["slots"][0]["officer"] = CLERK

    with pytest.raises(PasswordWrong):
        rewritten(words, tmp_path).open(SECRETS["head"])


def test_an_envelope_of_another_store_opens_nothing(tmp_path):
    """The commune's box is bound to its store as well."""
    _, words = written(key_file("commune"), tmp_path)
    words["store"] = "ff" * 16

    with pytest.raises(PasswordWrong):
        rewritten(words, tmp_path).open(SECRETS["commune"])


@pytest.mark.logs("key file was changed outside the program")
@pytest.mark.parametrize(
    "change",
    [
        {"m": 1 << 40},
        {"m": 7},
        {"t": 0},
        {"t": 10_000},
        {"p": 64},
        {"p": True},
        {"m": "much"},
        {"salt": "AAAA"},
        {"salt": "no base64"},
        {"nonce": ""},
        {"kind": "fingerprint"},
        {"kind": 7},
    ],
)
def test_a_slot_that_makes_no_sense_is_kept_and_opens_nothing(tmp_path, change):
    """A forged cost takes no memory; a newer program's slot survives our writing."""
    _, words = written(key_file("head", "recovery"), tmp_path)
    words["slots"][0].update(change)
    file = rewritten(words, tmp_path)

    assert file.open(SECRETS["recovery"]).key == KEY
    with pytest.raises(PasswordWrong):
        file.open(SECRETS["head"])
    _, again = written(file.with_officer(KEY, CLERK, PASSWORDS[CLERK], CHEAP), tmp_path)
    assert words["slots"][0] in again["slots"]


@pytest.mark.parametrize("missing", ["box", "nonce", "officer", "kind"])
def test_a_slot_with_a_part_missing_opens_nothing(tmp_path, missing):
    """What is not there is not guessed."""
    _, words = written(key_file("head"), tmp_path)
    del words["slots"][0][missing]

    with pytest.raises(PasswordWrong):
        rewritten(words, tmp_path).open(SECRETS["head"])


def test_a_box_of_another_length_opens_nothing():
    """A box that holds no store key is refused, not half used."""
    from kh57_desktop.system import slots  # noqa: PLC0415 - its inner laws, met here only

    under = bytes(32)
    short = StoreKey(b"short", b"")
    slot = slots.RecoverySlot(b"s", *slots.wrap(short, under, STORE, "recovery", None))

    assert slots.unwrap(slot, under, STORE) is None
    assert (
        slots.withdraw(
            slots.deposit(short, seals.box_recipient(keys.escrow_identity(ENVELOPE)), STORE),
            keys.escrow_identity(ENVELOPE),
            STORE,
        )
        is None
    )


def test_five_wrong_tries_are_free_then_waiting_grows():
    """Guessing gets slow, and nobody is locked out."""
    waits = [keys.seconds_to_wait(wrong) for wrong in range(12)]

    assert waits == [0, 0, 0, 0, 0, 5, 10, 20, 40, 60, 60, 60]
    assert keys.seconds_to_wait(10**9) == 60


def test_one_envelope_yields_root_and_escrow_apart():
    """The keys derived from one secret tell nothing about each other, and never change."""
    root = keys.root_seed(ENVELOPE)

    assert seals.public_key(root).hex() == seals.public_key(keys.root_seed(ENVELOPE)).hex()
    assert keys.escrow_identity(ENVELOPE) != keys.deposit_identity(ENVELOPE)
    assert keys.escrow_identity(ENVELOPE) != seals.box_identity(root)
    assert StoreKey.random() != StoreKey.random()
