"""It is true that a new program looks again at what the one before it did not understand."""

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import msgspec
from sqlalchemy import select

from growtogether_desktop.domain.changes import AGGREGATES
from growtogether_desktop.domain.ids import PersonId, ProjectId
from growtogether_desktop.domain.projects import Card, Project
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.store.tables import cursor
from growtogether_desktop.sync.exchange import prepare, take_in
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import Cursor, Delivery, Row
from tests.desks import KEY


def rows() -> tuple[Row, ...]:
    project = Project("p", "Bozor", "", (), PersonId("malika"), datetime(2026, 3, 1, tzinfo=UTC))
    card = Card("c", ProjectId("q"), "Savol", "ideas", "V")
    return (
        Row(Project.KIND, "p", "project:p", "", 1, False, msgspec.Raw(dump(project))),
        Row(Card.KIND, "c", "project:q", "q", 1, False, msgspec.Raw(dump(card))),
    )


def stands(path: Path) -> dict[str, tuple[int, bool]]:
    cache = open_cache(path, KEY)
    with cache.writing.begin() as db:
        found = {row.scope: (row.seq, row.sweeping) for row in db.execute(select(cursor))}
    cache.close()
    return found


def test_only_scopes_with_what_was_not_understood_are_pulled_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with patch.dict(AGGREGATES):
        del AGGREGATES[Card.KIND]  # as an older program
        cache = open_cache(path, KEY)
        with cache.writing.begin() as db:
            asked = prepare(db, push=False)
            cursors = {"project:p": Cursor(1, 0), "project:q": Cursor(1, 0)}
            take_in(db, PersonId("malika"), asked, Delivery(1, 0, (), rows(), cursors), 0.0)
        cache.close()
        assert stands(path) == {"project:p": (1, False), "project:q": (1, False)}

    assert stands(path) == {"project:p": (1, False), "project:q": (0, True)}
    assert stands(path) == {"project:p": (1, False), "project:q": (0, True)}
