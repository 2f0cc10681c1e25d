"""Who heads and signs the papers of which unit."""

import pytest

from kh57_desktop.domain.vocabulary import UnitKind
from kh57_desktop.reports.facts import UnitFact
from kh57_desktop.reports.letterhead import THE_COMMUNE, issuer_of, letterhead, signatures
from tests.support.facts import ISSUER, OFFICE, SCHOOL, TEAM


def a_unit(kind, paper_name, parent="", signer=""):
    """Return a unit of a kind."""
    return UnitFact(
        7, "X", "X", 1, kind, paper_name=paper_name, parent_name=parent, signer_title=signer
    )


HEADS = [
    (OFFICE, ("UBND XÃ ĐĂK PXI", "PHÒNG VĂN HÓA - XÃ HỘI"), ("TRƯỞNG PHÒNG",)),
    (
        SCHOOL,
        ("UBND XÃ ĐĂK PXI", "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN TẤT THÀNH"),
        ("HIỆU TRƯỞNG",),
    ),
    (TEAM, ("TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", "THÔN ĐĂK XẾ KƠ NE"), ("TỔ TRƯỞNG",)),
    (
        a_unit(UnitKind.HEALTH_STATION, "Trạm Y tế xã Đăk Pxi", "UBND XÃ ĐĂK PXI"),
        ("UBND XÃ ĐĂK PXI", "TRẠM Y TẾ"),
        ("TRƯỞNG TRẠM",),
    ),
    (
        a_unit(UnitKind.POLICE, "Công an xã Đăk Pxi", "CÔNG AN TỈNH QUẢNG NGÃI"),
        ("CÔNG AN TỈNH QUẢNG NGÃI", "CÔNG AN XÃ ĐĂK PXI"),
        ("TRƯỞNG CÔNG AN XÃ",),
    ),
    (
        a_unit(UnitKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đăk Pxi", "TỈNH"),
        ("TỈNH", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐĂK PXI"),
        ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    ),
    (
        a_unit(
            UnitKind.MASS_ORGANIZATION, "Đoàn TNCS Hồ Chí Minh xã Đăk Pxi", "TỈNH ĐOÀN", "Bí thư"
        ),
        ("TỈNH ĐOÀN", "ĐOÀN XÃ ĐĂK PXI"),
        ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
    ),
    (
        a_unit(UnitKind.PARTY, "Đảng ủy xã Đăk Pxi", "ĐẢNG BỘ TỈNH QUẢNG NGÃI"),
        ("ĐẢNG BỘ TỈNH QUẢNG NGÃI", "ĐẢNG ỦY XÃ ĐĂK PXI"),
        ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    ),
    (a_unit(UnitKind.OTHER, "Hợp tác xã"), ("", "HỢP TÁC XÃ"), ("THỦ TRƯỞNG ĐƠN VỊ",)),
    (a_unit(None, ""), ("", "X"), ("THỦ TRƯỞNG ĐƠN VỊ",)),
]


@pytest.mark.parametrize(("unit", "head", "signers"), HEADS)
def test_each_unit_has_its_own_frame(unit, head, signers):
    """The two lines at the head and the signature are those of DOMAIN 2.2."""
    issuer = issuer_of(unit)

    assert (issuer.above, issuer.below) == head
    assert issuer.signers == signers


@pytest.mark.parametrize("unit", [None, ISSUER])
def test_the_commune_papers_are_the_committee_s(unit):
    """Without a unit the paper is the People's Committee's, signed by its chairman."""
    assert issuer_of(unit) is THE_COMMUNE
    assert (THE_COMMUNE.above, THE_COMMUNE.below) == ("ỦY BAN NHÂN DÂN", "XÃ ĐĂK PXI")
    assert THE_COMMUNE.signers == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_party_and_youth_union_have_mottos_of_their_own():
    """The right side is the nation's, the Party's or the Youth Union's."""
    party = issuer_of(a_unit(UnitKind.PARTY, "Đảng ủy xã Đăk Pxi"))
    youth = issuer_of(a_unit(UnitKind.MASS_ORGANIZATION, "Đoàn TNCS Hồ Chí Minh xã Đăk Pxi"))
    women = issuer_of(a_unit(UnitKind.MASS_ORGANIZATION, "Hội Liên hiệp Phụ nữ xã Đăk Pxi"))

    assert party.right == ("ĐẢNG CỘNG SẢN VIỆT NAM",)
    assert youth.right == ("ĐOÀN TNCS HỒ CHÍ MINH",)
    assert women.right == THE_COMMUNE.right


def test_the_motto_stands_only_where_the_paper_leaves_its_unit():
    """An attendance sheet stays in the house and bears no motto."""
    left, right = letterhead(THE_COMMUNE, with_motto=True).stacks
    _, none = letterhead(THE_COMMUNE, with_motto=False).stacks

    assert [line.text for line in right.lines] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert none.lines == ()
    assert [line.rule for line in (*left.lines, *right.lines)] == [0, 0.4, 0, 1]


def test_a_team_without_a_seal_has_the_village_head_confirm():
    """A Tổ công nghệ số cộng đồng signs, and the trưởng thôn confirms (DOMAIN 2.2)."""
    texts = [
        line.text for s in signatures(issuer_of(TEAM), "A Nhi", 2026).stacks for line in s.lines
    ]
    sealed = [line.text for s in signatures(THE_COMMUNE, "", 2026).stacks for line in s.lines]

    assert "Xác nhận của Trưởng thôn" in texts
    assert "A Nhi" in texts
    assert "Xác nhận của Trưởng thôn" not in sealed
    assert "Đăk Pxi, ngày … tháng … năm 2026" in sealed


def test_a_team_of_no_village_keeps_its_whole_name():
    """A team whose name says no thôn stands on one line."""
    issuer = issuer_of(a_unit(UnitKind.DIGITAL_TEAM, "Tổ công nghệ số xã"))

    assert (issuer.above, issuer.below) == ("", "TỔ CÔNG NGHỆ SỐ XÃ")
