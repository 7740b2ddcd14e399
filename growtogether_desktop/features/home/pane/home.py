"""The home page: cards with what waits, in two columns that become one when the window is narrow."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.formats import ago, day, day_in_words
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Change, Ref
from growtogether_desktop.domain.engagements import AskForAnotherMentor
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.domain.proposals import RankSuggestions
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.features.home.model.today import KINDS, CohortNews, HomeModel, Task, Today, Work
from growtogether_desktop.features.home.pane.opinion import OpinionCard
from growtogether_desktop.features.home.pane.outcome import OutcomeCard
from growtogether_desktop.features.home.pane.paper import PaperCard
from growtogether_desktop.features.home.pane.together import MenteesCard, MentorsCard
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardRow
from growtogether_desktop.ui.marks import Avatar, Icon, Pill
from growtogether_desktop.ui.pane import Pane
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace

SHOWN = 6
"""Rows a card shows; the rest is on its own page."""
TWO_COLUMNS_FROM = 820
RETURNED = Ref("returned", "")
"""The tray, for the shell to open."""

_VERDICTS: dict[Verdict, tuple[str, Tone]] = {
    Verdict.ACCEPTED: (N_("accepted"), "resolved"),
    Verdict.CHANGES_REQUESTED: (N_("changes requested"), "waiting"),
    Verdict.COMMENTED: (N_("commented"), "information"),
}


def make_pane(workspace: Workspace) -> Pane:
    return HomePane(HomeModel(workspace), workspace)


class HomePane(Pane):
    def __init__(self, model: HomeModel, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self._model = model
        self._cards: tuple[Card, ...] = ()
        self._opinions: dict[str, OpinionCard] = {}
        self._outcomes: dict[str, OutcomeCard] = {}
        self._mentors = MentorsCard(model.say, self.start)
        self._mentees = MenteesCard()
        self._paper: PaperCard | None = None
        self._stale = False
        for card in (self._mentors, self._mentees):  # who has not this role never sees them
            card.hide()
            card.setParent(self)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("page")
        self._line = QHBoxLayout(inner)
        self._line.setContentsMargins(20, 20, 20, 20)
        self._line.setSpacing(16)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(16)
            column.addStretch(1)
            self._line.addLayout(column, 1)
        scroll.setWidget(inner)
        self.set_work(scroll)
        self.head.set_words(_greeting(model), _facts(model))
        self.listen(model.changed, self._show)
        self.listen(model.say.changed, lambda nothing: self._show_answers())
        self.listen(model.paper.changed, lambda nothing: self._show_paper())
        if model.paper.ways_changed is not None:
            self.listen(model.paper.ways_changed, lambda nothing: self._ask())
        self.listen(model.touched, self._refresh_if_mine)
        self.listen(model.state_changed, self._refresh_if_returned)
        model.ask()

    def _ask(self) -> None:
        """Gather everything again; while nobody looks, as soon as somebody does."""
        if self.isVisible():
            self._model.ask()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._model.ask()

    def _refresh_if_mine(self, refs: frozenset[Ref]) -> None:
        if any(ref.kind in KINDS for ref in refs):
            self._ask()

    def _refresh_if_returned(self, state: SyncState) -> None:
        known = self._model.today
        if known is None or len(known.returned) != state.returned:
            self._ask()

    def _show_paper(self) -> None:
        if self._paper is not None:
            self._paper.show_model()
        if (self._paper is None) == self._paper_wanted and self._model.today is not None:
            self._show(self._model.today)

    def _show(self, today: Today) -> None:
        before = self._cards
        self._cards = tuple(self._make_cards(today))
        for old in before:
            if old not in self._cards:
                old.hide()
                old.deleteLater()
        self._arrange()

    def _make_cards(self, today: Today) -> list[Card]:
        roles = self._model.roles
        cards: list[Card] = []
        if today.leaving is not None:
            cards.append(self._leaving(today.leaving))
        if today.returned:
            cards.append(self._returned(today))
        cards += self._asked()
        if COORDINATOR in roles:
            cards.append(
                self._list(
                    _("Cohorts"),
                    [self._cohort(c) for c in today.cohorts],
                    _("No cohort yet. Start one under Matching."),
                )
            )
        if MENTOR in roles:
            reviews = [self._work(w) for w in today.to_review]
            cards.append(
                self._list(_("To review"), reviews, _("Nothing waits for you. New work appears here by itself."))
            )
            self._mentees.show_mentees(today.mentees)
            cards.append(self._mentees)
        if MENTEE in roles:
            self._mentors.show_mentors(today.mentors)
            cards.append(self._mentors)
            mine = [self._work(w) for w in today.mine]
            cards.append(self._list(_("My work"), mine, _("Hand in your first work under Reviews.")))
        if today.tasks or MENTEE in roles:
            tasks = [self._task(t) for t in today.tasks]
            cards.append(self._list(_("My tasks"), tasks, _("Take a card on a project's board, and it is here.")))
        if self._paper_wanted:
            self._paper = self._paper or PaperCard(self._model.paper, self.start)
            cards.append(self._paper)
        else:
            self._paper = None
        return cards

    @property
    def _paper_wanted(self) -> bool:
        return self._model.paper.offered or bool(self._model.paper.code)

    def _asked(self) -> list[Card]:
        """What I am asked; a card that is being answered stays the same one."""
        asked = self._model.say
        before_opinions, before_outcomes = self._opinions, self._outcomes
        self._opinions, self._outcomes = {}, {}
        for question in asked.questions:
            id = question.proposal.id
            self._opinions[id] = before_opinions.get(id) or OpinionCard(asked, question, self.start, self._model.now)
        for look in asked.looks:
            self._outcomes[look.outcome.id] = before_outcomes.get(look.outcome.id) or OutcomeCard(
                asked, look, self.start
            )
        self._show_answers()
        return [*self._opinions.values(), *self._outcomes.values()]

    def _show_answers(self) -> None:
        for question in self._model.say.questions:
            if (card := self._opinions.get(question.proposal.id)) is not None:
                card.show_question(question)
        for look in self._model.say.looks:
            if (told := self._outcomes.get(look.outcome.id)) is not None:
                told.show_look(look)

    def leave(self) -> None:
        self._mentors.save()
        for card in self._opinions.values():
            card.save()

    async def write_again(self, change: Change[Any]) -> None:
        assert isinstance(change, RankSuggestions | AskForAnotherMentor)
        self.leave()  # what is being written there is kept first
        await self._model.say.write_again(change)
        if isinstance(change, AskForAnotherMentor):
            self._mentors.write_again(change.engagement)
        else:
            self._opinions.pop(change.subject, None)  # it is laid out anew
        self._model.ask()

    def _list(self, title: str, rows: list[CardRow], nothing: str) -> Card:
        card = Card(title)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if not rows:
            card.add(Words(nothing, "muted", wraps=True))
        else:
            card.show_rows(*rows[:SHOWN])
        if len(rows) > SHOWN:
            card.add(Words(str(say_n("And {n} more.", "And {n} more.", len(rows) - SHOWN)), "aside"))
        return card

    def _leaving(self, wish: Erasure) -> Card:
        card = Card(_("You are to be erased"))
        when = str(say("You are erased on {day}", day=day(wish.due)))
        stay = Button(_("Stay"), lambda: self.start(self._model.stay()))
        card.show_rows(CardRow(when, _("A coordinator has asked for it. Until then you can stay."), after=stay))
        card.add(Words(wish.reason, wraps=True))
        return card

    def _returned(self, today: Today) -> Card:
        rows = [
            CardRow(
                str(say("{title} was declined", title=_(returned.posted.change.TITLE))),
                str(returned.refusal),
                Icon("mail-x", "blocking"),
                Icon("chevron-right", "muted"),
                run=self._opener(RETURNED),
            )
            for returned in today.returned
        ]
        return self._list(_("Came back"), rows, "")

    def _work(self, work: Work) -> CardRow:
        words = [work.who]
        if work.iteration:
            words.append(str(say("iteration {n}", n=work.iteration)))
        if work.handed_in is not None:
            words.append(ago(work.handed_in, self._model.now()))
        if work.verdict is not None:
            called, tone = _VERDICTS[work.verdict]
            mark: QWidget = Pill(_(called), tone)
        elif work.open_threads:
            mark = Pill(str(say_n("{n} open remark", "{n} open remarks", work.open_threads)), "information")
        else:
            mark = Pill(_("new") if work.iteration else _("on its way"), "waiting")
        return CardRow(work.title, " · ".join(words), Avatar(work.who), mark, run=self._opener(work.ref))

    def _task(self, task: Task) -> CardRow:
        mark = Pill(_(task.column), "plain")
        return CardRow(task.title, task.project, Icon("square-kanban", "muted"), mark, run=self._opener(task.ref))

    def _cohort(self, cohort: CohortNews) -> CardRow:
        mentees = say_n("{n} mentee", "{n} mentees", cohort.mentees)
        if cohort.published is not None:
            mark = Pill(str(say_n("{n} pair", "{n} pairs", cohort.engagements)), "resolved")
        else:
            mark = Pill(_("not published"), "waiting")
        return CardRow(cohort.title, str(mentees), Icon("handshake", "muted"), mark, run=self._opener(cohort.ref))

    def _opener(self, ref: Ref) -> Callable[[], None]:
        return lambda: self.wanted.emit(ref)

    # --- two columns or one ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side as long as both columns are wide enough to read; else one below the other."""
        columns = 2 if self.width() >= theme.current().px(TWO_COLUMNS_FROM) else 1
        self._line.setStretch(1, columns - 1)
        for at, card in enumerate(self._cards):
            if card is self._paper and columns == 2:
                at |= 1  # at the foot of the right column, which tells of less
            column, place = self._columns[at % columns], at // columns
            if column.indexOf(card) != place:
                column.insertWidget(place, card)
                card.show()


def _greeting(model: HomeModel) -> str:
    hour = model.now().astimezone().hour
    given = model.my_name.split()[0] if model.my_name.split() else ""
    if hour < 5 or hour >= 18:
        return str(say("Good evening, {name}", name=given))
    return str(say("Good morning, {name}", name=given) if hour < 12 else say("Good afternoon, {name}", name=given))


def _facts(model: HomeModel) -> str:
    return str(say("{day} · everything here works without network", day=day_in_words(model.now())))
