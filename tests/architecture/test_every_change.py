"""Promises that every change keeps, whoever writes it. A new feature gets these tests for free."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.changes import CHANGES, COORDINATOR, MENTOR, Actor, Posted, Stamp, objection, perform
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.wire.codec import dump, dump_posted, load_aggregate, load_posted

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = Stamp("malika", NOW)
ACTOR = Actor("malika", frozenset({COORDINATOR, MENTOR}))

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


def aggregates(kind):
    """Any aggregate of a kind that may exist: a thread, for one, is never without a comment."""
    strategy = st.from_type(kind)
    return strategy.filter(lambda t: t.comments) if kind is Thread else strategy


def about(before, change):
    """The same change, asked for about `before`."""
    return change if before is None else replace(change, subject=before.id)


def seen(aggregate):
    """What a person sees of it: that a thread is resolved, not in which second."""
    if isinstance(aggregate, Thread) and aggregate.resolved:
        return replace(aggregate, resolved=STAMP)
    return aggregate


class Anything:
    """A sight that finds whatever is looked for: it is the change's own rules that are tested here."""

    def __init__(self, data):
        self._data = data

    def see(self, kind, id):
        return self._data.draw(st.none() | aggregates(kind))


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_it_survives_the_wire(kind):
    @settings(max_examples=15, deadline=None)
    @given(st.from_type(CHANGES[kind]))
    def check(change):
        posted = Posted("p", STAMP, change)

        assert load_posted(dump_posted(posted)) == posted

    check()


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_it_never_breaks_a_view(kind):
    """Applying is total and refusing is too, whatever has become of the aggregate."""

    @settings(max_examples=20, deadline=None)
    @given(st.from_type(CHANGES[kind]), st.none() | aggregates(CHANGES[kind].OF), st.data())
    def check(change, before, data):
        after = change.apply(before, STAMP)

        assert change.apply(before, STAMP) == after
        assert isinstance(change.refusal(before, ACTOR, Anything(data)), Message | None)
        assert isinstance(change.text, str)
        change.inverse(before)
        if after is not None:
            assert load_aggregate(after.KIND, dump(after)) == after
            assert isinstance(after.words, str)
            assert isinstance(after.called(Anything(data)), str)
            assert isinstance(after.scope, str)

    check()


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_its_inverse_takes_it_back(kind):
    @settings(max_examples=20, deadline=None)
    @given(st.from_type(CHANGES[kind]), st.none() | aggregates(CHANGES[kind].OF), st.data())
    def check(change, before, data):
        change = about(before, change)
        if objection(change, before, ACTOR, Anything(data)) is not None:
            return
        inverse = change.inverse(before)
        after = perform(change, before, STAMP)
        if inverse is not None and after != before:
            assert seen(perform(inverse, after, STAMP)) == seen(before)

    check()


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_whoever_has_seen_a_conflict_is_past_it(kind):
    """The ways out of a conflict are about the same thing, and do not clash with what was seen."""

    @settings(max_examples=20, deadline=None)
    @given(st.from_type(CHANGES[kind]), aggregates(CHANGES[kind].OF))
    def check(change, now):
        change = about(now, change)
        conflict = change.conflict(now)
        if conflict is None:
            return
        for way in filter(None, (conflict.keep_mine, conflict.keep_both)):
            assert (way.ref, way.conflict(now)) == (change.ref, None)
        assert conflict.keep_mine.text == change.text == conflict.mine

    check()


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_it_never_moves_an_aggregate_to_another_scope(kind):
    @settings(max_examples=20, deadline=None)
    @given(st.from_type(CHANGES[kind]), aggregates(CHANGES[kind].OF))
    def check(change, before):
        after = perform(about(before, change), before, STAMP)

        assert after is None or (after.scope, after.id) == (before.scope, before.id)

    check()


@pytest.mark.parametrize("kind", sorted(kind for kind, c in CHANGES.items() if c.OF in (Cohort, Mentor, Mentee)))
def test_nobody_but_a_coordinator_touches_a_cohort(kind):
    @settings(max_examples=20, deadline=None)
    @given(st.from_type(CHANGES[kind]), aggregates(CHANGES[kind].OF), st.data())
    def check(change, before, data):
        mentor = Actor("timur", frozenset({MENTOR}))

        assert objection(change, None if change.CREATES else before, mentor, Anything(data)) is not None

    check()
