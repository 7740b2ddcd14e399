"""The head of the matching page: what is in front, the figures of it, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QMenu

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.features.matching.model.inviting import Invitations
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Head

Page = Literal["none", "welcome", "plan", "roster", "invite"]


@dataclass(frozen=True, slots=True)
class Doings:
    """What the buttons do."""

    back: Callable[[], object]
    ask: Callable[[], object]
    publish: Callable[[], object]
    enrol: Callable[[], object]
    invite: Callable[[], object]
    save: Callable[[], object]


class Heading:
    """Buttons are made for the page that comes in front; words follow whatever changes."""

    def __init__(
        self,
        head: Head,
        model: MatchingModel,
        roster: RosterImport,
        invitations: Invitations,
        asking: Asking,
        menus: tuple[QMenu, QMenu],
        doings: Doings,
    ) -> None:
        """`menus` are those of the cohorts and of the reports."""
        self._head = head
        self._model = model
        self._roster = roster
        self._invitations = invitations
        self._asking = asking
        self._cohorts, self._reports = menus
        self._do = doings
        self.publish = self.enrol = self.invite = self.save = self.ask = self.report = Button()

    def show_buttons(self, page: Page) -> None:
        """What can be done on this page."""
        do = self._do
        match page:
            case "plan":
                cohorts = Button(_("Cohort"))
                cohorts.set_menu(self._cohorts)
                self.report = Button(_("Report"))
                self.report.set_menu(self._reports)
                self.ask = Button(_("Ask for opinions…"), do.ask)
                self.publish = Button(_("Publish plan…"), do.publish, "filled")
                self._head.set_buttons(cohorts, self.report, self.ask, self.publish)
            case "roster":
                self.enrol = Button("", do.enrol, "filled")
                self._head.set_buttons(Button(_("Cancel"), do.back), self.enrol)
            case "invite":
                self.save = Button(_("Save as CSV…"), do.save)
                self.invite = Button("", do.invite, "filled")
                self._head.set_buttons(Button(_("Back"), do.back), self.save, self.invite)
            case "welcome" if self._model.cohorts:
                self._head.set_buttons(Button(_("Cancel"), do.back))
            case _:
                self._head.set_buttons()

    def say(self, page: Page) -> None:
        """What is in front, and which of the buttons can be pressed."""
        match page:
            case "plan":
                self._say_cohort()
            case "roster":
                self._head.set_marks()
                self._say_file()
            case "invite":
                self._head.set_marks()
                self._say_invitations()
            case _:
                self._head.set_marks()
                self._head.set_words(_("Matching"))

    def _say_cohort(self) -> None:
        cohort, people = self._model.cohort, self._model.people
        if cohort is None:
            return
        facts = (
            say_n("{n} mentee", "{n} mentees", len(people.mentees)),
            say_n("{n} mentor", "{n} mentors", len(people.mentors)),
            say_n("{n} seat", "{n} seats", people.seats),
        )
        self._head.set_words(cohort.title, " · ".join(map(str, facts)))
        marks = []
        if self._model.on_its_way:
            marks.append(Pill(_("published, waits for the hub"), "waiting"))
        elif cohort.published is not None:
            marks.append(Pill(str(say("published {day}", day=day(cohort.published))), "resolved"))
        answers = self._asking.answers
        if answers.asked:
            words = say("{answered} of {asked} answered", answered=answers.answered, asked=answers.asked)
            marks.append(Pill(str(words), "information" if answers.open else "plain"))
        self._head.set_marks(*marks)
        self.publish.setEnabled(self._model.can_publish)
        self.ask.setEnabled(self._asking.can_ask)
        proposal = self._model.proposal
        self.report.setEnabled(proposal is not None and proposal.figures.placed > 0)

    def _say_invitations(self) -> None:
        invited, left = len(self._invitations.rows) - self._invitations.uninvited, self._invitations.uninvited
        self._head.set_words(_("Invite people"), self._model.cohort.title if self._model.cohort else "")
        inviting = say_n("Invite {n} person", "Invite {n} people", left)
        self.invite.setText(str(inviting) if left else _("Everybody is invited"))
        self.invite.setEnabled(left > 0)
        self.save.setEnabled(invited > 0)

    def _say_file(self) -> None:
        table = self._roster.table
        rows = say_n("{n} row", "{n} rows", len(table.rows) if table is not None else 0)
        facts = " · ".join(part for part in (self._roster.source, str(rows)) if part)
        self._head.set_words(_("Import roster"), facts)
        new, changed = self._roster.news("new"), self._roster.news("changed")
        if changed and new:
            self.enrol.setText(str(say("Enrol {new}, update {changed}", new=new, changed=changed)))
        elif changed:
            self.enrol.setText(str(say_n("Update {n} person", "Update {n} people", changed)))
        elif new:
            self.enrol.setText(str(say_n("Enrol {n} person", "Enrol {n} people", new)))
        else:
            self.enrol.setText(_("Enrol"))
        self.enrol.setEnabled(bool(new or changed))
