"""Unsaved forms: kept whole, offered again, never shared."""

import datetime as dt
from dataclasses import replace

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import ActivityKind, Audience
from kh57_desktop.services.drafts import Drafts
from kh57_desktop.services.keeping import Keeping
from tests.support.desks import MARCH, an_activity


def test_a_half_typed_form_comes_back_as_it_was(desk):
    """Texts, days, words, numbers and the clocks that were shown survive, half-typed ones too."""
    values = {
        "title": "Tọa đàm",
        "starts_on": dt.date(2026, 3, 3),
        "ends_on": "3/",
        "activity_kind": ActivityKind.SEMINAR,
        "audience": (Audience.STUDENTS, Audience.EDUCATORS),
        "reach_count": 26,
        "place": None,
    }
    edit = Edit("activities", 57, values, {"title": (3, 2, 1)})
    kept_at = Drafts(desk).keep("activities/57", edit)
    (draft,) = Drafts(desk).open()

    assert draft.key == "activities/57"
    assert draft.kept_at == kept_at
    assert draft.edit == edit


def test_the_later_draft_of_a_form_replaces_the_earlier_one(desk):
    """One form has one draft, the latest; dropping it leaves none."""
    drafts = Drafts(desk)
    drafts.keep("new", Edit("media", None, {"title": "Tin"}))
    drafts.keep("new", Edit("media", None, {"title": "Tin về lớp học"}))
    kept = [draft.edit.values["title"] for draft in drafts.open()]
    drafts.drop("new")

    assert kept == ["Tin về lớp học"]
    assert drafts.open() == ()


def test_half_a_word_comes_back_as_the_text_it_was(desk):
    """«to», typed on the way to «Tọa đàm», is no word of the list, and none of a newer version."""
    Drafts(desk).keep("new", Edit("activities", None, {"activity_kind": "to"}))
    (draft,) = Drafts(desk).open()

    assert draft.edit.values == {"activity_kind": "to"}
    assert type(draft.edit.values["activity_kind"]) is str


def test_two_officers_of_one_computer_keep_their_forms_apart(desk):
    """Both began a new activity, both changed the same record: nobody's typing is overwritten."""
    colleague = replace(desk, officer=replace(desk.officer, id=57))
    for who, title in ((desk, "của chị Hạnh"), (colleague, "của anh Tuấn")):
        drafts = Drafts(who)
        drafts.keep(drafts.free_key("activities"), Edit("activities", None, {"title": title}))
        drafts.keep(drafts.key_of("activities", 9), Edit("activities", 9, {"title": title}))

    for who, title in ((desk, "của chị Hạnh"), (colleague, "của anh Tuấn")):
        kept = Drafts(who).open()
        assert [draft.edit.values["title"] for draft in kept] == [title, title]


def test_a_new_form_has_a_place_no_other_form_has(desk):
    """A second new form does not take the place of the first."""
    drafts = Drafts(desk)
    first = drafts.free_key("media")
    drafts.keep(first, Edit("media", None, {"title": "Tin"}))

    assert drafts.free_key("media") != first
    assert drafts.free_key("activities") != drafts.free_key("media")


def test_a_draft_that_was_given_up_comes_back_whole(desk):
    """Undo brings the form back as it was typed."""
    drafts = Drafts(desk)
    drafts.keep("new", Edit("media", None, {"title": "Tin"}))
    (draft,) = drafts.open()
    drafts.drop("new")
    back = drafts.bring_back(draft)

    assert back == draft
    assert [one.edit for one in drafts.open()] == [draft.edit]


def test_a_form_given_up_is_named_without_being_kept(desk):
    """What is offered back has its title and its moment, and stands nowhere until it is."""
    given_up = Drafts(desk).standing_for("new", Edit("media", None, {"title": "Tin"}))

    assert (given_up.title, given_up.key) == ("Tin", "new")
    assert given_up.kept_at == desk.clock.now()
    assert Drafts(desk).open() == ()


def test_a_draft_comes_back_beside_a_newer_new_form(desk):
    """Another new form took the place meanwhile: both are there."""
    drafts = Drafts(desk)
    drafts.keep("new", Edit("media", None, {"title": "Tin cũ"}))
    (draft,) = drafts.open()
    drafts.keep("new", Edit("media", None, {"title": "Tin mới"}))
    drafts.bring_back(draft)

    assert {one.edit.values["title"] for one in drafts.open()} == {"Tin cũ", "Tin mới"}


def test_a_draft_comes_back_under_what_was_typed_since(desk):
    """The same record was begun anew: the later typing wins, the rest of the earlier is kept."""
    drafts = Drafts(desk)
    drafts.keep(
        "9", Edit("media", 9, {"title": "Tin cũ", "author": "A Nhi"}, {"author": (1, 1, 1)})
    )
    (draft,) = drafts.open()
    drafts.keep("9", Edit("media", 9, {"title": "Tin mới"}, {"title": (2, 1, 1)}))
    drafts.bring_back(draft)
    (both,) = drafts.open()

    assert both.edit.values == {"title": "Tin mới", "author": "A Nhi"}
    assert both.edit.seen == {"author": (1, 1, 1), "title": (2, 1, 1)}


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"title": " Hội thi "}, "Hội thi"),
        ({"place": "Sân trường"}, "Tọa đàm “AI trong dạy học”"),
        ({"title": None}, "Tọa đàm “AI trong dạy học”"),
    ],
)
def test_a_draft_is_called_by_its_title_or_its_record_s(desk, values, title):
    """On the first page the officer knows which one it is."""
    stored = Keeping(desk).save(an_activity(desk)).id
    drafts = Drafts(desk)
    drafts.keep("9", Edit("activities", stored, values))

    assert [draft.title for draft in drafts.open()] == [title]


def test_a_new_draft_without_a_title_is_called_by_its_kind(desk):
    """A form in which only the place is typed yet."""
    Drafts(desk).keep("new", Edit("activities", None, {"place": "Sân trường"}))

    assert [draft.title for draft in Drafts(desk).open()] == ["Hoạt động"]


def test_a_publication_and_a_lesson_are_called_after_what_they_belong_to(desk):
    """The product and the class say which one it is."""
    keeping, drafts = Keeping(desk), Drafts(desk)
    media = {"title": "Tin về lớp học", "produced_on": MARCH, "media_kind": "news"}
    product = keeping.save(Edit("media", None, media)).id
    days = {"starts_on": MARCH, "ends_on": MARCH}
    training = keeping.save(Edit("trainings", None, {"title": "Lớp số", **days})).id
    drafts.keep("1", Edit("publications", None, {"media_product": product}))
    drafts.keep("2", Edit("lessons", None, {"training": training, "content": "Bài 1"}))
    drafts.keep("3", Edit("lessons", None, {"content": "Bài 1"}))

    assert {draft.title for draft in drafts.open()} == {
        "Lượt đăng của «Tin về lớp học»", "Buổi của «Lớp số»", "Buổi"
    }  # fmt: skip
