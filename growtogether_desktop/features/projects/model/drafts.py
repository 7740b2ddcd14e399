"""What is being written about projects before it is asked for. It lives on this desk alone."""

import re
from dataclasses import dataclass, replace

from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.ids import CardId, ProjectId
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, Project, StartProject


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
    detail: str = ""
    """Of a declined card that is written again; the form shows it once the card is there."""


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


def started_again(change: StartProject, begun: ProjectDraft) -> ProjectDraft:
    """A declined project as a draft again; what had been begun meanwhile stands before its words."""
    stack = ", ".join(dict.fromkeys((*in_stack(begun.stack), *change.stack)))
    if not (begun.title.strip() or begun.about.strip()):
        return ProjectDraft(change.title, change.about, stack)
    title = begun.title if begun.title.strip() else change.title
    mine = change.about if title == change.title else change.text
    return ProjectDraft(title, f"{begun.about}\n\n{mine}".strip(), stack)


def added_again(change: AddCard, begun: NewCardDraft | None, project: Project) -> NewCardDraft:
    """A declined card as a draft again; the title that had been begun meanwhile stays."""
    card = change.card
    column = card.column if card.column in {one.id for one in project.columns} else project.columns[0].id
    if begun is None or begun.title == card.title:
        return NewCardDraft(column, card.title, card.detail)
    return replace(begun, detail=f"{begun.detail}\n\n{change.text}".strip())


def in_stack(text: str) -> tuple[str, ...]:
    """The technologies somebody has typed, each once: "Python, React"."""
    named = (name.strip() for name in re.split(r"[,;]", text))
    return tuple({spelling_key(name): name for name in named if name}.values())
