"""It is true that a machine that is brought back holds what it held, however little has happened since."""

import pytest

from growtogether_desktop.store.database import open_in_memory
from tests.faults.machine import Machine

_machine = Machine("machine", open_in_memory)


@pytest.mark.parametrize("commits", range(8))
def test_a_machine_comes_back_as_it_was_photographed(commits: int) -> None:
    _machine.look("DELETE FROM meta")
    _machine.look("INSERT INTO meta VALUES('told', 'before')")
    picture = _machine.picture()
    for number in range(commits):
        _machine.look(f"UPDATE meta SET value = 'after {number}'")

    _machine.become(picture)

    assert _machine.look("SELECT * FROM meta") == [("told", "before")]
