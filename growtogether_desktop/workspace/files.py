"""Files on a desk: they come in a few megabytes at a time, and go up before the change that refers to them."""

import asyncio
import hashlib
from collections.abc import Callable

from sqlalchemy import Connection

from growtogether_desktop.store.blobs import Blobs
from growtogether_desktop.store.tables import desk_blob, desk_blob_part, desk_blob_ref, upload

blobs = Blobs(desk_blob, desk_blob_part, desk_blob_ref)
BATCH_BYTES = 4_000_000
BATCH_FILES = 200
"""So much of what comes in is written in one transaction."""


class Basket:
    """Gathers contents, and hands them over a few megabytes at a time."""

    def __init__(self, hand_over: Callable[[list[bytes]], None]) -> None:
        self.closed = False
        self._hand_over = hand_over
        self._contents: list[bytes] = []
        self._size = 0

    def keep(self, content: bytes) -> str:
        if self.closed:
            raise asyncio.CancelledError
        self._contents.append(content)
        self._size += len(content)
        if self._size >= BATCH_BYTES or len(self._contents) >= BATCH_FILES:
            self.empty()
        return hashlib.sha256(content).hexdigest()

    def empty(self) -> None:
        self._hand_over(self._contents)
        self._contents, self._size = [], 0


def send_up(db: Connection, scope: str, sha: str) -> None:
    """Hang a list of files, and what it lists, into a scope; all of it must reach the hub."""
    tree = blobs.refer_tree(db, scope, sha)
    if tree is not None:
        files = dict.fromkeys((sha, *(file.sha for file in tree.files)))
        db.execute(upload.insert().prefix_with("OR REPLACE"), [{"sha": one} for one in files])
