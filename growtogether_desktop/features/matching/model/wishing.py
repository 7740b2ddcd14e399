"""What a coordinator wishes for: pins, vetoes, seats, priorities, company and rules. All of it can be undone."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules, SetRules
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.domain.roster import ReviseMentee, ReviseMentor, SetWishes
from growtogether_desktop.features.matching.model.company import with_company
from growtogether_desktop.features.matching.model.helping import changes_of
from growtogether_desktop.features.matching.model.proposal import Order
from growtogether_desktop.features.matching.model.wish import Wish, for_more_seats, to_forbid, to_lift_pins, to_pin
from growtogether_desktop.pairing.plans.steps import WayOut
from growtogether_desktop.workspace.workspace import Workspace


class Wishes:
    """Each becomes a change, and the plan follows it."""

    def __init__(self, workspace: Workspace, order: Callable[[], Order]) -> None:
        self.asked: Message | None = None
        """What was asked for last, until the plan has followed."""
        self._workspace = workspace
        self._order = order

    async def ask(self, wish: Wish) -> None:
        """All of it is one step."""
        await self._wish(wish.title, *wish.changes)

    async def pin(self, *pairs: tuple[Mentee, Mentor]) -> None:
        await self.ask(to_pin(*pairs))

    async def lift_pin(self, *mentees: Mentee) -> None:
        await self.ask(to_lift_pins(*mentees))

    async def forbid(self, *pairs: tuple[Mentee, Mentor]) -> None:
        await self.ask(to_forbid(*pairs))

    async def allow(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
        left = tuple(id for id in mentee.forbidden if id != mentor.id)
        await self._wish(title, SetWishes(mentee.id, mentee.pinned_to, left))

    async def more_seats(self, mentor: Mentor) -> None:
        """One, with the mentor as the roster has them."""
        await self.ask(for_more_seats(mentor))

    async def at_least(self, mentor: Mentor, least: int) -> None:
        """So many mentees the mentor has, if they have any seat to give."""
        title = say("{mentor} takes {n} at least", mentor=mentor.name, n=least)
        await self._wish(title, ReviseMentor(mentor.id, replace(mentor, least=least)))

    async def give_priority(self, mentee: Mentee, priority: int) -> None:
        title = say("Priority of {mentee}", mentee=mentee.name)
        await self._wish(title, ReviseMentee(mentee.id, replace(mentee, priority=priority)))

    async def keep_together(self, mentee: Mentee, others: Iterable[MenteeId]) -> None:
        """These have the same mentor as the mentee; nobody else has to."""
        title = say("Together with {mentee}", mentee=mentee.name)
        await self._wish(title, *with_company(self._order().people, mentee, "together", others))

    async def keep_apart(self, mentee: Mentee, others: Iterable[MenteeId]) -> None:
        """These have another mentor than the mentee; nobody else has to."""
        title = say("Apart from {mentee}", mentee=mentee.name)
        await self._wish(title, *with_company(self._order().people, mentee, "apart", others))

    async def take_way_out(self, way: WayOut) -> None:
        """Do what helps, as far as it is in the coordinator's hand."""
        await self._wish(way.words, *changes_of(self._order().people, way))

    async def set_rules(self, rules: Rules) -> None:
        """From now on the plan is made by these."""
        cohort = self._order().cohort
        if cohort is not None and rules != cohort.rules:
            await self._wish(say("Change rules"), SetRules(cohort.id, rules))

    async def undo(self) -> None:
        """Take the last change back."""
        self.asked = None
        await self._workspace.undo()

    async def _wish(self, title: Message, *changes: Change[Any]) -> None:
        if not changes:
            return
        self.asked = title
        await self._workspace.do(*changes, title=title)
