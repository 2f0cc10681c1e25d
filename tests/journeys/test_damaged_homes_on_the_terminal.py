"""A data folder whose files are hurt, gone or another's: what the terminal says, and the way on."""

import shutil

import pytest

from kh57_desktop.errors import BackupOfAnother, KeyFileOfAnother
from kh57_desktop.store.opening import FILE_NAME
from tests.support.ground import doors
from tests.support.program import AT, program
from tests.support.terminal import PASSWORD, Terminal, a_commune, well_said

LIST = ("--at", AT, "list", "units")
PAGE, SALT = 4096, 16


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Set up two communes that know nothing of each other, one of them with a copy."""
    folder = tmp_path_factory.mktemp("homes")
    ours, theirs = a_commune(folder / "ta"), a_commune(folder / "họ")
    ours("backup")
    return ours.home, theirs.home


@pytest.fixture
def homes(made, tmp_path):
    """Return both data folders, to be hurt."""
    return tuple(shutil.copytree(home, tmp_path / home.parent.name) for home in made)


def refused(home, **given):
    """Run `list units`, which must be refused; returns the code that is all that is said."""
    before = everything(home)
    ended = program(*LIST, home=home, **given)
    *said, code = ended.told.splitlines()
    assert (ended.code, ended.out, len(said)) == (1, b"", 3), ended
    well_said(dict(zip(("happened", "data_state", "remedy"), said, strict=True)))
    assert everything(home) == before
    return code.strip("()"), said


def everything(home):
    """Return what stands in a data folder, but for its log."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {
        path.relative_to(home): path.read_bytes()
        for path in files
        if path.parent.name != "logs" and path.name != "lock"
    }


@pytest.mark.parametrize("place", [SALT, PAGE // 2, PAGE - 1])
def test_a_flipped_bit_is_told_in_our_words_alone(homes, place):
    """What SQLCipher has to say of a page does not reach the terminal."""
    flip(homes[0] / FILE_NAME, place)

    assert refused(homes[0])[0] == "KH57-4001"


def test_a_flipped_bit_of_the_salt_hurts_nobody(homes):
    """The salt stands in the key file too."""
    flip(homes[0] / FILE_NAME, SALT - 1)

    assert program(*LIST, home=homes[0]).code == 0


def test_a_search_for_damage_speaks_our_words_alone(homes):
    """Every page is looked at: SQLCipher would have a line for each that is hurt."""
    store = homes[0] / FILE_NAME
    flip(store, store.stat().st_size - PAGE // 2)
    ended = program("--at", AT, "check", home=homes[0])

    assert ended.code in {1, 3}
    assert "ERROR" not in ended.told
    assert ended.code == 3 or ended.told.endswith("(KH57-4001)\n")


def flip(file, place):
    """Turn one bit of a file."""
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("left", [None, 0, 1, 511, PAGE - 1, PAGE])
def test_a_store_that_is_empty_cut_off_or_gone_is_damaged(homes, left):
    """The key file stands, so people have worked here: nothing is made anew over it."""
    store = homes[0] / FILE_NAME
    if left is None:
        store.unlink()
    else:
        store.write_bytes(store.read_bytes()[:left])

    assert refused(homes[0])[0] == "KH57-4001"


def test_a_key_file_of_another_home_is_named_as_such(homes):
    """The data are sound: nobody is sent to put an older copy over them."""
    ours, theirs = homes
    for name in ("keys.json", "keys.json.1"):
        shutil.copy(theirs / name, ours / name)

    code, said = refused(ours)

    assert code == KeyFileOfAnother.code
    assert "keys.json" in said[2]


def test_a_copy_brings_the_right_key_file_back(homes):
    """Where a key file of another home was put, a copy's own one opens the data as they are."""
    ours, theirs = homes
    stood = {path: path.read_bytes() for path in ours.glob("kh57.db*")}
    for name in ("keys.json", "keys.json.1"):
        shutil.copy(theirs / name, ours / name)
    (copy,) = (ours / "backups").glob("*_asked.kh57backup")

    assert doors(ours).mend(copy, PASSWORD) is True
    assert {path: path.read_bytes() for path in stood} == stood
    assert Terminal(ours)("units")["units"]


def test_a_copy_that_is_of_neither_takes_no_place(homes):
    """Neither the key file nor the data are the copy's: both stay as they are."""
    ours, theirs = homes
    (copy,) = (ours / "backups").glob("*_asked.kh57backup")
    before = everything(theirs)

    with pytest.raises(BackupOfAnother):
        doors(theirs).mend(copy, PASSWORD)
    assert everything(theirs) == before


def test_data_that_a_wrong_key_file_hid_are_kept_when_a_copy_takes_their_place(homes):
    """Whoever follows the wrong one of the two ways can still go back."""
    ours, theirs = homes
    hidden = (theirs / FILE_NAME).read_bytes()
    for name in ("keys.json", "keys.json.1"):
        shutil.copy(ours / name, theirs / name)
    (copy,) = (ours / "backups").glob("*_asked.kh57backup")

    assert doors(theirs).mend(copy, PASSWORD) is False
    (kept,) = theirs.glob("kh57-hong-*.db")
    assert kept.read_bytes() == hidden


def test_a_store_whose_beginning_is_gone_is_damaged_where_copies_know_the_key_file(homes):
    """The salt is gone too: that the key file is the right one, the copies beside it say."""
    store = homes[0] / FILE_NAME
    store.write_bytes(bytes(PAGE) + store.read_bytes()[PAGE:])

    assert refused(homes[0])[0] == "KH57-4001"
