"""The tables that stay on this PC: settings, drafts, what was seen, and what a search stands on."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

local = MetaData()
Table(
    "setting", local, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)
Table(
    "draft",
    local,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record", Integer),
    Column("at", Text, nullable=False),
    Column("content", Text, nullable=False),
)
Table(
    "seen",
    local,
    Column("officer", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("clocks", Text, nullable=False),
    sqlite_with_rowid=False,
)
Table(
    "search_number",
    local,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Index("ix_search_number_record", "record", "kind", unique=True),
)
Table(
    "search_waiting",
    local,
    Column("kind", Text, primary_key=True),
    Column("record", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
