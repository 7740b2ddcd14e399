"""Icons from resources/icons, painted in a colour of the theme, sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from growtogether_desktop.ui import theme

_LARGE = 2.0
"""Drawn as well as the scales of the screens there are: made smaller it is sharp on one that comes later."""


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (theme.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int, scale: float) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels) * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(pixmap.rect())
    )
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def pixmap(name: str, colour: QColor, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon at `size` logical pixels for a screen with `scale` device pixels to each."""
    return _drawn(name, colour.name(), theme.current().px(size), scale)


def icon(name: str, colour: QColor, size: int = 16, air: int = 0) -> QIcon:
    """The icon for a button, faded while that is disabled; `air` pixels keep the words behind it away."""
    look = theme.current()
    scales = frozenset((_LARGE, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())))
    return _icon(name, colour.name(), look.edge.name(), look.px(size), look.px(air), scales)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, faded: str, pixels: int, air: int, scales: frozenset[float]) -> QIcon:
    made = QIcon()
    for scale in sorted(scales):
        for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faded)):
            made.addPixmap(_with_air(_drawn(name, ink, pixels, scale), air), mode)
    return made


def _with_air(drawn: QPixmap, air: int) -> QPixmap:
    if not air:
        return drawn
    scale = drawn.devicePixelRatio()
    wider = QPixmap(drawn.width() + round(air * scale), drawn.height())
    wider.setDevicePixelRatio(scale)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


def paint(painter: QPainter, name: str, colour: QColor, rect: QRectF) -> None:
    """Draw the icon in the middle of `rect`, for delegates and widgets that paint themselves."""
    device = painter.device()
    size = round(min(rect.width(), rect.height()) * 100 / theme.current().zoom)
    drawn = pixmap(name, colour, size, device.devicePixelRatio() if device else 1.0)
    side = drawn.deviceIndependentSize()
    painter.drawPixmap(round(rect.center().x() - side.width() / 2), round(rect.center().y() - side.height() / 2), drawn)
