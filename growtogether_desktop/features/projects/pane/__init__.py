"""The projects page: the list, and one project's board at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.changes import Change, Ref
from growtogether_desktop.domain.ids import CardId, ProjectId
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, Project, StartProject
from growtogether_desktop.features.projects.model.board import BoardModel
from growtogether_desktop.features.projects.model.browsing import ProjectsModel
from growtogether_desktop.features.projects.model.drafts import (
    NewCardDraft,
    added_again,
    card_place,
    new_card_place,
    once_more,
    started_again,
)
from growtogether_desktop.features.projects.pane.board_page import BoardPage
from growtogether_desktop.features.projects.pane.browse_page import BrowsePage
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.workspace.workspace import Workspace


class ProjectsPane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self._workspace = workspace
        self._explanation = Aside(_("Explanation"))
        self._explains = True
        """Whether the explanation is wanted beside the work; a board does without until a card is opened."""
        self._back = Button(icon="chevron-left", kind="quiet", name=_("All projects"), run=self._go_back)
        self.head.layout().insertWidget(0, self._back)  # type: ignore[union-attr]  # a head is born with a layout
        self._browse = BrowsePage(ProjectsModel(workspace), self.start)
        self._board: BoardPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self._browse)
        self.set_work(self._pages)
        self.set_aside(self._explanation)
        self.listen(self._browse.model.changed, lambda nothing: self._show_list())
        self.listen(self._browse.changed, lambda nothing: self._explain())
        self.listen(self._browse.opened, self._open)
        self.lead_to(self._browse.table)
        self._back.hide()
        self._browse.dress_head(self.head)
        self.start(self._browse.model.load())

    # --- for the shell ---

    @property
    def thing(self) -> Ref | None:
        return Ref(Project.KIND, self._board.model.id) if self._board is not None else None

    def show_thing(self, ref: Ref) -> None:
        self.start(self._find(ref))

    async def write_again(self, change: Change[Any]) -> None:
        if isinstance(change, StartProject):
            await self._start_again(change)
        elif isinstance(change, AddCard):
            await self._add_again(change)
        else:
            await self._edit_again(change)

    def leave(self) -> None:
        self._browse.leave()
        self._browse.model.rest()
        self._close_board()

    # --- declined words ---

    async def _start_again(self, change: StartProject) -> None:
        model = self._browse.model
        self._browse.close_form()  # what is being written there is kept first
        await model.load()
        await model.keep(started_again(change, model.draft))
        self._describe()

    async def _add_again(self, change: AddCard) -> None:
        id = change.card.project
        project = await self._workspace.see(Project, id)
        if project is None:
            raise _gone()
        self._close_board()
        place = new_card_place(id)
        begun = (await self._workspace.drafts(place, NewCardDraft)).get(place)
        await self._workspace.keep_draft(place, added_again(change, begun, project))
        self._open(id)

    async def _edit_again(self, change: Change[Any]) -> None:
        card = await self._workspace.see(Card, change.subject)
        if card is None or not isinstance(change, EditCard):
            raise _gone()
        await self._workspace.keep_draft(card_place(card.project, CardId(card.id)), once_more(change, card))
        self._open(card.project, CardId(card.id))

    # --- pages ---

    async def _find(self, ref: Ref) -> None:
        card = await self._workspace.see(Card, ref.id) if ref.kind == Card.KIND else None
        if card is not None:
            self._open(card.project, CardId(card.id))
        elif ref.kind != Card.KIND:
            self._open(ProjectId(ref.id))

    def _open(self, project: ProjectId, card: CardId | None = None) -> None:
        self._browse.close_form()
        self._browse.model.rest()
        self._close_board()
        board = BoardPage(BoardModel(self._workspace, project), self.start)
        self.listen(board.model.changed, lambda nothing: self._show_board(board))
        self.listen(board.changed, lambda nothing: self._explain())
        self.listen(board.explained, self._want_explanation)
        self.listen(board.left, lambda nothing: self._go_back())
        self._board = board
        self._pages.addWidget(board)
        self._pages.setCurrentWidget(board)
        self.lead_to(board)
        self._back.show()
        self.head.set_marks()
        self.head.set_buttons()
        self._want_explanation(wanted=False)
        self.start(board.open(card))

    def _go_back(self) -> None:
        self._close_board()
        self._pages.setCurrentWidget(self._browse)
        self.lead_to(self._browse.table)
        self._back.hide()
        self._browse.dress_head(self.head)
        self._want_explanation(wanted=True)
        self._explain()
        self.start(self._browse.model.wake())
        self._browse.table.setFocus()

    def _close_board(self) -> None:
        if self._board is not None:
            self._board.leave()
            self._pages.removeWidget(self._board)
            self._board.deleteLater()
            self._board = None

    def _show_list(self) -> None:
        if self._board is None:
            self._browse.show_model(self.head)

    def _show_board(self, board: BoardPage) -> None:
        if self._board is board:
            board.show_model(self.head)

    def offers(self) -> Mapping[str, Callable[[], object]]:
        if self._board is None:
            return {} if self._browse.describing else {"start": self._browse.describe}
        return {"start": self._describe, "back": self._go_back, **self._board.offers()}

    def _describe(self) -> None:
        self._go_back()
        self._browse.describe()

    # --- the explanation ---

    def _explain(self) -> None:
        if self._board is not None:
            self._board.fill_aside(self._explanation)
            return
        self._browse.say_facts(self.head)
        self._browse.fill_aside(self._explanation)
        if self._browse.describing:
            self.open_aside()

    def _want_explanation(self, wanted: bool) -> None:
        self._explains = wanted
        if self._explanation.parentWidget() is self:  # it is a drawer
            self.open_aside() if wanted and self._board is not None else self._explanation.hide()
        else:
            self._explanation.setVisible(wanted)

    # --- Qt's side ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._explanation.parentWidget() is not self:
            self._explanation.setVisible(self._explains)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find) and self._board is None:
            self._browse.go_to_search()
        elif event.key() == Qt.Key.Key_Escape and self._board is not None and self._explanation.isVisible():
            self._board.close_explanation()
        else:
            super().keyPressEvent(event)


def _gone() -> Problem:
    return Problem(
        say("What these words were about is no longer there."),
        say("Copy them, if you want to use them elsewhere."),
    )
