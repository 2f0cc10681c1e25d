"""FORMAT.md is enough: a reader written from it alone, without the program, reads a bundle."""

import hashlib
import io
import itertools
import json
import struct
from pathlib import Path

import pyrage
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import kh57_desktop.sync
from kh57_desktop.system.ids import derived
from tests.support.bundles import a_commune
from tests.support.devices import Commune

FORMAT = Path(kh57_desktop.sync.__file__).with_name("FORMAT.md")


def verified(public, context, message, signature):
    Ed25519PublicKey.from_public_bytes(public).verify(signature, context + b"\0" + message)


def read_frame(raw, root):
    """Section 1 and 4: the frame, its certificate and its signature."""
    magic, form, suite, c, h, zero, b = struct.unpack_from("<8sHHIIIQ", raw)
    assert (magic, form, suite, zero) == (b"KH57GOI\0", 1, 1, 0)
    assert len(raw) == 96 + c + h + b
    certificate = raw[32 : 32 + c]
    verified(root, b"KH57 certificate", certificate[:-64], certificate[-64:])
    sender = json.loads(certificate[:-64])
    public = bytes.fromhex(sender["sign"])
    verified(public, b"KH57 bundle", hashlib.sha512(raw[:-64]).digest(), raw[-64:])
    number = hashlib.sha256(b"KH57 device\0" + public).digest()[:16]
    assert sender["device"] == number.hex()
    header = json.loads(raw[32 + c : 32 + c + h])
    outer = hashlib.sha256(raw[32 : 32 + c + h]).hexdigest()
    return sender, header, outer, raw[32 + c + h : -64]


def read_body(sealed, identity):
    """Section 3: the inner header and the parts."""
    opened = io.BytesIO()
    key = pyrage.x25519.Identity.from_str(identity)
    pyrage.decrypt_io(io.BytesIO(sealed), opened, [key])
    plain = opened.getvalue()
    (length,) = struct.unpack_from("<I", plain)
    inner, at, parts = json.loads(plain[4 : 4 + length]), 4 + length, []
    for announced in inner["segments"]:
        part = plain[at : at + announced["stored"]]
        assert hashlib.sha256(part).hexdigest() == announced["hash"]
        parts.append((part, announced["raw"]))
        at += len(part)
    assert at == len(plain)
    return inner, parts


def read_segment(part, raw, public):
    """Section 5: head, signature and content."""
    (length,) = struct.unpack_from("<I", part)
    head, frame = json.loads(part[4 : 4 + length]), part[4 + length : -64]
    digest = hashlib.sha256(part[4:-64]).digest()
    verified(public, b"KH57 segment", digest, part[-64:])
    content = zstandard.ZstdDecompressor().decompress(frame, max_output_size=raw)
    assert len(content) == raw == head["raw"]
    return head, json.loads(content)


@pytest.fixture
def sent(tmp_path):
    """Lend a bundle of a school, the devices, and what was recorded."""
    commune = Commune(tmp_path / "xa")
    school = commune.join("TR-NTT")
    commune.office.keep("villages", code="T1", name="Thôn 1")
    (lists,) = commune.office.pack("TR-NTT", tmp_path / "usb").files
    school.accept(lists)
    first = school.keep("activities", title="Hội nghị", reach_count=45)
    second = school.keep("activities", title="Tọa đàm")
    school.keep("activities", first, place="Nhà rông")
    (file,) = school.pack("commune", tmp_path / "usb").files
    yield commune, school, file.read_bytes(), (first, second)
    commune.close()


def test_another_program_can_read_a_bundle(sent):
    """Frame, certificate, header, body and segments are what the document says."""
    commune, school, raw, _ = sent
    sender, header, outer, sealed = read_frame(raw, a_commune().root)
    inner, parts = read_body(sealed, commune.office.journal.identity.box)

    assert (sender["unit"], sender["role"]) == ("TR-NTT", "unit")
    assert header["from"] == inner["from"] == school.journal.identity.device.hex()
    assert header["to"] == inner["to"]
    assert commune.office.journal.identity.device.hex() in header["to"]
    assert inner["outer"] == outer
    assert (inner["changes"], len(inner["receipt"])) == (3, 20)
    assert (inner["missing"], inner["blobs"], header["volume"]) == ([], [], [1, 1])
    assert len(parts) == 1


def test_another_program_can_read_the_changes(sent):
    """Numbers, rows, values and what was seen unfold as the document says."""
    commune, school, raw, (first, second) = sent
    _, _, _, sealed = read_frame(raw, a_commune().root)
    inner, [(part, length)] = read_body(sealed, commune.office.journal.identity.box)
    head, content = read_segment(part, length, school.certificate.sign)
    operations = {block["kind"]: block for block in content["operations"]}
    created, edited = operations["create"], operations["edit"]
    origin = int(head["run"], 16) >> 84 << 18
    rows = list(itertools.accumulate(created["id"], initial=origin))[1:]
    stamps = list(itertools.accumulate(content["changes"]["stamp"]))
    (catalog,) = inner["vector"]["catalog"]

    assert (head["scope"], head["first"], head["last"]) == ("unit/TR-NTT", 1, 3)
    assert rows == [first, second]
    values = dict(zip(created["fields"], created["values"], strict=True))
    assert values["title"] == ["Hội nghị", "Tọa đàm"]
    assert values["reach_count"] == [45, None]
    assert (edited["id"], edited["fields"]) == ([first], ["place"])
    assert list(itertools.accumulate(edited["change"], initial=head["first"]))[1:] == [3]
    assert stamps == sorted(set(stamps))
    assert content["seen"][0] == [1, {"catalog": {catalog[0]: catalog[1]}}]


def test_derived_ids_are_spelled_as_the_document_says():
    """Two programs that read the same key mean the same row."""
    text = b'["mark","unit/TR-NTT",[12,7]]'
    expected = (1 << 62) + (int.from_bytes(hashlib.sha256(text).digest()[:8], "big") >> 2)

    assert derived("mark", "unit/TR-NTT", (12, 7)) == expected


def test_the_document_is_short():
    """The format is read in one sitting."""
    assert len(FORMAT.read_text(encoding="utf-8").splitlines()) <= 200
