"""Remarks carried over on the real histories in ../shared/data/review/anchor_dev, beside GitHub's rule.

GitHub keeps a remark where its last line is unchanged by the diff, and calls it outdated otherwise. `exact` is the same
range as the truth (gone counts, where code was deleted), `good` half of it or more, `wrong` somewhere else
although it was sure, `false` deleted code that was placed on something.
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.anchors import Certainty, Placed, anchor_at
from growtogether_desktop.sourcecode.carrying import Carrier
from growtogether_desktop.sourcecode.diff import kept_blocks
from growtogether_desktop.sourcecode.text import Text, read_text

CASES = Path(__file__).parents[3] / "shared" / "data" / "review" / "anchor_dev"

Rule = Callable[[Text, Text, Anchor], Placed]


def run() -> list[dict[str, object]]:
    cases = json.loads((CASES / "cases_dev.json").read_text(encoding="utf-8"))
    return [_measure("ours", _ours, cases), _measure("GitHub's rule", _github, cases)]


def _measure(name: str, rule: Rule, cases: list[dict[str, object]]) -> dict[str, object]:
    told: Counter[str] = Counter()
    spent = 0.0
    for case in cases:
        old, new = (read_text((CASES / "files" / str(case[key])).read_bytes()) for key in ("old_file", "new_file"))
        first, last = (line + 1 for line in _pair(case["range_old"]))  # counted from 0 there
        anchor = anchor_at("x", old, first, last)
        began = time.process_time()
        placed = rule(old, new, anchor)
        spent += time.process_time() - began
        truth = case["truth"]
        assert isinstance(truth, dict)
        told.update(_judged(placed, truth["range"]))
    count, deleted = len(cases), told["deleted"]
    return {
        "rule": name,
        "cases": count,
        "exact_%": 100 * told["exact"] / count,
        "good_%": 100 * told["good"] / count,
        "wrong_%": 100 * told["wrong"] / count,
        "false_%": 100 * told["false"] / deleted,
        "cpu_ms_each": 1e3 * spent / count,
    }


def _judged(placed: Placed, truth: object) -> list[str]:
    gone = placed.certainty is Certainty.GONE
    if truth is None:
        return ["deleted", "exact", "good"] if gone else ["deleted", "false"]
    if gone:
        return []
    first, last = (line + 1 for line in _pair(truth))
    common = max(0, min(last, placed.last) - max(first, placed.first) + 1)
    either = last - first + placed.last - placed.first + 2 - common
    words = ["exact"] if (first, last) == (placed.first, placed.last) else []
    if 2 * common >= either:
        words.append("good")
    if not common and placed.certainty is not Certainty.UNSURE:
        words.append("wrong")
    return words


def _pair(value: object) -> tuple[int, int]:
    assert isinstance(value, list)
    return value[0], value[1]


def _ours(old: Text, new: Text, anchor: Anchor) -> Placed:
    return Carrier(old, new).place(anchor)


def _github(old: Text, new: Text, anchor: Anchor) -> Placed:
    for block in kept_blocks(old.lines, new.lines):
        if block.old <= anchor.last - 1 < block.old + block.lines:
            last = anchor.last + block.new - block.old
            return Placed(max(1, last - (anchor.last - anchor.first)), last, Certainty.EXACT)
    return Placed(anchor.first, anchor.last, Certainty.GONE)
