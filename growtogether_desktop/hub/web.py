"""The hub as a web application: routes, rooms and what it does by itself, over an up-to-date database.

Every route wants an access token unless it says `open_to_all`. One shape of error, `Trouble`, and
one 404 for what is not there and for what is not one's own.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

import growtogether_desktop
from growtogether_desktop.base.background import Background
from growtogether_desktop.hub import audits, coming_in, coordinating, upkeep, working
from growtogether_desktop.hub.accounts import Accounts
from growtogether_desktop.hub.answers import TROUBLES, answer_trouble
from growtogether_desktop.hub.config import Oidc
from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.erasing import Erasing, Step
from growtogether_desktop.hub.events import Pokes
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.house import OPEN, Doorkeeper, House, HubRequest
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.hub.watch import Watch

if TYPE_CHECKING:
    from growtogether_desktop.hub.platform import ParentPlatform

log = logging.getLogger(__name__)

JSON_BYTES = 256 * 1024
TIDY_S = 3_600
SEAL_S = 10
"""How often the audit's new entries are strung onto the chain."""
ERASE_S = 5
"""How often the hub looks whether somebody is to be erased."""
DESCRIBE_S = 60
"""How often a platform that does not answer is asked again."""


def make_app(engine: Engine, programme: str, oidc: Oidc | None = None) -> Litestar:
    """The hub over an up-to-date database."""

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        background = Background()
        house = _house(engine, programme, oidc, background)
        app.state.house = house
        stops = [house.service.moved.connect(house.pokes.hint)]
        if engine.dialect.name != "sqlite":
            stops.append(await _meet_neighbours(house, background))
        await house.threads.write(house.people.open_missing_profiles)
        background.spawn(house.pokes.run(), "hand out hints")
        background.spawn(house.pokes.keep_open(), "keep the streams of hints open")
        background.spawn(_keep_in_order(house), "upkeep")
        background.spawn(_keep_sealing(house), "seal the audit")
        background.spawn(_keep_erasing(house), "erase who has left")
        if house.platform is not None:
            background.spawn(_keep_described(house.platform), "ask the platform")
        try:
            yield
        finally:
            for stop in stops:
                stop()
            await background.close()
            if house.platform is not None:
                await house.platform.close()

    routes = [*coming_in.ROUTES, *coordinating.ROUTES, *working.ROUTES]
    for each in routes:
        each.responses = TROUBLES
    return Litestar(
        routes,
        lifespan=[opened],
        request_class=HubRequest,
        request_max_body_size=JSON_BYTES,
        middleware=[DefineMiddleware(Doorkeeper, exclude_from_auth_key=OPEN)],
        exception_handlers={Exception: answer_trouble},
        openapi_config=OpenAPIConfig(
            "Grow-Together hub",
            growtogether_desktop.__version__,
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/")],
        ),
        logging_config=None,
    )


def _house(engine: Engine, programme: str, oidc: Oidc | None, background: Background) -> House:
    service = HubService(engine)
    threads = Threads(one_writer=engine.dialect.name == "sqlite")
    return House(
        programme,
        engine,
        service,
        People(engine, service),
        Accounts(engine),
        _parent_platform(oidc) if oidc is not None else None,
        Files(engine),
        Pokes(engine, threads, background, time.time),
        threads,
        Buckets(10, 1 / 30),
        Buckets(10, 1 / 30),
        Buckets(100, 1 / 10),  # from everywhere: it takes several addresses to use it up, and known devices pass by it
        Buckets(60, 1),  # a whole classroom comes from one address
        Buckets(10, 1 / 30),
        Buckets(5_000, 200),  # a file takes three calls, and a submission has hundreds of files
        Buckets(10_000, 400),  # somebody at several computers at once
        Watch(),
    )


def _parent_platform(oidc: Oidc) -> "ParentPlatform":
    # A client of HTTP and cryptography: a fifth of the hub's memory, which most hubs have no use for.
    from growtogether_desktop.hub.platform import ParentPlatform

    return ParentPlatform(oidc.issuer, oidc.client, oidc.secret)


async def _meet_neighbours(house: House, background: Background) -> Callable[[], None]:
    """Speak with other hubs on the same database; what is returned ends it."""
    # PostgreSQL's driver comes with it, which a hub on SQLite has no use for.
    from growtogether_desktop.hub.neighbours import Neighbours

    neighbours = Neighbours(house.engine, house.threads, house.pokes.hint)
    await neighbours.look()
    background.spawn(neighbours.keep_telling(), "tell other hubs")
    background.spawn(neighbours.keep_listening(), "hear other hubs")
    background.spawn(neighbours.keep_looking(), "look for what other hubs did not tell")
    return house.service.moved.connect(neighbours.tell)


async def _keep_in_order(house: House) -> None:
    while True:
        try:
            await house.threads.write(lambda: upkeep.tidy(house.engine, time.time()))
        except DBAPIError as trouble:
            log.warning("upkeep waits for the next hour: %s", type(trouble.orig).__name__)
        await asyncio.sleep(TIDY_S)


async def _keep_sealing(house: House) -> None:
    """The first look goes through all entries: the hub before may have ended between two looks."""
    seal = audits.seal_everything
    while True:
        try:
            await house.threads.write(partial(seal, house.engine))
            seal = audits.seal
        except DBAPIError as trouble:
            log.warning("the audit is sealed later: %s", type(trouble.orig).__name__)
        await asyncio.sleep(SEAL_S)


async def _keep_erasing(house: House) -> None:
    """One step at a time, so that nobody waits for long behind it."""
    erasing = Erasing(house.engine, house.service)
    while True:
        try:
            step = await house.threads.write(erasing.step)
        except DBAPIError as trouble:
            log.warning("erasing goes on later: %s", type(trouble.orig).__name__)
            step = Step(more=False)
        house.pokes.hang_up(*step.devices)
        if not step.more:
            await asyncio.sleep(ERASE_S)


async def _keep_described(platform: "ParentPlatform") -> None:
    while True:
        with suppress(Declined):
            await platform.describe()
        await asyncio.sleep(DESCRIBE_S)
