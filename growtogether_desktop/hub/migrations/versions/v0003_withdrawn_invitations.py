"""Invitations that were withdrawn stay listed for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("invitation", sa.Column("withdrawn", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Back to what 0002 knows: there a withdrawn invitation does not exist."""
    op.execute("DELETE FROM invitation WHERE withdrawn")
    op.drop_column("invitation", "withdrawn")
