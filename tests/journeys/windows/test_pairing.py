"""A coordinator pairs a real cohort in a window; mentor and mentee find each other in theirs."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.features.matching.pane.matching import MatchingPane
from growtogether_desktop.wire.protocol import InvitationAsked
from tests.journeys.windows.seats import Key

COHORT = Path(__file__).parents[3] / "resources" / "demo" / "cohort_2026.csv"


async def test_a_cohort_is_imported_paired_and_told_and_its_people_meet_on_their_home_page(running_hub, seat):
    kamron = seat("kamron")
    await kamron.join(running_hub, running_hub.invitation)
    await kamron.open_window()

    # The roster comes in through the page.
    await kamron.keys("Ctrl+3")
    (page,) = kamron.seen(MatchingPane)
    await kamron.until(lambda: page.page == "welcome")
    await kamron.type("Spring 2026")
    await kamron.press(Key.Key_Return)
    await kamron.until(lambda: page.page == "plan")
    await kamron.keys("Ctrl+Shift+O")
    await kamron.choose_file(COHORT)
    await kamron.until(lambda: page.page == "roster")
    await kamron.click("Enrol 381 people")
    await kamron.until(lambda: page.page == "plan" and page.plan.table.model().rows)
    await kamron.reads("145 mentees · 236 mentors")

    # A pin, and back.
    first = page.plan.table.current().mentee.id
    await kamron.press(Key.Key_P)
    await kamron.until(lambda: page.model.row_of(first).standing == "pinned")
    await kamron.keys("Ctrl+Z")
    await kamron.until(lambda: page.model.row_of(first).standing == "proposed")

    # Publishing is confirmed first.
    await kamron.click("Publish plan…")
    await kamron.reads("Tell 145 mentees and")
    assert await kamron.workspace.see_all(Engagement) == ()
    await kamron.press(Key.Key_Tab)
    await kamron.press(Key.Key_Space)
    await kamron.until(lambda: {row.standing for row in page.model.proposal.rows} == {"told"})

    # The two of the best pair are invited and open their windows.
    engagement = max(await kamron.workspace.see_all(Engagement), key=lambda one: one.fit)
    invited = (
        InvitationAsked(engagement.mentor_name, (MENTOR,), engagement.mentor),
        InvitationAsked(engagement.mentee_name, (MENTEE,), engagement.mentee),
    )
    codes = [invitation.code for invitation in await kamron.workspace.hub.invite(invited)]
    malika, timur = seat("malika"), seat("timur")
    for person, code in ((malika, codes[0]), (timur, codes[1])):
        await person.join(running_hub, code)
        await person.open_window()
    await malika.reads("My mentees")
    await malika.reads(engagement.mentee_name)
    await timur.reads("My mentor")
    await timur.reads(engagement.mentor_name)
    assert await timur.workspace.see_all(Mentee) == ()
    assert await malika.workspace.see_all(Mentor) == ()
    assert malika.seen(QLineEdit) == []
