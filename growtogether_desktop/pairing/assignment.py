"""The plan for a cohort: as many mentees as possible have a mentor, and the fits add up to the most."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.fit import Rarity, fit_matrix, matched_skills, possible_pairs
from growtogether_desktop.pairing.waiting import NOBODY, Unplaced, waiting_list

REASONS = 5
"""Of the skills that brought two people together, so many are told."""

Progress = Callable[[float], None]
"""Told how far the work is, 0 to 1; raises Cancelled to end it."""


class Cancelled(Exception):
    """Raised by a progress hook when the person no longer wants the plan."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposed pairs, ordered by mentee id; nothing is decided until a coordinator publishes them."""

    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    seats: int
    """Of all mentors together."""
    seconds: float
    """What it took to find."""

    @property
    def total(self) -> int:
        return sum(pair.fit for pair in self.pairs)

    @property
    def mean(self) -> float:
        return self.total / len(self.pairs) if self.pairs else 0.0

    @property
    def lowest(self) -> int:
        return min((pair.fit for pair in self.pairs), default=0)


def best_pairs(
    mentees: Collection[Mentee],
    mentors: Collection[Mentor],
    progress: Progress = lambda done: None,
    clock: Callable[[], float] = time.perf_counter,
) -> Plan:
    """The plan that gives most mentees a mentor and, among such plans, has the greatest total fit.

    Pinned pairs are kept, impossible ones never made; a mentor with capacity k has k seats. The same
    cohort gives the same plan, in whatever order it is handed over.

    `progress` is asked between the phases only: solving itself, some 20 ms for 500 mentees and a
    second or less for 2 000, cannot be interrupted.

    Raises: Problem, when no mentor has a seat or the pins cannot all be kept; whatever `progress` raises.
    """
    began = clock()
    progress(0.0)
    rows, columns = sorted(mentees, key=lambda mentee: mentee.id), sorted(mentors, key=lambda mentor: mentor.id)
    seats = np.array([mentor.capacity for mentor in columns], np.int64)
    if rows and not seats.any():
        raise Problem(
            say("No mentor has a seat."), say("Give a mentor at least one seat or enrol more mentors, then solve.")
        )
    fits, choices = fit_matrix(rows, columns), possible_pairs(rows, columns)
    progress(0.3)
    assigned = _pins(rows, columns, choices)
    pinned = assigned != NOBODY
    choices[pinned] = assigned[pinned, None] == np.arange(len(columns))
    left = seats - np.bincount(assigned[pinned], minlength=len(columns))
    assigned[~pinned] = assign(fits[~pinned], choices[~pinned], left)
    progress(0.8)
    rarity = Rarity(columns)
    pairs = tuple(
        Pair(
            MentorId(columns[column].id),
            MenteeId(rows[row].id),
            int(fits[row, column]),
            matched_skills(rows[row], columns[column], rarity)[:REASONS],
        )
        for row, column in enumerate(assigned)
        if column != NOBODY
    )
    unplaced = waiting_list(rows, columns, choices, assigned)
    progress(1.0)
    return Plan(pairs, unplaced, int(seats.sum()), clock() - began)


def assign(fits: NDArray[np.int64], possible: NDArray[np.bool_], seats: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every row its column, or NOBODY: as many as possible, then the most fit. Column j takes seats[j] rows.

    Fits are whole numbers from 0. A possible pair is worth its fit and `one_more`, which is more than
    all fits together can make up for: so one pair more always wins. An impossible pair is worth
    nothing, so it takes no seat from a possible one; afterwards it is dropped. The sums stay far
    below 2^53, where float64 still counts one by one.

    Source: Kuhn 1955; scipy.optimize.linear_sum_assignment (Crouse 2016), O(n³).
    """
    column_of_seat = np.repeat(np.arange(len(seats)), np.minimum(seats, len(fits)))
    assigned = np.full(len(fits), NOBODY)
    if not len(fits) or not len(column_of_seat):
        return assigned
    one_more = int(fits.max()) * min(len(fits), len(column_of_seat)) + 1
    cost = np.where(possible, -(fits + one_more), 0).astype(np.float64)
    rows, taken = linear_sum_assignment(cost[:, column_of_seat])
    columns = column_of_seat[taken]
    real = possible[rows, columns]
    assigned[rows[real]] = columns[real]
    return assigned


def _pins(mentees: Sequence[Mentee], mentors: Sequence[Mentor], possible: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For every mentee the column of the mentor they are pinned to, or NOBODY.

    Raises: Problem, naming the people, when a pin cannot be kept.
    """
    place = {mentor.id: column for column, mentor in enumerate(mentors)}
    pinned = np.full(len(mentees), NOBODY)
    for row, mentee in enumerate(mentees):
        if mentee.pinned_to is None:
            continue
        if mentee.pinned_to not in place:
            raise Problem(
                say("{mentee} is pinned to a mentor who has left the cohort.", mentee=mentee.name),
                say("Lift the pin, then solve again."),
            )
        pinned[row] = place[mentee.pinned_to]
        if not possible[row, pinned[row]]:
            raise Problem(
                say(
                    "{mentee} is pinned to {mentor}, but that pair is forbidden or shares no language.",
                    mentee=mentee.name,
                    mentor=mentors[pinned[row]].name,
                ),
                say("Lift the pin or correct the roster, then solve again."),
            )
    for column, mentor in enumerate(mentors):
        guests = [mentees[row].name for row in np.flatnonzero(pinned == column).tolist()]
        if len(guests) > mentor.capacity:
            raise Problem(
                say_n(
                    "{mentor} has {n} seat, but more mentees are pinned to it: {mentees}.",
                    "{mentor} has {n} seats, but more mentees are pinned to them: {mentees}.",
                    mentor.capacity,
                    mentor=mentor.name,
                    mentees=", ".join(guests),
                ),
                say("Lift a pin or add a seat, then solve again."),
            )
    return pinned
