"""Names for identifiers, so that a mentor is never passed where a review is meant."""

import os
import time
from typing import NewType
from uuid import UUID, uuid5

PersonId = NewType("PersonId", str)
ChangeId = NewType("ChangeId", str)
CohortId = NewType("CohortId", str)
MentorId = NewType("MentorId", str)
"""A person's place as a mentor in one cohort."""
MenteeId = NewType("MenteeId", str)
"""A person's place as a mentee in one cohort."""
EngagementId = NewType("EngagementId", str)
ProjectId = NewType("ProjectId", str)
CardId = NewType("CardId", str)
SubmissionId = NewType("SubmissionId", str)
ThreadId = NewType("ThreadId", str)
CommentId = NewType("CommentId", str)
DeviceId = NewType("DeviceId", str)

_PEOPLE = UUID("3b1b6d52-6f0e-5d9c-9a51-5d0f3f6f2a10")


def new_id() -> str:
    """An identifier two offline desktops will not both choose; later ones sort later.

    Source: RFC 9562, UUID version 7: 48 bits of Unix milliseconds, then random bits.
    """
    bits = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=bits).hex


def person_known_as(known_as: str) -> PersonId:
    """The same person for the same e-mail (or roster id), whoever imports it and however often."""
    return PersonId(uuid5(_PEOPLE, known_as.strip().casefold()).hex)
