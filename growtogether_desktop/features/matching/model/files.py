"""A plan taken along as a file: with its proof, or as a table."""

from functools import partial
from pathlib import Path
from typing import Literal

from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.domain.consents import Consent, Use, allowed
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.report import plan_csv, plan_xlsx
from growtogether_desktop.workspace.workspace import Workspace

Kind = Literal["json", "csv", "xlsx"]


async def save_plan(workspace: Workspace, plan: Plan, kind: Kind, path: Path) -> None:
    """Write the plan; nothing is decided by that. A "json" can be checked with `python3 main.py verify`.

    Whoever does not want their e-mail address in such lists has none there.
    Raises: Problem, when it cannot be written.
    """
    consents = {one.id: one for one in await workspace.see_all(Consent)}
    people = {consent.person for consent in consents.values()}
    unlisted = frozenset(person for person in people if not allowed(Use.LISTS, person, consents))
    await workspace.background.compute(partial(_save, plan, kind, path, unlisted))


def _save(plan: Plan, kind: Kind, path: Path, unlisted: frozenset[str]) -> None:
    match kind:
        case "json":
            save_whole(path, write_plan(plan))
        case "csv":
            save_whole(path, plan_csv(plan, unlisted))
        case "xlsx":
            save_whole(path, plan_xlsx(plan, unlisted))
