"""A plan taken along as a file: with its proof, or as a table."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.report import plan_csv, plan_xlsx

Kind = Literal["json", "csv", "xlsx"]

_WRITERS: Mapping[Kind, Callable[[Plan], bytes]] = {"json": write_plan, "csv": plan_csv, "xlsx": plan_xlsx}


async def save_plan(background: Background, plan: Plan, kind: Kind, path: Path) -> None:
    """Write the plan; nothing is decided by that. A "json" can be checked with `python3 main.py verify`.

    Raises: Problem, when it cannot be written.
    """
    await background.compute(partial(_save, plan, kind, path))


def _save(plan: Plan, kind: Kind, path: Path) -> None:
    save_whole(path, _WRITERS[kind](plan))
