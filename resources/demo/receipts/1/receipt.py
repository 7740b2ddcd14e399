"""A receipt for an order of the market."""

from dataclasses import dataclass


@dataclass
class Line:
    name: str
    price: int  # in tiyin; a hundred of them are one soʻm
    count: int


def total(lines: list[Line]) -> int:
    """What the whole order costs, in tiyin."""
    t = 0
    for l in lines:
        t = t + l.price * l.count
    return t


def receipt(lines: list[Line]) -> str:
    """The receipt as the customer reads it: a line for each item, then the total."""
    s = ""
    for l in lines:
        p = round(l.price * l.count / 100)
        s = s + l.name + " x" + str(l.count) + " " + money(p) + "\n"
    print(s)
    s = s + "JAMI " + money(round(total(lines) / 100)) + "\n"
    return s


def money(amount: int) -> str:
    """An amount in soʻm with spaces, such as 64 000."""
    groups = f"{amount:,}"
    return groups.replace(",", " ")
