"""One board: cards move, are taken, rewritten and removed, and everybody sees the same."""

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.directory import Profile, ReviseProfile, Skill
from growtogether_desktop.domain.projects import AddCard, Card, RemoveCard
from growtogether_desktop.features.projects.model.drafts import CardDraft, NewCardDraft, in_stack


def shown(board):
    """Ids by column, from top to bottom."""
    return {column.id: [row.id for row in column.cards] for column in board.columns if column.cards}


def drafted(board, card, **words):
    """The card with other words, begun from what it says now."""
    now = board.row(card).card
    draft = {"title": now.title, "detail": now.detail, "stack": ", ".join(now.stack), "level": now.level}
    return CardDraft(**(draft | words), seen=(now.title, now.detail))


@pytest.fixture
async def board(bozor):
    """Timur looks at the board."""
    return await bozor.board(bozor.timur)


async def test_columns_say_how_many_cards_they_have_and_may_have(board):
    building = board.columns[2]

    assert (building.title, building.count, building.limit, building.crowded) == ("Building", 1, 3, False)


async def test_a_card_lands_right_behind_the_one_it_was_dropped_on(board):
    await board.move("queue", "ready", "login")

    assert shown(board)["ready"] == ["login", "queue", "search", "theme"]
    assert "building" not in shown(board)


async def test_a_card_lands_on_top(board):
    await board.move("theme", "ready", None)

    assert shown(board)["ready"] == ["theme", "login", "search"]


async def test_where_it_stands_already_nothing_is_asked_for(board, bozor):
    await board.move("search", "ready", "login")
    await board.move("login", "ready", None)
    await board.move("login", "ready", "login")

    assert bozor.timur.workspace.state.waiting == 0


@pytest.mark.parametrize(
    ("across", "down", "column", "order"),
    [
        (0, -1, "ready", ["search", "login", "theme"]),
        (0, 1, "ready", ["login", "theme", "search"]),
        (1, 0, "building", ["queue", "search"]),
        (-1, 0, "ideas", ["map", "search", "bus"]),
    ],
)
async def test_a_card_moves_by_steps(board, across, down, column, order):
    await board.step("search", across, down)

    assert shown(board)[column] == order


async def test_at_the_edge_a_card_stays(board, bozor):
    await board.step("login", 0, -1)
    await board.step("theme", 0, 1)
    await board.step("map", -1, 0)

    assert bozor.timur.workspace.state.waiting == 0


async def test_steps_asked_for_at_once_follow_one_another(board, bozor):
    start = bozor.timur.background.spawn

    start(board.step("map", 1, 0), "first")
    start(board.step("map", 1, 0), "second")
    await bozor.timur.background.settled()

    assert shown(board)["building"] == ["map", "queue"]


async def test_between_cards_that_share_a_key_there_is_still_a_place(board, bozor):
    for id in ("x", "y"):
        await bozor.timur.workspace.do(AddCard(id, Card(id, "bozor", id, "done", "V")))
    await bozor.timur.workspace.do(AddCard("z", Card("z", "bozor", "z", "done", "W")))
    await board.renew()

    await board.move("map", "done", "x")

    assert shown(board)["done"] == ["x", "y", "map", "z"]


async def test_a_new_card_is_on_top(board):
    card = await board.add("ready", "  Courier map ")

    assert shown(board)["ready"][0] == card
    assert board.row(card).card.title == "Courier map"


async def test_a_card_without_a_title_is_not_added(board):
    with pytest.raises(Problem, match="title"):
        await board.add("ready", "  ")


async def test_a_move_is_undone_in_its_own_words(board, bozor):
    await board.move("queue", "done", None)
    said = str(bozor.timur.workspace.history.undo_title)

    await bozor.timur.workspace.undo()
    await bozor.timur.background.settled()

    assert said == "Move “queue”"
    assert shown(board)["building"] == ["queue"]


async def test_a_removed_card_comes_back_where_it_stood(board, bozor):
    await board.remove("search")
    await bozor.timur.background.settled()
    without = shown(board)["ready"]

    await bozor.timur.workspace.undo()
    await bozor.timur.background.settled()

    assert without == ["login", "theme"]
    assert shown(board)["ready"] == ["login", "search", "theme"]


async def test_what_the_hub_has_not_answered_is_marked_until_it_has(board, bozor):
    await board.move("queue", "done", None)
    before = board.row("queue").waiting

    await bozor.meet()

    assert (before, board.row("queue").waiting) == (True, False)


async def test_the_moves_of_others_come_in_by_themselves(board, bozor):
    hers = await bozor.board(bozor.malika)

    await hers.move("map", "building", "queue")
    await bozor.meet()

    assert shown(board) == shown(hers)
    assert shown(board)["building"] == ["queue", "map"]


# --- taking a task ---


async def test_a_task_is_taken_and_given_back(board, bozor):
    await board.take("search")
    await bozor.timur.background.settled()
    taken = board.row("search")

    await board.assign("search", None)
    await bozor.timur.background.settled()

    assert (taken.mine, taken.assignee) == (True, "timur")
    assert board.row("search").card.assignee is None


async def test_whoever_takes_a_task_second_is_told(board, bozor):
    hers = await bozor.board(bozor.malika)
    await hers.assign("search", "malika")
    await board.take("search")

    await bozor.meet()

    (returned,) = await bozor.timur.workspace.returned()
    assert "taken this card" in str(returned.refusal)
    assert board.row("search").assignee == "malika"


async def test_people_are_called_by_their_names_and_strangers_by_something_short(board, bozor):
    await bozor.malika.workspace.do(ReviseProfile("malika", Profile("malika", "Malika Karimova")))
    await board.assign("map", "malika")
    await board.assign("bus", "0192f3aa55")

    await bozor.meet()

    assert board.row("map").assignee == "Malika Karimova"
    assert board.row("bus").assignee == "Person 0192"


# --- rewriting a card ---


async def test_what_is_typed_is_kept_until_it_is_saved(board, bozor):
    await board.keep("map", drafted(board, "map", detail="With tiles for Tashkent"))

    again = await bozor.board(bozor.timur)

    assert again.drafts["map"].detail == "With tiles for Tashkent"
    assert again.row("map").draft


async def test_a_saved_card_has_the_words_and_no_draft(board, bozor):
    await board.keep("map", drafted(board, "map", title="Offline map", stack="Flutter; Dart, flutter", level=2))

    await board.edit("map")
    await bozor.timur.background.settled()

    card = board.row("map").card
    assert (card.title, card.stack, card.level) == ("Offline map", ("flutter", "Dart"), 2)
    assert not board.row("map").draft


async def test_words_put_back_as_they_were_are_no_draft(board):
    await board.keep("map", drafted(board, "map", title="Offline map"))

    await board.keep("map", drafted(board, "map"))

    assert board.drafts == {}


async def test_a_card_keeps_its_title(board):
    await board.keep("map", drafted(board, "map", title=" "))

    with pytest.raises(Problem, match="title"):
        await board.edit("map")

    assert "map" in board.drafts


async def test_words_that_somebody_has_overtaken_wait_for_a_decision(board, bozor):
    hers = await bozor.board(bozor.malika)
    await board.keep("map", drafted(board, "map", detail="Mine"))
    await hers.keep("map", drafted(hers, "map", detail="Hers"))
    await hers.edit("map")
    await bozor.meet()

    overtaken = board.overtaken("map")
    with pytest.raises(Problem, match="Somebody has changed this card"):
        await board.edit("map")
    await board.insist("map")
    await board.edit("map")
    await bozor.meet()

    assert overtaken
    assert board.row("map").card.detail == hers.row("map").card.detail == "Mine"


async def test_words_that_meet_at_the_hub_come_back_to_the_slower(board, bozor):
    hers = await bozor.board(bozor.malika)
    for one, words in ((hers, "Hers"), (board, "Mine")):
        await one.keep("map", drafted(one, "map", detail=words))
        await one.edit("map")

    await bozor.meet()

    (returned,) = await bozor.timur.workspace.returned()
    assert returned.posted.change.text == "map\nMine"
    assert board.row("map").card.detail == "Hers"


async def test_the_title_of_a_new_card_is_kept_while_it_is_typed(board, bozor):
    await board.keep_new(NewCardDraft("ready", "Courier m"))

    again = await bozor.board(bozor.timur)

    assert again.new_card == NewCardDraft("ready", "Courier m")


def test_a_stack_is_what_stands_between_commas_each_once():
    assert in_stack(" Python, React;python ,, ") == ("python", "React")


# --- who may, and what is shown ---


async def test_who_has_not_joined_reads_and_is_told_why(bozor, desk):
    lola = desk("lola", "mentee")
    await lola.meet()
    board = await bozor.board(lola)

    with pytest.raises(Problem, match="Join the project first"):
        await board.move("map", "ready", None)
    before = board.may_write
    await board.join()
    await board.renew()
    await board.move("map", "ready", None)

    assert (before, board.may_write) == (False, True)
    assert shown(board)["ready"][0] == "map"


async def test_whoever_left_by_mistake_stands_again_where_they_stood(board, bozor, desk):
    lola = desk("lola", "mentee")
    await lola.meet()
    await (await bozor.board(lola)).join()
    await lola.meet()
    await bozor.meet()

    await board.leave()
    await bozor.timur.workspace.undo()
    await bozor.timur.background.settled()

    assert board.facts.members == ("malika", "timur", "lola")


async def test_a_filter_lets_through_what_is_mine_free_or_of_a_stack(board, bozor):
    await board.take("search")
    await board.keep("theme", drafted(board, "theme", stack="CSS"))
    await board.edit("theme")
    await bozor.timur.background.settled()

    board.show("mine")
    mine = shown(board)
    board.show("nobody", "css")
    free = shown(board)

    assert mine == {"ready": ["search"]}
    assert free == {"ready": ["theme"]}
    assert board.columns[1].count == 3


async def test_behind_what_is_shown_is_behind_it_in_the_whole_column(board, bozor):
    await board.take("login")
    await bozor.timur.background.settled()
    board.show("mine")

    await board.move("map", "ready", "login")
    board.show("everybody")

    assert shown(board)["ready"] == ["login", "map", "search", "theme"]


async def test_free_cards_at_my_level_fit_me(board, bozor):
    await board.keep("login", drafted(board, "login", level=4))
    await board.edit("login")
    await board.take("bus")
    me = Profile("timur", "Timur", skills=(Skill("python", 2),))
    await bozor.timur.workspace.do(ReviseProfile("timur", me))
    await bozor.timur.background.settled()

    board.show("fitting")

    assert shown(board) == {"ideas": ["map"], "ready": ["search", "theme"], "building": ["queue"]}
    assert board.fitting == 4


async def test_a_card_that_is_gone_is_gone_from_the_board(board, bozor):
    await bozor.malika.workspace.do(RemoveCard("queue"))

    await bozor.meet()

    assert board.row("queue") is None
    assert board.place("queue") is None
