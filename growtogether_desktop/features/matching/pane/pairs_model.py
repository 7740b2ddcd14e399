"""All pairs of a cohort as Qt wants them: names at the edges, and for every cell a sentence that says all of it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.features.matching.model.views import MatrixView
from growtogether_desktop.features.matching.pane.telling import effects
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.words import as_tip

Index = QModelIndex | QPersistentModelIndex


class PairsModel(QAbstractTableModel):
    """What is not on screen is not asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view: MatrixView | None = None

    def show_view(self, view: MatrixView | None) -> None:
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def told(self, row: int, column: int) -> str:
        """Who the two are, how well they fit, and what it would cost."""
        return "" if self.view is None else str(_told(self.view, row, column))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.view is None else len(self.view.mentees)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.view is None else len(self.view.mentors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return _in_role(self.told(index.row(), index.column()), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.view is None:
            return None
        names = self.view.mentors if orientation == Qt.Orientation.Horizontal else self.view.mentees
        return _in_role(str(names[section]), role) if 0 <= section < len(names) else None


def _in_role(words: str, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return as_tip(words)
    return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def _told(view: MatrixView, row: int, column: int) -> Message:
    two = {"mentee": view.mentees[row], "mentor": view.mentors[column]}
    fit = view.fit(row, column)
    if fit == IMPOSSIBLE:
        return say("{mentee} with {mentor}: not possible.", **two)
    loss = view.loss(row, column)
    if view.assigned[row] == column:
        return say("{mentee} with {mentor}: fit {fit}; the plan has this pair.", **two, fit=fit)
    if loss == "unknown":
        return say("{mentee} with {mentor}: fit {fit}.", **two, fit=fit)
    if loss == "never":
        return say("{mentee} with {mentor}: fit {fit}; no seat can be made free.", **two, fit=fit)
    if loss.equal:
        return say("{mentee} with {mentor}: fit {fit}; the plan would be equally good.", **two, fit=fit)
    if loss.plain:
        return say_n(
            "{mentee} with {mentor}: fit {fit}; the plan would lose {n} point.",
            "{mentee} with {mentor}: fit {fit}; the plan would lose {n} points.",
            loss.lost.points,
            **two,
            fit=fit,
        )
    if loss.lost.waits > 0 and not (loss.falls or loss.below or loss.lost.weaker):
        return _told_of_waiting(two, fit, loss.lost.points, loss.lost.waits)
    told = [*effects(loss.lost, loss.falls), *([_("below the lowest fit")] if loss.below else [])]
    return say("{mentee} with {mentor}: fit {fit} · {effects}", **two, fit=fit, effects=" · ".join(told))


def _told_of_waiting(two: dict[str, str], fit: int, points: int, waits: int) -> Message:
    told: dict[str, object] = {**two, "fit": fit, "points": say_n("{n} point", "{n} points", abs(points))}
    if points == 0:
        return say_n(
            "{mentee} with {mentor}: fit {fit}; {n} more mentee would wait.",
            "{mentee} with {mentor}: fit {fit}; {n} more mentees would wait.",
            waits,
            **told,
        )
    if points < 0:
        return say_n(
            "{mentee} with {mentor}: fit {fit}; the plan would gain {points}, but {n} more mentee would wait.",
            "{mentee} with {mentor}: fit {fit}; the plan would gain {points}, but {n} more mentees would wait.",
            waits,
            **told,
        )
    return say_n(
        "{mentee} with {mentor}: fit {fit}; the plan would lose {points}, and {n} more mentee would wait.",
        "{mentee} with {mentor}: fit {fit}; the plan would lose {points}, and {n} more mentees would wait.",
        waits,
        **told,
    )
