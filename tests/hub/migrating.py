"""From one revision of the hub's tables to another, and the databases that are kept of each."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from growtogether_desktop.hub import migrations

KEPT = Path(__file__).with_name("databases")


def revisions() -> list[str]:
    """All there are, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    return [step.revision for step in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def go(engine: Engine, revision: str, *, up: bool) -> None:
    with engine.begin() as db:
        config = Config()
        config.set_main_option("script_location", str(migrations.FOLDER))
        config.attributes["connection"] = db
        (command.upgrade if up else command.downgrade)(config, revision)
