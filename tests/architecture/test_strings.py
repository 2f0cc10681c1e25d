"""Vietnamese texts: marked where they are shown, composed, one tone placement, one word a thing."""

import ast
import re

import pytest

from tests.support import sources

VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")

# Arguments that list what is recognized in a sheet; nobody is shown them.
RECOGNIZED = {"sheet_names"}

# Files whose Vietnamese letters are compared with texts and never shown.
COMPARING = {
    "kh57_desktop/domain/names.py",
    "kh57_desktop/domain/secrecy.py",
    "kh57_desktop/domain/typed.py",
    "kh57_desktop/importing/legacy.py",
    "kh57_desktop/importing/lines.py",
    "kh57_desktop/importing/log_spellings.py",
    "kh57_desktop/importing/marks.py",
    "kh57_desktop/importing/meanings.py",
    "kh57_desktop/importing/people_spellings.py",
    "kh57_desktop/importing/values.py",
}

# The room whose Vietnamese is what officers of a made-up commune wrote into their records.
MADE_UP = "kh57_desktop/practice/"

# hoà, thuỷ, khoẻ: the mark stands on the first of two vowels when nothing follows (quý is no pair)
NEW_STYLE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹđ])", re.IGNORECASE)
# tòan, thủyền: and on the second when a letter follows
MISPLACED = re.compile(r"([òóỏõọ][ae]|(?<!q)[ùúủũụ][yê])[a-zà-ỹđ]", re.IGNORECASE)

# Words the officers do not use, and the one they do.
BANNED = {
    "VHXH": "Phòng Văn hóa - Xã hội",
    "file": "tệp",
    "folder": "thư mục",
    "click": "bấm",
    "backup": "sao lưu",
    "password": "mật khẩu",
    "export": "xuất",
    "import": "nhập",
    "sync": "gửi, nhận",
    "merge": "gộp",
    "upload": "gửi",
    "download": "nhận",
    "email": "thư điện tử",
    "online": "có mạng",
    "offline": "không có mạng",
    "update": "cập nhật",
    "check": "kiểm tra",
    "máy vi tính": "máy",
    "ngoại tuyến": "không có mạng",
    "training": "tập huấn",
}


def literals(path):
    """Return the string literals of a file that are no docstrings."""
    documentation = sources.docstrings(path)
    return [
        node
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


def is_marked(node):
    """Tell whether a literal stands in `vi(…)` or where spellings are recognized."""
    if isinstance(node.parent, ast.Call):
        return sources.called(node.parent) == "vi"
    return is_recognized(node) or is_alias(node)


def is_recognized(node):
    """Tell whether a literal belongs to an argument that lists what is recognized."""
    parent = node.parent
    while isinstance(parent, ast.Tuple | ast.List | ast.Set):
        parent = parent.parent
    return isinstance(parent, ast.keyword) and parent.arg in RECOGNIZED


def is_alias(node):
    """Tell whether a literal is another spelling of a word: `WORD = "slug", vi(…), "CODE", "…"`."""
    words = node.parent
    if not (isinstance(words, ast.Tuple) and isinstance(words.parent, ast.Assign)):
        return False
    home = words.parent.parent
    is_choice = isinstance(home, ast.ClassDef) and ast.unparse(home.bases[0]).endswith("Choice")
    return is_choice and words.elts.index(node) > 2


def shown(path):
    """Return the texts of a file that officers read, with their places."""
    return [
        (sources.at(path, node), node.value)
        for node in literals(path)
        if isinstance(node.parent, ast.Call) and sources.called(node.parent) == "vi"
    ]


ALL_SHOWN = [text for path in sources.rooms_files() for text in shown(path)]


def test_the_texts_officers_read_are_found():
    """The catalog is not empty: what follows judges something."""
    assert len(ALL_SHOWN) > 100


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_every_vietnamese_text_is_marked(path):
    """What officers read stands in vi(…), so that a catalog can replace and a test can find it."""
    unmarked = [
        f"{sources.at(path, node)} {node.value!r}"
        for node in literals(path)
        if VIETNAMESE.search(node.value) and not is_marked(node)
    ]

    name = sources.name(path)
    assert unmarked == [] or name in COMPARING or name.startswith(MADE_UP)


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_no_marked_text_is_put_together_before_it_is_looked_up(path):
    """A text is marked whole, with named places to fill: no f-string, no sum, no percent sign."""
    built = [
        sources.at(path, node)
        for node in ast.walk(sources.tree(path))
        if (isinstance(node, ast.JoinedStr) and VIETNAMESE.search(ast.unparse(node)))
        or (
            isinstance(node, ast.Call)
            and sources.called(node) == "vi"
            and any(isinstance(word, ast.JoinedStr | ast.BinOp) for word in node.args)
        )
    ]

    assert built == []


def test_places_to_fill_are_named():
    """A translator may move the parts of a sentence: every place in it has a name."""
    nameless = [place for place, text in ALL_SHOWN if re.search(r"\{\}|\{\d|%[sd]", text)]

    assert nameless == []


def test_tones_stand_in_one_place():
    """The whole program writes hòa, thủy, khỏe: searching and reading never meet two forms."""
    strayed = [
        f"{place} {text!r}"
        for place, text in ALL_SHOWN
        if NEW_STYLE.search(text) or MISPLACED.search(text)
    ]

    assert strayed == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("khỏe", "khoẻ"),
        ("xóa", "xoá"),
        ("khóa", "khoá"),
        ("hoàn", "hòan"),
        ("loại", "lọai"),
        ("chuyển", "chủyển"),
        ("Quý", "hoá"),
        ("quỹ", "tuỳ"),
    ],
)
def test_the_tone_rule_knows_right_from_wrong(right, wrong):
    """The rule refuses the other placement and lets ours pass."""
    assert not NEW_STYLE.search(right)
    assert not MISPLACED.search(right)
    assert NEW_STYLE.search(wrong) or MISPLACED.search(wrong)


def test_one_word_for_one_thing():
    """Officers read the plan's words, never the trade's."""
    banned = [
        f"{place}: write «{ours}», not «{word}»"
        for place, text in ALL_SHOWN
        for word, ours in BANNED.items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", without_places(text), re.IGNORECASE)
    ]

    assert banned == []


def without_places(text):
    """Return a text without its named places and without options such as --password-file."""
    return re.sub(r"\{\w+\}|--[\w-]+", "", text)


def test_texts_use_the_marks_of_print():
    """An ellipsis is one sign, and quotes are «…» or “…”."""
    plain = [f"{place} {text!r}" for place, text in ALL_SHOWN if "..." in text or '"' in text]

    assert plain == []
