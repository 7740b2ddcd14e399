"""The line diff on real code of 50,000 lines a side, changed in several ways, beside difflib.

The code is the standard library's. `kept` are lines that stay; `most` is the length of the longest common part, counted
exactly, and `over_minimal_%` by how much our changes (lines removed and added) are more than the fewest there can be.
difflib is asked for a fiftieth only, because it would need minutes for the whole; its figure is what it took for that.
"""

import random
import sysconfig
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from growtogether_desktop.sourcecode.diff import kept_blocks

LINES = 50_000
PART = LINES // 50
TRIES = 3


def run() -> list[dict[str, object]]:
    code = _code()
    chance = random.Random(11)
    table = chance.choices([f"row {n}" for n in range(100)], k=LINES)
    cases = {
        "5 % edited": (code, _edited(code, 0.05, chance)),
        "30 % edited": (code, _edited(code, 0.30, chance)),
        "halves swapped": (code, code[LINES // 2 :] + code[: LINES // 2]),
        "shuffled": (code, chance.sample(code, LINES)),
        "of 100 kinds, 5 % edited": (table, _edited(table, 0.05, chance)),
        "two letters": (chance.choices("ab", k=LINES), chance.choices("ab", k=LINES)),
        "eight letters": (chance.choices("abcdefgh", k=LINES), chance.choices("abcdefgh", k=LINES)),
    }
    return [_measure(name, old, new) for name, (old, new) in cases.items()]


def _measure(name: str, old: list[str], new: list[str]) -> dict[str, object]:
    ours = _cpu(lambda: kept_blocks(old, new))
    part = old[:PART], new[:PART]
    theirs = _cpu(lambda: SequenceMatcher(None, *part, autojunk=False).get_matching_blocks(), tries=1)
    kept, most = sum(block.lines for block in kept_blocks(old, new)), _longest_common(old, new)
    fewest = len(old) + len(new) - 2 * most
    return {
        "case": name,
        "cpu_ms": 1e3 * ours,
        "kept": kept,
        "most": most,
        "over_minimal_%": 100 * 2 * (most - kept) / fewest,
        "difflib_a_fiftieth_ms": 1e3 * theirs,
    }


def _longest_common(old: list[str], new: list[str]) -> int:
    """The length of the longest common subsequence; all old lines at once are the bits of one number.

    Source: Crochemore, Iliopoulos, Pinzon, Reid, A fast and practical bit-vector algorithm for the LCS, 2001.
    """
    where: dict[str, int] = {}
    for at, line in enumerate(old):
        where[line] = where.get(line, 0) | 1 << at
    every = (1 << len(old)) - 1
    row = every
    for line in new:
        common = row & where.get(line, 0)
        row = ((row + common) | (row - common)) & every
    return len(old) - row.bit_count()


def _cpu(work: Callable[[], object], tries: int = TRIES) -> float:
    best = float("inf")
    for _ in range(tries):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def _code() -> list[str]:
    lines: list[str] = []
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        lines += file.read_text(encoding="utf-8", errors="replace").split("\n")
    return lines[:LINES]


def _edited(lines: list[str], share: float, chance: random.Random) -> list[str]:
    changed: list[str] = []
    for line in lines:
        dice = chance.random() / share
        if dice > 1:
            changed.append(line)
        elif dice > 2 / 3:
            changed.append(line + "  # seen")
        elif dice > 1 / 3:
            changed += [line, f"inserted {chance.random()}"]
    return changed
