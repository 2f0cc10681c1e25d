"""The figures of the plan, counted from facts by the exact rules of the specification."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    ChannelKind,
    CountingMethod,
    FigureKind,
    MediaKind,
    Sex,
)
from kh57_desktop.i18n import vi
from kh57_desktop.reports.indicator import INDICATORS, Tally, indicator

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kh57_desktop.domain.edits import Figure
    from kh57_desktop.reports.facts import ActivityFact, Facts, MarkFact, ProductFact

CLASS_KINDS = {
    ActivityKind.TRAINING,
    ActivityKind.SHORT_COURSE,
    ActivityKind.DIGITAL_CLASS,
    ActivityKind.IN_HOUSE_TRAINING,
}
CONFERENCE_KINDS = {
    ActivityKind.CONFERENCE,
    ActivityKind.SEMINAR,
    ActivityKind.WORKSHOP,
    ActivityKind.FORUM,
    ActivityKind.MEETING,
}
NOT_SESSIONS = {ActivityKind.SUPERVISION, ActivityKind.MEETING}
NEWS = {MediaKind.NEWS_ITEM, MediaKind.ARTICLE, MediaKind.RESEARCH_ARTICLE}
PICTURES = {
    MediaKind.PHOTO,
    MediaKind.INFOGRAPHIC,
    MediaKind.MOTION_GRAPHIC,
    MediaKind.VIDEO,
    MediaKind.AUDIO,
}
PUBLISHING = {
    ChannelKind.WEBSITE,
    ChannelKind.PRESS,
    ChannelKind.DIGITAL_PLATFORM,
    ChannelKind.ELECTRONIC_MEDIA,
}
SOCIAL = {ChannelKind.SOCIAL_NETWORK, ChannelKind.ZALO}


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Return every indicator of a period, in the order they stand in here."""
    return tuple(counts(INDICATORS, facts).values())


def counts(keys: Iterable[str], facts: Facts) -> dict[str, Figure]:
    """Return some figures by key; what waits for approval is sifted out once for all."""
    approved = facts.approved()
    return {key: INDICATORS[key].figure(facts, approved) for key in keys}


def count(key: str, facts: Facts) -> Figure:
    """Return one figure by its key."""
    return INDICATORS[key](facts)


@indicator("activities_held", vi("Hoạt động truyền thông đã tổ chức"), vi("hoạt động"))
def activities_held(facts: Facts) -> Tally:
    """Count activities; a class's own record is the class, not an activity beside it."""
    return _rows("activities", _held(facts))


@indicator(
    "conferences", vi("Hội nghị, tọa đàm, hội thảo, diễn đàn, họp"), vi("cuộc"), code="CS-02"
)
def conferences(facts: Facts) -> Tally:
    """Count the activities at which people conferred."""
    return _rows("activities", (a for a in _held(facts) if a.activity_kind in CONFERENCE_KINDS))


@indicator("direct_sessions", vi("Buổi truyền thông trực tiếp"), vi("buổi"), code="CS-10")
def direct_sessions(facts: Facts) -> Tally:
    """Count activities of no class, other than supervision and meetings."""
    sessions = (a for a in _held(facts) if a.training is None)
    return _rows("activities", (a for a in sessions if a.activity_kind not in NOT_SESSIONS))


@indicator("activity_turns", vi("Lượt người dự hoạt động"), vi("lượt người dự"), code="CS-11")
def activity_turns(facts: Facts) -> Tally:
    """Add up the turns that were counted or listed; never the estimates."""
    return _turns(a for a in _held(facts) if a.method is not CountingMethod.ESTIMATED)


@indicator("estimated_turns", vi("Lượt ước tính, ghi riêng"), vi("lượt ước tính"), code="CS-12")
def estimated_turns(facts: Facts) -> Tally:
    """Add up the estimated turns, which stand beside the counted ones and never among them."""
    return _turns(a for a in _held(facts) if a.method is CountingMethod.ESTIMATED)


@indicator("news_products", vi("Tin, bài, bài nghiên cứu"), vi("tin, bài"), code="CS-03")
def news_products(facts: Facts) -> Tally:
    """Count texts first published in the period, each once on however many channels."""
    return _rows("media", (p for p in _first_shown(facts) if p.media_kind in NEWS))


@indicator(
    "other_products",
    vi("Ảnh, đồ họa, video, clip, bài phát thanh"),
    vi("sản phẩm"),
    code="CS-04",
)
def other_products(facts: Facts) -> Tally:
    """Count pictures, films and sound first published in the period, each once."""
    return _rows("media", (p for p in _first_shown(facts) if p.media_kind in PICTURES))


@indicator("publications", vi("Lượt đăng, phát"), vi("lượt đăng"), code="CS-05")
def publications(facts: Facts) -> Tally:
    """Count publications on websites, in the press and on other digital media."""
    return _published(facts, PUBLISHING)


@indicator("social_posts", vi("Bài đăng mạng xã hội, Zalo"), vi("bài"), code="CS-06")
def social_posts(facts: Facts) -> Tally:
    """Count publications on social networks and Zalo."""
    return _published(facts, SOCIAL)


@indicator("views", vi("Lượt xem"), vi("lượt xem"), FigureKind.STOCK, "CS-07")
def views(facts: Facts) -> Tally:
    """Add up the last readings of the period's publications; never added over periods."""
    return _read(facts, "views")


@indicator("interactions", vi("Lượt tương tác"), vi("lượt tương tác"), FigureKind.STOCK, "CS-07")
def interactions(facts: Facts) -> Tally:
    """Add up the last readings of the period's publications; never added over periods."""
    return _read(facts, "interactions")


@indicator("trainings", vi("Lớp tập huấn, lớp “học tập số”"), vi("lớp"), code="CS-14")
def trainings(facts: Facts) -> Tally:
    """Count classes by their last day; those that go on are not counted."""
    return _rows("trainings", (t for t in facts.trainings if facts.counts(t.day)))


@indicator("trainings_running", vi("Lớp đang học"), vi("lớp"), FigureKind.STOCK, "CS-14")
def trainings_running(facts: Facts) -> Tally:
    """Count the classes that began by the end of the period and end after it."""
    last = facts.period.last
    return _rows("trainings", (t for t in facts.trainings if t.first <= last < t.day))


@indicator("lessons", vi("Buổi học"), vi("buổi"), code="CS-15")
def lessons(facts: Facts) -> Tally:
    """Count the lessons that were held, by their day."""
    return _rows("lessons", (one for one in facts.lessons if one.is_held and facts.counts(one.day)))


@indicator("training_seats", vi("Lượt người học"), vi("lượt người dự"), code="CS-16")
def training_seats(facts: Facts) -> Tally:
    """Count the seats taken at lessons: present, late, or by a substitute."""
    return _rows("attendance", _seats(facts))


@indicator("training_people", vi("Người học"), vi("người"), FigureKind.DISTINCT, "CS-17")
def training_people(facts: Facts) -> Tally:
    """Count the people who sat there, each once: the substitute, not the person summoned."""
    return _distinct(facts, _seats(facts))


@indicator("training_women", vi("Người học là nữ"), vi("người"), FigureKind.DISTINCT, "CS-17")
def training_women(facts: Facts) -> Tally:
    """Count the women among them; missing while nobody's sex was written down."""
    seats = [mark for mark in _seats(facts) if mark.person in facts.people]
    sexes = {facts.people[mark.person].sex for mark in seats if mark.person is not None}
    if seats and sexes == {None}:
        return Tally(None)
    women = (m for m in seats if m.person and facts.people[m.person].sex is Sex.FEMALE)
    return _distinct(facts, women)


def _held(facts: Facts) -> Iterable[ActivityFact]:
    """Yield the period's activities without the own records of classes (DOMAIN 5.1.6)."""
    return (
        activity
        for activity in facts.activities
        if facts.counts(activity.day)
        and not (activity.training is not None and activity.activity_kind in CLASS_KINDS)
    )


def _turns(activities: Iterable[ActivityFact]) -> Tally:
    """Add up turns: with none counted the sum is missing, with no activity it is 0."""
    found = list(activities)
    counted = [a for a in found if a.turns is not None]
    if found and not counted:
        return Tally(None)
    return Tally(sum(a.turns or 0 for a in counted), tuple(("activities", a.id) for a in counted))


def _first_shown(facts: Facts) -> Iterable[ProductFact]:
    """Yield the products whose first publication lies in the period."""
    first: dict[int, dt.date] = {}
    for one in facts.publications:
        first[one.product] = min(one.day, first.get(one.product, one.day))
    return (p for p in facts.products if p.id in first and facts.counts(first[p.id]))


def _published(facts: Facts, channels: set[ChannelKind]) -> Tally:
    in_period = (p for p in facts.publications if facts.counts(p.day))
    return _rows("publications", (p for p in in_period if p.channel in channels))


def _read(facts: Facts, name: str) -> Tally:
    """Add up a reading of publications; missing while nothing was read."""
    found = [p for p in facts.publications if facts.counts(p.day)]
    known = [p for p in found if getattr(p, name) is not None]
    known = [p for p in known if p.read_on is None or p.read_on <= facts.as_of]
    if not known:
        return Tally(None)
    return Tally(sum(getattr(p, name) for p in known), tuple(("publications", p.id) for p in known))


def _seats(facts: Facts) -> Iterable[MarkFact]:
    return (mark for mark in facts.marks if facts.counts(mark.day))


def _rows(kind: str, rows: Iterable[Any]) -> Tally:
    ids = tuple((kind, row.id) for row in rows)
    return Tally(len(ids), ids)


def _distinct(facts: Facts, seats: Iterable[MarkFact]) -> Tally:
    """Count people: within a unit by number, across units by equal keys (DOMAIN 5.1.10).

    Two people of one unit with one key are two; a person of one unit with the key of a person
    of another is that person.
    """
    found: dict[str | int, dict[int, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
    units = set()
    for mark in seats:
        if mark.person is None or mark.person not in facts.people:
            continue
        person = facts.people[mark.person]
        found[person.key or person.id][mark.unit if person.key else 0][person.id] = None
        units.add(mark.unit)
    chosen = (max(of_unit.values(), key=len) for of_unit in found.values())
    ids = tuple(("people", number) for people in chosen for number in people)
    return Tally(len(ids), ids, is_approximate=len(units) > 1)
