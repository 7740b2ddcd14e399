"""`python -m growtogether_desktop` opens the program in an environment that stands; with `pair` or `verify` first,
it does that in the terminal and never touches what windows need."""

import importlib
import sys

COMMANDS = ("pair", "verify")
"""What can be done without a window."""
CANCELLED = 130
"""What a shell expects of Ctrl+C."""


def main(arguments: list[str]) -> int:
    """The exit status."""
    if arguments[:1] and arguments[0] in COMMANDS:
        command, arguments = f"headless.{arguments[0]}", arguments[1:]
    else:
        command = "app"
    try:
        begin = importlib.import_module(f"growtogether_desktop.{command}").main
    except KeyboardInterrupt:  # so early that there is nobody to say anything yet
        return CANCELLED
    status: int = begin(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
