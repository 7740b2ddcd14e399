"""Files that come in: loose at first, and sent up once a change refers to them."""

import asyncio

import pytest

from growtogether_desktop.domain.engagements import Engagement, OpenEngagement
from growtogether_desktop.domain.submissions import HandIn, Iteration, OpenSubmission
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.store.tables import desk_blob, upload
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.workspace.files import BATCH_BYTES


def take_one(content):
    """Takes in a single file called a.py; gives back the sha of its list."""

    def take(keep):
        return keep(dump(Tree((TreeFile("a.py", keep(content), len(content)),))))

    return take


async def rows(workspace, table):
    return await workspace.read(lambda db: {row.sha for row in db.execute(table.select())})


@pytest.fixture
async def mentee(programme, desk):
    """A mentee who is paired with Malika."""
    mentee = desk("timur", "mentee")
    programme.service.ask([OpenEngagement("e1", "c1", "Spring", "malika", "Malika", "timur", "Timur", 90, ())])
    await mentee.meet()
    return mentee.workspace


async def hand_in(workspace, tree):
    await workspace.do(
        OpenSubmission("s1", "e1", "malika", "Malika", "Timur", "Shop"),
        HandIn("s1#1", "s1", 1, tree, 1, 3, "malika"),
    )


async def test_nothing_goes_up_before_a_change_refers_to_it(mentee):
    tree = await mentee.keep_files(take_one(b"x=1"))

    before = await rows(mentee, upload)
    await hand_in(mentee, tree)

    assert await mentee.see(Engagement, "e1") is not None
    assert before == set()
    assert await rows(mentee, upload) == {tree, (await mentee.tree(tree)).files[0].sha}
    assert (await mentee.see(Iteration, "s1#1")).tree == tree


async def test_what_nothing_refers_to_is_dropped(mentee):
    kept = await mentee.keep_files(take_one(b"x=1"))
    await hand_in(mentee, kept)
    loose = await mentee.keep_files(take_one(b"y=2"))

    await mentee.drop_loose_files()

    assert await mentee.file(loose) is None
    assert await mentee.tree(kept) is not None
    assert len(await rows(mentee, desk_blob)) == 2


async def test_a_cancelled_intake_ends_at_the_next_content(mentee):
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def take(keep):
        keep(b"first")
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        try:
            keep(b"second")
        finally:
            loop.call_soon_threadsafe(ended.set)

    intake = asyncio.create_task(mentee.keep_files(take))
    await begun.wait()
    intake.cancel()
    with pytest.raises(asyncio.CancelledError):
        await intake
    go_on.set()
    await ended.wait()

    assert await rows(mentee, desk_blob) == set()


async def test_a_draft_is_kept_while_a_big_folder_comes_in(mentee):
    half_way, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def take(keep):
        keep(bytes(BATCH_BYTES))
        loop.call_soon_threadsafe(half_way.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()

    intake = asyncio.create_task(mentee.keep_files(take))
    await half_way.wait()
    await mentee.keep_draft("note", "half a sentence")
    kept = await mentee.drafts("note", str)
    go_on.set()
    await intake

    assert kept == {"note": "half a sentence"}


async def test_what_is_on_its_way_is_known_by_scope(programme, desk, mentee):
    mentor = desk("malika", "mentor")
    await hand_in(mentee, await mentee.keep_files(take_one(b"x=1")))
    await programme.desks[0].meet()
    await mentor.postman._exchange(push=False)  # the rows have come, and the wire broke before their files

    arriving = await mentor.workspace.lacking_files()
    await mentor.meet()

    assert arriving == {"review:s1": 1}
    assert await mentor.workspace.lacking_files() == {}
