"""What archives of every kind have in common: first a look at the label, then a reading with limits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.sourcecode.basket import MOST_BYTES, MOST_PARTS, Basket, folder_left_out, too_many

MOST_RATIO = 100
"""How many times larger than packed something may be, once it is over FREE_BYTES."""
FREE_BYTES = 1_000_000

Parts = tuple[str, ...]
"""A path, cut at its slashes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive, as its label tells."""

    parts: Parts
    size: int
    """Bytes, unpacked."""
    trouble: Message | None
    """Why it is not even opened."""
    read: Callable[[], tuple[bytes | None, int]]
    """The content, None when it is damaged; and the bytes read for it either way."""


class Siblings:
    """Who lies beside whom: whether a folder is the output of a build shows in what lies beside it."""

    def __init__(self, paths: Iterable[Parts]) -> None:
        self._beside: dict[Parts, set[str]] = {}
        for parts in paths:
            self._beside.setdefault(parts[:-1], set()).add(parts[-1])

    def left_out_above(self, parts: Parts) -> tuple[Parts, Message] | None:
        """The outermost folder around this that nobody hands in on purpose, and why."""
        for n in range(1, min(len(parts), MOST_PARTS)):
            if why := folder_left_out(parts[n - 1], self._beside.get(parts[: n - 1], frozenset())):
                return parts[:n], why
        return None


def take_archived(entries: Iterable[Entry], siblings: Siblings, packed: int, basket: Basket) -> None:
    """Take the entries in, one after another. `packed` is the size of the archive in bytes."""
    left_out: set[Parts] = set()
    unpacked = 0
    for entry in entries:
        if out := siblings.left_out_above(entry.parts):
            folder, why = out
            if folder not in left_out:
                left_out.add(folder)
                basket.skip("/".join((*folder, "")), why)
            continue
        path = "/".join(entry.parts)
        if basket.full:
            basket.skip(path, too_many())
            continue
        basket.count()
        if entry.trouble:
            basket.skip(path, entry.trouble)
        elif unpacked > min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * packed)):
            basket.skip(path, say("The archive unpacks to far more than it seems."))
        elif basket.admits(entry.parts, entry.size):
            content, read = entry.read()
            unpacked += read
            if content is None:
                basket.skip(path, say("It is damaged."))
            else:
                basket.put(entry.parts, content)


def parts_of(name: str) -> Parts:
    """The path of a name in an archive, whatever system wrote it."""
    return tuple(name.replace("\\", "/").removeprefix("./").split("/"))
