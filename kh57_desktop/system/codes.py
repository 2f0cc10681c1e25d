"""Write and read the codes people speak, print and type: confirm, recovery and receipt codes."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

SECRET_BYTES: Final = 16
RECEIPT_BYTES: Final = 10

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_HEARD_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = str.maketrans(dict.fromkeys(" -_.·–\t\r\n\u00a0"))
_SECRET_LETTERS = 26
_CHECK_MODULUS = 1021  # the greatest prime below 32 × 32: two letters hold every remainder
_CONFIRM_DIGITS = 16
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def confirm_code() -> str:
    """Return a fresh spoken code: 16 random digits by fours and a check digit (TRUST 5)."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_CONFIRM_DIGITS))
    return by_fours(digits + str(_damm(digits)))


def read_confirm_code(text: str) -> str | None:
    """Return the 17 digits of a typed confirm code, None when a digit is wrong or swapped."""
    digits = _bare(text)
    if len(digits) != _CONFIRM_DIGITS + 1 or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if _damm(digits) == 0 else None


def secret_code(secret: bytes) -> str:
    """Return 128 bits as 26 letters and 2 check letters by fours: recovery code, commune key."""
    number = int.from_bytes(secret, "big")
    check = -(number << 10) % _CHECK_MODULUS
    return by_fours(_letters(number << 10 | check, _SECRET_LETTERS + 2))


def read_secret_code(text: str) -> bytes | None:
    """Return the 128 bits of a typed code, None when it is no code or a letter is wrong."""
    number = _number(text, _SECRET_LETTERS + 2)
    if number is None or number % _CHECK_MODULUS or number >> 10 >= 1 << (8 * SECRET_BYTES):
        return None
    if number & 1023 >= _CHECK_MODULUS:
        return None  # the check has one spelling only
    return (number >> 10).to_bytes(SECRET_BYTES, "big")


def receipt_code(receipt: bytes) -> str:
    """Return the 80 bits of a receipt as 16 letters by fours (SYNC 8.5)."""
    return by_fours(_letters(int.from_bytes(receipt, "big"), 16))


def read_receipt_code(text: str) -> bytes | None:
    """Return the 80 bits of a typed receipt code, None when it is not one."""
    number = _number(text, 16)
    return None if number is None else number.to_bytes(RECEIPT_BYTES, "big")


def by_fours(letters: str) -> str:
    """Return letters in groups of four, as they are read out."""
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _bare(text: str) -> str:
    """Take spaces and dashes off and full-width letters back to plain ones."""
    return unicodedata.normalize("NFKC", text).translate(_IGNORED).upper()


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> 5 * at & 31] for at in reversed(range(count)))


def _number(text: str, count: int) -> int | None:
    """Read `count` letters forgivingly: O is 0, I and L are 1, small is large."""
    letters = _bare(text).translate(_HEARD_AS)
    if len(letters) != count or any(letter not in _LETTERS for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return number


def _damm(digits: str) -> int:
    """Walk Damm's table: 0 at the end of a code with its right check digit."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
