"""The tables of the one history (SYNC 4): the store creates them, only the journal uses them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, LargeBinary, MetaData, Table, Text

from kh57_desktop.records.tables import WholeNumber

history = MetaData()


def _number(name: str, *, key: bool = False, nullable: bool = True) -> Column[Any]:
    if key:
        return Column(name, WholeNumber, primary_key=True, autoincrement=False)
    return Column(name, WholeNumber, nullable=nullable)


def _table(name: str, *columns: Column[Any] | Index, rowid: bool = False) -> Table:
    # a table whose key is several numbers is stored by that key, once
    return Table(name, history, *columns, sqlite_with_rowid=rowid)


_table(
    "sync_stream",
    _number("ord", key=True),
    Column("run", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("device", LargeBinary, nullable=False),
    _number("parent"),
    _number("base", nullable=False),
    _number("line", nullable=False),
    _number("have", nullable=False),
    _number("cert"),
    _number("own", nullable=False),
    Index("ix_sync_stream_run", "run", "scope", unique=True),
    rowid=True,
)
_table(
    "sync_line",
    _number("line", key=True),
    _number("over", key=True),
    _number("upto", nullable=False),
)
_table(
    "sync_seen",
    _number("stream", key=True),
    _number("q", key=True),
    _number("tip", key=True),
    _number("tip_q", nullable=False),
)
_table(
    "sync_change",
    _number("stream", key=True),
    _number("q", key=True),
    _number("txn", nullable=False),
    _number("stamp", nullable=False),
    _number("officer"),
    _number("wall", nullable=False),
    _number("flags", nullable=False),
    Column("body", LargeBinary),
)
_table(
    "sync_segment",
    Column("hash", LargeBinary, primary_key=True),
    _number("stream", nullable=False),
    _number("first", nullable=False),
    _number("last", nullable=False),
    Column("prev", LargeBinary),
    _number("raw", nullable=False),
    _number("unknown", nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_sync_segment_stream", "stream", "first"),
    rowid=True,
)
_table(
    "sync_field_clock",
    _number("tbl", key=True),
    _number("row", key=True),
    _number("col", key=True),
    _number("h", nullable=False),
    _number("s", nullable=False),
    _number("q", nullable=False),
)
_table(
    "sync_sibling",
    _number("tbl", key=True),
    _number("row", key=True),
    _number("col", key=True),
    _number("h", nullable=False),
    _number("s", key=True),
    _number("q", key=True),
    Column("val", Text, nullable=False),
)
_table(
    "sync_removal",
    _number("tbl", key=True),
    _number("row", key=True),
    _number("s", key=True),
    _number("q", key=True),
)
_table(
    "sync_touch",
    _number("tbl", key=True),
    _number("row", key=True),
    _number("s", key=True),
    _number("q", key=True),
)
_table(
    "sync_held",
    _number("stream", key=True),
    _number("q", key=True),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("state", Text, nullable=False),
)
_table(
    "sync_peer",
    Column("device", LargeBinary, primary_key=True),
    Column("vector", Text, nullable=False),
    Column("stated_in", LargeBinary),
)
_table(
    "sync_certificate",
    _number("serial", key=True),
    Column("device", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    rowid=True,
)
_table(
    "sync_bundle",
    Column("id", LargeBinary, primary_key=True),
    Column("way", Text, nullable=False),
    Column("peer", LargeBinary, nullable=False),
    _number("at", nullable=False),
    Column("file_hash", LargeBinary, nullable=False),
    Column("counts", Text, nullable=False),
    Column("vector", Text, nullable=False),
    Column("receipt", Text),
    Column("state", Text, nullable=False),
)
_table(
    "sync_blob",
    Column("hash", LargeBinary, primary_key=True),
    _number("size", nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
)
_table(
    "sync_blob_ref",
    Column("hash", LargeBinary, primary_key=True),
    _number("tbl", key=True),
    _number("row", key=True),
)
_table(
    "sync_name",
    _number("n", key=True),
    Column("name", Text, nullable=False, unique=True),
    rowid=True,
)
_table(
    "sync_key",
    _number("tbl", key=True),
    _number("row", key=True),
    _number("k1", nullable=False),
    _number("k2", nullable=False),
)
