"""A hub on this computer, for a programme without a server: a process of its own, which never outlives us."""

import subprocess
import sys
from pathlib import Path
from typing import IO

import msgspec

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.wire.codec import Unreadable, load

ROOT = Path(__file__).parents[2]
END_S = 2.0
"""How long the hub may take to end before it is killed."""

if sys.platform == "win32":
    _WITHOUT_CONSOLE = subprocess.CREATE_NO_WINDOW
else:
    _WITHOUT_CONSOLE = 0


class _Ready(msgspec.Struct):
    """The one line the hub says when it listens."""

    listening: str
    invitation: str | None


class HostedHub:
    """The hub over the database in `data`. It ends with `stop`, or with this program, however that ends.

    It may only be reached from this computer, at another port each time it starts.
    """

    def __init__(self, data: Path, programme: str, background: Background) -> None:
        self.address = ""
        """Where it listens, once it has started."""
        self.invitation: str | None = None
        """The first coordinator's way in; None once there is somebody."""
        self._data = data.absolute()
        self._programme = programme
        self._background = background
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    async def start(self) -> None:
        """Start the hub, and wait until it listens. Raises: Problem, with what the hub said when it could not."""
        self._stopped = False
        ready = await self._background.compute(self._start)
        self.address, self.invitation = ready.listening, ready.invitation

    async def stop(self) -> None:
        """End the hub, within two seconds or by force, also while it starts. Harmless when it has ended already."""
        await self._background.compute(self._stop)

    def _start(self) -> _Ready:
        log = self._data / "hub.log"
        try:
            self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
            with log.open("wb") as said:
                process = self._process = self._launch(said)
            if self._stopped:
                self._stop()
        except OSError as trouble:
            why = say("The folder {folder} cannot be made: {reason}.", folder=self._data, reason=reason(trouble))
            raise _no_hub(why) from trouble
        assert process.stdout is not None
        try:
            ready = load(_Ready, process.stdout.readline())
        except (Unreadable, ValueError):  # ValueError: it was stopped, and there is nothing to read from
            ready = None
        # A hub that is stopped early may still say its line, and end only then.
        if ready is None or self._stopped:
            self._stop()
            words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise _no_hub(say("{reason}", reason=words[-1] if words else process.returncode))
        return ready

    def _launch(self, said: IO[bytes]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "growtogether_desktop.hub", "--data", str(self._data), "--port", "0"]
        return subprocess.Popen(
            [*command, "--programme", self._programme, "--until-stdin-closes"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            # Ctrl+C in a terminal is for us; the hub ends after we have said goodbye to it.
            start_new_session=True,
            creationflags=_WITHOUT_CONSOLE,
        )

    def _stop(self) -> None:
        self._stopped = True
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        # Its standard input ends: that is how the hub knows, also when nobody is left to call this.
        process.stdin.close()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _no_hub(why: Message) -> Problem:
    return Problem(say("The hub on this computer did not start."), why)
