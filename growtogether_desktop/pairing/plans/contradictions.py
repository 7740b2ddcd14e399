"""Wishes that cannot all be kept, found before anything is solved: all of them at once, in names, with ways out."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.domain.cohorts import Mentee
from growtogether_desktop.pairing.plans.barriers import Barrier, Barriers
from growtogether_desktop.pairing.plans.company import groups_of, rivals_of
from growtogether_desktop.pairing.plans.impossible import Contradiction, Impossible
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.plans.steps import WayOut
from growtogether_desktop.pairing.plans.ways import (
    enrol_mentors,
    let_meet,
    lift_bans,
    lift_pins,
    more_seats,
    names,
    part,
)
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY


def refuse_contradictions(barriers: Barriers, points: Matrix) -> None:
    """Raises: Impossible, when this cohort's wishes contradict each other or the roster."""
    if found := tuple(_Wishes(barriers, points).contradictions()):
        raise Impossible(*found)


_NO_PAIR = {
    Barrier.BANNED: lambda **names: say("{mentee} is pinned to {mentor} and forbidden to go there.", **names),
    Barrier.HOUR: lambda **names: say("{mentee} is pinned to {mentor}, but they have no free hour in common.", **names),
    Barrier.LANGUAGE: lambda **names: say(
        "{mentee} is pinned to {mentor}, but they have no language in common.", **names
    ),
    Barrier.SAID: lambda **names: say(
        "{mentee} is pinned to {mentor}, but one of the two has ruled the other out.", **names
    ),
    Barrier.SELF: lambda **names: say("{mentee} is pinned to {mentor}, but nobody can be their own mentor.", **names),
}


class _Wishes:
    """What has been looked at so far. A contradiction is told and then forgotten, so that the rest can be seen."""

    def __init__(self, barriers: Barriers, points: Matrix) -> None:
        self._barriers = barriers
        self._mentees, self._mentors = barriers.scoring.mentees, barriers.scoring.mentors
        self._possible: NDArray[np.bool_] = points != IMPOSSIBLE
        self._points = points
        self._seats = np.array([mentor.capacity for mentor in self._mentors], np.int64)
        self._groups, self._rivals = groups_of(self._mentees), rivals_of(self._mentees)
        self._group_of = {row: group for group in self._groups for row in group}
        self._pinned = np.full(len(self._mentees), NOBODY)
        self._told: set[int] = set()
        """Whose group is part of a contradiction already."""

    def contradictions(self) -> Iterator[Contradiction]:
        if self._mentees and not self._seats.sum():
            yield self._no_seats()
            return
        yield from self._single_pins()
        yield from self._apart_and_together()
        for group in self._groups:
            yield from self._pins_of_group(group)
        yield from self._rivals_at_one_mentor()
        yield from self._too_many_pins()
        for group in self._groups:
            if self._pinned[group[0]] == NOBODY and group[0] not in self._told:
                yield from self._group_without_place(group)

    def _no_seats(self) -> Contradiction:
        enrol = enrol_mentors(self._mentees)
        if not self._mentors:
            return Contradiction(say("There is no mentor in the cohort yet."), (enrol,))
        most = int(self._possible.sum(axis=0).argmax())
        many = max(int(self._possible[:, most].sum()), 1)
        return Contradiction(say("No mentor has a seat."), (self._more_seats(most, many), enrol))

    def _single_pins(self) -> Iterator[Contradiction]:
        place = {mentor.id: column for column, mentor in enumerate(self._mentors)}
        for row, mentee in enumerate(self._mentees):
            if mentee.pinned_to is None:
                continue
            if (column := place.get(mentee.pinned_to)) is None:
                what = say("{mentee} is pinned to a mentor who has left the cohort.", mentee=mentee.name)
                yield Contradiction(what, (self._lift_pins([row]),))
            elif not self._possible[row, column]:
                stands = self._barriers.between(row, column)
                what = _NO_PAIR[stands[0]](mentee=mentee.name, mentor=self._mentors[column].name)
                lift = (self._lift_bans([row], column),) if stands == (Barrier.BANNED,) else ()
                yield Contradiction(what, (*lift, self._lift_pins([row])))
            else:
                self._pinned[row] = column

    def _apart_and_together(self) -> Iterator[Contradiction]:
        kept = []
        for one, other in self._rivals:
            group = self._group_of.get(one, ())
            if other not in group:
                kept.append((one, other))
                continue
            what = say("{mentees} must be together and apart at once.", mentees=self._names((one, other)))
            yield Contradiction(what, (self._let_meet(one, other), self._part(group)))
        self._rivals = tuple(kept)

    def _pins_of_group(self, group: tuple[int, ...]) -> Iterator[Contradiction]:
        """Where one of a group is pinned, all are."""
        pinned = [row for row in group if self._pinned[row] != NOBODY]
        columns = sorted({int(self._pinned[row]) for row in pinned})
        if not columns:
            return
        if len(columns) > 1:
            what = say(
                "{mentees} must be together, but they are pinned to different mentors.", mentees=self._names(group)
            )
            here = max(columns, key=lambda column: self._could_hold(group, column))
            others = [row for row in pinned if self._pinned[row] != here]
            lift = self._lift_pins(others if self._could_hold(group, here)[0] else pinned)
            yield Contradiction(what, (lift, self._part(group)))
            self._forget(group)
            return
        (column,) = columns
        kept_out = [row for row in group if not self._possible[row, column]]
        if not kept_out:
            self._pinned[list(group)] = column
            return
        what = say(
            "{mentees} must be together and one is pinned to {mentor}, but {mentee} cannot go there.",
            mentees=self._names(group),
            mentor=self._mentors[column].name,
            mentee=self._names(kept_out),
        )
        only_banned = all(self._barriers.between(row, column) == (Barrier.BANNED,) for row in kept_out)
        bans = (self._lift_bans(kept_out, column),) if only_banned else ()
        yield Contradiction(what, (*bans, self._part(group), self._lift_pins(pinned)))
        self._forget(group)

    def _rivals_at_one_mentor(self) -> Iterator[Contradiction]:
        for one, other in self._rivals:
            column = int(self._pinned[one])
            if column != self._pinned[other] or column == NOBODY:
                continue
            what = say(
                "{mentees} must be apart, but they are pinned to the same mentor, {mentor}.",
                mentees=self._names((one, other)),
                mentor=self._mentors[column].name,
            )
            explicit = [pins for row in (one, other) if (pins := self._pins_behind(row))]
            lift = self._lift_pins(min(explicit, key=lambda rows: (len(rows), self._worth(rows, column))))
            yield Contradiction(what, (lift, self._let_meet(one, other)))
            for row in (one, other):
                self._forget(self._group_of.get(row, (row,)))

    def _too_many_pins(self) -> Iterator[Contradiction]:
        taken = np.bincount(self._pinned[self._pinned != NOBODY], minlength=len(self._mentors))
        for column in np.flatnonzero(taken > self._seats).tolist():
            mentor, guests = self._mentors[column], np.flatnonzero(self._pinned == column).tolist()
            over = len(guests) - mentor.capacity
            what = say_n(
                "{mentor} has {n} seat, but more mentees are pinned to it: {mentees}.",
                "{mentor} has {n} seats, but more mentees are pinned to them: {mentees}.",
                mentor.capacity,
                mentor=mentor.name,
                mentees=self._names(guests),
            )
            leaving: list[int] = []
            for row in sorted(
                guests, key=lambda row: (len(self._group_of.get(row, (row,))), self._points[row, column])
            ):
                if len(leaving) < over and row not in leaving:
                    leaving += self._group_of.get(row, (row,))
            pins = [row for row in leaving if self._mentees[row].pinned_to is not None]
            yield Contradiction(what, (self._more_seats(column, over), self._lift_pins(pins)))
            self._forget(guests)

    def _group_without_place(self, group: tuple[int, ...]) -> Iterator[Contradiction]:
        members = list(group)
        left = self._seats - np.bincount(self._pinned[self._pinned != NOBODY], minlength=len(self._seats))
        shared = np.logical_and.reduce(self._possible[members])
        met = {int(self._pinned[rival]): (row, rival) for row in group for rival in self._rivals_of(row)}
        apart = [column for column in met if column != NOBODY]
        open_to = shared.copy()
        open_to[apart] = False
        if (open_to & (left >= len(group))).any():
            return
        part = self._part(group)
        if open_to.any():
            what = say_n(
                "{mentees} must be together, but no mentor they share has {n} seat.",
                "{mentees} must be together, but no mentor they share has {n} seats.",
                len(group),
                mentees=self._names(group),
            )
            best = int(np.where(open_to, left, -1).argmax())
            yield Contradiction(what, (self._more_seats(best, len(group) - int(left[best])), part))
            return
        what = say(
            "{mentees} must be together, but there is no mentor all of them could go to.", mentees=self._names(group)
        )
        if shared.any():
            met_there = [met[column] for column in apart if shared[column] and left[column] >= len(group)]
            meet = tuple(self._let_meet(*pair) for pair in met_there[:1])
            yield Contradiction(what, (*meet, part))
            return
        yield Contradiction(what, (*self._bans_in_the_way(group, left), part))

    def _bans_in_the_way(self, group: tuple[int, ...], left: NDArray[np.int64]) -> tuple[WayOut, ...]:
        """The fewest bans without which all of the group could go to one mentor who has the seats."""
        kept_out = {
            column: [row for row in group if not self._possible[row, column]]
            for column in np.flatnonzero(left >= len(group)).tolist()
        }
        for column, rows in sorted(kept_out.items(), key=lambda one: (len(one[1]), one[0])):
            if all(self._barriers.between(row, column) == (Barrier.BANNED,) for row in rows):
                return (self._lift_bans(rows, column),)
        return ()

    def _forget(self, rows: Sequence[int]) -> None:
        self._pinned[list(rows)] = NOBODY
        self._told.update(rows)

    # --- ways out ---------------------------------------------------------------------------------

    def _more_seats(self, column: int, seats: int) -> WayOut:
        return more_seats(self._mentors[column], seats)

    def _lift_pins(self, rows: Sequence[int]) -> WayOut:
        return lift_pins(self._of(rows))

    def _lift_bans(self, rows: Iterable[int], column: int) -> WayOut:
        return lift_bans(self._of(rows), self._mentors[column])

    def _part(self, group: Sequence[int]) -> WayOut:
        return part(self._of(group))

    def _let_meet(self, one: int, other: int) -> WayOut:
        return let_meet(self._mentees[one], self._mentees[other])

    # --- looking up -------------------------------------------------------------------------------

    def _could_hold(self, group: tuple[int, ...], column: int) -> tuple[bool, int]:
        fits = bool(self._possible[list(group), column].all()) and int(self._seats[column]) >= len(group)
        return fits, sum(int(self._pinned[row] == column) for row in group)

    def _pins_behind(self, row: int) -> list[int]:
        """Whose pins put this mentee where it is: its own, or those of its group."""
        return [each for each in self._group_of.get(row, (row,)) if self._mentees[each].pinned_to is not None]

    def _worth(self, rows: Iterable[int], column: int) -> int:
        return sum(int(self._points[row, column]) for row in rows)

    def _pins_to_lift(self, guests: list[int], over: int, column: int) -> list[int]:
        """Whose pins keep so many too many there: those who fit worst, and of groups the smallest, go first."""
        leaving: list[int] = []
        for row in sorted(guests, key=lambda row: (len(self._group_of.get(row, (row,))), self._points[row, column])):
            if len(leaving) < over and row not in leaving:
                leaving += self._group_of.get(row, (row,))
        return [row for row in leaving if self._mentees[row].pinned_to is not None]

    def _rivals_of(self, row: int) -> Iterator[int]:
        for one, other in self._rivals:
            if row in (one, other):
                yield other if row == one else one

    def _of(self, rows: Iterable[int]) -> list[Mentee]:
        return [self._mentees[row] for row in rows]

    def _names(self, rows: Iterable[int]) -> str:
        return names(self._of(rows))
