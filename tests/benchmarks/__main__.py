"""`python -m tests.benchmarks NAME …` measures, and prints a table and JSON; without a name it says which there are."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    known = sorted(module.name for module in pkgutil.iter_modules([str(HERE)]) if not module.name.startswith("_"))
    if not names or not set(names) <= set(known):
        print(f"Say which: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names:
        rows = importlib.import_module(f"tests.benchmarks.{name}").run()
        print(f"\n{name}")
        print(table(rows))
        print(json.dumps({"benchmark": name, "rows": rows}))
    return 0


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
