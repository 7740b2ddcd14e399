"""What was ever written is read by today's program without loss, and today's program writes what was always read."""

from dataclasses import replace
from typing import Any

import jsonschema
import msgspec
import pytest

from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, fold, perform
from growtogether_desktop.wire.codec import dump, load, load_posted
from tests.wire.kept import SAMPLES, WORDS, Said, kept, kinds, read, written

KINDS = kinds()
DRAWN = 60


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """Where something that was said before is not said any more. New fields are welcome."""
    if isinstance(before, dict) and isinstance(after, dict):
        gone = [f"{place}.{name}" for name in before.keys() - after.keys()]
        return gone + [one for name in before.keys() & after.keys() for one in lost(before[name], after[name], name)]
    if isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        return [one for at, part in enumerate(before) for one in lost(part, after[at], f"{place}[{at}]")]
    return [] if before == after else [place]


def test_every_kind_that_is_written_has_been_kept():
    assert [name for name in KINDS if not (SAMPLES / f"{name}.json").exists()] == []


def test_no_kind_that_was_ever_written_is_forgotten():
    """Its name is taken for good: it may still lie in somebody's outbox, or on a shelf."""
    there = {str(path.relative_to(SAMPLES).with_suffix("")) for path in SAMPLES.glob("*/*.json")}

    assert {name for name in there - KINDS.keys() if not name.startswith("files/")} == set()


@pytest.mark.parametrize("name", KINDS)
def test_what_was_written_then_is_read_now_and_written_again_without_loss(name: str):
    for body in kept(name).values:
        again = written(read(KINDS[name], bytes(body)))

        then, now = msgspec.json.decode(body), msgspec.json.decode(again)
        if name.startswith("changes/"):
            then, now = then["change"], now["change"]
        assert lost(then, now) == []


@pytest.mark.parametrize("name", KINDS)
def test_what_is_written_now_could_be_read_then(name: str):
    """By the shape that was kept with the samples: an older program, or an older hub, knows no other."""
    shape = jsonschema.Draft202012Validator(kept(name).shape)

    for seed in range(DRAWN):
        said = msgspec.json.decode(dump(Said(seed, WORDS).of(KINDS[name])))
        assert [trouble.message for trouble in shape.iter_errors(said)] == []


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_a_kept_change_still_does_what_it_can(kind: str):
    of = CHANGES[kind].OF
    there = [None, *(load(of, bytes(body)) for body in kept(f"aggregates/{of.KIND}").values)]

    for body in kept(f"changes/{kind}").values:
        posted = load_posted(bytes(body))
        for before in there:
            about = posted if before is None else replace(posted, change=replace(posted.change, subject=before.id))
            after = fold(before, [about])
            assert after == perform(about.change, before, about.stamp)
            assert after is None or load(of, dump(after)) == after


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_a_kept_aggregate_has_its_place_and_its_words(kind: str):
    for body in kept(f"aggregates/{kind}").values:
        one = load(AGGREGATES[kind], bytes(body))

        assert one.scope
        assert isinstance(one.words + one.parent, str)
        assert one.trees is not None
        assert one.audience is None or isinstance(one.audience, frozenset)


def test_a_shape_notices_what_an_older_program_would_stumble_over():
    card = msgspec.json.decode(dump(Said(1, WORDS).of(AGGREGATES["card"])))
    start = msgspec.json.decode(dump(Said(1, WORDS).of(CHANGES["thread.start"])))
    cards, starts = (
        jsonschema.Draft202012Validator(kept(name).shape) for name in ("aggregates/card", "changes/thread.start")
    )

    assert cards.is_valid({**card, "colour": "green"})
    assert not cards.is_valid({**card, "title": 7})
    assert not cards.is_valid({name: value for name, value in card.items() if name != "title"})
    assert starts.is_valid(start)
    assert not starts.is_valid({**start, "label": "a new one"})
