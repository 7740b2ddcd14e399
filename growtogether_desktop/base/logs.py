"""Where the log goes, and what never goes into it.

The log speaks of ids, never of words: a remark is followed by its change id from the mentor's log
to the hub's and on to the mentee's. Loggers are told ids; should a secret slip in all the same,
it is blotted out here, last.
"""

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_SECRETS = re.compile(
    r"""(?ix)
    (   \bbearer\s+
    |   \b(?:authorization|token|password|passphrase|secret|api[_-]?key)["']?\s*[:=]\s*["']?(?:bearer\s+)?
    )
    [^\s"',;)}]{6,}
    """
)
_LOUD = ("httpx", "httpcore", "asyncio", "qasync", "PIL")


class _Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRETS.sub(r"\1•••", super().format(record))


def start_logging(folder: Path, verbose: bool = False) -> Path:
    """Write to `folder`/desktop.log, three files of a megabyte at most; `verbose` also tells the terminal.

    The path of the log is given back, for "Show log".
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "desktop.log"
    handlers: list[logging.Handler] = [
        RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
    ]
    if verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    root = logging.getLogger()
    for old in tuple(root.handlers):
        if isinstance(old.formatter, _Discreet):
            root.removeHandler(old)
            old.close()
    for handler in handlers:
        handler.setFormatter(_Discreet(_LINE))
        root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.WARNING)
    return path
