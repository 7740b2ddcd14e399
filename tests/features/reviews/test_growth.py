"""Growth: what was remarked, and how criteria were judged, from one reviewed iteration to the next."""

import pytest

from growtogether_desktop.domain.ids import CommentId
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.domain.threads import Anchor, Label, StartThread
from growtogether_desktop.features.reviews.model.growth import GrowthModel
from growtogether_desktop.features.reviews.pane.growth_page import GrowthPage
from growtogether_desktop.ui.empty import EmptyState


async def growth_of(desk, person="Timur"):
    model = GrowthModel(desk.workspace, person)
    await model.load()
    return model


@pytest.fixture
async def grown(shop):
    """Two iterations, reviewed: seven issues, then two; names judged both times, tests the second time."""
    mentor = shop.mentor.workspace
    for number, (issues, scores) in enumerate(
        ((7, (Score("Names", 1, 4),)), (2, (Score("Names", 3, 4), Score("Tests", 2, 4)))), start=1
    ):
        submission = await shop.hand_in()
        for n in range(issues):
            anchor = Anchor("bot/menu.py", 1, 1)
            id = f"{submission}{n}"
            await mentor.do(StartThread(id, submission, 1, anchor, Label.ISSUE, False, CommentId(id), "Name?"))
        verdict = PublishReview(f"r{number}", submission, 1, Verdict.COMMENTED, "", issues, scores)
        await mentor.do(verdict)
    await shop.mentor.meet()
    await shop.mentee.meet()
    return shop


@pytest.mark.parametrize("whose", ["mentor", "mentee"])
async def test_both_of_them_see_how_often_it_had_to_be_said(grown, whose):
    model = await growth_of(getattr(grown, whose))

    (issues,) = model.remarks
    assert (issues.of, issues.values, issues.most) == (Label.ISSUE, (7, 2), 7)
    assert len(model.steps) == 2


async def test_a_criterion_that_was_not_judged_is_left_open(grown):
    model = await growth_of(grown.mentor)

    assert {trend.of: (trend.values, trend.most) for trend in model.criteria} == {
        "Names": ((1, 3), 4),
        "Tests": ((None, 2), 4),
    }


async def test_somebody_elses_growth_is_empty(grown):
    assert (await growth_of(grown.mentor, "Lola")).steps == ()


async def test_a_picture_says_in_words_what_it_shows(grown, qtbot):
    page = GrowthPage(await growth_of(grown.mentor))
    qtbot.addWidget(page)

    page.show_model()

    told = {widget.accessibleName() for widget in page.findChildren(object) if hasattr(widget, "accessibleName")}
    assert {"issue: 7 → 2", "Names: 1 → 3", "Tests: – → 2"} <= told


async def test_before_the_first_review_it_says_what_will_be_here(handed_in, qtbot):
    page = GrowthPage(await growth_of(handed_in.mentor))
    qtbot.addWidget(page)

    page.show_model()

    assert page.findChild(EmptyState) is not None
