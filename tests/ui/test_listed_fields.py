"""A list fetches the fields it shows, all of them and no other."""

from dataclasses import replace

import pytest

from tests.support import practice


class Reading:
    """A row that remembers which of its fields were read."""

    def __init__(self, row):
        self.row, self.read = row, set()

    def __getitem__(self, name):
        self.read.add(name)
        return self.row[name]

    def __getattr__(self, name):
        return getattr(self.row, name)


@pytest.mark.parametrize("name", ["activities", "media", "trainings", "people"])
def test_a_list_fetches_what_its_columns_show(school, name):
    """What no column reads is left in the store; what a column reads is there."""
    page = school.open(name)
    page.bar.choose("all")
    practice.wait(lambda: page.rows.total > 0)
    asked = page.asked()
    found = school.ask(lambda office: office.records.page(asked)).rows
    bare = replace(found[0], values=dict.fromkeys(page.LISTED))  # some columns look further then
    listed = [Reading(row) for row in (*found, bare)]
    for column in page.columns():
        told = (column.words, column.second, column.badge, column.mark, column.tone)
        for row in listed:
            for tell in filter(None, told):
                tell(row)

    assert set.union(*(row.read for row in listed)) == set(page.LISTED)
    assert {tuple(row.row.values) for row in listed} == {page.LISTED}
