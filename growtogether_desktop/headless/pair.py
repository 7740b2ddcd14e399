"""`python3 main.py pair MENTEES.csv MENTORS.csv -o plan.json`: a plan for whoever scripts."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Policy, Rules, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId, PersonId
from growtogether_desktop.headless.asked import FEWEST, asked_by
from growtogether_desktop.headless.terminal import (
    DONE,
    NOT_PROVEN,
    REFUSED,
    bar,
    run,
    tell,
    write,
)
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.plans.file import read_pairs, write_plan
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.plan import Plan, Situation, plan_by, score
from growtogether_desktop.pairing.plans.rematch import changes, fewest_changes, frontier, other_policy
from growtogether_desktop.pairing.plans.report import lines_csv, lines_of, lines_xlsx
from growtogether_desktop.pairing.plans.shortage import shortages
from growtogether_desktop.pairing.plans.ways_out import ways_out
from growtogether_desktop.pairing.roster import Roster, read_roster
from growtogether_desktop.pairing.table import open_table

COHORT = CohortId("cohort")


def main(arguments: list[str]) -> int:
    return run(_pair, arguments)


def _pair(arguments: list[str]) -> int:
    asked = asked_by(arguments)
    try:
        _refuse_to_overwrite(asked)
        mentees, mentors, wrong = _rosters(asked.mentees, asked.mentors)
        if wrong:
            tell(sys.stderr, *wrong, say_n("{n} thing is to be mended.", "{n} things are to be mended.", len(wrong)))
            return REFUSED
        before = _before(asked.previous)
        return _solve(asked, mentees, mentors, Situation(week=asked.week, before=before))
    except Impossible as problem:
        tell(sys.stderr, *_ways(problem))
        return REFUSED
    except Problem as problem:
        tell(sys.stderr, problem)
        return REFUSED


def _solve(
    asked: argparse.Namespace, mentees: tuple[Mentee, ...], mentors: tuple[Mentor, ...], situation: Situation
) -> int:
    fewest = asked.previous is not None and asked.keep in (None, FEWEST)
    rules = Rules(weights=asked.weights, policy=Policy(asked.policy), keep=0 if fewest else asked.keep or 0)
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
    files = {asked.output: write_plan(plan, names=asked.names)}
    if asked.report is not None:
        lines, workbook = lines_of(plan), asked.report.suffix.lower() == ".xlsx"
        files[asked.report] = lines_xlsx(lines, mentors) if workbook else lines_csv(lines)
    write(files)
    tell(sys.stdout, *(short.words for short in shortages(scored)))
    tell(sys.stdout, *_summary(plan, mentees))
    if plan.unplaced:
        tell(sys.stdout, *(way.words for way in ways_out(scored, plan)))
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
        try:
            table = open_table(path)
            roster = read_roster(table, guess_mapping(table.header), COHORT, role)
        except Problem as problem:
            wrong.append(f"{problem}" if path.name in str(problem.what) else f"{path}: {problem}")
            return Roster((), (), ())
        for row in roster.problems:
            where = f"{path}:{row.line}: {row.column}: " if row.column else f"{path}:{row.line}: "
            wrong.append(f"{where}{row.what} {row.advice}")
        return roster

    if of_mentees == of_mentors:
        both = read(of_mentees, None)
        mentees, mentors = both.mentees, both.mentors
    else:
        mentees, mentors = read(of_mentees, MENTEE).mentees, read(of_mentors, MENTOR).mentors
    if not wrong and not mentees:
        nobody = say("There is no mentee in this file.")
        wrong.append(f"{of_mentees}: {nobody}")
    if not wrong and not mentors:
        nobody = say("There is no mentor in this file.")
        wrong.append(f"{of_mentors}: {nobody}")
    return mentees, mentors, wrong


def _before(path: Path | None) -> dict[MenteeId, MentorId]:
    """Who was with whom in an earlier plan, by the people themselves: it may be of another cohort."""
    if path is None:
        return {}
    try:
        pairs = read_pairs(path.read_bytes())
    except OSError as trouble:
        raise Problem(
            say("“{file}” cannot be opened: {reason}.", file=path.name or ".", reason=reason(trouble))
        ) from trouble
    except (ValueError, RecursionError) as trouble:
        raise Problem(say("“{file}” is not a plan of Grow-Together.", file=path.name)) from trouble
    person = {place: PersonId(place.partition("@")[0]) for pair in pairs.items() for place in pair}
    return {mentee_id(person[one], COHORT): mentor_id(person[other], COHORT) for one, other in pairs.items()}


def _refuse_to_overwrite(asked: argparse.Namespace) -> None:
    """Raises: Problem, when what is written would take the place of what is read, or of one another."""
    read = {path.resolve() for path in (asked.mentees, asked.mentors)}
    for path in filter(None, (asked.output, asked.report)):
        if path.resolve() in read:
            raise Problem(
                say("“{file}” is a roster and is not written over.", file=path.name), say("Name another file.")
            )
        read.add(path.resolve())


def _ways(problem: Impossible) -> Iterator[str]:
    """Everything that stands in the plan's way, each with the cheapest way out and the others beneath."""
    for one in problem.found:
        first, *others = one.ways
        yield f"{one.what} {first.words}"
        for way in others:
            other = say("Or: {way}", way=way.words)
            yield f"  {other}"
