"""What the coordinator wants besides points (pins, groups, rivals, least numbers), turned into numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.plans.company import groups_of, rivals_of
from growtogether_desktop.pairing.plans.question import FULL, Matrix, Question
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

Extra = tuple[tuple[int, int, int], ...]
"""(row, column, points) for pairs that count for more than their fit."""


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Asked:
    """A cohort in numbers: everybody's points, who is pinned, and the question about everybody else."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    points: Matrix
    """(mentees, mentors): fits, or IMPOSSIBLE."""
    pinned: NDArray[np.int64]
    """(mentees,): the column of each who is pinned, or NOBODY."""
    free: NDArray[np.int64]
    """Which mentees the rows of `question` are."""
    question: Question
    groups: tuple[tuple[int, ...], ...]
    """Mentees who must be together, pinned or not."""
    rivals: tuple[tuple[int, int], ...]
    """Mentees who must be apart, pinned or not."""
    extra: Extra
    """What counts for pairs besides their fit, of mentees pinned or not."""

    @cached_property
    def worth(self) -> Matrix:
        """(mentees, mentors): fits and what counts besides, or IMPOSSIBLE."""
        worth: Matrix = self.points.astype(np.int16 if self.top < 2**14 else np.int32)
        for row, column, more in self.extra:
            if worth[row, column] != IMPOSSIBLE:
                worth[row, column] += more
        return worth

    @property
    def top(self) -> int:
        """No pair is worth more."""
        return FULL + max((more for _, _, more in self.extra), default=0)

    def besides(self, assigned: NDArray[np.int64]) -> int:
        """What counts besides the fits of these pairs. `assigned` (mentees,)."""
        return sum(more for row, column, more in self.extra if assigned[row] == column)

    @property
    def choices(self) -> NDArray[np.bool_]:
        """(mentees, mentors): who may go where; who is pinned has one choice."""
        choices: NDArray[np.bool_] = self.points != IMPOSSIBLE
        choices[self.free] = self.question.possible
        is_pinned = self.pinned != NOBODY
        choices[is_pinned] = self.pinned[is_pinned, None] == np.arange(len(self.mentors))
        return choices


def ask(mentees: Sequence[Mentee], mentors: Sequence[Mentor], points: Matrix, extra: Extra = ()) -> Asked:
    """The question that this cohort puts; its wishes do not contradict each other (see `contradictions`).

    `extra` is about rows and columns of `points`.
    """
    groups, rivals = groups_of(mentees), rivals_of(mentees)
    pinned = _pins(mentees, mentors, groups)
    seats = np.array([mentor.capacity for mentor in mentors], np.int64)
    taken = np.bincount(pinned[pinned != NOBODY], minlength=len(mentors))
    least = np.minimum([mentor.least for mentor in mentors], seats) - taken
    open_points = points.copy()
    _keep_apart(open_points, pinned, groups, rivals)
    left = seats - taken
    _keep_together(open_points, left, [group for group in groups if pinned[group[0]] == NOBODY])
    free = np.flatnonzero(pinned == NOBODY)
    row_of = {row: at for at, row in enumerate(free.tolist())}
    question = Question(
        open_points[free],
        left,
        np.maximum(least, 0).astype(np.int64),
        np.array([mentees[row].priority for row in free.tolist()], np.int64),
        tuple(tuple(row_of[row] for row in group) for group in groups if group[0] in row_of),
        tuple((row_of[one], row_of[other]) for one, other in rivals if one in row_of and other in row_of),
        tuple((row_of[row], column, more) for row, column, more in extra if row in row_of),
    )
    return Asked(tuple(mentees), tuple(mentors), points, pinned, free, question, groups, rivals, extra)


def _pins(mentees: Sequence[Mentee], mentors: Sequence[Mentor], groups: Iterable[tuple[int, ...]]) -> NDArray[np.int64]:
    """For every mentee the column of the mentor they are pinned to, alone or by their group, or NOBODY."""
    place = {mentor.id: column for column, mentor in enumerate(mentors)}
    pinned = np.array([place.get(mentee.pinned_to or "", NOBODY) for mentee in mentees], np.int64)
    for group in groups:
        pinned[list(group)] = max(pinned[row] for row in group)
    return pinned


def _keep_apart(
    points: Matrix, pinned: NDArray[np.int64], groups: Iterable[tuple[int, ...]], rivals: Iterable[tuple[int, int]]
) -> None:
    """Bar everybody from the mentor a rival is pinned to."""
    group_of = {row: group for group in groups for row in group}
    for one, other in rivals:
        for here, there in ((one, other), (other, one)):
            if pinned[here] != NOBODY:
                points[list(group_of.get(there, (there,))), pinned[here]] = IMPOSSIBLE


def _keep_together(points: Matrix, seats: NDArray[np.int64], groups: Iterable[tuple[int, ...]]) -> None:
    """Bar a group from every mentor whom one of them cannot go to, or who has not seats for all."""
    for group in groups:
        members = list(group)
        roomy = (points[members] != IMPOSSIBLE).all(axis=0) & (seats >= len(group))
        points[members] = np.where(roomy, points[members], IMPOSSIBLE)
