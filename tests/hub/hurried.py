"""`python -m tests.hub.hurried` starts the hub with a hundredth of its limits of calls, for a test of them."""

import sys

from growtogether_desktop.hub import web
from growtogether_desktop.hub.limits import Buckets
from growtogether_desktop.hub.program import main

SHARE = 100


def hurried(burst: float, per_s: float) -> Buckets:
    return Buckets(max(burst / SHARE, 10), per_s / SHARE / SHARE)


if __name__ == "__main__":
    web.Buckets = hurried  # type: ignore[assignment,misc]
    sys.exit(main(sys.argv[1:]))
