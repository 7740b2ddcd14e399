"""Lola leaves the programme: the hub erases her, and nobody's desk knows anything of her afterwards.

A hub in a process of its own, desks with encrypted files, some of them long offline with changes that
name her; then a look for every byte of her in all of it.
"""

import asyncio
from contextlib import closing, suppress

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.directory import Profile, ReviseProfile, Skill
from growtogether_desktop.domain.engagements import Engagement, Pair, PublishPairs, engagement_id
from growtogether_desktop.domain.erasures import AskErasure, CarryOutErasure, Erasure, Farewell
from growtogether_desktop.domain.ids import CardId, CohortId, CommentId, ProjectId, SubmissionId, ThreadId, new_id
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.domain.projects import AddCard, AssignCard, Card, EditCard, JoinProject, StartProject
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission, iteration_id
from growtogether_desktop.domain.threads import Anchor, Answer, Label, StartThread, Thread
from growtogether_desktop.domain.trees import NO_FILES, Tree, TreeFile
from growtogether_desktop.hub.erasing import ERASED
from growtogether_desktop.sync.troubles import Left
from growtogether_desktop.sync.wiping import forget_what_came
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import AuditAsked, InvitationAsked
from tests.desks import KEY

NAME, EMAIL, WORD = "Lola Yusupova", "lola@example.org", "binafsharang"
COHORT, PROJECT, CARD = CohortId(new_id()), ProjectId(new_id()), CardId(new_id())
WORK, THREAD = SubmissionId(new_id()), ThreadId(new_id())


@pytest.fixture
async def programme(running_hub, person):
    """Zarina and Kamron coordinate, Timur mentors Lola, who works on two computers."""
    zarina = await person("zarina").join(running_hub, running_hub.invitation)
    asked = (("Kamron", COORDINATOR), ("Timur Aliyev", MENTOR), (NAME, MENTEE))
    made = await zarina.workspace.hub.invite(tuple(InvitationAsked(name, (role,)) for name, role in asked))
    names = ("kamron", "timur", "lola")
    kamron, timur, lola = [
        await person(name).join(running_hub, one.code) for name, one in zip(names, made, strict=True)
    ]
    await they_are_paired(zarina, timur.workspace.me.id, lola.workspace.me.id)
    await they_work(timur, lola)
    for one in (zarina, kamron, timur, lola):
        await one.meet()
    return running_hub, zarina, kamron, timur, lola


async def they_are_paired(zarina, timur, lola):
    mentors, mentees = mentor_id(timur, COHORT), mentee_id(lola, COHORT)
    await zarina.workspace.do(
        StartCohort(COHORT, "Spring"),
        EnrolMentor(mentors, Mentor(mentors, COHORT, timur, "Timur Aliyev", ("Python",))),
        EnrolMentee(mentees, Mentee(mentees, COHORT, lola, NAME, (WORD,), email=EMAIL, goal=WORD)),
        PublishPairs(COHORT, (Pair(mentors, mentees, 90),)),
    )
    await zarina.meet()


async def they_work(timur, lola):
    """Lola says who she is and hands in; Timur writes remarks; both are on a board."""
    for one in (timur, lola):
        await one.meet()
    her, his = lola.workspace.me.id, timur.workspace.me.id
    before = await lola.workspace.see(Profile, her)
    await lola.workspace.do(ReviseProfile(her, Profile(her, NAME, WORD, (Skill(WORD, 3),)), before))
    source = f"# {NAME}\n{WORD} = 1\n".encode()
    tree = await lola.workspace.keep_files(lambda keep: keep(dump(Tree((TreeFile(f"{WORD}.py", keep(source), 1),)))))
    pair = engagement_id(mentor_id(his, COHORT), mentee_id(her, COHORT))
    await lola.workspace.do(
        OpenSubmission(WORK, pair, his, "Timur Aliyev", NAME, WORD),
        HandIn(iteration_id(WORK, 1), WORK, 1, tree, 1, len(source), his, WORD),
    )
    await lola.meet()
    await timur.meet()
    anchor = Anchor(f"{WORD}.py", 2, 2, quote=f"{WORD} = 1", prefix=f"# {NAME}")
    remark = StartThread(THREAD, WORK, 1, anchor, Label.ISSUE, False, CommentId(new_id()), f"A longer name, {NAME}.")
    await timur.workspace.do(
        remark, StartProject(PROJECT, "Bozor", "", ()), AddCard(CARD, Card(CARD, PROJECT, "Scales", "ideas", "V"))
    )
    await timur.meet()
    await lola.meet()
    await lola.workspace.do(Answer(THREAD, CommentId(new_id()), WORD), JoinProject(PROJECT, her))
    await lola.meet()
    await timur.meet()


async def test_whoever_leaves_is_forgotten_by_hub_and_desks(programme):
    hub, zarina, kamron, timur, lola = programme
    her = lola.workspace.me.id
    await they_go_offline_with_changes_that_name_her(kamron, timur, her)
    assert all(marks_in(one, her) == [her, NAME, EMAIL, WORD] for one in (zarina, kamron))
    assert marks_in(timur, her) == [her, NAME, WORD]

    await lola.workspace.do(AskErasure(her, NAME, Periods().wait))
    await lola.meet()
    await zarina.meet()
    assert [one.name for one in await zarina.workspace.see_all(Erasure)] == [NAME]
    await zarina.workspace.do(CarryOutErasure(her))
    await zarina.meet()
    await until_erased(zarina)

    with pytest.raises(Left):
        await lola.meet()
    await forget_what_came(lola._open(), lola.background)
    for one in (zarina, kamron, timur):
        await one.meet()
    assert [marks_in(one, her) for one in (zarina, kamron, timur)] == [[], [], []]
    await what_others_need_is_there(timur)
    await what_was_offline_is_told(kamron, timur)
    hub.stop()
    assert [mark for mark in marks(her) if mark.encode() in files_of(hub)] == []


async def they_go_offline_with_changes_that_name_her(kamron, timur, her):
    """An old list of the coordinator's, and a card that Timur gives her and describes."""
    again = mentee_id(her, CohortId(new_id()))
    await kamron.workspace.do(EnrolMentee(again, Mentee(again, COHORT, her, NAME, (WORD,), email=EMAIL)))
    await timur.workspace.do(AssignCard(CARD, her, None))
    await timur.workspace.do(EditCard(CARD, "Scales", "weigh", (), 0, ("Scales", "")))


async def what_others_need_is_there(timur):
    (thread,) = await timur.workspace.see_all(Thread)
    (engagement,) = await timur.workspace.see_all(Engagement)
    (iteration,) = await timur.workspace.see_all(Iteration)
    assert thread.comments[0].text == f"A longer name, {engagement.mentee_name}."
    assert (thread.comments[1].text, thread.anchor.quote) == ("", "")
    assert iteration.tree == NO_FILES
    tree = await timur.workspace.tree(NO_FILES)
    assert tree is not None
    assert tree.files == ()


async def what_was_offline_is_told(kamron, timur):
    card = await timur.workspace.see(Card, CARD)
    assert card is not None
    assert card.detail == "weigh"
    assert await kamron.workspace.search(Profile, "Lola") == ()
    assert len(await kamron.workspace.see_all(Farewell)) == 1
    for one in (kamron, timur):
        for back in await one.workspace.returned():
            assert "left" in str(back.refusal)


async def until_erased(zarina):
    while not await zarina.workspace.hub.audit(AuditAsked(what=ERASED)):
        with suppress(Problem):
            await asyncio.sleep(0.2)


def marks(her):
    return [her, NAME, EMAIL, WORD]


def marks_in(one, her):
    """Which of her marks lie in somebody's cache: in every table, and in what the index is made of."""
    with closing(sqlcipher.connect(str(one._file))) as db:
        db.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = b"\n".join(
            value if isinstance(value, bytes) else str(value).encode()
            for name in names
            for row in db.execute(f'SELECT * FROM "{name}"')
            for value in row
        )
    return [mark for mark in marks(her) if mark.encode() in told]


def files_of(hub):
    return b"".join(path.read_bytes() for path in sorted(hub.data.iterdir()))
