"""The sample files through `import`: exactly their records, twice the same, nothing forbidden."""

import json
from collections import Counter

import pytest

from tests.support.sheets import SAMPLES
from tests.support.terminal import a_commune

FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
TRUTHS = {
    path: json.loads(path.with_name(f"{path.name}.truth.json").read_text(encoding="utf-8"))
    for path in FILES
}
COMES_IN = [p for p, t in TRUTHS.items() if t["outcome"] == "imported" and t["kind"] != "units"]
TITLES = {"activities": "Tên hoạt động", "media": "Tên sản phẩm", "people": "Họ và tên"}
DAYS = {"activities": "starts_on", "media": "produced_on"}


@pytest.fixture
def commune(tmp_path):
    """Set up a commune's store."""
    return a_commune(tmp_path)


@pytest.mark.parametrize("path", COMES_IN, ids=lambda path: path.name[:2])
def test_a_sample_comes_in_whole_and_only_once(commune, path):
    """The file's records and no more; refused rows are told; the second time changes nothing."""
    truth = TRUTHS[path]
    words = ("import", path, "--as", truth["kind"])
    looked = commune(*words, "--preview", code=3 if truth["refused"] else 0)
    assert commune("list", truth["kind"])["total"] == 0
    done = commune(*words, code=looked.code)
    content = commune("digest")
    again = commune(*words, code=None)

    assert done["created"] == looked["created"] == len(truth["records"])
    assert sorted(r["row"] for r in done["refused"]) == sorted(
        r["at"]["row"] for r in truth["refused"]
    )
    assert all(row["code"] and row["why"] for row in done["refused"])
    assert (again["created"], again["updated"]) == (0, 0)
    assert commune("digest").keys == content.keys
    assert stored(commune, truth["kind"]) == expected(truth)
    text = json.dumps([done.keys, commune("list", truth["kind"]).keys], ensure_ascii=False)
    assert [word for word in truth.get("never", []) if word in text] == []


def stored(commune, kind):
    """Return what a kind holds, counted, in the words of the truth."""
    rows = commune("list", kind, "--limit", 1000)["rows"]
    if kind != "attendance":
        title = "full_name" if kind == "people" else "title"
        return Counter((row[title], row.get(DAYS.get(kind))) for row in rows)
    people = {row["id"]: row["full_name"] for row in commune("list", "people")["rows"]}
    lessons = {row["id"]: row["held_on"] for row in commune("list", "lessons")["rows"]}
    return Counter((people[r["person"]], lessons[r["lesson"]], r["mark"]) for r in rows)


def expected(truth):
    """Return the same of the truth's records."""
    marks = {
        "Có mặt": "present",
        "Đi muộn": "late",
        "Vắng có phép": "excused",
        "Vắng không phép": "absent",
        "Cử người thay": "substituted",
    }
    kind = truth["kind"]
    values = [record["values"] for record in truth["records"]]
    if kind == "attendance":
        return Counter((v["Họ và tên"], v["Ngày"], marks[v["Điểm danh"]]) for v in values)
    return Counter((v[TITLES[kind]], v.get("Ngày")) for v in values)


def test_a_huge_archive_is_refused_before_it_is_read(commune):
    """Less than a megabyte that unpacks to 300: a coded error, the store unchanged."""
    (path,) = (p for p in FILES if p.name.startswith("12"))
    before = commune("digest").keys

    assert commune.refused("import", path, "--as", "activities") == "KH57-3501"
    assert commune("digest").keys == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("rong.csv", b""),
        ("khac.csv", "Món ăn,Giá\nPhở,30000\n".encode()),
        ("hong.xlsx", b"PK\x03\x04" + b"x" * 200),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(commune, tmp_path, name, content):
    """A picture, an empty file, other headings, a broken archive: told, nothing comes in."""
    (tmp_path / name).write_bytes(content)

    assert commune.refused("import", tmp_path / name, "--as", "activities") == "KH57-1005"
    assert commune("list", "activities")["total"] == 0


def test_a_row_that_came_in_stays_as_it_was_edited_since(commune):
    """Importing the file again does not bring the old value back."""
    (path,) = (p for p in FILES if p.name.startswith("11"))
    commune("import", path, "--as", "activities")
    row = commune("list", "activities")["rows"][0]
    commune("edit", "activities", row["id"], "place=Nơi khác")
    again = commune("import", path, "--as", "activities")

    assert (again["created"], again["unchanged"]) == (0, 7)
    assert commune("show", "activities", row["id"])["record"]["place"] == "Nơi khác"


def test_a_grid_meets_the_roster_and_the_lessons_of_its_class(commune, tmp_path):
    """A class that stands already takes the grid: known names are met, missing lessons made."""
    person = commune("add", "people", "full_name=A Huy", "audience=DT-4")["id"]
    training = commune("add", "trainings", "title=Lớp số", "starts_on=2/3/2026")["id"]
    lesson = commune("add", "lessons", f"training={training}", "ordinal=1", "held_on=2/3/2026")
    mark = (f"lesson={lesson['id']}", f"person={person}", "mark=late")
    commune("add", "attendance", *mark)
    grid = tmp_path / "diem-danh.csv"
    grid.write_text("STT,Họ và tên,2/3/2026,4/3/2026\n1,A Huy,x,x\n2,Y Mrao,v,\n", "utf-8")
    done = commune("import", grid, "--as", "attendance", "--training", training)

    assert (done["created"], done["training"]) == (3, training)
    assert commune("list", "people")["total"] == 2
    assert commune("list", "lessons")["total"] == 2
    assert commune("list", "attendance")["total"] == 3
    marks = {(r["person"], r["lesson"]): r["mark"] for r in commune("list", "attendance")["rows"]}
    assert marks[person, lesson["id"]] == "present"


def test_a_heading_meant_otherwise_is_mapped_by_hand_and_remembered(commune, tmp_path):
    """«Chuyện gì» is the title once an officer said so, and the next file needs no word."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("STT,Chuyện gì,Ngày,Địa điểm\n1,Họp thôn,2/3/2026,Nhà rông\n", "utf-8")
    second.write_text("STT,Chuyện gì,Ngày,Địa điểm\n1,Họp tổ,3/3/2026,Nhà rông\n", "utf-8")
    said = commune("import", first, "--as", "activities", "--map", "Chuyện gì=title")
    later = commune("import", second, "--as", "activities")

    assert (said["created"], later["created"]) == (1, 1)
    titles = {row["title"] for row in commune("list", "activities")["rows"]}
    assert titles == {"Họp thôn", "Họp tổ"}


def test_an_import_is_undone_at_once(commune):
    """One undo takes all rows of the last import back."""
    (path,) = (p for p in FILES if p.name.startswith("11"))
    commune("import", path, "--as", "activities")
    commune("undo")

    assert commune("list", "activities")["total"] == 0
