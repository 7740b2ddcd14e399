"""What is asked before it happens, for it reaches people or cannot be undone: publish, withdraw, remove, ask around."""

from datetime import datetime

from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.pane.announcing import PlanStrip, Question
from growtogether_desktop.features.matching.pane.strips import AskStrip, PublishStrip

_NAMED = 5
"""So many people are named before the rest are counted."""


class Questions:
    """Asks in the strip above the plan; nothing happens before the person says so."""

    def __init__(self, model: MatchingModel, strip: PlanStrip) -> None:
        self._model = model
        self._strip = strip

    async def ask_to_publish(self) -> None:
        """Say who would be told, once the plan is settled."""
        await self._model.settled()
        publication = self._model.publication()
        if publication is None:
            return
        told = say(
            "Tell {mentees} and {mentors} who they work with?",
            mentees=say_n("{n} mentee", "{n} mentees", publication.mentees),
            mentors=say_n("{n} mentor", "{n} mentors", publication.mentors),
        )
        advice = [_("It reaches them at their next exchange; you can withdraw it while nobody has begun.")]
        if publication.waiting:
            advice.append(str(say("Without a mentor for now: {names}.", names=_named(publication.waiting))))

        def publish(to_mentors: str, to_mentees: str) -> None:
            self._strip.finish(self._model.publish(publication, to_mentors, to_mentees))

        self._strip.show_strip(PublishStrip(str(told), " ".join(advice), publish, self._strip.put_off))

    async def ask_for_opinions(self, asking: Asking, now: datetime) -> None:
        """Whom to ask, and until when; once the plan is settled."""
        await self._model.settled()
        if not asking.can_ask:
            return

        def ask(sides: frozenset[str], until: datetime) -> None:
            self._strip.finish(asking.ask(sides, until))

        self._strip.show_strip(AskStrip(asking.answers, now, ask, self._strip.put_off))

    def ask_to_withdraw(self) -> None:
        """Say whom it concerns that a publication is taken back."""
        withdrawal = self._model.withdrawal()
        if withdrawal is None:
            return
        what = say_n(
            "Withdraw the last publication? {n} mentee is without a mentor again.",
            "Withdraw the last publication? {n} mentees are without a mentor again.",
            len(withdrawal.leaving),
        )
        advice = [str(_named(withdrawal.leaving))]
        if withdrawal.staying:
            advice.append(str(say("Who has begun stays: {names}.", names=_named(withdrawal.staying))))
        work = lambda: self._model.withdraw(withdrawal)  # noqa: E731 - what to do if the answer is yes
        self._strip.ask(Question(str(what), " ".join(advice), _("Withdraw"), work))

    def ask_to_remove(self) -> None:
        """Say what goes with a cohort."""
        cohort, people = self._model.cohort, self._model.people
        if cohort is None:
            return
        what = say_n(
            "Remove {cohort} and the {n} person on its roster?",
            "Remove {cohort} and the {n} people on its roster?",
            len(people.mentors) + len(people.mentees),
            cohort=cohort.title,
        )
        self._strip.ask(Question(str(what), _("This cannot be taken back."), _("Remove"), self._model.remove_cohort))


def _named(names: tuple[str, ...]) -> Message | str:
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return say_n("{names} and {n} other", "{names} and {n} others", more, names=shown) if more > 0 else shown
