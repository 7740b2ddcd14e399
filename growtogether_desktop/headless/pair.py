"""`python3 main.py pair MENTEES.csv MENTORS.csv -o plan.json`: a plan for whoever scripts."""

import argparse
import sys
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Policy, Rules, Weights, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId, PersonId
from growtogether_desktop.headless.terminal import (
    DONE,
    NOT_PROVEN,
    REFUSED,
    bar,
    parser,
    run,
    tell,
    write,
)
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.plans.file import read_pairs, write_plan
from growtogether_desktop.pairing.plans.plan import Plan, Situation, plan_by, score
from growtogether_desktop.pairing.plans.rematch import changes, fewest_changes, frontier, other_policy
from growtogether_desktop.pairing.plans.report import plan_csv, plan_xlsx
from growtogether_desktop.pairing.plans.shortage import shortages
from growtogether_desktop.pairing.plans.ways_out import ways_out
from growtogether_desktop.pairing.roster import Roster, read_roster
from growtogether_desktop.pairing.table import open_table

COHORT = CohortId("cohort")
FEWEST = "fewest"
"""Instead of points: whoever need not change keeps their mentor."""


def main(arguments: list[str]) -> int:
    return run(_pair, arguments)


def _pair(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        mentees, mentors, wrong = _rosters(asked.mentees, asked.mentors)
        if wrong:
            tell(sys.stderr, *wrong)
            return REFUSED
        before = _before(asked.previous)
        return _solve(asked, mentees, mentors, Situation(week=asked.week, before=before))
    except Problem as problem:
        tell(sys.stderr, problem)
        return REFUSED


def _solve(
    asked: argparse.Namespace, mentees: tuple[Mentee, ...], mentors: tuple[Mentor, ...], situation: Situation
) -> int:
    fewest = asked.previous is not None and asked.keep == FEWEST
    rules = Rules(weights=asked.weights, policy=asked.policy, keep=0 if asked.keep == FEWEST else asked.keep)
    progress = bar(sys.stderr)
    scored = score(mentees, mentors, rules, situation, lambda done: progress(0.3 * done))

    def later(done: float) -> None:
        progress(0.3 + 0.7 * done)

    if fewest:
        plan = fewest_changes(scored, rules, later).plan
    elif situation.before:
        plan = frontier(scored, rules, (rules.keep,), later)[0].plan
    else:
        plan = plan_by(scored, rules, later)
    _write(asked.output, write_plan(plan, names=asked.names))
    if asked.report is not None:
        _write(asked.report, plan_xlsx(plan) if asked.report.suffix.lower() == ".xlsx" else plan_csv(plan))
    tell(sys.stdout, *(short.words for short in shortages(scored)))
    tell(sys.stdout, *_summary(plan, mentees))
    if plan.unplaced:
        tell(sys.stdout, *(way.words for way in ways_out(scored)))
    if situation.before:
        if (why := other_policy(rules)) is not None:
            tell(sys.stdout, why)
        n = changes(scored, plan)
        tell(sys.stdout, say_n("{n} mentee changes mentor.", "{n} mentees change mentor.", n))
    return DONE if plan.proven else NOT_PROVEN


def _summary(plan: Plan, mentees: tuple[Mentee, ...]) -> list[Message]:
    """What has come out, and who waits for what reason."""
    told = say_n(
        "{placed} of {n} mentee has a mentor: {points} points, lowest fit {lowest}.",
        "{placed} of {n} mentees have a mentor: {points} points, lowest fit {lowest}.",
        len(mentees),
        placed=len(plan.pairs),
        points=plan.total,
        lowest=plan.lowest,
    )
    names = {mentee.id: mentee.name for mentee in mentees}
    waiting = [
        say("{mentee} waits. {reason}", mentee=names[one.mentee], reason=one.reason)
        for one in sorted(plan.unplaced, key=lambda one: names[one.mentee])
    ]
    if plan.proven:
        return [told, *waiting]
    return [
        told,
        say("The search was cut short, so a better plan may exist: many must be together or apart."),
        *waiting,
    ]


def _rosters(of_mentees: Path, of_mentors: Path) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...], list[str]]:
    """Who is in the two files, and every row that is wrong as `file:line: …`. One file may be both."""
    wrong: list[str] = []

    def read(path: Path, role: str | None) -> Roster:
        table = open_table(path)
        roster = read_roster(table, guess_mapping(table.header), COHORT, role)
        for row in roster.problems:
            where = f"{path}:{row.line}: {row.column}: " if row.column else f"{path}:{row.line}: "
            wrong.append(f"{where}{row.what} {row.advice}")
        return roster

    if of_mentees == of_mentors:
        both = read(of_mentees, None)
        return both.mentees, both.mentors, wrong
    return read(of_mentees, MENTEE).mentees, read(of_mentors, MENTOR).mentors, wrong


def _before(path: Path | None) -> dict[MenteeId, MentorId]:
    """Who was with whom in an earlier plan, by the people themselves: it may be of another cohort."""
    if path is None:
        return {}
    try:
        pairs = read_pairs(path.read_bytes())
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be opened: {reason}.", file=path.name, reason=trouble.strerror or trouble)
        ) from trouble
    except ValueError as trouble:
        raise Problem(say("“{file}” is not a plan of Grow-Together.", file=path.name)) from trouble
    person = {place: PersonId(place.partition("@")[0]) for pair in pairs.items() for place in pair}
    return {mentee_id(person[one], COHORT): mentor_id(person[other], COHORT) for one, other in pairs.items()}


def _write(path: Path, data: bytes) -> None:
    try:
        write(path, data)
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be written: {reason}.", file=path.name, reason=trouble.strerror or trouble)
        ) from trouble


def _weights(text: str) -> Weights:
    """goal=35,stack=25: whatever is not named keeps its usual weight."""
    weights = asdict(Weights())
    for part in text.split(","):
        name, _, number = part.partition("=")
        if name.strip() not in weights or not number.strip().isdecimal():
            known = ", ".join(field.name for field in fields(Weights))
            raise argparse.ArgumentTypeError(f"{part!r} is not a weight such as goal=35; there are {known}")
        weights[name.strip()] = int(number)
    if not any(weights.values()):
        raise argparse.ArgumentTypeError("at least one weight must be more than 0")
    return Weights(**weights)


def _keep(text: str) -> str | int:
    if text == FEWEST or (text.isdecimal() and int(text) <= 1000):
        return text if text == FEWEST else int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither {FEWEST!r} nor points from 0 to 1000")


def _parser() -> argparse.ArgumentParser:
    here = parser("pair", "Pair mentees with mentors and prove that no plan is better. Files are CSV or XLSX.")
    here.add_argument("mentees", type=Path, metavar="MENTEES", help="who wants to learn")
    here.add_argument(
        "mentors", type=Path, metavar="MENTORS", help="who teaches; the same file if it has a role column"
    )
    here.add_argument("-o", "--output", type=Path, metavar="PLAN", required=True, help="where the plan goes, as JSON")
    here.add_argument(
        "--policy", type=Policy, choices=list(Policy), default=Policy.FLOOR, help="what makes a plan better"
    )
    here.add_argument(
        "--weights", type=_weights, default=Weights(), metavar="NAME=N,…", help="such as goal=35,stack=25"
    )
    here.add_argument(
        "--previous", type=Path, metavar="PLAN", help="an earlier plan, to be changed as little as --keep says"
    )
    here.add_argument(
        "--keep", type=_keep, metavar="N", help="points a kept pair is worth, or fewest: only forced changes"
    )
    here.add_argument("--report", type=Path, metavar="FILE", help="a table of the plan: .csv or .xlsx")
    here.add_argument("--names", action="store_true", help="write people's names into the plan, not only their ids")
    here.add_argument(
        "--week", type=date.fromisoformat, default=Situation().week, metavar="DATE", help="whose clocks count"
    )
    here.set_defaults(keep=FEWEST)
    return here
