"""The hub's tables: made, kept in step with the code, and left alone when they are from the future."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, select

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.schema import bring_up_to_date
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.store import tables


def test_migrations_make_the_tables_the_code_knows(engine: Engine):
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})

        differences = compare_metadata(context, tables.hub)

    assert differences == []


def test_a_new_database_has_its_first_epoch_and_a_scope_for_everyone(engine: Engine):
    service = HubService(engine)

    assert service.epoch() == 1
    assert service.memberships(Actor(PersonId("anybody"))) == {"public": 0}


def test_a_second_start_changes_nothing(engine: Engine):
    with engine.begin() as db:
        db.execute(insert(tables.hub_meta).values(key="kept", value="yes"))

    bring_up_to_date(engine)

    with engine.connect() as db:
        assert db.execute(select(tables.hub_meta.c.value).where(tables.hub_meta.c.key == "kept")).scalar_one() == "yes"


def test_a_database_of_a_newer_version_is_left_alone(engine: Engine):
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(Problem, match="newer version"):
        bring_up_to_date(engine)

    with engine.connect() as db:
        assert db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "hub.sqlite").write_bytes(b"Dear diary, " * 1000)
    engine = open_hub_database(f"sqlite:///{tmp_path / 'hub.sqlite'}")

    with pytest.raises(Problem, match="damaged, or no database"):
        bring_up_to_date(engine)

    engine.dispose()
    assert (tmp_path / "hub.sqlite").read_bytes() == b"Dear diary, " * 1000
