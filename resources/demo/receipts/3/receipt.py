"""A receipt for an order of the market."""

from dataclasses import dataclass

from money import money


@dataclass
class Line:
    name: str
    price: int  # in tiyin; a hundred of them are one soʻm
    count: int


def total(lines: list[Line]) -> int:
    """What the whole order costs, in tiyin."""
    return sum(line.price * line.count for line in lines)


def receipt(lines: list[Line]) -> str:
    """The receipt as the customer reads it: a line for each item, then the total."""
    rows = []
    for line in lines:
        price = line.price * line.count // 100
        rows.append(f"{line.name} x{line.count} {money(price)}")
    rows.append(f"JAMI {money(total(lines) // 100)}")
    s = "\n".join(rows) + "\n"
    print(s)
    return s
