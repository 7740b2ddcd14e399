"""`python -m tests.hub.untelling` starts a hub whose notifications to other hubs are all lost."""

import sys

from growtogether_desktop.hub.neighbours import Neighbours
from growtogether_desktop.hub.program import main

if __name__ == "__main__":
    Neighbours._notify = lambda self, note: None  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
