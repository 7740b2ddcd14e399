"""What follows from what. The hub asks for these changes itself, in the same transaction.

Pure functions from what has happened to what is asked for next; nobody else may ask for them.
"""

from collections.abc import Callable
from typing import Any

from growtogether_desktop.domain.changes import Aggregate, Change, Sight
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.directory import OpenProfile, Profile, Skill
from growtogether_desktop.domain.engagements import OpenEngagement, PublishPairs, engagement_id
from growtogether_desktop.domain.roster import EnrolMentor

Reaction = Callable[[Any, Any, Sight], tuple[Change[Any], ...]]


def what_follows(done: Change[Any], after: Aggregate | None, sight: Sight) -> tuple[Change[Any], ...]:
    """The changes the hub asks for because `done` has been accepted; creates of what is there already fall away."""
    react = _REACTIONS.get(type(done))
    return react(done, after, sight) if react else ()


def _pairs_published(done: PublishPairs, after: Cohort, sight: Sight) -> tuple[Change[Any], ...]:
    opened: list[Change[Any]] = []
    for pair in done.pairs:
        mentor, mentee = sight.see(Mentor, pair.mentor), sight.see(Mentee, pair.mentee)
        if mentor is None or mentee is None:
            continue
        opened.append(
            OpenEngagement(
                engagement_id(pair.mentor, pair.mentee),
                mentor.cohort,
                after.title,
                mentor.person,
                mentor.name,
                mentee.person,
                mentee.name,
                pair.fit,
                pair.reasons,
            )
        )
    return tuple(opened)


def _mentor_enrolled(done: EnrolMentor, after: Mentor, sight: Sight) -> tuple[Change[Any], ...]:
    """The directory knows a mentor from the roster on; the person may change the words later."""
    skills = tuple(Skill(name, after.level) for name in after.skills)
    profile = Profile(after.person, after.name, after.bio, skills, after.languages, after.capacity)
    return (OpenProfile(after.person, profile),)


_REACTIONS: dict[type[Change[Any]], Reaction] = {
    PublishPairs: _pairs_published,
    EnrolMentor: _mentor_enrolled,
}
