"""The matching page: a cohort and its plan; on the way there a roster file, beside it the invitations."""

from collections.abc import Callable, Coroutine, Mapping
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.features.matching.model.inviting import Invitations
from growtogether_desktop.features.matching.model.joining import join
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.features.matching.pane.bringing import Bringing, file_in
from growtogether_desktop.features.matching.pane.cohort_menu import CohortMenu, Ways
from growtogether_desktop.features.matching.pane.columns import ColumnsExplanation
from growtogether_desktop.features.matching.pane.finding import Finding
from growtogether_desktop.features.matching.pane.heading import Doings, Heading, Page
from growtogether_desktop.features.matching.pane.help import RosterHelp
from growtogether_desktop.features.matching.pane.inviting import InvitationExplanation, InvitePage
from growtogether_desktop.features.matching.pane.joining import JoiningForm
from growtogether_desktop.features.matching.pane.pair import PairExplanation
from growtogether_desktop.features.matching.pane.plan import PlanPage
from growtogether_desktop.features.matching.pane.report_menu import ReportMenu
from growtogether_desktop.features.matching.pane.roster import RosterPage
from growtogether_desktop.features.matching.pane.welcome import WelcomePage
from growtogether_desktop.pairing.columns import Field
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.ui.running import Running
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.workspace.workspace import Workspace

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
        self.welcome = WelcomePage(lambda title: self.start(self._begin(title)), self._choose_roster)
        self.rules = RulesModel(workspace, self.model)
        self.asking = Asking(workspace, self.model)
        self._workspace = workspace
        self.plan = PlanPage(self.model, self.rules, self.start, self._choose_roster)
        self._finding = Finding(self.model, self.plan)
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
        self.pair = PairExplanation(
            self.model, explanation, self.start, self.plan.table.setFocus, self.plan.chosen.menu_of
        )
        self.columns = ColumnsExplanation(self.roster, explanation, self.start)
        self.invitation = InvitationExplanation(self.inviting, explanation)
        self.help = RosterHelp(self.roster, explanation, self.start)
        self.bringing = Bringing(
            self.roster,
            self.incoming,
            self.columns,
            self.start,
            self._enrols_into,
            self._come_to_the_roster,
            self._go_on,
            self.open_aside,
        )
        ways = Ways(self._start_another, self._choose_roster, lambda: self.joining.open(), self.open_invitations)
        cohorts = CohortMenu(self, self.model, self.asking, self.plan.questions, self.start, ways)
        self.reports = ReportMenu(self, self.model, workspace, self.start)
        doings = Doings(
            self.back,
            self._ask_for_opinions,
            self._ask_to_publish,
            self.bringing.enrol,
            lambda: self.start(self.inviting.ask(), _("Asking for invitations"), self.invitations.progress),
            lambda: self.inviting.choose_where_to_save(self.start),
        )
        menus = cohorts, self.reports
        self.heading = Heading(self.head, self.model, self.roster, self.invitations, self.asking, menus, doings)
        self._listen_to(workspace)
        self.setAcceptDrops(True)
        self._arriving = Turns(self, self._explain)
        self._showing = Turns(self, self._find_page, self.plan.show_plan, self._say_the_rest)
        self._go("none")
        self.model.solve()

    def _listen_to(self, workspace: Workspace) -> None:
        self.listen(workspace.touched, self.model.hear)
        self.listen(workspace.touched, self._compare_again)
        self.listen(self.model.changed, lambda nothing: self._showing.begin())
        self.listen(self.model.planned, lambda nothing: self.rules.hear())
        self.listen(self.rules.changed, lambda nothing: self.plan.rules.show_rules())
        self.listen(self.model.inquiry.changed, lambda nothing: self.pair.show_explanation())
        self.listen(self.model.inquiry.worked_out, lambda nothing: self.plan.show_worked_out())
        self.listen(self.model.solving, self._tell_if_slow)
        self.listen(self.roster.changed, lambda nothing: self._show_roster())
        self.listen(self.invitations.changed, lambda nothing: self._show_invitations())
        self.listen(self.inviting.chosen, lambda nothing: self.invitation.show_invitation())
        self.listen(self.plan.opened, lambda nothing: self.open_aside())
        self.listen(self.plan.asked_what_if, self.show_what_if)
        for keys, page, run in (
            (QKeySequence(QKeySequence.StandardKey.Paste), self, lambda: self.bringing.paste()),
            (QKeySequence(Qt.Key.Key_Escape), self.incoming, self.back),
            (QKeySequence(Qt.Key.Key_Escape), self.inviting, self.back),
        ):
            QShortcut(keys, page, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @cached_property
    def joining(self) -> JoiningForm:
        """For one more person; made when somebody first asks for it."""

        def into(role: str, told: Mapping[Field, str]) -> Coroutine[Any, Any, Mentee | Mentor]:
            assert self.model.cohort is not None
            return join(self._workspace, CohortId(self.model.cohort.id), role, told)

        form = JoiningForm(self, into, self.start)
        self.listen(form.joined, lambda place: self.show_thing(Ref(place.KIND, place.id)))
        return form

    # --- for the shell ----------------------------------------------------------------------------

    @property
    def thing(self) -> Ref | None:
        told = self.model.inquiry.explanation
        return Ref(Mentee.KIND, told.row.mentee.id) if told is not None else None

    def show_thing(self, ref: Ref) -> None:
        self._finding.want(ref)
        if self.page in ("roster", "invite"):
            self.back()
        self._stand_on_the_thing()

    def _stand_on_the_thing(self) -> None:
        if self.page == "plan":
            self._finding.look()

    def offers(self) -> Mapping[str, Callable[[], object]]:
        if self.page not in ("welcome", "plan"):
            return {}
        offers: dict[str, Callable[[], object]] = {"bring": self._choose_roster}
        if self.page == "plan" and self._enrolled:
            offers["invite"] = self.open_invitations
        if self.page == "plan" and self.asking.can_ask:
            offers["ask"] = self._ask_for_opinions
        if self.page == "plan" and self.model.withdrawal() is not None:
            offers["withdraw"] = self.plan.questions.ask_to_withdraw
        if self.page == "plan" and self.heading.publish.isEnabled():
            offers["publish"] = self._ask_to_publish
        if self.page == "plan" and self.plan.chosen.can_wish:
            offers |= {"pin": self.plan.chosen.toggle_pin, "forbid": self.plan.chosen.forbid}
        if self.page == "plan" and self.plan.chosen.can_ask:
            offers["whatif"] = self.show_what_if
        return offers

    def show_what_if(self, mentor: str = "") -> None:
        """Other mentors for the mentee one stands on, with the keyboard in the search, or upon one of them."""
        self.open_aside()
        self.pair.show_what_if(mentor)

    # --- walking ----------------------------------------------------------------------------------

    def back(self) -> None:
        """From a file, or from the invitations, to the cohort."""
        self._starting = False
        left = self.page
        self._go("plan" if self.model.cohort is not None else "welcome")
        if left == "roster":
            self.roster.put_away()  # nobody sees its page any more, so nothing of it is drawn for that

    def _go(self, page: Page) -> None:
        self.page = page
        if page == "plan":
            self.plan.come_in_front()
        self._stack.setCurrentWidget(self._pages[page])
        focus: dict[Page, QWidget] = {
            "none": self._stack,
            "welcome": self.welcome.title,
            "plan": self.plan.table,
            "roster": self.incoming.people,
            "invite": self.inviting.table,
        }
        had_focus = (inner := self.focusWidget()) is not None and inner.hasFocus()
        self.lead_to(focus[page])
        if had_focus:
            focus[page].setFocus()
        self.heading.show_buttons(page)
        self.heading.say(page)
        self._arriving.begin()

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

    # What the model has is taken over in turns of the loop: the page, the plan upon it, and what stands around.

    def _find_page(self) -> None:
        """On the first time, find the page to begin with."""
        if self.page in ("none", "welcome", "plan") and not self._starting:
            wanted: Page = "plan" if self.model.cohort is not None else "welcome"
            if wanted != self.page:
                self._go(wanted)
        self._explain()

    def _say_the_rest(self) -> None:
        if self.page == "invite":
            self.invitations.look_at(self.model.people)
        self.heading.say(self.page)
        self._stand_on_the_thing()

    # --- what reaches people ----------------------------------------------------------------------

    def _ask_for_opinions(self) -> None:
        self.start(self.plan.questions.ask_for_opinions(self.asking, self._workspace.clock()))

    def _ask_to_publish(self) -> None:
        self.start(self.plan.questions.ask_to_publish())

    # --- cohorts ----------------------------------------------------------------------------------

    async def _begin(self, title: str) -> None:
        await self.model.start_cohort(title)
        self._starting = False
        self._go("plan")

    def _start_another(self) -> None:
        self._starting = True
        self._go("welcome")
        self.welcome.ask()

    def _tell_if_slow(self, task: Any) -> None:
        people = self.model.people
        if len(people.mentees) * len(people.mentors) >= _SLOW:
            self.running.emit(Running(_("Looking for the best plan"), task, self.model.progress))

    # --- a roster comes in ------------------------------------------------------------------------

    def _choose_roster(self) -> None:
        self.bringing.choose()

    def _come_to_the_roster(self) -> None:
        self.incoming.title.setText(self.welcome.title.text())
        self._go("roster")

    def _enrols_into(self) -> Cohort | None:
        return None if self.page == "welcome" else self.model.cohort

    def _show_roster(self) -> None:
        if self.page == "roster":
            self.bringing.show_roster()
            self.heading.say(self.page)

    def _compare_again(self, refs: frozenset[Ref]) -> None:
        if self.page == "roster" and not self.roster.enrolling:
            self.start(self.roster.hear(refs))

    def _go_on(self, new: str) -> None:
        """Those of the file who could be are enrolled, perhaps in a new cohort."""
        if new:
            self._starting = False
            self.model.choose_cohort(new)
        if not self.roster.roster.problems:
            self.back()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bringing.take(event.mimeData())
        event.acceptProposedAction()

    # --- invitations ------------------------------------------------------------------------------

    def open_invitations(self) -> None:
        self.inviting.show_problem(None)
        self.invitations.look_at(self.model.people)
        self._go("invite")

    def _show_invitations(self) -> None:
        self.inviting.show_people()
        self.heading.say(self.page)
