"""`python -m growtogether_desktop` opens the program in an environment that stands."""

import sys

from growtogether_desktop.app import main

sys.exit(main(sys.argv[1:]))
