"""Where a card stands among its neighbours: a key between two keys, never an index.

An index lies once somebody else has moved a card; a key between two neighbours stays between them.
Keys are fractions written in base 62, compared as text; a random tail keeps two offline desktops
from choosing the same one.

Source: fractional indexing, as described by Figma ("Realtime editing of ordered sequences", 2017).
"""

from collections.abc import Callable

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TAIL = 4
"""Random digits at the end: one chance in 14 million that two desktops agree."""


def rank_between(before: str, after: str, pick: Callable[[str], str]) -> str:
    """A key after `before` and before `after`; "" stands for either end.

    `pick` chooses a character (random.choice, outside tests). Where the neighbours share one key
    there is nothing between them: the new card goes right behind, and ids order the three.
    """
    if after and before >= after:
        after = ""
    key = _middle(before, after)
    return key + "".join(pick(DIGITS) for _ in range(TAIL)) + "V"


def _middle(low: str, high: str) -> str:
    """The shortest key such that it and everything it starts lies strictly between."""
    key = ""
    at = 0
    bounded = bool(high)
    while True:
        floor = DIGITS.index(low[at]) if at < len(low) else 0
        ceiling = DIGITS.index(high[at]) if bounded and at < len(high) else (0 if bounded else len(DIGITS))
        if ceiling - floor > 1:
            # Cards are mostly added at the end: small steps there keep keys short.
            return key + DIGITS[(floor + ceiling) // 2 if bounded or not low else floor + 1]
        key += DIGITS[floor]
        bounded = bounded and floor == ceiling
        at += 1
