"""Makes resources/skills/cooccurrence.csv: `.venv/bin/python packaging/cooccurrence.py SURVEY.csv`.

SURVEY.csv counts, for each wave of a survey (wave,a,b,count), how many people work with both a and
b; a line with a = b counts the people who work with a, and one with a = b = * everybody. For every
wave this works out the normalised pointwise mutual information (NPMI) of each pair,

    npmi(a, b) = ln(p(a, b) / p(a) p(b)) / −ln p(a, b),

takes the mean over the waves that asked for both, and keeps pairs of concepts of our gazetteer that
reach .12, rounded down to fiftieths: no survey is more exact. Each pair stands with its longer id.
Pairs that few people have look closer than they are, so each is discounted by n/(n + 5).

Source: Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction"; for the
discount, Pantel and Lin 2002, "Discovering word senses from text".
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from growtogether_desktop.pairing.score.gazetteer import Gazetteer, gazetteer  # noqa: E402  # found only from here on

OUT = ROOT / "resources" / "skills" / "cooccurrence.csv"
LEAST = 0.12
DISCOUNT = 5

Counts = dict[tuple[str, str], int]


def read_waves(path: Path) -> dict[str, Counts]:
    """The counts of each wave."""
    waves: dict[str, Counts] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            waves[row["wave"]][row["a"], row["b"]] = int(row["count"])
    return dict(waves)


def npmi(counts: Counts) -> dict[tuple[str, str], float]:
    """The discounted NPMI of each pair in one wave."""
    everybody = counts["*", "*"]
    found = {}
    for (a, b), both in counts.items():
        if a == b or (a, a) not in counts or (b, b) not in counts:
            continue
        together = math.log(both * everybody / (counts[a, a] * counts[b, b]))
        found[a, b] = together / -math.log(both / everybody) * both / (both + DISCOUNT)
    return found


def between_concepts(waves: dict[str, Counts], skills: Gazetteer) -> dict[tuple[str, str], float]:
    """The mean over waves for each pair of concepts; of two names of one concept, the closer pair counts."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for counts in waves.values():
        closest: dict[tuple[str, str], float] = {}
        for (a, b), value in npmi(counts).items():
            one, other = skills.concept_of(a), skills.concept_of(b)
            if one is None or other is None or one == other:
                continue
            first, second = sorted((skills.concepts[one].id, skills.concepts[other].id))
            closest[first, second] = max(value, closest.get((first, second), value))
        for pair, value in closest.items():
            found[pair].append(value)
    means = {pair: sum(values) / len(values) for pair, values in found.items()}
    return {pair: value for pair, value in sorted(means.items()) if value >= LEAST}


def main(arguments: list[str]) -> int:
    pairs = between_concepts(read_waves(Path(arguments[0])), gazetteer())
    near: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair, value in pairs.items():
        other, one = sorted(pair, key=len)
        near[one][2 * int(50 * value)].append(other)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("skill", "npmi in hundredths and skills", "…"))
        for one, others in sorted(near.items()):
            lines.writerow((one, *(f"{value} {' '.join(names)}" for value, names in sorted(others.items()))))
    print(f"{len(pairs)} pairs, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
