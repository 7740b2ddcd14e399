"""What publishing a plan would tell, and what of a publication can still be taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.domain.engagements import PAIRS_AT_ONCE, Engagement, Pair, PublishPairs, WithdrawPublication
from growtogether_desktop.domain.ids import CohortId, EngagementId, new_id
from growtogether_desktop.features.matching.model.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Publication:
    """What would be told, to how many people, and who would hear nothing yet."""

    pairs: tuple[Pair, ...]
    mentors: int
    mentees: int
    waiting: tuple[str, ...]
    """Names of mentees without a mentor."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A publication that can be taken back, and whom that concerns."""

    publication: str
    engagements: tuple[EngagementId, ...]
    leaving: tuple[str, ...]
    """Names of mentees who would be without a mentor again."""
    staying: tuple[str, ...]
    """Names of mentees who have begun to work with theirs, and stay."""
    published: datetime | None
    """When the cohort was published before it."""


def publication_of(proposal: Proposal) -> Publication:
    pairs = proposal.plan.pairs
    waiting = tuple(row.mentee.name for row in proposal.waiting)
    return Publication(pairs, len({pair.mentor for pair in pairs}), len(pairs), waiting)


def told(cohort: CohortId, publication: Publication, to_mentors: str, to_mentees: str) -> Iterator[PublishPairs]:
    """What tells everybody in it; each side with words of its own, if there are any."""
    pairs, id = publication.pairs, new_id()
    words = to_mentors.strip(), to_mentees.strip()
    for at in range(0, len(pairs), PAIRS_AT_ONCE):
        yield PublishPairs(cohort, pairs[at : at + PAIRS_AT_ONCE], *words, publication=id)


def withdrawal_of(engagements: Iterable[Engagement]) -> Withdrawal | None:
    """The newest publication, if some of it can be taken back still."""
    everybody = tuple(engagements)
    current = [one for one in everybody if not one.ended]
    if not current:
        return None
    newest = max(current, key=lambda one: one.began).publication
    its = [one for one in current if one.publication == newest]
    leaving = [one for one in its if not one.used]
    if not leaving:
        return None
    earlier = [one.began for one in everybody if one.publication != newest]
    return Withdrawal(
        newest,
        tuple(EngagementId(one.id) for one in its),
        tuple(one.mentee_name for one in leaving),
        tuple(one.mentee_name for one in its if one.used),
        max(earlier, default=None),
    )


def withdrawn(cohort: CohortId, withdrawal: Withdrawal) -> WithdrawPublication:
    return WithdrawPublication(cohort, withdrawal.publication, withdrawal.engagements, withdrawal.published)
