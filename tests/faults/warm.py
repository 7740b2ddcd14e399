"""A warm program from which desktops are forked: each is there in a moment, works in a burst, and loses power.

`python -m tests.faults.warm` reads lines of `CACHE TOLD MEETS` and answers each with the id of a new process, which
edits in a loop and adds to the file TOLD whatever it has kept. It ends with its standard input.
"""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.ids import new_id
from growtogether_desktop.domain.projects import AddCard, Card
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.sync.account import open_workspace, read_account
from growtogether_desktop.sync.connection import connect
from tests.desks import KEY
from tests.hubs import ROOT

MEETS, ALONE = "meets", "alone"


class Warm:
    """The warm program, and the desktops that came from it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.warm"]
        self._program = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def fork(self, cache: Path, told: Path, meets: str) -> int:
        """The process of a new desktop."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{cache} {told} {meets}\n")
        return int(self._program.stdout.readline())

    def close(self) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    for line in sys.stdin:
        cache, told, meets = line.split()
        pid = os.fork()
        if not pid:
            asyncio.run(_work(Path(cache), Path(told), meets))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


async def _work(path: Path, told: Path, meets: str) -> None:
    parent = os.getppid()
    background, cache = Background(), open_cache(path, KEY)
    account = await read_account(cache, background)
    assert account is not None
    workspace = await open_workspace(cache, background, account)
    if meets == MEETS:
        background.spawn(connect(workspace, cache, account, lambda: 0.05).postman.run(), name="postman")
    tell = os.open(told, os.O_WRONLY | os.O_APPEND)
    number = 0
    while os.getppid() == parent:  # none outlives the warm program
        card = new_id()
        await workspace.do(AddCard(card, Card(card, "bozor", f"Card {number}", "ideas", "V")))
        os.write(tell, f"card {card}\n".encode())
        await workspace.keep_draft("card/draft", f"{number} words")
        os.write(tell, f"draft {number}\n".encode())
        number += 1
    os._exit(0)


if __name__ == "__main__":
    main()
