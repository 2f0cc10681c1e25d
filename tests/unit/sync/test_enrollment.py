"""Two files and one spoken code join a device; anything else joins nobody."""

import pytest

from kh57_desktop.errors import BundleDamaged, BundleTooNew, ConfirmCodeWrong, InputTooBig
from kh57_desktop.sync import certificates, enrollment, envelopes, shapes
from kh57_desktop.sync.enrollment import Pending
from kh57_desktop.system import codes, seals
from kh57_desktop.system.ids import canonical
from tests.support.bundles import a_commune, a_machine

SEED = bytes(range(32))
BOX = seals.box_identity(bytes(range(32, 64)))
OFFICE = a_machine("PVHXH")


def asked(unit="TH-DPX", seed=SEED, box=BOX):
    return enrollment.request(unit, seed, box, cheap=True)


def answered(file, code, known=(OFFICE.raw,), authority=None):
    return enrollment.answer(file, code, authority or a_commune(), known, name="ghep.kh57")


def changed(file, **values):
    """Return the file with values of its envelope replaced."""
    return canonical({**shapes.document(file), **values})


def changed_body(file, **values):
    """Return the file with values of its body replaced, the tag left as it was."""
    outer = shapes.document(file)
    body = canonical({**shapes.document(shapes.packed(outer, "body", 1 << 20)), **values})
    return canonical({**outer, "body": shapes.base64_text(body)})


def test_the_spoken_code_joins_a_unit():
    """The unit asks, the commune types the code it hears, the unit takes the answer in."""
    pending, file = asked()
    reply = answered(file, pending.confirm_code)
    joined = enrollment.finish(reply.file, pending, name="tra-loi.kh57")

    assert joined.device == reply.device
    assert (joined.device.unit, joined.device.role) == ("TH-DPX", "unit")
    assert joined.device.device == certificates.device_of(seals.public_key(SEED))
    assert (joined.root, joined.commune) == (a_commune().root, a_commune().commune)
    assert joined.escrow == a_commune().escrow
    assert certificates.verified(joined.certificate, joined.root) == joined.device


def test_the_answer_names_whom_the_unit_writes_to():
    """The unit can pack at once: it knows the commune's devices and its own, not other units."""
    sibling, stranger = a_machine("TH-DPX", number=2), a_machine("TR-NTT")
    pending, file = asked()
    reply = answered(file, pending.confirm_code, (OFFICE.raw, sibling.raw, stranger.raw))
    joined = enrollment.finish(reply.file, pending, name="tra-loi.kh57")

    assert joined.others == (OFFICE.raw, sibling.raw)


def test_another_pc_of_the_office_is_told_of_every_unit():
    """The leader's PC can pack for each unit from its first day."""
    school = a_machine("TR-NTT")
    pending, file = asked("PVHXH")
    reply = enrollment.answer(
        file, pending.confirm_code, a_commune(), [OFFICE.raw, school.raw], name="a", role="office"
    )
    joined = enrollment.finish(reply.file, pending, name="tra-loi.kh57")

    assert joined.device.role == "office"
    assert joined.others == (OFFICE.raw, school.raw)


def test_the_code_is_in_no_file():
    """Whoever finds both files does not learn the code."""
    pending, file = asked()
    reply = answered(file, pending.confirm_code)
    digits = codes.read_confirm_code(pending.confirm_code)

    for kept in (file, reply.file, pending.body):
        assert digits.encode() not in kept
        assert pending.confirm_code.encode() not in kept
    assert digits not in repr(pending)
    assert pending.confirm_code not in repr(pending)


def test_every_wrong_digit_of_the_code_is_refused():
    """One digit misheard, and the commune certifies nobody."""
    pending, file = asked()
    refused = 0
    for place, digit in enumerate(pending.confirm_code):
        if digit == " ":
            continue
        wrong = pending.confirm_code[:place] + str((int(digit) + 3) % 10)
        with pytest.raises(ConfirmCodeWrong):
            answered(file, wrong + pending.confirm_code[place + 1 :])
        refused += 1

    assert refused == 17


def test_another_code_with_a_right_check_digit_is_refused():
    """A code that is well-formed but not the spoken one certifies nobody."""
    _, file = asked()

    with pytest.raises(ConfirmCodeWrong):
        answered(file, codes.confirm_code())


def test_a_replaced_request_is_refused():
    """Somebody swaps the file on the way: the code the commune hears does not fit it."""
    pending, _ = asked()
    _, theirs = asked(seed=bytes(32))

    with pytest.raises(ConfirmCodeWrong):
        answered(theirs, pending.confirm_code)


@pytest.mark.parametrize("change", [{"unit": "TR-NTT"}, {"nonce": "00" * 16}, {"salt": "00" * 16}])
def test_an_altered_request_is_refused(change):
    """A request whose body was changed is no longer signed by the device."""
    pending, file = asked()

    with pytest.raises(ConfirmCodeWrong):
        answered(changed_body(file, **change), pending.confirm_code)


def test_a_request_signed_by_another_key_is_refused():
    """Nobody can ask for a certificate of a key he does not hold."""
    pending, file = asked()
    forged = shapes.base64_text(seals.sign(bytes(32), envelopes.REQUEST, pending.body))

    with pytest.raises(ConfirmCodeWrong):
        answered(changed(file, signature=forged), pending.confirm_code)


def test_an_altered_tag_is_refused():
    """The tag proves the code; a wrong one certifies nobody."""
    pending, file = asked()

    with pytest.raises(ConfirmCodeWrong):
        answered(changed(file, tag="00" * 32), pending.confirm_code)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"not an enrollment file",
        b"{}",
        canonical({"kh57": "answer", "format": 1}),
        canonical({"kh57": "request", "format": 1, "body": "?", "signature": "", "tag": ""}),
        canonical({"kh57": "request", "format": 1, "body": 5}),
    ],
)
def test_a_file_that_is_no_request_is_damaged(file):
    """Any other file in place of the request is refused with a code."""
    with pytest.raises(BundleDamaged):
        enrollment.read_request(file, "ghep.kh57")


@pytest.mark.parametrize("change", [{"cost": "free"}, {"box": "age1nobody"}, {"sign": "00"}])
def test_a_request_of_an_unknown_form_is_damaged(change):
    """A request that asks for an unknown price or shows no key is refused before any work."""
    pending, file = asked()

    with pytest.raises(BundleDamaged):
        answered(changed_body(file, **change), pending.confirm_code)


def test_a_request_of_a_newer_program_says_so():
    """An old commune tells that the unit's program is newer."""
    _, file = asked()

    with pytest.raises(BundleTooNew):
        enrollment.read_request(changed(file, format=2), "ghep.kh57")


def test_a_huge_request_is_not_parsed():
    """A file beyond the cap is refused unread."""
    with pytest.raises(InputTooBig):
        enrollment.read_request(b" " * (enrollment.LARGEST + 1), "ghep.kh57")


def test_a_second_request_voids_the_first():
    """The unit asks again; the answer to its first request is worth nothing any more."""
    first, file = asked()
    reply = answered(file, first.confirm_code)
    second, _ = asked()

    with pytest.raises(ConfirmCodeWrong):
        enrollment.finish(reply.file, second, name="tra-loi.kh57")


def test_an_answer_to_another_request_of_the_same_code_is_refused():
    """Even under the same spoken code an answer fits its own request only."""
    first, file = asked()
    reply = answered(file, first.confirm_code)
    outer = shapes.document(reply.file)
    body = changed_request_hash(outer)
    digits = codes.read_confirm_code(first.confirm_code)
    salt = shapes.hexadecimal(shapes.document(first.body), "salt", 16)
    tag = envelopes.tag(digits, salt, "cheap", envelopes.ANSWER, body).hex()

    with pytest.raises(ConfirmCodeWrong):
        enrollment.finish(
            changed(reply.file, body=shapes.base64_text(body), tag=tag), first, name="a.kh57"
        )


def changed_request_hash(outer):
    body = shapes.document(shapes.packed(outer, "body", 1 << 20))
    return canonical({**body, "request": "00" * 32})


def test_an_answer_is_taken_once():
    """After the answer was taken in the code is forgotten: a replay joins nobody."""
    pending, file = asked()
    reply = answered(file, pending.confirm_code)
    enrollment.finish(reply.file, pending, name="tra-loi.kh57")

    with pytest.raises(ConfirmCodeWrong):
        enrollment.finish(reply.file, None, name="tra-loi.kh57")


@pytest.mark.parametrize(
    "change", [{"root": "00" * 32}, {"escrow": "age1nobody"}, {"control": [1]}]
)
def test_an_altered_answer_is_refused(change):
    """The code proves the commune to the unit too: no other root can be slipped in."""
    pending, file = asked()
    reply = answered(file, pending.confirm_code)

    with pytest.raises(ConfirmCodeWrong):
        enrollment.finish(changed_body(reply.file, **change), pending, name="tra-loi.kh57")


def test_an_answer_for_another_device_is_refused():
    """A unit does not take the certificate of its neighbor."""
    pending, file = asked()
    reply = answered(file, pending.confirm_code)
    theirs = Pending(pending.confirm_code, asked(seed=bytes(32))[0].body)

    with pytest.raises(ConfirmCodeWrong):
        enrollment.finish(reply.file, theirs, name="tra-loi.kh57")


@pytest.mark.parametrize("file", [b"", b"{}", canonical({"kh57": "request", "format": 1})])
def test_a_file_that_is_no_answer_is_damaged(file):
    """Any other file in place of the answer is refused with a code."""
    with pytest.raises(BundleDamaged):
        enrollment.finish(file, asked()[0], name="tra-loi.kh57")


def test_an_answer_with_a_broken_escrow_key_is_damaged():
    """An answer that is truly the commune's but unusable changes nothing."""
    broken = enrollment.Authority(a_commune().commune, a_commune().root_seed, "age1nobody")
    pending, file = asked()
    reply = answered(file, pending.confirm_code, (), broken)

    with pytest.raises(BundleDamaged):
        enrollment.finish(reply.file, pending, name="tra-loi.kh57")


def test_what_is_kept_of_a_request_is_read_back():
    """The program may be closed between request and answer."""
    pending, _ = asked()

    assert Pending.of(pending.kept()) == pending


def test_a_lost_answer_is_given_again():
    """Answering the same request twice gives the same certificate, and both answers work."""
    pending, file = asked()
    first = answered(file, pending.confirm_code)
    second = answered(file, pending.confirm_code, (OFFICE.raw, first.certificate))

    assert second.certificate == first.certificate
    assert enrollment.finish(second.file, pending, name="tra-loi.kh57").device == first.device


def test_a_real_home_pays_the_full_price():
    """Outside test and practice homes the code is stretched as TRUST 4 says."""
    pending, file = enrollment.request("TH-DPX", SEED, BOX, cheap=False)
    reply = answered(file, pending.confirm_code)

    assert shapes.document(pending.body)["cost"] == "full"
    assert envelopes.COSTS["full"] == (65_536, 3, 1)
    assert enrollment.finish(reply.file, pending, name="tra-loi.kh57").device.unit == "TH-DPX"


def test_the_commune_certifies_its_own_first_device():
    """The office's computer holds the root and needs no code."""
    raw = enrollment.certify_self(a_commune(), "PVHXH", SEED, BOX)
    certificate = certificates.verified(raw, a_commune().root)

    assert (certificate.unit, certificate.role) == ("PVHXH", "office")
    assert certificate.box == seals.box_recipient(BOX)


def test_a_file_of_an_enrollment_is_known_by_its_content():
    """A double click leads to the step that the file is for, whatever its name."""
    pending, file = asked()

    assert enrollment.sort(file) == "request"
    assert enrollment.sort(answered(file, pending.confirm_code).file) == "answer"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"KH57GOI\0",
        b"{",
        b"{}",
        b'{"kh57": 5}',
        b'{"kh57": "bundle"}',
        b'{"kh57": "request"' + b" " * envelopes.LARGEST + b"}",
        b"{" + b'"a":[' * 200_000,
    ],
    ids=["nothing", "bundle", "torn", "empty", "number", "other", "large", "deep"],
)
def test_anything_else_is_no_file_of_an_enrollment(raw):
    """Bundles, other people's files and hostile ones are looked into as bundles are."""
    assert enrollment.sort(raw) == ""
