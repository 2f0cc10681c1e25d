"""Certificates say who a device is and what it may write; only the commune's root makes them."""

import pytest

from kh57_desktop.errors import BundleFromStranger
from kh57_desktop.sync import certificates
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical
from tests.support.bundles import a_commune, a_machine


def test_a_certificate_reads_as_it_was_issued():
    """What the commune certified is what every device reads."""
    machine = a_machine("TH-DPX")

    assert certificates.verified(machine.raw, machine.authority.root) == machine.certificate


def test_a_certificate_of_another_commune_is_a_stranger():
    """A device certified by another commune is not believed here."""
    machine = a_machine("TH-DPX", at=a_commune(2))

    with pytest.raises(BundleFromStranger):
        certificates.verified(machine.raw, a_commune(1).root)


def test_every_changed_bit_of_a_certificate_is_noticed():
    """No bit of a certificate can be changed: not the unit, not the role, not the signature."""
    machine = a_machine("TH-DPX")
    refused = 0
    for bit in range(8 * len(machine.raw)):
        wrong = bytearray(machine.raw)
        wrong[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BundleFromStranger):
            certificates.verified(bytes(wrong), machine.authority.root)
        refused += 1

    assert refused == 8 * len(machine.raw)


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "leader"},
        {"device": "00" * 16},
        {"serial": -1},
        {"serial": True},
        {"write": "unit/TH-DPX"},
        {"write": [1]},
        {"sign": "Z" * 64},
        {"box": None},
        {"unit": "x" * 300},
        {"commune": "AB" * 16},
    ],
)
def test_a_signed_certificate_of_an_unknown_form_is_not_believed(changed):
    """Even the root's signature does not make sense of what cannot be understood."""
    machine = a_machine("TH-DPX")
    body = canonical(certificates._document(machine.certificate) | changed)
    raw = body + seals.sign(machine.authority.root_seed, certificates.CONTEXT, body)

    with pytest.raises(BundleFromStranger):
        certificates.verified(raw, machine.authority.root)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":1.5}', b'{"a":1,"a":2}', b"\xff"])
def test_a_signed_certificate_that_is_no_object_is_not_believed(body):
    """Bytes that hold no certificate are refused, whoever signed them."""
    authority = a_commune()
    raw = body + seals.sign(authority.root_seed, certificates.CONTEXT, body)

    with pytest.raises(BundleFromStranger):
        certificates.verified(raw, authority.root)


def test_an_oversized_certificate_is_not_looked_at():
    """A certificate longer than its cap is refused although it is signed."""
    authority = a_commune()
    body = b" " * certificates.LONGEST
    raw = body + seals.sign(authority.root_seed, certificates.CONTEXT, body)

    with pytest.raises(BundleFromStranger):
        certificates.verified(raw, authority.root)


@pytest.mark.parametrize(
    ("unit", "scope", "commune_side", "allowed"),
    [
        ("TH-DPX", "unit/TH-DPX", False, True),
        ("TH-DPX", "private/TH-DPX", False, True),
        ("TH-DPX", "unit/TH-DPX", True, False),
        ("TH-DPX", "unit/TR-NTT", False, False),
        ("TH-DPX", "private/TR-NTT", False, False),
        ("TH-DPX", "catalog", False, False),
        ("TH-DPX", "control", False, False),
        ("TH-DPX", "office", False, False),
        ("PVHXH", "catalog", False, True),
        ("PVHXH", "control", False, True),
        ("PVHXH", "office", False, True),
        ("PVHXH", "unit/PVHXH", False, True),
        ("PVHXH", "private/PVHXH", False, True),
        ("PVHXH", "unit/TH-DPX", False, False),
        ("PVHXH", "unit/TH-DPX", True, True),
        ("PVHXH", "private/TH-DPX", False, False),
        ("PVHXH", "private/TH-DPX", True, False),
    ],
)
def test_each_table_has_one_side(unit, scope, commune_side, allowed):
    """Facts are written by the unit, answers by the commune, lists by the commune alone."""
    certificate = a_machine(unit).certificate

    assert certificate.may_write(scope, commune_side=commune_side) is allowed


def test_the_commune_reads_all_units_but_no_names_of_citizens():
    """Names of citizens and students stay with the unit."""
    office = a_machine("PVHXH").certificate
    scopes = ("catalog", "unit/TH-DPX", "private/TH-DPX", "private/PVHXH", "office")

    assert office.readable(scopes) == ("catalog", "unit/TH-DPX", "private/PVHXH", "office")


def test_a_unit_reads_the_catalog_and_itself():
    """One school cannot be sent another school's records."""
    school = a_machine("TH-DPX").certificate
    scopes = ("catalog", "control", "unit/TH-DPX", "private/TH-DPX", "unit/TR-NTT", "office")

    assert school.readable(scopes) == scopes[:4]


def test_serials_rise_and_do_not_meet():
    """A new certificate stands above all known ones, and two offices do not draw the same."""
    first = certificates.next_serial((), b"\0\1")
    second = certificates.next_serial((first,), b"\0\0")
    other = certificates.next_serial((first,), b"\0\1")

    assert first < second < other
