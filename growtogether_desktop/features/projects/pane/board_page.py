"""One project: its board, and on the right the card that was opened, or the project itself."""

from collections.abc import Callable
from functools import partial
from typing import TypeGuard

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.features.projects.commands import MOVES
from growtogether_desktop.features.projects.model.board import BoardModel, Whose
from growtogether_desktop.features.projects.model.drafts import NewCardDraft
from growtogether_desktop.features.projects.pane.board_view import BoardView, Dropped, NewCard, Stepped
from growtogether_desktop.features.projects.pane.card_form import CardFacts, CardForm
from growtogether_desktop.features.projects.pane.project_facts import ProjectFacts
from growtogether_desktop.features.projects.pane.starting import Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Head
from growtogether_desktop.ui.saving import Saver

_WHOSE: dict[Whose, str] = {
    "everybody": N_("All cards"),
    "mine": N_("My cards"),
    "nobody": N_("Free cards"),
    "fitting": N_("Cards that fit me"),
}


class BoardPage(Leading):
    def __init__(self, model: BoardModel, start: Start) -> None:
        super().__init__()
        self.changed: Signal[None] = Signal()
        """The explanation says something else now."""
        self.explained: Signal[bool] = Signal()
        """Whether the explanation is wanted."""
        self.left: Signal[None] = Signal()
        """Back to the list: somebody wants to, or the project is gone."""
        self.model = model
        self.board = BoardView()
        self._start = start
        self._wanted: CardId | None = None
        """Stand on this card once it is shown."""
        self._card: CardId | None = None
        """The card that was opened."""
        self._form: CardForm | None = None
        self._told: object = None
        self._dressed: object = None
        self._saver = Saver(self, self._keep_new)
        self._new: NewCardDraft | None = None
        self._reading = Notice(
            _("Everyone may read this board."),
            _("Join the project to add cards, move them and take a task."),
            "information",
        )
        self._reading.hide()
        all_cards = Button(_("Show all cards"), lambda: model.show("everybody"))
        self._nothing = Notice(_("No card passes the filter."), "", "plain", (all_cards,))
        self._nothing.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._reading)
        box.addWidget(self._nothing)
        box.addWidget(self.board, 1)
        self.lead_to(self.board)
        self._listen()

    def _listen(self) -> None:
        board = self.board
        board.chosen.connect(self._turn_to)
        board.opened.connect(self.open_card)
        board.entered.connect(self._enter)
        board.dropped.connect(lambda dropped: self._start(self._drop(dropped)))
        board.stepped.connect(self._move_by)
        board.left.connect(self.left.emit)
        board.removed.connect(lambda card: self._start(self.model.remove(card)))
        board.menu_wanted.connect(self._offer_menu)
        board.added.connect(lambda new: self._start(self._add(new)))
        board.new_typed.connect(self._new_typed)

    async def open(self, card: CardId | None = None) -> None:
        """Read the board, and stand on this card."""
        self._wanted = card
        await self.model.load()
        if self.model.new_card is not None:
            self.board.open_line(self.model.new_card.column, self.model.new_card.title)
        else:
            self.board.focus()

    def leave(self) -> None:
        """Keep what was being written."""
        self._saver.now()
        if self._form is not None:
            self._form.leave()
        self.model.close()

    def offers(self) -> dict[str, Callable[[], object]]:
        """What can be done here now, by command."""
        model, card = self.model, self.board.selected
        offers: dict[str, Callable[[], object]] = {"people": self._tell_of_project}
        if card is not None:
            offers["open"] = partial(self._enter, card)
        if not model.may_write:
            return {**offers, "join": self._join}
        offers["new_card"] = self.board.open_line
        if card is not None:
            offers["take"] = lambda: self._start(model.take(card))
            offers["remove"] = partial(self._remove, card)
            for command, (across, down) in MOVES.items():
                offers[command] = partial(self._move_by, Stepped(card, across, down))
        return offers

    # --- what it shows ---

    def show_model(self, head: Head) -> None:
        model = self.model
        if model.loaded and model.project is None:
            self.left.emit(None)
            return
        self._reading.setVisible(model.loaded and not model.may_write)
        hidden = any(column.count for column in model.columns) and not any(column.cards for column in model.columns)
        self._nothing.setVisible(hidden)
        self.board.show_columns(model.columns, model.may_write)
        if self._wanted is not None and model.row(self._wanted) is not None:
            wanted, self._wanted = self._wanted, None
            self.board.go_to(wanted)
            self.open_card(wanted)
        self.dress_head(head)
        form = self._form
        if (
            form is not None
            and form.card == self._card
            and model.may_write
            and (model.row(form.card) or form.rewritten)
        ):
            form.show_model()
        elif self._told != self._tells():
            self.changed.emit(None)

    def _stays(self, form: CardForm | None) -> TypeGuard[CardForm]:
        """Whether what is being written remains on the right."""
        if form is None or form.card != self._card or not self.model.may_write:
            return False
        return form.rewritten or self.model.row(form.card) is not None

    def dress_head(self, head: Head) -> None:
        facts = self.model.facts
        if facts is None:
            return
        people = str(say_n("{n} person", "{n} people", len(facts.members)))
        begun = str(say("begun by {owner}", owner=facts.owner))
        head.set_words(facts.title, " · ".join(part for part in (people, begun, ", ".join(facts.stack)) if part))
        dress = (self.model.fitting, self.model.whose, self.model.stack, self.model.stacks, self.model.may_write)
        if dress == self._dressed:
            return  # a button that is made anew would lose the keys
        self._dressed = dress
        fitting = self.model.fitting
        fits = str(say_n("Fits you: {n} task", "Fits you: {n} tasks", fitting))
        head.set_marks(*([Pill(fits, "resolved")] if fitting else []))
        one = Button(_("New card"), self.board.open_line, "filled", icon="plus")
        if not self.model.may_write:
            one = Button(_("Join project"), self._join, "filled", icon="user-plus")
        head.set_buttons(self._filter_button(), Button(_("People"), self._tell_of_project, icon="users"), one)

    def fill_aside(self, aside: Aside) -> None:
        aside.clear()
        self._form = None
        self._told = self._tells()
        row = self.model.row(self._card) if self._card is not None else None
        if row is None:
            self._tell_project(aside)
        elif self.model.may_write:
            self._form = CardForm(self.model, row.id, self._start)
            aside.column.addWidget(self._form)
            remove = Button(icon="trash-2", kind="quiet", name=_("Remove card"), run=partial(self._remove, row.id))
            for button in (self._form.save, self._form.discard, self._form.take):
                aside.foot.addWidget(button)
            aside.foot.addStretch(1)
            aside.foot.addWidget(remove)
            self._form.show_model()
        else:
            aside.column.addWidget(CardFacts(row, self.model.project))

    def _tell_project(self, aside: Aside) -> None:
        facts = self.model.facts
        if facts is None:
            return
        aside.column.addWidget(ProjectFacts(facts))
        if not facts.mine:
            aside.foot.addWidget(Button(_("Join"), self._join))
        elif not facts.owned:
            aside.foot.addWidget(Button(_("Leave"), lambda: self._start(self.model.leave())))

    def _tells(self) -> object:
        """What the explanation depends on, but for the words of a card that is being written."""
        row = self.model.row(self._card) if self._card is not None else None
        if row is None:
            return self.model.facts
        return row.id if self.model.may_write else row

    # --- the explanation ---

    def open_card(self, card: CardId) -> None:
        """Explain this card on the right."""
        if self._form is not None:
            self._form.leave()
        self._card = card
        self.changed.emit(None)
        self.explained.emit(True)

    def close_explanation(self) -> None:
        if self._form is not None:
            self._form.leave()
        self._card = None
        self.explained.emit(False)
        self.board.focus()

    def _turn_to(self, card: CardId | None) -> None:
        """The explanation follows who walks over the board, once a card was opened."""
        if self._card is None or card == self._card:
            return
        if self.model.row(self._card) is None and self._stays(self._form):
            return  # the card was taken away, but not from under somebody who is writing
        if card is None:
            self.close_explanation()
        else:
            self.open_card(card)

    def _enter(self, card: CardId) -> None:
        self.open_card(card)
        if self._form is not None:
            self._form.begin()

    def _tell_of_project(self) -> None:
        if self._form is not None:
            self._form.leave()
        self._card = None
        self.changed.emit(None)
        self.explained.emit(True)

    # --- what it does ---

    async def _drop(self, dropped: Dropped) -> None:
        await self.model.move(dropped.card, dropped.column, dropped.behind)
        self.board.bring_into_view(dropped.card)
        self._announce(dropped.card)

    def _move_by(self, step: Stepped) -> None:
        self._start(self._step(step))

    async def _step(self, step: Stepped) -> None:
        before = self.model.place(step.card)
        await self.model.step(step.card, step.across, step.down)
        if self.model.place(step.card) != before:
            self.board.bring_into_view(step.card)
            self._announce(step.card)

    async def _add(self, new: NewCard) -> None:
        self._saver.forget()
        self._new = None
        card = await self.model.add(new.column, new.title)
        await self.model.keep_new(None)
        self._announce(card)

    def _announce(self, card: CardId) -> None:
        place, row = self.model.place(card), self.model.row(card)
        if place is not None and row is not None:
            column = self.model.columns[place[0]]
            where = say(
                "{card}: {column}, {at} of {n}",
                card=row.card.title,
                column=_(column.title),
                at=place[1] + 1,
                n=len(column.cards),
            )
            self.board.announce(str(where))

    def _new_typed(self, new: NewCard) -> None:
        begun = self.model.new_card
        detail = begun.detail if begun else ""
        self._new = NewCardDraft(new.column, new.title, detail) if new.title.strip() or detail else None
        self._saver.typed()

    def _keep_new(self) -> None:
        self._start(self.model.keep_new(self._new))

    def _join(self) -> None:
        self._start(self.model.join())

    def _remove(self, card: CardId) -> None:
        self._start(self.model.remove(card))

    # --- menus ---

    def _filter_button(self) -> Button:
        model = self.model
        whose = tuple(
            Choice(_(words), choice == model.whose, partial(model.show, choice, model.stack))
            for choice, words in _WHOSE.items()
            if choice != "fitting" or model.knows_me
        )
        stacks = tuple(
            Choice(name or _("Any stack"), name == model.stack, partial(model.show, model.whose, name))
            for name in ("", *model.stacks)
        )
        words = _(_WHOSE[model.whose]) if model.whose != "everybody" else ""
        return filter_button(
            " · ".join(part for part in (words, model.stack) if part), Choices(whose), Choices(stacks, _("Stack"))
        )

    def _offer_menu(self, at: QPoint) -> None:
        card = self.board.selected
        row = self.model.row(card) if card is not None else None
        place = self.model.place(row.id) if row is not None else None
        if row is None or place is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Open"), partial(self._enter, row.id))
        if self.model.may_write:
            if row.mine:
                menu.addAction(_("Give it back"), lambda: self._start(self.model.assign(row.id, None)))
            else:
                menu.addAction(_("Take it"), lambda: self._start(self.model.take(row.id)))
            where = menu.addMenu(_("Move to"))
            for column in self.model.columns:
                entry = where.addAction(_(column.title))
                entry.setEnabled(column.id != row.card.column)
                entry.triggered.connect(partial(self._move_to, Dropped(row.id, column.id, None)))
            menu.addSeparator()
            menu.addAction(_("Remove"), partial(self._remove, row.id))
        menu.popup(at)

    def _move_to(self, dropped: Dropped, checked: bool = False) -> None:
        self._start(self._drop(dropped))
