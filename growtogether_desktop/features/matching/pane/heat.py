"""The ground behind a fit: the better the fit, the more of the accent, and always readable."""

from functools import lru_cache

from PySide6.QtGui import QColor

from growtogether_desktop.ui.theme import Theme

LEVELS = 11
"""One for each ten points, and one for 100."""

_FAINTEST, _STRONGEST = 0.04, 0.46
"""Of the accent in the surface: at the strongest, text still stands out at 4.5 to 1 in every theme."""


def level_of(fit: int) -> int:
    return min(max(fit, 0) // 10, LEVELS - 1)


def grounds(look: Theme) -> tuple[QColor, ...]:
    """The colour of every level, from the faintest."""
    return _mixed(look.surface.rgb(), look.accent.rgb())


@lru_cache(maxsize=8)
def _mixed(plain: int, full: int) -> tuple[QColor, ...]:
    return tuple(
        _between(QColor(plain), QColor(full), _FAINTEST + (_STRONGEST - _FAINTEST) * level / (LEVELS - 1))
        for level in range(LEVELS)
    )


def _between(plain: QColor, full: QColor, share: float) -> QColor:
    """`share` (0 to 1) of `full` on `plain`."""

    def part(one: int, other: int) -> int:
        return round(one + (other - one) * share)

    return QColor(
        part(plain.red(), full.red()),
        part(plain.green(), full.green()),
        part(plain.blue(), full.blue()),
    )
