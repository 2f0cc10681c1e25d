"""Unsaved forms: kept whole, offered again, never shared."""

import datetime as dt

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import ActivityKind, Audience
from kh57_desktop.services.drafts import Drafts


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
