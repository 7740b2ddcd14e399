"""Listening, saying so, and ending within two seconds whatever is still going on."""

import asyncio
import ctypes
import gc
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import anyio.to_thread
import uvicorn
from litestar import Litestar
from sqlalchemy import Engine

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.hub.config import Config
from growtogether_desktop.hub.framing import with_one_end
from growtogether_desktop.hub.house import House
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import HubService
from growtogether_desktop.hub.web import make_app

log = logging.getLogger(__name__)

YOUNG = 20_000
"""So many objects are made before Python looks for circles among them, of which the hub makes few."""
LARGE = 256 * 1024
"""Pieces of memory from this size on go back to the system as soon as they are free."""
_MMAP_THRESHOLD = -3
"""Its name to mallopt(3)."""
GIVE_BACK_S = 10
"""How often memory that has become free between what is in use goes back to the system."""
KEPT_OPEN_S = 15
"""A line on which nothing is asked. Desktops close theirs after 5 s: were it as long here, some would ask just as we
hang up, and take us for gone."""
GRACE_S = 1
"""How long requests may go on once the hub has been asked to end."""


def serve(engine: Engine, config: Config) -> NoReturn:
    """Serve until asked to end, then end the process.

    Raises: Problem, when the port cannot be had.
    """
    listening = _listen(config.host, config.port)
    app = make_app(engine, config.programme, config.oidc)
    invitation = People(engine, HubService(engine)).first_invitation()
    port = listening.getsockname()[1]
    host = f"[{config.host}]" if ":" in config.host else config.host
    ready = {"listening": f"http://{host}:{port}", "invitation": invitation and invitation.code}
    server = _Server(app, json.dumps(ready), config)
    _look_after_memory()
    asyncio.run(server.serve([listening]))
    engine.dispose()
    logging.shutdown()
    # A thread may still wait for a lock, or for standard input. Nothing it could yet do has been
    # acknowledged, so nobody is owed the wait.
    os._exit(0)


def _look_after_memory() -> None:
    # A push makes tens of thousands of objects; looking through them, and through the program itself, took a sixth.
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
    # By itself glibc soon keeps for later what a password took, 19 MiB, with whatever comes to lie behind it: 60 MiB.
    if (libc := _libc()) is not None:
        libc.mallopt(_MMAP_THRESHOLD, LARGE)


def _libc() -> ctypes.CDLL | None:
    """The library of C, where it is one whose memory can be looked after."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Spelled out, and not left to socket.create_server: asyncio sends small answers at once (TCP_NODELAY) only
    # over what says that it is TCP; the others wait 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(512)
    except OSError as trouble:
        raise Problem(
            say(
                "The hub cannot listen at {host}, port {port}: {reason}.", host=host, port=port, reason=reason(trouble)
            ),
            say("Perhaps it runs already. Otherwise choose another port with --port, or an address with --host."),
        ) from trouble
    return listening


class _Server(uvicorn.Server):
    """Uvicorn, which says where it listens, ends its streams first, and leaves the exit status to us."""

    def __init__(self, app: Litestar, ready: str, config: Config) -> None:
        super().__init__(
            uvicorn.Config(
                with_one_end(app),
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=config.verbose,
                server_header=False,
                forwarded_allow_ips=list(config.proxies),
                timeout_keep_alive=KEPT_OPEN_S,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self._app = app
        self._ready = ready
        self._until_stdin_closes = config.until_stdin_closes
        self._background = Background()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._until_stdin_closes:
            self._background.spawn(self._follow_stdin(), "follow standard input")
        if (libc := _libc()) is not None:
            self._background.spawn(_keep_giving_back(libc), "give memory back")
        sys.stdout.write(self._ready + "\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        house: House = self._app.state.house
        house.pokes.close()
        await super().shutdown(sockets)
        await self._background.close()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield

    async def _follow_stdin(self) -> None:
        """Whoever started us holds the other end; when it dies, however it dies, we end."""
        await anyio.to_thread.run_sync(_wait_for_end, abandon_on_cancel=True)
        log.info("standard input has ended")
        self.should_exit = True


async def _keep_giving_back(libc: ctypes.CDLL) -> None:
    while True:
        await asyncio.sleep(GIVE_BACK_S)
        await anyio.to_thread.run_sync(libc.malloc_trim, 0)


def _wait_for_end() -> None:
    while os.read(0, 1024):
        pass
