"""What Alembic asks for when a migration is written: a scratch store, and the records."""

import sqlalchemy as sa
from alembic import context
from sqlcipher3 import dbapi2

from kh57_desktop.records.types import Day, Word, Words
from kh57_desktop.store import schema, upgrade

NOT_OURS = ("search_text", "alembic_version", "sqlite_")


def render_item(kind, item, autogen_context):
    """Write our own column types as the plain types they are stored as."""
    if kind == "type" and isinstance(item, Day | Word | Words):
        return "sa.Text()"
    return False


def include_name(name, kind, parents):
    """Leave the tables of the search index and of the tools out of the comparison."""
    return kind != "table" or not name.startswith(NOT_OURS)


def compare_on(con):
    """Lead a scratch store through every migration there is, then let Alembic compare."""
    upgrade.apply(con, 0)
    steps = upgrade.steps(0)
    con.execute(sa.text("CREATE TABLE alembic_version(version_num TEXT)"))
    if steps:
        con.execute(
            sa.text("INSERT INTO alembic_version VALUES (:number)"), {"number": steps[-1].name[:4]}
        )
    con.commit()
    context.configure(
        connection=con,
        target_metadata=list(schema.tables()),
        render_item=render_item,
        include_name=include_name,
        render_as_batch=True,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


with sa.create_engine("sqlite+pysqlite://", module=dbapi2).connect() as scratch:
    compare_on(scratch)
