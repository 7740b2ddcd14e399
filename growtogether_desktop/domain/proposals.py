"""What both sides say before pairs are published: who suits, who suits less, who rather not.

Everybody who is asked has a proposal of their own, between them and the coordinators: nobody else
reads what somebody has answered, and nobody learns who would rather not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    MENTEE,
    MENTOR,
    Actor,
    Aggregate,
    Change,
    Conflict,
    Sight,
    Stamp,
    aggregate,
    between_us,
    change,
)
from growtogether_desktop.domain.cohorts import COORDINATORS, Cohort, Mentee, Mentor, coordinators_only
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId, PersonId
from growtogether_desktop.domain.leaving import Leaving

SUGGESTED = 3
"""So many mentors are suggested to a mentee."""
MOST_SUGGESTED = 12
"""A mentor is asked about those mentees to whom they are suggested: the best of them."""
NOTE_BYTES = 2_000
RANK_POINTS = (10, 6, 3)
"""What a rank adds to the fit of a pair, from either side: the first, the second, the third."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody one might work with, told so that one can judge without network."""

    place: str
    """A MentorId when a mentee is asked, a MenteeId when a mentor is."""
    name: str
    fit: int
    """0 to 100."""
    skills: tuple[str, ...] = ()
    """What a mentor teaches, or what a mentee wants to learn."""
    reasons: tuple[str, ...] = ()
    """The skills that bring the two together."""
    about: str = ""
    """A mentor's words about themselves, or a mentee's goal."""
    level: int = 0
    """1 (beginner) to 5 (expert); 0 when nobody has said."""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """Somebody's answer. Suggestions that are neither ranked nor vetoed are as good as not ranked."""

    order: tuple[str, ...] = ()
    """Places, best first."""
    vetoed: tuple[str, ...] = ()
    """Places of those one would rather not work with."""
    note: str = ""
    """Words for the coordinators."""


@aggregate("proposal")
class Proposal(Aggregate):
    """A question to one person about the people suggested to them, and the answer."""

    cohort: CohortId
    cohort_title: str
    side: str
    """In which role the person is asked: MENTOR or MENTEE."""
    place: str
    """Their own place in the cohort."""
    person: PersonId
    name: str
    suggestions: tuple[Suggestion, ...]
    until: datetime
    """Answers are hoped for until then (UTC). They count until the coordinator closes the question."""
    closed: bool = False
    opinion: Opinion | None = None

    def called(self, sight: Sight) -> str:
        return self.cohort_title

    @property
    def scope(self) -> str:
        return between_us(self.person)

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.person}

    @property
    def parent(self) -> str:
        return self.cohort

    @property
    def words(self) -> str:
        return self.name

    def without(self, leaving: Leaving, sight: Sight) -> "Proposal | None":
        """Nobody is asked about them any more; a question about nobody else is none."""
        left = tuple(one for one in self.suggestions if not leaving.has(one.place))
        if leaving.is_(self.person) or not left:
            return None
        told = self.opinion
        if told is not None:
            order, vetoed = (
                tuple(one for one in places if not leaving.has(one)) for places in (told.order, told.vetoed)
            )
            told = replace(told, order=order, vetoed=vetoed)
        return replace(self, suggestions=left, opinion=told)


@dataclass(frozen=True, slots=True)
class Say:
    """What all the answers mean for the next plan."""

    points: Mapping[tuple[MenteeId, MentorId], int]
    """What ranks add to the fit of a pair."""
    vetoed: frozenset[tuple[MenteeId, MentorId]]
    """Pairs that one of the two would rather not be; who of them stays between them and the coordinators."""


def proposal_id(side: str, place: str) -> str:
    """One question at a time for each place in a cohort."""
    return f"{side}/{place}"


def what_they_say(proposals: Iterable[Proposal]) -> Say:
    """Ranks as points and vetoes as forbidden pairs, from both sides. Closed questions count too."""
    points: dict[tuple[MenteeId, MentorId], int] = {}
    vetoed: set[tuple[MenteeId, MentorId]] = set()
    for proposal in proposals:
        if proposal.opinion is None:
            continue
        for other, worth in zip(proposal.opinion.order, RANK_POINTS, strict=False):
            pair = _pair(proposal, other)
            points[pair] = points.get(pair, 0) + worth
        vetoed.update(_pair(proposal, other) for other in proposal.opinion.vetoed)
    return Say(points, frozenset(vetoed))


def _pair(proposal: Proposal, other: str) -> tuple[MenteeId, MentorId]:
    if proposal.side == MENTEE:
        return MenteeId(proposal.place), MentorId(other)
    return MenteeId(other), MentorId(proposal.place)


def _suggestions_refusal(
    side: str, cohort: CohortId, suggestions: tuple[Suggestion, ...], sight: Sight
) -> Message | None:
    if not 0 < len(suggestions) <= MOST_SUGGESTED:
        return say("A question is about 1 to {most} people.", most=MOST_SUGGESTED)
    kind: type[Mentor] | type[Mentee] = Mentor if side == MENTEE else Mentee
    for suggestion in suggestions:
        other = sight.see(kind, suggestion.place)
        if other is None or other.cohort != cohort:
            return say("Somebody suggested has left the cohort. Solve again, then ask.")
    return None


@change("proposal.ask", of=Proposal, title=N_("Ask for opinions"), creates=True)
class AskForOpinion(Change[Proposal]):
    """One change for each person who is asked; a coordinator asks many at one go."""

    subject: str
    proposal: Proposal

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal:
        return replace(self.proposal, id=self.subject, closed=False, opinion=None)

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        asked = self.proposal
        if not actor.coordinates:
            return coordinators_only(actor)
        if asked.side not in (MENTOR, MENTEE) or self.subject != proposal_id(asked.side, asked.place):
            return say("A question goes to one mentor or one mentee.")
        if sight.see(Cohort, asked.cohort) is None:
            return say("That cohort is no longer there.")
        kind: type[Mentor] | type[Mentee] = Mentor if asked.side == MENTOR else Mentee
        place = sight.see(kind, asked.place)
        if place is None or (place.cohort, place.person) != (asked.cohort, asked.person):
            return say("Somebody who is asked has left the cohort.")
        return _suggestions_refusal(asked.side, asked.cohort, asked.suggestions, sight)

    def inverse(self, before: Proposal | None) -> "WithdrawQuestion":
        return WithdrawQuestion(self.subject)


@change("proposal.withdraw", of=Proposal, title=N_("Withdraw question"))
class WithdrawQuestion(Change[Proposal]):
    """Takes back a question that nobody has answered."""

    subject: str

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal | None:
        return before if before is not None and (before.opinion or before.closed) else None

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and before.opinion:
            return say("{name} has answered; the question stays.", name=before.name)
        if before is not None and before.closed:
            return say("That question is closed already.")
        return coordinators_only(actor)

    def inverse(self, before: Proposal | None) -> AskForOpinion | None:
        return None if before is None else AskForOpinion(self.subject, before)


@change("proposal.again", of=Proposal, title=N_("Ask again"))
class AskAgain(Change[Proposal]):
    """Suggest other people, or give more time. What was answered stays, and counts for those it was about."""

    subject: str
    suggestions: tuple[Suggestion, ...]
    until: datetime

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal | None:
        return before and replace(before, suggestions=self.suggestions, until=self.until)

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        if not actor.coordinates or before is None:
            return coordinators_only(actor)
        return _suggestions_refusal(before.side, before.cohort, self.suggestions, sight)

    def inverse(self, before: Proposal | None) -> "AskAgain | None":
        return None if before is None else AskAgain(self.subject, before.suggestions, before.until)


@change("proposal.close", of=Proposal, title=N_("Close question"))
class CloseQuestion(Change[Proposal]):
    """From now on the answer stays as it is."""

    subject: str

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal | None:
        return before and replace(before, closed=True)

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)

    def inverse(self, before: Proposal | None) -> "ReopenQuestion | None":
        return None if before is None or before.closed else ReopenQuestion(self.subject)


@change("proposal.reopen", of=Proposal, title=N_("Reopen question"))
class ReopenQuestion(Change[Proposal]):
    subject: str

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal | None:
        return before and replace(before, closed=False)

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        return coordinators_only(actor)

    def inverse(self, before: Proposal | None) -> CloseQuestion | None:
        return CloseQuestion(self.subject) if before is not None and before.closed else None


@change("proposal.rank", of=Proposal, title=N_("Rank suggestions"))
class RankSuggestions(Change[Proposal]):
    subject: str
    opinion: Opinion | None
    """None takes the answer back."""
    seen: tuple[Opinion | None] | None = None
    """The answer that stood there before, or that there was none; None from a program that did not tell yet."""

    def apply(self, before: Proposal | None, stamp: Stamp) -> Proposal | None:
        return before and replace(before, opinion=self.opinion)

    def refusal(self, before: Proposal | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None or before.person != actor.id:
            return say("Only who is asked answers.")
        if before.closed:
            return say("The coordinator has closed this question; write to them if it matters to you.")
        if self.seen not in (None, (before.opinion,)):
            return say("You have answered on another computer meanwhile; your words are kept for you.")
        return None if self.opinion is None else _opinion_refusal(self.opinion, before)

    def inverse(self, before: Proposal | None) -> "RankSuggestions | None":
        return None if before is None else RankSuggestions(self.subject, before.opinion, (self.opinion,))

    def seeing(self, before: Proposal | None) -> "RankSuggestions":
        return self if before is None or self.seen is not None else replace(self, seen=(before.opinion,))

    def conflict(self, now: Proposal) -> Conflict | None:
        if self.seen in (None, (now.opinion,)) or now.opinion == self.opinion:
            return None
        return Conflict(self.text, now.opinion.note if now.opinion else "", replace(self, seen=(now.opinion,)))

    @property
    def text(self) -> str:
        return "" if self.opinion is None else self.opinion.note


def _opinion_refusal(opinion: Opinion, asked: Proposal) -> Message | None:
    named = (*opinion.order, *opinion.vetoed)
    suggested = {suggestion.place for suggestion in asked.suggestions}
    earlier = set(asked.opinion.vetoed) if asked.opinion else set()  # of those suggested before, a veto may stand
    if not suggested.union(earlier).issuperset(named):
        return say("Only people who are suggested here can be ranked.")
    if len(set(named)) != len(named):
        return say("Everybody is named once: ranked, or rather not.")
    if len(opinion.note.encode()) > NOTE_BYTES:
        return say("That is too long for a word; 2 000 bytes is the most.")
    return None
