"""Handing in: looked at first, then given to the mentor in one go."""

import asyncio

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.engagements import EndEngagement
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel


async def begin(desk):
    model = HandInModel(desk.workspace)
    await model.load()
    return model


async def test_what_was_taken_and_what_was_not_is_known_before_anybody_is_told(shop):
    (shop.folder / ".env").write_text("TOKEN=1")
    model = await begin(shop.mentee)

    await model.take(shop.folder)
    await shop.mentee.meet()

    assert [file.path for file in model.taken.files] == ["README.md", "bot/menu.py", "bot/orders.py"]
    assert [skipped.path for skipped in model.taken.skipped] == [".env"]
    assert await shop.mentee.workspace.see_all(Submission) == ()
    assert shop.mentee.workspace.state.waiting == 0


async def test_it_reaches_the_mentor_with_its_files(shop):
    await shop.hand_in(note="Baskets work.")

    (iteration,) = await shop.mentor.workspace.see_all(Iteration)
    tree = await shop.mentor.workspace.tree(iteration.tree)
    assert (iteration.number, iteration.files, iteration.note) == (1, 3, "Baskets work.")
    assert await shop.mentor.workspace.file(tree.files[0].sha) == b"# Shop\n"


async def test_a_change_makes_a_new_iteration(handed_in):
    (handed_in.folder / "README.md").write_text("# Shop\nNow with stock.\n")

    await handed_in.hand_in(submission=handed_in.submission)

    numbers = [i.number for i in await handed_in.mentor.workspace.see_all(Iteration, handed_in.submission)]
    assert numbers == [1, 2]
    assert len(await handed_in.mentor.workspace.see_all(Submission)) == 1


async def test_the_same_work_is_not_handed_in_twice(handed_in):
    with pytest.raises(Problem, match="same as iteration 1"):
        await handed_in.hand_in(submission=handed_in.submission)


async def test_without_a_mentor_there_is_nobody_to_hand_in_to(shop, desk):
    lonely = await begin(desk("Lola", "mentee"))
    await lonely.take(shop.folder)

    with pytest.raises(Problem, match="no mentor yet"):
        await lonely.hand_in()


async def test_after_the_end_work_that_is_begun_is_finished_and_nothing_new_begins(handed_in, programme):
    programme.service.ask([EndEngagement("e1", PersonId("Timur"))])
    await handed_in.mentee.meet()
    (handed_in.folder / "README.md").write_text("# Shop\nFinished.\n")

    with pytest.raises(Problem, match="no mentor yet"):
        await handed_in.hand_in()
    await handed_in.hand_in(submission=handed_in.submission)

    numbers = [i.number for i in await handed_in.mentor.workspace.see_all(Iteration, handed_in.submission)]
    assert numbers == [1, 2]


async def test_work_without_a_title_stays_where_it_is(shop):
    model = await begin(shop.mentee)
    await model.take(shop.folder)

    with pytest.raises(Problem, match="needs a title"):
        await model.hand_in()

    assert model.taken is not None
    assert shop.mentee.workspace.state.waiting == 0


async def test_an_empty_folder_is_told_apart(shop, tmp_path):
    (tmp_path / "empty").mkdir()
    model = await begin(shop.mentee)
    await model.take(tmp_path / "empty")

    with pytest.raises(Problem, match="no files to hand in"):
        await model.hand_in()


async def test_a_cancelled_intake_leaves_the_page_as_it_was(shop):
    model = await begin(shop.mentee)

    intake = asyncio.create_task(model.take(shop.folder))
    await asyncio.sleep(0)
    intake.cancel()
    with pytest.raises(asyncio.CancelledError):
        await intake

    assert (model.busy, model.taken, model.source) == (False, None, None)


async def test_a_folder_that_is_gone_is_a_problem_one_can_act_on(shop):
    model = await begin(shop.mentee)

    with pytest.raises(Problem, match="could not be read"):
        await model.take(shop.folder / "nowhere")

    assert not model.busy


async def test_what_was_typed_is_there_again_tomorrow(shop):
    model = await begin(shop.mentee)
    await model.keep(HandInDraft(title="Telegram shop", note="Half a sen"))

    again = await begin(shop.mentee)

    assert again.draft == HandInDraft(title="Telegram shop", note="Half a sen")


async def test_a_patch_makes_the_next_iteration_of_the_work_it_continues(handed_in, tmp_path):
    patch = tmp_path / "better.patch"
    patch.write_text("--- a/README.md\n+++ b/README.md\n@@ -1 +1,2 @@\n # Shop\n+Now with stock.\n")
    model = await begin(handed_in.mentee)
    await model.keep(HandInDraft(submission=handed_in.submission))

    await model.take(patch)
    await model.hand_in()
    await handed_in.mentee.meet()

    iterations = await handed_in.mentee.workspace.see_all(Iteration, handed_in.submission)
    tree = await handed_in.mentee.workspace.tree(max(iterations, key=lambda one: one.number).tree)
    contents = {file.path: await handed_in.mentee.workspace.file(file.sha) for file in tree.files}
    assert contents["README.md"] == b"# Shop\nNow with stock.\n"
    assert set(contents) == {"README.md", "bot/menu.py", "bot/orders.py"}


async def test_a_patch_for_new_work_is_a_file_like_others(shop, tmp_path):
    (tmp_path / "better.patch").write_text("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n")
    model = await begin(shop.mentee)

    await model.take(tmp_path / "better.patch")

    assert [file.path for file in model.taken.files] == ["better.patch"]


async def test_what_was_pasted_is_a_file_of_the_name_one_gives_it(shop):
    model = await begin(shop.mentee)

    await model.take_text("answer.py", "print(1)\n")

    assert [(file.path, file.size) for file in model.taken.files] == [("answer.py", 9)]
    assert model.source.name == "answer.py"
