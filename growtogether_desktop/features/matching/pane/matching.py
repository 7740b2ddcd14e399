"""The matching page: a cohort and its plan; on the way there a roster file, beside it the invitations."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QStackedWidget, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.features.matching.model.files import save_plan
from growtogether_desktop.features.matching.model.inviting import Invitations
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.features.matching.model.showing import report_view
from growtogether_desktop.features.matching.pane.columns import ColumnsExplanation
from growtogether_desktop.features.matching.pane.help import RosterHelp
from growtogether_desktop.features.matching.pane.inviting import InvitationExplanation, InvitePage
from growtogether_desktop.features.matching.pane.pair import PairExplanation
from growtogether_desktop.features.matching.pane.plan import PlanPage
from growtogether_desktop.features.matching.pane.report_pdf import write_report
from growtogether_desktop.features.matching.pane.roster import RosterPage
from growtogether_desktop.features.matching.pane.welcome import WelcomePage
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.ui.running import Running
from growtogether_desktop.workspace.workspace import Workspace

Paper = Literal["pdf", "xlsx", "csv", "json"]
Page = Literal["none", "welcome", "plan", "roster", "invite"]

_SLOW = 500_000
"""From so many possible pairs on, looking for the best plan takes long enough to be told."""


class MatchingPane(Pane):
    """Puts the pages together and walks between them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self.model = MatchingModel(workspace)
        self.roster = RosterImport(workspace)
        self.invitations = Invitations(workspace)
        self.page: Page = "none"
        self._starting = False
        self._thing: Ref | None = None
        self.welcome = WelcomePage(lambda title: self.start(self._begin(title)), self.choose_roster)
        self.rules = RulesModel(workspace, self.model)
        self.asking = Asking(workspace, self.model)
        self._workspace = workspace
        self.plan = PlanPage(self.model, self.rules, self.start, self.choose_roster)
        self.incoming = RosterPage(self.roster, self.start)
        self.inviting = InvitePage(self.invitations)
        self._pages: dict[Page, QWidget] = {
            "none": QWidget(),
            "welcome": self.welcome,
            "plan": self.plan,
            "roster": self.incoming,
            "invite": self.inviting,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_work(self._stack)
        explanation = Aside(_("Explanation"), 316)
        self.set_aside(explanation)
        self.pair = PairExplanation(self.model, explanation, self.start, self.plan.table.setFocus, self.plan.menu_of)
        self.columns = ColumnsExplanation(self.roster, explanation, self.start)
        self.invitation = InvitationExplanation(self.inviting, explanation)
        self.help = RosterHelp(self.roster, explanation, self.start)
        self._cohorts = QMenu(self)
        self._cohorts.aboutToShow.connect(self._offer_cohorts)
        self._reports = QMenu(self)
        self._reports.aboutToShow.connect(self._offer_reports)
        self.publish = self.enrol = self.invite = self.save = self.ask = self.report = Button()
        self._listen_to(workspace)
        self.setAcceptDrops(True)
        self._go("none")
        self.model.solve()

    def _listen_to(self, workspace: Workspace) -> None:
        self.listen(workspace.touched, self.model.hear)
        self.listen(workspace.touched, self._compare_again)
        self.listen(self.model.changed, lambda nothing: self._show())
        self.listen(self.model.planned, lambda nothing: self.rules.hear())
        self.listen(self.rules.changed, lambda nothing: self.plan.rules.show_rules())
        self.listen(self.model.chosen, lambda nothing: self.pair.show_explanation())
        self.listen(self.model.solving, self._tell_if_slow)
        self.listen(self.roster.changed, lambda nothing: self._show_roster())
        self.listen(self.invitations.changed, lambda nothing: self._show_invitations())
        self.listen(self.inviting.chosen, lambda nothing: self.invitation.show_invitation())
        self.listen(self.plan.opened, lambda nothing: self.open_aside())
        self.listen(self.plan.asked_what_if, self.show_what_if)
        for keys, page, run in (
            (QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste),
            (QKeySequence(Qt.Key.Key_Escape), self.incoming, self.back),
            (QKeySequence(Qt.Key.Key_Escape), self.inviting, self.back),
        ):
            QShortcut(keys, page, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- for the shell ----------------------------------------------------------------------------

    @property
    def thing(self) -> Ref | None:
        told = self.model.explanation
        return Ref(Mentee.KIND, told.row.mentee.id) if told is not None else None

    def show_thing(self, ref: Ref) -> None:
        self._thing = ref
        cohort = ref.id if ref.kind == Cohort.KIND else ref.id.partition("@")[2]
        if self.model.cohort is None or self.model.cohort.id != cohort:
            self.model.choose_cohort(cohort)
        if self.page in ("roster", "invite"):
            self.back()
        self._show_the_thing()

    def _show_the_thing(self) -> None:
        """Stand on what was asked for, once it is there."""
        ref, people = self._thing, self.model.people
        if ref is None or self.page != "plan":
            return
        if ref.kind == Mentee.KIND and self.model.row_of(ref.id) is not None:
            self.plan.go_to(ref.id)
            self._thing = None
        for mentor in people.mentors:
            if ref.kind == Mentor.KIND and mentor.id == ref.id:
                self.plan.look_for(mentor.name)
                self._thing = None

    def offers(self) -> Mapping[str, Callable[[], object]]:
        if self.page not in ("welcome", "plan"):
            return {}
        offers: dict[str, Callable[[], object]] = {"bring": self.choose_roster}
        if self.page == "plan" and self._enrolled:
            offers["invite"] = self.open_invitations
        if self.page == "plan" and self.asking.can_ask:
            offers["ask"] = lambda: self.start(self._ask_for_opinions())
        if self.page == "plan" and self.model.withdrawal() is not None:
            offers["withdraw"] = self.plan.ask_to_withdraw
        if self.page == "plan" and self.publish.isEnabled():
            offers["publish"] = lambda: self.start(self._ask_to_publish())
        if self.page == "plan" and self.plan.can_wish:
            offers |= {"pin": self.plan.toggle_pin, "forbid": self.plan.forbid}
        if self.page == "plan" and self.plan.can_ask:
            offers["whatif"] = self.show_what_if
        return offers

    def show_what_if(self, mentor: str = "") -> None:
        """Other mentors for the mentee one stands on, with the keyboard in the search, or upon one of them."""
        self.open_aside()
        self.pair.show_what_if(mentor)

    # --- walking ----------------------------------------------------------------------------------

    def back(self) -> None:
        """From a file, or from the invitations, to the cohort."""
        if self.page == "roster":
            self.roster.put_away()
        self._starting = False
        self._go("plan" if self.model.cohort is not None else "welcome")

    def _go(self, page: Page) -> None:
        self.page = page
        self._stack.setCurrentWidget(self._pages[page])
        focus: dict[Page, QWidget] = {
            "none": self._stack,
            "welcome": self.welcome.title,
            "plan": self.plan.table,
            "roster": self.incoming.people,
            "invite": self.inviting.table,
        }
        had_focus = (inner := self.focusWidget()) is not None and inner.hasFocus()
        self.setFocusProxy(focus[page])
        if had_focus:
            focus[page].setFocus()
        self._explain()
        self._make_buttons()
        self._say_head()

    @property
    def _enrolled(self) -> bool:
        return bool(self.model.people.mentees or self.model.people.mentors)

    def _explain(self) -> None:
        """The explanation that belongs to the page."""
        enrolled = self._enrolled
        self.pair.setVisible(self.page == "plan" and enrolled)
        self.columns.setVisible(self.page == "roster")
        self.invitation.setVisible(self.page == "invite")
        self.help.setVisible(self.page == "welcome" or (self.page == "plan" and not enrolled))

    def _show(self) -> None:
        """Take over what the model has; on the first time, find the page to begin with."""
        if self.page in ("none", "welcome", "plan") and not self._starting:
            wanted: Page = "plan" if self.model.cohort is not None else "welcome"
            if wanted != self.page:
                self._go(wanted)
        self._explain()
        self.plan.show_plan()
        if self.page == "invite":
            self.invitations.look_at(self.model.people)
        self._say_head()
        self._show_the_thing()

    # --- the head ---------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        match self.page:
            case "plan":
                cohorts = Button(_("Cohort"))
                cohorts.set_menu(self._cohorts)
                self.report = Button(_("Report"))
                self.report.set_menu(self._reports)
                self.ask = Button(_("Ask for opinions…"), lambda: self.start(self._ask_for_opinions()))
                self.publish = Button(_("Publish plan…"), lambda: self.start(self._ask_to_publish()), "filled")
                self.head.set_buttons(cohorts, self.report, self.ask, self.publish)
            case "roster":
                self.enrol = Button("", self._enrol_them, "filled")
                self.head.set_buttons(Button(_("Cancel"), self.back), self.enrol)
            case "invite":
                self.save = Button(_("Save as CSV…"), self._choose_where_to_save)
                self.invite = Button("", self._ask_for_invitations, "filled")
                self.head.set_buttons(Button(_("Back"), self.back), self.save, self.invite)
            case "welcome" if self.model.cohorts:
                self.head.set_buttons(Button(_("Cancel"), self.back))
            case _:
                self.head.set_buttons()

    def _say_head(self) -> None:
        self.head.set_marks()
        match self.page:
            case "plan":
                self._say_cohort()
            case "roster":
                self._say_file()
            case "invite":
                self._say_invitations()
            case _:
                self.head.set_words(_("Matching"))

    def _say_cohort(self) -> None:
        cohort, people = self.model.cohort, self.model.people
        if cohort is None:
            return
        facts = (
            say_n("{n} mentee", "{n} mentees", len(people.mentees)),
            say_n("{n} mentor", "{n} mentors", len(people.mentors)),
            say_n("{n} seat", "{n} seats", people.seats),
        )
        self.head.set_words(cohort.title, " · ".join(map(str, facts)))
        marks = []
        if self.model.on_its_way:
            marks.append(Pill(_("published, waits for the hub"), "waiting"))
        elif cohort.published is not None:
            marks.append(Pill(str(say("published {day}", day=day(cohort.published))), "resolved"))
        answers = self.asking.answers
        if answers.asked:
            words = say("{answered} of {asked} answered", answered=answers.answered, asked=answers.asked)
            marks.append(Pill(str(words), "information" if answers.open else "plain"))
        self.head.set_marks(*marks)
        self.publish.setEnabled(self.model.publication() is not None)
        self.ask.setEnabled(self.asking.can_ask)
        proposal = self.model.proposal
        self.report.setEnabled(proposal is not None and bool(proposal.plan.pairs))

    def _say_invitations(self) -> None:
        invited, left = len(self.invitations.rows) - self.invitations.uninvited, self.invitations.uninvited
        self.head.set_words(_("Invite people"), self.model.cohort.title if self.model.cohort else "")
        inviting = say_n("Invite {n} person", "Invite {n} people", left)
        self.invite.setText(str(inviting) if left else _("Everybody is invited"))
        self.invite.setEnabled(left > 0)
        self.save.setEnabled(invited > 0)

    def _say_file(self) -> None:
        table = self.roster.table
        rows = say_n("{n} row", "{n} rows", len(table.rows) if table is not None else 0)
        facts = " · ".join(part for part in (self.roster.source, str(rows)) if part)
        self.head.set_words(_("Import roster"), facts)
        new, changed = self.roster.news("new"), self.roster.news("changed")
        if changed and new:
            self.enrol.setText(str(say("Enrol {new}, update {changed}", new=new, changed=changed)))
        elif changed:
            self.enrol.setText(str(say_n("Update {n} person", "Update {n} people", changed)))
        elif new:
            self.enrol.setText(str(say_n("Enrol {n} person", "Enrol {n} people", new)))
        else:
            self.enrol.setText(_("Enrol"))
        self.enrol.setEnabled(bool(new or changed))

    def _offer_cohorts(self) -> None:
        menu, cohort = self._cohorts, self.model.cohort
        menu.clear()
        for one in self.model.cohorts:
            entry = menu.addAction(one.title)
            entry.setCheckable(True)
            entry.setChecked(cohort is not None and one.id == cohort.id)
            entry.triggered.connect(_chooser(self.model, one.id))
        menu.addSeparator()
        menu.addAction(_("Start another cohort…")).triggered.connect(self._start_another)
        if cohort is None:
            return
        menu.addAction(_("Rename…")).triggered.connect(self._ask_for_name)
        menu.addSeparator()
        menu.addAction(_("Import roster…")).triggered.connect(self.choose_roster)
        menu.addAction(_("Invite people…")).triggered.connect(self.open_invitations)
        menu.addSeparator()
        if self.asking.answers.open:
            close = menu.addAction(_("Close the questions"))
            close.triggered.connect(lambda: self.start(self.asking.close()))
        if self.model.withdrawal() is not None:
            menu.addAction(_("Withdraw publication…")).triggered.connect(self.plan.ask_to_withdraw)
        if self.asking.unasked_outcomes:
            how = menu.addAction(_("Ask how it went"))
            how.triggered.connect(lambda: self.start(self.asking.ask_how_it_went()))
        if cohort.published is None:
            menu.addAction(_("Remove…")).triggered.connect(self.plan.ask_to_remove)

    # --- taken along ------------------------------------------------------------------------------

    def _offer_reports(self) -> None:
        menu = self._reports
        menu.clear()
        kinds: tuple[tuple[Paper, str], ...] = (
            ("pdf", _("Save as PDF…")),
            ("xlsx", _("Save as Excel workbook…")),
            ("csv", _("Save as CSV…")),
            ("json", _("Save the plan with its proof…")),
        )
        for kind, words in kinds:
            menu.addAction(words).triggered.connect(self._saver(kind))

    def _saver(self, kind: Paper) -> Callable[[], None]:
        return lambda: self._choose_where_to_take(kind)

    def _choose_where_to_take(self, kind: Paper) -> None:
        title = self.model.cohort.title if self.model.cohort is not None else ""
        dialog = QFileDialog(self, _("Save the plan"), f"{title}.{kind}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take_along(kind, Path(path)))
        dialog.open()

    def take_along(self, kind: Paper, path: Path) -> None:
        """Write the plan as it is to a file; nothing is decided by that."""
        self.start(self._take_along(kind, path), str(say("Saving {file}", file=path.name)))

    async def _take_along(self, kind: Paper, path: Path) -> None:
        await self.model.settled()
        proposal, cohort = self.model.proposal, self.model.cohort
        if proposal is None or cohort is None or proposal.plan.basis is None:
            return
        if kind == "pdf":
            await write_report(report_view(cohort.title, self._workspace.clock(), proposal), path)
        else:
            await save_plan(self._workspace, proposal.plan, kind, path)

    async def _ask_for_opinions(self) -> None:
        await self.model.settled()
        self.plan.ask_for_opinions(self.asking, self._workspace.clock())

    # --- cohorts ----------------------------------------------------------------------------------

    async def _begin(self, title: str) -> None:
        await self.model.start_cohort(title)
        self._starting = False
        self._go("plan")

    def _start_another(self) -> None:
        self._starting = True
        self._go("welcome")
        self.welcome.ask()

    def _ask_for_name(self) -> None:
        assert self.model.cohort is not None
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Rename cohort"))
        dialog.setLabelText(_("Name of the cohort"))
        dialog.setTextValue(self.model.cohort.title)
        dialog.textValueSelected.connect(lambda title: self.start(self.model.rename(title)))
        dialog.open()

    async def _ask_to_publish(self) -> None:
        await self.model.settled()
        self.plan.ask_to_publish()

    def _tell_if_slow(self, task: Any) -> None:
        people = self.model.people
        if len(people.mentees) * len(people.mentors) >= _SLOW:
            self.running.emit(Running(_("Looking for the best plan"), task, self.model.progress))

    # --- a roster comes in ------------------------------------------------------------------------

    def choose_roster(self) -> None:
        rosters = _("Rosters")
        dialog = QFileDialog(self, _("Choose a roster"), "", f"{rosters} (*.csv *.tsv *.txt *.xlsx *.xlsm)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.bring(Path(path)))
        dialog.open()

    def bring(self, path: Path) -> None:
        """Read the file and show what enrolling it would change."""
        self.start(self._bring(path), str(say("Reading {file}", file=path.name)))

    def paste(self) -> None:
        """Bring what the clipboard holds: a file, or rows copied from a spreadsheet."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, mime: QMimeData) -> None:
        if (path := _file_in(mime)) is not None:
            self.bring(path)
        elif "\n" in mime.text().strip():
            self.start(self._paste(mime.text()), _("Reading the roster"))

    async def _bring(self, path: Path) -> None:
        await self.roster.open(path, self._enrols_into())
        await asyncio.sleep(0)  # the file has been told; the page comes in front in a turn of its own
        self._look_at_the_file()

    async def _paste(self, text: str) -> None:
        await self.roster.paste(text, self._enrols_into())
        await asyncio.sleep(0)
        self._look_at_the_file()

    def _enrols_into(self) -> Cohort | None:
        return None if self.page == "welcome" else self.model.cohort

    def _look_at_the_file(self) -> None:
        self.incoming.title.setText(self.welcome.title.text())
        self._go("roster")
        if self.roster.missing:
            self.open_aside()
            self.columns.focus_first()
        elif self.roster.cohort is None:
            self.incoming.title.setFocus()
        else:
            self.incoming.people.setFocus()

    def _show_roster(self) -> None:
        self.incoming.show_roster()
        self.columns.show_columns()
        self._say_head()

    def _compare_again(self, refs: frozenset[Ref]) -> None:
        if self.page == "roster":
            self.start(self.roster.hear(refs))

    def _enrol_them(self) -> None:
        title = self.incoming.title.text()
        if self.roster.cohort is None and not title.strip():
            self.incoming.complain_about_title(_("A cohort needs a name."))
            return
        self.start(self._enrol(title), _("Enrolling"))

    async def _enrol(self, title: str) -> None:
        new = self.roster.cohort is None
        cohort = await self.roster.enrol(title)
        if new:
            self._starting = False
            self.model.choose_cohort(cohort)
        if not self.roster.roster.problems:
            self.back()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event.mimeData()) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    # --- invitations ------------------------------------------------------------------------------

    def open_invitations(self) -> None:
        self.inviting.show_problem(None)
        self.invitations.look_at(self.model.people)
        self._go("invite")

    def _show_invitations(self) -> None:
        self.inviting.show_people()
        self._say_head()

    def _ask_for_invitations(self) -> None:
        self.start(self._invite(), _("Asking for invitations"), self.invitations.progress)

    async def _invite(self) -> None:
        self.inviting.show_problem(None)
        try:
            await self.invitations.ask()
        except Problem as problem:
            self.inviting.show_problem(problem)

    def _choose_where_to_save(self) -> None:
        dialog = QFileDialog(self, _("Save the invitations"), _("invitations") + ".csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.start(self.invitations.save(Path(path))))
        dialog.open()


def _chooser(model: MatchingModel, cohort: str) -> Callable[[], None]:
    return lambda: model.choose_cohort(cohort)


def _file_in(mime: QMimeData) -> Path | None:
    files = (url.toLocalFile() for url in mime.urls() if url.isLocalFile())
    return next((Path(file) for file in files if file), None)
