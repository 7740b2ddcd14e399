"""What has gone over the wire or onto a disk, kept one file a kind, with the shape it had when it was kept.

`samples/v1` is what protocol 1 says. The files are written once (`python -m tests.wire`) and never changed: what
stands in them lies on disks of people, and waits in their outboxes.
"""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Change, Posted, Stamp
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.proposals import Opinion
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.home.model.say import Story
from growtogether_desktop.features.matching.model.enrolling import Columns
from growtogether_desktop.features.people.model.chain import Seen
from growtogether_desktop.features.people.model.invitations import Draft
from growtogether_desktop.features.projects.model.drafts import CardDraft, NewCardDraft, ProjectDraft
from growtogether_desktop.features.reviews.model.comparing import Habit, Reading
from growtogether_desktop.features.reviews.model.drafts import (
    AppliedDraft,
    FileRead,
    HandInDraft,
    RemarkDraft,
    Snippet,
    VerdictDraft,
)
from growtogether_desktop.sync.account import Account
from growtogether_desktop.wire import bundle, codec, export, protocol
from growtogether_desktop.wire.codec import dump, load, load_posted
from tests.domain.drawn import MALIKA, NOW, Drawing

SAMPLES = Path(__file__).parent / "samples" / f"v{protocol.PROTOCOL}"
FILES = SAMPLES / "files"
KEY = bytes(range(32))
"""Signs the kept letter."""
WORDS = ("Bozor", "", "Oʻylab koʻraman", "Хорошо", '«a"b\\c»\n\tif x:', "👍🏽")
STAMP = Stamp(MALIKA, NOW)
TRIES = 200

DRAFTS: tuple[Any, ...] = (
    *(Profile, Opinion, Story, Columns, Seen, Draft, CardDraft, NewCardDraft, ProjectDraft, Habit, Reading),
    *(AppliedDraft, FileRead, HandInDraft, RemarkDraft, Snippet, VerdictDraft),
)
"""What people are writing, and what their desk remembers of how they work. No hub has it."""


def _structs(module: Any) -> list[Any]:
    """What a module itself declares as written."""
    declared = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return [one for one in declared if one.__module__ == module.__name__]


MESSAGES: tuple[Any, ...] = (
    *(said for module in (protocol, export, bundle, codec) for said in _structs(module)),
    *(Message, Tree, Account),
)


class Kept(msgspec.Struct, frozen=True):
    """One file: values as they were written, and what they had to look like to be read."""

    shape: dict[str, Any]
    """JSON Schema 2020-12."""
    values: tuple[msgspec.Raw, ...]


def kinds() -> dict[str, Any]:
    """Everything that is written, by the name of the file it is kept in."""
    return {
        **{f"changes/{kind}": known for kind, known in CHANGES.items()},
        **{f"aggregates/{kind}": known for kind, known in AGGREGATES.items()},
        **{f"messages/{said.__name__.strip('_')}": said for said in MESSAGES if said.__module__ != export.__name__},
        "messages/hint": dict[str, int],
        **{f"export/{line.__name__}": line for line in _structs(export)},
        **{f"drafts/{draft.__name__}": draft for draft in DRAFTS},
    }


def kept(name: str) -> Kept:
    return msgspec.json.decode((SAMPLES / f"{name}.json").read_bytes(), type=Kept)


def shape_of(kind: Any) -> dict[str, Any]:
    """What is read as this kind today."""
    return msgspec.json.schema(kind)


def written(value: Any) -> bytes:
    """A value as it is written: a change in its envelope."""
    return codec.dump_posted(Posted("p", STAMP, value)) if isinstance(value, Change) else dump(value)


def read(kind: Any, body: bytes) -> Any:
    return load_posted(body).change if kind in CHANGES.values() else load(kind, body)


def drawn(kind: Any) -> list[Any]:
    """So many values that together they show every way each field may be filled."""
    shown: set[tuple[str, object]] = set()
    values: list[Any] = []
    for seed in range(TRIES):
        value = Said(seed, WORDS).of(kind)
        ways = set(_ways(value, ""))
        if not ways <= shown:
            shown |= ways
            values.append(value)
    return values


class Said(Drawing):
    """Draws messages too: they are structs, and some of their fields have rules of their own."""

    def of(self, kind: Any, name: str = "") -> Any:
        if kind is msgspec.Raw:
            return msgspec.Raw(b'{"any":["thing"]}')
        if get_origin(kind) is Annotated:
            value = self.of(get_args(kind)[0], name)
            return "5e" * 32 if name == "seal" else max(value, 1) if isinstance(value, int) else value
        if get_origin(kind) is Literal:
            return self.chance.choice(get_args(kind))
        if get_origin(kind) is dict:
            of_key, of_value = get_args(kind)
            return {self.of(of_key, "id"): self.of(of_value) for _ in range(2)}
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return kind(**{field.name: self.of(field.type, field.name) for field in msgspec.structs.fields(kind)})
        return super().of(kind, name)


def _ways(value: Any, place: str) -> Any:
    """How each field of a value is filled: with nothing, yes or no, which of a few words, or which kind of thing."""
    if isinstance(value, (Enum, bool)) or value is None:
        yield place, value
        return
    yield place, type(value)
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _ways(part, f"{place}[]")
    elif isinstance(value, dict):
        for part in value.values():
            yield from _ways(part, f"{place}{{}}")
    elif hasattr(value, "__dataclass_fields__") or isinstance(value, msgspec.Struct):
        for name in getattr(value, "__dataclass_fields__", None) or value.__struct_fields__:
            yield from _ways(getattr(value, name), f"{place}.{name}")
