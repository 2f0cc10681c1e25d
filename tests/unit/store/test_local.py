"""What stays on this PC is kept, replaced and forgotten by its name."""

import pytest

from kh57_desktop.store import local
from kh57_desktop.store.local import StoredDraft
from tests.support.stores import a_store


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


def write(store, work, *given):
    with store.writing() as con:
        work(con, *given)


def drafts(store):
    with store.reading() as con:
        return local.drafts(con)


def test_a_setting_is_kept_replaced_and_forgotten(store):
    """A setting of the store has one value or none."""
    write(store, local.put_setting, "unit", "TR-NTT")
    write(store, local.put_setting, "unit", "TR-TH")
    with store.reading() as con:
        kept = local.setting(con, "unit"), local.setting(con, "none"), local.settings(con)
    write(store, local.put_setting, "unit", None)
    with store.reading() as con:
        left = local.settings(con)

    assert kept == ("TR-TH", None, {"unit": "TR-TH"})
    assert left == {}


def test_a_draft_is_kept_until_it_is_dropped(store):
    """What was typed last is there after a crash, once per form, the latest first."""
    first = StoredDraft("form 1", "activities", None, "2026-03-02T08:00", '{"title": "Hội"}')
    again = StoredDraft("form 1", "activities", 7, "2026-03-02T08:02", '{"title": "Hội nghị"}')
    other = StoredDraft("form 2", "media", None, "2026-03-02T08:01", "{}")
    for draft in (first, other, again):
        write(store, local.put_draft, draft)
    kept = drafts(store)
    write(store, local.drop_draft, "form 1")
    write(store, local.drop_draft, "form 1")

    assert kept == (again, other)
    assert drafts(store) == (other,)


def test_a_draft_that_is_not_json_is_our_mistake(store):
    """A form never leaves something that it could not read again."""
    with pytest.raises(ValueError, match="Expecting"):
        write(store, local.put_draft, StoredDraft("form", "media", None, "", "{"))

    assert drafts(store) == ()


def test_what_an_officer_has_seen_is_noted_once_per_record(store):
    """The later look replaces the earlier; another officer has seen nothing."""
    for clocks in ('{"place": [1, 1, 1]}', '{"place": [2, 1, 1]}'):
        write(store, local.note_seen, 7, "activities", 9, clocks)
    with store.reading() as con:
        kept = local.seen(con, 7, "activities", 9), local.seen(con, 8, "activities", 9)

    assert kept == ('{"place": [2, 1, 1]}', None)
    with pytest.raises(ValueError, match="Expecting"):
        write(store, local.note_seen, 7, "activities", 9, "{")
