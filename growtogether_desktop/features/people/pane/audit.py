"""The audit: who did what to whom, and when; the chain above it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.formats import number
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.features.people.model.audit import AuditModel, Wanted
from growtogether_desktop.features.people.model.deeds import GROUPS, kinds_of_work, title_of
from growtogether_desktop.features.people.pane.chain import ChainStrip
from growtogether_desktop.features.people.pane.form import heading
from growtogether_desktop.features.people.pane.part import ListPart
from growtogether_desktop.features.people.pane.strip import Start
from growtogether_desktop.features.people.pane.words import in_words, who_reads
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import AuditEntry

_SPANS = {0: N_("At any time"), 1: N_("Today"), 7: N_("In the last 7 days"), 30: N_("In the last 30 days")}
"""By days, the present one included."""
_MONTHS = 12


class AuditPart(ListPart[AuditEntry]):
    def __init__(self, model: AuditModel, start: Start, save: Callable[[], object]) -> None:
        super().__init__(model, RowsModel(_columns(model), lambda row: row.entry), _("Audit"), start)
        self._model = model
        self._save = save
        self._span = _("At any time")
        self.chain = ChainStrip(model.chain, self.follow, self.ask_to_begin_anew)
        self.box.insertWidget(0, self.chain)
        self.table.verticalScrollBar().valueChanged.connect(self._want_older)

    def open(self) -> None:
        """The newest entries, and a look along the chain."""
        self.start(self._open())

    async def _open(self) -> None:
        await self._model.chain.open()
        await self._model.load()
        if self._model.trouble is None:
            await self._model.look_at_chain()

    def show_model(self) -> None:
        self.rows.show_rows(self._model.rows)
        self.say_nothing("nothing fits")
        self.stand_somewhere()
        self.dressed.emit(None)

    # --- what it says ---

    def facts(self) -> str:
        model = self._model
        if model.told is None:
            return ""
        count = number(len(model.rows))
        if model.more:
            return str(say("the newest {count} entries", count=count))
        return str(say_n("{count} entry", "{count} entries", len(model.rows), count=count))

    def dress(self) -> object:
        return self._model.wanted, self._model.name_of(self._model.wanted.person)

    def buttons(self) -> tuple[Button, ...]:
        wanted = self._model.wanted
        narrowed = (
            self._model.name_of(wanted.person),
            _(GROUPS[wanted.what]) if wanted.what in GROUPS else title_of(wanted.what) if wanted.what else "",
            self._span if wanted.since else "",
        )
        kinds = [self._kind("", _("Everything")), *(self._kind(what, _(words)) for what, words in GROUPS.items())]
        work = [self._kind(what, title_of(what)) for what in kinds_of_work()]
        filter_ = filter_button(
            " · ".join(filter(None, narrowed)),
            Choices(tuple(kinds)),
            Choices(tuple(self._spans())),
            Choices(tuple(work), _("One kind of work")),
            Choices(tuple(self._months()), _("One month")),
        )
        save = Button(_("Save as CSV…"), self._save, icon="download")
        if wanted == Wanted():
            return filter_, save
        return Button(_("Show everything"), self.show_everything), filter_, save

    def topic(self) -> object:
        entry = self.table.current()
        return entry, self._model.name_of(entry.person) if entry is not None else ""

    def explain(self, aside: Aside) -> None:
        entry, model, box = self.table.current(), self._model, aside.column
        if entry is None:
            words = _("Here stands who did what to whom, and when; never in whose words.")
            box.addWidget(Words(words, "muted", wraps=True))
            return
        who = model.name_of(entry.person) or _("Somebody without an account")
        box.addLayout(heading(who, title_of(entry.what)))
        if entry.refused:
            box.addWidget(Words(_refused(entry), wraps=True))
        whom = model.subject_of(entry)
        if whom:
            box.addWidget(section(_("To whom")))
            box.addWidget(Words(whom, wraps=True).can_be_copied())
        if entry.what == "account.roles":
            box.addWidget(section(_("Roles since then")))
            box.addWidget(Words(in_words(tuple(entry.change.split())), wraps=True))
        box.addWidget(section(_("When")))
        box.addWidget(Words(moment(_at(entry))))
        box.addWidget(section(_("In the audit")))
        box.addWidget(Words(str(say("Entry {n}", n=number(entry.entry)))).can_be_copied())
        for words, id in ((_("What it was about"), entry.subject), (_("Computer"), entry.device)):
            if id and not whom:
                box.addWidget(section(words))
                box.addWidget(Words(_breakable(id), "aside", wraps=True).can_be_copied())
        for line in who_reads(_("Everybody finds the lines about themselves in what they save on their privacy page.")):
            box.addWidget(line)
        if model.name_of(entry.person) and model.wanted.person != entry.person:
            box.addWidget(Button(_("Only this person"), lambda: self.show_person(entry.person), "link"))
        if model.wanted.what != entry.what:
            box.addWidget(Button(_("Only this kind"), lambda: self._want(what=entry.what), "link"))

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {"check": self.follow, "save": self._save} if self._model.reachable else {}

    def nothing(self) -> EmptyState:
        everything = Button(_("Show everything"), self.show_everything)
        return EmptyState(
            "search", _("Nothing of that kind"), _("Nobody has done this, or not at that time."), everything
        )

    # --- what it does ---

    def show_person(self, person: str) -> None:
        """Only what this person did."""
        self._want(person=person)

    def show_everything(self) -> None:
        self._narrow(Wanted())

    def follow(self) -> None:
        chain = self._model.chain
        self.strip.attempt(self._model.follow_chain, _("Following the chain"), chain.progress)

    def ask_to_begin_anew(self) -> None:
        what = _("This computer forgets what it has seen, and takes what the hub has now for the truth.")
        advice = _("Do it when you know why the chain is another one: a backup was brought back, for example.")
        self.strip.ask(what, advice, _("Begin anew"), self._model.begin_chain_anew)

    def _want(self, **other: object) -> None:
        self._narrow(replace(self._model.wanted, **other))  # type: ignore[arg-type]  # fields of Wanted

    def _narrow(self, wanted: Wanted) -> None:
        self._model.narrow(wanted)
        self.look_again()

    def _want_older(self, value: int) -> None:
        """Old entries come while one scrolls."""
        bar = self.table.verticalScrollBar()
        if self._model.more and value >= bar.maximum() - bar.pageStep():
            self.start(self._model.older())

    # --- the filter ---

    def _kind(self, what: str, words: str) -> Choice:
        return Choice(words, what == self._model.wanted.what, partial(self._want, what=what))

    def _spans(self) -> list[Choice]:
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return [
            self._time(_(words), midnight - timedelta(days=days - 1) if days else None, None)
            for days, words in _SPANS.items()
        ]

    def _months(self) -> list[Choice]:
        begins = datetime.now().astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        months: list[Choice] = []
        ends: datetime | None = None
        for _month in range(_MONTHS):
            months.append(self._time(f"{begins:%m.%Y}", begins, ends))
            ends, begins = begins, (begins - timedelta(days=1)).replace(day=1)
        return months

    def _time(self, words: str, since: datetime | None, until: datetime | None) -> Choice:
        def choose() -> None:
            self._span = words
            self._want(since=since, until=until)

        wanted = self._model.wanted
        return Choice(words, (since, until) == (wanted.since, wanted.until), choose)


def _columns(model: AuditModel) -> tuple[Column[AuditEntry], ...]:
    def who(row: AuditEntry) -> Cell:
        name = model.name_of(row.person)
        return Cell(name, "strong", avatar=name) if name else Cell(_("Somebody without an account"), "muted")

    def what(row: AuditEntry) -> Cell:
        refused = row.refused
        return Cell(title_of(row.what), pill=_("declined") if refused else "", tone="blocking" if refused else "plain")

    return (
        Column(N_("When"), lambda row: Cell(moment(_at(row)), "muted"), None, 140, 0),
        Column(N_("Who"), who, None, 180, 2),
        Column(N_("What"), what, None, 200, 3),
        Column(N_("To whom"), lambda row: Cell(model.subject_of(row)), None, 150, 2, yields=1),
    )


def _refused(entry: AuditEntry) -> str:
    return _("With a wrong password.") if entry.what == "device.sign_in" else _("The hub declined it.")


def _breakable(id: str) -> str:
    return "\u200b".join(id[at : at + 8] for at in range(0, len(id), 8))


def _at(entry: AuditEntry) -> datetime:
    return datetime.fromtimestamp(entry.at, UTC)
