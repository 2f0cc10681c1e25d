"""Going back to a copy: compared first, whole or not at all, the present data kept as a copy."""

import json
import shutil
import zipfile

import pytest

from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import (
    AlreadyOpen,
    BackupOfAnother,
    BackupUnusable,
    DiskFull,
    KeyFileDamaged,
    NotAllowed,
    PasswordWrong,
    PlaceRefused,
    StoreDamaged,
    StoreTooNew,
)
from kh57_desktop.services.keeping import Asked
from kh57_desktop.store import restoring as stored
from kh57_desktop.store.driver import first
from kh57_desktop.system.progress import Canceled, Progress
from tests.support.desks import an_activity
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk
from tests.support.ground import doors
from tests.support.terminal import PASSWORD

ANOTHER = "mật khẩu người mới"
FULL = {"create", "write"}


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Set up a school with one activity, a copy of that, and a second activity after it."""
    home = tmp_path_factory.mktemp("restoring") / "truong"
    office, _ = doors(home).setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD)
    office.records.save(an_activity(office.desk, title="Trước bản sao"))
    office.upkeep.backup()
    office.records.save(an_activity(office.desk, title="Sau bản sao"))
    office.close()
    return home


@pytest.fixture
def home(made, tmp_path):
    """Lend a copy of the school's data folder."""
    return shutil.copytree(made, tmp_path / "truong")


@pytest.fixture
def copy(home):
    """Return the copy in the school's folder."""
    (file,) = (home / "backups").glob("*_asked.kh57backup")
    return file


def titles(home, password=PASSWORD):
    """Return the titles of the activities of a home."""
    office = doors(home).unlock(password)
    try:
        return sorted(row["title"] for row in office.records.page(Asked("activities")).rows)
    finally:
        office.close()


def altered(copy, to, change):
    """Write a copy whose manifest says something else."""
    with zipfile.ZipFile(copy) as ours, zipfile.ZipFile(to, "w") as other:
        for name in ours.namelist():
            data = ours.read(name)
            if name == "manifest.json":
                data = json.dumps({**json.loads(data), **change}).encode()
            other.writestr(name, data)
    return to


def test_a_copy_says_what_it_is_before_it_is_opened(home, copy):
    """Whose it is, when it was made, how many passwords open it: without any password."""
    (said,) = doors(home).copies()
    (same,) = doors(home).copies(copy)

    assert said == same
    assert (said.unit, said.officers, said.has_recovery, said.has_commune) == (
        *("TR-NTT", 1, True, False),
    )
    assert said.at.isoformat().startswith("2026-06-16T14:36")
    assert said.size == copy.stat().st_size


def test_a_folder_shows_its_copies_the_newest_first(home, copy, tmp_path):
    """What is no copy is passed over; an old data folder is looked into too."""
    (home / "backups" / "KH57_hỏng.kh57backup").write_bytes(b"PK")
    later = {"at": "2026-06-17T08:00:00+07:00"}
    altered(copy, home / "KH57_20260617-080000_asked.kh57backup", later)
    found = doors(tmp_path / "none").copies(home)

    assert [one.at.day for one in found] == [17, 16]
    assert doors(home).copies(tmp_path) == ()
    with pytest.raises(BackupUnusable):
        doors(home).copies(home / "backups" / "KH57_hỏng.kh57backup")


def test_going_back_compares_first_and_keeps_the_present(home, copy):
    """One activity fewer, the present as a copy, and the officer opens what was then."""
    office = doors(home).unlock(PASSWORD)
    steps = []
    watched = Progress(lambda done, total, _what: steps.append((done, total)))
    prepared = office.restoring.prepare(copy, watched)
    differences = {one.label: (one.now, one.then) for one in prepared.differences}
    office.restoring.put_back(prepared)

    assert differences["Hoạt động"] == (2, 1)
    assert differences["Người dùng"] == (1, 1)
    assert differences["Thay đổi đã ghi"][0] > differences["Thay đổi đã ghi"][1]
    assert prepared.shut_out == ()
    assert steps[-1][0] == steps[-1][1] > 0
    assert titles(home) == ["Trước bản sao"]
    (kept,) = (home / "backups").glob("*_restore.kh57backup")
    into = doors(home.parent / "lai").restore(kept, home.parent / "lai", PASSWORD)
    assert titles(into) == ["Sau bản sao", "Trước bản sao"]


def test_the_next_bundle_says_that_the_store_stands_further_back(home, copy):
    """The commune sends again what this PC has lost."""
    office = doors(home).unlock(PASSWORD)
    office.restoring.put_back(office.restoring.prepare(copy))
    office = doors(home).unlock(PASSWORD)
    with office.desk.journal.reading() as con:
        said = first(con, "SELECT value FROM setting WHERE name = 'restate'")
    office.close()

    assert said is not None


def test_a_copy_is_brought_back_under_a_window_that_stands_on_the_folder(home, copy):
    """The first start of a new PC: its window holds the folder of calls, which is no data."""
    into = home.parent / "máy mới"
    with doors(into).calls.standing(None) as is_ours:
        assert is_ours
        doors(into).restore(copy, into, PASSWORD)

    assert titles(into) == ["Trước bản sao"]


def test_looking_changes_nothing(home, copy):
    """Who decides otherwise goes on with everything as it was."""
    office = doors(home).unlock(PASSWORD)
    office.restoring.drop(office.restoring.prepare(copy))
    office.close()

    assert titles(home) == ["Sau bản sao", "Trước bản sao"]
    assert list((home / "restoring").iterdir()) == []


def test_who_came_after_the_copy_is_named(home, copy):
    """They will have to be added again; who left since does not come back."""
    office = doors(home).unlock(PASSWORD)
    office.access.add_officer("Y Nhok", ANOTHER, (Role.DATA_OFFICER,))
    prepared = office.restoring.prepare(copy)
    office.restoring.put_back(prepared)

    assert prepared.shut_out == ("Y Nhok",)
    with pytest.raises(PasswordWrong):
        doors(home).unlock(ANOTHER)
    assert titles(home) == ["Trước bản sao"]


@pytest.mark.parametrize("where", [0.3, 0.95])
def test_a_damaged_copy_changes_nothing(home, copy, where):
    """One altered byte: refused, and the present goes on."""
    content = bytearray(copy.read_bytes())
    content[int(len(content) * where)] ^= 0x40
    copy.write_bytes(content)
    office = doors(home).unlock(PASSWORD)
    with pytest.raises(BackupUnusable):
        office.restoring.prepare(copy)
    office.close()

    assert titles(home) == ["Sau bản sao", "Trước bản sao"]


def test_a_copy_of_a_newer_program_changes_nothing(home, copy, tmp_path):
    """Its version is named."""
    newer = altered(copy, tmp_path / "mới.kh57backup", {"format": 9, "program": "7.5"})
    office = doors(home).unlock(PASSWORD)
    with pytest.raises(StoreTooNew) as refused:
        office.restoring.prepare(newer)
    office.close()

    assert refused.value.details["version"] == "7.5"
    assert titles(home) == ["Sau bản sao", "Trước bản sao"]


def test_a_copy_of_another_pc_changes_nothing(home, tmp_path):
    """Only its own copies may take the place of a store; the other unit is named."""
    other = doors(tmp_path / "khac")
    office, _ = other.setup_unit("MTTQ", "Lý Hữu Khải", PASSWORD)
    foreign = office.upkeep.backup().file
    office.close()
    office = doors(home).unlock(PASSWORD)
    with pytest.raises(BackupOfAnother) as refused:
        office.restoring.prepare(foreign)
    office.close()

    assert refused.value.details["unit"] == "MTTQ"
    with pytest.raises(BackupOfAnother):
        doors(home).mend(foreign, PASSWORD)


def test_a_full_disk_refuses_the_preview_and_changes_nothing(home, copy):
    """Nothing half unpacked is left."""
    refused = set()
    disk = FaultyDisk(Fault.FULL, lasting=ALWAYS, sites=refused)
    office = doors(home, disk).unlock(PASSWORD)
    refused.update(FULL)
    with pytest.raises(DiskFull):
        office.restoring.prepare(copy)
    refused.clear()
    office.close()

    assert titles(home) == ["Sau bản sao", "Trước bản sao"]


def test_a_disk_that_fills_up_before_the_end_leaves_the_present(home, copy):
    """When the present cannot be copied, nothing is put in its place, and the store is closed."""
    refused = set()
    disk = FaultyDisk(Fault.FULL, lasting=ALWAYS, sites=refused)
    office = doors(home, disk).unlock(PASSWORD)
    prepared = office.restoring.prepare(copy)
    refused.update(FULL)
    with pytest.raises(DiskFull):
        office.restoring.put_back(prepared)
    refused.clear()

    assert titles(home) == ["Sau bản sao", "Trước bản sao"]


def test_a_preview_can_be_stopped(home, copy):
    """Esc while the copy is unpacked: nothing stays behind."""
    progress = Progress()
    progress.cancel()
    office = doors(home).unlock(PASSWORD)
    with pytest.raises(Canceled):
        office.restoring.prepare(copy, progress)
    office.close()

    assert list((home / "restoring").iterdir()) == []


def test_only_the_administrator_goes_back(home, copy):
    """Whoever only records is told whom to ask."""
    office = doors(home).unlock(PASSWORD)
    office.access.add_officer("Y Nhok", ANOTHER, (Role.DATA_OFFICER,))
    office.close()
    office = doors(home).unlock(ANOTHER)
    with pytest.raises(NotAllowed):
        office.restoring.prepare(copy)
    office.close()

    assert len(titles(home)) == 2


def break_store(home):
    """Write rubbish over the beginning of the store."""
    store = home / "kh57.db"
    content = bytearray(store.read_bytes())
    content[:8192] = bytes(8192)
    store.write_bytes(content)


def test_a_store_that_does_not_open_gives_way_to_a_copy(home, copy):
    """The damaged file is kept beside it, and the password of today opens what was then."""
    office = doors(home).unlock(PASSWORD)
    office.access.change_password(ANOTHER)
    office.close()
    break_store(home)
    damaged = (home / "kh57.db").read_bytes()
    with pytest.raises(StoreDamaged):
        doors(home).unlock(ANOTHER)
    with pytest.raises(PasswordWrong):
        doors(home).mend(copy, "mật khẩu khác hẳn")
    assert (home / "kh57.db").read_bytes() == damaged

    assert doors(home).mend(copy, ANOTHER) is False
    assert titles(home, ANOTHER) == ["Trước bản sao"]
    (aside,) = home.glob("kh57-hong-*.db")
    assert aside.read_bytes() == damaged


def test_the_copy_s_own_password_opens_it_too(home, copy):
    """Who remembers only the former password gets in with it again."""
    office = doors(home).unlock(PASSWORD)
    office.access.change_password(ANOTHER)
    office.close()
    break_store(home)
    doors(home).mend(copy, PASSWORD)

    assert titles(home) == ["Trước bản sao"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_damaged_key_file_alone_is_brought_back_alone(home, copy, keep):
    """The data that stand there are kept where they are whole; else both come from the copy."""
    for name in ("keys.json", "keys.json.1"):
        (home / name).write_bytes(b"hong")
    if not keep:
        break_store(home)

    assert doors(home).mend(copy, PASSWORD) is keep
    expected = ["Sau bản sao", "Trước bản sao"] if keep else ["Trước bản sao"]
    assert titles(home) == expected


def test_a_hurt_slot_is_brought_back_with_the_key_file_alone(home, copy):
    """Both copies of the key file are hurt where the password is: the data stay as they are."""
    for name in ("keys.json", "keys.json.1"):
        data = bytearray((home / name).read_bytes())
        data[data.index(b'"box":"') + 20] ^= 1
        (home / name).write_bytes(bytes(data))
    with pytest.raises(KeyFileDamaged):
        doors(home).unlock(PASSWORD)

    assert doors(home).mend(copy, PASSWORD) is True
    assert titles(home) == ["Sau bản sao", "Trước bản sao"]


def test_a_store_in_use_is_not_mended(home, copy):
    """Another window of the program holds it."""
    office = doors(home).unlock(PASSWORD)
    with pytest.raises(AlreadyOpen):
        doors(home).mend(copy, PASSWORD)
    office.close()

    assert len(titles(home)) == 2


def test_a_new_pc_takes_a_copy_beside_its_settings(copy, tmp_path):
    """Settings of the device and the lock stand there before any data does."""
    into = tmp_path / "may-moi"
    into.mkdir()
    (into / "settings.json").write_text("{}", encoding="utf-8")
    doors(into).restore(copy, into, PASSWORD)

    assert titles(into) == ["Trước bản sao"]


def test_a_copy_is_not_brought_back_to_a_bad_place(copy, tmp_path, monkeypatch):
    """Data never stand on a stick or in a cloud folder, restored ones neither."""
    monkeypatch.setenv("OneDrive", str(tmp_path))
    at_home = doors(tmp_path / "KH57")
    at_home.makes_practice = False
    with pytest.raises(PlaceRefused):
        at_home.restore(copy, tmp_path / "KH57", PASSWORD)

    assert not (tmp_path / "KH57").exists()


def test_a_log_that_is_not_folded_in_keeps_the_present(home, copy):
    """What only the log holds must not be lost by what comes in its place."""
    office = doors(home).unlock(PASSWORD)
    prepared = office.restoring.prepare(copy)
    office.close()
    (home / "kh57.db-wal").write_bytes(b"held")
    before = (home / "kh57.db").read_bytes()
    with pytest.raises(Exception, match="KH57-2011"):
        stored.put_in_place(prepared.staged, office.desk.home, office.desk.disk)

    assert (home / "kh57.db").read_bytes() == before
