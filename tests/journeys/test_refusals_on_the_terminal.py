"""Bad input at the terminal: a coded error in three sentences, and nothing is changed."""

import json
import shutil

import pytest

from kh57_desktop.cli.main import run
from kh57_desktop.services.searching import Search
from kh57_desktop.store.opening import connect
from kh57_desktop.system import single
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from tests.support.terminal import Terminal, a_commune, a_unit, cheap_doors


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Set up a commune and a school that has joined."""
    folder = tmp_path_factory.mktemp("pair")
    commune = a_commune(folder)
    return folder, commune, a_unit(folder, commune)


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "exit_code", "error"),
    [
        (("nonsense",), 2, "KH57-1010"),
        (("add",), 2, "KH57-1010"),
        (("add", "nonsense", "title=x"), 2, "KH57-1010"),
        (("add", "activities", "titel=x"), 2, "KH57-1010"),
        (("add", "activities", "title=x"), 1, "KH57-1001"),
        (("add", "activities", "title=x", "starts_on=31/2/2026"), 1, "KH57-1001"),
        (("add", "activities", "title=x", "starts_on=1/1/2031"), 1, "KH57-1001"),
        (("add", "activities", "title=x", "starts_on=21/12/2024"), 1, "KH57-1001"),
        (("add", "activities", "title=x", "starts_on=17/6/2026"), 1, "KH57-1001"),
        (("add", "activities", "title=x", "starts_on=1/3/2026", "reach_count=-5"), 1, "KH57-1001"),
        (("add", "people", "full_name=A Huy", "birth_year=1700"), 1, "KH57-1001"),
        (("edit", "activities", "57", "title=x"), 1, "KH57-1009"),
        (("show", "activities", "57"), 1, "KH57-1009"),
        (("add", "activities", "title=x", "starts_on=1/3/2026", "state=approved"), 2, "KH57-1010"),
        (("add", "activities", "title=x", "starts_on=1/3/2026", "plan_item=²"), 1, "KH57-1001"),
        (
            ("add", "activities", "title=x", "starts_on=1/3/2026", f"plan_item={2**63}"),
            1,
            "KH57-1001",
        ),
        (("remove", "activities", "57"), 1, "KH57-1009"),
        (("list", "activities", "--period", "2026-13"), 2, "KH57-1010"),
        (("figures", "--period", "tháng ba"), 2, "KH57-1010"),
        (("report", "annual_report", "--period", "2026", "--out", "x"), 1, "KH57-1008"),
        (("report", "nonsense", "--period", "2026-03", "--out", "x"), 2, "KH57-1010"),
        (("lint", "x.pdf"), 1, "KH57-1008"),
        (("close", "--period", "2026-03"), 1, "KH57-1008"),
        (("return", "MTTQ", "--period", "2026-03", "--note", "x"), 1, "KH57-1003"),
        (("settle", "x", "--keep", "mine"), 1, "KH57-1009"),
        (("settle", "x"), 2, "KH57-1010"),
        (("pack", "--out", "x", "--to", "MTTQ"), 2, "KH57-1010"),
        (("add", "attendance", "lesson=1"), 1, "KH57-1001"),
    ],
)
def test_a_command_that_cannot_be_done_is_refused(pair, words, exit_code, error, in_folder):
    """Each refusal has its code and leaves the store, and the folder it was asked in, alone."""
    _, _, school = pair
    before = school("digest")["digest"]

    assert school.refused(*words, code=exit_code) == error
    assert school("digest")["digest"] == before
    assert list(in_folder.iterdir()) == []


def test_a_wrong_password_opens_nothing(pair, tmp_path):
    """The store stays closed and says so."""
    _, _, school = pair
    stranger = Terminal(school.home, school.at)
    stranger.secret = tmp_path / "password"
    stranger.secret.write_text("không phải mật khẩu", encoding="utf-8")

    assert stranger.refused("units") == "KH57-3403"


def test_the_recovery_code_opens_in_place_of_the_password(tmp_path):
    """Whoever holds the sealed envelope gets in, and administers only."""
    commune = Terminal(tmp_path / "xa")
    made = commune("setup", "commune", "--officer", "Trần Minh Tuấn")
    commune.secret.write_text(made["recovery_code"], encoding="utf-8")

    assert len(commune("units")["units"]) == 30
    assert commune.refused("add", "activities", "title=x", "starts_on=1/3/2026") == "KH57-1003"


def test_a_second_copy_of_the_program_is_refused(pair):
    """While one copy works on the folder another does not."""
    _, _, school = pair
    held = single.lock(school.home)
    try:
        error = school.refused("units")
    finally:
        held.release()

    assert error == "KH57-2004"
    assert school("units")["units"]


def test_a_foreign_bundle_is_refused(pair, tmp_path):
    """A bundle of another commune's school changes nothing here."""
    _, commune, _ = pair
    strangers = a_commune(tmp_path)
    school = a_unit(tmp_path, strangers)
    school("add", "activities", "title=Lạ", "starts_on=1/3/2026")
    sent = school("pack", "--out", tmp_path / "usb")["files"]
    before = commune("digest")["digest"]

    assert commune.refused("accept", *sent) == "KH57-3004"
    assert commune("digest")["digest"] == before


def test_a_bundle_for_another_unit_is_refused(pair, tmp_path):
    """What the commune packed for one unit opens at no other."""
    folder, commune, school = pair
    other = a_unit(tmp_path, commune, "MTTQ")
    sent = commune("pack", "--to", "MTTQ", "--out", tmp_path / "usb")["files"]
    if not sent:
        commune("return", "MTTQ", "--period", "2026-03", "--note", "Ý kiến")
        sent = commune("pack", "--to", "MTTQ", "--out", tmp_path / "usb")["files"]

    assert school.refused("accept", *sent) == "KH57-3003"
    assert other("accept", *sent).code == 0
    assert folder.exists()


def test_a_wrong_spoken_code_joins_nobody(pair, tmp_path):
    """One digit misheard: no certificate, no answer file."""
    _, commune, _ = pair
    unit = Terminal(tmp_path / "ND")
    request, answer = tmp_path / "ND.request", tmp_path / "ND.answer"
    asked = unit("setup", "unit", "--unit", "ND", "--officer", "Y Mrao", "--out", request)
    digits = [c for c in asked["confirm_code"] if c.isdigit()]
    digits[3], digits[4] = digits[4], str((int(digits[3]) + 1) % 10)
    words = ("--confirm", "".join(digits), "--out", answer)

    assert commune.refused("enroll", "answer", request, *words) == "KH57-3401"
    assert not answer.exists()


def test_a_unit_nobody_registered_cannot_be_set_up(tmp_path):
    """The code must be one of the register; no store is left behind."""
    unit = Terminal(tmp_path / "X")
    words = ("--unit", "KHONG-CO", "--officer", "Y Mrao", "--out", tmp_path / "request")

    assert unit.refused("setup", "unit", *words) == "KH57-1009"
    assert not (tmp_path / "X" / "keys.json").exists()


def test_another_plan_is_not_in_this_version(tmp_path):
    """The word of the contract is known, answered with a code, and sets nothing up."""
    terminal = Terminal(tmp_path / "h")
    words = ("setup", "commune", "--officer", "Trần Minh Tuấn", "--plan", "kế hoạch.json")

    assert terminal.refused(*words) == "KH57-1008"
    assert not (tmp_path / "h" / "keys.json").exists()


def test_a_short_password_makes_no_store(tmp_path):
    """Ten characters at least; nothing usable is left."""
    commune = Terminal(tmp_path / "xa", password="ngắn")  # noqa: S106
    error = commune.refused("setup", "commune", "--officer", "Trần Minh Tuấn")

    assert error == "KH57-1001"
    assert not (tmp_path / "xa" / "keys.json").exists()


def test_a_given_moment_is_for_rehearsal_homes_only(tmp_path):
    """A home that was set up without --at refuses it for good."""
    commune = Terminal(tmp_path / "xa", at=None)
    commune("setup", "commune", "--officer", "Trần Minh Tuấn")
    commune.at = "2026-03-31T09:00"

    assert commune.refused("units", code=2) == "KH57-1010"
    commune.at = None
    assert commune("units")["units"]


def test_a_newer_store_is_left_closed_and_unchanged(pair, tmp_path):
    """An older program says that it is older and writes no byte."""
    _, _, school = pair
    shutil.copytree(school.home, tmp_path / "newer")
    newer = Terminal(tmp_path / "newer", school.at)
    make_newer(newer)
    before = (newer.home / "kh57.db").read_bytes()

    assert newer.refused("units") == "KH57-4002"
    assert (newer.home / "kh57.db").read_bytes() == before


def test_a_damaged_key_file_is_told(pair, tmp_path):
    """Without its key file the store cannot be opened, and says what to do."""
    _, _, school = pair
    shutil.copytree(school.home, tmp_path / "damaged")
    damaged = Terminal(tmp_path / "damaged", school.at)
    for path in damaged.home.glob("keys.json*"):
        path.write_text(json.dumps({"format": 1}), encoding="utf-8")

    assert damaged.refused("units") == "KH57-4005"


def make_newer(terminal):
    """Raise the version of a store as a later program would."""
    file = KeyFile.read(terminal.home / "keys.json", RealDisk())
    key = file.open(terminal.secret.read_text(encoding="utf-8")).key
    con = connect(terminal.home / "kh57.db", key)
    con.execute("PRAGMA user_version = 999")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()


def test_a_second_set_up_refuses_to_wipe_what_was_recorded(tmp_path):
    """The folder of a commune or unit is never set up again, also with its key file half lost."""
    commune = a_commune(tmp_path)
    kept = commune("add", "activities", "title=Tọa đàm", "starts_on=2026-03-10")["id"]
    again = ("setup", "commune", "--officer", "Trần Minh Tuấn")
    unit = ("setup", "unit", "--unit", "MTTQ", "--officer", "A Nhi", "--out", tmp_path / "request")

    assert commune.refused(*again) == "KH57-2007"
    assert commune.refused(*unit) == "KH57-2007"
    assert commune("show", "activities", kept)["record"]["title"] == "Tọa đàm"
    keys = commune.home / "keys.json"
    keys.replace(commune.home / "keys.json.1")
    assert commune.refused(*again) == "KH57-2007"
    assert not (tmp_path / "request").exists()


def test_an_officer_without_a_name_sets_nothing_up(tmp_path):
    """Every change is signed with a name."""
    commune = Terminal(tmp_path / "xa")

    assert commune.refused("setup", "commune", "--officer", " ") == "KH57-1001"
    assert not commune.home.exists()


def test_bytes_that_are_no_text_are_refused_without_a_traceback(pair):
    """A terminal hands over broken bytes as lone surrogates."""
    _, _, school = pair

    words = ("add", "activities", "title=a\udcff", "starts_on=2026-03-10")
    assert school.refused(*words, code=2) == "KH57-1010"


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
@pytest.mark.parametrize("words", [("show",), ("remove",), ("history",), ("edit",)])
def test_a_number_no_record_can_have_is_refused(pair, number, words):
    """Ids are 63-bit integers; a longer number names no record."""
    _, _, school = pair
    more = ("title=x",) if words == ("edit",) else ()

    assert school.refused(*words, "activities", number, *more) == "KH57-1009"


def test_searching_for_a_sign_without_letters_finds_nothing(pair):
    """A zero byte must not end the text of the question early."""
    _, _, school = pair

    assert school("search", "\0")["rows"] == []


def test_a_file_that_is_not_there_is_no_failing_disk(pair, tmp_path):
    """A mistyped name, a folder or a file in the place of the other must not alarm the officer."""
    _, commune, school = pair
    file = tmp_path / "tệp"
    file.write_bytes(b"")
    answer = ("--confirm", "1", "--out", tmp_path / "answer")

    assert commune.refused("enroll", "answer", tmp_path / "missing", *answer) == "KH57-1009"
    assert commune.refused("enroll", "answer", tmp_path, *answer, code=2) == "KH57-1010"
    assert school.refused("enroll", "finish", tmp_path / "missing") == "KH57-1009"
    school("add", "activities", "title=Tọa đàm", "starts_on=2026-03-10")
    assert school.refused("pack", "--out", file, code=2) == "KH57-1010"


@pytest.mark.logs("command failed")
def test_a_bug_shows_its_code_and_no_traceback(pair, capsys, monkeypatch):
    """What went wrong stands in the log of the data folder, without what people typed."""
    _, _, school = pair
    monkeypatch.setattr(Search, "find", lambda *_: 1 // 0)
    common = ("--home", str(school.home), "--password-file", str(school.secret), "--at", school.at)

    assert run([*common, "search", "x"], cheap_doors) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert "KH57-9000" in said.err
    assert "ZeroDivisionError" in (school.home / "logs" / "kh57.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "còn thiếu COMMAND"),
        (("add", "activities", "--nonsense"), "không có chữ «--nonsense» trong lệnh này"),
        (("show", "activities", "abc"), "id không thể là 'abc'"),
        (("figures", "--period"), "sau --period còn thiếu một chữ"),
        (("settle", "x", "--keep", "foo"), "'foo' không phải là --keep"),
    ],
)
def test_wrong_words_are_told_in_vietnamese(pair, words, problem):
    """What the reader of words says in English never reaches the officer."""
    _, _, school = pair

    assert problem in school(*words, code=2)["error"]["happened"]


def test_a_folder_where_nothing_was_set_up_is_told(tmp_path):
    """A mistyped --home must not read as a refused permission; nothing is made there."""
    nowhere = Terminal(tmp_path / "nowhere")

    assert nowhere.refused("list", "activities") == "KH57-1009"
    assert not nowhere.home.exists()


def test_a_new_password_that_cannot_be_read_changes_nothing(pair, tmp_path):
    """The file of the new password is read before anything is done."""
    _, _, school = pair
    words = ("password", "--new-password-file", tmp_path / "missing")

    assert school.refused(*words, code=2) == "KH57-1010"
