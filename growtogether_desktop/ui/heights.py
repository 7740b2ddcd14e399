"""How high everything is in a long list of rows, some broken into several lines, with gaps between some.

Only what differs from usual rows is kept, in a sparse Fenwick tree, so a list of a million rows is
ready at once, and any question costs a walk of twenty steps. Source: Fenwick 1994.
"""

from collections.abc import Iterator


class Heights:
    """Rows 1 to `rows`, lines of `each` pixels, and gaps after any of the rows; gap 0 is above the first.

    A row counts as the `usual` number of lines until somebody has seen it and says how many it has.
    """

    def __init__(self, rows: int, each: int, usual: float = 1) -> None:
        self.rows = rows
        self.each = each
        self._usual = round(usual * each)
        """Pixels of a row that nobody has seen."""
        self._gaps: dict[int, int] = {}
        self._lines: dict[int, int] = {}
        self._more: dict[int, int] = {}
        """Sums of pixels: of a row's gap and of what its lines have more than usual."""
        self._longest_step = 1 << (rows + 1).bit_length() - 1

    @property
    def total(self) -> int:
        return self.rows * self._usual + self._more_before(self.rows + 1)

    def top(self, row: int) -> int:
        """Where the row begins; for one past the last, where everything ends."""
        return (row - 1) * self._usual + self._more_before(row)

    def tops(self, rows: range) -> Iterator[int]:
        """Where each of these begins, for less than asking one by one."""
        at = self.top(rows.start)
        for row in rows:
            yield at
            at += self.height(row) + self._gaps.get(row, 0)

    def height(self, row: int) -> int:
        """Of its lines, without its gap."""
        lines = self._lines.get(row)
        return self._usual if lines is None else lines * self.each

    def seen(self, row: int) -> bool:
        """Whether anybody has said how many lines it has."""
        return row in self._lines

    def set_lines(self, row: int, lines: int) -> None:
        self._widen(row, lines * self.each - self.height(row))
        self._lines[row] = lines

    def gap(self, after: int) -> int:
        return self._gaps.get(after, 0)

    def set_gap(self, after: int, pixels: int) -> None:
        self._widen(after, pixels - self.gap(after))
        self._gaps[after] = pixels

    def start_over(self, each: int, usual: float = 1) -> None:
        """Lines have another height or width: the gaps stay, and no row has been seen."""
        gaps, self._gaps = self._gaps, {}
        self.each = each
        self._usual = round(usual * each)
        self._lines = {}
        self._more = {}
        for after, pixels in gaps.items():
            self.set_gap(after, pixels)

    def row_at(self, y: int) -> int:
        """The row that is at `y` or whose gap is; 0 in the gap above the first, the last one below the end."""
        at, left, step = 0, y, self._longest_step
        while step:
            if at + step <= self.rows + 1:
                span = self._more.get(at + step, 0) + (step - (at == 0)) * self._usual  # row 0 is only a gap
                if span <= left:
                    at, left = at + step, left - span
            step >>= 1
        return min(at, self.rows)

    def _widen(self, row: int, pixels: int) -> None:
        at = row + 1
        while pixels and at <= self.rows + 1:
            self._more[at] = self._more.get(at, 0) + pixels
            at += at & -at

    def _more_before(self, row: int) -> int:
        """The sum for rows 0 to row - 1."""
        total, at = 0, row
        while at:
            total += self._more.get(at, 0)
            at &= at - 1
        return total
