"""The order of the boxes of a training and of its lessons."""

from __future__ import annotations

from kh57_desktop.records.training import Lesson, Training
from kh57_desktop.ui.forms.record_form import RecordForm


class TrainingForm(RecordForm):
    """Where an officer records a course or a class."""

    KIND = "trainings"
    LAYOUT = (
        ((Training.title, 1),),
        ((Training.starts_on, 3), (Training.ends_on, 3), (Training.holding_form, 4)),
        ((Training.plan_item, 1), (Training.audience, 1)),
        ((Training.place, 2), (Training.expected_count, 1)),
        ((Training.content, 1),),
        ((Training.result, 1),),
    )
    MORE = (((Training.unit, 2), (Training.is_in_depth, 1)),)


class LessonForm(RecordForm):
    """Where a lesson of a training is recorded."""

    KIND = "lessons"
    GIVEN = frozenset({"training"})
    LAYOUT = (
        ((Lesson.held_on, 3), (Lesson.ordinal, 2)),
        ((Lesson.day_part, 3), (Lesson.period_count, 2)),
        ((Lesson.content, 1),),
        ((Lesson.teacher, 1),),
    )
