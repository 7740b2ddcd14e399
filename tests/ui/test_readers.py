"""What is said of who may read something names exactly whom its scope lets in."""

import pytest

from growtogether_desktop.domain.changes import PUBLIC
from growtogether_desktop.ui.readers import readers
from tests.domain.drawn import MALIKA, NAMES, TIMUR
from tests.domain.test_readers import ROWS, Row, drawn

OPENERS = [row for row in ROWS if row.audience is not None or row.scope == PUBLIC]


@pytest.mark.parametrize("me", [MALIKA, TIMUR, "a coordinator"])
@pytest.mark.parametrize("row", OPENERS, ids=lambda row: f"{row.kind} in {row.scope.partition(':')[0]}")
def test_the_words_name_whom_the_scope_lets_in_and_nobody_else(row: Row, me: str):
    audience = row.audience or frozenset({"everyone"})
    for one in drawn(row):
        said = readers(one, me).casefold()

        assert ("everyone" in said) == ("everyone" in audience)
        assert ("coordinators" in said) == ("role:coordinator" in audience)
        assert ("the mentors" in said) == ("role:mentor" in audience)
        assert ("you" in said) == (me in audience)
        for person in {MALIKA, TIMUR} - {me}:
            assert person in audience or NAMES[person].casefold() not in said


@pytest.mark.parametrize("row", [row for row in ROWS if row not in OPENERS], ids=lambda row: row.kind)
def test_what_lives_in_another_scope_leaves_the_answer_to_what_opened_that(row: Row):
    with pytest.raises(ValueError, match=row.scope):
        readers(drawn(row)[0])


def test_both_of_a_pair_are_called_by_name():
    pair = next(drawn(row)[0] for row in ROWS if row.kind == "engagement")

    assert readers(pair, MALIKA) == "You, Timur Aliyev and the coordinators."
    assert readers(pair) == "Timur Aliyev, Malika Karimova and the coordinators."
