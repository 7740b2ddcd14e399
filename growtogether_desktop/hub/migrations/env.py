"""Alembic runs this; the connection and its transaction are those of `hub.migrating`."""

from alembic import context

from growtogether_desktop.store import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables.hub)
context.run_migrations()
