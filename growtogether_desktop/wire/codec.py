"""Aggregates, changes and other frozen values as JSON."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from growtogether_desktop.domain import (  # noqa: F401 - they register their kinds
    cohorts,
    consents,
    directory,
    engagements,
    erasures,
    keeping,
    outcomes,
    projects,
    proposals,
    reviews,
    roster,
    rubrics,
    submissions,
    task_files,
    threads,
    ticking,
)
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Aggregate, Change, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId

T = TypeVar("T")
_encoder = msgspec.json.Encoder()


class Unreadable(ValueError):
    """Bytes that are not what they should be: another version's, another program's, or damaged."""


class Unknown(Unreadable):
    """A change whose envelope is whole: what is in it, only another version of the program understands."""


class Envelope(msgspec.Struct, frozen=True):
    """A posted change with its kind beside its still undecoded fields."""

    id: str
    stamp: Stamp
    kind: str
    change: msgspec.Raw


def dump(value: Any) -> bytes:
    """Any frozen value of ours as JSON."""
    return _encoder.encode(value)


def load(kind: type[T], body: bytes) -> T:
    """Raises: Unreadable."""
    try:
        return cast(T, _decoder(cast(Hashable, kind)).decode(body))
    except (msgspec.MsgspecError, RecursionError) as trouble:
        raise Unreadable(str(trouble)) from trouble


def load_aggregate(kind: str, body: bytes) -> Aggregate | None:
    """The aggregate; None for a kind this version does not know (its bytes are kept as they are).

    Raises: Unreadable.
    """
    known = AGGREGATES.get(kind)
    return None if known is None else load(known, body)


def load_aggregates(kind: str, bodies: list[bytes]) -> list[Aggregate | None]:
    """Many of a kind at one go; None where this version cannot read one."""
    known = AGGREGATES.get(kind)
    if known is None:
        return [None] * len(bodies)
    try:
        return load(list[known], b"[%s]" % b",".join(bodies))  # type: ignore[valid-type] # known at run time only
    except Unreadable:
        return [_try(known, body) for body in bodies]


def _try(kind: type[Aggregate], body: bytes) -> Aggregate | None:
    try:
        return load(kind, body)
    except Unreadable:
        return None


def dump_posted(posted: Posted) -> bytes:
    change = msgspec.Raw(dump(posted.change))
    return dump(Envelope(posted.id, posted.stamp, posted.change.KIND, change))


def load_posted(body: bytes) -> Posted:
    """Raises: Unreadable; Unknown, for a kind of change, or a shape of it, that this version does not know."""
    envelope = load(Envelope, body)
    known = CHANGES.get(envelope.kind)
    if known is None:
        raise Unknown(f"unknown change {envelope.kind}")
    try:
        change: Change[Any] = load(known, bytes(envelope.change))
    except Unreadable as strange:
        raise Unknown(f"{envelope.kind}: {strange}") from strange
    return Posted(ChangeId(envelope.id), envelope.stamp, change)


@cache
def _decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)
