"""What the hub declines comes back with its reason, and the words are not lost."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import CHANGES
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, RenameCohort, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.directory import Profile, ReviseProfile
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, JoinProject, LeaveProject, StartProject
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor, PinPair, ReviseMentee, ReviseMentor
from growtogether_desktop.domain.rubrics import RUBRIC, Criterion, OpenRubric, ReviseRubric
from growtogether_desktop.features.exchange.model.letters import LettersModel


@pytest.fixture
async def timur(desk):
    """Timur left the project on one desk, and wrote a card on the other before he knew."""
    malika, laptop, tower = desk("malika", "mentor"), desk("timur", "mentee"), desk("timur", "mentee")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.meet()
    await laptop.meet()
    await laptop.workspace.do(JoinProject("bozor", "timur"))
    await laptop.meet()
    await tower.meet()
    await laptop.workspace.do(LeaveProject("bozor", "timur"))
    await laptop.meet()
    await tower.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V", "On paper, too.")))
    await tower.meet()
    return tower


async def test_a_declined_change_is_in_the_tray_with_reason_and_words(timur):
    model = LettersModel(timur.workspace)

    await model.load()

    assert [str(one.returned.refusal) for one in model.rows] == ["Join the project first, then its board is yours too."]
    assert model.rows[0].returned.posted.change.text == "Receipts\nOn paper, too."
    assert timur.workspace.state.returned == 1
    assert await timur.workspace.see(Card, "a") is None


async def test_it_may_be_tried_again_once_things_have_changed(timur):
    model = LettersModel(timur.workspace)
    await model.load()

    with pytest.raises(Problem, match="Join the project"):
        await model.ask_again(model.rows[0])
    assert len(model.rows) == 1

    await timur.workspace.do(JoinProject("bozor", "timur"))
    await model.ask_again(model.rows[0])
    await timur.meet()
    assert model.rows == ()
    assert (await timur.workspace.see(Card, "a")).title == "Receipts"


async def test_a_text_changed_meanwhile_is_not_overwritten(desk):
    malika, timur = desk("malika", "mentor"), desk("timur", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V")))
    await malika.meet()
    await timur.meet()

    await malika.workspace.do(EditCard("a", "Paper receipts", "", (), 0, ("Receipts", "")))
    await timur.workspace.do(EditCard("a", "Receipts by SMS", "", (), 0, ("Receipts", "")))
    for one in (malika, timur):
        await one.meet()

    assert (await timur.workspace.see(Card, "a")).title == "Paper receipts"
    assert [one.posted.change.text for one in await timur.workspace.returned()] == ["Receipts by SMS"]


async def test_dismissed_is_gone(timur):
    model = LettersModel(timur.workspace)
    await model.load()

    await model.dismiss(model.rows[0])

    assert model.rows == ()
    assert timur.workspace.state.returned == 0


@pytest.fixture
async def overtaken(desk):
    """Timur has rewritten a card that Malika had rewritten meanwhile; his change has come back."""
    malika, timur = desk("malika", "mentor"), desk("timur", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V")))
    await malika.meet()
    await timur.meet()
    await malika.workspace.do(EditCard("a", "Paper receipts", "On a roll.", (), 0, ("Receipts", "")))
    await timur.workspace.do(EditCard("a", "Receipts", "By SMS.", (), 0, ("Receipts", "")))
    for one in (malika, timur):
        await one.meet()
    model = LettersModel(timur.workspace)
    await model.load()
    return timur, model


async def test_a_conflict_shows_mine_beside_theirs(overtaken):
    _, model = overtaken

    conflict = model.rows[0].conflict

    assert (conflict.mine, conflict.theirs) == ("Receipts\nBy SMS.", "Paper receipts\nOn a roll.")


@pytest.mark.parametrize(
    ("way", "title", "detail"),
    [
        (LettersModel.keep_mine, "Receipts", "By SMS."),
        (LettersModel.keep_both, "Receipts", "Paper receipts\n\nOn a roll.\n\nBy SMS."),
        (LettersModel.dismiss, "Paper receipts", "On a roll."),
    ],
)
async def test_whoever_has_seen_both_says_which_stays(overtaken, way, title, detail):
    timur, model = overtaken

    await way(model, model.rows[0])
    await timur.meet()

    card = await timur.workspace.see(Card, "a")
    assert (card.title, card.detail) == (title, detail)
    assert (timur.workspace.state.returned, model.rows) == (0, ())


async def test_a_profile_changed_on_another_computer_is_not_overwritten_unseen(desk):
    laptop, tower = desk("timur", "mentee"), desk("timur", "mentee")
    for one in (laptop, tower):
        await one.meet()
    seen = await tower.workspace.see(Profile, "timur")
    await laptop.workspace.do(ReviseProfile("timur", replace(seen, headline="Backend"), seen))
    await tower.workspace.do(ReviseProfile("timur", replace(seen, headline="Frontend"), seen))
    for one in (laptop, tower):
        await one.meet()
    model = LettersModel(tower.workspace)
    await model.load()

    assert [(one.conflict.mine, one.conflict.theirs) for one in model.rows] == [("timur\nFrontend", "timur\nBackend")]
    await model.keep_mine(model.rows[0])
    await tower.meet()
    assert (await tower.workspace.see(Profile, "timur")).headline == "Frontend"


@pytest.mark.parametrize("kind", ["mentor.revise", "mentee.revise", "cohort.rename", "rubric.revise", "rubric.open"])
async def test_two_coordinators_overwrite_each_other_only_when_they_have_seen(desk, kind):
    kamron, nodira = desk("kamron", "coordinator"), desk("nodira", "coordinator")
    await kamron.workspace.do(
        StartCohort("spring", "Spring"),
        EnrolMentor(AS_MENTOR, Mentor(AS_MENTOR, "spring", "malika", "Malika", bio="Small steps.")),
        EnrolMentee(AS_MENTEE, Mentee(AS_MENTEE, "spring", "timur", "Timur", goal="A job")),
    )
    if kind != "rubric.open":
        await kamron.workspace.do(OpenRubric(RUBRIC, (Criterion("Style"),)))
    for one in (kamron, nodira):
        await one.meet()
    await kamron.workspace.do(_rewritten(kind, "Kamron"))
    await nodira.workspace.do(_rewritten(kind, "Nodira"))
    for one in (kamron, nodira):
        await one.meet()
    model = LettersModel(nodira.workspace)
    await model.load()

    conflict = model.rows[0].conflict
    assert ("Nodira" in conflict.mine, "Kamron" in conflict.theirs) == (True, True)
    await model.keep_mine(model.rows[0])
    for one in (nodira, kamron):
        await one.meet()

    now = await kamron.workspace.see(CHANGES[kind].OF, model_subject(kind))
    assert "Nodira" in str(now)
    assert (nodira.workspace.state.returned, model.rows) == (0, ())


AS_MENTOR, AS_MENTEE = mentor_id("malika", "spring"), mentee_id("timur", "spring")


def _rewritten(kind, words):
    return {
        "mentor.revise": ReviseMentor(AS_MENTOR, Mentor(AS_MENTOR, "spring", "malika", "Malika", bio=words)),
        "mentee.revise": ReviseMentee(AS_MENTEE, Mentee(AS_MENTEE, "spring", "timur", "Timur", goal=words)),
        "cohort.rename": RenameCohort("spring", words),
        "rubric.revise": ReviseRubric(RUBRIC, (Criterion(words),)),
        "rubric.open": OpenRubric(RUBRIC, (Criterion(words),)),
    }[kind]


def model_subject(kind):
    return _rewritten(kind, "").subject


async def test_a_pin_is_no_conflict_with_the_words_of_a_place(desk):
    kamron, nodira = desk("kamron", "coordinator"), desk("nodira", "coordinator")
    await kamron.workspace.do(
        StartCohort("spring", "Spring"),
        EnrolMentor(AS_MENTOR, Mentor(AS_MENTOR, "spring", "malika", "Malika")),
        EnrolMentee(AS_MENTEE, Mentee(AS_MENTEE, "spring", "timur", "Timur")),
    )
    for one in (kamron, nodira):
        await one.meet()
    await kamron.workspace.do(PinPair(AS_MENTEE, AS_MENTOR))
    await nodira.workspace.do(_rewritten("mentee.revise", "A job"))
    for one in (kamron, nodira):
        await one.meet()

    now = await nodira.workspace.see(Mentee, AS_MENTEE)
    assert (now.goal, now.pinned_to) == ("A job", AS_MENTOR)


async def test_taking_a_revision_back_does_not_overwrite_somebody_elses(desk):
    kamron, nodira = desk("kamron", "coordinator"), desk("nodira", "coordinator")
    await kamron.workspace.do(StartCohort("spring", "Spring"))
    await kamron.meet()
    await kamron.workspace.do(RenameCohort("spring", "Bahor"))
    for one in (kamron, nodira):
        await one.meet()
    await nodira.workspace.do(RenameCohort("spring", "Весна"))
    await nodira.meet()
    await kamron.workspace.undo()
    await kamron.meet()

    assert (await kamron.workspace.see(Cohort, "spring")).title == "Весна"
    assert kamron.workspace.state.returned == 1
