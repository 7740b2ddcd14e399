"""What a refusal may look at, unless a test says otherwise."""

import pytest

from tests.domain.people import COHORT, MENTEE_LOLA, MENTEE_TIMUR, MENTOR_BEK, MENTOR_MALIKA, Seen


@pytest.fixture
def sight() -> Seen:
    return Seen(COHORT, MENTOR_MALIKA, MENTOR_BEK, MENTEE_TIMUR, MENTEE_LOLA)
