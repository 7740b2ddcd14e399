"""Where the log goes, and what never goes into it.

The log speaks of ids, never of words: a remark is followed by its change id from the mentor's log
to the hub's and on to the mentee's. Loggers are told ids; should a secret slip in all the same,
it is blotted out here, last.
"""

import logging
import re
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_SECRETS = re.compile(
    r"""(?ix)
    (   \bbearer\s+
    |   \bgt_(?:access|refresh)_
    |   \b(?:authorization|token|password|passphrase|secret|api[_-]?key)["']?\s*[:=]\s*["']?(?:bearer\s+)?
    )
    [^\s"',;)}]{6,}
    """
)
_VALUES = re.compile(r"(DETAIL:\s+).*")
"""PostgreSQL tells the values that broke a rule."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_LOUD = ("httpx", "httpcore", "asyncio", "qasync", "PIL")


class _Discreet(logging.Formatter):
    """A record begins with when it was, in UTC. Nothing told begins another: its line breaks become `breaks`."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, breaks: str) -> None:
        super().__init__(_LINE)
        self._breaks = breaks

    @staticmethod
    def converter(seconds: float | None) -> time.struct_time:
        return time.gmtime(seconds)

    def format(self, record: logging.LogRecord) -> str:
        told = _VALUES.sub(r"\1•••", _SECRETS.sub(r"\1•••", super().format(record)))
        return _UNPRINTABLE.sub(self._visible, told)

    def _visible(self, sign: re.Match[str]) -> str:
        return self._breaks if sign[0] == "\n" else sign[0].encode("unicode_escape").decode()


def start_logging(folder: Path, verbose: bool = False) -> Path:
    """Write to `folder`/desktop.log, three files of a megabyte at most; `verbose` also tells the terminal.

    The path of the log is given back, for "Show log".
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "desktop.log"
    handlers: list[logging.Handler] = [
        RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", errors="backslashreplace", delay=True
        )
    ]
    if verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    root = logging.getLogger()
    for old in tuple(root.handlers):
        if isinstance(old.formatter, _Discreet):
            root.removeHandler(old)
            old.close()
    for handler in handlers:
        handler.setFormatter(_Discreet("\n    "))  # a trace is read by people here
        root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.WARNING)
    return path


def log_to_stderr(*, verbose: bool, always: str) -> None:
    """Write to standard error, a line for each record with its trace; the logger `always` tells in any case."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet(r"\n"))
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler])
    logging.getLogger(always).setLevel(logging.INFO)
