"""Words of a command that mean nothing: refused with a code, nothing is done half or in silence."""

import pytest

from tests.support.terminal import Terminal, a_commune, a_unit

UNCLEAR, NOT_THERE = (2, "KH57-1010"), (1, "KH57-1009")
NO_NUMBER = ["0", "-5", "", "1.5", "\uff11\uff12", "1_0", " 3 ", "²", "abc"]
NO_PATH = ["", " ", "a\0b", "x" * 300, "x/" * 2100]
SHEET = "Tên hoạt động,Ngày\nHội nghị,1/3/2026\n"


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Set up a commune and a school that has joined and has recorded something."""
    folder = tmp_path_factory.mktemp("pair")
    commune = a_commune(folder)
    school = a_unit(folder, commune)
    school("add", "activities", "title=Tọa đàm", "starts_on=2026-03-10")
    (folder / "sổ.csv").write_text(SHEET, encoding="utf-8")
    (folder / "thư mục").mkdir()
    return folder, commune, school


@pytest.fixture
def refuses(pair, tmp_path, monkeypatch):
    """Return a check that words are refused and leave the store and the folder alone."""
    folder, commune, school = pair
    monkeypatch.chdir(tmp_path)
    names = {"sổ": folder / "sổ.csv", "mục": folder / "thư mục", "ra": tmp_path}

    def refused(words, expected, at=school):
        said = [str(names.get(word, word)) for word in words]
        before = at("digest")["digest"]
        exit_code, error = expected
        assert at.refused(*said, code=exit_code) == error
        assert at("digest")["digest"] == before
        assert list(tmp_path.iterdir()) == []

    refused.commune = commune
    return refused


@pytest.mark.parametrize("number", NO_NUMBER)
@pytest.mark.parametrize(
    "words",
    [
        ("pack", "--out", "ra", "--volume"),
        ("list", "activities", "--limit"),
        ("practice", "--into", "ra", "--months"),
        ("practice", "--into", "ra", "--units"),
    ],
    ids=" ".join,
)
def test_a_count_below_one_or_none_at_all_is_refused(refuses, words, number):
    """How many bytes, rows, months or units there are to be is a plain number from one on."""
    refuses((*words, number), UNCLEAR)


@pytest.mark.parametrize("number", [n for n in NO_NUMBER if n not in {"0", "-5"}])
@pytest.mark.parametrize(
    "words",
    [
        ("show", "activities"),
        ("remove", "activities"),
        ("history", "activities"),
        ("edit", "activities"),
        ("import", "sổ", "--as", "activities", "--training"),
        ("report", "attendance_sheet", "--out", "ra", "--training"),
        ("practice", "--into", "ra", "--seed"),
    ],
    ids=" ".join,
)
def test_a_number_of_a_record_is_written_in_plain_digits(refuses, words, number):
    """Blanks, underscores and digits of other scripts name no record by chance."""
    refuses((*words, number), UNCLEAR)


@pytest.mark.parametrize("path", NO_PATH, ids=lambda path: repr(path[:5]))
@pytest.mark.parametrize(
    "words",
    [
        ("pack", "--out"),
        ("open",),
        ("accept",),
        ("import", "--as", "activities"),
        ("report", "monthly_summary", "--period", "2026-03", "--out"),
        ("backup", "--out"),
        ("restore", "--into", "ra/kho"),
        ("restore", "sổ", "--into"),
        ("password", "--new-password-file"),
        ("enroll", "finish"),
        ("practice", "--into"),
        ("--home",),
        ("--password-file",),
    ],
    ids=" ".join,
)
def test_a_path_that_can_be_none_is_refused(refuses, words, path):
    """An empty word, a zero byte or a name no disk takes is not taken for some other place."""
    refuses((*words, path), UNCLEAR)


@pytest.mark.parametrize(
    "words",
    [
        ("pack", "--out", "sổ"),
        ("backup", "--out", "sổ"),
        ("report", "monthly_summary", "--period", "2026-03", "--out", "sổ"),
        ("practice", "--into", "sổ"),
        ("restore", "sổ", "--into", "sổ"),
        ("open", "mục"),
        ("accept", "mục"),
        ("import", "mục", "--as", "activities"),
        ("restore", "mục", "--into", "ra/kho"),
        ("enroll", "finish", "mục"),
        ("enroll", "answer", "mục", "--confirm", "1", "--out", "ra/x"),
        ("enroll", "answer", "sổ", "--confirm", "1", "--out", "mục"),
        ("setup", "unit", "--unit", "MTTQ", "--officer", "Y Mrao", "--out", "mục"),
    ],
    ids=" ".join,
)
def test_a_folder_is_no_file_and_a_file_no_folder(refuses, words):
    """Nothing is written beside the folder that was named instead of a file, or the reverse."""
    refuses(words, UNCLEAR)


@pytest.mark.parametrize(
    "words",
    [
        ("open", "thiếu.kh57"),
        ("accept", "thiếu.kh57"),
        ("import", "thiếu.xlsx", "--as", "activities"),
        ("restore", "thiếu.kh57backup", "--into", "ra/kho"),
        ("enroll", "finish", "thiếu/answer"),
        ("list", "activities", "--unit", "KHONG-CO"),
        ("figures", "--period", "2026-03", "--unit", "KHONG-CO"),
        ("digest", "--unit", "KHONG-CO"),
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_said_to_be_not_there(refuses, words):
    """A mistyped file is no damaged bundle, a mistyped unit no unit without records."""
    refuses(words, NOT_THERE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("undo", ""), UNCLEAR),
        (("list", "activities", "--period", ""), UNCLEAR),
        (("list", "activities", "--unit", ""), UNCLEAR),
        (("digest", "--unit", ""), UNCLEAR),
        (("import", "sổ", "--as", ""), UNCLEAR),
        (("import", "sổ", "--as", "chuyện"), UNCLEAR),
        (("import", "sổ", "--as", "units"), (1, "KH57-1008")),
        (("practice", "--into", "ra", "--units", "29"), (1, "KH57-1008")),
        (("practice", "--into", "ra", "--months", "999"), UNCLEAR),
    ],
    ids=repr,
)
def test_a_word_left_empty_or_unknown_is_refused(refuses, words, expected):
    """An empty word does not stand for «all» or «the last one»."""
    refuses(words, expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--training", "5", "--period", "2026-03"), UNCLEAR),
        (("--period", "2026-03", "--of", "5"), UNCLEAR),
        (("--period", "2026-03", "--format", ""), UNCLEAR),
        (("--period", "2026-03", "--format", "pdf,"), UNCLEAR),
        (("--period", "2026-03", "--format", "PDF"), UNCLEAR),
        (("--period", "2026-03", "--format", "docx"), (1, "KH57-1008")),
        (("--period", ""), UNCLEAR),
    ],
    ids=repr,
)
def test_a_paper_of_what_it_cannot_be_made_of_is_refused(refuses, words, expected):
    """A word the paper does not use is not passed over."""
    refuses(("report", "monthly_summary", "--out", "ra", *words), expected)


def test_the_same_format_twice_makes_one_file(pair, tmp_path):
    """Nobody wonders which of two equal files is the right one."""
    _, _, school = pair
    words = ("report", "monthly_summary", "--period", "2026-03", "--format", "pdf,pdf")

    assert len(school(*words, "--out", tmp_path)["files"]) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("TR-NTT", "--note", ""), (1, "KH57-1001")),
        (("TR-NTT", "--note", " \0\u202e "), (1, "KH57-1001")),
        (("TR-NTT", "--note", "x" * 2001), (1, "KH57-1001")),
        (("KHONG-CO", "--note", "x"), NOT_THERE),
        (("TR-NTT", "--note", "x", "--record", ""), UNCLEAR),
        (("TR-NTT", "--note", "x", "--record", "/1"), UNCLEAR),
        (("TR-NTT", "--note", "x", "--record", "x/1"), UNCLEAR),
        (("TR-NTT", "--note", "x", "--record", "activities/²"), UNCLEAR),
        (("TR-NTT", "--note", "x", "--record", "activities/" + "9" * 30), NOT_THERE),
        (("TR-NTT", "--note", "x", "--field", "title"), UNCLEAR),
    ],
    ids=lambda words: repr(words)[:60],
)
def test_a_return_that_says_nothing_or_names_nothing_is_refused(refuses, words, expected):
    """The unit must be able to act on what comes back."""
    unit, *rest = words
    refuses(("return", unit, "--period", "2026-03", *rest), expected, refuses.commune)


def test_a_record_goes_back_to_the_unit_that_has_it_only(pair, tmp_path):
    """A note about another unit's record, or a field it lacks, would reach nobody."""
    _, commune, school = pair
    kept = school("add", "activities", "title=Ngày hội", "starts_on=2026-03-11")["id"]
    commune("accept", *school("pack", "--out", tmp_path)["files"])
    back = ("--period", "2026-03", "--note", "Xem lại", "--record", f"activities/{kept}")

    assert commune.refused("return", "MTTQ", *back) == "KH57-1009"
    assert commune.refused("return", "TR-NTT", *back, "--field", "titel", code=2) == "KH57-1010"
    assert commune("return", "TR-NTT", *back, "--field", "title")["state"] == "returned"


def test_the_commune_packs_for_units_of_the_register_only(refuses):
    """A mistyped code is told apart from a unit that has not joined yet."""
    refuses(("pack", "--out", "ra", "--to", "KHONG-CO"), NOT_THERE, refuses.commune)
    refuses(("pack", "--out", "ra", "--to", ""), UNCLEAR, refuses.commune)
    refuses(("pack", "--out", "ra", "--to", "MTTQ"), (1, "KH57-1012"), refuses.commune)


def test_a_data_folder_named_by_the_surroundings_is_checked_too(pair, monkeypatch, tmp_path):
    """KH57_HOME may name a file by mistake as well."""
    folder, _, _ = pair
    nobody = Terminal(tmp_path / "nobody")
    monkeypatch.setenv("KH57_HOME", str(folder / "sổ.csv"))

    said = nobody("units", code=2, home=False)["error"]

    assert said["code"] == "KH57-1010"
    assert "KH57_HOME" in said["happened"]
