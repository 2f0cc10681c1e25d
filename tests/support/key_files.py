"""Key files with every kind of slot, written and changed by hand."""

import json

from kh57_desktop.system import keys, seals
from kh57_desktop.system.codes import secret_code
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.keys import CHEAP, KeyFile, StoreKey

KEY = StoreKey(bytes(range(32)), bytes(range(16)))


STORE = "00112233445566778899aabbccddeeff"


RECOVERY, ENVELOPE = bytes([7]) * 16, bytes([9]) * 16


HEAD, CLERK = 4611, 4612


PASSWORDS = {HEAD: "tập luyện 57", CLERK: "mật khẩu thứ hai"}


SECRETS = {
    "head": PASSWORDS[HEAD],
    "clerk": PASSWORDS[CLERK],
    "recovery": secret_code(RECOVERY),
    "commune": secret_code(ENVELOPE),
}


SLOTS = {
    "head": lambda file: file.with_officer(KEY, HEAD, PASSWORDS[HEAD], CHEAP),
    "clerk": lambda file: file.with_officer(KEY, CLERK, PASSWORDS[CLERK], CHEAP),
    "recovery": lambda file: file.with_recovery(KEY, RECOVERY),
    "commune": lambda file: file.with_commune(
        KEY, seals.box_recipient(keys.escrow_identity(ENVELOPE))
    ),
}


ALL = tuple(SLOTS)


def key_file(*slots):
    """Return a key file with these slots."""
    file = KeyFile(STORE)
    for slot in slots:
        file = SLOTS[slot](file)
    return file


def written(file, folder):
    """Write a key file and return its path and words."""
    path = folder / "keys.json"
    file.write(path, RealDisk())
    return path, json.loads(path.read_bytes())


def rewritten(words, folder, *, is_summed=True):
    """Read a key file whose words somebody changed, who knows how its checksum is made or not."""
    path = folder / "changed.json"
    rest = {name: value for name, value in words.items() if name != "sum"}
    words = {**rest, "sum": keys._checksum(rest)} if is_summed else words
    path.write_text(json.dumps(words), encoding="utf-8")
    return KeyFile.read(path, RealDisk())
