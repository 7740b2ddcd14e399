"""A busy random history in which each review has a word of its own, and a look for that word wherever it may not be.

Over a hub's process; afterwards everything is looked through that anybody was answered, hinted at, told as an
error, logged, or has kept.
"""

import random
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, Change
from growtogether_desktop.domain.ids import CommentId, ThreadId, new_id
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.threads import Anchor, Answer, Label, StartThread, Thread
from growtogether_desktop.wire.codec import dump
from tests.hub.reviewed import Reviewed, reviewed
from tests.hubs import PASSWORD, Member, RunningHub

REVIEWS = 4
STEPS = 60


@dataclass(frozen=True, slots=True)
class Leaked:
    """What came to somebody who may not have it, and, so that this means something, what did not come to who may."""

    foreign: int
    """Bytes."""
    missed: int
    """Reviews."""


class Overheard:
    """Everything one person's programs have been sent."""

    def __init__(self, member: Member) -> None:
        self.said = bytearray()
        self._ended = threading.Event()
        member.http.event_hooks["response"].append(self._hear)
        self._stream = threading.Thread(target=self._listen, args=(member,), daemon=True)
        self._stream.start()

    def _hear(self, answer: httpx.Response) -> None:
        answer.read()
        self.said += answer.content + repr(answer.headers.raw).encode()

    def _listen(self, member: Member) -> None:
        headers = {"Authorization": f"Bearer {member.tokens.access}"}
        while not self._ended.wait(0.05):
            try:
                with httpx.stream("GET", f"{member.http.base_url}/events", headers=headers, timeout=60) as answer:
                    for piece in answer.iter_raw():
                        self.said += piece
            except httpx.TransportError:
                continue

    def end(self) -> None:
        """Listen no more, once the hub has ended."""
        self._ended.set()

    def join(self) -> None:
        self._stream.join(timeout=10)
        assert not self._stream.is_alive()


def canary(at: int) -> str:
    return f"qushcha{at}x{random.Random(at).getrandbits(64):x}"


def kept(member: Member) -> bytes:
    """Their whole cache, decrypted: every table, every index."""
    with member.desk.begin() as db:
        names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return repr([db.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in names]).encode()


def something(chance: random.Random, review: Reviewed, member: Member) -> Change[Any]:
    """What a member of a review may do there; every word of theirs is its canary."""
    threads = member.see_all(Thread)
    word = review.token
    match chance.randrange(3):
        case 0 if threads:
            return Answer(chance.choice(threads).id, CommentId(new_id()), word)
        case 1 if member is review.mentor:
            return PublishReview(new_id(), review.submission, 1, Verdict.COMMENTED, word, 1)
    place = Anchor(f"{word}.py", 1, 1, quote=word)
    return StartThread(ThreadId(new_id()), review.submission, 1, place, Label.ISSUE, False, CommentId(new_id()), word)


def nosy(chance: random.Random, other: Reviewed, thread: str) -> list[tuple[str, str, bytes]]:
    """What somebody tries who has got hold of ids from elsewhere, all of them."""
    cursors = {"protocol": 1, "epoch": 1, "after": 0, "changes": [], "cursors": {other.scope: [0, 0]}}
    return [
        ("GET", f"/blobs/{other.file}/parts/0", b""),
        ("GET", f"/blobs/{other.file}/parts", b""),
        ("POST", f"/blobs/{other.file}/complete", b""),
        ("POST", "/exchange", dump(cursors)),
        ("DELETE", f"/devices/{other.mentor.tokens.device}", b""),
        ("POST", f"/devices/{other.mentor.tokens.device}/revoke", b"{}"),
        ("GET", f"/devices/{other.mentor.tokens.device}/seal", b""),
        ("POST", "/audit", dump({"person": other.mentor.tokens.person})),
        ("POST", "/account/record", dump({"person": other.mentor.tokens.person})),
        ("GET", "/accounts", b""),
        ("POST", f"/accounts/{other.mentor.tokens.person}/reset", b"{}"),
        ("PUT", f"/accounts/{other.mentor.tokens.person}/roles", dump({"roles": [COORDINATOR]})),
        ("POST", "/exchange", b'{"protocol": 1, "' + thread.encode()),
        ("GET", f"/{other.submission}", b""),
    ]


def history(folder: Path, seed: int, database: str = "", steps: int = STEPS) -> Leaked:
    """People at work on reviews, some of them nosy, and a hub that is killed now and then."""
    chance = random.Random(seed)
    with closing(RunningHub(folder / "hub", database)) as hub:
        hub.start("--verbose")
        coordinator = Overheard(hub.coordinator)
        reviews = [reviewed(hub, canary(seed * 100 + at)) for at in range(REVIEWS)]
        people = [(review, member) for review in reviews for member in (review.mentor, review.mentee)]
        heard = {member: Overheard(member) for _, member in people}
        nobody = hub.join("nobody", MENTEE)
        heard[nobody] = Overheard(nobody)
        for _ in range(steps):
            review, member = chance.choice(people)
            match chance.randrange(4):
                case 0:
                    other = chance.choice([r for r in reviews if r is not review])
                    threads = other.mentor.see_all(Thread)
                    thread = chance.choice(threads).id if threads else new_id()
                    for method, path, body in nosy(chance, other, thread):
                        who = chance.choice([member, nobody])
                        assert who.ask(method, path, content=body).status_code < 500
                    # In the words of the one who tries: what is refused does not bring the other's back.
                    member.do(Answer(thread, CommentId(new_id()), review.token))
                    member.do(PublishReview(new_id(), other.submission, 1, Verdict.ACCEPTED, review.token, 1))
                case 1:
                    hub.coordinator.meet()
                case _:
                    member.do(something(chance, review, member))
            member.meet()
            if chance.random() < 0.1:
                hub.kill()
                hub.start("--verbose")
        for _, member in people:
            member.meet()
        nobody.meet()
        log = hub.said().encode()
        for one in (*heard.values(), coordinator):
            one.end()
        hub.stop()
        for one in (*heard.values(), coordinator):
            one.join()

        foreign = missed = 0
        secrets = [*(review.token.encode() for review in reviews), PASSWORD.encode(), b"gt_"]
        foreign += sum(_bytes_of(word, log) for word in secrets)
        for review in reviews:
            word = review.token.encode()
            for member, overheard in heard.items():
                met = (bytes(overheard.said), kept(member))
                if member in (review.mentor, review.mentee):
                    missed += any(word not in place for place in met)
                else:
                    foreign += sum(_bytes_of(word, place) for place in met)
            missed += word not in coordinator.said
        return Leaked(foreign, missed)


def _bytes_of(word: bytes, text: bytes) -> int:
    return len(word) * text.count(word)
