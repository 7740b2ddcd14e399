"""How a label or a verdict is called in a file that leaves the program."""

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.out.account import Told

_LABELS = {
    Label.PRAISE: N_("praise"),
    Label.NITPICK: N_("nitpick"),
    Label.SUGGESTION: N_("suggestion"),
    Label.ISSUE: N_("issue"),
    Label.QUESTION: N_("question"),
    Label.THOUGHT: N_("thought"),
    Label.CHORE: N_("chore"),
    Label.TODO: N_("to do"),
}
_VERDICTS = {
    Verdict.ACCEPTED: N_("accepted"),
    Verdict.CHANGES_REQUESTED: N_("changes requested"),
    Verdict.COMMENTED: N_("commented"),
}


def label_of(thread: Told) -> str:
    name = _(_LABELS[thread.label])
    return str(say("{label} · blocking", label=name)) if thread.blocking else name


def verdict_of(verdict: Verdict) -> str:
    return _(_VERDICTS[verdict])


def points_of(score: Score) -> str:
    return str(say("{criterion}: {points} of {most}", criterion=_(score.title), points=score.points, most=score.most))


def tone_of(thread: Told) -> str:
    """How its label is coloured: by a role of the themes."""
    if thread.blocking:
        return "blocking"
    return {Label.PRAISE: "praise", Label.ISSUE: "waiting", Label.TODO: "waiting"}.get(thread.label, "plain")


def link_of(link: Link) -> str:
    """What it is called and where it leads; whether its reader has been there."""
    named = f"{link.title}: {link.url}" if link.title else link.url
    return str(say("{link} (read)", link=named)) if link.ticked else named


def place_of(thread: Told) -> str:
    return thread.place or _("The whole work")


def standing_of(thread: Told) -> str:
    """ "resolved by Timur Aliyev, 3 March 10:15", or "open"."""
    if thread.resolved is None:
        return _("open")
    return str(say("resolved by {name}, {when}", name=thread.resolved.name, when=moment(thread.resolved.at)))
