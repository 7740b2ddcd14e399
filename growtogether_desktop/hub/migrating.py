"""Alembic brings the hub's tables up to date, one step after the other."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.hub import migrations


def upgrade(db: Connection) -> None:
    """Take every step that is left. Raises: Problem, when the database is of a newer version."""
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER).replace("%", "%%"))
    config.attributes["connection"] = db
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(db).get_current_heads()):
        raise Problem(
            say("This database was written by a newer version of the hub."),
            say("Update the program on this computer. Nothing has been changed."),
        )
    command.upgrade(config, "head")
