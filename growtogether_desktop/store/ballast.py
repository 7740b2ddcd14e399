"""Room kept on the disk for the moment it is full: without any, SQLite cannot even delete."""

import os
from contextlib import suppress
from pathlib import Path

NAME = "ballast"
SIZE = 4 << 20
"""Bytes; some thousand remarks, or a longest draft many times over."""


class Ballast:
    """A file of four megabytes in a folder, to be given back when nothing else helps."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def lay(self) -> None:
        """Have it there, unless the disk has no room for it, or may not be written."""
        with suppress(OSError):
            if self._file.exists() and self._file.stat().st_size == SIZE:  # less, when the power went meanwhile
                return
            try:
                # Bytes of chance: some disks keep the same byte a million times in no room at all.
                self._file.write_bytes(os.urandom(SIZE))
            except OSError:
                self._file.unlink(missing_ok=True)

    def drop(self) -> bool:
        """Give the room back; False when there is none to give."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
