"""Colours, sizes and fonts by role, from resources/themes; the look in use and the one switch for it.

Widgets ask `current()` when they paint, so a switch needs nobody's help: Qt repaints everything
that a new palette or style sheet reaches. The look in use is global, as QApplication's palette is.
"""

import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

RESOURCES = Path(__file__).parents[2] / "resources"
THEMES = ("light", "dark", "contrast")

Tone = Literal["waiting", "resolved", "blocking", "praise", "information", "plain"]
"""What a pill, a dot or a notice means; each has an ink and a soft ground to write it on."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font, and how much room it takes."""

    font: QFont
    metrics: QFontMetricsF


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by its role. Pairs x and x_soft are ink on its own ground."""

    name: str
    dark: bool

    window: QColor
    surface: QColor
    raised: QColor
    """Cards and popups: what lies on a surface."""
    hover: QColor
    line: QColor
    """Hairlines between things."""
    edge: QColor
    """The border of what can be typed in or ticked."""
    text: QColor
    muted: QColor

    accent: QColor
    """The one thing to do, and where I am."""
    accent_hover: QColor
    on_accent: QColor
    selection: QColor
    track: QColor
    """What a bar has not filled."""
    shade: QColor

    waiting: QColor
    waiting_soft: QColor
    resolved: QColor
    resolved_soft: QColor
    blocking: QColor
    blocking_soft: QColor
    praise: QColor
    praise_soft: QColor
    information: QColor
    information_soft: QColor
    plain: QColor
    plain_soft: QColor

    added: QColor
    added_words: QColor
    removed: QColor
    removed_words: QColor
    gutter: QColor
    found: QColor
    """Behind what a search has found."""

    code: Mapping[str, QColor]
    """Syntax colours: plain, keyword, string, comment, number, function, type, decorator, operator, name,
    builtin, tag, error."""

    zoom: int = 100
    """Percent."""
    motion_ms: int = 120
    """How long something may take to slide in; 0 for who asked for less motion."""

    def __hash__(self) -> int:
        """Colours cannot be hashed; by these, what was drawn in one look is kept apart from other looks."""
        return hash((self.name, self.zoom))

    def px(self, pixels: float) -> int:
        """A length of the drawings, at the person's zoom."""
        return round(pixels * self.zoom / 100)

    def ink(self, tone: Tone) -> QColor:
        return getattr(self, tone)  # type: ignore[no-any-return]  # every Tone is a colour above

    def ground(self, tone: Tone) -> QColor:
        return getattr(self, f"{tone}_soft")  # type: ignore[no-any-return]  # every Tone has its ground above

    def font(self, pixels: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Inter. With tabular numerals, so that columns of figures stand straight."""
        font = QFont(["Inter"])
        font.setPixelSize(self.px(pixels))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def face(self, pixels: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> Face:
        """The same, kept: making a font and measuring it costs as much as drawing with it. Not to be changed."""
        return _face(self, pixels, weight)

    def code_font(self, pixels: float = 13) -> QFont:
        """JetBrains Mono, and Inter for the letters it lacks. Lines are `px(20)` high."""
        font = QFont(["JetBrains Mono", "Inter"])
        font.setPixelSize(self.px(pixels))
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFeature(QFont.Tag("calt"), 0)  # no ligatures: a reviewer must see what was typed
        return font


@lru_cache(maxsize=64)
def _face(theme: Theme, pixels: float, weight: QFont.Weight) -> Face:
    font = theme.font(pixels, weight)
    return Face(font, QFontMetricsF(font))


def read_theme(name: str, zoom: int = 100, motion_ms: int = 120) -> Theme:
    """The theme of resources/themes/`name`.toml. Raises: TypeError when a role is missing or unknown."""
    roles: dict[str, Any] = tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    dark: bool = roles.pop("dark")
    code = MappingProxyType({role: QColor(value) for role, value in roles.pop("code").items()})
    colours = {role: QColor(value) for role, value in roles.items()}
    return Theme(name=name, dark=dark, code=code, zoom=zoom, motion_ms=motion_ms, **colours)


class _Look:
    """The look in use, and the coloured signs its style sheet points to."""

    theme: Theme | None = None
    signs: tempfile.TemporaryDirectory[str] | None = None


def current() -> Theme:
    """The theme in use; light until one was put on."""
    if _Look.theme is None:
        _Look.theme = read_theme("light")
    return _Look.theme


def wear(theme: Theme) -> None:
    """Put the theme on: palette, fonts and style sheet of the whole application, live.

    Nothing happens when it is on already: dressing every widget anew takes longest of all.
    """
    if _Look.signs is not None and theme == _Look.theme:
        return
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if _Look.signs is None:
        _load_fonts()
        _Look.signs = tempfile.TemporaryDirectory(prefix="grow-together-")
        app.setStyle(QStyleFactory.create("Fusion"))
    _Look.theme = theme
    app.setFont(theme.font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme, Path(_Look.signs.name)))


def polish(widget: QWidget) -> None:
    """Dress the widget anew, after a property that the style sheet asks for has changed.

    `widget.style()` would make the style a child of the widget for PySide, and end it with the widget.
    """
    QApplication.style().polish(widget)


def chosen(setting: str) -> str:
    """The name of the theme for the setting: "system" asks the computer."""
    if setting in THEMES:
        return setting
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _load_fonts() -> None:
    for file in sorted((RESOURCES / "fonts").iterdir()):
        if file.suffix in (".otf", ".ttf"):
            QFontDatabase.addApplicationFont(os.fspath(file))
    _face.cache_clear()  # whoever measured before had to do without them


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.shade,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.muted)
    return palette


class _Tokens(Mapping[str, str]):
    """What the template may say: $accent, $px12, $sign_check."""

    def __init__(self, theme: Theme, signs: Path) -> None:
        self._theme = theme
        self._signs = signs

    def __getitem__(self, token: str) -> str:
        if token.startswith("px") and token[2:].isdigit():
            return f"{self._theme.px(int(token[2:]))}px"
        if token.startswith("sign_"):
            return (self._signs / f"{self._theme.name}-{token[5:]}.svg").as_posix()
        colour = getattr(self._theme, token)
        return str(colour.name())

    def __iter__(self) -> Any:
        raise TypeError("tokens are asked for by name")

    def __len__(self) -> int:
        return 0


_SIGNS = {
    "check": "on_accent",
    "dot": "on_accent",
    "chevron-down": "muted",
    "chevron-up": "muted",
    "chevron-right": "muted",
}
"""Pictures that only a style sheet can place, and their colours. Qt reads them from files."""
_DOT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
<circle cx="12" cy="12" r="5" fill="currentColor"/></svg>"""


def _style_sheet(theme: Theme, signs: Path) -> str:
    for sign, role in _SIGNS.items():
        drawn = _DOT if sign == "dot" else (RESOURCES / "icons" / f"{sign}.svg").read_text(encoding="utf-8")
        colour: QColor = getattr(theme, role)
        (signs / f"{theme.name}-{sign.replace('-', '_')}.svg").write_text(
            drawn.replace("currentColor", colour.name()), encoding="utf-8"
        )
    template = Template((RESOURCES / "themes" / "style.qss").read_text(encoding="utf-8"))
    return template.substitute(_Tokens(theme, signs))
