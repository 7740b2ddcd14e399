"""`python -m tests.hub.unlooking` starts a hub that never looks for what other hubs do not tell."""

import sys

from growtogether_desktop.hub import neighbours
from growtogether_desktop.hub.program import main

if __name__ == "__main__":
    neighbours.POLL_S = 3_600
    sys.exit(main(sys.argv[1:]))
