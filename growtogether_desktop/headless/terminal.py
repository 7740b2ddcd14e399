"""How the program speaks where there is no window: sentences on the terminal, and a bar while it works."""

import argparse
import errno
import gettext
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LOCALE, N_, Message, say, use_language
from growtogether_desktop.base.reasons import reason

DONE, NOT_PROVEN, REFUSED, CANCELLED = 0, 1, 3, 130
"""Exit statuses. 2 is argparse's, for a command line it cannot read; 130 is what a shell expects of Ctrl+C."""

_WIDTH = 32
_DOMAIN = "desktop"
_STEERING = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}

_OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
"""What argparse says by itself; it looks in the catalogues, so it speaks the person's language too."""


def run(work: Callable[[list[str]], int], arguments: list[str]) -> int:
    """The exit status of the work, in the language of the terminal; Ctrl+C ends it without a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a pipe on Windows may not know every letter
    use_language(_language(os.environ))
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)
    try:
        return work(arguments)
    except KeyboardInterrupt:
        tell(sys.stderr, say("Cancelled. Nothing was written."))
        return CANCELLED


def parser(command: str, description: str, in_the_end: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"main.py {command}", description=description, epilog=in_the_end)


def tell(stream: TextIO, *sentences: Message | str | Exception) -> None:
    """A line for each; what would steer the terminal, from a file that somebody has sent, is shown instead."""
    for sentence in sentences:
        stream.write(f"{str(sentence).translate(_STEERING)}\n")


def bar(stream: TextIO) -> Callable[[float], None]:
    """A bar that fills while the work is done; nothing where nobody looks, in a pipe or a log."""
    if not stream.isatty():
        return lambda done: None

    def draw(done: float) -> None:
        filled = round(_WIDTH * min(max(done, 0.0), 1.0))
        stream.write(f"\r[{'█' * filled}{'·' * (_WIDTH - filled)}] {round(100 * done):3d} %")
        if done >= 1:
            stream.write("\r\033[K")
        stream.flush()

    return draw


def write(files: Mapping[Path, bytes]) -> None:
    """All of these files whole, or nothing of any. Raises: Problem, when one cannot be written."""
    beside: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _named(path):
                if path.exists() and not path.is_file() and not path.is_dir():
                    path.write_bytes(data)  # a pipe or a device takes it as it comes
                    continue
                target = path.resolve()
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                beside[target] = target.with_name(f".{target.name}.{os.getpid()}")
                beside[target].write_bytes(data)
                if target.exists():
                    shutil.copymode(target, beside[target])
        for target, written in beside.items():
            with _named(target):
                written.replace(target)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What goes wrong with the file, told with its name."""
    try:
        yield
    except OSError as trouble:
        raise Problem(say("“{file}” cannot be written: {reason}.", file=str(path), reason=reason(trouble))) from trouble


def _language(environ: "os._Environ[str]") -> str:
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return said.partition(".")[0].partition("_")[0]
