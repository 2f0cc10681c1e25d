"""Files are read in a process of their own: whatever they hold, the program lives on."""

import sys

import pytest

from kh57_desktop.errors import FileHeld, InputTooBig, SheetUnreadable
from kh57_desktop.importing import sheets
from kh57_desktop.importing.child import answered
from kh57_desktop.importing.sheets import read
from kh57_desktop.system import again
from kh57_desktop.system.progress import Canceled, Progress
from tests.support.workbooks import a_raw_xlsx, an_xlsx
from tests.unit.importing.test_extents import FAR


def kept(folder, content, name="tệp.xlsx"):
    """Return the path of a file with this content."""
    path = folder / name
    path.write_bytes(content)
    return path


def answering(monkeypatch, code):
    """Put a child that runs this code in the place of the reading one."""
    command = (sys.executable, "-c", code)
    monkeypatch.setattr(again, "command", lambda *_words: command)


def test_a_workbook_is_read_whatever_its_name_says(tmp_path):
    """The first bytes decide: a workbook called .csv, a text called .xls."""
    book = kept(tmp_path, an_xlsx([["TT", "Tên"], [1, "An"]]), "sổ.csv")
    text = kept(tmp_path, "TT\tTên\n1\tAn\n".encode(), "sổ.xls")

    assert read(book)[0].rows == ((1, ("TT", "Tên")), (2, (1, "An")))
    assert read(text)[0].rows == ((1, ("TT", "Tên")), (2, ("1", "An")))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n \n",
        b"%PDF-1.7\n%\xe2\xe3",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff\xe0" + bytes(100),
        b"BM" + bytes(range(256)),
        b"PK\3\4" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        b"MZ\x90\0\3" + bytes(range(256)),
        an_xlsx([]),
        a_raw_xlsx(""),
    ],
    ids=["empty", "blank", "pdf", "png", "jpeg", "bmp", "zip", "ole", "exe", "no cells", "no rows"],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    """A picture, a PDF, a damaged archive or an empty workbook is refused with a code."""
    with pytest.raises(SheetUnreadable) as refusal:
        read(kept(tmp_path, content))

    assert refusal.value.details["name"] == "tệp.xlsx"


def test_a_workbook_behind_a_password_is_refused(tmp_path):
    """Excel keeps a locked workbook in another container; it is told, not guessed at."""
    streams = "EncryptedPackage".encode("utf-16-le")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + streams + bytes(4096)

    with pytest.raises(SheetUnreadable):
        read(kept(tmp_path, locked))


def test_cells_far_apart_do_not_take_the_program_down(tmp_path):
    """The file that aborts the reader's whole process is refused in ours."""
    with pytest.raises(InputTooBig) as refusal:
        read(kept(tmp_path, a_raw_xlsx(FAR)))

    assert refusal.value.details["what"]


def test_a_file_above_twenty_megabytes_is_refused_unread(tmp_path, monkeypatch):
    """The size is looked at before a byte is read."""
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)

    with pytest.raises(InputTooBig):
        read(kept(tmp_path, b"TT,T\xc3\xaan\n1,An\n"))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """A file that was moved, and a folder, are told with a code."""
    with pytest.raises(SheetUnreadable):
        read(tmp_path / "không có.xlsx")
    with pytest.raises(SheetUnreadable):
        read(tmp_path)


def test_a_folder_that_windows_does_not_open_is_no_held_file(tmp_path, monkeypatch):
    """Windows denies to open a folder: the officer is not asked to close another program."""

    def denied(*_args):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(type(tmp_path), "open", denied)

    with pytest.raises(SheetUnreadable):
        read(tmp_path)


def test_a_file_that_another_program_holds_is_told(tmp_path, monkeypatch):
    """On Windows an open workbook cannot be read: the officer is asked to close it."""

    def held(*_args):
        raise PermissionError

    (tmp_path / "sổ.xlsx").write_bytes(b"")
    monkeypatch.setattr(type(tmp_path), "open", held)

    with pytest.raises(FileHeld):
        read(tmp_path / "sổ.xlsx")
    with pytest.raises(SheetUnreadable):
        read(tmp_path / "rút.xlsx")  # Windows says the same of a stick that was pulled out


@pytest.mark.parametrize("code", ["import os; os.abort()", "print('{')", "print('[]')"])
def test_a_reader_that_dies_or_babbles_is_a_refusal(tmp_path, monkeypatch, code):
    """Whatever happens in the reading process, the officer gets three sentences."""
    answering(monkeypatch, code)

    with pytest.raises(SheetUnreadable):
        read(kept(tmp_path, b"TT,x\n1,2\n"))


def test_a_reader_that_hangs_is_stopped(tmp_path, monkeypatch):
    """After its time the reading process is ended and the file refused."""
    answering(monkeypatch, "while True: pass")

    with pytest.raises(SheetUnreadable):
        read(kept(tmp_path, b"TT,x\n1,2\n"), patience=0.3)


def test_reading_can_be_canceled(tmp_path, monkeypatch):
    """The officer who chose the wrong file does not wait for it."""
    answering(monkeypatch, "while True: pass")
    progress = Progress()
    progress.cancel()

    with pytest.raises(Canceled):
        read(kept(tmp_path, b"TT,x\n1,2\n"), progress)


def test_the_folder_the_program_was_started_in_gives_no_code(tmp_path, monkeypatch):
    """A module that lies beside an officer's files is never run."""
    (tmp_path / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert read(kept(tmp_path, b"TT,x\n1,2\n"))[0].rows[1] == (2, ("1", "2"))


def test_the_reading_process_answers_in_plain_words():
    """Tables, or why there are none: nothing else crosses between the processes."""
    assert "sheets" in answered(b"TT,x\n1,2\n")
    assert answered(b"%PDF-1.4") == {"unreadable": "not a table"}
    assert answered(a_raw_xlsx(FAR))["too_big"]
