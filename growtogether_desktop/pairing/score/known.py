"""Which words of a text tell what somebody can already, and not what they wish for."""

from enum import IntEnum, auto

from growtogether_desktop.pairing.score.phrases import Found, Pause, Word


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
    """Turns the KNOW behind it: don't, не."""
    AND = auto()
    """Stands in a list without being a part of it: and, немного."""


_ABLATIVE = "dan"
_DATIVE = ("ga", "ka", "qa")


def known_words(words: tuple[Word, ...], clues: tuple[Found, ...], skills: set[int]) -> set[int]:
    """The places of the words that tell what is known or left behind. `skills` are the places of skills' words."""
    if all(clue.meaning not in (Clue.KNOW, Clue.KNOWN, Clue.LEAVE, Clue.LEFT) for clue in clues):
        return set()
    reading = _Reading(words, clues, skills)
    return {place for clue in clues for place in reading.known_by(clue)}


class _Reading:
    """One text with its clues."""

    def __init__(self, words: tuple[Word, ...], clues: tuple[Found, ...], skills: set[int]) -> None:
        self._words = words
        self._skills = skills
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

    def _turned(self, before: int) -> bool:
        """Whether a "not" or a "want" stands right before, or one word further: "want to know"."""
        return any(self._clue_at.get(place) in (Clue.NOT, Clue.WISH) for place in (before, before - 1))

    def _behind(self, first: int) -> set[int]:
        known: set[int] = set()
        for place in range(first, len(self._words)):
            if self._ends_thought(place) or (self._words[place].pause is Pause.COMMA and not self._lists(place)):
                break
            known.add(place)
        return known

    def _before(self, last: int) -> set[int]:
        known: set[int] = set()
        for place in range(last, -1, -1):
            if self._clue_at.get(place) in (Clue.WISH, Clue.BUT):
                break
            known.add(place)
            pause = self._words[place].pause
            if pause is Pause.FULL_STOP or (pause is Pause.COMMA and not self._lists(self._part_before(place))):
                break
        return known

    def _until_towards(self, first: int) -> set[int]:
        known: set[int] = set()
        for place in range(first, len(self._words)):
            if self._ends_thought(place) or self._clue_at.get(place) is Clue.TOWARDS:
                break
            known.add(place)
        return known

    def _ends_thought(self, place: int) -> bool:
        return self._words[place].pause is Pause.FULL_STOP or self._clue_at.get(place) in (Clue.WISH, Clue.BUT)

    def _lists(self, first: int) -> bool:
        """Whether up to the next comma there is nothing but skills: the list goes on."""
        place = first
        while place in self._skills or self._clue_at.get(place) is Clue.AND:
            place += 1
            if place == len(self._words) or self._words[place].pause is not Pause.NONE or self._ends_thought(place):
                return True
        return False

    def _part_before(self, behind: int) -> int:
        """The first word of the part that ends before the word `behind`."""
        place = behind - 1
        while place > 0 and self._words[place].pause is Pause.NONE:
            place -= 1
        return place

    def _is_left(self, place: int, last: int) -> bool:
        """Whether it is in the ablative, and something else up to the word `last` in the dative.

        Exceldan Pythonga oʻtish is to change, but imtihondan oʻtish to pass. The endings may stand apart: Excel-dan.
        """
        keys = [word.key for word in self._words[place : last + 1]]
        ablative = keys[0].endswith(_ABLATIVE) or keys[1:2] == [_ABLATIVE]
        return ablative and any(key.endswith(_DATIVE) for key in keys[1:])
