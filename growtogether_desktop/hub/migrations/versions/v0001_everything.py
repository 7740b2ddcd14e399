"""All tables, the first epoch, and the scope that everyone belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "shelf",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("parent", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("scope", "seq"),
    )
    scope = op.create_table(
        "scope",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("floor", sa.BigInteger, nullable=False, server_default=sa.text("0")),
    )
    membership = op.create_table(
        "membership",
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("member", sa.String, primary_key=True, index=True),
    )
    _create_accounts()
    op.create_table(
        "answer",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("change", sa.String, primary_key=True),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("refusal", sa.LargeBinary),
        sa.Index("answer_device", "device", "n"),
    )
    op.create_table(
        "audit",
        sa.Column("entry", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("change", sa.String, nullable=False),
        sa.Column("refused", sa.Boolean, nullable=False),
    )
    meta = op.create_table(
        "meta", sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
    )
    _create_blobs()
    op.bulk_insert(meta, [{"key": "epoch", "value": "1"}])
    op.bulk_insert(scope, [{"name": "public", "head": 0}])
    op.bulk_insert(membership, [{"scope": "public", "member": "everyone"}])


def _create_accounts() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("login", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("joined", sa.Double, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("person", sa.String, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("seen", sa.Double, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "token",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("device", sa.String, sa.ForeignKey("device.id"), nullable=False, index=True),
        sa.Column("until", sa.Double, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "invitation",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("invited_by", sa.String, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
        sa.Column("taken", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def _create_blobs() -> None:
    op.create_table(
        "blob",
        sa.Column("sha", sa.String, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "blob_part",
        sa.Column("sha", sa.String, primary_key=True),
        sa.Column("sender", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "blob_ref",
        sa.Column("sha", sa.String, primary_key=True),
        sa.Column("scope", sa.String, primary_key=True, index=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("tree", sa.Boolean, nullable=False),
    )
    op.create_table(
        "blob_owner",
        sa.Column("sha", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
    )
    op.create_table(
        "blob_upload",
        sa.Column("sha", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
    )
