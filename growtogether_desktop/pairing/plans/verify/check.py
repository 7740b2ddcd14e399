"""A plan's file from its bytes to the verdict. The way through: see the package."""

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, quoted, say
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.pairing.plans.verify.asked import asked_by
from growtogether_desktop.pairing.plans.verify.proof import bound
from growtogether_desktop.pairing.plans.verify.rules import broken_rules
from growtogether_desktop.pairing.plans.verify.seal import FORMAT, SUMS, VERSION, changed
from growtogether_desktop.pairing.plans.verify.words import gap, proven
from growtogether_desktop.pairing.plans.verify.written import Written

_DAMAGE = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, zlib.error)
"""What comes of a file that says something else than a plan, wherever that is found out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check has found."""

    proven: bool
    findings: tuple[Message, ...]
    """In plain words: what is proven, or everything that is wrong."""


def verify_file(path: Path) -> Verdict:
    """Check the plan in this file. Raises: Problem, when it is no plan that we can read."""
    try:
        text = path.read_bytes()
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be opened: {reason}.", file=path.name or ".", reason=reason(trouble))
        ) from trouble
    return verify(text)


def verify(text: bytes) -> Verdict:
    """Check the plan in this text. Raises: Problem, when it is no plan that we can read."""
    try:
        told = json.loads(text, object_pairs_hook=_each_once)
        if told["format"] != FORMAT:
            raise KeyError(FORMAT)
        version, tampered = told["version"], tuple(_changed(told))
    except _DAMAGE as trouble:
        raise _no_plan() from trouble
    if version != VERSION:
        raise Problem(
            say("This plan was written by another version of Grow-Together."), say("Check it with that version.")
        )
    try:
        written = Written(told)
        findings = (*tampered, *_wrong(written, told["proof"]))
    except _DAMAGE as trouble:
        if tampered and SUMS in told:
            return Verdict(False, tampered)
        raise _no_plan() from trouble
    return Verdict(False, findings) if findings else Verdict(True, (proven(written),))


def _changed(told: dict[str, Any]) -> list[Message]:
    """Whether the file says something else than when it was written, and where."""
    parts = changed(told)
    if parts is None:
        return [say("The file was changed after it was written.")]
    if not parts:
        return []
    return [
        say("The file was changed after it was written: {parts}.", parts=", ".join(str(quoted(part)) for part in parts))
    ]


def _wrong(written: Written, proof: dict[str, Any]) -> list[Message]:
    """Every rule that the plan breaks; or, where it keeps them all, what its prices do not prove."""
    if broken := list(broken_rules(written)):
        return broken
    asked = asked_by(written)
    worth = asked.worth([written.assigned[row] for row in asked.rows])
    best = bound(asked, proof)
    return [gap(written.policy, worth, best)] if best > worth else []


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of something told twice one reader would believe the first, and another the last."""
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("something is told twice")
    return told


def _no_plan() -> Problem:
    return Problem(
        say("This is not a plan of Grow-Together, or it is damaged."),
        say("Write the plan into a file once more, then check that."),
    )
