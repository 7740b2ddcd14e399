"""Who reads a plan and its roster, and what is written to a pair."""

from datetime import datetime

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.cohorts import Cohort
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CohortId, PersonId
from growtogether_desktop.ui.readers import told, told_in_a_line
from growtogether_desktop.ui.words import Words

_NOWHERE = CohortId("")
_COHORT = Cohort(_NOWHERE, "", datetime.min)


def who_reads_the_cohort() -> Words:
    """Places, wishes, the plan and why: all of it stands in the cohort."""
    return told_in_a_line(_COHORT)


def who_reads_why() -> tuple[Words, Words]:
    """The same for the explanation."""
    return told(_COHORT)


def who_reads_messages() -> Words:
    """What is written on publishing goes along with each pair."""
    mentor, mentee = PersonId("mentor"), PersonId("mentee")
    pair = Engagement("", _NOWHERE, "", mentor, _("the mentor"), mentee, _("the mentee of a pair"), 0, (), datetime.min)
    return told_in_a_line(pair)
