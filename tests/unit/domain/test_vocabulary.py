"""The closed lists: what is stored never changes, what is typed is understood."""

import copy
import pickle

import pytest

from kh57_desktop.domain import vocabulary
from kh57_desktop.domain.names import bare
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    Audience,
    ChannelKind,
    Choice,
    Mark,
    MediaKind,
    RecordState,
    Role,
    Sex,
    UnitKind,
)

LISTS = [
    found
    for name in vocabulary.__all__
    if (found := getattr(vocabulary, name)) is not Choice and issubclass(found, Choice)
]
SLUGS = {
    "ActivityKind": "conference seminar thematic_session workshop training short_course"
    " digital_class in_house_training extracurricular professional_meeting contest forum"
    " cultural_integration commemoration oral_communication mobile_communication home_guidance"
    " school_broadcast launch supervision meeting other",
    "Audience": "officials educators students residents businesses digital_team_members members"
    " special_groups",
    "ChannelKind": "website social_network zalo loudspeaker press digital_platform"
    " electronic_media in_person notice_board bulletin handout communicator text_message",
    "CountingMethod": "counted paper_list estimated",
    "DayPart": "morning afternoon evening whole_day",
    "FigureKind": "flow distinct stock ratio",
    "HoldingForm": "in_person online hybrid",
    "Language": "vietnamese xo_dang ba_na other",
    "LessonContent": "digital_skills digital_communication science_technology creative_culture"
    " other",
    "Mark": "present late excused absent substituted",
    "MediaKind": "news_item article research_article photo infographic motion_graphic video"
    " web_section document printed_material audio poster",
    "RecordState": "draft submitted approved returned",
    "Role": "data_officer unit_head team_leader consolidation_officer culture_society_head"
    " commune_leader economy_officer front_officer clerk administrator data_protection_officer",
    "Sex": "male female",
    "TargetVerdict": "reached likely not_reached not_enough_data none_arose",
    "Topic": "resolution digital_literacy product_portal good_examples science_technology"
    " innovation digital_transformation digital_skills digital_culture creative_culture stem"
    " startup law problems",
    "UnitKind": "committee culture_society_office economy_office office service_center"
    " public_service_unit health_station police military front mass_organization party school"
    " digital_team other",
}


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_words_keep_their_slugs(words):
    """What old stores and bundles hold stays readable: a slug is never renamed or removed."""
    kept = SLUGS[words.__name__].split()

    assert [word for word in kept if word not in words._value2member_map_] == []


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_new_words_are_written_down_here(words):
    """A new word enters the list of slugs, so that nobody renames it later."""
    assert {word.value for word in words} <= set(SLUGS[words.__name__].split())


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_word_is_met_by_slug_code_label_and_alias(words):
    """An officer may type the code, the label without marks, or another usual spelling."""
    missed = [
        (word, spelling)
        for word in words
        for spelling in (word.value, word.code, word.label.upper(), *word.aliases)
        if spelling and words.meant(bare(spelling)) is not word
    ]

    assert missed == []


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_word_has_a_label_of_its_own(words):
    """Two words of one list never look alike on the screen."""
    labels = [word.label for word in words]

    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("words", "text", "meant"),
    [
        (ActivityKind, "hoi nghi", ActivityKind.CONFERENCE),
        (ActivityKind, "HN", ActivityKind.CONFERENCE),
        (ActivityKind, "Toạ đàm", ActivityKind.SEMINAR),
        (ActivityKind, "Cuộc thi", ActivityKind.CONTEST),
        (MediaKind, "Tin, bài", MediaKind.ARTICLE),
        (MediaKind, "Bài viết", MediaKind.ARTICLE),
        (MediaKind, "clip", MediaKind.VIDEO),
        (MediaKind, "Motion graphic", MediaKind.MOTION_GRAPHIC),
        (MediaKind, "Phóng sự ảnh", MediaKind.PHOTO),
        (ChannelKind, "Zalo CĐS xã", ChannelKind.ZALO),
        (Audience, "dt-4", Audience.RESIDENTS),
        (Mark, "v", Mark.ABSENT),
        (Sex, "NỮ", Sex.FEMALE),
        (Sex, "không rõ", None),
        (Sex, "", None),
    ],
)
def test_what_was_meant_is_found(words, text, meant):
    """Spellings from the commune's own sheets lead to the right word or to none."""
    assert words.meant(text) is meant


def test_a_word_of_a_newer_version_is_read_and_shown_by_its_slug():
    """A bundle of a newer program may hold words this one does not know; nothing fails."""
    word = ActivityKind("hologram")

    assert (word.label, word.code, word.is_known) == ("hologram", "", False)
    assert word == "hologram"
    assert word == ActivityKind("hologram")
    assert list(ActivityKind).count(word) == 0


def test_an_unknown_word_survives_being_copied_between_threads():
    """What leaves the store as a value stays that value."""
    word = RecordState("frozen")

    assert pickle.loads(pickle.dumps(word)) == copy.deepcopy(word) == "frozen"  # noqa: S301 - ours


def test_a_word_is_a_text_and_nothing_else():
    """A number is no word."""
    with pytest.raises(ValueError, match="57"):
        Sex(57)


def test_a_word_reads_as_its_slug_wherever_it_is_written():
    """Logs, bundles and keys show the slug."""
    assert f"{Mark.LATE}" == str(Mark.LATE) == "late"


def test_names_of_staff_alone_may_leave_their_unit():
    """Residents, students and members are shown to the commune without names (SYNC 2)."""
    assert [group.code for group in Audience if group.is_staff] == ["DT-1", "DT-2", "DT-6"]


def test_present_late_and_substituted_take_a_seat():
    """A substitute counts one turn, whoever stayed away counts none (DOMAIN 5.1.6)."""
    assert [mark.code for mark in Mark if mark.takes_a_seat] == ["C", "M", "T"]


def test_roles_carry_the_codes_of_the_table_of_rights():
    """R1 to R11 in the order in which the rights are written."""
    assert [role.code for role in Role] == [f"R{number}" for number in range(1, 12)]


def test_units_of_every_kind_can_be_told_apart():
    """Letterhead, verbs and denominators go by the kind of unit."""
    assert UnitKind.meant("Phòng Văn hoá – Xã hội") is UnitKind.CULTURE_SOCIETY_OFFICE
