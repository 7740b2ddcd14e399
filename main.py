"""Start here: `python3 main.py` opens Grow-Together, `python3 main.py test` tests it; `pair` and `verify` make
and check a plan in the terminal.

On a fresh checkout both first prepare a `.venv` beside this file. Until they stand in it, everything is standard
library and plain enough for Python 3.8, so that an older Python can at least say which one is needed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "packaging"))

from bootstrap import Environment  # noqa: E402 - can be found only since the line above
from preflight import demand_screen  # noqa: E402
from readiness import NOT_READY, NotReady, tell  # noqa: E402

# What can be asked of the program where nobody looks at a screen.
WINDOWLESS = ("--demo-shot", "--help", "-h", "--version")
# What is done without Qt altogether.
HEADLESS = (["pair"], ["verify"])


def main(arguments: list[str]) -> int:
    """The exit status of doing what `arguments` ask, in the environment that they need."""
    testing = arguments[:1] == ["test"]
    locks = ("desktop.lock", "test.lock") if testing else ("desktop.lock",)
    environment = Environment(HERE / ".venv", tuple(HERE / "packaging" / lock for lock in locks))
    if testing:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif any(argument.split("=")[0] in WINDOWLESS for argument in arguments):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        if not environment.stands:
            # Asked here too, lest somebody fetch 170 MB only to learn that there is no screen.
            if arguments[:1] not in HEADLESS:
                demand_screen(os.environ)
            environment.prepare()
        if not environment.entered:
            environment.run(str(HERE / "main.py"), *arguments)
        if arguments[:1] not in HEADLESS:
            demand_screen(os.environ)
    except NotReady as lack:
        tell(str(lack))
        return NOT_READY
    return run_tests(arguments[1:]) if testing else open_program(arguments)


# These two import late because what they import is there only once the environment stands.


def run_tests(arguments: list[str]) -> int:
    os.chdir(HERE)
    import pytest

    return pytest.main(arguments)


def open_program(arguments: list[str]) -> int:
    from growtogether_desktop.__main__ import main as opened

    return opened(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
