"""The laws of plans on so many cohorts as a test would not take the time for. Fails at the first that breaks one."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pairing.plans.laws import LAWS, puts

COHORTS = 2_000


def run() -> list[dict[str, object]]:
    """One row for each law."""
    rows: list[dict[str, object]] = []
    for law in LAWS:
        long = settings(
            deadline=None, max_examples=COHORTS, database=None, suppress_health_check=list(HealthCheck), print_blob=True
        )
        began = time.process_time()
        long(given(puts(), st.randoms(use_true_random=False))(law))()
        rows.append({"law": law.__name__, "cohorts": COHORTS, "broken": 0, "seconds": time.process_time() - began})
    return rows
