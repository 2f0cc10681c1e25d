"""The stamps of state secrets are told from words that only look like them (T38)."""

import pytest

from kh57_desktop.domain.secrecy import stamp_in

STAMPED = [
    ("MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("  MẬT  ", "MẬT"),
    ("*** TỐI MẬT ***", "TỐI MẬT"),
    ("M Ậ T", "MẬT"),
    ("T Ố I   M Ậ T", "TỐI MẬT"),
    ("(MẬT)", "MẬT"),
    ("[TUYỆT MẬT]", "TUYỆT MẬT"),
    ("«MẬT»", "MẬT"),
    ("Tối mật", "TỐI MẬT"),
    ("tuyệt mật", "TUYỆT MẬT"),
    ("Kế hoạch phòng thủ (MẬT)", "MẬT"),
    ("Báo cáo\nTỐI MẬT\nNơi nhận", "TỐI MẬT"),
    ("Độ mật: Mật", "MẬT"),
    ("Độ mật: TỐI MẬT, bản số 3", "TỐI MẬT"),
    ("ĐỘ MẬT – TUYỆT MẬT".replace("–", "-"), "TUYỆT MẬT"),
    ("MÂ\u0323T", "MẬT"),
    ("MẠ\u0302T", "MẬT"),
]
HARMLESS = [
    *("", "Mật", "mật", "A Mật", "Y MẬT", "MẬT ONG", "Mật ong rừng Đăk Pxi", "Sáp, MẬT, phấn hoa"),
    *("Bảo mật thông tin", "BẢO MẬT", "AN TOÀN, BẢO MẬT", "mật khẩu", "MẬT KHẨU", "Mật độ dân số"),
    "Phổ biến Luật Bảo vệ bí mật nhà nước",
    "Tập huấn phân biệt tài liệu MẬT, TỐI MẬT và TUYỆT MẬT",
    *("Độ mật: không", "Độ mật: thường", "Xác định độ mật của tài liệu", "MAT", "TOI MAT", "MẶT"),
    "Bí mật gia truyền (men rượu cần)",
    "Tuyệt mật ong rừng",
]


@pytest.mark.fault("T38")
@pytest.mark.parametrize(("text", "stamp"), STAMPED)
def test_a_stamp_that_stands_alone_is_told(text, stamp):
    """On a line of its own, in brackets, spaced out, or after «Độ mật»."""
    assert stamp_in(text) == stamp


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_look_like_a_stamp_pass(text):
    """Honey, passwords, people and lessons about secrets are the commune's daily work."""
    assert stamp_in(text) is None
