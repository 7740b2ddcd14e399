"""No cursor ever passes a row that is still to be committed. One over a sequence does, or the test proves nothing."""

from tests.hub.cursors import WRITERS, follow

WRITES = 60


def test_a_cursor_over_the_scopes_head_loses_nothing_where_one_over_a_sequence_does(postgres_url: str):
    followed = follow(postgres_url, WRITES, 1)

    assert len(followed.written) == WRITERS * WRITES
    assert sorted(followed.seen) == sorted(followed.written)
    assert followed.naively < 0.99 * len(followed.written)
