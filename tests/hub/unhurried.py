"""`python -m tests.hub.unhurried` starts the hub without its limits of rate, for a test that asks a thousand things."""

import sys

from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.program import main

Buckets.take = lambda self, who: None  # type: ignore[method-assign]
sys.exit(main(sys.argv[1:]))
