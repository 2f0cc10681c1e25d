"""The closed lists of the plan: forms, products, channels, audiences, topics (DOMAIN 1.5)."""

from __future__ import annotations

from kh57_desktop.domain.choice import Choice
from kh57_desktop.i18n import vi


class ActivityKind(Choice):
    """The forms of an activity (HT of the plan and of practice)."""

    CONFERENCE = "conference", vi("Hội nghị"), "HN"
    SEMINAR = "seminar", vi("Tọa đàm"), "TD", "buổi tọa đàm"
    THEMATIC_SESSION = "thematic_session", vi("Sinh hoạt chuyên đề"), "SHCD", "chuyên đề"
    WORKSHOP = "workshop", vi("Hội thảo"), "HTHAO"
    TRAINING = "training", vi("Tập huấn"), "TH", "lớp tập huấn"
    SHORT_COURSE = "short_course", vi("Lớp tập huấn ngắn hạn"), "TNH", "tập huấn ngắn hạn"
    DIGITAL_CLASS = "digital_class", vi("Lớp “học tập số”"), "HTS", "học tập số"
    IN_HOUSE_TRAINING = "in_house_training", vi("Tập huấn nội bộ"), "THNB"
    EXTRACURRICULAR = "extracurricular", vi("Ngoại khóa"), "NK", "hoạt động ngoại khóa"
    PROFESSIONAL_MEETING = "professional_meeting", vi("Sinh hoạt chuyên môn"), "SHCM"
    CONTEST = "contest", vi("Hội thi"), "HTHI", "cuộc thi", "hội thi, cuộc thi", "thi"
    FORUM = "forum", vi("Diễn đàn"), "DD"
    CULTURAL_INTEGRATION = "cultural_integration", vi("Lồng ghép văn hóa cơ sở"), "LG", "lồng ghép"
    COMMEMORATION = "commemoration", vi("Hưởng ứng ngày"), "HUONGUNG", "hưởng ứng", "ngày hội"
    ORAL_COMMUNICATION = "oral_communication", vi("Tuyên truyền miệng"), "TTM", "tuyên truyền"
    MOBILE_COMMUNICATION = "mobile_communication", vi("Tuyên truyền lưu động"), "LD", "lưu động"
    HOME_GUIDANCE = (
        "home_guidance",
        vi("Hướng dẫn tại nhà, tại thôn"),
        "HDTN",
        "hướng dẫn tại nhà",
        "hướng dẫn tại thôn",
        "hướng dẫn",
    )
    SCHOOL_BROADCAST = "school_broadcast", vi("Phát thanh học đường"), "PTHD"
    LAUNCH = "launch", vi("Lễ phát động, mít tinh"), "LPD", "lễ phát động", "phát động", "mít tinh"
    SUPERVISION = "supervision", vi("Giám sát"), "GS"
    MEETING = "meeting", vi("Họp"), "HOP", "cuộc họp"
    OTHER = "other", vi("Hình thức khác"), "KHAC", "khác"


class MediaKind(Choice):
    """The kinds of a media product (SP)."""

    NEWS_ITEM = "news_item", vi("Tin"), "TIN"
    ARTICLE = "article", vi("Bài viết"), "BAI", "bài", "tin bài"
    RESEARCH_ARTICLE = "research_article", vi("Bài nghiên cứu"), "NC"
    PHOTO = "photo", vi("Ảnh"), "ANH", "phóng sự ảnh", "hình ảnh"
    INFOGRAPHIC = "infographic", vi("Infographic"), "INFO", "đồ họa thông tin"
    MOTION_GRAPHIC = (
        "motion_graphic",
        vi("Motion graphics"),
        "MOTION",
        "đồ họa chuyển động",
        "motion graphic",
    )
    VIDEO = "video", vi("Video"), "VIDEO", "clip", "video clip", "phóng sự video"
    WEB_SECTION = (
        "web_section",
        vi("Chuyên mục, chuyên trang, chuyên đề"),
        "CM",
        "chuyên mục",
        "chuyên trang",
        "chuyên đề",
    )
    DOCUMENT = "document", vi("Tài liệu"), "TL"
    PRINTED_MATERIAL = "printed_material", vi("Ấn phẩm"), "AP"
    AUDIO = "audio", vi("Bài phát thanh"), "PT", "phát thanh", "audio"
    POSTER = (
        "poster",
        vi("Tờ rơi, pano, băng rôn"),
        "TR",
        "tờ rơi",
        "pano",
        "pa nô",
        "băng rôn",
        "áp phích",
        "tờ gấp",
    )


class ChannelKind(Choice):
    """The kinds of a channel (K of the plan and the kinds of grassroots information)."""

    WEBSITE = (
        "website",
        vi("Trang thông tin điện tử"),
        "TTDT",
        "trang ttđt",
        "cổng thông tin điện tử",
        "trang web",
    )
    SOCIAL_NETWORK = (
        "social_network",
        vi("Mạng xã hội"),
        "MXH",
        "facebook",
        "fanpage",
        "youtube",
        "tiktok",
        "nền tảng mạng xã hội",
    )
    ZALO = "zalo", vi("Zalo chuyển đổi số của xã"), "ZALO", "zalo cđs xã", "zalo cđs của xã"
    LOUDSPEAKER = (
        "loudspeaker",
        vi("Truyền thanh cơ sở"),
        "TTCS",
        "truyền thanh",
        "loa truyền thanh",
        "đài truyền thanh",
        "hệ thống truyền thanh cơ sở",
    )
    PRESS = "press", vi("Phương tiện thông tin đại chúng"), "BAO", "báo", "báo chí", "báo đài"
    DIGITAL_PLATFORM = "digital_platform", vi("Nền tảng số khác"), "NTS", "nền tảng số"
    ELECTRONIC_MEDIA = "electronic_media", vi("Phương tiện điện tử khác"), "PTDT"
    IN_PERSON = "in_person", vi("Trực tiếp"), "TTT"
    NOTICE_BOARD = "notice_board", vi("Bảng tin công cộng"), "", "bảng tin"
    BULLETIN = "bulletin", vi("Bản tin")
    HANDOUT = "handout", vi("Tài liệu không kinh doanh")
    COMMUNICATOR = "communicator", vi("Tuyên truyền viên cơ sở"), "", "tuyên truyền viên"
    TEXT_MESSAGE = "text_message", vi("Tin nhắn viễn thông"), "", "tin nhắn", "sms"


class Audience(Choice):
    """The groups people are spoken to in (DT)."""

    OFFICIALS = (
        "officials",
        vi("Lãnh đạo, cán bộ, công chức, viên chức"),
        "DT-1",
        "cán bộ",
        "công chức",
        "viên chức",
        "cán bộ, công chức",
        "cán bộ, công chức, viên chức",
        "cbccvc",
    )
    EDUCATORS = (
        "educators",
        vi("Cán bộ quản lý giáo dục, giáo viên, giảng viên"),
        "DT-2",
        "giáo viên",
        "giảng viên",
        "nhà giáo",
        "cán bộ quản lý, giáo viên",
    )
    STUDENTS = "students", vi("Học sinh, học viên"), "DT-3", "học sinh", "học viên"
    RESIDENTS = "residents", vi("Nhân dân"), "DT-4", "người dân", "bà con"
    BUSINESSES = (
        "businesses",
        vi("Hợp tác xã, doanh nghiệp, hộ kinh doanh"),
        "DT-5",
        "hợp tác xã",
        "doanh nghiệp",
        "hộ kinh doanh",
    )
    DIGITAL_TEAM_MEMBERS = (
        "digital_team_members",
        vi("Thành viên Tổ công nghệ số cộng đồng, cán bộ truyền thông"),
        "DT-6",
        "thành viên tổ công nghệ số cộng đồng",
        "tổ công nghệ số cộng đồng",
        "cán bộ truyền thông",
    )
    MEMBERS = (
        "members",
        vi("Hội viên, đoàn viên"),
        "DT-7",
        "hội viên",
        "đoàn viên",
        "đoàn viên, hội viên",
    )
    SPECIAL_GROUPS = "special_groups", vi("Đối tượng đặc thù"), "DT-8", "đặc thù"

    @property
    def is_staff(self) -> bool:
        """Tell whether the names of this group may leave the unit (DT-1, DT-2, DT-6)."""
        return self.code in {"DT-1", "DT-2", "DT-6"}


class Topic(Choice):
    """What is spoken about (ND)."""

    RESOLUTION = "resolution", vi("Quan điểm, mục tiêu, nhiệm vụ của Nghị quyết"), "NQ57-QT"
    DIGITAL_LITERACY = "digital_literacy", vi("Bình dân học vụ số"), "BDHVS"
    PRODUCT_PORTAL = "product_portal", vi("Cổng thông tin sản phẩm, giải pháp"), "CONG-SPGP"
    GOOD_EXAMPLES = "good_examples", vi("Mô hình, điển hình, sáng kiến"), "MOHINH", "mô hình"
    SCIENCE_TECHNOLOGY = "science_technology", vi("Khoa học, công nghệ"), "KHCN"
    INNOVATION = "innovation", vi("Đổi mới sáng tạo"), "DMST"
    DIGITAL_TRANSFORMATION = "digital_transformation", vi("Chuyển đổi số"), "CDS"
    DIGITAL_SKILLS = "digital_skills", vi("Kỹ năng số"), "KNS"
    DIGITAL_CULTURE = "digital_culture", vi("Văn hóa số, đạo đức nghề nghiệp"), "VHS"
    CREATIVE_CULTURE = "creative_culture", vi("Văn hóa sáng tạo"), "VHST"
    STEM = "stem", vi("Giáo dục STEM"), "STEM"
    STARTUP = "startup", vi("Khởi nghiệp, sáng tạo, cải tiến"), "KHOINGHIEP", "khởi nghiệp"
    LAW = "law", vi("Cơ chế, chính sách, pháp luật"), "PHAPLUAT", "chính sách, pháp luật"
    PROBLEMS = "problems", vi("Bài toán khoa học, công nghệ"), "BAITOAN", "bài toán"
