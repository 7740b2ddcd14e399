"""When a device was last signed in on, for its session ends a year later."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("device", sa.Column("signed_in", sa.Double, nullable=False, server_default=sa.text("0")))
    # Of those there are nobody knows it: their year begins on the day they last called.
    op.execute("UPDATE device SET signed_in = seen")


def downgrade() -> None:
    """Back to what 0004 knows: there a session lasts for as long as it is used."""
    op.drop_column("device", "signed_in")
