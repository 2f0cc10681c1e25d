"""The register of units and villages, and how untidy names meet it."""

from collections import Counter
from pathlib import Path

import pytest

from kh57_desktop.domain.seeds import read_plan, read_units
from kh57_desktop.domain.units import Register
from kh57_desktop.domain.vocabulary import UnitKind

SEEDS = Path(__file__).parents[3] / "resources" / "seeds"
UNITS, VILLAGES = read_units((SEEDS / "units.json").read_text(encoding="utf-8"))
PLAN = read_plan((SEEDS / "plan_2025.json").read_text(encoding="utf-8"))
BY_CODE = {unit.code: unit for unit in UNITS}
BY_VILLAGE = {village.code: village for village in VILLAGES}
REPORTING = [unit for unit in UNITS if not unit.is_issuer]


def known_names(unit):
    """Return everything a unit is called; a team is also met by its village."""
    village = BY_VILLAGE.get(unit.village)
    of_village = (village.name, *village.aliases) if village else ()
    return (
        *(unit.code, unit.name, unit.short_name, unit.paper_name),
        *unit.aliases,
        *of_village,
    )


REGISTER = Register({unit.code: known_names(unit) for unit in UNITS})
VILLAGE_REGISTER = Register({v.code: (v.code, v.name, *v.aliases) for v in VILLAGES})


def test_29_units_report_to_the_committee():
    """The board has 29 tiles; the committee itself receives and has none."""
    assert len(REPORTING) == 29
    assert [unit.code for unit in UNITS if unit.is_issuer] == ["UBND"]
    assert [unit.ordinal for unit in UNITS] == list(range(30))


def test_units_are_of_the_kinds_of_the_register():
    """Five schools, ten teams, the Front with four mass organizations, the Party."""
    kinds = Counter(unit.unit_kind for unit in REPORTING)

    assert kinds[UnitKind.SCHOOL] == 5
    assert kinds[UnitKind.DIGITAL_TEAM] == 10
    assert kinds[UnitKind.FRONT] + kinds[UnitKind.MASS_ORGANIZATION] == 5
    assert kinds[UnitKind.PARTY] == 1


def test_18_units_must_issue_a_plan_and_keep_a_section():
    """All but the Party committee and the ten village teams (DOMAIN 1.2)."""
    bound = {unit.code for unit in UNITS if unit.must_plan}

    assert len(bound) == 18
    assert bound == {unit.code for unit in UNITS if unit.must_keep_section}
    assert not bound & {"UBND", "DU", *(f"TCN-{n:02}" for n in range(1, 11))}


def test_staff_are_counted_in_state_agencies_and_public_service_units():
    """The eleven units whose officials MT-2025-2 counts."""
    counted = [unit.code for unit in UNITS if unit.counts_staff]

    assert counted == [
        *("VHXH", "KT", "VP", "PVHCC", "DVCI", "YTE"),
        *("TR-MNHHD", "TR-MNSM", "TR-TH", "TR-NTT", "TR-THCS"),
    ]


def test_every_village_has_the_team_that_reports_for_it():
    """Ten villages, ten teams, one each."""
    assert [(v.code, v.unit) for v in VILLAGES] == [
        (f"THON-{n:02}", f"TCN-{n:02}") for n in range(1, 11)
    ]
    assert all(BY_CODE[v.unit].village == v.code for v in VILLAGES)
    assert all(v.name in BY_CODE[v.unit].name for v in VILLAGES)


def test_every_unit_cites_the_clause_that_names_it():
    """Nobody reports without a line of the plan."""
    codes = {clause.code for clause in PLAN.clauses}

    assert {unit.clause for unit in UNITS} | {village.clause for village in VILLAGES} <= codes


def test_the_plan_names_only_units_of_the_register():
    """Leads, partners and owners can be opened from the page of the plan."""
    named = {code for item in PLAN.items for code in (*item.lead_units, *item.partner_units)} | {
        target.owner for target in PLAN.targets
    }

    assert named <= set(BY_CODE)


def test_letterheads_follow_the_kind_of_issuer():
    """DOMAIN 2.2: the committee in two lines of its own, offices under it, teams without number."""
    assert BY_CODE["UBND"].letterhead == ("ỦY BAN NHÂN DÂN", "XÃ ĐĂK PXI")
    assert BY_CODE["VHXH"].parent_name == "UBND XÃ ĐĂK PXI"
    assert BY_CODE["VHXH"].signer_title == "TRƯỞNG PHÒNG"
    assert BY_CODE["CA"].parent_name == "CÔNG AN TỈNH QUẢNG NGÃI"
    assert BY_CODE["DTN"].number_form.format(number="05", kind="BC", symbol="ĐTN") == "05-BC/ĐTN"
    assert (BY_CODE["DTN"].letterhead_right, BY_CODE["DU"].letterhead_right) == (
        "youth_union",
        "party",
    )
    assert BY_CODE["TCN-01"].number_form == ""


def test_nobody_orders_the_front_or_the_party():
    """Reminders «yêu cầu» own offices and schools, «đề nghị» the others, and never the Party."""
    assert BY_CODE["TR-TH"].urged_with == "yêu cầu"
    assert BY_CODE["CA"].urged_with == "đề nghị"
    assert BY_CODE["MTTQ"].urged_with.startswith("đề nghị")
    assert BY_CODE["DU"].urged_with == ""


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.code)
def test_a_unit_is_met_by_everything_it_is_called(unit):
    """Code, name, short name, name on paper and aliases lead to one unit only."""
    assert [name for name in known_names(unit) if REGISTER.meet(name) != unit.code] == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Phòng Văn hoá – Xã hội", "VHXH"),
        ("Phòng VHXH xã", "VHXH"),
        ("P. VH-XH", "VHXH"),
        ("Phòng KT", "KT"),
        ("VP HĐND&UBND", "VP"),
        ("Văn phòng HĐND - UBND xã", "VP"),
        ("TT. PVHCC", "PVHCC"),
        ("Trung tâm Phục vụ hành chính công xã", "PVHCC"),
        ("TT DVCI", "DVCI"),
        ("Trạm y tế xã", "YTE"),
        ("TYT xã Đăk Pxi", "YTE"),
        ("CA xã Đăk Pxi", "CA"),
        ("BCH Quân sự xã", "QS"),
        ("Ban CHQS", "QS"),
        ("UBMTTQ Việt Nam xã Đăk Pxi", "MTTQ"),
        ("Ủy ban MTTQVN xã", "MTTQ"),
        ("Đoàn TNCS Hồ Chí Minh xã", "DTN"),
        ("Đoàn TN xã", "DTN"),
        ("Xã đoàn", "DTN"),
        ("Hội phụ nữ", "PN"),
        ("Hội Liên hiệp Phụ nữ Việt Nam xã", "PN"),
        ("Hội ND", "ND"),
        ("Hội CCB xã", "CCB"),
        ("Đảng uỷ", "DU"),
        ("Trường MN Hoa hướng dương", "TR-MNHHD"),
        ("Mầm non Sao Mai", "TR-MNSM"),
        ("Trường Tiểu học Đăk Pxi", "TR-TH"),
        ("Trường TH - THCS Nguyễn Tất Thành", "TR-NTT"),
        ("TH&THCS Nguyễn Tất Thành", "TR-NTT"),
        ("Trường Tiểu học và THCS Nguyễn Tất Thành", "TR-NTT"),
        ("Trường Trung học cơ sở Đăk Pxi", "TR-THCS"),
        ("Tổ công nghệ số thôn Pa Cheng", "TCN-01"),
        ("Tổ CNSCĐ thôn Pa Cheng", "TCN-01"),
        ("Tổ CNS cộng đồng Tua Team", "TCN-02"),
        ("Thôn Đắc Xế Kơ Ne", "TCN-03"),
        ("Phòng Kinh tế, Phòng VHXH", "KT"),
        ("UBND xã", "UBND"),
        ("tr-ntt", "TR-NTT"),
    ],
)
def test_units_are_met_under_the_spellings_of_the_commune(written, code):
    """Abbreviations, accents and «xã», «Trường», «Đăk Pxi» do not hide a unit."""
    assert REGISTER.meet(written) == code


@pytest.mark.parametrize(
    "written",
    [
        *("", "Quỹ tín dụng nhân dân Đăk Pxi", "Bưu điện văn hóa xã Đăk Pxi", "xã Đăk Pxi"),
        *("Phòng", "Tổ công nghệ số cộng đồng", "Phòng Giáo dục và Đào tạo huyện Đăk Hà"),
    ],
)
def test_a_stranger_meets_nobody(written):
    """A name that is not in the register is never put down to another unit."""
    assert REGISTER.meet(written) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("thôn Tua Team ", "THON-02"),
        ("Thôn Đắc Xế Kơ Ne", "THON-03"),
        ("Kon Teo Đăk Lắp", "THON-05"),
        ("ĐĂK WEK", "THON-08"),
        ("Đắk Kơ Đương", "THON-06"),
        ("PaCheng", "THON-01"),
        ("Thôn Pa Cheng, xã Đăk Pxi, tỉnh Quảng Ngãi", "THON-01"),
        ("xã Đăk Pxi", None),
        ("Thôn 5", None),
    ],
)
def test_villages_are_met_under_their_spellings(written, code):
    """A village is found in an address and under its other spellings."""
    assert VILLAGE_REGISTER.meet(written) == code


def test_a_name_that_two_units_share_means_neither():
    """Rather a question than a wrong unit."""
    register = Register({"A": ("Trường Tiểu học", "Trường A"), "B": ("Tiểu học", None, "")})

    assert register.meet("Tiểu học") is None
    assert register.meet("Trường A") == "A"
