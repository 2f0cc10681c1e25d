"""The sample files as officers keep them, held against their known truth, row by row."""

import datetime as dt
import json

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, Mark, MediaKind, Sex
from kh57_desktop.errors import InputTooBig
from kh57_desktop.importing.sheets import read
from kh57_desktop.importing.staging import stage
from tests.support.sheets import SAMPLES, known

FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
FIELDS = {
    "Tên hoạt động": "title",
    "Tên sản phẩm": "title",
    "Tên lớp": "title",
    "Ngày kết thúc": "ends_on",
    "Từ ngày": "starts_on",
    "Đến ngày": "ends_on",
    "Địa điểm": "place",
    "Tác giả": "author",
    "Chức vụ": "position",
    "Lớp": "class_name",
    "Số người dự": "reach_count",
    "Nữ": "women_count",
    "Thời lượng (giây)": "duration_seconds",
    "Đơn vị": "unit",
    "Tên đơn vị": "name",
    "Họ và tên": "full_name",
    "Sinh": "birth_year",
    "Giới tính": "sex",
    "Hình thức": "activity_kind",
    "Loại": "media_kind",
    "Điểm danh": "mark",
    "Thôn": "village",
    "Điện thoại": "phone",
}
DAY = {"activities": "starts_on", "media": "produced_on", "attendance": "held_on"}
WORDS = {
    "sex": Sex,
    "activity_kind": ActivityKind,
    "media_kind": MediaKind,
    "mark": Mark,
}
SAME_WORD = {"Tin": "Tin bài", "Bài viết": "Tin bài"}


def truth_of(path):
    """Return what is known about a sample file."""
    return json.loads(path.with_name(path.name + ".truth.json").read_text(encoding="utf-8"))


def wanted(kind, record):
    """Return a record of the truth by the names of fields."""
    values = {FIELDS.get(label) or DAY[kind]: value for label, value in record["values"].items()}
    if "birth_year" in values:
        values["birth_year"] = int(values["birth_year"][:4])
    return record["at"]["row"], values


def plain(draft, fields):
    """Return a draft's values of some fields in the normal form of the truth."""
    values = {name: shown(name, draft.values.get(name)) for name in fields}
    if draft.meets is not None:
        values["name"] = known().units[draft.meets][0]
    return draft.at.row, values


def shown(name, value):
    """Return one value as the truth writes it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if name in WORDS and value is not None:
        label = WORDS[name](value).label
        return SAME_WORD.get(label, label)
    registers = {"unit": known().units, "village": known().villages}
    return registers[name][value][0] if name in registers and value is not None else value


IMPORTED = [path for path in FILES if truth_of(path)["outcome"] == "imported"]


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.name)
def test_a_sample_gives_exactly_its_records(path):
    """Every record of the file comes in with its values, and nothing that is no record does."""
    truth = truth_of(path)
    kind = truth["kind"]

    drafts = list(stage(read(path), kind, known()).drafts)

    missing = []
    for record in truth["records"]:
        row, values = wanted(kind, record)
        found = next((d for d in drafts if plain(d, values) == (row, values)), None)
        if found is None:
            missing.append((row, values, [plain(d, values) for d in drafts if d.at.row == row]))
        else:
            drafts.remove(found)
    assert missing == []
    assert [(draft.at, dict(draft.values)) for draft in drafts] == []


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.name)
def test_a_sample_refuses_exactly_its_bad_rows(path):
    """The officer reads row, heading and value of each bad row as the file shows them."""
    truth = truth_of(path)

    refused = stage(read(path), truth["kind"], known()).refused

    expected = [(row["at"]["row"], row["heading"], row["value"]) for row in truth["refused"]]
    told = [(row.row, row.heading, "" if row.value == "#REF!" else row.value) for row in refused]
    assert told == [(row, head, "" if value == "#REF!" else value) for row, head, value in expected]
    assert all(row.code and row.why for row in refused)


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.name)
def test_what_must_never_be_kept_is_nowhere(path):
    """Identity numbers, parents and hidden sheets leave no trace, whatever the file offers."""
    truth = truth_of(path)

    staged = stage(read(path), truth["kind"], known())

    kept = repr([(d.values, d.typed, d.headings) for d in (*staged.drafts, *staged.people)])
    told = repr(staged.refused)
    assert [text for text in truth.get("never", ()) if text in kept + told] == []


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.name)
def test_a_sample_read_twice_gives_the_same_hashes(path):
    """The same file again is known row by row, so that it can change nothing."""
    kind = truth_of(path)["kind"]
    first, second = (stage(read(path), kind, known()) for _ in range(2))

    assert [draft.row_hash for draft in first.drafts] == [d.row_hash for d in second.drafts]
    assert len({draft.row_hash for draft in first.drafts}) == len(first.drafts)


def test_two_units_of_the_commune_s_list_are_new():
    """Known units are met under their other spellings; what is left is new."""
    path = SAMPLES / "10-danh-sach-co-quan-don-vi.xlsx"

    drafts = stage(read(path), "units", known()).drafts

    assert sum(draft.meets is None for draft in drafts) == truth_of(path)["added"]


def test_a_small_file_that_unpacks_to_a_giant_is_refused():
    """Less than a megabyte that becomes 300 is refused before it is parsed."""
    with pytest.raises(InputTooBig):
        read(SAMPLES / "12-tep-nho-mo-ra-khong-lo.xlsx")
