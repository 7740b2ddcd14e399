"""What goes wrong, and what is lost by it: the drivers of `tests.faults` and `tests.hub`, and all they went through.

A long run by itself, as long as the goals want it; less by sizes: `faults schedules=500 kills=30 cuts=100 rows=20000`.
Kills are real, of real programs; images are what a power cut may leave of a disk that was really written to.
"""

import asyncio
import gc
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.killed import Toll, lose_power_alone, lose_power_talking, lose_the_hub, new_desktop
from tests.faults.mutants import MUTANTS
from tests.faults.noticing import noticed
from tests.faults.power import DAMAGED, desk_after_power_cuts, flips_noticed, hub_after_power_cuts
from tests.faults.simulator import play
from tests.faults.warm import Warm
from tests.hub.canary import history
from tests.hub.cursors import WRITERS, follow
from tests.hub.postgres import PROGRAMS, Postgres, new_database
from tests.hubs import RunningHub

AT_ONCE = 25
"""Rows of one transaction, in the race of cursors."""
LOST = re.compile(r"happened 0 times|lacks")
DOUBLED = re.compile(r"happened (?!0|1 )\d+ times")

Rows = list[dict[str, object]]


def run(
    schedules: int = 10_000,
    kills: int = 300,
    cuts: int = 1_000,
    rows: int = 1_000_000,
    histories: int = 5,
    flips: int = 300,
) -> Rows:
    # As in the tests: circles are looked for between the schedules.
    gc.disable()
    try:
        return [
            *_schedules(schedules),
            *_mutants(),
            *asyncio.run(_kills(kills)),
            *_cuts(cuts),
            *_cursors(rows),
            *_privacy(histories, flips),
        ]
    finally:
        gc.enable()


def _row(goal: str, what: str, figure: float, wanted: str = "") -> dict[str, object]:
    return {"goal": goal, "what": what, "figure": figure, "wanted": wanted}


@contextmanager
def _folder() -> Iterator[Path]:
    """In memory where there is such a place: real syncing takes its time, and no real power is cut here."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def _schedules(count: int) -> Rows:
    acts = faults = restores = 0
    wrong: list[str] = []
    began, worked = time.perf_counter(), time.process_time()
    for seed in range(count):
        sim, violation = play(seed)
        acts, faults, restores = acts + sim.acts, faults + sim.fate.faults, restores + sim.restores
        if violation:
            wrong.append(f"seed {seed}: {violation}")
        if seed % 100 == 0:
            gc.collect()
    took, worked = time.perf_counter() - began, time.process_time() - worked
    for one in wrong:
        print(one)
    return [
        _row("S1", "schedules", count, ">= 10000"),
        _row("S1", "schedules a second", count / took),
        _row("S1", "schedules a CPU second", count / worked),
        _row("S1", "acts", acts),
        _row("S1", "faults", faults),
        _row("S1", "restores of the hub", restores),
        _row("S1", "that went wrong", len(wrong), "<= 0"),
        _row("S1", "edits lost", sum(LOST.search(one) is not None for one in wrong), "<= 0"),
        _row("S1", "edits doubled", sum(DOUBLED.search(one) is not None for one in wrong), "<= 0"),
    ]


def _mutants() -> Rows:
    survived = []
    for name in sorted(MUTANTS):
        gc.collect()
        if not noticed(name):
            survived.append(name)
    print(*survived, sep="\n", end="")
    return [
        _row("S1", "mistakes made on purpose", len(MUTANTS), ">= 25"),
        _row("S1", "of them noticed", len(MUTANTS) - len(survived), f">= {len(MUTANTS) - 1}"),
    ]


async def _kills(count: int) -> Rows:
    of_hub, talking = max(count // 30, 2), count * 2 // 5
    tolls: list[Toll] = []
    warm = Warm()
    shares = ((lose_power_alone, count - talking - of_hub), (lose_power_talking, talking), (lose_the_hub, of_hub))
    try:
        for lose, share in shares:
            with _folder() as folder:
                hub = RunningHub(folder / "hub")
                hub.start()
                try:
                    tolls.append(await lose(await new_desktop(hub, folder, warm), hub, share))
                finally:
                    hub.close()
    finally:
        warm.close()
    return [
        _row("S2", "kill -9 of desks and hub", count, ">= 300"),
        _row("S2", "acknowledged edits lost by them", sum(toll.lost for toll in tolls), "<= 0"),
        _row("S2", "edits doubled by them", sum(toll.doubled for toll in tolls), "<= 0"),
    ]


def _cuts(count: int) -> Rows:
    with _folder() as folder:
        desk = desk_after_power_cuts(folder, count // 2)
    with _folder() as folder:
        hub = hub_after_power_cuts(folder, count - count // 2)
    with _folder() as folder:
        careless = desk_after_power_cuts(folder, max(count // 10, 1), care="NORMAL")
    kept = [*desk, *hub]
    return [
        _row("S2", "power-cut images", len(kept), ">= 1000"),
        _row("S2", "different ones", len(set(kept))),
        _row("S2", "images that lost something acknowledged", sum(there < told for there, told in kept), "<= 0"),
        _row("S2", "images corrupt", sum(there == DAMAGED for there, _ in kept), "<= 0"),
        _row("S2", "of 100 with synchronous=NORMAL would lose", _percent(careless)),
    ]


def _percent(kept: list[tuple[int, int]]) -> float:
    return 100 * sum(there < told for there, told in kept) / len(kept)


def _cursors(rows: int) -> Rows:
    if not PROGRAMS:
        print("NO POSTGRESQL HERE: S3 is not measured.")
        return []
    server = Postgres()
    try:
        began = time.perf_counter()
        followed = follow(new_database(server.server), -(-rows // (WRITERS * AT_ONCE)), AT_ONCE)
        took = time.perf_counter() - began
    finally:
        server.close()
    written = len(followed.written)
    return [
        _row("S3", f"rows by {WRITERS} writers at 2 hubs", written, ">= 1000000"),
        _row("S3", "rows a second", written / took),
        _row("S3", "skipped", len(set(followed.written) - set(followed.seen)), "<= 0"),
        _row("S3", "seen twice", len(followed.seen) - len(set(followed.seen)), "<= 0"),
        _row("S3", "a cursor over a sequence skipped, of 100", 100 * (1 - followed.naively / written), "> 1"),
    ]


def _privacy(histories: int, flips: int) -> Rows:
    leaked = []
    for seed in range(histories):
        with _folder() as folder:
            leaked.append(history(folder, seed))
    with _folder() as folder:
        seen = flips_noticed(folder, flips)
    return [
        _row("S6", "histories", histories),
        _row("S6", "foreign bytes", sum(one.foreign for one in leaked), "<= 0"),
        _row("S6", "own words that did not come", sum(one.missed for one in leaked), "<= 0"),
        _row("S6", "bits flipped", flips, ">= 300"),
        _row("S6", "of them noticed", seen, f">= {flips}"),
    ]
