"""The directory: found in every spelling, filtered, and rewritten by those it is about."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.directory import OpenProfile, Profile, Skill
from growtogether_desktop.features.directory.model.directory import FEW, DirectoryModel


def names(directory):
    return [row.profile.name for row in directory.rows]


async def test_people_stand_by_name_whatever_the_letters(town):
    assert names(town.directory) == ["Gulnora Gʻaniyeva", "Иван Петров", "Malika Karimova", "timur"]


async def test_it_counts_mentors_and_seats_and_knows_what_is_known(town):
    people = town.directory.people

    assert (people.mentors, people.seats) == (2, 3)
    assert people.skills == ("Python", "Kotlin", "Rust")
    assert people.languages == ("ru", "uz")


@pytest.mark.parametrize(
    "typed", ["o'quvchi", "oʻquvchi", "ўқувчи", "öquvchi", "O'QUVCHI", "oquv", "ғани", "gulnora o‘q"]
)
async def test_every_spelling_finds_her(town, typed):
    await town.directory.search(typed)

    assert names(town.directory) == ["Gulnora Gʻaniyeva"]


async def test_a_skill_and_a_name_in_other_letters_are_found(town):
    await town.directory.search("petrov kotl")

    assert names(town.directory) == ["Иван Петров"]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"mentors_only": True}, ["Иван Петров", "Malika Karimova"]),
        ({"language": "uz"}, ["Gulnora Gʻaniyeva", "Malika Karimova"]),
        ({"skill": "python"}, ["Gulnora Gʻaniyeva", "Malika Karimova"]),
        ({"mentors_only": True, "skill": "Python", "language": "ru"}, ["Malika Karimova"]),
    ],
)
async def test_filters_let_through_who_fits_all_of_them(town, wanted, left):
    town.directory.show(**({"mentors_only": False, "language": "", "skill": ""} | wanted))

    assert names(town.directory) == left


async def test_search_and_filter_work_together(town):
    town.directory.show(mentors_only=True, language="", skill="")

    await town.directory.search("python")

    assert names(town.directory) == ["Malika Karimova"]


async def test_what_somebody_knows_best_comes_first(town):
    assert town.directory.row("malika").known == "Python, Rust"
    assert town.directory.row("malika").level == 5


# --- rewriting ---


async def test_my_own_profile_is_mine_to_rewrite_and_nobody_elses(town):
    assert town.directory.may_revise("timur")
    assert not town.directory.may_revise("malika")


async def test_a_coordinator_may_rewrite_everybodys(town, desk):
    kamola = desk("kamola", "coordinator")
    await kamola.meet()
    directory = DirectoryModel(kamola.workspace)
    await directory.load()

    await directory.keep(replace(directory.row("malika").profile, headline="Backend and databases"))
    await directory.revise("malika")
    await kamola.meet()
    await town.timur.meet()
    await town.rest()

    assert town.directory.row("malika").profile.headline == "Backend and databases"


async def test_a_rewritten_profile_waits_for_the_hub_and_can_be_undone(town):
    await town.directory.keep(Profile("timur", "Timur Olimov", " Junior ", (Skill("Go", 1), Skill(" go ", 2))))
    await town.directory.revise("timur")
    await town.rest()
    mine = town.directory.row("timur")

    await town.timur.workspace.undo()
    await town.rest()

    assert (mine.profile.name, mine.profile.headline, mine.waiting) == ("Timur Olimov", "Junior", True)
    assert mine.profile.skills == (Skill("go", 2),)
    assert town.directory.row("timur").profile == Profile("timur", "timur")


async def test_a_profile_keeps_its_name(town):
    await town.directory.keep(Profile("timur", " ", "Junior"))

    with pytest.raises(Problem, match="name"):
        await town.directory.revise("timur")

    assert town.directory.drafts["timur"].headline == "Junior"


async def test_a_draft_is_there_again_and_as_it_was_it_is_none(town):
    await town.directory.keep(Profile("timur", "timur", "Junior"))
    again = DirectoryModel(town.timur.workspace)
    await again.load()
    kept = dict(again.drafts)

    await again.keep(Profile("timur", "timur"))

    assert kept == {"timur": Profile("timur", "timur", "Junior")}
    assert again.drafts == {}
    assert await town.timur.workspace.drafts("profile/", Profile) == {}


async def test_people_who_come_and_change_are_shown_by_themselves(town, programme):
    many = [OpenProfile(f"p{at}", Profile(f"p{at}", f"Person {at}")) for at in range(FEW + 1)]
    programme.service.ask(many)

    await town.timur.meet()
    await town.rest()

    assert len(town.directory.rows) == FEW + 5
