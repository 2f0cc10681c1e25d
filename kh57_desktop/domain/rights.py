"""Who may do what: roles against actions (DOMAIN 5.4, TRUST 6)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import NotAllowed
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_OF_UNIT = (Role.DATA_OFFICER, Role.UNIT_HEAD, Role.ADMINISTRATOR)
"""What the first officer of a unit is trusted with: all that a unit's store knows."""
FIRST_OF_COMMUNE = (
    Role.CONSOLIDATION_OFFICER,
    Role.CULTURE_SOCIETY_HEAD,
    Role.CLERK,
    Role.ADMINISTRATOR,
    Role.DATA_PROTECTION_OFFICER,
)
"""The same at the commune."""
HANDING_OVER = vi(
    "Quyền của bạn đã kết thúc ở máy khác. Máy này chưa có ai khác quản trị: "
    "hãy thêm người quản trị để giao lại máy."
)
"""Told to an officer who has left and alone can open a PC."""
_HEADS = (Role.UNIT_HEAD, Role.CULTURE_SOCIETY_HEAD, Role.ECONOMY_OFFICER, Role.FRONT_OFFICER)
_RECORDERS = (Role.DATA_OFFICER, *_HEADS, Role.TEAM_LEADER, Role.CONSOLIDATION_OFFICER)
_OFFICE = (Role.CONSOLIDATION_OFFICER, Role.CULTURE_SOCIETY_HEAD)
_ALL_BUT_THE_ADMINISTRATOR = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


class Action(Enum):
    """What an officer may be refused: who may do it and what it is called in the refusal."""

    READ = _ALL_BUT_THE_ADMINISTRATOR, vi("xem số liệu")
    RECORD = _RECORDERS, vi("ghi, sửa số liệu của đơn vị")
    APPROVE = _HEADS, vi("duyệt và gửi số liệu của đơn vị")
    EXCHANGE = (Role.DATA_OFFICER, Role.UNIT_HEAD), vi("trao đổi gói dữ liệu của đơn vị")
    EXCHANGE_AT_OFFICE = _OFFICE, vi("trao đổi gói dữ liệu của xã")
    REVIEW = _OFFICE, vi("kiểm tra, trả lại báo cáo của đơn vị")
    DECIDE_HELD = (Role.CULTURE_SOCIETY_HEAD,), vi("nhận hoặc từ chối thay đổi bị cách ly")
    EDIT_CATALOG = _OFFICE, vi("sửa danh mục chung của xã")
    CLOSE_PERIOD = (Role.CULTURE_SOCIETY_HEAD,), vi("chốt hoặc mở lại kỳ báo cáo")
    NUMBER_PAPERS = (Role.CLERK,), vi("ghi số, ngày của văn bản")
    ENROLL = (Role.ADMINISTRATOR, Role.CULTURE_SOCIETY_HEAD), vi("ghép hoặc thu hồi máy")
    ENROLL_SELF = (
        (Role.ADMINISTRATOR, Role.UNIT_HEAD, Role.DATA_OFFICER),
        vi("xin ghép máy này với xã"),
    )
    KEEP_UP = (Role.ADMINISTRATOR,), vi("sao lưu, khôi phục, kiểm tra dữ liệu")
    EDIT_OFFICERS = (Role.ADMINISTRATOR,), vi("thêm, bớt người dùng và mật khẩu")
    ANSWER_PERSONS = (Role.DATA_PROTECTION_OFFICER,), vi("xử lý yêu cầu về dữ liệu cá nhân")

    def __init__(self, roles: tuple[Role, ...], label: str) -> None:
        self.roles = frozenset(roles)
        self.label = label
        self.who = ", ".join(role.label for role in dict.fromkeys(roles))


def may(action: Action, roles: Iterable[str]) -> bool:
    """Tell whether somebody with these roles may do it."""
    return not action.roles.isdisjoint(roles)


def require(action: Action, roles: Iterable[str], officer: str = "") -> None:
    """Raise `NotAllowed` unless somebody with these roles may do it."""
    if not may(action, roles):
        raise NotAllowed(
            officer=officer or vi("Người đang dùng máy"), action=action.label, who=action.who
        )
