"""From the start of the process to the first paint, beside a bare Qt window started in the same run.

Ours opens a real desk of 1,000 cards whose hub is away. Times are the best of several starts, taken in
turns, in seconds since the process was started; `longest_block_s` is the longest the window's loop stood
still after its page was there. `content_s` is the last look, painted from the cache; `alive_s` is the page
itself. The key comes from a real GNOME keyring where one is installed; else the test puts it in the hand.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.store import keyrings
from tests import gnome
from tests.desks import KEY
from tests.hubs import RunningHub
from tests.journeys.people import Person

ROOT = Path(__file__).parents[2]
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

WATCH = """
import importlib.machinery, json, os, sys, time
began, times, ticks = float(os.environ.get("BEGAN", "0")), {}, []
def last_look(module):
    def painted(self, event, paint=module.LastLook.paintEvent):
        paint(self, event)
        times.setdefault("content_s", time.time() - began)
    module.LastLook.paintEvent = painted
def keyrings(module):
    if os.environ.get("KEY"):
        module.get = module.peek = lambda place, name: os.environ["KEY"]
def card(module):
    def painted(self, event, paint=module.Card.paintEvent):
        paint(self, event)
        if "alive_s" not in times:
            times["alive_s"] = time.time() - began
            times.setdefault("content_s", times["alive_s"])
            tick()
    module.Card.paintEvent = painted
def tick():
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    ticks.append(time.perf_counter())
    if ticks[-1] - ticks[0] < 3:
        QTimer.singleShot(2, tick)
        return
    times["longest_block_s"] = max(b - a for a, b in zip(ticks, ticks[1:]))
    print(json.dumps(times), flush=True)
    for window in QApplication.topLevelWidgets():
        window.close()
WATCHED = {
    "growtogether_desktop.shell.last_look": last_look,
    "growtogether_desktop.store.keyrings": keyrings,
    "growtogether_desktop.ui.card": card,
}
class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in WATCHED:
            return None
        spec = super().find_spec(name, path, target)
        load = spec.loader.exec_module
        def watched(module):
            load(module)
            WATCHED.pop(name)(module)
        spec.loader.exec_module = watched
        return spec
sys.meta_path.insert(0, Finder)
"""
"""In every process of ours, by way of `sitecustomize`: nothing is imported earlier than the program imports it."""

OURS = """
import sys
from growtogether_desktop.app import main
main(["--data", sys.argv[1]])
"""


def run() -> list[dict[str, object]]:
    with TemporaryDirectory() as folder, _keyring(Path(folder)) as (vault, environment):
        desk = Path(folder) / "desk"
        desk.mkdir()
        (desk / "vault.json").write_text(json.dumps(vault), encoding="utf-8")
        asyncio.run(_prepare(Path(folder), desk))
        (Path(folder) / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        _start(OURS, desk, environment)  # so that there is a last look, and Python has compiled what it will
        both = [(_start(BARE, desk, environment), _start(OURS, desk, environment)) for _ in range(STARTS)]
    bare = min(bare["painted"] for bare, _ in both)
    ours = [ours for _, ours in both]
    best = {name: min(one[name] for one in ours) for name in ("content_s", "alive_s")}
    return [
        {
            "bare_s": bare,
            **best,
            "content_ratio": best["content_s"] / bare,
            "alive_ratio": best["alive_s"] / bare,
            "longest_block_s": max(one["longest_block_s"] for one in ours),
            "keyring": vault["keyring"].rpartition(".")[2],
        }
    ]


@contextmanager
def _keyring(folder: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """What the vault file says, and the environment in which the key is found."""
    if not gnome.INSTALLED:
        yield {"keyring": "stand-in", "name": "desk"}, {"KEY": KEY.hex()}
        return
    with gnome.gnome_keyring(folder / "home") as found:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = found.environment["DBUS_SESSION_BUS_ADDRESS"]
        place = keyrings.put("desk", KEY.hex())
        assert place is not None
        yield {"keyring": place, "name": "desk"}, {}


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


def _start(program: str, desk: Path, more: dict[str, str]) -> dict[str, float]:
    """One start; Python may keep its compiled modules, as it does for everybody."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= more | {
        "BEGAN": str(time.time()),
        "QT_QPA_PLATFORM": environment.get("QT_QPA_PLATFORM", "offscreen"),
    }
    environment["PYTHONPYCACHEPREFIX"] = str(desk.parent / "compiled")
    if program == OURS:
        environment["PYTHONPATH"] = os.pathsep.join((str(desk.parent), str(ROOT)))
    command = [sys.executable, "-c", program, str(desk)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout, done.stderr
    said: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return said
