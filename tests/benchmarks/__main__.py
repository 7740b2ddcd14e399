"""`python -m tests.benchmarks NAME …` measures, and prints a table and JSON; without a name it says which there are.

It ends with status 1 where a figure is not what its row wants, and says which.

Sizes that a benchmark takes may follow its name: `faults schedules=500 rows=20000`.
"""

import importlib
import json
import operator
import pkgutil
import re
import sys
from itertools import takewhile
from pathlib import Path

HERE = Path(__file__).parent
WANTED = re.compile(r"(<=|>=|>) ([\d.]+)")
HOLDS = {"<=": operator.le, ">=": operator.ge, ">": operator.gt}
FIGURES = ("figure", "ms", "ours")
"""The columns of which something may be wanted."""


def main(arguments: list[str]) -> int:
    names = [one for one in arguments if "=" not in one]
    known = sorted(module.name for module in pkgutil.iter_modules([str(HERE)]) if not module.name.startswith("_"))
    if not names or not set(names) <= set(known):
        print(f"Say which: {', '.join(known)}", file=sys.stderr)
        return 2
    status = 0
    for name in names:
        rows = importlib.import_module(f"tests.benchmarks.{name}").run(**_sizes(name, arguments))
        print(f"\n{name}")
        print(table(rows))
        print(json.dumps({"benchmark": name, "rows": rows}))
        for row in missed(rows):
            print(f"Missed: {', '.join(_said(cell) for cell in row.values() if cell != '')}", file=sys.stderr)
            status = 1
    return status


def missed(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows whose figure is not what another cell of theirs wants: `<= 3`, `>= 5000`, `> 1`."""
    return [row for row in rows if not all(_holds(row, cell) for cell in row.values())]


def _holds(row: dict[str, object], cell: object) -> bool:
    wanted = WANTED.fullmatch(cell) if isinstance(cell, str) else None
    if wanted is None:
        return True
    figure = next(cell for column in FIGURES if isinstance(cell := row.get(column), float | int))
    return bool(HOLDS[wanted[1]](figure, float(wanted[2])))


def _sizes(name: str, arguments: list[str]) -> dict[str, int]:
    """What stands behind this name and before the next."""
    behind = takewhile(lambda one: "=" in one, arguments[arguments.index(name) + 1 :])
    return {key: int(size) for key, _, size in (one.partition("=") for one in behind)}


def table(rows: list[dict[str, object]]) -> str:
    """Columns as wide as their widest cell; figures stand right."""
    titles = list(rows[0])
    cells = [titles, *([_said(row[title]) for title in titles] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(titles))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in cells)


def _said(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
