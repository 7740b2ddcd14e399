"""How often what goes wrong."""

import random
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Weather:
    """Chances, 0 to 1: of a message, of a piece of work, or (the last ones) of each step of a story."""

    name: str
    lost: float = 0.02
    twice: float = 0.02
    torn: float = 0.01
    desk_crashes: float = 0.01
    hub_crashes: float = 0.01
    pauses: float = 0.0
    """Between two jobs of the postman: time for the person to do something."""
    untold: float = 0.0
    """Of a restored hub: whoever did it forgets to say so."""
    late: float = 0.02
    fills: float = 0.03
    """Some disk; it has room again soon."""
    jumps: float = 0.01
    """Some clock, by up to a year."""
    upgrades: float = 0.06
    """An old program, to the present one."""
    downgrades: float = 0.01
    """The present program, to the old one, with whatever is in the outbox."""
    compacts: float = 0.03
    ages: float = 0.0
    rows: int = 8
    """Most rows on a page."""


CALM = Weather(
    "calm", 0.0, 0.0, 0.0, 0.0, 0.0, late=0.0, fills=0.0, jumps=0.0, upgrades=0.0, downgrades=0.0, compacts=0.0, rows=50
)

_SKIES = (
    Weather("mild"),
    Weather("lossy", lost=0.25, twice=0.20, torn=0.10),
    Weather("crashy", lost=0.05, twice=0.05, torn=0.02, desk_crashes=0.20, hub_crashes=0.15),
    Weather("storm", lost=0.25, twice=0.25, torn=0.15, desk_crashes=0.15, hub_crashes=0.15),
)

OVERTAKING = Weather("overtaking", late=0.15)
CRASHING = Weather("crashing", desk_crashes=0.6)
FORGETTING = Weather("forgetting", lost=0.15, compacts=0.12, rows=2)
SHEDDING = Weather("shedding", lost=0.1, compacts=0.3, rows=3)
RESTORING = Weather("restoring", lost=0.05, ages=0.12)
UNTOLD = Weather("untold", lost=0.05, ages=0.12, untold=1.0)
FULL = Weather("full", fills=0.2)
RENEWING = Weather("renewing", upgrades=0.1, downgrades=0.1, lost=0.1)
_SPECIAL = (OVERTAKING, CRASHING, FORGETTING, SHEDDING, RESTORING, UNTOLD, FULL, RENEWING)


def weather(rng: random.Random) -> Weather:
    """Some weather or other; now and then one that is bad for one thing above all."""
    if rng.random() < 0.25:
        return rng.choice(_SPECIAL)
    sky = rng.choice(_SKIES)
    ages = rng.choice((0.0, 0.04, 0.05))
    return replace(sky, ages=ages, untold=rng.choice((0, 0, 0.5)), pauses=rng.choice((0, 0.1)), rows=rng.choice((2, 8)))
