"""`python -m tests.wire` keeps a sample of every kind that has none yet. What is kept is never written again."""

import hashlib
import tempfile
from pathlib import Path

import msgspec

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import AGGREGATES, CHANGES, Posted
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.headless.pair import main as pair
from growtogether_desktop.wire.bundle import Enclosed, Letter, enclosing, write_bundle
from growtogether_desktop.wire.codec import dump_posted
from growtogether_desktop.wire.export import About, Carried, Draft, Held, Parts, Returned, Shelved, write_export
from growtogether_desktop.wire.protocol import raw
from tests.domain.drawn import MALIKA, NOW
from tests.headless.conftest import MENTEES, MENTORS
from tests.wire.kept import DRAFTS, FILES, KEY, SAMPLES, STAMP, Kept, drawn, kinds, shape_of, written

CONTENT = b"print('Salom')\n"


def keep_values() -> None:
    for name, kind in kinds().items():
        path = SAMPLES / f"{name}.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            values = tuple(msgspec.Raw(written(value)) for value in drawn(kind))
            path.write_bytes(msgspec.json.format(msgspec.json.encode(Kept(shape_of(kind), values)), indent=1) + b"\n")


def keep_letter(path: Path) -> None:
    """Somebody's whole say about a submission, and a file."""
    sha = hashlib.sha256(CONTENT).hexdigest()
    head = ("Shop", MALIKA, "Malika", NOW)
    letter = Letter(1, "s1", "e1", *head, enclosing(_posted()), (Enclosed(sha, len(CONTENT)),))
    write_bundle(path, letter, lambda _: CONTENT, KEY)


def keep_export(path: Path) -> None:
    sha = hashlib.sha256(CONTENT).hexdigest()
    changes = [msgspec.Raw(dump_posted(posted)) for posted in _posted()]
    parts = Parts(
        About(1, MALIKA, "Malika", ("mentor",), "https://hub.example", NOW),
        [
            Shelved(one.KIND, one.id, one.scope, one.parent, 1, raw(one))
            for one in (drawn(kind)[0] for kind in AGGREGATES.values())
        ],
        changes[2:],
        [Returned(changes[0], say("That is no longer there."), 1.0)],
        [Draft(kind.__name__, 1.0, raw(drawn(kind)[0])) for kind in DRAFTS],
        [Carried("carried", 1.0, "submission:s", "thread", "some1", 0, changes[1], 2.0, False)],
        [Held(sha, "submission:s", len(CONTENT), tree=False, unsent=True)],
        [CONTENT],
    )
    write_export(path, parts)


def keep_plan(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mentees, mentors = Path(folder) / "mentees.csv", Path(folder) / "mentors.csv"
        mentees.write_text(MENTEES, encoding="utf-8")
        mentors.write_text(MENTORS, encoding="utf-8")
        pair([str(mentees), str(mentors), "-o", str(path), "--names"])


def _posted() -> tuple[Posted, ...]:
    changes = [change for kind in sorted(CHANGES) for change in drawn(CHANGES[kind])]
    return tuple(Posted(ChangeId(f"change{n}"), STAMP, change) for n, change in enumerate(changes))


keep_values()
FILES.mkdir(exist_ok=True)
for name, keep in {"review.gtreview": keep_letter, "desk.zip": keep_export, "plan.json": keep_plan}.items():
    if not (FILES / name).exists():
        keep(FILES / name)
