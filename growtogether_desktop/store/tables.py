"""The tables of a desktop's cache and of a hub, side by side.

`desk` is SQLite only (encrypted). `hub` runs on SQLite and PostgreSQL alike, and moves by Alembic.
Bodies are JSON by `wire.codec`; there is no table per feature, so no migration per feature.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

desk = MetaData()
hub = MetaData()

# --- the desktop's cache ---------------------------------------------------------------------

shelf = Table(
    "shelf",
    desk,
    # A number of its own, because the search index refers to rows by number and VACUUM renumbers rowids.
    Column("row", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    # Without an index: whoever loses a scope, or compares one, may look through all; whoever pulls pays for each row.
    Column("scope", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # Which pull of the scope brought it: rows of an earlier one are swept when a reset is through.
    Column("generation", Integer, nullable=False),
    UniqueConstraint("kind", "id"),
    Index("shelf_parent", "kind", "parent"),
)

cursor = Table(
    "cursor",
    desk,
    Column("scope", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("floor", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("sweeping", Boolean, nullable=False, server_default=false()),
)

outbox = Table(
    "outbox",
    desk,
    Column("position", Integer, primary_key=True),
    # Given when the change is first offered to the hub; until then it may be withdrawn without a trace.
    Column("n", Integer, unique=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("outbox_subject", "kind", "subject"),
    sqlite_autoincrement=True,
)

sent = Table(
    "sent",
    desk,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
)

returned = Table(
    "returned",
    desk,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("refusal", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
    sqlite_autoincrement=True,
)

carried = Table(
    "carried",
    desk,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    # When its author asked for it: what comes in several files is put in order by it.
    Column("asked", Double, nullable=False),
    Column("scope", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    # Where the hub's row stood when it came: a newer one may have overtaken it.
    Column("seq", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
    Column("done", Boolean, nullable=False),
    Index("carried_subject", "kind", "subject"),
)
"""Changes of other people that came by file (see `store.carried`)."""

drafts = Table(
    "drafts",
    desk,
    Column("place", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
)

meta = Table("meta", desk, Column("key", String, primary_key=True), Column("value", String, nullable=False))

upload = Table("upload", desk, Column("sha", String, primary_key=True))
"""Blobs the hub does not have yet; a change that needs one waits for it."""

SEARCH = """
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'
)
"""
"""Which row has which word: not where in it, nor how often, and no text beside it, for the rows are there already.

Nor is there an index of how words begin: it doubled the work and saved a search through 100,000 rows 20 ms at most.
"""

# --- the hub -----------------------------------------------------------------------------------

hub_shelf = Table(
    "shelf",
    hub,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("scope", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("scope", "seq"),
)

scope = Table(
    "scope",
    hub,
    Column("name", String, primary_key=True),
    Column("head", BigInteger, nullable=False),
    # Tombstones up to here may be gone: whoever stands below starts anew.
    Column("floor", BigInteger, nullable=False, server_default=text("0")),
)

membership = Table(
    "membership",
    hub,
    Column("scope", String, primary_key=True),
    Column("member", String, primary_key=True, index=True),
)

person = Table(
    "person",
    hub,
    Column("id", String, primary_key=True),
    Column("login", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("password", String, nullable=False),
    Column("roles", String, nullable=False),
    Column("joined", Double, nullable=False),
)

device = Table(
    "device",
    hub,
    Column("id", String, primary_key=True),
    Column("person", String, ForeignKey("person.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("last", BigInteger, nullable=False, server_default=text("0")),
    Column("seen", Double, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    # Opens what this person had not sent yet when the device was wiped; nothing else can.
    Column("seal", String, nullable=False, server_default=text("''")),
    # When somebody last showed here who they are: however often its tokens are renewed, they end a year later.
    Column("signed_in", Double, nullable=False, server_default=text("0")),
)

identity = Table(
    "identity",
    hub,
    # Who somebody is at the platform they sign in through. An e-mail address may change hands; a subject never does.
    Column("issuer", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("person", String, ForeignKey("person.id"), nullable=False, index=True),
)

answer = Table(
    "answer",
    hub,
    # By the change itself: it may come again under another number, or from another device of the person.
    Column("person", String, primary_key=True),
    Column("change", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("at", Double, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("refusal", LargeBinary),
    Index("answer_device", "device", "n"),
)

token = Table(
    "token",
    hub,
    Column("hash", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("device", String, ForeignKey("device.id"), nullable=False, index=True),
    Column("until", Double, nullable=False),
    # A refresh token is good once; seeing it again means that somebody has copied it.
    Column("used", Boolean, nullable=False, server_default=false()),
)

invitation = Table(
    "invitation",
    hub,
    Column("hash", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("roles", String, nullable=False),
    Column("invited_by", String, nullable=False),
    Column("until", Double, nullable=False),
    Column("taken", Boolean, nullable=False, server_default=false()),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    # Whoever proves by the platform to own this address needs no code.
    Column("email", String, nullable=False, server_default=text("''"), index=True),
)

audit = Table(
    "audit",
    hub,
    Column("entry", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("person", String, nullable=False),
    Column("device", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("change", String, nullable=False),
    Column("refused", Boolean, nullable=False),
    # 32 letters of salt; 64 of the salted hash once the name beside it is forgotten (see `hub.audits`).
    Column("person_salt", String, nullable=False, server_default=text("''")),
    Column("subject_salt", String, nullable=False, server_default=text("''")),
)
"""Who did what to what, never in whose words. The database itself lets nobody remove a row, nor change it but to
forget a name."""

audit_seal = Table(
    "audit_seal",
    hub,
    # The chain's own order: entries are numbered before they are committed, so those of two writers may overtake.
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", BigInteger, nullable=False, unique=True),
    Column("hash", String, nullable=False),
)
"""Each hash covers the entry and the hash before it."""

erasure = Table(
    "erasure",
    hub,
    # Who is being erased just now; gone with the last of them, so that nobody finds the way from the pseudonym back.
    Column("person", String, primary_key=True),
    Column("pseudonym", String, nullable=False),
    Column("names", LargeBinary, nullable=False),
    Column("words_stay", Boolean, nullable=False),
    Column("began", Double, nullable=False),
)

goodbye = Table(
    "goodbye",
    hub,
    # Hashes of tokens of people who have left: by them their computers learn that they are to forget everything.
    Column("hash", String, primary_key=True),
    Column("at", Double, nullable=False),
)

hub_meta = Table("meta", hub, Column("key", String, primary_key=True), Column("value", String, nullable=False))

blob_owner = Table(
    "blob_owner",
    hub,
    # Only whoever sent the bytes may hang them into a scope: knowing a hash is no permission.
    Column("sha", String, primary_key=True),
    Column("person", String, primary_key=True),
)

blob_upload = Table(
    "blob_upload",
    hub,
    # When somebody last sent a part: what is never finished, or never hung into a scope, goes some day.
    Column("sha", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("at", Double, nullable=False),
)


# --- both --------------------------------------------------------------------------------------


def _blob(metadata: MetaData) -> Table:
    """A blob whose parts are all there and whose hash has been checked."""
    return Table("blob", metadata, Column("sha", String, primary_key=True), Column("size", BigInteger, nullable=False))


def _blob_part(metadata: MetaData) -> Table:
    return Table(
        "blob_part",
        metadata,
        Column("sha", String, primary_key=True),
        # On the hub parts belong to whoever sends them until the blob is whole; "" afterwards and on a desktop.
        Column("sender", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("bytes", LargeBinary, nullable=False),
    )


def _blob_ref(metadata: MetaData) -> Table:
    """Which scope a blob belongs to: whoever may read the scope may read the blob."""
    return Table(
        "blob_ref",
        metadata,
        Column("sha", String, primary_key=True),
        Column("scope", String, primary_key=True, index=True),
        Column("size", BigInteger, nullable=False),
        Column("tree", Boolean, nullable=False),
    )


desk_blob, hub_blob = _blob(desk), _blob(hub)
desk_blob_part, hub_blob_part = _blob_part(desk), _blob_part(hub)
desk_blob_ref, hub_blob_ref = _blob_ref(desk), _blob_ref(hub)
