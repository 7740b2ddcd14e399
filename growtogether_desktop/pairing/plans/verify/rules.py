"""Whether a plan keeps what it was told to keep: seats, pins, bans, company, and its own totals."""

from collections.abc import Iterator

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.pairing.plans.verify.written import WAITS, Written


def broken_rules(written: Written) -> Iterator[Message]:
    """Every rule that the plan breaks."""
    names, mentors = written.mentees, written.mentors
    for row, column in written.pairs():
        if written.points[row][column] is None:
            yield say("{mentee} may not be with {mentor}.", mentee=names[row], mentor=mentors[column])
    for mentee, mentor in written.bans:
        if mentor in written.mentor_ids:  # whoever has left keeps nobody from anything
            row, column = written.mentee_ids[mentee], written.mentor_ids[mentor]
            if written.points[row][column] is not None:
                yield say(
                    "{mentee} is forbidden to {mentor}, but the pair counts as possible.",
                    mentee=names[row],
                    mentor=mentors[column],
                )
    for column, mentor in enumerate(mentors):
        guests = written.assigned.count(column)
        if guests > written.seats[column]:
            yield say(
                "{mentor} has more mentees ({n}) than seats ({seats}).",
                mentor=mentor,
                n=guests,
                seats=written.seats[column],
            )
        if guests < written.least[column]:
            yield say(
                "{mentor} has fewer mentees ({n}) than promised ({least}).",
                mentor=mentor,
                n=guests,
                least=written.least[column],
            )
    for row, column in written.pins.items():
        if written.assigned[row] != column:
            yield say("{mentee} is pinned to {mentor}, but is not there.", mentee=names[row], mentor=mentors[column])
    for group in written.together:
        if len({written.assigned[row] for row in group}) > 1:
            yield say("{mentees} must be together, but are not.", mentees=", ".join(names[row] for row in group))
    for one, other in written.apart:
        if written.assigned[one] == written.assigned[other] != WAITS:
            yield say("{mentees} must be apart, but are not.", mentees=f"{names[one]}, {names[other]}")
    fits = written.fits()
    counted = {"placed": len(written.pairs()), "points": sum(fits), "lowest": min(fits, default=0)}
    if counted != written.totals:
        yield say(
            "The file says {placed} pairs, {points} points, lowest {lowest}; it should be {pairs}, {total}, {least}.",
            **written.totals,
            pairs=counted["placed"],
            total=counted["points"],
            least=counted["lowest"],
        )
