"""`python -m tests.wire` keeps a sample of every kind that has none yet. What is kept is never written again."""

import msgspec

from tests.wire.kept import SAMPLES, Kept, drawn, kinds, shape_of, written

for name, kind in kinds().items():
    path = SAMPLES / f"{name}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        values = tuple(msgspec.Raw(written(value)) for value in drawn(kind))
        path.write_bytes(msgspec.json.format(msgspec.json.encode(Kept(shape_of(kind), values)), indent=1) + b"\n")
