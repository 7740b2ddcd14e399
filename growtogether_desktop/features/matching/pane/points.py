"""The points of a pair: every feature with what it comes from, and their sum."""

from collections.abc import Iterator

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.pairing.score.why import Feature, Part, Piece
from growtogether_desktop.ui.statement import Entry, headed

_FEATURES: dict[Feature, str] = {
    Feature.GOAL: N_("Goal"),
    Feature.STACK: N_("Wanted skills"),
    Feature.GAP: N_("Step in level"),
    Feature.AVAILABILITY: N_("Hours"),
    Feature.LANGUAGE: N_("Languages"),
    Feature.PAST: N_("Earlier mentees"),
}
_PIECES = 5
"""So many pieces of a part are listed before the rest are added up."""


def points_of(parts: tuple[Part, ...]) -> Iterator[Entry]:
    if parts:
        together, most = sum(part.points for part in parts), sum(part.of for part in parts)
        figure = str(say("{points} of {most}", points=together, most=most))
        told = [entry for part in parts for entry in _part(part)]
        yield from headed(_("Points"), *told, Entry(_("Together"), figure=figure, above=13, ruled=True))


def _part(part: Part) -> Iterator[Entry]:
    """The feature, a bar and its points; beneath them why, and what each skill has brought."""
    figure = str(say("{points} of {most}", points=part.points, most=part.of)) if part.of else "—"
    share = part.points / part.of if part.of else 0.0
    yield Entry(_(_FEATURES[part.feature]), figure=figure, share=share, above=12)
    yield Entry(str(part.why), "aside")
    shown, more = part.pieces[:_PIECES], part.pieces[_PIECES:]
    for piece in shown:
        yield _piece(_brought(piece), piece.points)
    if more:
        others = say_n("{n} other", "{n} others", len(more))
        yield _piece(str(others), sum(piece.points for piece in more))


def _piece(words: str, points: int) -> Entry:
    return Entry(words, "aside", figure=str(points), figure_voice="aside", indent=12)


def _brought(piece: Piece) -> str:
    if piece.note is not None:
        return str(piece.note)
    if piece.wanted == piece.offered:
        return piece.wanted
    return f"{piece.wanted} → {piece.offered}"
