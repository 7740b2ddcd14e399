"""What the coordinator wants besides points (pins, groups, rivals, least numbers), turned into numbers.

What contradicts itself is told in names before anything is solved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
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
    """The question that this cohort puts. `extra` is about rows and columns of `points`.

    Raises: Problem, naming the people, when wishes contradict each other or the roster.
    """
    place = {mentee.id: row for row, mentee in enumerate(mentees)}
    groups = _groups(_both_ways(place, {mentee.id: mentee.together for mentee in mentees}), len(mentees))
    rivals = tuple(sorted(_both_ways(place, {mentee.id: mentee.apart for mentee in mentees})))
    pinned = _pins(mentees, mentors, points, groups)
    seats = np.array([mentor.capacity for mentor in mentors], np.int64)
    taken = np.bincount(pinned[pinned != NOBODY], minlength=len(mentors))
    least = np.minimum([mentor.least for mentor in mentors], seats) - taken
    open_points = points.copy()
    _keep_apart(mentees, mentors, open_points, pinned, groups, rivals)
    left = seats - taken
    _keep_together(mentees, open_points, left, [group for group in groups if pinned[group[0]] == NOBODY])
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


def _both_ways(place: Mapping[str, int], wishes: Mapping[str, Iterable[str]]) -> set[tuple[int, int]]:
    """The pairs of rows that are meant, the lower first; whoever has left is left out."""
    meant = ((place[one], place[other]) for one, others in wishes.items() for other in others if other in place)
    return {(min(pair), max(pair)) for pair in meant if pair[0] != pair[1]}


def _groups(pairs: set[tuple[int, int]], rows: int) -> tuple[tuple[int, ...], ...]:
    """Whoever is with somebody is with all of theirs."""
    head = list(range(rows))
    for one, other in sorted(pairs):
        old, new = head[other], head[one]
        head = [new if each == old else each for each in head]
    members = defaultdict(list)
    for row, its in enumerate(head):
        members[its].append(row)
    return tuple(tuple(group) for group in members.values() if len(group) > 1)


def _pins(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], points: Matrix, groups: tuple[tuple[int, ...], ...]
) -> NDArray[np.int64]:
    """For every mentee the column of the mentor they are pinned to, alone or by their group, or NOBODY."""
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
        if points[row, pinned[row]] == IMPOSSIBLE:
            raise Problem(
                say(
                    "{mentee} is pinned to {mentor}, but that pair is forbidden or shares no language or no hour.",
                    mentee=mentee.name,
                    mentor=mentors[pinned[row]].name,
                ),
                say("Lift the pin or correct the roster, then solve again."),
            )
    for group in groups:
        _pin_group(mentees, mentors, points, group, pinned)
    for column, mentor in enumerate(mentors):
        guests = _names(mentees, np.flatnonzero(pinned == column).tolist())
        if np.count_nonzero(pinned == column) > mentor.capacity:
            raise Problem(
                say_n(
                    "{mentor} has {n} seat, but more mentees are pinned to it: {mentees}.",
                    "{mentor} has {n} seats, but more mentees are pinned to them: {mentees}.",
                    mentor.capacity,
                    mentor=mentor.name,
                    mentees=guests,
                ),
                say("Lift a pin or add a seat, then solve again."),
            )
    return pinned


def _pin_group(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    points: Matrix,
    group: tuple[int, ...],
    pinned: NDArray[np.int64],
) -> None:
    """Where one of a group is pinned, all are."""
    columns = {int(pinned[row]) for row in group} - {NOBODY}
    if len(columns) > 1:
        raise Problem(
            say(
                "{mentees} must be together, but they are pinned to different mentors.", mentees=_names(mentees, group)
            ),
            say("Lift a pin, or let them be apart, then solve again."),
        )
    for column in columns:
        for row in group:
            if points[row, column] == IMPOSSIBLE:
                raise Problem(
                    say(
                        "{mentees} must be together and one is pinned to {mentor}, but {mentee} cannot go there.",
                        mentees=_names(mentees, group),
                        mentor=mentors[column].name,
                        mentee=mentees[row].name,
                    ),
                    say("Lift the pin, or let them be apart, then solve again."),
                )
            pinned[row] = column


def _keep_apart(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    points: Matrix,
    pinned: NDArray[np.int64],
    groups: tuple[tuple[int, ...], ...],
    rivals: Iterable[tuple[int, int]],
) -> None:
    """Bar everybody from the mentor a rival is pinned to."""
    group_of = {row: group for group in groups for row in group}
    for one, other in rivals:
        if other in group_of.get(one, ()):
            raise Problem(
                say("{mentees} must be together and apart at once.", mentees=_names(mentees, (one, other))),
                say("Lift one of the two wishes, then solve again."),
            )
        if pinned[one] == pinned[other] != NOBODY:
            raise Problem(
                say(
                    "{mentees} must be apart, but they are pinned to the same mentor, {mentor}.",
                    mentees=_names(mentees, (one, other)),
                    mentor=mentors[pinned[one]].name,
                ),
                say("Lift a pin, or let them be together, then solve again."),
            )
        for here, there in ((one, other), (other, one)):
            if pinned[here] != NOBODY:
                points[list(group_of.get(there, (there,))), pinned[here]] = IMPOSSIBLE


def _keep_together(
    mentees: Sequence[Mentee], points: Matrix, seats: NDArray[np.int64], groups: Iterable[tuple[int, ...]]
) -> None:
    """Bar a group from every mentor whom one of them cannot go to, or who has not seats for all."""
    for group in groups:
        members = list(group)
        shared = (points[members] != IMPOSSIBLE).all(axis=0)
        roomy = shared & (seats >= len(group))
        points[members] = np.where(roomy, points[members], IMPOSSIBLE)
        if roomy.any():
            continue
        if not shared.any():
            raise Problem(
                say(
                    "{mentees} must be together, but there is no mentor all of them could go to.",
                    mentees=_names(mentees, group),
                ),
                say("Let them be apart, or lift a ban, then solve again."),
            )
        raise Problem(
            say_n(
                "{mentees} must be together, but no mentor they share has {n} seat.",
                "{mentees} must be together, but no mentor they share has {n} seats.",
                len(group),
                mentees=_names(mentees, group),
            ),
            say("Let them be apart, or add a seat, then solve again."),
        )


def _names(mentees: Sequence[Mentee], rows: Iterable[int]) -> str:
    return ", ".join(mentees[row].name for row in rows)
