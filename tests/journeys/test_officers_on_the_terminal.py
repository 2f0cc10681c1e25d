"""The officers of a school on the terminal: one comes, forgets the password, and leaves."""

from tests.support.terminal import PASSWORD, Terminal


def with_password(school, password):
    """Return a terminal of the same home with another password."""
    other = Terminal(school.home.parent / "other", school.at, password)
    other.home = school.home
    return other


def test_an_officer_comes_forgets_and_leaves(pair, tmp_path):
    """Added, listed, given another password, corrected, removed: each in one command."""
    _, school = pair
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("mật khẩu của A Nhi\n", encoding="utf-8")
    second.write_text("mật khẩu đặt lại\n", encoding="utf-8")
    added = school(
        *("officers", "add", "--name", "A Nhi", "--roles", "R1,unit_head"),
        *("--new-password-file", first),
    )["officers"]
    number = next(one["id"] for one in added if one["full_name"] == "A Nhi")
    listed = with_password(school, "mật khẩu của A Nhi")("officers")["officers"]
    school("officers", "password", number, "--new-password-file", second)
    changed = school("officers", "change", number, "--position", "Giáo viên")["officers"]
    by_newcomer = with_password(school, "mật khẩu đặt lại")
    refused = by_newcomer.refused("officers", "remove", number)
    ended = school("officers", "remove", number)

    assert [one["roles"] for one in listed if one["id"] == number] == [
        ["data_officer", "unit_head"]
    ]
    assert [one["position"] for one in changed if one["id"] == number] == ["Giáo viên"]
    assert [one["full_name"] for one in changed if one["id"] == number] == ["A Nhi"]
    assert refused == "KH57-1003"
    assert number not in [one["id"] for one in ended["officers"]]
    assert by_newcomer.refused("officers") == "KH57-3403"
    assert with_password(school, ended["recovery_code"])("officers")["officers"]


def test_a_password_written_with_notepad_is_the_password(pair, tmp_path):
    """Notepad puts a mark of its own before the first letter: it belongs to no password."""
    _, school = pair
    new = tmp_path / "new.txt"
    new.write_text(f"{PASSWORD} mới\n", encoding="utf-8-sig")
    school("password", "--new-password-file", new)
    school.secret.write_text(f"{PASSWORD} mới", encoding="utf-8-sig")

    assert school("officers")["officers"]


def test_wrong_words_about_officers_change_nothing(pair, tmp_path):
    """A role that is none, a number of nobody, a password that cannot be read."""
    _, school = pair
    word = tmp_path / "word"
    word.write_text("mật khẩu của A Nhi", encoding="utf-8")
    add = ("officers", "add", "--name", "A Nhi", "--new-password-file")
    before = school("officers")["officers"]

    assert school.refused(*add, word, "--roles", "R99", code=2) == "KH57-1010"
    assert school.refused(*add, tmp_path / "missing", "--roles", "R1", code=2) == "KH57-1010"
    assert school.refused(*add, word, "--roles", "R9") == "KH57-1001"
    assert school.refused("officers", "change", 7, "--name", "Ai") == "KH57-1009"
    assert school.refused("officers", "remove", 7) == "KH57-1009"
    assert school("officers")["officers"] == before
