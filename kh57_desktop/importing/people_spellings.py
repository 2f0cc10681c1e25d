"""How schools, villages and offices head their lists of people and attendance (DOMAIN 4.2)."""

from __future__ import annotations

import re

from kh57_desktop.importing.meanings import (
    BORN,
    BORN_YEAR,
    FAMILY_PART,
    GIVEN_PART,
    MAN,
    MIDDLE_PART,
    ROW_NUMBER,
    WOMAN,
    meaning,
)

PEOPLE = (
    ROW_NUMBER,
    meaning(
        "full_name",
        "Họ và tên|Họ tên|Họ & tên|Họ tên học sinh|Họ tên học viên|Họ tên cán bộ|Họ tên giáo viên|"
        "Họ, chữ đệm, tên|Họ, chữ đệm và tên|Họ và tên khai sinh|Tên học viên|Tên học sinh|"
        "Tên người học|Tên người dân|Họ tên người tham dự|Họ tên người tham gia|Họ tên đại biểu",
        "Tên|Học viên|Học sinh|Người tham dự|Người tham gia|Người dự|Đại biểu|Thành viên|Cán bộ",
        r"ho (?:va )?(?:chu dem )?(?:va )?ten(?: \w+){0,4}"
        r"|(?:ho )?ten (?:hoc|can|giao|nhan|cong|vien|nguoi|thanh|hoi|doan|dai) \w+(?: \w+){0,3}",
    ),
    meaning(FAMILY_PART, "Họ đệm|Họ lót|Họ và chữ đệm|Họ và đệm|Họ và tên đệm|Họ và tên lót", "Họ"),
    meaning(MIDDLE_PART, "Tên đệm|Chữ đệm|Đệm|Tên lót|Chữ lót"),
    meaning(GIVEN_PART, "Tên gọi", "Tên"),
    meaning(
        BORN,
        "Ngày sinh|Ngày tháng năm sinh|Ngày, tháng, năm sinh|NTNS|Sinh ngày|Ngày sinh dương lịch",
        form=r"(?:\w+ ){0,3}ngay (?:thang )?(?:nam )?sinh(?: \w+){0,3}|sinh ngay(?: \w+){0,2}",
    ),
    meaning(
        BORN_YEAR,
        "Năm sinh|Sinh năm|NS",
        form=r"(?!.*\bnam sinh (?:nam|nu)\b)nam sinh(?: \w+){0,3}",
    ),
    meaning(
        "sex",
        "Giới tính|Nam/Nữ|Nam, nữ|Nam hay nữ|Phái|Giới|GT",
        form=r"gioi(?: tinh)?(?! (?:nam|nu)$)(?: \w+){0,3}",
    ),
    meaning(
        "village",
        "Thôn|Thôn, làng|Thôn/xóm|Thôn/xóm thường trú|Tổ/thôn Hộ khẩu thường trú|Khối xóm|Làng|"
        "Xóm|Tên thôn|Thôn/tổ|Thôn, tổ dân phố",
        "Chỗ ở hiện nay|Chỗ ở|Địa chỉ|Nơi ở|Nơi ở hiện nay|Nơi thường trú|Thường trú|Nơi cư trú|"
        "Hộ khẩu|Hộ khẩu thường trú|Địa chỉ thường trú|Địa chỉ liên hệ|Tổ dân phố|Khu vực",
        r"(?:\w+ ){0,2}thon\b(?: \w+){0,4}|dia chi(?: \w+){0,3}"
        r"|noi (?:o|cu tru|thuong tru)(?: \w+)*",
    ),
    meaning("class_name", "Lớp|Lớp học|Mã lớp|Tên lớp|Học lớp", form=r"lop(?: \w+){0,2}"),
    meaning(
        "position",
        "Chức vụ|Chức danh|Vị trí|Vị trí việc làm|Chức vụ, chức danh|Chức vụ/Chức danh",
        "Vai trò|Nhiệm vụ|Công việc",
        r"chuc (?:vu|danh)(?: \w+){0,4}",
    ),
    meaning(
        "phone",
        "SĐT|SĐT liên hệ|Số điện thoại|Số điện thoại liên hệ|Điện thoại|Điện thoại liên hệ|Số ĐT|"
        "ĐT|SĐT Zalo|Di động|ĐTDĐ|Số máy|Zalo",
        form=r"(?:\w+ ){0,3}(?:dien thoai|sdt|so dt)(?: \w+){0,3}",
    ),
    meaning(
        "unit",
        "Đơn vị|Đơn vị công tác|Cơ quan|Cơ quan, đơn vị|Tên đơn vị|Tên trường|Trường|Nơi công tác|"
        "Cơ quan công tác|Đơn vị/Trường|Phòng, ban",
        form=r"(?!.*\b(?:tinh|phoi hop)\b)(?:co quan|don vi|truong)(?: \w+){0,4}",
    ),
    meaning("audience", "Đối tượng|Nhóm đối tượng|Nhóm", "Thành phần"),
)
PARTED = (  # headings that stand under another one, or say two things
    meaning(MAN, "Nam giới|Giới tính Nam|Phái Nam|Giới Nam", form="nam"),
    meaning(WOMAN, "Nữ|Nữ giới|Là nữ|Giới tính Nữ|Phái Nữ|Giới Nữ|Học sinh nữ"),
    meaning(
        "born_man",
        "Năm sinh Nam|Ngày sinh Nam|Sinh năm Nam|Ngày tháng năm sinh Nam|Năm sinh của Nam",
    ),
    meaning("born_woman", "Năm sinh Nữ|Ngày sinh Nữ|Sinh năm Nữ|Ngày tháng năm sinh Nữ"),
)

MARKS = (
    meaning("mark", "Điểm danh|Có mặt|Chuyên cần|Trạng thái|Dấu điểm danh", "Tình trạng|Tham dự"),
    meaning("held_on", "Ngày học|Ngày điểm danh|Buổi học", "Ngày|Ngày, tháng|Buổi|Thời gian"),
)

_IDENTITY = (
    r"cccd|cmnd|cmt|cmtnd|can cuoc|dinh danh|ddcn|ho chieu|bhyt|bhxh|bao hiem|ma so thue|mst|"
    r"tai khoan|stk"
)
_RELATIVES = (
    r"cha|me|phu huynh|ph|chu ho|giam ho|than nhan|do dau|bo me|(?:ten|sdt|sinh|nghiep|thoai) bo|"
    r"bo$|(?:ten|cua) (?:vo|chong)|nhan khau|nguoi bao lanh|vo chong|nguoi lien he"
)
PRIVATE = re.compile(rf"\b(?:{_IDENTITY}|(?<!can )(?:{_RELATIVES}))\b")
"""Folded headings of columns about people that are never kept."""
