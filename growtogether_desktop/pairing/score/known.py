"""Which words of a text tell what somebody can already or does not want, and not what they wish for."""

from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from growtogether_desktop.pairing.score.phrases import Found
from growtogether_desktop.pairing.score.words import Pause, Text


class Clue(IntEnum):
    """What a phrase tells about the words near it."""

    KNOW = auto()
    """What comes behind is known, or where nothing does, what comes before: I know, знаю. So is itself: я бухгалтер."""
    KNOWN = auto()
    """What comes before is known: bilaman. So is itself: buxgalterman."""
    LEAVE = auto()
    """What comes behind is left, up to a TOWARDS: move from … to, перейти с … на."""
    TOWARDS = auto()
    LEFT = auto()
    """What is in the ablative before it is left: Exceldan Pythonga oʻtish."""
    WISH = auto()
    """What comes behind is wished for: want, хочу."""
    BUT = auto()
    """Another thought begins: but, лекин."""
    NOT = auto()
    """Turns the KNOW behind it: don't, плохо."""
    REJECT = auto()
    """The skills right behind it are not wanted: not, кроме. It turns a KNOW as well."""
    REJECTED = auto()
    """Those right before it are not: emas."""
    AND = auto()
    """Stands in a list without being a part of it: and, немного."""


TELLING = (Clue.KNOW, Clue.KNOWN, Clue.LEAVE, Clue.LEFT, Clue.REJECT, Clue.REJECTED)
"""Without one of these, everything is wished for."""

_ABLATIVE = "dan"
_DATIVE = ("ga", "ka", "qa")
_ONLY = frozenset(("faqat", "nafaqat"))
"""Faqat frontend emas, not only frontend: that rejects nothing."""
_BETWEEN = (Clue.AND, Clue.TOWARDS, Clue.WISH)
"""Not to become a designer is as well as not a designer."""


class Told(NamedTuple):
    """Places of words."""

    known: set[int]
    rejected: set[int]


def told(text: Text, clues: Sequence[Found], skills: Sequence[Found]) -> Told:
    """The words that tell what is known or left behind, and what is not wanted."""
    reading = _Reading(text, clues, skills)
    return Told(
        {place for clue in clues for place in reading.known_by(clue)},
        {place for clue in clues for place in reading.rejected_by(clue)},
    )


class _Reading:
    """One text with its clues."""

    def __init__(self, text: Text, clues: Sequence[Found], skills: Sequence[Found]) -> None:
        self._keys, self._pauses = text.keys, text.pauses
        self._skills = {place for skill in skills for place in skill.places}
        self._inside = {place for _, places in skills for place in range(places[0], places[-1] + 1)}
        """The words from the first to the last of a skill: in "search does not find us", a not rejects no us."""
        self._clue_at = {place: Clue(clue.meaning) for clue in clues for place in clue.places}

    def known_by(self, clue: Found) -> set[int]:
        """The words of which this clue says that they are known or left."""
        before, behind = clue.places[0] - 1, clue.places[-1] + 1
        match clue.meaning:
            case Clue.KNOW if not self._turned(before):
                ahead = self._behind(behind)
                return {*clue.places, *(ahead if ahead & self._skills else self._before(before))}
            case Clue.KNOWN if not self._turned(before):
                return {*clue.places, *self._before(before)}
            case Clue.LEAVE:
                return self._until_towards(behind)
            case Clue.LEFT:
                return {place for place in self._before(before) if self._is_left(place, before)}
        return set()

    def rejected_by(self, clue: Found) -> set[int]:
        """The words of which this clue says that they are not wanted."""
        if not self._inside.isdisjoint(clue.places):
            return set()
        if clue.meaning == Clue.REJECT:
            return self._row(clue.places[-1] + 1, 1)
        if clue.meaning == Clue.REJECTED:
            row = self._row(clue.places[0] - 1, -1)
            return set() if row and self._keys[max(0, min(row) - 1)] in _ONLY else row
        return set()

    def _row(self, place: int, step: int) -> set[int]:
        """The skills that stand one after the other from a place on, up to a comma; words between are passed over."""
        row = set()
        while 0 <= place < len(self._keys):
            if step > 0 and self._pauses[place]:
                break
            if place in self._skills:
                row.add(place)
            elif self._clue_at.get(place) not in ((Clue.AND,) if row else _BETWEEN):
                break
            if step < 0 and self._pauses[place]:
                break
            place += step
        return row

    def _turned(self, before: int) -> bool:
        """Whether a "not" or a "want" stands right before, or one word further, in the same part: "want to know"."""
        turning = (Clue.NOT, Clue.REJECT, Clue.WISH, Clue.TOWARDS)
        for place in (before, before - 1):
            if place < 0 or self._pauses[place + 1]:
                return False
            if self._clue_at.get(place) in turning:
                return True
        return False

    def _behind(self, first: int) -> set[int]:
        known: set[int] = set()
        for place in range(first, len(self._keys)):
            if self._ends_thought(place) or (self._pauses[place] is Pause.COMMA and not self._lists(place)):
                break
            known.add(place)
        return known

    def _before(self, last: int) -> set[int]:
        known: set[int] = set()
        for place in range(last, -1, -1):
            if self._clue_at.get(place) in (Clue.WISH, Clue.BUT):
                break
            known.add(place)
            pause = self._pauses[place]
            if pause is Pause.FULL_STOP or (pause is Pause.COMMA and not self._lists(self._part_before(place))):
                break
        return known

    def _until_towards(self, first: int) -> set[int]:
        known: set[int] = set()
        for place in range(first, len(self._keys)):
            if self._ends_thought(place) or self._clue_at.get(place) is Clue.TOWARDS:
                break
            known.add(place)
        return known

    def _ends_thought(self, place: int) -> bool:
        return self._pauses[place] is Pause.FULL_STOP or self._clue_at.get(place) in (Clue.WISH, Clue.BUT)

    def _lists(self, first: int) -> bool:
        """Whether up to the next comma there is nothing but skills: the list goes on."""
        place = first
        while place in self._skills or self._clue_at.get(place) is Clue.AND:
            place += 1
            if place == len(self._keys) or self._pauses[place] or self._ends_thought(place):
                return True
        return False

    def _part_before(self, behind: int) -> int:
        """The first word of the part that ends before the word `behind`."""
        place = behind - 1
        while place > 0 and not self._pauses[place]:
            place -= 1
        return place

    def _is_left(self, place: int, last: int) -> bool:
        """Whether it is in the ablative, and something else up to the word `last` in the dative.

        Exceldan Pythonga oʻtish is to change, but imtihondan oʻtish to pass. The endings may stand apart: Excel-dan.
        """
        keys = self._keys[place : last + 1]
        ablative = keys[0].endswith(_ABLATIVE) or keys[1:2] == [_ABLATIVE]
        return ablative and any(key.endswith(_DATIVE) for key in keys[1:])
