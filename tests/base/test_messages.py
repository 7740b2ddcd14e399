"""A message says what it was given, whoever wrote its sentence."""

import pytest

from growtogether_desktop.base.i18n import Message, say, say_n


def test_gaps_are_filled():
    assert str(say("{name} has {n} seats.", name="Malika", n=3)) == "Malika has 3 seats."
    assert str(say_n("{n} change", "{n} changes", 2)) == "2 changes"


def test_a_gap_that_nothing_fills_is_shown_as_it_is():
    assert str(Message("{name} of {unknown}", (("name", "Malika"),))) == "Malika of {unknown}"


@pytest.mark.parametrize("sentence", ["{n.x}", "{n:>10000000}", "{n!r}", "{n[0]}", "{}", "{", "}", "{0.__class__}"])
def test_a_sentence_that_a_stranger_made_up_asks_for_nothing_else(sentence):
    """As one in a hand-in, which somebody's desktop has written."""
    assert str(Message(sentence, (("name", "Malika"),))) == sentence


def test_what_fills_a_gap_is_no_gap():
    assert str(say("{name} writes.", name="{n}")) == "{n} writes."
