"""What is short before anything is solved: skills that many want and few offer, languages, hours.

Counting seats is not enough: seven want Rust and seven seats are with mentors who offer it, but three of
the seven share no language with them. So it is counted exactly who could be seated at once (a maximum flow).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from growtogether_desktop.base.formats import language_names
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.at_once import seated
from growtogether_desktop.pairing.plans.barriers import speak
from growtogether_desktop.pairing.plans.plan import Scored
from growtogether_desktop.pairing.skills import distinct
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Progress, part

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


def shortages(scored: Scored, progress: Progress = lambda done: None) -> tuple[Shortage, ...]:
    """Everything of which there is too little, the most lacking first. Raises: whatever `progress` raises."""
    found = [
        *_skills(scored, part(progress, 0.0, 0.6)),
        *_languages(scored, part(progress, 0.6, 0.9)),
        *_hours(scored, part(progress, 0.9, 1.0)),
    ]
    return tuple(sorted(found, key=lambda one: (-one.short, str(one.words.text), one.words.args)))


def _skills(scored: Scored, progress: Progress) -> Iterator[Shortage]:
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
    for at, (place, rows) in enumerate(wanting.items()):
        progress(at / len(wanting))
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
            elif not served:
                words = say_n(
                    "{skill}: {n} mentee wants to learn it, and cannot be with any mentor who offers it.",
                    "{skill}: {n} mentees want to learn it, and none of them can be with a mentor who offers it.",
                    len(rows),
                    skill=name,
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


def _languages(scored: Scored, progress: Progress) -> Iterator[Shortage]:
    """Sets of languages such that those who speak nothing else are more than the seats of all who speak any of them."""
    spoken = sorted({tuple(sorted(mentee.languages)) for mentee in scored.mentees if mentee.languages})
    unions = {tuple(sorted({*one, *other})) for one in spoken for other in spoken}
    for at, only in enumerate(sorted(unions, key=lambda one: (len(one), one))[:_MOST_TONGUES]):
        progress(at / min(len(unions), _MOST_TONGUES))
        rows = [row for row, mentee in enumerate(scored.mentees) if mentee.languages and {*mentee.languages} <= {*only}]
        columns = [
            column
            for column, mentor in enumerate(scored.mentors)
            if not mentor.languages or {*mentor.languages} & {*only}
        ]
        if (short := _short(scored, rows, columns)) and short[0] < len(rows):
            everybody = len(rows) == len(scored.mentees) and len(columns) == len(scored.mentors)
            words = (
                _too_few_seats(len(rows), short[0]) if everybody else _only(len(rows), only, short[0], bool(columns))
            )
            yield _shortage(scored, words, rows, columns, *short)


def _too_few_seats(mentees: int, seats: int) -> Message:
    """It is not for their languages."""
    return say_n(
        "{n} mentee; mentors have {seats} seats in all.",
        "{n} mentees; mentors have {seats} seats in all.",
        mentees,
        seats=seats,
    )


def _only(mentees: int, languages: tuple[str, ...], seats: int, somebody: bool) -> Message:
    """So many speak only these, as somebody does or nobody."""
    said = language_names(languages)
    if not somebody:
        return say_n(
            "{n} mentee speaks only {languages}, and no mentor does.",
            "{n} mentees speak only {languages}, and no mentor does.",
            mentees,
            languages=said,
        )
    return say_n(
        "{n} mentee speaks only {languages}; mentors who do have {seats} seats.",
        "{n} mentees speak only {languages}; mentors who do have {seats} seats.",
        mentees,
        languages=said,
        seats=seats,
    )


def _hours(scored: Scored, progress: Progress) -> Iterator[Shortage]:
    """Mentees who could talk to somebody, but never have time when they have."""
    for row in np.flatnonzero((scored.points == IMPOSSIBLE).all(axis=1)).tolist():
        progress(row / len(scored.mentees))
        mentee = scored.mentees[row]
        talking = [column for column, mentor in enumerate(scored.mentors) if speak(mentee, mentor)]
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
