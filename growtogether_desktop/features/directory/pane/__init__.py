"""The people page: a list to search and to filter, and on the right the person one stands on."""

from functools import partial
from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.domain.changes import Change, Ref
from growtogether_desktop.domain.directory import ReviseProfile
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.features.directory.model.directory import MOST_FOUND, DirectoryModel
from growtogether_desktop.features.directory.model.people import PersonRow
from growtogether_desktop.features.directory.pane.person import PersonFacts
from growtogether_desktop.features.directory.pane.profile_form import ProfileForm
from growtogether_desktop.features.directory.pane.words import language_name, languages
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.workspace import Workspace

_SKILLS_OFFERED = 24
"""So many skills are offered by the filter, the best known ones; the search finds the others."""


def _person(row: PersonRow) -> Cell:
    name = row.profile.name
    if row.waiting:
        return Cell(name, "strong", avatar=name, pill=_("waiting"), tone="waiting")
    return Cell(name, "strong", avatar=name, pill=_("you") if row.me else "")


def _level(row: PersonRow) -> Cell:
    return Cell(str(row.level), "muted", bar=row.level / 5) if row.level else Cell()


_COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(N_("Person"), _person, lambda row: row.key, width=210, stretch=2),
    Column(
        N_("In a few words"),
        lambda row: Cell(row.profile.headline, "muted"),
        lambda row: row.profile.headline.casefold(),
        width=180,
        stretch=3,
        yields=4,
    ),
    Column(N_("Knows"), lambda row: Cell(row.known), lambda row: row.known_key, width=200, stretch=3, yields=1),
    Column(N_("Level"), _level, lambda row: row.level, width=96, stretch=0, yields=2),
    Column(
        N_("Speaks"),
        lambda row: Cell(languages(row.profile), "muted"),
        lambda row: languages(row.profile),
        width=130,
        stretch=1,
        yields=3,
    ),
    Column(
        N_("Seats"),
        lambda row: Cell(str(row.profile.capacity) if row.mentors else ""),
        lambda row: row.profile.capacity,
        width=64,
        stretch=0,
        yields=2,
        right=True,
    ),
)


class DirectoryPane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self._model = DirectoryModel(workspace)
        self._rows = RowsModel(_COLUMNS, lambda row: row.id, self)
        self._table = RowsTable(self._rows, _("People"))
        self._explanation = Aside(_("Explanation"))
        self._form: ProfileForm | None = None
        self._told: object = None
        self._wanted: PersonId | None = None
        """Stand on this person once they are shown."""
        self._dressed: object = None
        self._empty_for: bool | None = None
        self._search = QLineEdit()
        self._search.setProperty("kind", "search")
        self._search.setPlaceholderText(_("Search names and skills"))
        self._search.setAccessibleName(_("Search people"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(theme.current().px(220))
        self.head.set_words(_("People"))
        self.head.set_marks(self._search)
        self.set_work(self._table)
        self.set_aside(self._explanation)
        self.lead_to(self._table)
        self._table.sort_by(0)
        self._table.chosen.connect(lambda row: self._turn_to())
        self._table.opened.connect(lambda row: self.open_aside())
        self._search.textChanged.connect(lambda words: self.start(self._model.search(words)))
        self._search.returnPressed.connect(self._table.setFocus)
        self.listen(self._model.changed, lambda nothing: self._show())
        self.start(self._model.load())

    # --- for the shell ---

    def show_thing(self, ref: Ref) -> None:
        self._wanted = PersonId(ref.id)
        self._show_everybody()

    async def write_again(self, change: Change[Any]) -> None:
        assert isinstance(change, ReviseProfile)
        person = PersonId(change.subject)
        await self._model.load()
        await self._model.keep(change.profile)
        self._find(person)
        self._revise(person)

    def leave(self) -> None:
        if self._form is not None:
            self._form.leave()
        self._model.close()

    # --- what it shows ---

    def _show(self) -> None:
        model = self._model
        if not model.loaded:
            return
        self._say_nothing()
        self._rows.show_rows(model.rows)
        if self._wanted is not None and model.row(self._wanted) is not None:
            self._table.go_to(self._wanted)
            self._wanted = None
            self.open_aside()
        if self._table.current() is None and self._rows.rows:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._dress_head()
        if self._form is None and self._told != self._topic():
            self._explain()

    def _dress_head(self) -> None:
        model = self._model
        people = model.people
        facts = [
            str(say_n("{n} person", "{n} people", len(people.rows))),
            str(say_n("{n} mentor", "{n} mentors", people.mentors)),
            str(say_n("{n} seat", "{n} seats", people.seats)),
        ]
        if len(model.rows) != len(people.rows):
            facts = [str(say("{n} of {all} people", n=len(model.rows), all=len(people.rows)))]
        if model.many_found:
            facts = [str(say("the {n} best of what was found", n=MOST_FOUND))]
        self.head.set_words(_("People"), " · ".join(facts))
        dress = (model.mentors_only, model.language, model.skill, people.languages, people.skills[:_SKILLS_OFFERED])
        if dress != self._dressed:  # a button that is made anew would lose the keys
            self._dressed = dress
            mine = Button(_("My profile"), lambda: self._find(model.me))
            self.head.set_buttons(self._filter_button(), *([mine] if model.row(model.me) else []))

    def _topic(self) -> object:
        return self._table.current(), self._model.withdrawn(self._model.me)

    def _explain(self) -> None:
        aside, row = self._explanation, self._table.current()
        aside.clear()
        self._told = self._topic()
        if self._form is not None:
            aside.column.addWidget(self._form)
            aside.foot.addWidget(self._form.save_button)
            aside.foot.addWidget(self._form.cancel_button)
        elif row is None:
            aside.column.addWidget(Words(_("Choose a person to see what they know."), "muted", wraps=True))
        else:
            aside.column.addWidget(PersonFacts(row, self._model.withdrawn(row.id)))
            if self._model.may_revise(row.id):
                drafted = row.id in self._model.drafts
                words = _("Go on editing") if drafted else _("Edit profile")
                aside.foot.addWidget(Button(words, lambda: self._revise(row.id), icon="pencil"))

    def _say_nothing(self) -> None:
        """An empty list says what to do next, which differs when there is somebody it does not show."""
        some = bool(self._model.people.rows)
        if some == self._empty_for:
            return
        self._empty_for = some
        if (old := self._table.findChild(EmptyState)) is not None:
            old.deleteLater()
        if some:
            everybody = Button(_("Show everybody"), self._show_everybody)
            sentence = _("Try fewer letters; every spelling of a name finds it.")
            self._table.when_empty(EmptyState("search", _("Nobody fits"), sentence, everybody))
        else:
            sentence = _("People appear here when they have an account, and mentors when a roster is enrolled.")
            self._table.when_empty(EmptyState("users", _("Nobody is here yet"), sentence))

    # --- what it does ---

    def _turn_to(self) -> None:
        if self._form is not None:
            self._close_form()
        else:
            self._explain()

    def _find(self, person: PersonId) -> None:
        self._wanted = person
        self._show_everybody()

    def _show_everybody(self) -> None:
        self._search.clear()
        self._model.show(mentors_only=False, language="", skill="")

    def _revise(self, person: PersonId) -> None:
        row = self._model.row(person)
        if row is not None:
            self._form = ProfileForm(self._model, self._model.drafts.get(person, row.profile), self.start)
            self._form.done.connect(lambda nothing: self._end_form())
            self._explain()
            self._form.begin()

    def _close_form(self) -> None:
        """What was typed stays a draft."""
        if self._form is not None:
            self._form.leave()
            self._form = None
            self._explain()

    def _end_form(self) -> None:
        self._form = None
        self._explain()
        self._table.setFocus()

    # --- the filter ---

    def _filter_button(self) -> Button:
        model = self._model
        words = (
            _("Mentors") if model.mentors_only else "",
            language_name(model.language) if model.language else "",
            model.skill,
        )
        show = partial(model.show, mentors_only=model.mentors_only, language=model.language, skill=model.skill)
        who = tuple(
            Choice(words, model.mentors_only == only, partial(show, mentors_only=only))
            for words, only in ((_("Everybody"), False), (_("Mentors only"), True))
        )
        spoken = tuple(
            Choice(
                language_name(code) if code else _("Any language"),
                code == model.language,
                partial(show, language=code),
            )
            for code in ("", *model.people.languages)
        )
        skills = tuple(
            Choice(name or _("Anything"), name == model.skill, partial(show, skill=name))
            for name in ("", *model.people.skills[:_SKILLS_OFFERED])
        )
        return filter_button(
            " · ".join(filter(None, words)), Choices(who), Choices(spoken, _("Speaks")), Choices(skills, _("Knows"))
        )

    # --- Qt's side ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self._search.setFocus()
            self._search.selectAll()
        else:
            super().keyPressEvent(event)
