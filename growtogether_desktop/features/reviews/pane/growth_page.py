"""How a mentee grows, drawn: one small picture for each kind of remark and each criterion, on the same steps."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.growth import GrowthModel, Step, Trend
from growtogether_desktop.features.reviews.pane.words import LABELS
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.pane import Aside, Head, column, scrolling, section
from growtogether_desktop.ui.words import Words, tip

_WIDE, _HIGH = 236, 132
_NOT_JUDGED = "–"


class GrowthPage(Leading):
    def __init__(self, model: GrowthModel) -> None:
        super().__init__()
        self.model = model
        self._shown: tuple[tuple[Step, ...], tuple[Trend, ...], tuple[Trend, ...]] | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_model(self) -> None:
        shown = (self.model.steps, self.model.remarks, self.model.criteria)
        if not self.model.loaded or shown == self._shown:
            return
        self._shown = shown
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        pictures = self._pictures() if self.model.steps else _nothing()
        self._box.addWidget(pictures)
        self.lead_to(pictures)
        if self.hasFocus():  # somebody was here before there was anything to see
            self.setFocus()

    def dress_head(self, head: Head) -> None:
        steps = self.model.steps
        head.set_words(_("Growth"), "")
        if self.model.name:
            counted = str(say_n("{n} reviewed iteration", "{n} reviewed iterations", len(steps)))
            span = f"{counted} · {day(steps[0].at)} – {day(steps[-1].at)}" if steps else counted
            head.set_words(str(say("Growth of {name}", name=self.model.name)), span)
        head.set_marks()
        head.set_buttons()

    def fill_aside(self, aside: Aside) -> None:
        aside.column.addWidget(
            Words(
                _("Every picture has the same steps from left to right: the reviewed iterations, oldest first."),
                "muted",
                wraps=True,
            )
        )
        if self.model.steps:
            aside.column.addWidget(section(_("The steps")))
        for number, step in enumerate(self.model.steps, start=1):
            said = say(
                "{number}. {title}, iteration {iteration}", number=number, title=step.title, iteration=step.iteration
            )
            aside.column.addWidget(Words(str(said), wraps=True))
            aside.column.addWidget(Words(day(step.at), "aside"))

    def _pictures(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        whole = column(page)
        for title, trends in ((_("Remarks"), self.model.remarks), (_("Criteria"), self.model.criteria)):
            if trends:
                whole.addWidget(Words(title, "heading"))
                whole.addWidget(_Tiles([_Picture(trend, self.model.steps) for trend in trends]))
        whole.addStretch(1)
        return scrolling(page, _("Growth"))


def _nothing() -> EmptyState:
    sentence = _("After the first review, this page shows what was remarked from one iteration to the next.")
    return EmptyState("sparkles", _("Nothing reviewed yet"), sentence)


class _Tiles(QWidget):
    """As many beside each other as there is room for."""

    def __init__(self, tiles: list["_Picture"]) -> None:
        super().__init__()
        self._tiles = tiles
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(12))
        self._lay_out(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(max(1, (self.width() + theme.current().px(12)) // theme.current().px(_WIDE + 12)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(_WIDE), super().minimumSizeHint().height())

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        for at in range(max(across, self._across)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
            self._grid.setColumnMinimumWidth(at, theme.current().px(160) if at < across else 0)
        self._across = across
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)


class _Picture(QWidget):
    """A name, the figures as people say them, and a line with a dot for every step."""

    def __init__(self, trend: Trend, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._trend = trend
        self._name = _(LABELS[trend.of][0]) if isinstance(trend.of, Label) else _(trend.of)
        self._said = " → ".join(_NOT_JUDGED if value is None else str(value) for value in trend.values)
        told = ", ".join(
            f"{step.title} {step.iteration}: {_NOT_JUDGED if value is None else value}"
            for step, value in zip(steps, trend.values, strict=True)
        )
        self.setAccessibleName(f"{self._name}: {self._said}")
        self.setAccessibleDescription(told)
        tip(self, told.replace(", ", "\n"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(160), theme.current().px(_HIGH))  # the rest is shared out evenly

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), theme.current().px(_HIGH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent if self.hasFocus() else look.line, 2 if self.hasFocus() else 1))
        painter.setBrush(look.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        inner = QRectF(self.rect()).adjusted(look.px(12), look.px(10), -look.px(12), -look.px(10))
        self._write(painter, inner)
        self._draw(painter, inner.adjusted(look.px(4), look.px(46), -look.px(32), -look.px(4)))

    def _write(self, painter: QPainter, room: QRectF) -> None:
        look = theme.current()
        for top, font, colour, words, side in (
            (0, look.font(13, look.font().Weight.DemiBold), look.text, self._name, Qt.TextElideMode.ElideRight),
            (20, look.font(12), look.muted, self._said, Qt.TextElideMode.ElideLeft),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            line = room.adjusted(0, look.px(top), 0, 0)
            elided = QFontMetricsF(font).elidedText(words, side, room.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, elided)

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        look, most = theme.current(), max(self._trend.most, 1)
        painter.setPen(QPen(look.line, 1))
        for high in (room.top(), room.bottom()):
            painter.drawLine(QPointF(room.left(), high), QPointF(room.right(), high))
        painter.setFont(look.font(11))
        painter.setPen(look.muted)
        for high, figure in ((room.top(), most), (room.bottom(), 0)):
            label = QRectF(room.right() + look.px(10), high - look.px(8), look.px(24), look.px(16))
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(figure))
        step = room.width() / max(len(self._trend.values) - 1, 1)
        dots = [
            QPointF(room.left() + at * step, room.bottom() - room.height() * value / most)
            for at, value in enumerate(self._trend.values)
            if value is not None
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = look.ink(LABELS[self._trend.of][1]) if isinstance(self._trend.of, Label) else look.accent
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(dots))
        painter.setBrush(colour)
        painter.setPen(QPen(look.raised, 1.5))
        radius = look.px(4) if step > look.px(10) else look.px(2)
        for dot in dots:
            painter.drawEllipse(dot, radius, radius)
