"""A bundle is recognized by its content, in a ZIP as well; what pretends to be one is refused."""

import os
import struct
import zipfile
import zlib

import pytest

from kh57_desktop.errors import BundleDamaged, FileHeld, InputTooBig
from kh57_desktop.sync import bundle, wrapping
from tests.support.bundles import Parcel, a_machine

SCHOOL, OFFICE = a_machine("TH-DPX"), a_machine("PVHXH")
RAW = Parcel(SCHOOL, (OFFICE,)).bytes()


def zipped(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def read_all(path):
    return [bundle.read(source, OFFICE.keys).segments for source in wrapping.sources(path)]


def test_a_bundle_under_any_name_is_found(tmp_path):
    """The program goes by content: a bundle renamed to a picture is still a bundle."""
    path = tmp_path / "anh.jpg"
    path.write_bytes(RAW)

    assert read_all(path) == [(b"segment one", b"segment two")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zipped_bundle_is_opened(tmp_path, method):
    """Some gateways pass nothing but ZIP; the bundle inside opens all the same."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)], method)

    assert read_all(path) == [(b"segment one", b"segment two")]


def test_all_bundles_of_a_zip_are_found_beside_other_things(tmp_path):
    """A whole folder sent as one ZIP shows its bundles and nothing else."""
    other = Parcel(SCHOOL, (OFFICE,), parts=(b"third",)).bytes()
    members = [("doc.txt", b"xin chao"), ("../../a.kh57", RAW), ("b", b""), ("c.bin", other)]
    path = zipped(tmp_path / "thu-muc.zip", members)

    assert read_all(path) == [(b"segment one", b"segment two"), (b"third",)]
    assert [file.name for file in tmp_path.iterdir()] == ["thu-muc.zip"]


@pytest.mark.parametrize("content", [b"", b"KH57", b"hello, officer", b"PK\3\4", b"PK\3\4" * 20])
def test_what_is_no_bundle_is_damage(tmp_path, content):
    """Any other file is refused with the code of a damaged bundle."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(content)

    with pytest.raises(BundleDamaged):
        wrapping.sources(path)


def test_a_zip_without_a_bundle_is_damage(tmp_path):
    """A ZIP of pictures is no bundle."""
    path = zipped(tmp_path / "anh.zip", [("anh.jpg", b"\xff\xd8" * 100)])

    with pytest.raises(BundleDamaged):
        wrapping.sources(path)


def test_a_bundle_that_another_program_holds_is_not_called_damaged(tmp_path, monkeypatch):
    """The scanner still looks at what just came: nobody is asked to send it once more."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(RAW)
    source = wrapping.Source(path, len(RAW))

    def held(*_args):
        raise PermissionError(13, "held")

    monkeypatch.setattr(type(path), "open", held)

    with pytest.raises(FileHeld) as told:
        wrapping.sources(path)
    with pytest.raises(FileHeld), source.open():
        pass
    assert told.value.details == {"name": "goi.kh57"}
    path.unlink()
    with pytest.raises(BundleDamaged), source.open():
        pass


def test_a_missing_file_and_a_folder_are_damage(tmp_path):
    """A stick pulled before the look leaves nothing to read."""
    for path in (tmp_path / "gone.kh57", tmp_path):
        with pytest.raises(BundleDamaged):
            wrapping.sources(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_read(tmp_path):
    """A name that leads to no ordinary file is refused without waiting for it."""
    path = tmp_path / "goi.kh57"
    os.mkfifo(path)

    with pytest.raises(BundleDamaged):
        wrapping.sources(path)


def test_a_file_beyond_two_gigabytes_is_refused(tmp_path):
    """The largest volume is 2 GB."""
    path = tmp_path / "goi.kh57"
    with path.open("wb") as file:
        file.write(RAW)
        file.truncate(wrapping.LARGEST + 1)

    with pytest.raises(InputTooBig):
        wrapping.sources(path)


def test_a_zip_that_unpacks_to_far_more_is_refused(tmp_path):
    """A small ZIP that becomes huge is refused before it is unpacked."""
    path = zipped(tmp_path / "bom.zip", [("goi.kh57", RAW[:-64] + bytes(40 << 20))])

    with pytest.raises(InputTooBig):
        wrapping.sources(path)


def test_a_member_that_lies_about_its_packed_size_is_passed_over(tmp_path):
    """A member that claims to be larger than the file around it is not read."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    raw = bytearray(path.read_bytes())
    place = raw.index(b"PK\1\2")
    struct.pack_into("<I", raw, place + 20, 1 << 30)
    path.write_bytes(raw)

    with pytest.raises(BundleDamaged):
        wrapping.sources(path)


def test_an_encrypted_or_oddly_packed_member_is_passed_over(tmp_path):
    """A ZIP with a password holds no bundle for us."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(raw)
    odd = zipped(tmp_path / "lzma.zip", [("goi.kh57", RAW)], zipfile.ZIP_LZMA)

    for each in (path, odd):
        with pytest.raises(BundleDamaged):
            wrapping.sources(each)


def test_a_zip_of_too_many_members_is_refused(tmp_path):
    """Two thousand members are the most, counted before the list is built."""
    members = [(f"{place}", b"") for place in range(wrapping.MOST_MEMBERS + 1)]
    path = zipped(tmp_path / "nhieu.zip", members, zipfile.ZIP_STORED)

    with pytest.raises(InputTooBig):
        wrapping.sources(path)


def test_a_zip_of_the_large_form_is_refused(tmp_path):
    """The 64-bit form could hide its true number of members."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    raw = path.read_bytes()
    place = raw.rindex(b"PK\5\6")
    path.write_bytes(raw[:place] + b"PK\6\7" + bytes(16) + raw[place:])

    with pytest.raises(InputTooBig):
        wrapping.sources(path)


def test_a_zip_with_a_false_directory_is_damage(tmp_path):
    """A directory that leads nowhere is refused with a code."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    raw = bytearray(path.read_bytes())
    place = raw.rindex(b"PK\5\6")
    struct.pack_into("<I", raw, place + 16, 7)
    path.write_bytes(raw)

    with pytest.raises(BundleDamaged):
        wrapping.sources(path)


def test_a_member_that_does_not_unpack_is_damage(tmp_path):
    """A ZIP damaged in its packed bytes is a damaged bundle when it is read."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    raw = bytearray(path.read_bytes())
    (source,) = wrapping.sources(path)
    raw[400] ^= 0xFF
    path.write_bytes(raw)

    with pytest.raises(BundleDamaged):
        bundle.read(source, OFFICE.keys)


def test_a_file_that_vanished_after_it_was_found_is_damage(tmp_path):
    """A stick pulled between the list and the reading is told with a code."""
    path = zipped(tmp_path / "goi.zip", [("goi.kh57", RAW)])
    (source,) = wrapping.sources(path)
    empty = zipped(tmp_path / "goi.zip", [])
    with pytest.raises(BundleDamaged):
        bundle.read(source, OFFICE.keys)
    empty.unlink()

    with pytest.raises(BundleDamaged):
        bundle.read(source, OFFICE.keys)


def test_a_disk_that_fails_to_seek_is_damage(tmp_path):
    """A fault of the disk underneath is told with a code as well."""

    class Failing:
        def seek(self, _):
            raise zlib.error

        def read(self, _):
            raise OSError

    stream = wrapping.Stream(tmp_path / "goi.kh57", Failing())

    with pytest.raises(BundleDamaged):
        stream.seek(0)
    with pytest.raises(BundleDamaged):
        stream.read(1)
