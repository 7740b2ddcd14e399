"""A receipt for an order of the market."""

from collections.abc import Iterator
from dataclasses import dataclass

from money import money


@dataclass
class Line:
    name: str
    price: int  # in tiyin; a hundred of them are one soʻm
    count: int

    @property
    def costs(self) -> int:
        return self.price * self.count


def total(lines: list[Line]) -> int:
    """What the whole order costs, in tiyin."""
    return sum(line.costs for line in lines)


def receipt(lines: list[Line]) -> str:
    """The receipt as the customer reads it: a line for each item, then the total."""
    return "\n".join(_rows(lines)) + "\n"


def _rows(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        yield f"{line.name} x{line.count} {money(line.costs // 100)}"
    yield f"JAMI {money(total(lines) // 100)}"
