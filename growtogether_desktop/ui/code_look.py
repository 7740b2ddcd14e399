"""How code looks in a theme at a zoom: font, sizes, and a format for every role."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextOption

from growtogether_desktop.sourcecode.highlight import Role
from growtogether_desktop.ui.theme import Theme

_TAB = 4


class CodeLook:
    def __init__(self, theme: Theme, zoom: int, spaces: bool = False) -> None:
        """`spaces` draws dots for spaces and arrows for tabs."""
        self.theme = theme
        self.zoom = zoom
        self.spaces = spaces
        self.font = theme.code_font(13 * zoom / 100)
        self.aside = theme.font(12 * zoom / 100)
        """Of what stands among the code and is none."""
        self.row = theme.px(20 * zoom / 100)
        """How high a line is."""
        metrics = QFontMetricsF(self.font)
        self.column = metrics.horizontalAdvance("0" * 100) / 100
        self.baseline = (self.row - metrics.height()) / 2 + metrics.ascent()
        self.unbroken = self._option(QTextOption.WrapMode.NoWrap, spaces)
        self.broken = self._option(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere, spaces)
        self.formats = {role: self._format(role) for role in Role}
        self.label = QTextCharFormat()
        self.label.setForeground(theme.ink("waiting"))
        self.crowded = QTextCharFormat(self.label)
        self.crowded.setBackground(theme.ground("waiting"))
        self.doubtful = QTextCharFormat()
        self.doubtful.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self.doubtful.setUnderlineColor(theme.ink("waiting"))

    def like(self, other: "CodeLook") -> bool:
        """Whether code looks the same in both."""
        return (self.theme, self.zoom, self.spaces) == (other.theme, other.zoom, other.spaces)

    def _option(self, breaks: QTextOption.WrapMode, spaces: bool) -> QTextOption:
        made = QTextOption()
        made.setWrapMode(breaks)
        made.setTextDirection(Qt.LayoutDirection.LeftToRight)
        made.setTabStopDistance(_TAB * self.column)
        if spaces:
            made.setFlags(QTextOption.Flag.ShowTabsAndSpaces)
        return made

    def _format(self, role: Role) -> QTextCharFormat:
        others: dict[Role, QColor] = {
            Role.ADDED: self.theme.ink("resolved"),
            Role.REMOVED: self.theme.ink("blocking"),
            Role.HEADING: self.theme.code[Role.FUNCTION],
        }
        made = QTextCharFormat()
        made.setForeground(others.get(role) or self.theme.code[role])
        if role is Role.HEADING:
            made.setFontWeight(QFont.Weight.Bold)
        return made
