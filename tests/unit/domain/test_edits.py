"""The values that travel: what changed, what was saved."""

from kh57_desktop.domain.edits import Changes, Finding, Level, Saved, Shown

ONE, TWO = ("activities", 5), ("people", 7)


def test_changes_name_each_row_once():
    """A screen refreshes a row once however often a ledger touched it."""
    changes = Changes.of((ONE, TWO, ONE)) | Changes.of((TWO, ONE))

    assert changes.rows == (ONE, TWO)
    assert changes.kinds == {"activities", "people"}


def test_a_screen_knows_whether_it_is_concerned():
    """The list of activities refreshes when activities changed and not otherwise."""
    changes = Changes.of((ONE,))

    assert changes.touches("media", "activities")
    assert not changes.touches("people")
    assert changes
    assert not Changes()


def test_a_reminder_leaves_a_record_complete():
    """Only what is missing or disagrees blocks sending."""
    reminder = Finding("topics", Level.REMINDER, "")
    missing = Finding("place", Level.MISSING, "")

    assert Saved(5, Changes(), (reminder,)).complete
    assert not Saved(5, Changes(), (reminder, missing)).complete


def test_a_shown_record_answers_for_missing_fields():
    """A field another version did not know is missing, not an error."""
    shown = Shown("activities", 5, {"title": "Hội nghị"})

    assert (shown["title"], shown["place"]) == ("Hội nghị", None)
