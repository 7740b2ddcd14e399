"""What people call the kinds of scopes."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.domain.changes import PUBLIC

_KINDS = {
    PUBLIC: N_("What everyone sees"),
    "cohort": N_("Cohort"),
    "engagement": N_("Pair"),
    "user": N_("With the coordinators"),
    "review": N_("Review"),
    "project": N_("Project"),
    "solution": N_("Solution of a task"),
}
"""By the first part of a scope's name."""


def kind_of(scope: str) -> str:
    """What kind of thing it is about, to be translated; "" for a kind that only newer programs know."""
    return _KINDS.get(scope.partition(":")[0], "")
