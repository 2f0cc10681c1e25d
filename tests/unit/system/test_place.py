"""Data is kept on the PC's own disk and nowhere else (T12)."""

import json
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from kh57_desktop.errors import PlaceRefused, sentences
from kh57_desktop.system import place, windows
from kh57_desktop.system.drives import Drive, DriveKind, drive_at
from kh57_desktop.system.place import Surroundings
from tests.support.links import linked
from tests.support.windows_kernel import Kernel, Volume

OFFICE = Surroundings(
    drives=(
        Drive(PureWindowsPath("C:\\"), "Windows", "ntfs", DriveKind.FIXED),
        Drive(PureWindowsPath("D:\\"), "Data", "fat32", DriveKind.FIXED),
        Drive(PureWindowsPath("E:\\"), "USB", "ntfs", DriveKind.REMOVABLE),
        Drive(PureWindowsPath("F:\\"), "USB", "exfat", DriveKind.REMOVABLE),
        Drive(PureWindowsPath("G:\\"), "Google Drive", "fat32", DriveKind.FIXED),
        Drive(PureWindowsPath("Z:\\"), "chung", "ntfs", DriveKind.NETWORK),
    ),
    cloud_folders=(PureWindowsPath("C:\\Nhà\\An\\Work Files"),),
    is_cloud_file=lambda folder: folder == PureWindowsPath("C:\\Placeholder"),
    program=PureWindowsPath("C:\\Nhà\\An\\Programs\\KH57"),
)
LINUX = Surroundings(
    drives=(
        Drive(PurePosixPath("/"), "/", "ext4", DriveKind.FIXED),
        Drive(PurePosixPath("/media/an/USB"), "USB", "vfat", DriveKind.REMOVABLE),
        Drive(PurePosixPath("/media/an/SSD"), "SSD", "ext4", DriveKind.REMOVABLE),
        Drive(PurePosixPath("/boot/efi"), "efi", "vfat", DriveKind.FIXED),
        Drive(PurePosixPath("/shares/nas"), "nas", "nfs4", DriveKind.NETWORK),
        Drive(PurePosixPath("/data/an/cloud"), "cloud", "fuse.rclone", DriveKind.NETWORK),
    ),
    cloud_folders=(PurePosixPath("/data/an/Tài liệu/đồng bộ"),),
    is_cloud_file=lambda _folder: False,
)
REFUSED = [
    (OFFICE, PureWindowsPath(path))
    for path in (
        "D:\\",
        "D:\\KH57",
        "d:\\data\\KH57",
        "E:\\",
        "E:\\KH57",
        "e:\\a\\b\\c",
        "F:\\KH57",
        "G:\\My Drive\\KH57",
        "G:\\KH57",
        "Z:\\KH57",
        "z:\\chung\\KH57",
        "\\\\server\\share\\KH57",
        "\\\\192.168.1.2\\c$\\KH57",
        "\\\\?\\UNC\\server\\share\\KH57",
        "//server/share/KH57",
        "C:\\Nhà\\An\\Work Files",
        "C:\\Nhà\\An\\work files\\KH57",
        "C:\\Placeholder",
        "C:\\Placeholder\\deep\\KH57",
        "C:\\Nhà\\An\\OneDrive\\KH57",
        "C:\\Nhà\\An\\OneDrive - Xã Đăk Pxi\\Documents\\KH57",
        "c:\\nhà\\an\\onedrive",
        "C:\\Nhà\\An\\Dropbox\\KH57",
        "C:\\Nhà\\An\\Dropbox (Personal)\\KH57",
        "C:\\Nhà\\An\\Google Drive\\KH57",
        "C:\\Nhà\\An\\GoogleDrive\\KH57",
        "C:\\Nhà\\An\\My Drive\\KH57",
        "C:\\Nhà\\An\\iCloudDrive\\KH57",
        "C:\\Nhà\\An\\iCloud Drive\\KH57",
        "c:\\nhà\\an\\programs\\kh57\\data",
        "C:\\Nhà\\An\\Programs\\KH57.old",
        "C:\\Nhà\\An\\Programs\\KH57.new\\data",
    )
] + [
    (LINUX, PurePosixPath(path))
    for path in (
        "/media/an/USB",
        "/media/an/USB/KH57",
        "/media/an/SSD/KH57",
        "/boot/efi/KH57",
        "/shares/nas/KH57",
        "/data/an/cloud/KH57",
        "/data/an/Tài liệu/đồng bộ/KH57",
        "/data/an/Dropbox/KH57",
        "/data/an/OneDrive/KH57",
        "/data/an/Google Drive/KH57",
        "/data/an/GoogleDrive",
    )
]
TAKEN = [
    (OFFICE, PureWindowsPath("C:\\Nhà\\An\\AppData\\Local\\KH57")),
    (OFFICE, PureWindowsPath("C:\\KH57")),
    (OFFICE, PureWindowsPath("C:\\Nhà\\An\\Programs\\KH57 data")),
    (OFFICE, PureWindowsPath("C:\\Nhà\\An\\Work Files of others\\KH57")),
    (OFFICE, PureWindowsPath("C:\\Nhà\\An\\my drive of work\\KH57")),
    (LINUX, PurePosixPath("/data/an/.local/share/KH57")),
    (LINUX, PurePosixPath("/media/an/USB2/KH57")),
]


def all_are_refused(rules):
    """Claim that each of the bad places is refused, with a reason."""
    for around, folder in REFUSED:
        assert place.why_refused(folder, around, rules), folder


@pytest.mark.fault("T12")
def test_forty_three_bad_places_are_refused():
    """Sticks, FAT drives, shares, cloud folders and the program's own never hold the data."""
    assert len(REFUSED) == 43
    all_are_refused(place.RULES)


@pytest.mark.fault("T12", control=True)
@pytest.mark.parametrize("off", range(len(place.RULES)))
def test_without_any_one_rule_a_bad_place_passes(off):
    """Each rule refuses something the others let pass."""
    with pytest.raises(AssertionError):
        all_are_refused(place.RULES[:off] + place.RULES[off + 1 :])


@pytest.mark.parametrize(("around", "folder"), TAKEN, ids=range(len(TAKEN)))
def test_a_place_on_the_pcs_own_disk_is_taken(around, folder):
    """Names that only look like a cloud folder are no reason to refuse."""
    assert place.why_refused(folder, around) is None


def test_a_refused_place_is_told_with_its_reason(tmp_path):
    """The officer reads which folder and why, and nothing was written there."""
    around = Surroundings((), (tmp_path,), lambda _folder: False)

    with pytest.raises(PlaceRefused) as told:
        place.refuse_bad_place(tmp_path / "KH57", around)

    assert "đồng bộ" in sentences(told.value).happened
    assert list(tmp_path.iterdir()) == []


def test_a_link_into_a_bad_place_is_followed(tmp_path):
    """A folder that only leads to a synchronized one is refused as well."""
    cloud = tmp_path / "synchronized"
    cloud.mkdir()
    linked(tmp_path / "Documents", cloud)
    around = Surroundings((), (cloud,), lambda _folder: False)

    with pytest.raises(PlaceRefused):
        place.refuse_bad_place(tmp_path / "Documents" / "KH57", around)

    assert place.why_refused(tmp_path / "Documents", around) is None


def test_this_computers_own_disk_is_taken(tmp_path):
    """On the real machine a plain folder may hold data."""
    assert place.refuse_bad_place(tmp_path / "KH57") is None


def test_cloud_folders_are_found_by_environment_and_notes(tmp_path):
    """OneDrive tells its folder in the environment, Dropbox in a file of its own."""
    note = tmp_path / "local" / "Dropbox" / "info.json"
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"personal": {"path": "/d/one"}, "business": {"path": "/d/two"}}))
    broken = tmp_path / "home" / ".dropbox" / "info.json"
    broken.parent.mkdir(parents=True)
    broken.write_text('{"personal": 7}')

    found = place.cloud_folders(
        {
            "OneDrive": "/one",
            "OneDriveCommercial": "",
            "LOCALAPPDATA": str(tmp_path / "local"),
            "APPDATA": str(tmp_path / "none"),
            "HOME": str(tmp_path / "home"),
        }
    )

    assert [path.as_posix() for path in found] == ["/one", "/d/one", "/d/two"]


def test_cloud_folders_are_found_in_the_registry():
    """OneDrive's accounts and every registered synchronizer are looked up."""
    accounts = r"Software\Microsoft\OneDrive\Accounts"
    roots = r"Software\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
    names = {accounts: ("Personal", "Business1"), roots: ("iCloud!1",)}
    texts = {
        rf"{accounts}\Personal": {"UserFolder": "/one"},
        rf"{accounts}\Business1": {},
        rf"{roots}\iCloud!1\UserSyncRoots": {"S-1-5": "/cloud"},
    }
    registry = SimpleNamespace(keys=lambda path: names[path], values=lambda path: texts[path])

    assert [path.as_posix() for path in place.registered_folders(registry)] == ["/one", "/cloud"]


@pytest.mark.parametrize(
    ("tag", "is_cloud"), [(0x9000001A, True), (0x9000701A, True), (0xA000000C, False), (0, False)]
)
def test_a_placeholder_is_known_by_its_reparse_tag(monkeypatch, tag, is_cloud):
    """A folder that a cloud service fills on demand is known whatever its name is."""
    monkeypatch.setattr(Path, "lstat", lambda _path: SimpleNamespace(st_reparse_tag=tag))

    assert place.is_cloud_file(PurePosixPath("/x")) is is_cloud


def test_what_is_not_there_is_no_placeholder(tmp_path):
    """A folder that is yet to be made is judged by those above it."""
    assert not place.is_cloud_file(tmp_path / "gone")
    assert not place.is_cloud_file(tmp_path)


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("E:\\KH57", DriveKind.REMOVABLE),
        ("c:\\Users", DriveKind.FIXED),
        ("Z:\\KH57", DriveKind.NETWORK),
        ("Q:\\KH57", None),
        ("\\\\may-chu\\chung\\KH57", None),
        ("KH57", None),
    ],
)
def test_one_folder_asks_for_its_own_drive_alone(folder, found):
    """A share that is far away or gone makes no start wait."""
    kernel = Kernel(
        {
            "C": Volume(windows.FIXED),
            "E": Volume(2),
            "Q": Volume(2, is_ready=False),
            "Z": Volume(windows.REMOTE),
        }
    )
    drive = drive_at(PureWindowsPath(folder.upper()), kernel)

    assert (drive.kind if drive else None) is found


def test_the_computer_tells_about_the_place_of_one_folder(tmp_path):
    """What it says of one folder refuses nothing that the whole answer lets in."""
    around = place.surroundings(tmp_path)

    assert place.why_refused(tmp_path, around) == place.why_refused(tmp_path, place.surroundings())


def test_an_installed_program_knows_its_own_folder(tmp_path, monkeypatch):
    """What lies there would go with the next version; run from its sources, nothing would."""
    assert place.surroundings(tmp_path).program is None

    monkeypatch.setattr("sys._MEIPASS", str(tmp_path / "_internal"), raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "KH57.exe"))
    around = place.surroundings(tmp_path)

    assert around.program == tmp_path
    assert place.in_program(tmp_path / "data", around) is not None
