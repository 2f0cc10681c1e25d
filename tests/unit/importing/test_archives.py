"""An archive from outside is counted before it is believed."""

import io
import zipfile

import pytest

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.importing import archives
from tests.support.workbooks import a_zip, lying_zip, overlapping_zip


def test_an_honest_archive_gives_its_members():
    """What an officer saved is there, member by member."""
    archive = archives.opened(a_zip({"a.xml": b"<a/>", "b/c.xml": b"x" * 400_000}))

    assert "a.xml" in archive
    assert "d.xml" not in archive
    assert archive.read("a.xml") == b"<a/>"
    assert archive.read("b/c.xml") == b"x" * 400_000


def test_members_that_are_not_packed_are_read_too():
    """Some programs store without packing."""
    assert archives.opened(a_zip({"a": b"abc"}, packed=False)).read("a") == b"abc"


def test_an_archive_that_claims_to_be_a_giant_is_refused():
    """A claim above the limit is enough: nothing is inflated."""
    with pytest.raises(InputTooBig):
        archives.opened(a_zip({"a": bytes(archives.MOST_INFLATED + 1)}))


def test_an_archive_that_hides_a_giant_is_refused(monkeypatch):
    """What counts is what comes out, not what the archive says of itself."""
    monkeypatch.setattr(archives, "MOST_INFLATED", 100_000)

    with pytest.raises(InputTooBig):
        archives.opened(lying_zip(bytes(300_000), 10))


def test_a_member_that_is_not_what_it_claims_is_refused():
    """Length and checksum must agree."""
    with pytest.raises(SheetUnreadable):
        archives.opened(lying_zip(b"abcdefgh", 4))


def test_members_that_share_bytes_are_refused():
    """The same bytes under two names are the core of a bomb."""
    with pytest.raises(SheetUnreadable):
        archives.opened(overlapping_zip())


def test_thousands_of_members_are_refused():
    """No workbook of the commune has thousands of parts."""
    many = {f"{number}": b"" for number in range(archives.MOST_MEMBERS + 1)}

    with pytest.raises(InputTooBig):
        archives.opened(a_zip(many))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil", "a\\b.xml", "C:/evil.xml", "a/../../evil"]
)
def test_names_that_lead_out_of_the_archive_are_refused(name):
    """Nothing is ever written under a name found in an archive, and such a name is not trusted."""
    # Python on Windows writes no backslash
    archive = a_zip({name.replace("a\\b", "a|b"): b"x"}).replace(b"a|b", b"a\\b")

    with pytest.raises(SheetUnreadable):
        archives.opened(archive)


def test_two_members_of_one_name_are_refused():
    """A reader that takes the first and one that takes the last would see different files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", b"2")

    with pytest.raises(SheetUnreadable):
        archives.opened(target.getvalue())


def test_an_encrypted_member_is_refused():
    """A file behind a password cannot be read."""
    data = bytearray(a_zip({"a.xml": b"<a/>"}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1

    with pytest.raises(SheetUnreadable):
        archives.opened(bytes(data))


def test_a_strange_way_of_packing_is_refused():
    """Only what spreadsheet programs use is taken."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", b"<a/>")

    with pytest.raises(SheetUnreadable):
        archives.opened(target.getvalue())


@pytest.mark.parametrize("length", [4, 30, 60, 100])
def test_a_cut_archive_is_refused(length):
    """A download that broke off is told, not guessed at."""
    with pytest.raises(SheetUnreadable):
        archives.opened(a_zip({"a.xml": b"<a/>" * 50})[:length])


def test_every_damaged_byte_is_refused_or_harmless():
    """One flipped byte anywhere: a coded refusal, or the very same content."""
    honest = a_zip({"a.xml": b"<a>" + bytes(range(32, 127)) * 3 + b"</a>"})
    content = archives.opened(honest).read("a.xml")
    for place in range(len(honest)):
        damaged = bytearray(honest)
        damaged[place] ^= 0x55
        try:
            archive = archives.opened(bytes(damaged))
        except (SheetUnreadable, InputTooBig):
            continue
        assert [archive.read(name) for name in archive.members] == [content] * len(archive.members)
