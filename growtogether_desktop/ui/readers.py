"""Who may read something, in words that follow from whom its scope lets in."""

from dataclasses import fields

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.changes import COORDINATOR, EVERYONE, MENTOR, PUBLIC, Aggregate, all_with_role
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Words

_ROLES = {all_with_role(MENTOR): N_("the mentors"), all_with_role(COORDINATOR): N_("the coordinators")}


def readers(opener: Aggregate, me: str = "") -> str:
    """ "You, Timur Aliyev and the coordinators."

    `opener` is what opens the scope: for a remark its submission, for a card its project. Whoever it names by id
    and by name is called by that name; `me` is called you.
    """
    audience = frozenset({EVERYONE}) if opener.scope == PUBLIC else opener.audience
    if audience is None:
        raise ValueError(f"{opener.KIND} says nothing about who reads it; what opens {opener.scope} does")
    if EVERYONE in audience:
        return _("Everyone in the programme.")
    people = audience - _ROLES.keys()
    said = [_("you")] if me in people else []
    said += [name for person, name in _named(opener).items() if person in people and person != me]
    said += [_(words) for role, words in _ROLES.items() if role in audience]
    *others, last = said
    all_of_them = str(say("{people} and {last}", people=", ".join(others), last=last)) if others else last
    return f"{all_of_them[:1].upper()}{all_of_them[1:]}."


def told(opener: Aggregate, me: str = "") -> tuple[Words, Words]:
    """The same for an explanation, with its heading."""
    return section(_("Who can read this")), Words(readers(opener, me), "muted", wraps=True)


def told_in_a_line(opener: Aggregate, me: str = "") -> Words:
    """The same for a card."""
    return Words(in_a_line(opener, me), "aside", wraps=True)


def in_a_line(opener: Aggregate, me: str = "") -> str:
    return str(say("Who can read this: {readers}", readers=readers(opener, me)))


def _named(aggregate: Aggregate) -> dict[str, str]:
    """Who stands in it with a name: as `mentor` and `mentor_name`, as `person` and `name`, or by its own id."""
    held = {field.name: getattr(aggregate, field.name) for field in fields(aggregate)}
    named = {held[name.removesuffix("_name")]: held[name] for name in held if name.endswith("_name")}
    if "name" in held:
        named[held.get("person", aggregate.id)] = held["name"]
    return named
