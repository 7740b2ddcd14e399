"""`python3 main.py verify plan.json`: whether a plan is the best, checked without any solver."""

import sys
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.headless.terminal import DONE, NOT_PROVEN, REFUSED, parser, run, tell
from growtogether_desktop.pairing.plans.verify.check import verify_file


def main(arguments: list[str]) -> int:
    return run(_verify, arguments)


def _verify(arguments: list[str]) -> int:
    here = parser(
        "verify", _("Check that a plan keeps its rules and that no plan is better. Exit status 0 when it is so.")
    )
    here.add_argument("plan", type=Path, metavar="PLAN", help=_("what `main.py pair` or the desktop has written"))
    try:
        verdict = verify_file(here.parse_args(arguments).plan)
    except Problem as problem:
        tell(sys.stderr, problem)
        return REFUSED
    tell(sys.stdout, *verdict.findings)
    return DONE if verdict.proven else NOT_PROVEN
