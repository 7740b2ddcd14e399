"""The hub's part while somebody walks about in the demo: what they do is judged, and follows from it what must."""

from sqlalchemy import Connection

from growtogether_desktop.demo.story import Story
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.store import outbox, shelf
from growtogether_desktop.store.blobs import Blobs
from growtogether_desktop.wire.codec import load_aggregate, load_posted
from growtogether_desktop.wire.protocol import PUSH_BYTES, PUSH_CHANGES, Row
from growtogether_desktop.workspace.workspace import Workspace


class Answers:
    """Answers a desk of the demo, out of the story it stands in."""

    def __init__(self, workspace: Workspace, story: Story, blobs: Blobs) -> None:
        self._workspace = workspace
        self._story = story
        self._blobs = blobs
        workspace.asked.connect(lambda nothing: self._start())

    def _start(self) -> None:
        self._workspace.background.spawn(self._answer(), name="the demo's hub")

    async def _answer(self) -> None:
        while touched := await self._workspace.write(self._settle):
            self._workspace.touched.emit(touched)
            await self._workspace.refresh_state()

    def _settle(self, db: Connection) -> frozenset[Ref]:
        now = self._workspace.clock()
        touched: set[Ref] = set()
        for offered in outbox.offer(db, PUSH_CHANGES, PUSH_BYTES):
            posted = load_posted(offered.body)
            touched |= {posted.change.ref}
            refusal, moved = self._story.hear(self._workspace.me, now, posted.change)
            touched |= moved
            outbox.settle(db, [(offered.n, refusal)], now.timestamp())
        bring(db, self._blobs, self._story.rows(self._workspace.me, frozenset(touched)))
        return frozenset(touched)


def bring(db: Connection, blobs: Blobs, rows: tuple[Row, ...]) -> None:
    """Shelve rows as an exchange would, with the files they refer to."""
    shelf.take_in(db, rows, {row.scope: 0 for row in rows})
    for row in rows:
        aggregate = None if row.deleted else load_aggregate(row.kind, bytes(row.body))
        for sha in aggregate.trees if aggregate else ():
            blobs.refer_tree(db, row.scope, sha)
