"""From the start of the process to the first paint, beside a bare Qt window started in the same run.

Ours opens a real desk of 1,000 cards whose hub is away. Times are the best of several starts, in
seconds since the process was started; `longest_block_s` is the longest the window's loop stood still
after its own first content. `content_s` is the last look, painted from the cache; `alive_s` is the page
itself. The key comes from the test, because no keyring is there to be asked.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from tests.desks import KEY
from tests.hubs import RunningHub
from tests.journeys.people import Person

STARTS = 7
CARDS = 1_000

BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print('{"painted": %f}' % (time.time() - float(os.environ["BEGAN"])), flush=True)
        QTimer.singleShot(0, app.quit)
app = QApplication([])
window = Window()
window.show()
app.exec()
"""

OURS = f"""
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from growtogether_desktop import app
began, times, ticks = float(os.environ["BEGAN"]), {{}}, []
def frame_painted(self, event, paint=app.Frame.paintEvent):
    paint(self, event)
    times.setdefault("frame_s" if self._glance is None else "content_s", time.time() - began)
app.Frame.paintEvent = frame_painted
def watch():
    from growtogether_desktop.ui.card import Card
    def card_painted(self, event, paint=Card.paintEvent):
        paint(self, event)
        if "alive_s" not in times:
            times["alive_s"] = time.time() - began
            times.setdefault("content_s", times["alive_s"])
            tick()
    Card.paintEvent = card_painted
def tick():
    ticks.append(time.perf_counter())
    if ticks[-1] - ticks[0] < 3:
        QTimer.singleShot(2, tick)
        return
    times["longest_block_s"] = max(b - a for a, b in zip(ticks, ticks[1:]))
    print(json.dumps(times), flush=True)
    for window in QApplication.topLevelWidgets():
        window.close()
original = app._fetch
def fetch(name):
    module = original(name)
    if name.endswith("glance"):
        module.Vault.unlock_by_keyring = lambda self: bytes.fromhex({KEY.hex()!r})
    if name == "program":
        watch()
    return module
app._fetch = fetch
app.main(["--data", sys.argv[1]])
"""


def run() -> list[dict[str, object]]:
    with TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        desk.mkdir()
        (desk / "vault.json").write_text("{}", encoding="utf-8")
        asyncio.run(_prepare(Path(folder), desk))
        bare = min(_start(BARE, desk)["painted"] for _ in range(STARTS))
        _start(OURS, desk)  # so that there is a last look, and Python has compiled what it will
        ours = [_start(OURS, desk) for _ in range(STARTS)]
    best = {name: min(one[name] for one in ours) for name in ("frame_s", "content_s", "alive_s")}
    return [
        {
            "bare_s": bare,
            **best,
            "frame_ratio": best["frame_s"] / bare,
            "content_ratio": best["content_s"] / bare,
            "alive_ratio": best["alive_s"] / bare,
            "longest_block_s": max(one["longest_block_s"] for one in ours),
        }
    ]


async def _prepare(folder: Path, desk: Path) -> None:
    """A coordinator's desk in step with a hub that is gone afterwards."""
    hub = RunningHub(folder / "hub")
    hub.start()
    assert hub.invitation is not None
    kamron = await Person(desk, "cache").join(hub, hub.invitation)
    await kamron.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    cards = (Card(f"c{at:04}", "bozor", f"Card {at}", "ready", f"{at:04}V") for at in range(CARDS))
    await kamron.workspace.do(*(AddCard(card.id, card) for card in cards))
    await kamron.meet()
    await kamron.leave()
    hub.close()


def _start(program: str, desk: Path) -> dict[str, float]:
    """One start; Python may keep its compiled modules, as it does for everybody."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"BEGAN": str(time.time()), "QT_QPA_PLATFORM": environment.get("QT_QPA_PLATFORM", "offscreen")}
    environment["PYTHONPYCACHEPREFIX"] = str(desk.parent / "compiled")
    command = [sys.executable, "-c", program, str(desk)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout, done.stderr
    said: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return said
