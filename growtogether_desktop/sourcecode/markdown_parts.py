"""Long words in parts, each of which is laid out within a frame: nobody's comment holds the window up."""

import re
from collections.abc import Iterator, Sequence

MOST_LETTERS, MOST_LINES = 2_000, 40
"""Of a part; the last one may be a quarter longer."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
"""What begins and ends a block of code."""


def parts(words: str) -> tuple[str, ...]:
    """The words, cut between paragraphs where that is possible; code that is cut is code in the next part too."""
    lines, found = tuple(_short(words)), list[str]()
    at, fence = 0, ""
    while not found or at < len(lines):
        after = _end(lines, at)
        found.append("\n".join((fence, *lines[at:after]) if fence else lines[at:after]))
        for line in lines[at:after]:
            fence = _fence_after(fence, line)
        at = after
    return tuple(found)


def _short(words: str) -> Iterator[str]:
    """Its lines; one that is longer than a part goes on in further ones."""
    for line in words.split("\n"):
        rest = line
        while len(rest) > MOST_LETTERS:
            cut = max(rest.rfind(" ", MOST_LETTERS // 2, MOST_LETTERS) + 1, 0) or MOST_LETTERS
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _end(lines: Sequence[str], at: int) -> int:
    """The line after the part that begins with line `at`."""
    end, letters = at + 1, len(lines[at])
    while end < len(lines) and end - at < MOST_LINES and letters + len(lines[end]) < MOST_LETTERS:
        letters += len(lines[end]) + 1
        end += 1
    rest = lines[end : end + MOST_LINES // 4 + 1]
    if len(rest) <= MOST_LINES // 4 and sum(map(len, rest)) <= MOST_LETTERS // 4:
        return len(lines)
    blank = (after for after in range(end, (at + end) // 2, -1) if not lines[after - 1].strip())
    return next(blank, end)


def _fence_after(fence: str, line: str) -> str:
    """What has begun a block of code that is open after this line; "" outside of any."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) and not line[found.end() :].strip() else fence
