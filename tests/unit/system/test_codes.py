"""Codes that people speak and type: every slip is noticed, harmless habits are forgiven."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.system import codes

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets = st.binary(min_size=16, max_size=16)
receipts = st.binary(min_size=10, max_size=10)


def replaced(text, at, letter):
    """Return a text with one letter changed."""
    return text[:at] + letter + text[at + 1 :]


def test_a_confirm_code_is_seventeen_digits_by_fours():
    """The unit reads four groups of four digits and a check digit."""
    code = codes.confirm_code()

    assert [len(group) for group in code.split()] == [4, 4, 4, 4, 1]
    assert code.replace(" ", "").isdigit()
    assert codes.read_confirm_code(code) == code.replace(" ", "")


def test_every_wrong_digit_and_swapped_neighbor_is_noticed():
    """A misheard digit never enrolls a device (TRUST 5)."""
    noticed = tried = 0
    for _ in range(30):
        code = codes.confirm_code().replace(" ", "")
        wrong = {replaced(code, at, digit) for at in range(17) for digit in "0123456789"}
        swapped = {
            code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)
        }
        for other in (wrong | swapped) - {code}:
            tried += 1
            noticed += codes.read_confirm_code(other) is None

    assert noticed == tried > 4_500


@pytest.mark.parametrize("text", ["", "1234", "a" * 17, "1" * 18, "²" * 17])
def test_what_is_no_confirm_code_is_not_read_as_one(text):
    """Words, too few and too many digits are no code."""
    assert codes.read_confirm_code(text) is None


def test_two_confirm_codes_differ():
    """A code is drawn anew for every request."""
    assert len({codes.confirm_code() for _ in range(50)}) == 50


@given(secrets)
def test_a_recovery_code_is_read_back(secret):
    """What was printed opens the store, typed in any of the usual ways."""
    code = codes.secret_code(secret)

    assert [len(group) for group in code.split()] == [4] * 7
    assert codes.read_secret_code(code) == secret
    assert codes.read_secret_code(code.lower().replace(" ", "-")) == secret
    assert codes.read_secret_code(code.replace("0", "o").replace("1", "l")) == secret
    assert codes.read_secret_code(code.replace("1", "I").replace(" ", "\u00a0") + "\n") == secret
    full_width = "".join(chr(ord(x) + 0xFEE0) if x != " " else x for x in code)
    assert codes.read_secret_code(full_width) == secret


@given(secrets)
def test_every_wrong_letter_of_a_recovery_code_is_noticed(secret):
    """A letter read wrong from the paper is told at once, not after a slow derivation."""
    code = codes.secret_code(secret).replace(" ", "")
    wrong = {replaced(code, at, letter) for at in range(28) for letter in LETTERS} - {code}

    assert len(wrong) == 28 * 31
    assert {codes.read_secret_code(other) for other in wrong} == {None}


@given(secrets)
def test_every_two_swapped_letters_of_a_recovery_code_are_noticed(secret):
    """Letters typed in the wrong order never pass, however far apart."""
    code = list(codes.secret_code(secret).replace(" ", ""))
    for one, other in itertools.combinations(range(28), 2):
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert swapped == code or codes.read_secret_code("".join(swapped)) is None


@pytest.mark.parametrize("text", ["", "tập luyện 57", "Z" * 28, "U" * 28, "0" * 27, "0" * 29])
def test_a_password_is_not_taken_for_a_recovery_code(text):
    """What is no code is tried as a password."""
    assert codes.read_secret_code(text) is None


def test_a_check_has_one_spelling_only():
    """The code of 128 zero bits ends in 00; its twin remainder 1021 is no code."""
    zero = codes.secret_code(bytes(16)).replace(" ", "")

    assert zero == "0" * 28
    assert codes.read_secret_code("0" * 26 + "ZX") is None


@given(receipts)
def test_a_receipt_is_read_back_from_sixteen_letters(receipt):
    """What the commune reads out over the phone proves that this bundle was merged."""
    code = codes.receipt_code(receipt)

    assert [len(group) for group in code.split()] == [4] * 4
    assert codes.read_receipt_code(code.lower()) == receipt


def test_what_is_no_receipt_is_not_read_as_one():
    """Too short, too long, or with a letter the code does not have."""
    assert codes.read_receipt_code("ABCD") is None
    assert codes.read_receipt_code("U" * 16) is None
