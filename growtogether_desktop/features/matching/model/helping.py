"""What a way out changes on the roster and in the wishes."""

from typing import Any

from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.roster import ReviseMentee, ReviseMentor, SetWishes
from growtogether_desktop.features.matching.model.proposal import People
from growtogether_desktop.pairing.plans.steps import WayOut, carried_out


def changes_of(people: People, way: WayOut) -> list[Change[Any]]:
    """What makes the roster say so. What only others can do changes nothing."""
    mentees, mentors = carried_out(people.mentees, people.mentors, way.steps)
    changes: list[Change[Any]] = []
    for was, mentee in zip(people.mentees, mentees, strict=True):
        if (was.pinned_to, was.forbidden) != (mentee.pinned_to, mentee.forbidden):
            changes.append(SetWishes(mentee.id, mentee.pinned_to, mentee.forbidden))
        if (was.together, was.apart) != (mentee.together, mentee.apart):
            changes.append(ReviseMentee(mentee.id, mentee))
    changes += [
        ReviseMentor(mentor.id, mentor) for was, mentor in zip(people.mentors, mentors, strict=True) if was != mentor
    ]
    return changes
