"""The whole way at once: a coordinator pairs a real cohort, a mentor reviews without the hub, a board meets itself.

The hub is a real process over loopback, the desks are real encrypted files.
"""

from pathlib import Path

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import Engagement, PublishPairs
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, MoveCard, StartProject, in_order
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission, iteration_id
from growtogether_desktop.domain.threads import Answer, Label, ResolveThread, StartThread, Thread
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.plans.plan import best_plan
from growtogether_desktop.pairing.roster import read_roster
from growtogether_desktop.pairing.table import open_table
from growtogether_desktop.sourcecode.anchors import anchor_at
from growtogether_desktop.sourcecode.intake import take_in
from growtogether_desktop.sourcecode.text import read_text
from growtogether_desktop.sync.troubles import Unreachable
from growtogether_desktop.wire.protocol import InvitationAsked

ROOT = Path(__file__).parents[2]
SPRING = CohortId("spring")


async def a_published_cohort(coordinator):
    """The coordinator's part; returns the best pair's mentor and mentee as they stand on the roster."""
    table = open_table(ROOT / "resources" / "demo" / "cohort_2026.csv")
    roster = read_roster(table, guess_mapping(table.header), SPRING)
    desk = coordinator.workspace
    await desk.do(StartCohort(SPRING, "Spring 2026"))
    await desk.do(*(EnrolMentor(m.id, m) for m in roster.mentors), *(EnrolMentee(m.id, m) for m in roster.mentees))
    plan = best_plan(await desk.see_all(Mentee, SPRING), await desk.see_all(Mentor, SPRING))
    await desk.do(PublishPairs(SPRING, plan.pairs))
    await coordinator.meet()
    best = max(plan.pairs, key=lambda pair: pair.fit)
    return await desk.see(Mentor, best.mentor), await desk.see(Mentee, best.mentee)


async def two_who_are_paired(hub, person):
    """A coordinator has published; the mentor and the mentee of one pair sit at their own computers."""
    coordinator = await person("kamron").join(hub, hub.invitation)
    mentor, mentee = await a_published_cohort(coordinator)
    asked = (
        InvitationAsked(mentor.name, (MENTOR,), mentor.person),
        InvitationAsked(mentee.name, (MENTEE,), mentee.person),
    )
    codes = [invitation.code for invitation in await coordinator.workspace.hub.invite(asked)]
    malika, timur = await person("malika").join(hub, codes[0]), await person("timur").join(hub, codes[1])
    await malika.meet()
    await timur.meet()
    return coordinator, malika, timur


async def test_a_published_pair_finds_its_engagement(running_hub, person):
    _, malika, timur = await two_who_are_paired(running_hub, person)

    hers, his = await malika.workspace.see_all(Engagement), await timur.workspace.see_all(Engagement)

    assert [e.mentee for e in his] == [timur.workspace.me.id]
    assert set(his) <= set(hers)
    assert await timur.workspace.see_all(Mentor) == ()
    assert len(await timur.workspace.see_all(Profile)) >= 236


async def test_a_review_written_without_the_hub_arrives_at_its_lines(running_hub, person, tmp_path):
    _, malika, timur = await two_who_are_paired(running_hub, person)
    engagement = (await timur.workspace.see_all(Engagement))[0]
    work = tmp_path / "work"
    work.mkdir()
    source = (ROOT / "growtogether_desktop" / "domain" / "ranks.py").read_bytes()
    (work / "ranks.py").write_bytes(source)
    taken = await timur.workspace.keep_files(lambda keep: take_in(work, keep))
    await timur.workspace.do(
        OpenSubmission("s1", engagement.id, engagement.mentor, engagement.mentor_name, "Timur", "Ranks"),
        HandIn(iteration_id("s1", 1), "s1", 1, taken.tree, len(taken.files), taken.size, engagement.mentor),
    )
    await timur.meet()
    await malika.meet()

    running_hub.stop()
    iteration = await malika.workspace.see(Iteration, iteration_id("s1", 1))
    tree = await malika.workspace.tree(iteration.tree)
    content = await malika.workspace.file(tree.files[0].sha)
    anchor = anchor_at("ranks.py", read_text(content), 10, 12)
    await malika.workspace.do(
        StartThread("t1", "s1", 1, anchor, Label.QUESTION, False, "c1", "Why base 62?"),
        PublishReview("r1", "s1", 1, Verdict.COMMENTED, "", 1),
    )
    with pytest.raises(Unreachable):
        await malika.meet()
    assert malika.workspace.state.phase == "offline"
    assert malika.workspace.state.waiting == 2

    running_hub.start()
    await malika.meet()
    await timur.meet()
    thread = await timur.workspace.see(Thread, "t1")
    assert content == source
    assert thread.anchor.quote.splitlines() == source.decode().splitlines()[9:12]
    assert (await timur.workspace.see(Review, "r1")).verdict is Verdict.COMMENTED

    await timur.workspace.do(Answer("t1", "c2", "Keys stay short."))
    await timur.workspace.do(ResolveThread("t1"))
    await timur.meet()
    await malika.meet()
    seen = await malika.workspace.see(Thread, "t1")
    assert [comment.text for comment in seen.comments] == ["Why base 62?", "Keys stay short."]
    assert seen.resolved.by == timur.workspace.me.id
    assert malika.workspace.state.waiting == 0


async def test_a_board_moved_apart_meets_itself(running_hub, person):
    _, malika, timur = await two_who_are_paired(running_hub, person)
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    for id in "abc":
        await malika.workspace.do(AddCard(id, Card(id, "bozor", id, "ideas", id)))
    await malika.meet()
    await timur.meet()
    await timur.workspace.do(JoinProject("bozor", timur.workspace.me.id))
    await timur.meet()

    running_hub.stop()
    await malika.workspace.do(MoveCard("a", "building", "m"))
    await timur.workspace.do(MoveCard("a", "done", "n"))
    await timur.workspace.do(MoveCard("b", "building", "l"))
    await timur.workspace.undo()
    running_hub.start()
    for one in (malika, timur, malika):
        await one.meet()
    boards = [await one.workspace.see_all(Card, "bozor") for one in (malika, timur)]
    assert boards[0] == boards[1]
    assert [card.id for card in in_order(boards[0], "done")] == ["a"]
    assert [card.id for card in in_order(boards[0], "ideas")] == ["b", "c"]

    await timur.workspace.undo()
    for one in (timur, malika):
        await one.meet()
    boards = [await one.workspace.see_all(Card, "bozor") for one in (malika, timur)]
    assert boards[0] == boards[1]
    assert [card.id for card in in_order(boards[0], "ideas")] == ["a", "b", "c"]


async def test_a_wrong_password_is_said_and_costs_nothing(running_hub, person):
    await person("kamron").join(running_hub, running_hub.invitation)
    again = person("kamron")

    with pytest.raises(Problem, match="password"):
        await again.sign_in(running_hub, "not the password")


async def test_somebody_elses_desk_is_not_taken_over(running_hub, person):
    kamron = await person("kamron").join(running_hub, running_hub.invitation)
    invited = (await kamron.workspace.hub.invite((InvitationAsked("Eve", (MENTEE,)),)))[0]

    kamron.name = "eve"
    with pytest.raises(Problem, match="desk of kamron"):
        await kamron.join(running_hub, invited.code)
