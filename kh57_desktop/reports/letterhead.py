"""The official frame of a paper: who issues it, the motto, who signs (DOMAIN 2.1, 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import place_and_day
from kh57_desktop.domain.vocabulary import UnitKind
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Abreast, Align, Face, Line, Stack, line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.reports.facts import UnitFact

PLACE = vi("Đăk Pxi")
COMMUNE = vi("XÃ ĐĂK PXI")
NATION = (vi("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), vi("Độc lập - Tự do - Hạnh phúc"))
YOUTH_UNION = vi("ĐOÀN TNCS HỒ CHÍ MINH")
PARTY = vi("ĐẢNG CỘNG SẢN VIỆT NAM")
SIGNATURE_ROOM = 62.0  # points left free for a signature and a seal

_AUTHORITY: Mapping[UnitKind, str] = {
    UnitKind.COMMITTEE: vi("TM. ỦY BAN NHÂN DÂN"),
    UnitKind.FRONT: vi("TM. BAN THƯỜNG TRỰC"),
    UnitKind.MASS_ORGANIZATION: vi("TM. BAN THƯỜNG VỤ"),
    UnitKind.PARTY: vi("T/M BAN THƯỜNG VỤ"),
}
_SIGNER: Mapping[UnitKind, str] = {
    UnitKind.COMMITTEE: vi("CHỦ TỊCH"),
    UnitKind.CULTURE_SOCIETY_OFFICE: vi("TRƯỞNG PHÒNG"),
    UnitKind.ECONOMY_OFFICE: vi("TRƯỞNG PHÒNG"),
    UnitKind.OFFICE: vi("CHÁNH VĂN PHÒNG"),
    UnitKind.SERVICE_CENTER: vi("GIÁM ĐỐC"),
    UnitKind.PUBLIC_SERVICE_UNIT: vi("GIÁM ĐỐC"),
    UnitKind.HEALTH_STATION: vi("TRƯỞNG TRẠM"),
    UnitKind.POLICE: vi("TRƯỞNG CÔNG AN XÃ"),
    UnitKind.MILITARY: vi("CHỈ HUY TRƯỞNG"),
    UnitKind.FRONT: vi("CHỦ TỊCH"),
    UnitKind.MASS_ORGANIZATION: vi("CHỦ TỊCH"),
    UnitKind.PARTY: vi("BÍ THƯ"),
    UnitKind.SCHOOL: vi("HIỆU TRƯỞNG"),
    UnitKind.DIGITAL_TEAM: vi("TỔ TRƯỞNG"),
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a paper: the lines at its head and those above the signature."""

    name: str
    above: str
    """The superior body; empty for a unit that has none."""
    below: str
    signers: tuple[str, ...]
    right: tuple[str, ...] = NATION
    is_above_bold: bool = False
    has_seal: bool = True


THE_COMMUNE = Issuer(
    vi("Ủy ban nhân dân xã Đăk Pxi"),
    vi("ỦY BAN NHÂN DÂN"),
    COMMUNE,
    (_AUTHORITY[UnitKind.COMMITTEE], _SIGNER[UnitKind.COMMITTEE]),
    is_above_bold=True,
)


def issuer_of(unit: UnitFact | None) -> Issuer:
    """Return the frame of a unit's papers; without a unit, that of the commune."""
    if unit is None or unit.unit_kind is UnitKind.COMMITTEE:
        return THE_COMMUNE
    kind = unit.unit_kind or UnitKind.OTHER
    name = unit.paper_name or unit.name
    below = name.upper()
    if unit.parent_name.endswith(COMMUNE):
        below = below.removesuffix(COMMUNE).rstrip()
    right = {UnitKind.PARTY: (PARTY,)}.get(kind, NATION)
    if YOUTH_UNION in below:
        below, right = below.replace(YOUTH_UNION, vi("ĐOÀN")), (YOUTH_UNION,)
    if kind is UnitKind.DIGITAL_TEAM:
        return _team(name, unit.signer_title or _SIGNER[kind])
    signer = unit.signer_title.upper() or _SIGNER.get(kind, vi("THỦ TRƯỞNG ĐƠN VỊ"))
    authority = _AUTHORITY.get(kind)
    signers = (authority, signer) if authority else (signer,)
    return Issuer(name, unit.parent_name, below, signers, right)


def _team(name: str, signer: str) -> Issuer:
    """Return the frame of a village's team: its name on two lines, no seal, no number."""
    village = vi("THÔN")
    team, _, where = name.upper().partition(f" {village} ")
    below = f"{village} {where}" if where else team
    return Issuer(
        name,
        team if where else "",
        below,
        (signer.upper(),),
        is_above_bold=True,
        has_seal=False,
    )


def letterhead(issuer: Issuer, *, with_motto: bool) -> Abreast:
    """Return the head of the first page; the motto where the paper leaves its unit."""
    above = Face.BOLD if issuer.is_above_bold else Face.REGULAR
    left = [_head(issuer.above, above)] if issuer.above else []
    left.append(_head(issuer.below, Face.BOLD, rule=0.4 if issuer.has_seal else 0))
    right: list[Line] = []
    if with_motto:
        right = [_head(issuer.right[0], Face.BOLD)]
        right += [_head(text, Face.BOLD, size=13, rule=1) for text in issuer.right[1:]]
    share = 0.42 if with_motto else 0.6
    return Abreast((Stack(tuple(left), share), Stack(tuple(right), 1 - share)))


def signatures(issuer: Issuer, preparer: str, year: int) -> Abreast:
    """Return the foot of a table paper: who drew it up, and who signs; the day is left for pen."""
    left = [_foot(vi("NGƯỜI LẬP BIỂU")), _by_hand(vi("(Ký, ghi rõ họ tên)"))]
    if preparer:
        left.append(_foot(preparer, above=SIGNATURE_ROOM))
    right = [line(place_and_day(PLACE, None, year), Face.ITALIC, size=13, align=Align.CENTER)]
    right += [_foot(text) for text in issuer.signers]
    right.append(line(" ", size=13, align=Align.CENTER, above=SIGNATURE_ROOM))
    drop = line(" ", size=13)
    stacks = [Stack((drop, *left), 0.5), Stack(tuple(right), 0.5)]
    if not issuer.has_seal:
        witness = (drop, _foot(vi("Xác nhận của Trưởng thôn")))
        stacks = [Stack(stacks[0].lines, 0.3), Stack(witness, 0.3), Stack(stacks[1].lines, 0.4)]
    return Abreast(tuple(stacks), above=12)


def _head(text: str, face: Face, *, size: float = 12, rule: float = 0) -> Line:
    return line(text, face, size=size, align=Align.CENTER, rule=rule)


def _foot(text: str, *, above: float = 0) -> Line:
    return line(text, Face.BOLD, size=13, align=Align.CENTER, above=above)


def _by_hand(text: str) -> Line:
    return line(text, Face.ITALIC, size=12, align=Align.CENTER)
