"""Whoever leaves is gone from everything that is kept, whichever kind it is and whoever wrote it last.

Nothing here knows the kinds: aggregates are drawn from their fields, and what somebody has written
is found by letting them ask for every change there is, in words that stand nowhere else.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from growtogether_desktop.domain.cohorts import mentee_id, mentor_id
from growtogether_desktop.domain.engagements import engagement_id
from growtogether_desktop.domain.erasing import erased, renamed
from growtogether_desktop.domain.ids import CohortId, PersonId
from growtogether_desktop.domain.leaving import Leaving, new_pseudonym
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.domain.trees import NO_FILES, Tree
from growtogether_desktop.wire.codec import dump, load_aggregate
from tests.architecture.test_every_change import NOW, about, aggregates
from tests.hub.reviewed import sha_of

MALIKA, TIMUR = PersonId("a1" * 16), PersonId("b2" * 16)
NAME, EMAIL = "Malika Karimova", "malika@example.uz"
WORD = "kamalakrang"
COHORT = CohortId("c3" * 16)
LATER = NOW + timedelta(days=1)
LEAVING = Leaving(MALIKA, new_pseudonym(bytes(14)), LATER, (NAME, EMAIL))
TRACES = (MALIKA.encode(), NAME.encode(), EMAIL.encode())

THE_TEAMS = {"cohort", "keeping", "rubric", "project", "card", "task_files", "engagement"}
"""What is written here is the programme's or a team's, and says nowhere by whom."""

PEOPLE = st.sampled_from((MALIKA, TIMUR))
PLACES = st.sampled_from(tuple(place(who, COHORT) for who in (MALIKA, TIMUR) for place in (mentor_id, mentee_id)))
PAIRS = st.sampled_from(
    [engagement_id(mentor_id(a, COHORT), mentee_id(b, COHORT)) for a, b in ((MALIKA, TIMUR), (TIMUR, MALIKA))]
)
PROSE = st.sampled_from(("", "well done", f"ask {NAME}, she knows", f"<{EMAIL}>", f"{MALIKA} has it"))
NAMED = {"author_name": "author", "mentor_name": "mentor", "mentee_name": "mentee"}


@st.composite
def with_people(draw: Any, drawn: Any) -> Any:
    """The same value with people in it: in its ids, its names and its words."""
    if isinstance(drawn, Enum) or not is_dataclass(drawn):
        if isinstance(drawn, tuple):
            return tuple(draw(with_people(one)) for one in drawn)
        return (
            draw(PEOPLE | PLACES | PAIRS | PROSE) if isinstance(drawn, str) and not isinstance(drawn, Enum) else drawn
        )
    filled = replace(drawn, **{f.name: draw(with_people(getattr(drawn, f.name))) for f in fields(drawn)})
    return fitting(draw, filled)


def fitting(draw: Any, value: Any) -> Any:
    """Ids where ids belong, and beside each the name of whose it is."""
    own = {field.name for field in fields(value)}
    people = {name: draw(PEOPLE) for name in own & {"author", "mentor", "mentee", "person", "owner", "reviewer", "by"}}
    if own & {"pinned_to", "capacity"} or "suggestions" in own:
        people = {name: one for name, one in people.items() if name == "person"}
    places = {name: draw(PLACES) for name in own & {"place"} if value.place is not None}
    lists = {
        name: tuple(draw(PLACES) for _ in getattr(value, name))
        for name in own & {"order", "vetoed", "forbidden", "together", "apart"}
    }
    lists |= {name: tuple(draw(PEOPLE) for _ in getattr(value, name)) for name in own & {"members", "readers"}}
    value = replace(value, **people, **places, **lists)
    if isinstance(value, Aggregate) and value.KIND in ("profile", "erasure"):
        value = replace(value, id=draw(PEOPLE))
    names = {name: called(getattr(value, whose)) for name, whose in NAMED.items() if name in own and whose in own}
    if "name" in own and isinstance(value, Aggregate):
        names["name"] = called(getattr(value, "person", value.id))
    return replace(value, **names)


def called(person: str) -> str:
    return NAME if person == MALIKA else "Timur Aliyev"


class Around:
    """The submission that a thread stands in, which may be hers."""

    def __init__(self, author: PersonId) -> None:
        self._author = author

    def see(self, kind: type[Any], id: str) -> Any:
        if kind is not Submission:
            return None
        return Submission(id, self._author, called(self._author), TIMUR, "Timur Aliyev", "e", "work", NOW)  # type: ignore[arg-type]


def traces(value: Any, *more: bytes) -> list[bytes]:
    told = dump(value)
    return [trace for trace in (*TRACES, *more) if trace in told]


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_nothing_names_whoever_has_left(kind: str):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), PEOPLE, st.booleans())
    def check(data: st.DataObject, author: PersonId, words_stay: bool):
        before = data.draw(with_people(data.draw(aggregates(AGGREGATES[kind]))))

        after = erased(before, replace(LEAVING, words_stay=words_stay), Around(author))

        assert traces(after) == []
        if after is not None:
            assert traces([after.scope, after.parent, after.words, sorted(after.audience or ())]) == []

    check()


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_what_is_left_is_sound(kind: str):
    """It can be read, stands still when it is done again, and every change can still be asked for."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), PEOPLE)
    def check(data: st.DataObject, author: PersonId):
        before = data.draw(with_people(data.draw(aggregates(AGGREGATES[kind]))))
        after = erased(before, LEAVING, Around(author))
        if after is None:
            return

        assert load_aggregate(kind, dump(after)) == after
        assert erased(after, LEAVING, Around(TIMUR)) == after
        assert (after.audience is None) == (before.audience is None)
        if isinstance(after, Thread):
            assert after.comments
        for change in (c for c in CHANGES.values() if kind == c.OF.KIND):
            asked = about(after, data.draw(st.from_type(change)))
            asked.apply(after, Stamp(TIMUR, LATER))
            asked.refusal(after, Actor(TIMUR), Around(author))
            asked.inverse(after)

    check()


@pytest.mark.parametrize("kind", sorted(kind for kind, change in CHANGES.items() if change.OF.KIND not in THE_TEAMS))
@pytest.mark.parametrize("role", [MENTOR, MENTEE])
def test_what_they_have_written_is_gone(kind: str, role: str):
    change = CHANGES[kind]
    her = Actor(MALIKA, frozenset({role}))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject):
        before = None
        if not change.CREATES:
            before = data.draw(with_people(data.draw(aggregates(change.OF))))
        wanted = in_her_words(about(before, data.draw(with_people(data.draw(st.from_type(change))))))
        if change.CREATES and change.OF.KIND in ("erasure", "consents"):
            wanted = replace(wanted, subject=MALIKA)
        if objection(wanted, before, her, Finding(data)) is not None:
            return
        after = perform(wanted, before, Stamp(MALIKA, NOW))
        if after is None:
            return

        assert traces(erased(after, LEAVING, Around(MALIKA)), WORD.encode()) == []

    check()


def in_her_words(value: Any) -> Any:
    """Every text that is no id is one of hers."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        id_like = value in (MALIKA, TIMUR) or "@" in value or "#" in value or len(value) < 2
        return value if id_like and EMAIL not in value else WORD
    if isinstance(value, tuple):
        return tuple(in_her_words(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: in_her_words(getattr(value, f.name)) for f in fields(value) if f.name not in KEYS}
        return replace(value, **changed)
    return value


KEYS = frozenset(
    {
        "id",
        "subject",
        "submission",
        "engagement",
        "cohort",
        "card",
        "project",
        "comment",
        "side",
        "place",
        "tree",
        "sha",
    }
)
"""Fields that name another thing, and no words."""


class Finding:
    """A sight that finds what fits her."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def see(self, kind: type[Any], id: str) -> Any:
        return self._data.draw(st.none() | with_people(self._data.draw(aggregates(kind))))


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
