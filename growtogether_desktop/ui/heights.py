"""How high everything is in a long list of equal rows with gaps between some of them.

The gaps alone are kept in a Fenwick tree, so a list of a million rows is ready at once, and any
question costs a walk of twenty steps. Source: Fenwick 1994.
"""

from array import array


class Heights:
    """Rows 1 to `rows`, each `each` pixels high, and gaps after any of them; gap 0 is above the first."""

    def __init__(self, rows: int, each: int) -> None:
        self.rows = rows
        self.each = each
        self._sums = array("q", (0,)) * (rows + 2)
        self._longest_step = 1 << (rows + 1).bit_length() - 1

    @property
    def total(self) -> int:
        return self.rows * self.each + self._gaps_before(self.rows + 1)

    def top(self, row: int) -> int:
        """Where the row begins; for one past the last, where everything ends."""
        return (row - 1) * self.each + self._gaps_before(row)

    def gap(self, after: int) -> int:
        return self._gaps_before(after + 1) - self._gaps_before(after)

    def set_gap(self, after: int, pixels: int) -> None:
        change = pixels - self.gap(after)
        at = after + 1
        while change and at <= self.rows + 1:
            self._sums[at] += change
            at += at & -at

    def row_at(self, y: int) -> int:
        """The row that is at `y` or whose gap is; 0 in the gap above the first, the last one below the end."""
        at, left, step = 0, y, self._longest_step
        while step:
            if at + step <= self.rows + 1:
                span = self._sums[at + step] + (step - (at == 0)) * self.each  # row 0 is only a gap
                if span <= left:
                    at, left = at + step, left - span
            step >>= 1
        return min(at, self.rows)

    def _gaps_before(self, row: int) -> int:
        """The sum of the gaps 0 to row - 1."""
        total, at = 0, row
        while at:
            total += self._sums[at]
            at &= at - 1
        return total
