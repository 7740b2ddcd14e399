"""A receipt for an order of the market."""

from dataclasses import dataclass


@dataclass
class Line:
    name: str
    price: int  # in tiyin; a hundred of them are one soʻm
    count: int


def total(lines: list[Line]) -> int:
    """What the whole order costs, in tiyin."""
    raise NotImplementedError


def receipt(lines: list[Line]) -> str:
    """The receipt as the customer reads it: a line for each item, then the total."""
    raise NotImplementedError
