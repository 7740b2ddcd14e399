"""What people are still writing. It never leaves the desk, and survives whatever happens to the program."""

from sqlalchemy import Connection, delete, insert, select

from growtogether_desktop.store.tables import drafts


def keep(db: Connection, place: str, body: bytes, now: float) -> None:
    db.execute(insert(drafts).prefix_with("OR REPLACE").values(place=place, body=body, at=now))


def forget(db: Connection, place: str) -> None:
    db.execute(delete(drafts).where(drafts.c.place == place))


def under(db: Connection, prefix: str) -> dict[str, bytes]:
    """Drafts whose place begins with `prefix`, oldest first."""
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    query = select(drafts.c.place, drafts.c.body).where(drafts.c.place >= prefix, drafts.c.place < beyond)
    return {row.place: row.body for row in db.execute(query.order_by(drafts.c.at, drafts.c.place))}
