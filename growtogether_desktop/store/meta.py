"""Small facts about this cache: the journal's last number, the hub's epoch, who we are there."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from growtogether_desktop.store.tables import meta

KEYS_OF = "keys_of/"
"""Before somebody's id: the keys they have signed letters with."""

_GET = select(meta.c.value).where(meta.c.key == bindparam("key"))
_SOME = select(meta.c.key, meta.c.value).where(meta.c.key.in_(bindparam("keys", expanding=True)))
_SET = insert(meta).prefix_with("OR REPLACE")


def get(db: Connection, key: str) -> str:
    """The fact, or "" where there is none."""
    return db.execute(_GET, {"key": key}).scalar_one_or_none() or ""


def put(db: Connection, key: str, value: str) -> None:
    db.execute(_SET, {"key": key, "value": value})


def keys_under(db: Connection, prefix: str) -> list[str]:
    """Keys that begin so."""
    return list(db.execute(select(meta.c.key).where(meta.c.key.startswith(prefix, autoescape=True))).scalars())


def forget(db: Connection, key: str) -> None:
    db.execute(delete(meta).where(meta.c.key == key))


def get_number(db: Connection, key: str) -> int:
    return int(get(db, key) or 0)


def get_numbers(db: Connection, *keys: str) -> tuple[int, ...]:
    """Several at one go."""
    known = {row.key: row.value for row in db.execute(_SOME, {"keys": keys})}
    return tuple(int(known.get(key) or 0) for key in keys)


def set_number(db: Connection, key: str, value: int) -> None:
    put(db, key, str(value))
