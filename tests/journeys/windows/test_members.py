"""A coordinator invites three in a window; one comes, becomes a mentor, and all of it stands in the audit."""

import pytest
from PySide6.QtWidgets import QCheckBox

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.features.people.pane.page import PeoplePane
from growtogether_desktop.wire.protocol import AuditAsked
from tests.journeys.windows.seats import Key


async def test_three_are_invited_one_comes_and_becomes_a_mentor_and_the_audit_tells(running_hub, seat):
    kamron = seat("kamron")
    await kamron.join(running_hub, running_hub.invitation)
    await kamron.open_window()
    await kamron.keys("Ctrl+6")
    (page,) = kamron.seen(PeoplePane)
    await kamron.until(lambda: len(page.members.rows) == 1)

    # Three are invited by keyboard.
    await kamron.keys("Ctrl+Shift+I")
    for line in ("Malika, malika@example.org", "Timur", "Lola, lola@example.org"):
        await kamron.type(line)
        await kamron.press(Key.Key_Return)
    await kamron.until(lambda: len(page.invitations.ready) == 3)
    await kamron.keys("Ctrl+Return")
    await kamron.reads("3 people are invited.")
    codes = {row.invited.name: row.code for row in page.invitations.rows}

    # Two come; the page hears of it by itself.
    malika, timur = seat("malika"), seat("timur")
    await malika.join(running_hub, codes["Malika"])
    await timur.join(running_hub, codes["Timur"])
    await kamron.until(lambda: {row.name for row in page.members.rows} == {"kamron", "malika", "timur"})
    await kamron.until(lambda: page.invitations.waiting == 1)

    # One becomes a mentor.
    page.do("members")
    page._members.table.go_to(malika.workspace.me.id)
    page._members.setFocus()
    await kamron.press(Key.Key_Return)
    await kamron.until(lambda: isinstance(kamron.focus, QCheckBox))
    await kamron.press(Key.Key_Space)
    await kamron.press(Key.Key_Tab)
    await kamron.press(Key.Key_Space)
    await kamron.reads("reads the solutions of all tasks")
    await kamron.click("Give these roles")
    await kamron.until(lambda: page.members.by_id[malika.workspace.me.id].roles == {"mentor"})

    # It stands in the audit, whose chain this computer follows once the hub has strung it.
    page.do("audit")
    await kamron.reads("Changed roles")
    changed = page.audit.rows[0]
    assert (changed.what, changed.person, changed.subject) == (
        "account.roles",
        kamron.workspace.me.id,
        malika.workspace.me.id,
    )
    await kamron.until(lambda: page.audit.chain.seen.checked)
    assert page.audit.chain.seen.broken is None

    # A mentee has no such page, and the hub tells them nothing.
    await timur.open_window()
    assert not any(action.id == "go.people" or action.id.startswith("people.") for action in timur.window.actions_)
    hub = timur.workspace.hub
    for refused in (
        hub.accounts(),
        hub.invitations(),
        hub.audit(AuditAsked()),
        hub.audit_chain(0),
        hub.change_roles(timur.workspace.me.id, ("coordinator",)),
        hub.sign_out_everywhere(kamron.workspace.me.id),
        hub.withdraw("none"),
    ):
        with pytest.raises(Problem, match="Only coordinators"):
            await refused
