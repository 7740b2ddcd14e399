"""What follows from what. The hub asks for these changes itself, in the same transaction.

Pure functions from what has happened to what is asked for next; nobody else may ask for them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from growtogether_desktop.domain.changes import Aggregate, Change, Sight
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.consents import (
    UNTIL_ASKED,
    AnswerConsent,
    Consent,
    ForgetConsent,
    Hidden,
    KeepHidden,
    ReviseConsent,
    Use,
)
from growtogether_desktop.domain.directory import OpenProfile, Profile, ReviseProfile, Skill
from growtogether_desktop.domain.engagements import (
    AnotherMentor,
    AskForAnotherMentor,
    DropEngagement,
    EndEngagement,
    Engagement,
    OpenEngagement,
    PublishPairs,
    RenewEngagement,
    StayPublished,
    UseEngagement,
    WithdrawPublication,
    engagement_id,
)
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.roster import EnrolMentor, ForbidPair
from growtogether_desktop.domain.submissions import OpenSubmission, Submission
from growtogether_desktop.domain.task_files import Purpose, ShareSolution, task_files_id

Reaction = Callable[[Any, Any, Sight], tuple[Change[Any], ...]]


def what_follows(done: Change[Any], after: Aggregate | None, sight: Sight) -> tuple[Change[Any], ...]:
    """The changes the hub asks for because `done` has been accepted; creates of what is there already fall away."""
    react = _REACTIONS.get(type(done))
    return react(done, after, sight) if react else ()


def _pairs_published(done: PublishPairs, after: Cohort, sight: Sight) -> tuple[Change[Any], ...]:
    """A pair that is told already stays as it was told; one that had ended begins anew."""
    opened: list[Change[Any]] = []
    for pair in done.pairs:
        mentor, mentee = sight.see(Mentor, pair.mentor), sight.see(Mentee, pair.mentee)
        if mentor is None or mentee is None:
            continue
        id = engagement_id(pair.mentor, pair.mentee)
        messages = (done.publication, done.message_to_mentors, done.message_to_mentees)
        if sight.see(Engagement, id) is not None:
            opened.append(RenewEngagement(id, pair.fit, pair.reasons, *messages))
            continue
        opened.append(
            OpenEngagement(
                id,
                mentor.cohort,
                after.title,
                mentor.person,
                mentor.name,
                mentee.person,
                mentee.name,
                pair.fit,
                pair.reasons,
                *messages,
            )
        )
    return tuple(opened)


def _publication_withdrawn(done: WithdrawPublication, after: Cohort, sight: Sight) -> tuple[Change[Any], ...]:
    found = [one for id in done.engagements if (one := sight.see(Engagement, id)) is not None]
    going = [one for one in found if done.withdraws(one)]
    dropped = tuple(DropEngagement(one.id) for one in going)
    return dropped if len(going) == len(found) else (*dropped, StayPublished(done.subject))


def _work_opened(done: OpenSubmission, after: Submission, sight: Sight) -> tuple[Change[Any], ...]:
    return (UseEngagement(done.engagement),)


def _reviewed(done: PublishReview, after: Review, sight: Sight) -> tuple[Change[Any], ...]:
    """Whoever's work on a task is accepted may see how others would have done it."""
    submission = sight.see(Submission, after.submission)
    if after.verdict is not Verdict.ACCEPTED or submission is None or submission.card is None:
        return ()
    return (ShareSolution(task_files_id(submission.card, Purpose.SOLUTION), submission.author),)


def _another_mentor_wanted(done: AskForAnotherMentor, after: AnotherMentor, sight: Sight) -> tuple[Change[Any], ...]:
    """The mentee is back among those to be paired; the next plan does not bring the two together again."""
    mentee, mentor = mentee_id(after.mentee, after.cohort), mentor_id(after.mentor, after.cohort)
    return EndEngagement(after.engagement, after.mentee), ForbidPair(mentee, mentor)


def _mentor_enrolled(done: EnrolMentor, after: Mentor, sight: Sight) -> tuple[Change[Any], ...]:
    """The directory knows a mentor from the roster on; the person may change the words later."""
    skills = tuple(Skill(name, after.level) for name in after.skills)
    profile = Profile(after.person, after.name, after.bio, skills, after.languages, after.capacity)
    return (OpenProfile(after.person, profile),)


def _consent_said(done: Change[Any], after: Consent | None, sight: Sight) -> tuple[Change[Any], ...]:
    """What is withdrawn from the directory leaves it at once, and comes back as it was once it is allowed again."""
    known = after or sight.see(Consent, done.subject)
    if known is None or known.use is not Use.DIRECTORY:
        return ()
    profile = sight.see(Profile, known.person)
    if profile is None:
        return ()
    shown = UNTIL_ASKED[known.use] if after is None else after.given
    if not shown and profile.tells:
        told = Hidden(profile.headline, tuple((s.name, s.level) for s in profile.skills), profile.languages)
        bare = replace(profile, headline="", skills=(), languages=())
        return KeepHidden(known.id, told), ReviseProfile(profile.id, bare)
    if shown and known.hidden is not None:
        told = known.hidden
        skills = tuple(Skill(name, level) for name, level in told.skills)
        whole = replace(profile, headline=told.headline, skills=skills, languages=told.languages)
        return KeepHidden(known.id, None), ReviseProfile(profile.id, whole)
    return ()


_REACTIONS: dict[type[Change[Any]], Reaction] = {
    PublishPairs: _pairs_published,
    WithdrawPublication: _publication_withdrawn,
    OpenSubmission: _work_opened,
    PublishReview: _reviewed,
    AskForAnotherMentor: _another_mentor_wanted,
    EnrolMentor: _mentor_enrolled,
    AnswerConsent: _consent_said,
    ReviseConsent: _consent_said,
    ForgetConsent: _consent_said,
}
