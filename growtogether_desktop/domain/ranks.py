"""Where a card stands among its neighbours: a key between two keys, never an index.

An index lies once somebody else has moved a card; a key between two neighbours stays between them.
Keys are fractions written in base 62, compared as text; a random tail keeps two offline desktops
from choosing the same one.

Sources: fractional indexing, as described by Figma ("Realtime editing of ordered sequences", 2017);
at the ends the key counts on a counter whose width stands before it (Elias 1975), so that ten
thousand cards added one after the other have keys of ten digits.
"""

from collections.abc import Callable
from itertools import takewhile

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TAIL = 4
"""Random digits at the end: one chance in 14 million that two desktops agree."""


def rank_between(before: str, after: str, pick: Callable[[str], str]) -> str:
    """A key after `before` and before `after`; "" stands for either end.

    `pick` chooses a character (random.choice, outside tests). Where there is nothing between the
    neighbours (they share one key, or a stranger wrote them) the new key only comes after `before`.
    """
    low, high = _digits(before), _digits(after).rstrip("0")
    if low >= high:
        high = ""
    if low and high:
        key = _middle(low, high)
    elif high:
        key = _counted_down(high)
    else:
        key = _counted_up(low)
    # Never a zero at the end: then there is always room beneath the key.
    return key + "".join(pick(DIGITS) for _ in range(TAIL)) + "V"


def _digits(key: str) -> str:
    """What we understand of a key: another program may have written it."""
    return "".join(takewhile(DIGITS.__contains__, key))


def _middle(low: str, high: str) -> str:
    """The shortest key such that it and everything it starts lies strictly between."""
    key = ""
    bounded = True
    while True:
        at = len(key)
        floor = DIGITS.index(low[at]) if at < len(low) else 0
        ceiling = DIGITS.index(high[at]) if bounded else len(DIGITS)
        if ceiling - floor > 1:
            return key + DIGITS[(floor + ceiling) // 2]
        key += DIGITS[floor]
        bounded = bounded and floor == ceiling


def _counted_up(low: str) -> str:
    """The next step after `low`: n times z, then a counter of n + 1 digits whose first one is no z."""
    if not low:
        return "V"
    wide = len(low) - len(low.lstrip("z"))
    counter = _number(low[wide : 2 * wide + 1].ljust(wide + 1, "0")) + 1
    if counter >= 61 * 62**wide:
        return "z" * (wide + 1) + "0" * (wide + 2)
    return "z" * wide + _written(counter, wide + 1)


def _counted_down(high: str) -> str:
    """The next step before `high`: n times 0, then a counter of n + 1 digits whose first one is no 0."""
    wide = len(high) - len(high.lstrip("0"))
    counter = _number(high[wide : 2 * wide + 1].ljust(wide + 1, "0")) - 1
    if counter < 62**wide:
        return "0" * (wide + 1) + "z" * (wide + 2)
    return "0" * wide + _written(counter, wide + 1)


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 62 + DIGITS.index(digit)
    return value


def _written(value: int, wide: int) -> str:
    digits = ""
    for _ in range(wide):
        value, digit = divmod(value, 62)
        digits = DIGITS[digit] + digits
    return digits
