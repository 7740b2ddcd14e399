"""The author of the work ticks what they have learnt from; their mentor sees it."""

from dataclasses import replace

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import Actor, Change, Sight, Stamp, change
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Thread


def _tick(thread: Thread | None, number: int, ticked: bool) -> Thread | None:
    if thread is None or not 0 < number <= len(thread.links):
        return thread
    links = list(thread.links)
    links[number - 1] = replace(links[number - 1], ticked=ticked)
    return replace(thread, links=tuple(links))


def _is_ticked(thread: Thread | None, number: int) -> bool | None:
    """None when there is no such link."""
    return thread.links[number - 1].ticked if thread is not None and 0 < number <= len(thread.links) else None


def _tick_refusal(thread: Thread | None, number: int, actor: Actor, sight: Sight) -> Message | None:
    if thread is None or _is_ticked(thread, number) is None:
        return say("That link is no longer there.")
    submission = sight.see(Submission, thread.submission)
    if submission is None or submission.author != actor.id:
        return say("Only the author of the work ticks what they have learnt from.")
    return None


@change("thread.tick", of=Thread, title=N_("Tick link"))
class TickLink(Change[Thread]):
    """The author has learnt from it; their mentor sees the tick."""

    subject: str
    number: int
    """Of the link, from 1: links of a thread never change."""

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return _tick(before, self.number, True)

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        return _tick_refusal(before, self.number, actor, sight)

    def inverse(self, before: Thread | None) -> "UntickLink | None":
        return UntickLink(self.subject, self.number) if _is_ticked(before, self.number) is False else None


@change("thread.untick", of=Thread, title=N_("Untick link"))
class UntickLink(Change[Thread]):
    subject: str
    number: int

    def apply(self, before: Thread | None, stamp: Stamp) -> Thread | None:
        return _tick(before, self.number, False)

    def refusal(self, before: Thread | None, actor: Actor, sight: Sight) -> Message | None:
        return _tick_refusal(before, self.number, actor, sight)

    def inverse(self, before: Thread | None) -> TickLink | None:
        return TickLink(self.subject, self.number) if _is_ticked(before, self.number) else None
