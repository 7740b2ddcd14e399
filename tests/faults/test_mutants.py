"""It is true that mistakes in the exchange do not go unnoticed: each is made on purpose, and seen."""

import pytest

from tests.faults.mutants import MUTANTS
from tests.faults.noticing import noticed


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_somebody_notices_that(name: str) -> None:
    assert noticed(name)
