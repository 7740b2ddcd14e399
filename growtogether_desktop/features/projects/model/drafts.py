"""What is being written about projects before it is asked for. It lives on this desk alone."""

import re
from dataclasses import dataclass

from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.ids import CardId, ProjectId
from growtogether_desktop.domain.projects import Card, EditCard


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    title: str = ""
    about: str = ""
    stack: str = ""


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as somebody is rewriting it."""

    title: str
    detail: str
    stack: str
    level: int
    seen: tuple[str, str]
    """Title and detail of the card when the person began."""


@dataclass(frozen=True, slots=True)
class NewCardDraft:
    column: str
    title: str


NEW_PROJECT = "new-project"


def cards_of(project: ProjectId) -> str:
    return f"card/{project}/"


def card_place(project: ProjectId, card: CardId) -> str:
    return f"{cards_of(project)}{card}"


def new_card_place(project: ProjectId) -> str:
    return f"new-card/{project}"


def as_it_is(card: Card) -> CardDraft:
    """The card with nothing rewritten yet."""
    return CardDraft(card.title, card.detail, ", ".join(card.stack), card.level, (card.title, card.detail))


def once_more(change: EditCard, card: Card) -> CardDraft:
    """A declined rewriting as a draft again, by somebody who has seen the card as it is now."""
    return CardDraft(change.title, change.detail, ", ".join(change.stack), change.level, (card.title, card.detail))


def in_stack(text: str) -> tuple[str, ...]:
    """The technologies somebody has typed, each once: "Python, React"."""
    named = (name.strip() for name in re.split(r"[,;]", text))
    return tuple({spelling_key(name): name for name in named if name}.values())
