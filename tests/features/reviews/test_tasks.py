"""Work on a task: its starter is folded away, its solution comes with a verdict, others' work stands beside."""

import zipfile
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.task_files import Content, GiveFiles, Purpose, TaskFiles, task_files_id
from growtogether_desktop.domain.threads import Label, Thread
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.alike import Alike
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.drafts import HandInDraft, VerdictDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.model.others import What, key_of_work
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.model.tasks import TasksModel
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.sync.troubles import Declined
from growtogether_desktop.wire.codec import dump
from tests.features.reviews.conftest import ORDERS

Key = Qt.Key
CARD = CardId("k")
GIVEN = ORDERS.split("\n    order =")[0] + "\n"
"""What the task gives of bot/orders.py: its first lines."""
SOLVED = ORDERS.replace("stock(item.sku)", "await reserve(item)")


def written(folder, files):
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    return folder


async def give(desk, purpose, source):
    tasks = TasksModel(desk.workspace)
    await tasks.load()
    await tasks.give(tasks.rows[0], purpose, source)
    await desk.meet()


async def read_against(desk, submission, review):
    comparing = Comparing(desk.workspace, review)
    await comparing._follow()
    return comparing


async def accept(shop):
    review = await shop.review_by(shop.mentor)
    await review.saying.keep_verdict(VerdictDraft(Verdict.ACCEPTED, "Well done."))
    await review.publish()
    await shop.mentor.meet()
    await shop.mentee.meet()


@pytest.fixture
async def task(shop):
    """A card of Malika's board."""
    card = Card("k", "p", "The cart", "ready", "a")
    await shop.mentor.workspace.do(StartProject("p", "Shops", "", ()), AddCard("k", card))
    await shop.mentor.meet()
    await shop.mentee.meet()
    return shop


@pytest.fixture
async def with_files(task, tmp_path):
    """It has a starter and a solution."""
    starter = written(tmp_path / "starter", {"README.md": "# Shop\n", "bot/orders.py": GIVEN})
    solution = written(tmp_path / "solution", {"README.md": "# Shop\n", "bot/orders.py": SOLVED})
    await give(task.mentor, Purpose.STARTER, starter)
    await give(task.mentor, Purpose.SOLUTION, solution)
    await task.mentee.meet()
    return task


@pytest.fixture
async def worked_on(with_files):
    """Timur has handed in work on it."""
    await with_files.hand_in(card=CARD)
    return with_files


@pytest.fixture
async def of_two(worked_on, programme, desk, tmp_path):
    """So has Lola, whose mentor is Malika, too; she calls her file otherwise. Bek is somebody else's mentor."""
    lola, bek = desk("Lola", "mentee"), desk("Bek", "mentor")
    programme.service.ask(
        [OpenEngagement("e2", "c1", "Spring", "Malika", "Malika Karimova", "Lola", "Lola Nazarova", 80, ())]
    )
    await lola.meet()
    folder = written(tmp_path / "lola", {"README.md": "# Mine\n", "shop.py": ORDERS + "await bill.send(order)\n"})
    handing_in = HandInModel(lola.workspace)
    await handing_in.load()
    await handing_in.take(folder)
    await handing_in.keep(HandInDraft(title="Kiosk", card=CARD))
    hers = await handing_in.hand_in()
    for one in (lola, worked_on.mentor, worked_on.mentee, bek):
        await one.meet()
    return worked_on, lola, bek, hers


# --- the starter ---


async def test_what_came_with_the_task_is_folded_away_from_the_start(worked_on):
    review = await worked_on.review_by(worked_on.mentor)
    await review.open("bot/orders.py")

    comparing = await read_against(worked_on.mentor, worked_on.submission, review)

    assert comparing.base.what is What.STARTER
    assert comparing.became == {
        "README.md": Became.SAME,
        "bot/menu.py": Became.ADDED,
        "bot/orders.py": Became.CHANGED,
    }
    assert (comparing.given, comparing.comparison.added) == (len(GIVEN.splitlines()), 2)
    assert review.work.task == "The cart"


async def test_remarks_that_one_repeats_are_learnt_of_the_task(worked_on):
    review = await worked_on.review_by(worked_on.mentor)

    assert review.snippets.task == CARD


async def test_it_is_shown_on_demand_and_that_is_remembered(worked_on):
    review = await worked_on.review_by(worked_on.mentor)
    comparing = await read_against(worked_on.mentor, worked_on.submission, review)

    await comparing.toggle_starter()
    again = await read_against(worked_on.mentor, worked_on.submission, await worked_on.review_by(worked_on.mentor))
    shown = again.base
    await again.toggle_starter()

    assert shown is None
    assert again.base.what is What.STARTER


async def test_work_on_no_task_is_read_alone(handed_in):
    review = await handed_in.review_by(handed_in.mentor)

    comparing = await read_against(handed_in.mentor, handed_in.submission, review)

    assert (comparing.base, comparing.offered, review.work.task) == (None, (), "")


async def test_other_files_take_the_place_of_what_was_given_and_undo_brings_it_back(with_files, tmp_path):
    mentor = with_files.mentor
    tasks = TasksModel(mentor.workspace)
    await tasks.load()
    first = tasks.rows[0].starter

    await give(mentor, Purpose.STARTER, written(tmp_path / "other", {"start.py": "x = 1\n"}))
    await tasks.load()
    second = tasks.rows[0].starter
    await mentor.workspace.undo()
    await mentor.meet()
    await with_files.mentee.meet()

    assert (first.content.files, second.content.files) == (2, 1)
    assert await with_files.mentee.workspace.see(TaskFiles, first.id) == first
    assert await mentor.workspace.returned() == ()


async def test_a_folder_without_files_is_no_starter(task, tmp_path):
    (tmp_path / "empty").mkdir()

    with pytest.raises(Problem, match="no files"):
        await give(task.mentor, Purpose.STARTER, tmp_path / "empty")


async def test_a_mentee_saves_the_starter_to_work_from(with_files, tmp_path):
    tasks = TasksModel(with_files.mentee.workspace)
    await tasks.load()

    await tasks.save(tasks.rows[0].starter, tmp_path / "cart.zip")

    with zipfile.ZipFile(tmp_path / "cart.zip") as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist()} == {
            "README.md": "# Shop\n",
            "bot/orders.py": GIVEN,
        }


async def test_names_that_lead_out_of_a_zip_are_left_out(task, tmp_path):
    """A list of files need not have been made by this program."""
    workspace = task.mentor.workspace

    def take(keep):
        sha = keep(b"x\n")
        names = ("../out.py", "/etc/passwd", "C:/x.py", "ok.py")
        return keep(dump(Tree(tuple(TreeFile(name, sha, 2) for name in names))))

    tree = await workspace.keep_files(take)
    id = task_files_id(CARD, Purpose.STARTER)
    await workspace.do(GiveFiles(id, CARD, "p", Purpose.STARTER, Content(tree, 4, 8)))

    await TasksModel(workspace).save(await workspace.see(TaskFiles, id), tmp_path / "cart.zip")

    with zipfile.ZipFile(tmp_path / "cart.zip") as packed:
        assert packed.namelist() == ["ok.py"]


# --- the solution ---


async def test_nobody_reads_the_solution_before_their_own_work_is_accepted(worked_on, desk):
    mentor, mentee = worked_on.mentor, worked_on.mentee
    files = await mentor.workspace.see(TaskFiles, "k/solution")
    (orders,) = [f for f in (await mentor.workspace.tree(files.content.tree)).files if f.path == "bot/orders.py"]
    lola = desk("Lola", "mentee")
    await lola.meet()

    for one in (mentee, lola):
        assert [given.id for given in await one.workspace.see_all(TaskFiles)] == ["k/starter"]
        for sha in (files.content.tree, orders.sha):
            with pytest.raises(Declined):
                await one.wire.get_blob(sha, 1)

    await accept(worked_on)
    await lola.meet()

    assert (await mentee.workspace.see(TaskFiles, "k/solution")).readers == ("Timur",)
    assert await mentee.workspace.file(orders.sha) == SOLVED.encode()
    assert await lola.workspace.see(TaskFiles, "k/solution") is None


async def test_the_author_reads_their_accepted_work_against_the_solution(worked_on):
    await accept(worked_on)
    review = await worked_on.review_by(worked_on.mentee)
    await review.open("bot/orders.py")
    comparing = await read_against(worked_on.mentee, worked_on.submission, review)

    await comparing.choose("solution")

    assert (comparing.comparison.added, comparing.comparison.removed) == (1, 1)
    # Of what Timur wrote himself, "MENU = []" and his last two lines, the solution has the two.
    assert comparing.alike == Alike(2, 3)


async def test_a_mentee_gives_no_files_and_is_offered_no_way_to(with_files, tmp_path, open_pane, rest):
    tasks = TasksModel(with_files.mentee.workspace)
    await tasks.load()
    with pytest.raises(Problem, match="Mentors and coordinators"):
        await tasks.give(tasks.rows[0], Purpose.SOLUTION, written(tmp_path / "mine", {"a.py": "x = 1\n"}))

    pane = await open_pane(with_files.mentee)
    pane.do("tasks")
    await rest()

    offered = set(pane.offers())
    assert "save_starter" in offered
    assert not offered & {"give_starter", "give_solution", "take_back_starter", "save_solution"}


async def test_the_hub_keeps_a_mentee_from_giving_a_solution_whatever_their_desk_says(with_files):
    mentee = with_files.mentee
    mentee.workspace.me = replace(mentee.workspace.me, roles=frozenset({"mentor"}))
    tasks = TasksModel(mentee.workspace)
    await tasks.load()

    await tasks.give(tasks.rows[0], Purpose.SOLUTION, with_files.folder)
    await mentee.meet()

    assert len(await mentee.workspace.returned()) == 1


# --- the work of others ---


async def test_the_work_of_another_mentee_on_the_task_stands_beside_it(of_two):
    shop, _lola, _bek, hers = of_two
    review = await shop.review_by(shop.mentor)
    await review.open("bot/orders.py")
    comparing = await read_against(shop.mentor, shop.submission, review)

    await comparing.choose(key_of_work(hers))

    assert (comparing.base.author, comparing.base.same_task) == ("Lola Nazarova", True)
    assert comparing.became == {
        "README.md": Became.CHANGED,
        "bot/menu.py": Became.ADDED,
        "bot/orders.py": Became.RENAMED,
    }
    assert (comparing.was_called, comparing.comparison.removed) == ("shop.py", 1)
    assert comparing.alike == Alike(2, 3)


async def test_files_of_the_other_work_that_are_on_their_way_are_waited_for(of_two, tmp_path):
    shop, lola, _bek, hers = of_two
    again = HandInModel(lola.workspace)
    await again.load()
    await again.take(written(tmp_path / "lola", {"shop.py": ORDERS + "await bill.print(order)\n"}))
    await again.keep(HandInDraft(submission=hers))
    await again.hand_in()
    await lola.meet()
    await shop.mentor.postman._exchange(push=False)  # the rows have come, and the wire broke before their files
    review = await shop.review_by(shop.mentor)
    await review.open("bot/orders.py")
    comparing = await read_against(shop.mentor, shop.submission, review)
    await comparing.choose(key_of_work(hers))
    before = comparing.base.number, comparing.coming

    await shop.mentor.meet()
    await shop.mentor.background.settled()

    assert before == (2, True)
    assert (comparing.coming, comparing.was_called, comparing.comparison.removed) == (False, "shop.py", 1)


async def test_news_before_the_work_is_read_announce_nothing(of_two, rest):
    shop, _lola, _bek, hers = of_two
    review = ReviewModel(shop.mentor.workspace, shop.submission)
    comparing = Comparing(shop.mentor.workspace, review)
    announced = []
    comparing.changed.connect(lambda nothing: announced.append(review.loaded))

    shop.mentor.workspace.touched.emit(frozenset({Ref(Submission.KIND, hers)}))
    await rest()

    assert False not in announced


async def test_one_is_offered_only_what_one_may_read(of_two):
    shop, lola, bek, hers = of_two

    offered = {}
    for name, one, submission in (("Timur", shop.mentee, shop.submission), ("Lola", lola, hers)):
        shop.submission = submission
        comparing = await read_against(one, submission, await shop.review_by(one))
        offered[name] = [other.key for other in comparing.offered]

    assert offered == {"Timur": ["starter"], "Lola": ["starter"]}
    assert await bek.workspace.see_all(Submission) == ()


# --- on the page, by keys ---


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def open_menu():
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.fixture
async def page(of_two, open_pane, rest):
    """Timur's bot/orders.py on Malika's screen."""
    shop, *_others = of_two
    pane = await open_pane(shop.mentor)
    pane._open(shop.submission)
    await rest()
    pane._review._turn_to("bot/orders.py")
    await rest()
    pane._review.focus_work()
    return pane


async def test_keys_fold_the_starter_away_and_show_it(page, rest):
    canvas = page._review._canvas
    folded = canvas.code.sheet.compares

    press(Key.Key_Minus)
    await rest()
    shown = canvas.code.sheet.compares
    press(Key.Key_Minus)
    await rest()

    assert (folded, shown, canvas.code.sheet.compares) == (True, False, True)


async def test_keys_choose_the_work_of_another_and_a_remark_is_written_there(page, of_two, rest):
    shop, *_others = of_two
    press(Key.Key_Equal)
    menu = open_menu()
    there = [action.text() for action in menu.actions() if action.isCheckable()]
    for _step in range(there.index("Lola Nazarova: Kiosk") + 1):
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    await rest()
    page.activateWindow()  # a window system does so when a menu closes
    await rest()
    beside = page._review._reading.comparing.base.author
    press(Key.Key_J)
    line = page._review._canvas.line
    press(Key.Key_C)
    await rest()
    QTest.keyClicks(QApplication.focusWidget(), "You both wait for the courier here.")
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await rest()
    page._review.model.saying.verdict = VerdictDraft()
    await page._review.model.publish()

    (thread,) = await shop.mentor.workspace.see_all(Thread, shop.submission)
    assert beside == "Lola Nazarova"
    assert (thread.anchor.path, thread.anchor.first, thread.label) == ("bot/orders.py", line, Label.SUGGESTION)


async def test_two_works_that_are_marked_in_the_list_are_compared(of_two, open_pane, rest):
    shop, _lola, _bek, hers = of_two
    pane = await open_pane(shop.mentor)
    pane._list.table.setFocus()
    press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    press(Key.Key_Equal)
    await rest()

    model, base = pane._review.model, pane._review._reading.comparing.base
    assert {key_of_work(model.id), base.key} == {key_of_work(shop.submission), key_of_work(hers)}


async def test_a_starter_is_given_and_taken_back_on_the_page_of_tasks(task, open_pane, rest, tmp_path):
    pane = await open_pane(task.mentor)
    pane.do("tasks")
    await rest()
    page = pane._tasks

    page.give(page.table.current(), Purpose.STARTER, written(tmp_path / "s", {"a.py": "x = 1\n"}))
    await rest()
    given = page.model.rows[0].starter
    pane.do("take_back_starter")
    await rest()

    assert given.content.files == 1
    assert page.model.rows[0].starter is None


async def test_what_mentees_have_read_is_taken_back_only_after_asking(worked_on, open_pane, rest):
    await accept(worked_on)
    await worked_on.mentor.meet()
    pane = await open_pane(worked_on.mentor)
    pane.do("tasks")
    await rest()

    pane.do("take_back_solution")
    await rest()
    asked = pane._tasks._notices.count()
    still = pane._tasks.model.rows[0].solution

    assert (asked, still.readers) == (1, ("Timur",))
