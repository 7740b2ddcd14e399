import pytest

from growtogether_desktop.base.actions import Action, Actions


def test_no_two_actions_share_an_id() -> None:
    actions = Actions([Action("edit.undo", "Undo", int)])

    with pytest.raises(ValueError, match=r"edit\.undo"):
        actions.add(Action("edit.undo", "Take back", int))


def test_no_two_actions_share_a_shortcut_however_it_is_written() -> None:
    actions = Actions([Action("edit.undo", "Undo", int, shortcut="Ctrl+Z")])

    with pytest.raises(ValueError, match=r"belongs to edit\.undo"):
        actions.add(Action("edit.sleep", "Sleep", int, shortcut="ctrl+z"))


def test_actions_without_a_shortcut_stand_beside_each_other() -> None:
    actions = Actions([Action("a", "One", int), Action("b", "Two", int)])

    assert [action.id for action in actions] == ["a", "b"]


@pytest.mark.parametrize("typed", ["koʻrish", "KORISH", "ko'r", "кўриш"])
def test_an_action_is_found_in_any_spelling(typed: str) -> None:
    actions = Actions([Action("a", "Tahrirni koʻrish", int), Action("b", "Chiqish", int)])

    found = actions.find(typed)

    assert [action.id for action in found] == ["a"]


def test_every_word_must_be_there_and_beginnings_come_first() -> None:
    actions = Actions(
        [Action("a", "Open the pairs", int), Action("b", "Pairs: publish", int), Action("c", "Open a review", int)]
    )

    assert [action.id for action in actions.find("pairs")] == ["b", "a"]
    assert [action.id for action in actions.find("pairs open")] == ["a"]


def test_what_cannot_be_done_now_is_not_found() -> None:
    actions = Actions([Action("a", "Undo", int, enabled=lambda: False)])

    assert actions.find("undo") == ()


def test_menus_keep_the_order_in_which_they_were_mentioned() -> None:
    actions = Actions([Action("a", "A", int, "Go"), Action("b", "B", int, "Edit"), Action("c", "C", int, "Go")])

    assert actions.menus() == ("Go", "Edit")
    assert [action.id for action in actions.in_menu("Go")] == ["a", "c"]


def test_an_action_suits_those_it_is_for() -> None:
    publish = Action("a", "Publish", int, roles=frozenset({"coordinator"}))

    assert publish.suits(frozenset({"mentor", "coordinator"}))
    assert not publish.suits(frozenset({"mentee"}))
    assert Action("b", "Undo", int).suits(frozenset())
