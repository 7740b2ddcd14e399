"""A plan taken along as a file: with its proof, or everybody's pairs as a table."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Literal

from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.domain.consents import Consent, Use, allowed
from growtogether_desktop.features.matching.model.proposal import PlanRow, Proposal
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.report import Line, lines_csv, lines_xlsx
from growtogether_desktop.workspace.workspace import Workspace

Table = Literal["csv", "xlsx"]


async def save_plan(workspace: Workspace, plan: Plan, path: Path) -> None:
    """Write the plan with its proof, to be checked with `python3 main.py verify`; nothing is decided by that.

    Raises: Problem, when it cannot be written.
    """
    await workspace.background.compute(lambda: save_whole(path, write_plan(plan)))


async def save_table(workspace: Workspace, proposal: Proposal, kind: Table, path: Path) -> None:
    """Write who is with whom, or is to be, and who waits.

    Whoever does not want their e-mail address in such lists has none there.
    Raises: Problem, when it cannot be written.
    """
    consents = {one.id: one for one in await workspace.see_all(Consent)}
    people = {consent.person for consent in consents.values()}
    unlisted = frozenset(person for person in people if not allowed(Use.LISTS, person, consents))
    await workspace.background.compute(partial(_save, proposal, kind, path, unlisted))


def _save(proposal: Proposal, kind: Table, path: Path, unlisted: Collection[str]) -> None:
    placed = sorted(proposal.rows, key=lambda row: not row.mentor_name)
    lines = [_line(proposal, row) for row in placed]
    if kind == "csv":
        save_whole(path, lines_csv(lines, unlisted))
    else:
        save_whole(path, lines_xlsx(lines, proposal.people.mentors, unlisted))


def _line(proposal: Proposal, row: PlanRow) -> Line:
    return Line(
        row.mentee,
        row.mentor_name,
        proposal.mentors.get(row.mentor or ""),
        row.fit,
        row.reasons,
        row.runner_up,
        row.unplaced.reason if row.unplaced is not None else None,
        told=row.told is not None,
    )
