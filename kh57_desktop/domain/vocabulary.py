"""Every closed list in one place: those of the plan and, below, those of the program."""

from __future__ import annotations

from kh57_desktop.domain.choice import Choice
from kh57_desktop.domain.plan_words import ActivityKind, Audience, ChannelKind, MediaKind, Topic
from kh57_desktop.i18n import vi

__all__ = [
    "ActivityKind",
    "Audience",
    "ChannelKind",
    "Choice",
    "CountingMethod",
    "DayPart",
    "FigureKind",
    "HoldingForm",
    "Language",
    "LessonContent",
    "Mark",
    "MediaKind",
    "RecordState",
    "Role",
    "Sex",
    "TargetVerdict",
    "Topic",
    "UnitKind",
]


class Sex(Choice):
    """The sex of a person as lists ask for it."""

    MALE = "male", vi("Nam"), "", "M"
    FEMALE = "female", vi("Nữ"), "", "F"


class UnitKind(Choice):
    """The kinds of unit; letterhead, verbs and denominators go by them (DOMAIN 1.2, 2.2)."""

    COMMITTEE = "committee", vi("Ủy ban nhân dân xã")
    CULTURE_SOCIETY_OFFICE = "culture_society_office", vi("Phòng Văn hóa - Xã hội")
    ECONOMY_OFFICE = "economy_office", vi("Phòng Kinh tế")
    OFFICE = "office", vi("Văn phòng HĐND và UBND")
    SERVICE_CENTER = "service_center", vi("Trung tâm Phục vụ hành chính công")
    PUBLIC_SERVICE_UNIT = "public_service_unit", vi("Đơn vị sự nghiệp công lập")
    HEALTH_STATION = "health_station", vi("Trạm Y tế")
    POLICE = "police", vi("Công an xã")
    MILITARY = "military", vi("Ban Chỉ huy quân sự xã")
    FRONT = "front", vi("Mặt trận Tổ quốc")
    MASS_ORGANIZATION = "mass_organization", vi("Tổ chức đoàn thể"), "", "đoàn thể"
    PARTY = "party", vi("Cơ quan Đảng")
    SCHOOL = "school", vi("Trường học")
    DIGITAL_TEAM = "digital_team", vi("Tổ công nghệ số cộng đồng")
    OTHER = "other", vi("Đơn vị khác"), "", "khác"


class Role(Choice):
    """What an officer is trusted with (DOMAIN 5.4)."""

    DATA_OFFICER = "data_officer", vi("Cán bộ nhập liệu"), "R1"
    UNIT_HEAD = "unit_head", vi("Lãnh đạo đơn vị"), "R2"
    TEAM_LEADER = "team_leader", vi("Tổ trưởng Tổ công nghệ số cộng đồng"), "R3"
    CONSOLIDATION_OFFICER = (
        "consolidation_officer",
        vi("Cán bộ tổng hợp Phòng Văn hóa - Xã hội"),
        "R4",
    )
    CULTURE_SOCIETY_HEAD = "culture_society_head", vi("Trưởng phòng Văn hóa - Xã hội"), "R5"
    COMMUNE_LEADER = "commune_leader", vi("Lãnh đạo UBND xã"), "R6"
    ECONOMY_OFFICER = "economy_officer", vi("Phòng Kinh tế"), "R7"
    FRONT_OFFICER = "front_officer", vi("Mặt trận Tổ quốc (giám sát)"), "R8"
    CLERK = "clerk", vi("Văn thư"), "R9"
    ADMINISTRATOR = "administrator", vi("Quản trị máy"), "R10"
    DATA_PROTECTION_OFFICER = "data_protection_officer", vi("Nhân sự bảo vệ dữ liệu cá nhân"), "R11"


class Mark(Choice):
    """How a person stood at a lesson; the code is the key of the attendance page."""

    PRESENT = "present", vi("Có mặt"), "C"
    LATE = "late", vi("Đi muộn"), "M", "muộn"
    EXCUSED = "excused", vi("Vắng có phép"), "P", "có phép"
    ABSENT = "absent", vi("Vắng không phép"), "V", "vắng", "không phép"
    SUBSTITUTED = "substituted", vi("Cử người thay"), "T", "thay"

    @property
    def takes_a_seat(self) -> bool:
        """Tell whether somebody sat there: one turn (DOMAIN 5.1.6)."""
        return self.value in {"present", "late", "substituted"}


class RecordState(Choice):
    """Where a fact stands on its way to the figures (DOMAIN 5.3)."""

    DRAFT = "draft", vi("Nháp")
    SUBMITTED = "submitted", vi("Đã gửi")
    APPROVED = "approved", vi("Đã duyệt")
    RETURNED = "returned", vi("Trả lại")


class HoldingForm(Choice):
    """Whether people met in one place."""

    IN_PERSON = "in_person", vi("Trực tiếp")
    ONLINE = "online", vi("Trực tuyến")
    HYBRID = "hybrid", vi("Kết hợp"), "", "trực tiếp kết hợp trực tuyến"


class Language(Choice):
    """The language people were spoken to in (I.2.3)."""

    VIETNAMESE = "vietnamese", vi("Tiếng Việt"), "", "Việt", "Kinh"
    XO_DANG = "xo_dang", vi("Tiếng Xơ Đăng"), "", "Xơ Đăng", "Xê Đăng", "Sê Đăng"
    BA_NA = "ba_na", vi("Tiếng Ba Na"), "", "Ba Na", "Bahnar"
    OTHER = "other", vi("Tiếng khác"), "", "khác"


class CountingMethod(Choice):
    """How the turns were counted; estimates go to a figure of their own (DOMAIN 5.1.6)."""

    COUNTED = "counted", vi("Đếm"), "", "đếm tại chỗ"
    PAPER_LIST = "paper_list", vi("Danh sách giấy")
    ESTIMATED = "estimated", vi("Ước tính")


class LessonContent(Choice):
    """What a lesson counts for (MT-2027-2, MT-2030-3)."""

    DIGITAL_SKILLS = "digital_skills", vi("Kỹ năng số")
    DIGITAL_COMMUNICATION = "digital_communication", vi("Kỹ năng truyền thông số")
    SCIENCE_TECHNOLOGY = "science_technology", vi("Nội dung khoa học, công nghệ")
    CREATIVE_CULTURE = "creative_culture", vi("Văn hóa sáng tạo")
    OTHER = "other", vi("Nội dung khác"), "", "khác"


class DayPart(Choice):
    """The part of a day a lesson takes."""

    MORNING = "morning", vi("Sáng")
    AFTERNOON = "afternoon", vi("Chiều")
    EVENING = "evening", vi("Tối")
    WHOLE_DAY = "whole_day", vi("Cả ngày")


class FigureKind(Choice):
    """How a figure may be added up (DOMAIN 5.1.4)."""

    FLOW = "flow", vi("Cộng dồn")
    DISTINCT = "distinct", vi("Không trùng")
    STOCK = "stock", vi("Tại thời điểm")
    RATIO = "ratio", vi("Tỷ lệ")


class TargetVerdict(Choice):
    """How a target stands (DOMAIN 1.4)."""

    REACHED = "reached", vi("Đạt")
    LIKELY = "likely", vi("Có khả năng đạt")
    NOT_REACHED = "not_reached", vi("Chưa đạt")
    NOT_ENOUGH_DATA = "not_enough_data", vi("Chưa đủ dữ liệu")
    NONE_AROSE = "none_arose", vi("Không phát sinh")
