"""People leave: what is being erased, by what their computers learn it, and an audit whose names can be forgotten."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_AT_ONCE = 5_000


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("pseudonym", sa.String, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
        sa.Column("words_stay", sa.Boolean, nullable=False),
        sa.Column("began", sa.Double, nullable=False),
    )
    op.create_table(
        "goodbye",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
    )
    _unlock()
    for column in ("person_salt", "subject_salt"):
        op.add_column("audit", sa.Column(column, sa.String, nullable=False, server_default=sa.text("''")))
    _salt_entries()
    _begin_the_chain_anew()
    _let_names_be_forgotten()


def downgrade() -> None:
    """Back to what 0003 knows. The audit's entries stay, nameless where they are; its seals are made anew."""
    _unlock()
    op.execute("DELETE FROM audit_seal")
    for column in ("person_salt", "subject_salt"):
        op.drop_column("audit", column)
    _lock_as_before()
    op.drop_table("goodbye")
    op.drop_table("erasure")


def _salt_entries() -> None:
    db = op.get_bind()
    last = 0
    page = sa.text("SELECT entry FROM audit WHERE entry > :last ORDER BY entry LIMIT :most")
    salted = sa.text("UPDATE audit SET person_salt = :person, subject_salt = :subject WHERE entry = :entry")
    while entries := db.execute(page, {"last": last, "most": _AT_ONCE}).scalars().all():
        salts = [
            {"entry": entry, "person": secrets.token_hex(16), "subject": secrets.token_hex(16)} for entry in entries
        ]
        db.execute(salted, salts)
        last = entries[-1]


def _begin_the_chain_anew() -> None:
    """Its hashes cover salted names from now on. The last hash of the old one is kept in it."""
    db = op.get_bind()
    old = db.execute(sa.text("SELECT hash FROM audit_seal ORDER BY place DESC LIMIT 1")).scalar()
    if old is None:
        return
    op.execute("DELETE FROM audit_seal")
    note = "INSERT INTO audit (at, person, device, what, subject, change, refused) "
    at = db.execute(sa.text("SELECT max(at) FROM audit")).scalar()
    db.execute(sa.text(f"{note} VALUES (:at, 'hub', '', 'audit.resealed', '', :old, false)"), {"at": at, "old": old})


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _unlock() -> None:
    if _is_sqlite():
        for table in ("audit", "audit_seal"):
            for what in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{what}")
        return
    op.execute("DROP TRIGGER IF EXISTS audit_entry_stays ON audit")
    for table in ("audit", "audit_seal"):
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")


_KEPT = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("entry", "at", "device", "what", "change", "refused"))
_FORGOTTEN = " AND ".join(
    f"((NEW.{name} = OLD.{name} AND NEW.{name}_salt = OLD.{name}_salt) OR "
    f"(length(OLD.{name}_salt) < 64 AND NEW.{name} = '' AND length(NEW.{name}_salt) = 64))"
    for name in ("person", "subject")
)


def _let_names_be_forgotten() -> None:
    """The one change an entry may see: a name gives way to the salted hash that stands for it on the chain."""
    if _is_sqlite():
        stays = "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        op.execute(f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT ({_KEPT} AND {_FORGOTTEN}) {stays}")
        op.execute(f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit {stays}")
        _lock_seals()
        return
    op.execute(
        f"CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit FOR EACH ROW WHEN (NOT ({_KEPT} AND {_FORGOTTEN})) "
        "EXECUTE FUNCTION audit_stays()"
    )
    op.execute(
        "CREATE TRIGGER audit_stays BEFORE DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )
    _lock_seals()


def _lock_as_before() -> None:
    if _is_sqlite():
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
                f"BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )
    _lock_seals()


def _lock_seals() -> None:
    if _is_sqlite():
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_seal_no_{what.lower()} BEFORE {what} ON audit_seal "
                f"BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER audit_seal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
    )
