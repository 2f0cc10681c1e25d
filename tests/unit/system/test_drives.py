"""Which drives there are, what they are called, and which can be pulled out."""

import sys
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from kh57_desktop.system import drives, windows
from kh57_desktop.system.drives import Drive, DriveKind
from tests.support.windows_kernel import USB, Kernel, Volume

MOUNTS = r"""
sysfs /sys sysfs rw 0 0
/dev/nvme0n1p2 / ext4 rw 0 0
/dev/sda1 /srv ext4 rw 0 0
/dev/sdb1 /media/an/USB\040C\341\272\251m vfat rw 0 0
/dev/mapper/luks-1 /media/an/secret ext4 rw 0 0
/dev/mmcblk1p1 /media/an/card exfat rw 0 0
/dev/mmcblk0p1 /boot ext4 rw 0 0
/dev/sdc /media/an/disk fuseblk rw 0 0
server:/export /shares/a nfs4 rw 0 0
//server/chung /shares/chung cifs rw 0 0
rclone: /data/an/cloud fuse.rclone rw 0 0
portal /run/user/doc fuse.portal rw 0 0
tmpfs /tmp tmpfs rw 0 0
""".lstrip()


def block(root, name, path, **files):
    """Plug a device in: its folder in the kernel's tree, and the link that leads there."""
    folder = root / "sys/devices" / path
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        target = folder / file.replace("__", "/")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text + "\n", encoding="ascii")
    classes = root / "sys/class/block"
    classes.mkdir(parents=True, exist_ok=True)
    (classes / name).symlink_to(folder)
    (root / "dev").mkdir(exist_ok=True)
    (root / "dev" / name).write_bytes(b"")


@pytest.fixture
def computer(tmp_path):
    """Return the root of a computer with an inner disk, sticks, cards and shares."""
    if sys.platform == "win32":
        pytest.skip("the mounts of Linux")
    root = tmp_path / "root"
    block(root, "nvme0n1", "pci/nvme/nvme0n1", removable="0")
    block(root, "nvme0n1p2", "pci/nvme/nvme0n1/nvme0n1p2", partition="2")
    block(root, "sda", "pci/ata1/sda", removable="0")
    block(root, "sda1", "pci/ata1/sda/sda1", partition="1")
    block(root, "sdb", "pci/ehci/other/sdb", removable="1")
    block(root, "sdb1", "pci/ehci/other/sdb/sdb1", partition="1")
    block(root, "sdc", "pci/usb2/2-1/sdc", removable="0")
    block(root, "mmcblk0", "mmc0/mmcblk0", removable="0", device__type="MMC")
    block(root, "mmcblk0p1", "mmc0/mmcblk0/mmcblk0p1", partition="1")
    block(root, "mmcblk1", "mmc1/mmcblk1", removable="0", device__type="SD")
    block(root, "mmcblk1p1", "mmc1/mmcblk1/mmcblk1p1", partition="1")
    block(root, "dm-0", "virtual/dm-0", removable="0", slaves__sdb1="")
    mapper = root / "dev/mapper"
    mapper.mkdir()
    (mapper / "luks-1").symlink_to("../dm-0")
    labels = root / "dev/disk/by-label"
    labels.mkdir(parents=True)
    (labels / r"TRUONG\x20TH").symlink_to("../../sdb1")
    (root / "proc").mkdir()
    (root / "proc/mounts").write_text(MOUNTS, encoding="utf-8")
    return root


def test_drives_are_told_as_they_hang(computer):
    """Sticks, cards, disks in cases and encrypted sticks can be pulled; inner disks cannot."""
    found = {str(drive.root): drive for drive in drives.linux_drives(computer)}

    kinds = {place: drive.kind.value for place, drive in found.items()}
    assert kinds == {
        "/": "fixed",
        "/srv": "fixed",
        "/boot": "fixed",
        "/media/an/USB Cẩm": "removable",
        "/media/an/secret": "removable",
        "/media/an/card": "removable",
        "/media/an/disk": "removable",
        "/shares/a": "network",
        "/shares/chung": "network",
        "/data/an/cloud": "network",
    }
    assert [place for place, drive in found.items() if drive.is_fat] == [
        "/media/an/USB Cẩm",
        "/media/an/card",
    ]


def test_a_stick_is_called_by_its_label(computer):
    """The officer reads the name written on the stick, else that of its folder."""
    labels = {str(drive.root): drive.label for drive in drives.linux_drives(computer)}

    assert labels["/media/an/USB Cẩm"] == "TRUONG TH"
    assert labels["/media/an/card"] == "card"
    assert labels["/"] == "/"


def test_a_computer_that_tells_nothing_has_no_drives(tmp_path):
    """Where the kernel shows no mounts nothing is guessed."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/mounts").write_text("/dev/sdx1 /media/x vfat rw\n", encoding="utf-8")

    assert drives.linux_drives(tmp_path / "nowhere") == ()
    assert drives.linux_drives(tmp_path)[0].kind is DriveKind.FIXED


def test_a_later_mount_hides_an_earlier_one(computer):
    """Two sticks put one after the other at one place are one drive: the one that is seen."""
    mounts = "/dev/sda1 /media/x ext4 rw 0 0\n/dev/sdb1 /media/x vfat rw 0 0\n"
    (computer / "proc/mounts").write_text(mounts, encoding="utf-8")

    assert [drive.file_system for drive in drives.linux_drives(computer)] == ["vfat"]


def test_a_label_that_is_no_text_is_shown_as_it_is():
    """A label in an old Chinese or Vietnamese code page harms nothing."""
    assert drives._unescaped(r"USB\xb0\xe1") == "USB°á"
    assert drives._unescaped(r"C\xe1\xba\xa9m") == "Cẩm"


def test_windows_drives_are_told_as_they_hang():
    """Letters, labels and kinds are those the officer knows from the Explorer."""
    kernel = Kernel(
        {
            "C": Volume(windows.FIXED, "Windows"),
            "D": Volume(5, "CD", "CDFS"),
            "E": Volume(2, "TRUONG TH", "FAT32"),
            "F": Volume(2, is_ready=False),
            "G": Volume(windows.FIXED, "", "exFAT", bus=USB),
            "Z": Volume(windows.REMOTE, is_ready=False),
        }
    )

    found = drives.windows_drives(kernel)

    assert [(str(drive.root), drive.label, drive.kind.value) for drive in found] == [
        ("C:\\", "Windows", "fixed"),
        ("D:\\", "CD", "removable"),
        ("E:\\", "TRUONG TH", "removable"),
        ("G:\\", "G:", "removable"),
        ("Z:\\", "Z:", "network"),
    ]
    assert [drive.is_fat for drive in found] == [False, False, True, True, False]


def test_a_folder_stands_on_the_deepest_drive_above_it():
    """What is mounted inside another drive is told apart."""
    root = Drive(PurePosixPath("/"), "/", "ext4", DriveKind.FIXED)
    stick = Drive(PurePosixPath("/media/an"), "an", "vfat", DriveKind.REMOVABLE)

    assert drives.drive_of(PurePosixPath("/media/an/KH57"), [root, stick]) is stick
    assert drives.drive_of(PurePosixPath("/media/anh"), [stick, root]) is root
    assert drives.drive_of(PureWindowsPath("X:\\a"), [root]) is None


def test_this_computer_is_asked():
    """On the real machine only drives that can be pulled are offered for bundles."""
    found = set(drives.all_drives())

    offered = {drive for drive in found if drive.kind is DriveKind.REMOVABLE}
    assert set(drives.drives()) == offered
