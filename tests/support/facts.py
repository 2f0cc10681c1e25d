"""Facts made by hand, for the tests that count them."""

import datetime as dt
from dataclasses import replace

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    ChannelKind,
    CountingMethod,
    MediaKind,
    Sex,
    UnitKind,
)
from kh57_desktop.reports.facts import (
    ActivityFact,
    Facts,
    LessonFact,
    MarkFact,
    PersonFact,
    PlanItemFact,
    ProductFact,
    PublicationFact,
    TargetFact,
    TrainingFact,
    UnitFact,
)

OFFICE = UnitFact(
    1,
    "VHXH",
    "Phòng Văn hóa - Xã hội",
    1,
    UnitKind.CULTURE_SOCIETY_OFFICE,
    must_plan=True,
    must_keep_section=True,
    paper_name="Phòng Văn hóa - Xã hội",
    parent_name="UBND XÃ ĐĂK PXI",
    signer_title="Trưởng phòng",
    received_on=dt.date(2026, 3, 16),
)
SCHOOL = UnitFact(
    2,
    "TR-NTT",
    "TH-THCS Nguyễn Tất Thành",
    18,
    UnitKind.SCHOOL,
    must_plan=True,
    must_keep_section=True,
    paper_name="Trường Tiểu học và Trung học cơ sở Nguyễn Tất Thành",
    parent_name="UBND XÃ ĐĂK PXI",
    received_on=dt.date(2026, 3, 15),
)
TEAM = UnitFact(
    3,
    "TCN-03",
    "Tổ công nghệ số cộng đồng thôn Đăk Xế Kơ Ne",
    22,
    UnitKind.DIGITAL_TEAM,
    paper_name="Tổ công nghệ số cộng đồng thôn Đăk Xế Kơ Ne",
)
ISSUER = UnitFact(9, "UBND", "Ủy ban nhân dân xã", 0, UnitKind.COMMITTEE, reports=False)
ITEMS = (
    PlanItemFact(11, "NV-1.1", "Chuyên mục về Nghị quyết"),
    PlanItemFact(25, "NV-2.5", "Tập huấn, lớp “học tập số”"),
)
TARGETS = tuple(
    TargetFact(code, "Chỉ tiêu") for code in ("MT-2025-1a", "MT-2025-1c", "MT-2027-1a", "MT-2030-2")
)


def on(text):
    """Return the day of a text such as 14/3, of 2026, or 14/3/2025."""
    day, month, *year = (int(part) for part in text.split("/"))
    return dt.date(*(year or [2026]), month, day)


def some_facts(period="2026-03", **rows):
    """Return facts of a period with the given rows and three units; known since October 2025."""
    base = Facts(
        Period.named(period),
        on("16/3"),
        counted_from=on("10/10/2025"),
        known_from=on("10/10/2025"),
        units=(ISSUER, OFFICE, SCHOOL, TEAM),
        plan_items=ITEMS,
        targets=TARGETS,
        village_count=10,
    )
    return replace(base, **rows)


def worked_example():
    """Return facts small enough to count with a pencil, with every trap of the rules in them."""
    conference, counted = ActivityKind.CONFERENCE, CountingMethod.COUNTED
    estimated, listed = CountingMethod.ESTIMATED, CountingMethod.PAPER_LIST
    activities = (
        ActivityFact(1, 1, on("15/2"), "Ngày đầu kỳ", conference, 11, 40, counted),
        ActivityFact(2, 1, on("14/3"), "Ngày cuối kỳ", ActivityKind.SEMINAR, 11, 30, listed),
        ActivityFact(3, 2, on("20/2"), "Ước tính", ActivityKind.LAUNCH, 11, 100, estimated),
        ActivityFact(4, 2, on("1/3"), "Chưa đếm", ActivityKind.MEETING),
        ActivityFact(5, 2, on("1/3"), "Bản ghi của lớp", ActivityKind.TRAINING, 25, 25, training=1),
        ActivityFact(6, 1, on("10/3"), "Thi cuối lớp", ActivityKind.CONTEST, 25, 12, training=1),
        ActivityFact(7, 2, on("14/2"), "Kỳ trước", conference, 11, 500),
        ActivityFact(8, 2, on("15/3"), "Kỳ sau", conference, 11, 500),
        ActivityFact(9, 1, on("5/3"), "Chờ duyệt", conference, 11, 7, is_approved=False),
        ActivityFact(10, 3, on("9/3"), "Giám sát", ActivityKind.SUPERVISION, None, 5),
    )
    products = (
        ProductFact(21, 1, "Tin trên hai kênh", MediaKind.NEWS_ITEM, 11),
        ProductFact(22, 1, "Bài đăng lại", MediaKind.ARTICLE, 11),
        ProductFact(23, 2, "Video", MediaKind.VIDEO, 11),
        ProductFact(24, 2, "Tờ rơi", MediaKind.POSTER, 11),
        ProductFact(25, 2, "Bài chờ duyệt", MediaKind.ARTICLE, 11, is_approved=False),
        ProductFact(26, 2, "Chưa đăng", MediaKind.NEWS_ITEM, 11),
    )
    website, zalo = ChannelKind.WEBSITE, ChannelKind.ZALO
    publications = (
        PublicationFact(31, 21, 1, on("1/3"), website, 120, 8, on("10/3")),
        PublicationFact(32, 21, 1, on("2/3"), zalo, 60, None, on("20/3")),
        PublicationFact(33, 22, 1, on("10/2"), website),
        PublicationFact(34, 22, 1, on("3/3"), ChannelKind.PRESS),
        PublicationFact(35, 23, 2, on("4/3"), ChannelKind.SOCIAL_NETWORK),
        PublicationFact(36, 24, 2, on("5/3"), ChannelKind.LOUDSPEAKER),
        PublicationFact(37, 25, 2, on("6/3"), website, is_approved=False),
    )
    trainings = (
        TrainingFact(1, 2, on("20/2"), on("10/3"), "Lớp trong kỳ", 25),
        TrainingFact(2, 2, on("10/3"), on("20/3"), "Lớp đang học", 25),
        TrainingFact(3, 3, on("1/2"), on("14/2"), "Lớp kỳ trước", 25),
        TrainingFact(4, 3, on("2/3"), on("2/3"), "Lớp chờ duyệt", 25, is_approved=False),
    )
    lessons = (
        LessonFact(41, 1, 2, on("20/2"), is_held=True, plan_item=25),
        LessonFact(42, 1, 2, on("10/3"), is_held=True, plan_item=25),
        LessonFact(43, 2, 2, on("13/3"), is_held=False, plan_item=25),
        LessonFact(44, 3, 3, on("14/2"), is_held=True, plan_item=25),
        LessonFact(45, 4, 3, on("2/3"), is_held=True, plan_item=25, is_approved=False),
    )
    people = {
        1: PersonFact(1, "k1", Sex.FEMALE),
        2: PersonFact(2, "k2", Sex.MALE),
        3: PersonFact(3, None, Sex.FEMALE),
        4: PersonFact(3, None, Sex.FEMALE),
        5: PersonFact(5, "k1", Sex.FEMALE),
        6: PersonFact(6, "k2", None),
    }
    marks = (
        MarkFact(51, 41, 2, on("20/2"), 1, 1, 25),
        MarkFact(52, 41, 2, on("20/2"), 2, 1, 25),
        MarkFact(53, 41, 2, on("20/2"), 3, 1, 25),
        MarkFact(54, 42, 2, on("10/3"), 1, 1, 25),
        MarkFact(55, 42, 2, on("10/3"), 4, 1, 25),
        MarkFact(56, 42, 2, on("10/3"), None, 1, 25),
        MarkFact(57, 44, 3, on("14/2"), 5, 3, 25),
        MarkFact(58, 45, 3, on("2/3"), 6, 4, 25, is_approved=False),
    )
    return some_facts(
        activities=activities,
        products=products,
        publications=publications,
        trainings=trainings,
        lessons=lessons,
        marks=marks,
        people=people,
    )
