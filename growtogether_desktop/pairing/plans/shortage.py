"""What is short before anything is solved: skills that many want and few offer, languages, hours; and the way out.

Counting seats is not enough: seven want Rust and seven seats are with mentors who offer it, but three of
the seven share no language with them. So it is counted exactly who could be seated at once (a maximum flow).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from babel import Locale
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from growtogether_desktop.base.i18n import Message, language, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.plan import Scored
from growtogether_desktop.pairing.skills import distinct
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

_MOST_TONGUES = 64
"""So many sets of languages are looked at."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Something that more people need than can have it."""

    words: Message
    mentees: tuple[MenteeId, ...]
    """Who needs it."""
    mentors: tuple[MentorId, ...]
    """Who has it."""
    seats: int
    """Of these mentors together."""
    served: int
    """So many of the mentees can have a seat with these mentors at once."""

    @property
    def short(self) -> int:
        return len(self.mentees) - self.served


@dataclass(frozen=True, slots=True)
class WayOut:
    """The cheapest help: these seats with this mentor, or a ban lifted."""

    words: Message
    mentor: MentorId
    seats: int
    """0 when it is a ban that is to be lifted."""
    places: int
    """So many more mentees have a mentor then."""


def seated(possible: NDArray[np.bool_], seats: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(rows,): who has a seat when as many as possible have one.

    Rows with the same ways flow as one, and so do columns: of thousands of people there are few kinds.

    Source: Ford and Fulkerson 1956; scipy.sparse.csgraph.maximum_flow.
    """
    has_seat = np.zeros(len(possible), bool)
    if not possible.any():
        return has_seat
    kind, first = _kinds(possible)
    like, one = _kinds(possible.T)
    sizes, room = np.bincount(kind), np.bincount(like, np.minimum(seats, len(possible))).astype(np.int64)
    rows, columns = len(first), len(one)
    tails, heads = np.nonzero(possible[np.ix_(first, one)])
    source, sink = rows + columns, rows + columns + 1
    starts = np.concatenate((np.full(rows, source), tails, rows + np.arange(columns)))
    ends = np.concatenate((np.arange(rows), rows + heads, np.full(columns, sink)))
    width = np.concatenate((sizes, sizes[tails], np.minimum(room, len(possible))))
    network = csr_array((width.astype(np.int32), (starts, ends)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(network, source, sink).flow[[source]].toarray()[0]
    for at, seated_here in enumerate(flow[:rows].tolist()):
        has_seat[np.flatnonzero(kind == at)[:seated_here]] = True
    return has_seat


def _kinds(possible: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(rows,): of which kind each row is, those with the same ways being of one; and the first row of each kind."""
    packed = np.packbits(np.ascontiguousarray(possible), axis=1)
    numbers: dict[bytes, int] = {}  # to sort the rows, as numpy would, keeps the interpreter to itself for long
    kind = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in packed], np.int64)
    return kind, np.unique(kind, return_index=True)[1]


def shortages(scored: Scored) -> tuple[Shortage, ...]:
    """Everything of which there is too little, the most lacking first."""
    found = [*_skills(scored), *_languages(scored), *_hours(scored)]
    return tuple(sorted(found, key=lambda one: (-one.short, str(one.words.text), one.words.args)))


def ways_out(scored: Scored, most: int = 5) -> tuple[WayOut, ...]:
    """Whose extra seats place whoever is left over: the fewest seats, with few mentors to be asked for them.

    Nobody is placed by less than a seat, and here every seat places somebody. Those to be asked are chosen
    one by one, each time the one with whom most of the others could be. Whoever no mentor is possible for
    needs a ban lifted, where that helps.

    Source: the greedy cover, Chvátal 1979.
    """
    possible = scored.points != IMPOSSIBLE
    seats = np.array([mentor.capacity for mentor in scored.mentors], np.int64)
    have_seat = seated(possible, seats)
    left = possible[~have_seat]
    ways: list[WayOut] = []
    while left.any() and len(ways) < most:
        gains = left.sum(axis=0)
        column = int(gains.argmax())
        mentor, gain = scored.mentors[column], int(gains[column])
        words = say_n(
            "One more seat with {mentor} places one more mentee.",
            "{n} more seats with {mentor} place {n} more mentees.",
            gain,
            mentor=mentor.name,
        )
        ways.append(WayOut(words, MentorId(mentor.id), gain, gain))
        left = left[~left[:, column]]
    return (*ways, *islice(_bans(scored, possible, seats, int(have_seat.sum())), most))


def _bans(scored: Scored, possible: NDArray[np.bool_], seats: NDArray[np.int64], placed: int) -> Iterator[WayOut]:
    """For mentees no mentor is possible for, a ban without which one more would be placed."""
    column_of = {mentor.id: column for column, mentor in enumerate(scored.mentors)}
    for row in np.flatnonzero(~possible.any(axis=1)).tolist():
        mentee = scored.mentees[row]
        for column in sorted(column_of[id] for id in mentee.forbidden if id in column_of):
            mentor, lifted = scored.mentors[column], possible.copy()
            lifted[row, column] = _speak(mentee, mentor)
            if int(seated(lifted, seats).sum()) > placed:
                words = say("Lift the ban between {mentee} and {mentor}.", mentee=mentee.name, mentor=mentor.name)
                yield WayOut(words, MentorId(mentor.id), 0, 1)
                break


def _skills(scored: Scored) -> Iterator[Shortage]:
    tags = scored.scoring.reader.tags
    wanting: dict[int, list[int]] = defaultdict(list)
    called: dict[int, Counter[str]] = defaultdict(Counter)
    for row, mentee in enumerate(scored.mentees):
        for skill in distinct(mentee.wants):
            place = tags.place(skill)
            called[place][skill] += 1
            if row not in wanting[place][-1:]:
                wanting[place].append(row)
    offering: dict[int, list[int]] = defaultdict(list)
    for column, mentor in enumerate(scored.mentors):
        for place in tags.places(mentor.skills):
            offering[place].append(column)
    for place, rows in wanting.items():
        name = min(called[place], key=lambda skill: (-called[place][skill], skill))
        if short := _short(scored, rows, offering[place]):
            seats, served = short
            if not offering[place]:
                words = say_n(
                    "{skill}: {n} mentee wants to learn it, and no mentor offers it.",
                    "{skill}: {n} mentees want to learn it, and no mentor offers it.",
                    len(rows),
                    skill=name,
                )
            elif seats < len(rows):
                words = say_n(
                    "{skill}: {n} mentee wants to learn it; mentors who offer it have {seats} seats.",
                    "{skill}: {n} mentees want to learn it; mentors who offer it have {seats} seats.",
                    len(rows),
                    skill=name,
                    seats=seats,
                )
            else:
                words = say_n(
                    "{skill}: {n} mentee wants to learn it; only {served} can be with mentors who offer it.",
                    "{skill}: {n} mentees want to learn it; only {served} can be with mentors who offer it.",
                    len(rows),
                    skill=name,
                    served=served,
                )
            yield _shortage(scored, words, rows, offering[place], seats, served)


def _languages(scored: Scored) -> Iterator[Shortage]:
    """Sets of languages such that those who speak nothing else are more than the seats of all who speak any of them."""
    spoken = sorted({tuple(sorted(mentee.languages)) for mentee in scored.mentees if mentee.languages})
    unions = {tuple(sorted({*one, *other})) for one in spoken for other in spoken}
    for only in sorted(unions, key=lambda one: (len(one), one))[:_MOST_TONGUES]:
        rows = [row for row, mentee in enumerate(scored.mentees) if mentee.languages and {*mentee.languages} <= {*only}]
        columns = [
            column
            for column, mentor in enumerate(scored.mentors)
            if not mentor.languages or {*mentor.languages} & {*only}
        ]
        if (short := _short(scored, rows, columns)) and short[0] < len(rows):
            names = Locale(language()).languages
            words = say_n(
                "{n} mentee speaks only {languages}; mentors who do have {seats} seats.",
                "{n} mentees speak only {languages}; mentors who do have {seats} seats.",
                len(rows),
                languages=", ".join(names.get(code, code) for code in only),
                seats=short[0],
            )
            yield _shortage(scored, words, rows, columns, *short)


def _hours(scored: Scored) -> Iterator[Shortage]:
    """Mentees who could talk to somebody, but never have time when they have."""
    for row in np.flatnonzero((scored.points == IMPOSSIBLE).all(axis=1)).tolist():
        mentee = scored.mentees[row]
        talking = [column for column, mentor in enumerate(scored.mentors) if _speak(mentee, mentor)]
        busy = [column for column in talking if scored.mentors[column].free and not scored.scoring.starts(row, column)]
        if mentee.free and talking and busy == talking:
            words = say("{mentee} has no hour in common with any mentor who shares a language.", mentee=mentee.name)
            yield _shortage(
                scored, words, [row], talking, sum(scored.mentors[column].capacity for column in talking), 0
            )


def _short(scored: Scored, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int] | None:
    """The seats of these mentors and how many of these mentees can have one at once; None when all can."""
    seats = np.array([scored.mentors[column].capacity for column in columns], np.int64)
    possible = (
        scored.points[np.ix_(rows, columns)] != IMPOSSIBLE if rows and columns else np.zeros((len(rows), 0), bool)
    )
    served = int(seated(possible, seats).sum())
    return None if served == len(rows) else (int(seats.sum()), served)


def _shortage(
    scored: Scored, words: Message, rows: Sequence[int], columns: Sequence[int], seats: int, served: int
) -> Shortage:
    mentees = tuple(MenteeId(scored.mentees[row].id) for row in rows)
    return Shortage(words, mentees, tuple(MentorId(scored.mentors[column].id) for column in columns), seats, served)


def _speak(mentee: Mentee, mentor: Mentor) -> bool:
    """Whether they have a language in common; who names none speaks whatever the other does."""
    return not mentee.languages or not mentor.languages or not {*mentee.languages}.isdisjoint(mentor.languages)
