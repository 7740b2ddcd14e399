"""What `pair` is asked for: its command line, read in the language of the terminal."""

import argparse
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from growtogether_desktop.base.i18n import Message, _, say
from growtogether_desktop.domain.cohorts import Policy, Weights
from growtogether_desktop.headless.terminal import parser
from growtogether_desktop.pairing.plans.plan import Situation

FEWEST = "fewest"
"""Instead of points: whoever need not change keeps their mentor."""
MOST_WEIGHT = 100
MOST_KEEP = 1000


def asked_by(arguments: list[str]) -> argparse.Namespace:
    here = parser(
        "pair",
        _("Pair mentees with mentors and prove that no plan is better. Files are CSV or XLSX."),
        _(
            "Exit status: 0 when the plan is proven to be the best, 1 when it is written but not proven, 3 when "
            "something is to be mended and nothing was written, 130 when it was cancelled."
        ),
    )
    here.add_argument("mentees", type=Path, metavar="MENTEES", help=_("who wants to learn"))
    here.add_argument(
        "mentors", type=Path, metavar="MENTORS", help=_("who teaches; the same file if it has a role column")
    )
    here.add_argument(
        "-o", "--output", type=Path, metavar="PLAN", required=True, help=_("where the plan goes, as JSON")
    )
    here.add_argument(
        "--policy",
        choices=[*map(str, Policy)],
        default=str(Policy.FLOOR),
        help=_(
            "what makes a plan better: floor (as usual), as many people as can be, then the highest lowest fit, then "
            "points; most, as many people, then points; sum, points, whoever waits for it; leximin, as many people, "
            "then the fewest low fits"
        ),
    )
    here.add_argument(
        "--weights", type=_weights, default=Weights(), metavar="NAME=N,…", help=_("such as goal=35,stack=25")
    )
    here.add_argument(
        "--previous", type=Path, metavar="PLAN", help=_("an earlier plan, to be changed as little as --keep says")
    )
    here.add_argument(
        "--keep", type=_keep, metavar="N", help=_("points a kept pair is worth, or fewest: only forced changes")
    )
    here.add_argument("--report", type=_report, metavar="FILE", help=_("a table of the plan: .csv or .xlsx"))
    here.add_argument("--names", action="store_true", help=_("write people's names into the plan, not only their ids"))
    here.add_argument("--week", type=_week, default=Situation().week, metavar="DATE", help=_("whose clocks count"))
    asked = here.parse_args(arguments)
    if asked.keep is not None and asked.previous is None:
        here.error(_("--keep says something only beside --previous"))
    return asked


def _weights(text: str) -> Weights:
    """goal=35,stack=25: whatever is not named keeps its usual weight."""
    weights = asdict(Weights())
    for part in text.split(","):
        name, _equals, number = part.partition("=")
        if name.strip() not in weights or not number.strip().isdecimal() or int(number) > MOST_WEIGHT:
            known = ", ".join(field.name for field in fields(Weights))
            raise _unfit(
                say("“{part}” is not a weight from 0 to 100 such as goal=35; there are {known}", part=part, known=known)
            )
        weights[name.strip()] = int(number)
    if not any(weights.values()):
        raise _unfit(say("at least one weight must be more than 0"))
    return Weights(**weights)


def _keep(text: str) -> str | int:
    if text == FEWEST or (text.isdecimal() and int(text) <= MOST_KEEP):
        return text if text == FEWEST else int(text)
    raise _unfit(say("“{written}” is neither fewest nor points from 0 to 1000", written=text))


def _week(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as trouble:
        raise _unfit(say("“{written}” is not a date such as 2026-01-05", written=text)) from trouble


def _report(text: str) -> Path:
    if Path(text).suffix.lower() not in (".csv", ".xlsx"):
        raise _unfit(say("“{written}” ends neither in .csv nor in .xlsx", written=text))
    return Path(text)


def _unfit(what: Message) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(str(what))
