"""The reference: every seat a column of its own, solved by SciPy. The fastest there is for some hundred rows."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.pairing.solving.instance import NOBODY, Instance, Progress


def assign_seats(instance: Instance, progress: Progress = lambda done: None) -> NDArray[np.int64]:
    """(rows,): the column of each row, or NOBODY, worth the most together.

    Waiting is worth the same to a row wherever it would wait: so a row that takes a seat and is paid its
    waiting worth there, waits. Only as many further columns are needed as rows are more than seats.

    It cannot be interrupted: `progress` is asked before and after. Sums below 2^53 are exact in float64.

    Source: Kuhn 1955; scipy.optimize.linear_sum_assignment (Crouse 2016), O(n³).
    """
    progress(0.0)
    rows = len(instance.waiting)
    column_of_seat = np.repeat(np.arange(len(instance.seats)), np.minimum(instance.seats, rows))
    worth = np.broadcast_to(instance.waiting[:, None], (rows, max(rows, len(column_of_seat)))).astype(np.float64)
    offered = worth[:, : len(column_of_seat)]
    seated = instance.scores[:, column_of_seat]
    np.maximum(offered, seated, out=offered, where=seated >= 0)
    taken = linear_sum_assignment(worth, maximize=True)[1]
    assigned = np.full(rows, NOBODY)
    sits = np.flatnonzero(taken < len(column_of_seat))
    columns = column_of_seat[taken[sits]]
    scores = instance.scores[sits, columns]
    real = (scores >= 0) & (scores >= instance.waiting[sits])
    assigned[sits[real]] = columns[real]
    progress(1.0)
    return assigned
