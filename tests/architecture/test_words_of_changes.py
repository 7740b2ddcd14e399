"""Whatever a person wrote comes back to them when it is declined: to be read, and on a page to be written again."""

from dataclasses import asdict

import pytest

from growtogether_desktop.domain.changes import CHANGES
from growtogether_desktop.shell.features import FEATURES
from tests.domain.drawn import Drawing

WORDS = "Soʻzlar"
REWRITES = frozenset().union(*(feature.rewrites for feature in FEATURES))

NOT_WRITTEN = {
    "proposal.ask": "what others are told of people is made from the roster",
    "proposal.again": "what others are told of people is made from the roster",
    "thread.place": "it quotes lines of code",
    "engagement.open": "the hub asks for it",
    "engagement.renew": "the hub asks for it",
    "profile.open": "the hub asks for it",
    "consent.hide": "the hub asks for it",
    "erasure.ask": "it says one's name",
    "cohort.withdraw": "it names a publication",
    "outcome.ask": "it repeats a title",
    "mentee.company": "it names people",
}
"""Kinds with texts that nobody has written for this change."""
NOT_WRITTEN_AGAIN = {
    "cohort.start": "a title is asked for in one line, and can be copied",
    "cohort.rename": "a title is asked for in one line, and can be copied",
    "cohort.publish": "published again, the messages are laid out with the plan as it is then",
    "mentor.enrol": "a roster comes from a file, or one line of a form; coordinators alone, and seldom declined",
    "mentee.enrol": "a roster comes from a file, or one line of a form; coordinators alone, and seldom declined",
    "mentor.revise": "a roster comes from a file; somebody else's version is shown beside it",
    "mentee.revise": "a roster comes from a file; somebody else's version is shown beside it",
    "rubric.open": "it is a list of points; somebody else's version is shown beside it",
    "rubric.revise": "it is a list of points; somebody else's version is shown beside it",
    "erasure.start": "a person has to be looked up again before they are erased; the reason can be copied",
}


def drawn(kind):
    """A change all of whose texts are the same words."""
    return Drawing(1, (WORDS,)).of(CHANGES[kind])


def texts(value):
    """Every text in a value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    return [text for part in value for text in texts(part)] if isinstance(value, tuple | list) else []


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_whatever_holds_words_shows_them(kind):
    change = drawn(kind)
    written = any(WORDS in text for text in texts(asdict(change))) and kind not in NOT_WRITTEN

    assert (WORDS in change.text) == written


@pytest.mark.parametrize("kind", sorted(kind for kind in CHANGES if drawn(kind).text))
def test_whatever_has_words_is_written_again_or_it_is_said_why_not(kind):
    assert (kind in REWRITES) != (kind in NOT_WRITTEN_AGAIN)


def test_no_reason_outlives_its_change():
    assert {*NOT_WRITTEN, *NOT_WRITTEN_AGAIN} <= set(CHANGES)
