"""Who must be together and who must be apart, in rows: a wish counts both ways, whoever of the two it stands with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from growtogether_desktop.domain.cohorts import Mentee


def groups_of(mentees: Sequence[Mentee]) -> tuple[tuple[int, ...], ...]:
    """Whoever is with somebody is with all of theirs."""
    head = list(range(len(mentees)))
    for one, other in sorted(_both_ways(mentees, {mentee.id: mentee.together for mentee in mentees})):
        old, new = head[other], head[one]
        head = [new if each == old else each for each in head]
    members = defaultdict(list)
    for row, its in enumerate(head):
        members[its].append(row)
    return tuple(tuple(group) for group in members.values() if len(group) > 1)


def rivals_of(mentees: Sequence[Mentee]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(_both_ways(mentees, {mentee.id: mentee.apart for mentee in mentees})))


def _both_ways(mentees: Sequence[Mentee], wishes: Mapping[str, Iterable[str]]) -> set[tuple[int, int]]:
    """The pairs of rows that are meant, the lower first; whoever has left is left out."""
    place = {mentee.id: row for row, mentee in enumerate(mentees)}
    meant = ((place[one], place[other]) for one, others in wishes.items() for other in others if other in place)
    return {(min(pair), max(pair)) for pair in meant if pair[0] != pair[1]}
