"""Whoever leaves is gone from everything that is kept, whichever kind it is and whoever wrote it last.

Nothing here knows the kinds: aggregates are drawn by the types of their fields, and what somebody has
written is found by letting them ask for every change there is, in words that stand nowhere else.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from growtogether_desktop.domain.changes import (
    AGGREGATES,
    CHANGES,
    MENTEE,
    MENTOR,
    Actor,
    Aggregate,
    Sight,
    Stamp,
    objection,
    perform,
)
from growtogether_desktop.domain.erasing import erased, renamed
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.leaving import Leaving, new_pseudonym
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.domain.trees import NO_FILES, Tree
from growtogether_desktop.wire.codec import dump, load_aggregate
from tests.architecture.test_every_change import about
from tests.domain.drawn import EMAIL, MALIKA, NAMES, NOW, OF_A_PERSON, TIMUR, Drawing
from tests.hub.reviewed import sha_of

NAME = NAMES[MALIKA]
WORD = "kamalakrang"
LATER = NOW + timedelta(days=1)
LEAVING = Leaving(MALIKA, new_pseudonym(bytes(14)), LATER, (NAME, EMAIL))
TRACES = (MALIKA.encode(), NAME.encode(), EMAIL.encode())
DRAWN = 60

THE_TEAMS = {"cohort", "keeping", "rubric", "project", "card", "task_files", "engagement"}
"""What is written here is the programme's or a team's, and says nowhere by whom."""

NOT_HERS = {kind for kind, change in CHANGES.items() if change.OF.KIND in ("mentor", "mentee")} | {
    *("outcome.ask", "outcome.withdraw", "profile.open", "erasure.agree"),
    *(f"proposal.{what}" for what in ("again", "ask", "close", "reopen", "withdraw")),
}
"""What only coordinators and the hub ask for, about others."""
HER = Actor(MALIKA, frozenset({MENTOR, MENTEE}))


class Around:
    """The submission that a thread stands in, which may be hers; anything else is as it is drawn."""

    def __init__(self, author: PersonId, drawing: Drawing | None = None) -> None:
        self._author = author
        self._drawing = drawing

    def see(self, kind: type[Any], id: str) -> Any:
        if kind is Submission:
            work = Drawing(0).of(Submission)
            return replace(work, author=self._author, mentor=TIMUR)
        return None if self._drawing is None else self._drawing.of(kind)


def traces(value: Any, *more: bytes) -> list[bytes]:
    told = dump(value)
    return [trace for trace in (*TRACES, *more) if trace in told]


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_nothing_names_whoever_has_left(kind: str):
    for seed in range(DRAWN):
        before = Drawing(seed).of(AGGREGATES[kind])

        after = erased(before, replace(LEAVING, words_stay=seed % 2 == 0), Around((MALIKA, TIMUR)[seed // 2 % 2]))

        assert traces(after) == []
        if after is not None:
            assert traces([after.scope, after.parent, after.words, sorted(after.audience or ())]) == []


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_what_is_left_is_sound(kind: str):
    """It can be read, stands still when it is done again, and every change can still be asked for."""
    for seed in range(DRAWN):
        before = Drawing(seed).of(AGGREGATES[kind])
        around = Around((MALIKA, TIMUR)[seed % 2], Drawing(seed))
        after = erased(before, LEAVING, around)
        if after is None:
            continue

        assert load_aggregate(kind, dump(after)) == after
        assert erased(after, LEAVING, Around(TIMUR)) == after
        assert (after.audience is None) == (before.audience is None)
        if isinstance(after, Thread):
            assert after.comments
        for change in (c for c in CHANGES.values() if kind == c.OF.KIND):
            asked = about(after, Drawing(seed).of(change))
            asked.apply(after, Stamp(TIMUR, LATER))
            asked.refusal(after, Actor(TIMUR), around)
            asked.inverse(after)


@pytest.mark.parametrize("kind", sorted(CHANGES.keys() - NOT_HERS))
def test_what_they_have_written_is_gone(kind: str):
    change = CHANGES[kind]
    if change.OF.KIND in THE_TEAMS:
        return
    for seed in range(5 * DRAWN):
        before = None if change.CREATES else Drawing(seed).of(change.OF)
        wanted = about(before, Drawing(seed, (WORD,)).of(change))
        if change.CREATES and change.OF.KIND in OF_A_PERSON:
            wanted = replace(wanted, subject=MALIKA)
        if before is not None and objection(wanted, before, HER, Around(MALIKA, Drawing(seed))) is not None:
            continue
        after = perform(wanted, before, Stamp(MALIKA, NOW))
        if after is not None:
            assert traces(erased(after, LEAVING, Around(MALIKA)), WORD.encode()) == []


def test_every_kind_says_what_becomes_of_it():
    assert [kind for kind, known in AGGREGATES.items() if "without" not in vars(known)] == []


def test_words_stay_in_nobodys_name_for_whoever_wants_that():
    thread = load_aggregate("thread", thread_of(MALIKA))
    assert thread is not None

    after = erased(thread, replace(LEAVING, words_stay=True), Around(TIMUR))

    assert isinstance(after, Thread)
    assert after.comments[0].text == f"Look here. {LEAVING.name}"
    assert after.comments[0].stamp.by == LEAVING.pseudonym


def test_a_remark_that_nobody_answered_goes_with_its_author():
    thread = load_aggregate("thread", thread_of(MALIKA))
    assert thread is not None

    assert erased(thread, LEAVING, Around(TIMUR)) is None


def test_of_her_work_no_line_stays_in_what_was_said_about_it():
    thread = load_aggregate("thread", thread_of(TIMUR))
    assert thread is not None

    after = erased(thread, LEAVING, Around(MALIKA))

    assert isinstance(after, Thread)
    assert (after.anchor.path, after.anchor.quote, after.suggestion) == ("", "", None)
    assert after.comments[0].text == f"Look here. {LEAVING.name}"


def thread_of(author: PersonId) -> bytes:
    comment = {"id": "k", "text": f"Look here. {NAME}", "stamp": {"by": author, "at": NOW}}
    anchor = {"path": "shop.py", "first": 1, "last": 1, "quote": "hers = 1"}
    told = {"id": "t", "submission": "s", "iteration": 1, "anchor": anchor, "label": "issue", "blocking": False}
    return dump({**told, "comments": [comment], "suggestion": "hers = 2"})


@dataclass(frozen=True, slots=True)
class Statement(Aggregate):
    """As the ledger's will be: the law wants it for some years."""

    KIND = "statement of a test"
    person: PersonId

    def without(self, leaving: Leaving, sight: Sight) -> None:
        return None

    @property
    def kept_until(self) -> datetime:
        return datetime(2031, 1, 1, tzinfo=UTC)


def test_what_the_law_wants_kept_is_kept_under_the_pseudonym_and_no_longer_than_it_wants():
    statement = Statement("1", MALIKA)
    much_later = replace(LEAVING, at=datetime(2031, 1, 2, tzinfo=UTC))

    assert erased(statement, LEAVING, Around(TIMUR)) == Statement("1", LEAVING.pseudonym)
    assert erased(statement, much_later, Around(TIMUR)) is None


@pytest.mark.parametrize("name", ["return", "Ali", "if you", "Go On"])
def test_whoever_is_called_like_a_word_rewrites_nobodys_words(name: str):
    leaving = replace(LEAVING, names=(name,))

    assert renamed(f"so {name} it is", leaving) == f"so {name} it is"


def test_a_name_within_another_is_another():
    assert renamed("Malika Karimovadan", LEAVING) == "Malika Karimovadan"


def test_work_without_files_has_a_list_of_none():
    assert sha_of(dump(Tree())) == NO_FILES
