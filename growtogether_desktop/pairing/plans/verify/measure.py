"""By what plans are compared, and why prices are a bound.

For a measure by which a pair is worth g_ij and waiting w_i, and for any prices p_j (negative only where a mentor
takes a least number), no plan is worth more than

    Σ_i max(w_i, max_j(g_ij − p_j)) + Σ_j p_j · (p_j > 0 ? most_j : least_j),

for whoever goes to j brings g_ij, pays p_j, and has no better choice than the greatest of all.
"""

from dataclasses import dataclass

from growtogether_desktop.pairing.plans.verify.written import WAITS, Row


@dataclass(slots=True)
class Measure:
    """By which plans are compared, in one respect."""

    rows: list[Row]
    """What a pair is worth, None where it is not allowed."""
    waiting: list[int | None]
    """What it is worth to wait; None for whoever may not."""
    low: list[int]
    high: list[int]

    def bound(self, prices: list[int]) -> int:
        best = sum(_best(row, wait, prices) for row, wait in zip(self.rows, self.waiting, strict=True))
        taken = (low if price < 0 else high for price, low, high in zip(prices, self.low, self.high, strict=True))
        return best + sum(price * rows for price, rows in zip(prices, taken, strict=True))

    def of(self, plan: list[int]) -> int:
        worth = 0
        for row, wait, column in zip(self.rows, self.waiting, plan, strict=True):
            each = wait if column == WAITS else row[column]
            if each is None:
                raise ValueError("a place that is not allowed")
            worth += each
        return worth


def tight(measure: Measure, prices: list[int]) -> Measure:
    """The measure where it costs nothing at these prices: every plan that reaches the bound stays within."""
    rows: list[Row] = []
    waiting: list[int | None] = []
    for row, wait in zip(measure.rows, measure.waiting, strict=True):
        best = _best(row, wait, prices)
        pairs = zip(row, prices, strict=True)
        rows.append([worth if worth is not None and worth - price == best else None for worth, price in pairs])
        waiting.append(wait if wait == best else None)
    low = [high if price > 0 else low for price, low, high in zip(prices, measure.low, measure.high, strict=True)]
    high = [low if price < 0 else high for price, low, high in zip(prices, measure.low, measure.high, strict=True)]
    return Measure(rows, waiting, low, high)


def _best(row: Row, wait: int | None, prices: list[int]) -> int:
    """What a mentee brings at most, once the seat is paid."""
    each = [worth - price for worth, price in zip(row, prices, strict=True) if worth is not None]
    if wait is not None:
        each.append(wait)
    return max(each)
