"""What a person is asked: whom they would like to work with, and how it went. No Qt here."""

from dataclasses import dataclass, replace

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Stamp
from growtogether_desktop.domain.consents import Consent, Use, consent_id, saying
from growtogether_desktop.domain.engagements import AnotherMentor, AskForAnotherMentor, Engagement
from growtogether_desktop.domain.ids import EngagementId, new_id
from growtogether_desktop.domain.outcomes import AnswerOutcome, Experience, Outcome
from growtogether_desktop.domain.proposals import Opinion, Proposal, RankSuggestions, Suggestion
from growtogether_desktop.workspace.workspace import Workspace

KINDS = frozenset(kind.KIND for kind in (Proposal, Outcome, AnotherMentor, Engagement, Consent))
_OPINION, _STORY, _REASON = "say/", "outcome/", "another/"
"""Where drafts of each kind are kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """The people suggested to me, in the order I would like them."""

    proposal: Proposal
    opinion: Opinion
    """As it is on this desk, sent or not: everybody who is suggested stands in it once."""
    waiting: bool = False
    """Whether the hub has still to hear of what was sent."""

    @property
    def ranked(self) -> tuple[Suggestion, ...]:
        return self._suggested(self.opinion.order)

    @property
    def vetoed(self) -> tuple[Suggestion, ...]:
        return self._suggested(self.opinion.vetoed)

    @property
    def sent(self) -> bool:
        """Whether the coordinators have, or will have, exactly this answer."""
        return self.proposal.opinion is not None and self.opinion == _complete(self.proposal.opinion, self.proposal)

    def moved(self, place: str, by: int) -> Opinion:
        """The opinion with one of the ranked moved up (−1) or down (1); at the end it stays."""
        order = list(self.opinion.order)
        at = order.index(place)
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        return replace(self.opinion, order=tuple(order))

    def without(self, place: str) -> Opinion:
        """The opinion of somebody who would rather not work with this one."""
        order = tuple(one for one in self.opinion.order if one != place)
        return replace(self.opinion, order=order, vetoed=(*self.opinion.vetoed, place))

    def allowed(self, place: str) -> Opinion:
        """The opinion with somebody back among the ranked, as the last."""
        vetoed = tuple(one for one in self.opinion.vetoed if one != place)
        return replace(self.opinion, order=(*self.opinion.order, place), vetoed=vetoed)

    def _suggested(self, places: tuple[str, ...]) -> tuple[Suggestion, ...]:
        by_place = {suggestion.place: suggestion for suggestion in self.proposal.suggestions}
        return tuple(by_place[place] for place in places if place in by_place)


@dataclass(frozen=True, slots=True)
class Story:
    """An answer to how it went, while it is written."""

    progress: int | None = None
    again: bool | None = None
    sessions: int | None = None

    @property
    def experience(self) -> Experience | None:
        """The answer, when all of it is there."""
        if self.progress is None or self.again is None or self.sessions is None:
            return None
        return Experience(self.progress, self.again, self.sessions)


@dataclass(frozen=True, slots=True)
class Look:
    """A question about how it went."""

    outcome: Outcome
    story: Story
    waiting: bool = False

    @property
    def sent(self) -> bool:
        return self.outcome.experience is not None and self.story.experience == self.outcome.experience


@dataclass(frozen=True, slots=True)
class Together:
    """Somebody I work with, and what the coordinator wrote to my side."""

    engagement: Engagement
    mine: bool
    """Whether I am the mentee here."""
    wish: AnotherMentor | None = None
    """My wish for another mentor, asked for but perhaps not yet heard of by the hub."""
    reason: str = ""
    """Why I would like another one, while it is written."""

    @property
    def over(self) -> bool:
        return self.engagement.ended is not None or self.wish is not None

    @property
    def name(self) -> str:
        return self.engagement.mentor_name if self.mine else self.engagement.mentee_name

    @property
    def wish_to_be(self) -> AnotherMentor:
        """What asking for another mentor would make: who reads it is told before."""
        return _asking(self.engagement, "").apply(None, Stamp(self.engagement.mentee, self.engagement.began))

    @property
    def message(self) -> str:
        return self.engagement.message_to_mentee if self.mine else self.engagement.message_to_mentor


class SayModel:
    """Answers are drafts until they are sent; both work without network."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.questions: tuple[Question, ...] = ()
        """Those that are open, the soonest due first."""
        self.looks: tuple[Look, ...] = ()
        self.together: tuple[Together, ...] = ()
        """The latest first; what is over comes last."""
        self.may_teach = False
        """Whether what I say about how it went may teach how others are paired."""
        self._workspace = workspace
        self._opinions: dict[str, Opinion] | None = None
        """What is being written, by place of the draft; None until it has been read."""
        self._stories: dict[str, Story] = {}
        self._reasons: dict[str, str] = {}

    async def refresh(self) -> None:
        workspace, me = self._workspace, self._workspace.me.id
        if self._opinions is None:
            self._stories = await workspace.drafts(_STORY, Story)
            self._reasons = await workspace.drafts(_REASON, str)
            self._opinions = await workspace.drafts(_OPINION, Opinion)
        proposals = [one for one in await workspace.see_all(Proposal) if one.person == me and not one.closed]
        waiting = await workspace.waiting(Proposal)
        self.questions = tuple(
            Question(one, self._opinion(one), one.id in waiting)
            for one in sorted(proposals, key=lambda one: (one.until, one.id))
        )
        teaching = await workspace.see(Consent, consent_id(Use.LEARNING, me))
        self.may_teach = teaching is not None and teaching.given
        outcomes = [one for one in await workspace.see_all(Outcome) if one.mentee == me]
        waiting = await workspace.waiting(Outcome)
        self.looks = tuple(Look(one, self._story(one), one.id in waiting) for one in outcomes)
        wishes = [wish for wish in await workspace.see_all(AnotherMentor) if wish.mentee == me]
        waiting = await workspace.waiting(AnotherMentor)
        engagements = [one for one in await workspace.see_all(Engagement) if me in (one.mentor, one.mentee)]
        engagements.sort(key=lambda one: one.began, reverse=True)
        together = [self._together(one, wishes, waiting) for one in engagements]
        self.together = tuple(sorted(together, key=lambda one: one.over))
        self.changed.emit(None)

    # --- whom I would like ------------------------------------------------------------------------

    async def think(self, question: Question, opinion: Opinion) -> None:
        """Keep an opinion on this desk; nobody else reads it yet."""
        assert self._opinions is not None
        self._opinions[_OPINION + question.proposal.id] = opinion
        self.questions = tuple(
            replace(one, opinion=opinion) if one.proposal.id == question.proposal.id else one for one in self.questions
        )
        self.changed.emit(None)
        await self._workspace.keep_draft(_OPINION + question.proposal.id, opinion)

    async def say(self, id: str) -> None:
        """Send the opinion as it is. Raises: Problem, when the question is closed; the draft stays."""
        question = next(one for one in self.questions if one.proposal.id == id)
        opinion = replace(question.opinion, note=question.opinion.note.strip())
        assert self._opinions is not None
        self._opinions[_OPINION + id] = opinion  # whoever reads this again meanwhile finds exactly what was sent
        await self._workspace.do(RankSuggestions(id, opinion))
        self._opinions.pop(_OPINION + id, None)
        await self._workspace.forget_draft(_OPINION + id)

    # --- how it went ------------------------------------------------------------------------------

    async def tell(self, look: Look, story: Story) -> None:
        """Keep what is filled in so far."""
        place = _STORY + look.outcome.id
        self._stories[place] = story
        self.looks = tuple(
            replace(one, story=story) if one.outcome.id == look.outcome.id else one for one in self.looks
        )
        self.changed.emit(None)
        await self._workspace.keep_draft(place, story)

    async def send(self, id: str) -> None:
        """Send how it went, when all of it is filled in. Raises: Problem."""
        look = next(one for one in self.looks if one.outcome.id == id)
        if look.story.experience is not None:
            await self._workspace.do(AnswerOutcome(id, look.story.experience))
            self._stories.pop(_STORY + id, None)
            await self._workspace.forget_draft(_STORY + id)

    async def let_teach(self, given: bool) -> None:
        """Allow that what one says about how it went teaches how others are paired, or no longer. Raises: Problem."""
        me = self._workspace.me.id
        known = await self._workspace.see(Consent, consent_id(Use.LEARNING, me))
        await self._workspace.do(saying(known, me, Use.LEARNING, given=given))

    # --- somebody else ----------------------------------------------------------------------------

    async def write_reason(self, engagement: str, reason: str) -> None:
        """Keep why another mentor would be better, while it is written."""
        self._reasons[_REASON + engagement] = reason
        await self._workspace.keep_draft(_REASON + engagement, reason)

    async def ask_for_another(self, engagement: Engagement, reason: str) -> None:
        """Ask for another mentor. There is no way back: a person has confirmed it.

        Raises: Problem, when there are no words why, or they no longer work together.
        """
        await self._workspace.do(_asking(engagement, reason))
        self._reasons.pop(_REASON + engagement.id, None)
        await self._workspace.forget_draft(_REASON + engagement.id)

    # --- declined words ------------------------------------------------------------------------------

    async def write_again(self, change: RankSuggestions | AskForAnotherMentor) -> None:
        """Keep declined words as a draft again, behind what is being written there.

        Raises: Problem, when nobody is asked any more, or the two no longer work together.
        """
        workspace = self._workspace
        if isinstance(change, RankSuggestions):
            proposal = await workspace.see(Proposal, change.subject)
            place = _OPINION + change.subject
            if proposal is None or proposal.closed or change.opinion is None:
                raise _gone()
            begun = (await workspace.drafts(place, Opinion)).get(place)
            note = _behind(begun.note if begun else "", change.opinion.note)
            await workspace.keep_draft(place, replace(change.opinion, note=note))
        else:
            engagement = await workspace.see(Engagement, change.engagement)
            place = _REASON + change.engagement
            if engagement is None or engagement.ended:
                raise _gone()
            begun_reason = (await workspace.drafts(place, str)).get(place, "")
            await workspace.keep_draft(place, _behind(begun_reason, change.reason))
        self._opinions = None  # all drafts are read again

    # --- inside -----------------------------------------------------------------------------------

    def _opinion(self, proposal: Proposal) -> Opinion:
        drafts = self._opinions or {}
        return _complete(drafts.get(_OPINION + proposal.id) or proposal.opinion or Opinion(), proposal)

    def _story(self, outcome: Outcome) -> Story:
        if (draft := self._stories.get(_STORY + outcome.id)) is not None:
            return draft
        told = outcome.experience
        return Story() if told is None else Story(told.progress, told.again, told.sessions)

    def _together(self, engagement: Engagement, wishes: list[AnotherMentor], waiting: frozenset[str]) -> Together:
        """A wish the hub has heard of, yet the engagement goes on: a coordinator has brought the two together again."""
        theirs = [wish for wish in wishes if wish.engagement == engagement.id]
        counts = [wish for wish in theirs if engagement.ended or wish.id in waiting]
        wish = max(counts, key=lambda wish: wish.asked, default=None)
        mine = engagement.mentee == self._workspace.me.id
        return Together(engagement, mine, wish, self._reasons.get(_REASON + engagement.id, ""))


def _complete(opinion: Opinion, proposal: Proposal) -> Opinion:
    """The opinion about those who are suggested now: whoever it does not name comes last, the best fit first."""
    suggested = sorted(proposal.suggestions, key=lambda one: (-one.fit, one.place))
    places = [one.place for one in suggested if one.place not in opinion.vetoed]
    named = [place for place in opinion.order if place in places]
    return replace(opinion, order=(*named, *(place for place in places if place not in named)))


def _behind(begun: str, words: str) -> str:
    return begun if words in begun else f"{begun} {words}".strip()


def _gone() -> Problem:
    return Problem(
        say("What these words were about is no longer there."),
        say("Copy them, if you want to use them elsewhere."),
    )


def _asking(engagement: Engagement, reason: str) -> AskForAnotherMentor:
    """The change by which its mentee asks for another mentor."""
    id, pair = new_id(), EngagementId(engagement.id)
    return AskForAnotherMentor(id, pair, engagement.cohort, engagement.mentor, engagement.mentee_name, reason)
