"""The order of the boxes in which an activity is recorded."""

from __future__ import annotations

from kh57_desktop.records.activity import Activity
from kh57_desktop.ui.forms.record_form import RecordForm


class ActivityForm(RecordForm):
    """Where an officer records an activity (SCREENS 04)."""

    KIND = "activities"
    LAYOUT = (
        ((Activity.title, 1),),
        ((Activity.starts_on, 4), (Activity.activity_kind, 4), (Activity.plan_item, 6)),
        ((Activity.place, 8), (Activity.audience, 6)),
        (
            (Activity.reach_count, 1),
            (Activity.people_count, 1),
            (Activity.women_count, 1),
            (Activity.ethnic_minority_count, 1),
            (Activity.children_count, 1),
        ),
        ((Activity.content, 1),),
        ((Activity.result, 1),),
    )
    MORE = (
        ((Activity.ends_on, 2), (Activity.starts_at, 1), (Activity.counting_method, 2)),
        ((Activity.holding_form, 1), (Activity.platform, 1)),
        ((Activity.topics, 1),),
        ((Activity.host, 1), (Activity.training, 1)),
        ((Activity.difficulty, 1),),
        ((Activity.unit, 1),),
    )
