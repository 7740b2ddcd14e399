"""The list of projects: mine first, found in every spelling, started, joined and left."""

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.projects import Project, StartProject
from growtogether_desktop.features.projects.model.browsing import ProjectsModel
from growtogether_desktop.features.projects.model.drafts import ProjectDraft


def titles(projects):
    return [row.title for row in projects.rows]


@pytest.fixture
async def projects(bozor):
    """Timur looks at three projects; one of them he is in."""
    others = (("ob", "Ob-havo", "Darslar oʻquvchi uchun", ("JavaScript",)), ("kutub", "Kutubxona", "Books", ("React",)))
    for id, title, about, stack in others:
        await bozor.malika.workspace.do(StartProject(id, title, about, stack))
    await bozor.meet()
    model = ProjectsModel(bozor.timur.workspace)
    await model.load()
    return model


async def test_mine_come_first_and_the_others_by_title(projects):
    assert titles(projects) == ["Bozor", "Kutubxona", "Ob-havo"]


async def test_a_project_tells_its_people_and_its_cards(projects):
    (bozor, *_) = projects.rows

    assert (bozor.owner, bozor.members, bozor.mine, bozor.owned) == ("malika", ("malika", "timur"), True, False)
    assert (bozor.cards, bozor.done) == (6, 0)


@pytest.mark.parametrize("typed", ["o'quvchi", "oʻquvchi", "ўқувчи", "öquvchi", "OQUVCHI", "O‘QUV", "dars ўқув"])
async def test_every_spelling_finds_it(projects, typed):
    await projects.search(typed)

    assert titles(projects) == ["Ob-havo"]


async def test_what_the_hub_has_not_heard_of_is_found_too(projects, bozor):
    await projects.keep(ProjectDraft("Gʻoyalar", "", ""))
    await projects.start()
    await bozor.timur.background.settled()

    await projects.search("ғоя")

    assert titles(projects) == ["Gʻoyalar"]


async def test_no_words_find_everything(projects):
    await projects.search("bozor")

    await projects.search("  ")

    assert len(projects.rows) == 3


async def test_a_stack_lets_only_its_projects_through(projects):
    projects.show_stack("react")

    assert titles(projects) == ["Bozor", "Kutubxona"]
    assert projects.stacks == ("React", "JavaScript", "Python")


async def test_a_project_without_a_name_stays_a_draft(projects):
    await projects.keep(ProjectDraft("", "For everybody", "Go"))

    with pytest.raises(Problem, match="name"):
        await projects.start()

    assert projects.draft.about == "For everybody"


async def test_a_project_is_started_and_its_draft_is_gone(projects, bozor):
    await projects.keep(ProjectDraft(" Taksi ", "Rides to school", "Go, go; Kotlin"))

    id = await projects.start()
    await bozor.timur.background.settled()

    started = await bozor.timur.workspace.see(Project, id)
    assert (started.title, started.stack, started.members) == ("Taksi", ("go", "Kotlin"), ("timur",))
    assert await bozor.timur.workspace.drafts("new-project", ProjectDraft) == {}
    assert projects.rows[1].removable


async def test_what_was_described_is_there_again(projects, bozor):
    await projects.keep(ProjectDraft("Taksi", "Rides", ""))

    again = ProjectsModel(bozor.timur.workspace)
    await again.load()

    assert again.draft == ProjectDraft("Taksi", "Rides", "")


async def test_joining_and_leaving_can_be_undone(projects, bozor):
    workspace, background = bozor.timur.workspace, bozor.timur.background
    seen = []
    for deed in (projects.join("ob"), workspace.undo(), projects.leave("bozor"), workspace.undo()):
        await deed
        await background.settled()
        seen.append([row.title for row in projects.rows if row.mine])

    assert seen == [["Bozor", "Ob-havo"], ["Bozor"], [], ["Bozor"]]


async def test_who_began_it_stays(bozor):
    model = ProjectsModel(bozor.malika.workspace)
    await model.load()

    with pytest.raises(Problem, match="owner stays"):
        await model.leave("bozor")


async def test_an_empty_project_of_my_own_can_go(projects, bozor):
    await projects.keep(ProjectDraft("Taksi"))
    id = await projects.start()

    await projects.remove(id)
    await bozor.timur.background.settled()

    assert "Taksi" not in titles(projects)


async def test_resting_it_heeds_nothing_and_awake_it_knows_all(projects, bozor):
    projects.rest()
    await bozor.malika.workspace.do(StartProject("taksi", "Taksi", "", ()))
    await bozor.meet()
    asleep = len(projects.rows)

    await projects.wake()

    assert (asleep, len(projects.rows)) == (3, 4)
