"""A plan as live graphs: the one that stands, and those from other floors up, with whoever is pinned now.

For cohorts in which nobody minds with whom they are.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentor, Policy
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, FloorPrices, Ground
from growtogether_desktop.pairing.plans.layout import Layout, lay_out, spread
from growtogether_desktop.pairing.plans.policy import points_from
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import ColumnChanges, Edit, RowChanges, RowLeaves, Unpin
from growtogether_desktop.pairing.solving.exchanges import Integers, whole
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress
from growtogether_desktop.pairing.solving.live import Live


def simple(asked: Asked) -> bool:
    """Whether one number says all that counts, and any set of pairs will do."""
    return not (asked.groups or asked.rivals)


def alive(laid: Layout, scale: Scale, assigned: NDArray[np.int64], progress: Progress = lambda done: None) -> Live:
    """A plan of this layout, ready to be asked.

    Raises: NotOptimal, if it is not the best; whatever `progress` raises.
    """
    instance = Instance(scale.pairs(laid.worth), laid.seats, laid.waiting)
    return Live(instance, assigned, laid.pins != NOBODY, laid.least, progress)


class Living:
    """One roster, and its plan; when either changes there is another."""

    def __init__(self, asked: Asked, policy: Policy, scale: Scale, laid: Layout, live: Live, floor: int) -> None:
        self.asked, self.scale, self.laid, self.live, self.floor = asked, scale, laid, live, floor
        self._policy = policy
        self._stands = live.assigned, live.pinned  # what is asked once the plan has been followed is asked of before
        self.row = {id: row for row, id in enumerate(laid.mentees)}
        self.column = {id: column for column, id in enumerate(laid.mentors)}
        self.at = {MenteeId(one.id): at for at, one in enumerate(asked.mentees)}
        """In what was asked."""
        self._by = {MentorId(one.id): at for at, one in enumerate(asked.mentors)}
        self._floors: FloorPrices | None = None
        self._others: dict[int, Live] = {}

    @property
    def offered(self) -> Container[MentorId]:
        """Mentors who have not left."""
        return self._by.keys()

    def worth_of(self, mentee: MenteeId) -> NDArray[np.int64]:
        """(columns,): what each mentor is worth to the mentee, below the floor too; or IMPOSSIBLE."""
        worth = np.full(len(self.laid.mentors), IMPOSSIBLE, np.int64)
        worth[[self.column[mentor] for mentor in self._by]] = self.scale.of(self.asked)[self.at[mentee]]
        return worth

    def assigned(self) -> dict[MenteeId, MentorId]:
        """Who is with whom."""
        assigned = self.live.assigned
        placed = np.flatnonzero(assigned >= 0).tolist()
        return {self.laid.mentees[row]: self.laid.mentors[assigned[row]] for row in placed}

    def fit(self, mentee: MenteeId, mentor: MentorId) -> int:
        """0 to 100, or IMPOSSIBLE."""
        return int(self.asked.points[self.at[mentee], self._by[mentor]])

    def of_people(self, laid: Matrix) -> Matrix:
        """(mentees, mentors) of a table of the layout."""
        rows = [self.row[mentee] for mentee in self.at]
        columns = [self.column[mentor] for mentor in self._by]
        return laid[np.ix_(rows, columns)]

    def laid_at(self, floor: int) -> Layout:
        """The same layout from another floor up."""
        if floor == self.floor:
            return self.laid
        return lay_out(self.asked, self.scale, floor, self.laid.mentees, self.laid.mentors)

    def at_floor(self, floor: int, progress: Progress) -> Live:
        """The best plan from this floor up, ready to be asked. Raises: whatever `progress` raises."""
        if floor == self.floor or self._policy != Policy.FLOOR:
            return self.live
        if floor not in self._others:
            here, free = self._assigned_of_asked(), self.asked.free
            here[free] = points_from(self.asked.question, floor, here[free], progress)
            self._others[floor] = alive(self.laid_at(floor), self.scale, self._laid_out(here))
        return self._others[floor]

    def floors_of_pins(self, row: int, progress: Progress) -> NDArray[np.int64]:
        """(columns,): the floor if the row is pinned there, as `FloorPrices.pins`; 0 where the policy has none.

        Raises: NotOptimal, where the plan has been followed and somebody could be placed by a lower floor.
        """
        if self._policy != Policy.FLOOR:
            return np.zeros(len(self.laid.mentors), np.int64)
        return self._floor_prices().pins(row, progress)

    def floors_of_seats(self, progress: Progress) -> NDArray[np.int64]:
        """(columns,): the floor with one more seat there. Raises: as `floors_of_pins`."""
        if self._policy != Policy.FLOOR:
            return np.zeros(len(self.laid.mentors), np.int64)
        return self._floor_prices().seats(progress)

    def keeps_floor(self, edits: Sequence[Edit], now: "Living") -> bool:
        """Whether the floor is as high as it was once `edits` have led to the plan that is alive `now`; False too where
        only solving tells."""
        if self._policy != Policy.FLOOR:
            return True
        if (changed := _changed(self.asked, now.asked)) is None:
            return False
        first = [edit for edit in edits if isinstance(edit, RowLeaves | Unpin)]
        last = [edit for edit in edits if not isinstance(edit, RowLeaves | Unpin | RowChanges | ColumnChanges)]
        waiting = now.laid.waiting // now.scale.one

        def in_people(floor: int) -> list[Edit]:
            """Nothing counts but who waits, and changes below the floor of the plan count too."""
            rows = [now.row[mentee] for mentee in changed]
            return [*first, *(RowChanges(row, now.open_to(row, floor), int(waiting[row])) for row in rows), *last]

        try:
            return self._floor_prices().stays(int(waiting[now.live.assigned == NOBODY].sum()), in_people)
        except NotOptimal:
            return False  # somebody could be placed by a lower floor, which the proof will find

    def open_to(self, row: int, floor: int) -> NDArray[np.int8]:
        """(columns,): 0 for every mentor this row may have from a floor up, or IMPOSSIBLE."""
        asked, at, pin = self.asked, self.at[self.laid.mentees[row]], int(self.laid.pins[row])
        there = np.full(len(self.laid.mentors), IMPOSSIBLE, np.int8)
        if pin != NOBODY:
            there[pin] = 0
            return there
        levels = asked.question.levels[np.searchsorted(asked.free, at)]
        there[[self.column[mentor] for mentor in self._by]] = np.where(levels >= floor, 0, IMPOSSIBLE)
        return there

    def every_floor(self, progress: Progress) -> tuple[NDArray[np.int64], Integers] | None:
        """(rows, columns): the floor with each pair, or NEVER, and what the pair itself is worth; None where only
        the proof will tell."""
        laid, asked = self.laid, self.asked
        worth = whole(self.scale.pairs(spread(asked, self.scale.of(asked), laid.mentees, laid.mentors)))
        floors = np.zeros(worth.shape, np.int64)
        if self._policy == Policy.FLOOR:
            try:
                floors = self._floor_prices().every_pin(progress)
            except NotOptimal:
                return None
        floors[worth == IMPOSSIBLE] = NEVER
        return floors, worth

    def _floor_prices(self) -> FloorPrices:
        if self._floors is None:
            laid = self.laid
            levels = np.full(self.asked.points.shape, IMPOSSIBLE, np.int8)
            levels[self.asked.free] = self.asked.question.levels
            everybody = spread(self.asked, levels, laid.mentees, laid.mentors)
            waiting = laid.waiting // self.scale.one
            ground = Ground(self.floor, everybody, waiting, laid.seats, laid.least, *self._stands)
            self._floors = FloorPrices(ground)
        return self._floors

    def _assigned_of_asked(self) -> NDArray[np.int64]:
        """(mentees,): as the plan has them, by the columns of what was asked."""
        by = np.array([self._by.get(id, NOBODY) for id in self.laid.mentors] + [NOBODY], np.int64)
        assigned = self.live.assigned[[self.row[mentee] for mentee in self.at]]
        return np.where(assigned >= 0, by[assigned], NOBODY)

    def _laid_out(self, assigned: NDArray[np.int64]) -> NDArray[np.int64]:
        """(rows,): the other way round; whoever has left is absent."""
        column = np.array([self.column[mentor] for mentor in self._by] + [NOBODY], np.int64)
        laid = self.live.assigned
        laid[[self.row[mentee] for mentee in self.at]] = column[assigned]
        return laid


def _changed(was: Asked, now: Asked) -> list[MenteeId] | None:
    """Mentees who are there still and not as they were; None where more than a few of them and seats has changed."""
    if len(was.mentors) != len(now.mentors) or not all(map(_alike, was.mentors, now.mentors)):
        return None
    before = {mentee.id: mentee for mentee in was.mentees}
    if any(mentee.id not in before for mentee in now.mentees):
        return None
    return [MenteeId(mentee.id) for mentee in now.mentees if mentee != before[mentee.id]]


def _alike(was: Mentor, now: Mentor) -> bool:
    return was == now or replace(now, capacity=was.capacity, least=was.least) == was
