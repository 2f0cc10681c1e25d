"""An older store is led to the present shape on a copy; if that fails the old one stays."""

import importlib.util
import shutil

import pytest

from kh57_desktop.errors import UpgradeFailed
from kh57_desktop.store import local, schema, upgrade
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from tests.support.stores import KEY, a_journal, a_store, keep, show

ADDS = """
import sqlalchemy as sa
from alembic import op


def upgrade():
    op.add_column("activity", sa.Column("weather", sa.Text()))
    with op.batch_alter_table("setting") as setting:
        setting.add_column(sa.Column("why", sa.Text()))
"""
BREAKS = """
from alembic import op


def upgrade():
    op.execute("{statement}")
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Return a function that makes this program a newer one with one more migration."""
    versions = tmp_path / "versions"
    shutil.copytree(upgrade.MIGRATIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))

    def made(content):
        (versions / f"{schema.VERSION + 1:04d}_more.py").write_text(content)
        monkeypatch.setattr(upgrade, "MIGRATIONS", versions)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)

    return made


def shape_of(store):
    with store.reading() as con:
        rows = con.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").fetchall()
    # the order of constraints says nothing
    return {
        (kind, name, *sorted(" ".join((sql or "").split()).replace(" )", "").split(", ")))
        for kind, name, sql in rows
    }


def test_the_migrations_lead_to_the_records(tmp_path):
    """A store that went through every migration has the shape of one made today."""
    made = shape_of(a_store(tmp_path / "new"))
    led = a_store(tmp_path / "led")
    with led.writing() as con:
        con.exec_driver_sql("PRAGMA defer_foreign_keys=1")
        names = con.exec_driver_sql(
            "SELECT type, name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'search_text_%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for _, name in names:
            con.exec_driver_sql(f'DROP TABLE "{name}"')
        upgrade.run(con, 0)

    assert shape_of(led) == made


def test_every_migration_has_its_number(tmp_path):
    """The number of a store is the number of the last migration file."""
    numbers = [int(path.name[:4]) for path in upgrade.steps(0)]

    assert numbers == list(range(1, schema.VERSION + 1))
    assert tmp_path.exists()


def test_writing_a_migration_finds_nothing_when_nothing_changed(tmp_path, capsys):
    """A developer who changed no record gets an empty migration: none was forgotten."""
    path = upgrade.MIGRATIONS.parent / "new.py"
    found = importlib.util.spec_from_file_location("new_migration", path)
    new = importlib.util.module_from_spec(found)
    found.loader.exec_module(new)
    versions = tmp_path / "versions"
    shutil.copytree(upgrade.MIGRATIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    made = new.write("nothing_new", versions)
    capsys.readouterr()

    assert made.name == f"{schema.VERSION + 1:04d}_nothing_new.py"
    assert "op." not in made.read_text()


def test_an_older_store_is_led_on_when_it_is_opened(tmp_path, next_version):
    """After an update of the program everything that was recorded is there."""
    folder = tmp_path / "home"
    journal = a_journal(folder)
    record = keep(journal, "activities", title="Hội nghị")
    journal.store.close()
    next_version(ADDS)
    journal = a_journal(folder)
    columns = journal.store.driver.execute("PRAGMA table_info(activity)").fetchall()

    assert "weather" in {column[1] for column in columns}
    assert show(journal, "activities", record)["title"] == "Hội nghị"
    assert journal.store.driver.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert {path.name for path in folder.iterdir()} == {
        *("kh57.db", "kh57.db-wal"),
        f"kh57.db.before-{schema.VERSION - 1}",
    }


def test_a_stale_log_is_not_replayed_into_the_new_file(tmp_path, next_version):
    """A log that a crash left beside the old file is folded in before, never after."""
    folder = tmp_path / "home"
    store = a_store(folder)
    with store.writing() as con:
        local.put_setting(con, "unit", "TR-NTT")
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    store.close()
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    next_version(ADDS)
    store = a_store(folder)

    with store.reading() as con:
        assert local.setting(con, "unit") == "TR-NTT"
    assert "kh57.db-wal" in kept


@pytest.mark.parametrize("statement", ["NOT A STATEMENT"])
def test_a_migration_that_stops_leaves_the_old_store(tmp_path, next_version, statement):
    """When leading on goes wrong, the old file is byte for byte what it was."""
    assert failed(tmp_path / "home", next_version, statement) == "as before"


@pytest.mark.logs("migration changed")
@pytest.mark.parametrize("statement", ["DELETE FROM plan", "UPDATE lesson SET training = 4711"])
def test_a_migration_that_loses_something_leaves_the_old_store(tmp_path, next_version, statement):
    """A migration that drops rows or breaks references is noticed before it counts."""
    assert failed(tmp_path / "home", next_version, statement) == "as before"


def failed(folder, next_version, statement):
    journal = a_journal(folder)
    journal.stand({"plans": [{"code": "KH-57", "title": "Kế hoạch"}]})
    training = keep(journal, "trainings", title="Lớp")
    keep(journal, "lessons", training=training)
    journal.store.close()
    before = (folder / "kh57.db").read_bytes()
    next_version(BREAKS.format(statement=statement))
    with pytest.raises(UpgradeFailed):
        Store.open(folder, KEY, RealDisk())
    left = {path.name for path in folder.iterdir()} - {f"kh57.db.before-{schema.VERSION - 1}"}
    return (
        "as before" if (folder / "kh57.db").read_bytes() == before and left == {"kh57.db"} else left
    )
