"""How a desk stands with its hub, in words and in a colour."""

from datetime import datetime

from growtogether_desktop.base.figures import clock, day
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.workspace.state import SyncState


def in_words(state: SyncState, now: datetime) -> Message:
    """How the desk stands with its hub, in one sentence. `now` decides whether a time needs its day."""
    since = _when(state.since, now) if state.since else ""
    match state.phase:
        case "demo":
            return say("Demo programme")
        case "never" if state.waiting:
            return say_n(
                "Not connected yet · {n} change waiting", "Not connected yet · {n} changes waiting", state.waiting
            )
        case "never":
            return say("Not connected yet")
        case "offline" if state.waiting and since:
            return say_n(
                "Offline since {time} · {n} change waiting",
                "Offline since {time} · {n} changes waiting",
                state.waiting,
                time=since,
            )
        case "offline" if state.waiting:
            return say_n("Offline · {n} change waiting", "Offline · {n} changes waiting", state.waiting)
        case "offline":
            return say("Offline since {time}", time=since) if since else say("Offline")
        case "syncing":
            return say("Talking with the hub…")
        case "in_step" if state.waiting:
            return say_n("{n} change waiting for the hub", "{n} changes waiting for the hub", state.waiting)
    return say("In step with the hub · {time}", time=since) if since else say("In step with the hub")


def tone_of(state: SyncState) -> Tone:
    if state.phase == "demo":
        return "information"
    if state.phase == "in_step" and not state.waiting:
        return "resolved"
    return "plain" if state.phase == "never" and not state.waiting else "waiting"


def _when(moment: datetime, now: datetime) -> str:
    return clock(moment) if day(moment) == day(now) else f"{day(moment)} {clock(moment)}"
