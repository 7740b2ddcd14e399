"""Contents by their sha256: files of submissions and lists of files. The same on desktop and hub.

A blob arrives in parts and counts only once it is whole and its hash has been checked. It belongs
to the scopes that refer to it, and goes with the last of them.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select

from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.wire.codec import load
from growtogether_desktop.wire.protocol import PART_BYTES

ASKED_AT_ONCE = 500
"""Hashes in one query: SQLite may know no more than a thousand variables."""
WHOLE = ""
"""The sender of a part that belongs to a whole blob."""


class Blobs:
    """The blobs of one database; its three tables are the desktop's or the hub's."""

    def __init__(self, blob: Table, part: Table, ref: Table) -> None:
        self._blob = blob
        self._part = part
        self._ref = ref
        self._in_scope = select(ref.c.sha).where(ref.c.scope == bindparam("scope"))
        self._forget_scope = delete(ref).where(ref.c.scope == bindparam("scope"))

    def keep(self, db: Connection, content: bytes) -> str:
        """Store a whole content; returns its sha256 in hex."""
        sha = hashlib.sha256(content).hexdigest()
        if not self.has(db, sha):
            for number, start in enumerate(range(0, max(len(content), 1), PART_BYTES)):
                self._put(db, sha, WHOLE, number, content[start : start + PART_BYTES])
            db.execute(insert(self._blob).values(sha=sha, size=len(content)))
        return sha

    def has(self, db: Connection, sha: str) -> bool:
        return db.execute(select(self._blob.c.sha).where(self._blob.c.sha == sha)).first() is not None

    def size(self, db: Connection, sha: str) -> int | None:
        """Bytes of a whole blob; None when it is not here."""
        return db.execute(select(self._blob.c.size).where(self._blob.c.sha == sha)).scalar_one_or_none()

    def get(self, db: Connection, sha: str) -> bytes | None:
        """The content; None when it is not here."""
        if not self.has(db, sha):
            return None
        return b"".join(self._parts(db, sha, WHOLE))

    def part(self, db: Connection, sha: str, number: int) -> bytes | None:
        """One part of a whole blob."""
        return self._one(db, sha, WHOLE, number)

    def put_part(self, db: Connection, sha: str, sender: str, number: int, content: bytes) -> None:
        """One part of a blob that is on its way; sent twice is harmless."""
        if self._one(db, sha, sender, number) is None:
            self._put(db, sha, sender, number, content)

    def parts_of(self, db: Connection, sha: str, sender: str) -> list[int]:
        """Which parts this sender has brought so far."""
        where = (self._part.c.sha == sha, self._part.c.sender == sender)
        return list(db.execute(select(self._part.c.number).where(*where).order_by(self._part.c.number)).scalars())

    def complete(self, db: Connection, sha: str, sender: str) -> bool:
        """Check the hash of what this sender has brought; False (and the parts gone) when it is another."""
        digest, size = hashlib.sha256(), 0
        for content in self._parts(db, sha, sender):
            digest.update(content)
            size += len(content)
        mine = (self._part.c.sha == sha, self._part.c.sender == sender)
        right = digest.hexdigest() == sha
        if right and not self.has(db, sha):
            db.execute(self._part.update().where(*mine).values(sender=WHOLE))
            db.execute(insert(self._blob).values(sha=sha, size=size))
        else:
            db.execute(delete(self._part).where(*mine))
        return right

    def refer(self, db: Connection, scope: str, sha: str, size: int, *, tree: bool) -> None:
        """Hang a blob into a scope."""
        where = (self._ref.c.sha == sha, self._ref.c.scope == scope)
        if db.execute(select(self._ref.c.sha).where(*where)).first() is None:
            db.execute(insert(self._ref).values(sha=sha, scope=scope, size=size, tree=tree))

    def scopes_of(self, db: Connection, sha: str) -> list[str]:
        return list(db.execute(select(self._ref.c.scope).where(self._ref.c.sha == sha)).scalars())

    def missing(self, db: Connection) -> list[tuple[str, int, bool]]:
        """Blobs referred to that are not here, lists of files first: (sha, bytes, whether a list)."""
        ref, blob = self._ref, self._blob
        query = (
            select(ref.c.sha, func.max(ref.c.size).label("size"), func.max(ref.c.tree).label("tree"))
            .where(~select(blob.c.sha).where(blob.c.sha == ref.c.sha).exists())
            .group_by(ref.c.sha)
            .order_by(func.max(ref.c.tree).desc(), ref.c.sha)
        )
        return [(row.sha, row.size, bool(row.tree)) for row in db.execute(query)]

    def refer_tree(self, db: Connection, scope: str, sha: str) -> Tree | None:
        """Hang a list of files and everything on it into a scope; None when the list is not here yet."""
        content = self.get(db, sha)
        self.refer(db, scope, sha, len(content or b""), tree=True)
        if content is None:
            return None
        tree = load(Tree, content)
        known = set(db.execute(select(self._ref.c.sha).where(self._ref.c.scope == scope)).scalars())
        new = {file.sha: file.size for file in tree.files if file.sha not in known}
        if new:
            rows = [{"sha": file, "scope": scope, "size": size, "tree": False} for file, size in new.items()]
            db.execute(insert(self._ref), rows)
        return tree

    def without(self, db: Connection, shas: Iterable[str]) -> frozenset[str]:
        """Which of these are not here."""
        wanted = tuple(dict.fromkeys(shas))
        here: set[str] = set()
        for at in range(0, len(wanted), ASKED_AT_ONCE):
            asked = wanted[at : at + ASKED_AT_ONCE]
            here.update(db.execute(select(self._blob.c.sha).where(self._blob.c.sha.in_(asked))).scalars())
        return frozenset(wanted) - here

    def lacking(self, db: Connection) -> dict[str, int]:
        """How many blobs each scope refers to that are not here; scopes that lack none are left out."""
        ref, blob = self._ref, self._blob
        query = (
            select(ref.c.scope, func.count().label("blobs"))
            .where(~select(blob.c.sha).where(blob.c.sha == ref.c.sha).exists())
            .group_by(ref.c.scope)
        )
        return {row.scope: row.blobs for row in db.execute(query)}

    def drop_loose(self, db: Connection) -> None:
        """Drop whole blobs that no scope refers to."""
        held = select(self._ref.c.sha)
        db.execute(delete(self._part).where(self._part.c.sender == WHOLE, self._part.c.sha.not_in(held)))
        db.execute(delete(self._blob).where(self._blob.c.sha.not_in(held)))

    def forget_scopes(self, db: Connection, scopes: Iterable[str]) -> None:
        """Take every blob out of these scopes, and drop those no other scope holds."""
        for name in scopes:
            held = list(db.execute(self._in_scope, {"scope": name}).scalars())
            db.execute(self._forget_scope, {"scope": name})
            for sha in held:
                if not self.scopes_of(db, sha):
                    db.execute(delete(self._part).where(self._part.c.sha == sha))
                    db.execute(delete(self._blob).where(self._blob.c.sha == sha))

    def keep_only(self, db: Connection, scope: str, trees: Iterable[str]) -> frozenset[str]:
        """Take out of a scope what none of these lists of files holds; says what that was."""
        wanted = set(trees)
        for sha in tuple(wanted):
            content = self.get(db, sha)
            if content is not None:
                wanted.update(file.sha for file in load(Tree, content).files)
        here = set(db.execute(self._in_scope, {"scope": scope}).scalars())
        for sha in here - wanted:
            db.execute(delete(self._ref).where(self._ref.c.scope == scope, self._ref.c.sha == sha))
        return frozenset(here - wanted)

    def drop(self, db: Connection, sha: str) -> None:
        """Drop a blob, if no scope refers to it."""
        if not self.scopes_of(db, sha):
            db.execute(delete(self._part).where(self._part.c.sha == sha, self._part.c.sender == WHOLE))
            db.execute(delete(self._blob).where(self._blob.c.sha == sha))

    def _one(self, db: Connection, sha: str, sender: str, number: int) -> bytes | None:
        part = self._part.c
        query = select(part.bytes).where(part.sha == sha, part.sender == sender, part.number == number)
        return db.execute(query).scalar_one_or_none()

    def _parts(self, db: Connection, sha: str, sender: str) -> Iterable[bytes]:
        where = (self._part.c.sha == sha, self._part.c.sender == sender)
        return db.execute(select(self._part.c.bytes).where(*where).order_by(self._part.c.number)).scalars()

    def _put(self, db: Connection, sha: str, sender: str, number: int, content: bytes) -> None:
        db.execute(insert(self._part).values(sha=sha, sender=sender, number=number, bytes=content))
