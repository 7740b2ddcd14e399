"""Who people are at a platform, seals of wiped devices, and an audit that cannot be changed unnoticed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("audit", "audit_seal")


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("person", sa.String, sa.ForeignKey("person.id"), nullable=False, index=True),
    )
    op.add_column("device", sa.Column("seal", sa.String, nullable=False, server_default=sa.text("''")))
    op.add_column("invitation", sa.Column("email", sa.String, nullable=False, server_default=sa.text("''")))
    op.create_index("ix_invitation_email", "invitation", ["email"])
    op.create_table(
        "audit_seal",
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.BigInteger, nullable=False, unique=True),
        sa.Column("hash", sa.String, nullable=False),
    )
    _forbid_changes()


def downgrade() -> None:
    """Back to what 0001 knows. The audit's entries stay; its seals go."""
    _allow_changes()
    op.drop_table("audit_seal")
    op.drop_index("ix_invitation_email", "invitation")
    op.drop_column("invitation", "email")
    op.drop_column("device", "seal")
    op.drop_table("identity")


def _forbid_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for what in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )


def _allow_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for what in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{what}")
        return
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
    op.execute("DROP FUNCTION audit_stays()")
