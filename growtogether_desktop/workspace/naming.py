"""What people call things: an aggregate by its own words, a scope by whatever opened it."""

from collections.abc import Mapping

from growtogether_desktop.domain.changes import Aggregate, Sight, name_of
from growtogether_desktop.domain.cohorts import Cohort
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.projects import Card, Project
from growtogether_desktop.domain.submissions import Submission

OPENERS: Mapping[str, type[Aggregate]] = {
    "cohort": Cohort,
    "engagement": Engagement,
    "project": Project,
    "review": Submission,
    "solution": Card,
    "user": Profile,
}
"""By the first part of a scope's name; the second is the id. What everybody sees has none."""


def title_of(sight: Sight, scope: str) -> str:
    """What a scope is about; "" when that is not known here."""
    kind, _, id = scope.partition(":")
    return name_of(sight, OPENERS[kind], id) if kind in OPENERS else ""


def is_there(sight: Sight, scope: str) -> bool:
    """Whether whatever opened a scope is still there; so it is with what only newer programs know."""
    kind, _, id = scope.partition(":")
    return kind not in OPENERS or sight.see(OPENERS[kind], id) is not None


def words_and_place(sight: Sight, one: Aggregate) -> tuple[str, str]:
    """What people call it, and what it belongs to: a card's title and its board's."""
    words, place = one.called(sight), title_of(sight, one.scope)
    return words, "" if words == place else place
