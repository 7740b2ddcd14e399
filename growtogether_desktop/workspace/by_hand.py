"""A review that goes by hand: what I have asked for about one submission, in a signed file, and the way in.

Changes stay their author's: only the author's desk ever sends them to the hub. Here they lie beside the
shelf, are shown, and are forgotten when the hub brings the same.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Actor, Posted, Ref, objection
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import EngagementId, SubmissionId
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.store import carried, meta, outbox
from growtogether_desktop.wire.bundle import (
    FORMAT,
    MOST_BYTES,
    MOST_CHANGES,
    Enclosed,
    Letter,
    Opened,
    contents_of,
    enclosing,
    read_bundle,
    write_bundle,
)
from growtogether_desktop.wire.codec import load
from growtogether_desktop.workspace.files import BATCH_BYTES, blobs
from growtogether_desktop.workspace.view import View
from growtogether_desktop.workspace.workspace import Workspace

_KEY = "signing_key"


@dataclass(frozen=True, slots=True)
class Packed:
    changes: int
    files: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    submission: SubmissionId
    title: str
    sender: str
    new: int
    """Changes that were not known here."""
    fingerprint: str
    """Of the key that signed it, as people read it to each other."""
    first: bool
    """Nothing signed by this person had come before: the key is known from now on."""


class Stranger(Problem):
    """It is signed by a computer of the sender's that this desk has not met; take it in with `trust` if that is so."""


async def pack(workspace: Workspace, submission: SubmissionId, path: Path) -> Packed:
    """Write what I have asked for about a submission, and the files that go with it.

    Raises: Problem, when there is nothing of mine, or the file cannot be written.
    """

    def gather(db: Connection) -> tuple[Letter, bytes]:
        view = View(db)
        work = view.see(Submission, submission)
        if work is None or workspace.me.id not in (work.author, work.mentor):
            raise Problem(say("Only its author and its mentor send this work by file."))
        changes = _about(db, work, view)
        if not changes:
            raise Problem(
                say("Nothing of yours about this work waits for a way."),
                say("What the hub has had for two weeks reaches everybody by itself."),
            )
        contents = _contents(db, changes)
        if len(changes) > MOST_CHANGES or sum(one.size for one in contents) > MOST_BYTES:
            raise Problem(say("That is too much for one file."), say("Let the hub bring it."))
        letter = Letter(
            FORMAT,
            submission,
            work.engagement,
            work.title,
            workspace.me.id,
            workspace.my_name,
            workspace.clock(),
            enclosing(changes),
            contents,
        )
        return letter, _own_key(db)

    letter, key = await workspace.write(gather)  # the first time it makes the key

    def content(sha: str) -> bytes:
        return workspace.write_from_compute(lambda db: blobs.get(db, sha)) or b""

    await workspace.background.compute(lambda: write_bundle(path, letter, content, key))
    return Packed(len(letter.changes), len(letter.contents))


async def take_in(workspace: Workspace, path: Path, *, trust: bool = False) -> TakenIn:
    """Show here what somebody's file says. Twice, or in the wrong order, is all the same.

    Raises: Problem, when it is not whole, not from whom it says, or not for this desk; nothing was taken then.
    Stranger, when its sender has signed with another key before; `trust` takes it all the same.
    """
    opened = await workspace.background.compute(lambda: read_bundle(path))
    letter = opened.letter

    def put(db: Connection) -> tuple[int, bool]:
        _check_sender(db, workspace.me, letter)
        first = _pin(db, opened, trust)
        return _put(db, opened, workspace.clock().timestamp()), first

    new, first = await workspace.write(put)
    await _keep_contents(workspace, path, opened)
    touched = (posted.change.ref for posted in opened.changes)
    workspace.touched.emit(frozenset({Ref(Submission.KIND, letter.submission), *touched}))
    return TakenIn(letter.submission, letter.title, letter.sender_name, new, fingerprint(opened.key), first)


def fingerprint(key: str) -> str:
    """ "4f2a 91c0 77be 03d1": enough to compare by telephone."""
    return " ".join(key[at : at + 4] for at in range(0, 16, 4))


# --- out ---


def _about(db: Connection, work: Submission, view: View) -> tuple[Posted, ...]:
    """My changes to what lives in the scope of this work, also to what is gone by now."""
    mine: list[Posted] = []
    made: set[Ref] = set()
    for posted in outbox.own(db):
        change = posted.change
        after = change.apply(None, posted.stamp) if change.CREATES else view.at(change.ref)
        if change.ref in made or (after is not None and after.scope == work.scope):
            made.add(change.ref)
            mine.append(posted)
    return tuple(mine)


def _contents(db: Connection, changes: tuple[Posted, ...]) -> tuple[Enclosed, ...]:
    """The lists of files that the changes bring, and the files on them."""
    found: dict[str, int] = {}
    for posted in changes:
        after = posted.change.apply(None, posted.stamp) if posted.change.CREATES else None
        for sha in after.trees if after is not None else ():
            content = blobs.get(db, sha)
            if content is not None:
                found[sha] = len(content)
                found |= {file.sha: file.size for file in load(Tree, content).files}
    lacking = blobs.without(db, found)
    return tuple(Enclosed(sha, size) for sha, size in sorted(found.items()) if sha not in lacking)


def _own_key(db: Connection) -> bytes:
    """The key of this computer; it never leaves the encrypted cache."""
    known = meta.get(db, _KEY)
    if not known:
        known = Ed25519PrivateKey.generate().private_bytes_raw().hex()
        meta.put(db, _KEY, known)
    return bytes.fromhex(known)


# --- in ---


def _check_sender(db: Connection, me: Actor, letter: Letter) -> None:
    """The two of them work together, as the hub has told this desk; whoever else it is for, it is not for us."""
    engagement = View(db).see(Engagement, EngagementId(letter.engagement))
    pair = (engagement.mentor, engagement.mentee) if engagement is not None else ()
    if letter.sender not in pair or me.id not in pair:
        raise Problem(
            say("This review is about work of another programme, or of people you do not work with."),
            say("If you have just been paired, let this desk meet its hub once, then try again."),
        )


def _pin(db: Connection, opened: Opened, trust: bool) -> bool:
    """Whether nothing by this sender had come before. Raises: Stranger, for another key than the known ones."""
    place = meta.KEYS_OF + opened.letter.sender
    known = meta.get(db, place).split()
    if opened.key in known:
        return False
    if known and not trust:
        raise Stranger(
            say("{name} has signed with another key before.", name=opened.letter.sender_name),
            say("Ask whether a computer of theirs shows {key}. If not, do not take it.", key=fingerprint(opened.key)),
        )
    meta.put(db, place, " ".join((*known, opened.key)))
    return not known


def _put(db: Connection, opened: Opened, now: float) -> int:
    """Keep what is new and what the rules allow its sender; how many that are."""
    sender, scope = Actor(opened.letter.sender), f"review:{opened.letter.submission}"
    new = 0
    for posted in opened.changes:
        if posted.stamp.by != sender.id:
            raise Problem(say("This review holds words of somebody who has not signed it."), say("Nothing was taken."))
        if carried.knows(db, posted.id) or outbox.knows(db, posted.id):
            continue
        view, change = View(db), posted.change
        before = view.at(change.ref)
        about = change.apply(None, posted.stamp) if change.CREATES else before
        if about is not None and about.scope != scope:
            continue
        # A change to what has not come yet waits for it: files may be read in any order.
        early = before is None and not change.CREATES
        if early or objection(change, before, sender, view) is None:
            carried.put(db, posted, scope, now)
            new += 1
    carried.overtake(db, [posted.change.ref for posted in opened.changes], now)
    return new


async def _keep_contents(workspace: Workspace, path: Path, opened: Opened) -> None:
    """Store the contents a few megabytes at a time, each hung into the scope of the work at once."""
    scope = f"review:{opened.letter.submission}"
    made = (p.change.apply(None, p.stamp) for p in opened.changes if p.change.CREATES)
    trees = {sha for after in made if after is not None for sha in after.trees}

    def keep(batch: list[tuple[Enclosed, bytes]]) -> None:
        def work(db: Connection) -> None:
            for one, content in batch:
                blobs.keep(db, content)
                blobs.refer(db, scope, one.sha, one.size, tree=one.sha in trees)

        workspace.write_from_compute(work)

    def store() -> None:
        batch: list[tuple[Enclosed, bytes]] = []
        size = 0
        for one, content in contents_of(path, opened.letter):
            batch.append((one, content))
            size += one.size
            if size >= BATCH_BYTES:
                keep(batch)
                batch, size = [], 0
        keep(batch)

    await workspace.background.compute(store)
