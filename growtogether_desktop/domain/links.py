"""Something to learn from, named in a remark."""

from dataclasses import dataclass

from growtogether_desktop.base.i18n import Message, say

MOST_LINKS = 5
MOST_ADDRESS = 2_000
"""Characters of a link's address."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something to learn from; whoever wrote the work ticks it when they have."""

    url: str
    title: str = ""
    """What it is called; "" for its address."""
    ticked: bool = False


def may_be_linked(link: Link) -> bool:
    """Whether it leads into the web."""
    return link.url.startswith(("https://", "http://")) and len(link.url) <= MOST_ADDRESS


def links_refusal(links: tuple[Link, ...]) -> Message | None:
    if len(links) > MOST_LINKS:
        return say("A remark has at most {n} links.", n=MOST_LINKS)
    if not all(may_be_linked(link) for link in links):
        return say("A link begins with https:// or http:// and is not too long.")
    return None
