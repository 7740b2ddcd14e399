"""The worker process: started, asked, and ended when it stays silent."""

import json
import subprocess
import sys
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from growtogether_desktop.sourcecode.highlight_worker import READY
from growtogether_desktop.sourcecode.roles import ENDS, SPANS

_ROOT = str(Path(__file__).parents[2])
# Isolated, and told where we are: otherwise Python would first look in the folder that we were started from.
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from growtogether_desktop.sourcecode.highlight_worker import main
main()
"""
WORKER = (sys.executable, "-I", "-c", _START, _ROOT)


class Ended(Exception):
    """The process is no more: ended by us, or of itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker says of some lines."""

    language: str
    more: bool
    """Whether there is more to ask for."""
    broken: bool
    """Whether the lexer has failed."""
    first: int
    """How many lines are above."""
    ends: "array[int]"
    spans: "array[int]"
    at: list[Any]
    """The last place where the lexer can begin again."""


class WorkerProcess:
    """One request at a time, from any thread."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._popen: subprocess.Popen[bytes] | None = None
        self._asking = False
        self._over = False

    def start(self) -> None:
        """Return when it is ready. Blocks. Raises: Ended."""
        if self._popen is None:
            self._guarded(self._launch)

    def ask(self, request: bytes) -> Answer:
        """Blocks. Raises: Ended."""
        return _read(self._guarded(lambda: self._exchange(request)))

    def _guarded(self, work: Callable[[], bytes]) -> bytes:
        """What the process says to `work`; the end of the process when it says nothing."""
        self._asking = True
        try:
            answer = b"" if self._over else work()
        except (OSError, ValueError):  # the pipe is broken, or closed by `end`
            answer = b""
        self._asking = False
        if not answer:
            self.end()
            raise Ended
        return answer

    def end(self) -> None:
        """End it now; a request under way then raises Ended."""
        self._over = True
        if self._popen:
            self._popen.kill()
        if not self._asking:
            popen, self._popen = self._popen, None
            if popen:
                popen.communicate()  # closes the pipes and waits

    def _exchange(self, request: bytes) -> bytes:
        """The answer; b"" when the process ends before it has given a whole one."""
        popen = self._popen
        assert popen
        assert popen.stdin
        assert popen.stdout
        popen.stdin.write(len(request).to_bytes(4, "big") + request)
        popen.stdin.flush()
        size = int.from_bytes(popen.stdout.read(4), "big")
        answer = popen.stdout.read(size)
        return answer if len(answer) == size else b""

    def _launch(self) -> bytes:
        popen = self._popen = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        if self._over:  # ended while it was starting
            return b""
        assert popen.stdout
        return popen.stdout.read(len(READY))


def _read(answer: bytes) -> Answer:
    head = answer.index(b"\n")
    header = json.loads(answer[:head])
    ends, spans = array(ENDS), array(SPANS)
    cut = head + 1 + header["lines"] * ends.itemsize
    ends.frombytes(answer[head + 1 : cut])
    spans.frombytes(answer[cut:])
    broken = header.get("broken", False)
    return Answer(header["language"], header["more"], broken, header["first"], ends, spans, header["at"])
