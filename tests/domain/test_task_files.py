"""The files of a task: who gives them, and who may read the solution."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import HUB, Stamp, objection, perform
from growtogether_desktop.domain.cohorts import COORDINATORS
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.domain.reactions import what_follows
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.task_files import (
    MOST_BYTES,
    Content,
    GiveFiles,
    Purpose,
    ShareSolution,
    TakeBackFiles,
    task_files_id,
)
from tests.domain.people import KAMRON, LOLA, MALIKA, NOW, TIMUR, Seen

CARD = Card("k", "p", "The cart", "ready", "a")
SOLUTION = GiveFiles(task_files_id("k", Purpose.SOLUTION), "k", "p", Purpose.SOLUTION, Content("1" * 64, 3, 900))
STARTER = GiveFiles(task_files_id("k", Purpose.STARTER), "k", "p", Purpose.STARTER, Content("2" * 64, 2, 300))
BY_MALIKA = Stamp(MALIKA.id, NOW)
SHOP = Submission("s", TIMUR.id, "Timur", MALIKA.id, "Malika", "e", "Shop", NOW, card="k")


def published(verdict, submission):
    done = PublishReview("r", "s", 1, verdict, "", 0)
    return what_follows(done, perform(done, None, BY_MALIKA), Seen(submission))


def test_a_starter_is_for_all_who_read_the_board():
    starter = perform(STARTER, None, BY_MALIKA)

    assert (starter.scope, starter.audience) == ("project:p", None)


def test_a_solution_is_for_those_who_guide_until_own_work_is_accepted():
    solution = perform(SOLUTION, None, BY_MALIKA)

    shared = perform(ShareSolution(solution.id, TIMUR.id), solution, Stamp(HUB.id, NOW))

    assert solution.scope == shared.scope == "solution:k"
    assert solution.audience == COORDINATORS | {"role:mentor"}
    assert shared.audience == solution.audience | {TIMUR.id}


@pytest.mark.parametrize("actor", [MALIKA, KAMRON])
@pytest.mark.parametrize("give", [STARTER, SOLUTION])
def test_mentors_and_coordinators_give_files_and_take_them_back(actor, give):
    given = perform(give, None, Stamp(actor.id, NOW))

    assert objection(give, None, actor, Seen(CARD)) is None
    assert objection(TakeBackFiles(give.subject), given, actor, Seen(CARD)) is None


@pytest.mark.parametrize("actor", [TIMUR, LOLA])
def test_nobody_else_does(actor):
    given = perform(SOLUTION, None, BY_MALIKA)

    assert "Mentors and coordinators" in str(objection(SOLUTION, None, actor, Seen(CARD)))
    assert "Mentors and coordinators" in str(objection(TakeBackFiles(given.id), given, actor, Seen(CARD)))


def test_files_are_given_with_a_task_that_is_there():
    assert "no longer there" in str(objection(SOLUTION, None, MALIKA, Seen()))
    assert "no longer there" in str(objection(SOLUTION, None, MALIKA, Seen(Card("k", "q", "Other", "ready", "a"))))


def test_what_comes_to_every_desk_is_small():
    large = replace(STARTER, content=Content("2" * 64, 1, MOST_BYTES + 1))

    assert "5 MB" in str(objection(large, None, MALIKA, Seen(CARD)))


def test_a_solution_does_not_take_the_place_of_a_starter():
    """Else a solution would come down under the id by which everybody finds the starter."""
    crossed = GiveFiles(STARTER.subject, "k", "p", Purpose.SOLUTION, SOLUTION.content)

    assert objection(crossed, None, MALIKA, Seen(CARD)) is not None


@pytest.mark.parametrize("actor", [MALIKA, KAMRON, TIMUR])
def test_nobody_but_the_hub_shows_a_solution(actor):
    solution = perform(SOLUTION, None, BY_MALIKA)

    assert objection(ShareSolution(solution.id, TIMUR.id), solution, actor, Seen(CARD, SHOP)) is not None
    assert objection(ShareSolution(solution.id, TIMUR.id), solution, HUB, Seen()) is None


def test_accepted_work_on_a_task_shows_its_solution():
    without_task = Submission("s", TIMUR.id, "Timur", MALIKA.id, "Malika", "e", "Shop", NOW)

    assert published(Verdict.ACCEPTED, SHOP) == (ShareSolution("k/solution", TIMUR.id),)
    assert published(Verdict.CHANGES_REQUESTED, SHOP) == ()
    assert published(Verdict.ACCEPTED, without_task) == ()


def test_what_has_been_read_is_not_given_anew_by_undo():
    solution = perform(SOLUTION, None, BY_MALIKA)
    shared = perform(ShareSolution(solution.id, TIMUR.id), solution, Stamp(HUB.id, NOW))

    assert TakeBackFiles(solution.id).inverse(solution) == SOLUTION
    assert TakeBackFiles(solution.id).inverse(shared) is None
