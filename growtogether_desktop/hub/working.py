"""Routes by which desktops work: changes up and rows down, hints, and files."""

import time
from typing import Any

import msgspec
from litestar import Request, Response, get, post, put
from litestar.params import FromPath, JSONBody, RawBody
from litestar.types import ASGIApp

from growtogether_desktop.hub.declined import Declined, not_found
from growtogether_desktop.hub.house import SERVED, HubRequest
from growtogether_desktop.wire.codec import load
from growtogether_desktop.wire.protocol import (
    NEWER_HUB,
    OLDER_HUB,
    PART_BYTES,
    PROTOCOL,
    PUSH_BYTES,
    Asked,
    Delivery,
    Sum,
)

EXCHANGE_BYTES = PUSH_BYTES + 1024 * 1024
"""Changes, and the cursors of somebody who belongs to ten thousand scopes."""


class _Spoken(msgspec.Struct):
    protocol: int


async def _speaks_our_protocol(request: Request[Any, Any, Any]) -> None:
    """Looked at first: another protocol may have another shape altogether."""
    spoken = load(_Spoken, await request.body()).protocol
    if spoken not in SERVED:
        raise Declined(426, "protocol", OLDER_HUB if spoken > PROTOCOL else NEWER_HUB)


@post("/exchange", status_code=200, request_max_body_size=EXCHANGE_BYTES, before_request=_speaks_our_protocol)
async def exchange(request: HubRequest, data: JSONBody[Asked]) -> Delivery:
    """Changes up, rows down. Safe to repeat."""
    house, caller = request.house, request.auth.caller
    judged = await house.threads.write(lambda: house.service.judge(caller, data)) if data.changes else ()
    return await house.threads.read(lambda: house.service.tell(caller, data, judged))


@get("/scopes/{name:str}/sum")
async def sum_of_scope(request: HubRequest, name: FromPath[str]) -> Sum:
    """What a scope holds, in brief: by it a desktop sees whether its copy is whole."""
    house, actor = request.house, request.auth.caller.actor
    found = await house.threads.read(lambda: house.service.sum(actor, name))
    if found is None:
        raise not_found()
    return found


@get("/events", media_type="text/event-stream")
async def events(request: HubRequest) -> ASGIApp:
    """Hints as server-sent events, {scope: head}, until the access token ends."""
    return request.house.pokes.stream(request.auth)


@get("/blobs/{sha:str}/parts")
async def sent_parts(request: HubRequest, sha: FromPath[str]) -> tuple[int, ...]:
    """Which parts of a file this person has brought."""
    house, actor = request.house, request.auth.caller.actor
    return await house.threads.read(lambda: house.files.sent_parts(actor, sha))


@put("/blobs/{sha:str}/parts/{number:int}", status_code=204, request_max_body_size=PART_BYTES)
async def put_part(request: HubRequest, sha: FromPath[str], number: FromPath[int], body: RawBody) -> None:
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.put_part(actor, sha, number, body, time.time()))


@post("/blobs/{sha:str}/complete", status_code=204)
async def complete(request: HubRequest, sha: FromPath[str]) -> None:
    """The last part has been sent: the hub checks the whole."""
    house, actor = request.house, request.auth.caller.actor
    await house.threads.write(lambda: house.files.complete(actor, sha))


@get("/blobs/{sha:str}/parts/{number:int}")
async def read_part(request: HubRequest, sha: FromPath[str], number: FromPath[int]) -> Response[bytes]:
    """A part of a file in one of this person's scopes."""
    house, actor = request.house, request.auth.caller.actor
    content = await house.threads.read(lambda: house.files.read_part(actor, sha, number))
    return Response(content, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


ROUTES = (exchange, sum_of_scope, events, sent_parts, put_part, complete, read_part)
