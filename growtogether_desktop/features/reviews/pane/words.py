"""How labels, verdicts and certainties are called and coloured here."""

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.ids import CardId, ProjectId
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.task_files import Content, Purpose, TaskFiles
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.following import Promise
from growtogether_desktop.sourcecode.anchors import Certainty
from growtogether_desktop.ui.readers import in_a_line
from growtogether_desktop.ui.theme import Tone

LABELS: dict[Label, tuple[str, Tone, str]] = {
    Label.ISSUE: (N_("issue"), "waiting", "I"),
    Label.SUGGESTION: (N_("suggestion"), "information", "S"),
    Label.QUESTION: (N_("question"), "information", "Q"),
    Label.PRAISE: (N_("praise"), "praise", "P"),
    Label.NITPICK: (N_("nitpick"), "plain", "N"),
    Label.THOUGHT: (N_("thought"), "plain", "T"),
    Label.TODO: (N_("to do"), "waiting", "D"),
    Label.CHORE: (N_("chore"), "plain", "H"),
}
"""Label → (name, tone, the key that goes with Alt while a remark is written), the commonest first."""

SOLUTION = TaskFiles("", CardId(""), ProjectId(""), Purpose.SOLUTION, Content("", 0, 0))
"""Any solution: who reads it is known before one is given."""

VERDICTS: dict[Verdict, tuple[str, Tone]] = {
    Verdict.ACCEPTED: (N_("accepted"), "resolved"),
    Verdict.CHANGES_REQUESTED: (N_("changes requested"), "waiting"),
    Verdict.COMMENTED: (N_("commented"), "information"),
}
"""What was said of an iteration."""

CHOICES: dict[Verdict, tuple[str, str]] = {
    Verdict.COMMENTED: (N_("Comment, without a verdict"), "C"),
    Verdict.CHANGES_REQUESTED: (N_("Request changes"), "R"),
    Verdict.ACCEPTED: (N_("Accept"), "A"),
}
"""What a mentor may say, and the key that goes with Alt."""

_CERTAINTIES: dict[Certainty, str] = {
    Certainty.EXACT: N_("iteration {then} → {now}, carried over exactly"),
    Certainty.MOVED: N_("iteration {then} → {now}, moved with its lines"),
    Certainty.EDITED: N_("iteration {then} → {now}, its lines were edited"),
    Certainty.UNSURE: N_("iteration {then} → {now}, perhaps here"),
    Certainty.GONE: N_("iteration {then} → {now}, its lines are gone"),
}


CERTAINTIES: dict[Certainty, tuple[str, Tone]] = {
    Certainty.MOVED: (N_("moved"), "information"),
    Certainty.EDITED: (N_("edited"), "waiting"),
    Certainty.UNSURE: (N_("unsure"), "waiting"),
    Certainty.GONE: (N_("gone"), "plain"),
}
"""How sure the place of a remark is; one that is exact needs no badge."""

PROMISES: dict[Promise, tuple[str, Tone]] = {
    Promise.ADDRESSED: (N_("addressed"), "resolved"),
    Promise.UNTOUCHED: (N_("untouched"), "waiting"),
    Promise.MOVED: (N_("moved"), "information"),
    Promise.DELETED: (N_("deleted"), "plain"),
}
"""What was done since about the lines of a remark."""


def called(label: Label, blocking: bool) -> tuple[str, Tone]:
    """What the pill of a remark says, and means."""
    name, tone, _key = LABELS[label]
    if not blocking:
        return _(name), tone
    return str(say("{label} · blocking", label=_(name))), "blocking"


def carried(certainty: Certainty, then: int, now: int) -> str:
    """How sure it is that a remark of an earlier iteration belongs here; "" for one of this iteration."""
    return "" if then == now else str(say(_CERTAINTIES[certainty], then=then, now=now))


def who_reads_solutions() -> str:
    """Whoever is let in as soon as there is one, and whoever comes to it by a rule."""
    rule = _("Whoever's own work on the task is accepted reads it, too.")
    return f"{in_a_line(SOLUTION)} {rule}"
