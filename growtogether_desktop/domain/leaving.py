"""Somebody who leaves: who they were, who they are called from then on, and what becomes of their words."""

import re
from dataclasses import dataclass
from datetime import datetime

from growtogether_desktop.domain.ids import PersonId

_FULL_NAME = re.compile(r"(?=.{8,})[^\W\d_a-z][\w'ʻʼ’-]*(\s[^\W\d_a-z][\w'ʻʼ’.-]*)+")
_LEFT = "left"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person on their way out of everything that is kept (see `Aggregate.without` and `domain.erasing`)."""

    person: PersonId
    pseudonym: PersonId
    """Chosen at random, so that nobody finds the way back."""
    at: datetime
    names: tuple[str, ...] = ()
    """What others may have called them: names, e-mail addresses."""
    words_stay: bool = False
    """What they wrote about the work of others stays, in nobody's name."""

    @property
    def name(self) -> str:
        """What stands where their name stood: the same in every language, another for everybody who leaves."""
        return f"anonim-{self.pseudonym[-4:]}"

    def is_(self, person: str) -> bool:
        return person == self.person

    def has(self, place: str) -> bool:
        """Whether a place in a cohort (`person@cohort`) is theirs."""
        return place.partition("@")[0] == self.person

    def called(self, person: str, name: str) -> str:
        """The name beside somebody's id, from now on."""
        return self.name if person == self.person else name

    def own(self, person: str, words: str) -> str:
        """What somebody wrote, from now on: theirs are gone, unless they are to stay."""
        return "" if person == self.person and not self.words_stay else words

    @property
    def replacing(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What stands for them in any text, and what takes its place.

        A name of one word, or one that does not look like a name, is not looked for: whoever calls
        themselves "return" must not be able to rewrite what others have said.
        """
        found = [(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), self.name) for name in self.telling]
        return (re.compile(re.escape(self.person)), self.pseudonym), *found

    @property
    def telling(self) -> tuple[str, ...]:
        """Those of their names that mean nobody else, the longest first."""
        return tuple(sorted(filter(_tells, self.names), key=len, reverse=True))


def new_pseudonym(chance: bytes) -> PersonId:
    """Somebody who was; `chance` are 14 random bytes. It looks like no id there is."""
    return PersonId(f"{_LEFT}{chance.hex()}")


def has_left(person: str) -> bool:
    """Whether this is the pseudonym of somebody who was."""
    return person.startswith(_LEFT)


def _tells(name: str) -> bool:
    return bool(_FULL_NAME.fullmatch(name) or _EMAIL.fullmatch(name))
