"""A plan written down: everything that went in, what came out, and the proof. `verify` reads it."""

import base64
import json
import platform
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import numpy as np

from growtogether_desktop import __version__
from growtogether_desktop.pairing.plans.plan import Basis, Plan, in_numbers, inputs_hash
from growtogether_desktop.pairing.plans.splitting import Case
from growtogether_desktop.pairing.plans.verify.seal import FORMAT, SUMS, VERSION, sums
from growtogether_desktop.pairing.solving.instance import NOBODY


def write_plan(plan: Plan, names: bool = False) -> bytes:
    """The plan as JSON. People go by their ids; with `names`, by their names too.

    The points of all pairs go along (a byte or less for each pair: some MB for 5,000 × 1,500), for
    without them nobody could check anything; and so does a sum of every part, by which each change to the file
    is noticed. The same plan is the same text to the byte.
    """
    assert plan.basis is not None, "the plan of nobody has nothing to be written down"
    told = _told(plan, plan.basis, names)
    told[SUMS] = sums(told)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_pairs(text: bytes) -> Mapping[str, str]:
    """Mentee id → mentor id of a plan that was written down. Raises: ValueError, when it is none."""
    told = json.loads(text)
    try:
        if told["format"] != FORMAT:
            raise ValueError(FORMAT)
        mentors = [str(one["id"]) for one in told["mentors"]]
        placed = zip(told["mentees"], told["assigned"], strict=True)
        return {str(one["id"]): mentors[column] for one, column in placed if column != NOBODY}
    except (KeyError, TypeError, IndexError) as trouble:
        raise ValueError(FORMAT) from trouble


def _told(plan: Plan, basis: Basis, names: bool) -> dict[str, Any]:
    asked = basis.asked
    situation = basis.scored.situation
    before = dict.fromkeys(situation.before.items(), 0)
    pinned = [(row, column) for row, column in enumerate(asked.pinned.tolist()) if column != NOBODY]
    points = np.ascontiguousarray(asked.points, "<i2")
    return {
        "format": FORMAT,
        "version": VERSION,
        "made by": {
            "grow-together": __version__,
            "python": platform.python_version(),
            "numpy": version("numpy"),
            "scipy": version("scipy"),
        },
        "inputs": inputs_hash(basis),
        "rules": asdict(basis.rules),
        "mentees": [
            {"id": one.id, **({"name": one.name} if names else {}), "priority": one.priority} for one in asked.mentees
        ],
        "mentors": [
            {
                "id": one.id,
                **({"name": one.name} if names else {}),
                "seats": one.capacity,
                "least": min(one.least, one.capacity),
            }
            for one in asked.mentors
        ],
        "pins": pinned,
        "together": asked.groups,
        "apart": asked.rivals,
        "ranks": in_numbers(basis.scored, situation.answers.points),
        "before": [(row, column) for row, column, _ in in_numbers(basis.scored, before)],
        "bans": [(one.id, mentor) for one in asked.mentees for mentor in one.forbidden],
        "points": {
            "coded": "16-bit little-endian integers, mentees by mentors, -1 impossible; zlib; base64",
            "data": base64.b64encode(zlib.compress(points.tobytes(), 6)).decode(),
        },
        "assigned": basis.assigned.tolist(),
        "totals": {"placed": len(plan.pairs), "points": plan.total, "lowest": plan.lowest},
        "proof": _case(basis.found.cases),
    }


def _case(case: Case) -> dict[str, Any]:
    if case.yes is not None and case.no is not None:
        return {"row": case.row, "column": case.column, "yes": _case(case.yes), "no": _case(case.no)}
    return {
        "steps": [
            {
                "name": step.name,
                "floor": step.floor,
                "fit": step.fit,
                "engine": step.engine,
                "prices": step.prices.tolist(),
            }
            for step in case.steps
        ]
    }
