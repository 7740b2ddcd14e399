"""What a person is asked: kept while it is written, sent when they say so, with or without network."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Mentee, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import AnotherMentor, Pair, PublishPairs
from growtogether_desktop.domain.outcomes import Experience, Outcome
from growtogether_desktop.domain.proposals import AskAgain, CloseQuestion, Opinion, Proposal, what_they_say
from growtogether_desktop.features.home import FEATURE
from growtogether_desktop.features.home.model.say import SayModel, Story
from tests.features.home.conftest import AUTUMN, BEK, FOR_MALIKA, FOR_TIMUR, LOLA, MALIKA, SPRING, TIMUR

ABOUT_MALIKA, ABOUT_BEK = mentor_id(MALIKA, AUTUMN), mentor_id(BEK, AUTUMN)


async def opened(desk):
    model = SayModel(desk.workspace)
    await model.refresh()
    return model


async def test_the_best_fit_stands_first_until_the_person_says_otherwise(asked):
    model = await opened(asked.timur)

    (question,) = model.questions
    assert [one.name for one in question.ranked] == ["Malika", "Bek"]
    assert not question.sent
    await model.think(question, question.moved(ABOUT_BEK, -1))
    assert [one.name for one in model.questions[0].ranked] == ["Bek", "Malika"]
    assert model.questions[0].moved(ABOUT_BEK, -1) == model.questions[0].opinion


async def test_a_draft_is_there_again_after_a_restart_and_nobody_else_has_it(asked):
    model = await opened(asked.timur)
    await model.think(model.questions[0], replace(model.questions[0].without(ABOUT_MALIKA), note="cousins"))

    again = await opened(asked.timur)
    await asked.meet()

    (question,) = again.questions
    assert [one.name for one in question.vetoed] == ["Malika"]
    assert question.opinion.note == "cousins"
    assert (await asked.kamron.workspace.see(Proposal, FOR_TIMUR)).opinion is None


async def test_an_answer_given_without_network_reaches_the_coordinators_later(asked):
    asked.timur.wire.cut = True
    model = await opened(asked.timur)
    await model.think(model.questions[0], replace(model.questions[0].without(ABOUT_MALIKA), note=" cousins "))
    await model.say(FOR_TIMUR)
    await model.refresh()
    assert (model.questions[0].sent, model.questions[0].waiting) == (True, True)

    asked.timur.wire.cut = False
    await asked.meet()
    await model.refresh()

    assert (model.questions[0].sent, model.questions[0].waiting) == (True, False)
    heard = await asked.kamron.workspace.see(Proposal, FOR_TIMUR)
    assert heard.opinion == Opinion((ABOUT_BEK,), (ABOUT_MALIKA,), "cousins")
    assert what_they_say([heard]).vetoed == {(mentee_id(TIMUR, AUTUMN), ABOUT_MALIKA)}
    assert await asked.malika.workspace.see(Proposal, FOR_TIMUR) is None


async def test_an_answer_changes_and_is_undone(asked):
    model = await opened(asked.timur)
    await model.say(FOR_TIMUR)
    await model.refresh()
    await model.think(model.questions[0], model.questions[0].without(ABOUT_BEK))
    assert not model.questions[0].sent
    await model.think(model.questions[0], model.questions[0].allowed(ABOUT_BEK))
    assert model.questions[0].sent

    await asked.timur.workspace.undo()
    await model.refresh()

    assert not model.questions[0].sent
    assert model.questions[0].proposal.opinion is None


async def test_a_closed_question_is_gone_and_what_comes_too_late_comes_back_with_its_words(asked):
    model = await opened(asked.timur)
    await asked.kamron.workspace.do(CloseQuestion(FOR_TIMUR))
    await asked.kamron.meet()
    await model.think(model.questions[0], replace(model.questions[0].opinion, note="Too late"))
    await model.say(FOR_TIMUR)

    await asked.timur.meet()
    await model.refresh()

    assert model.questions == ()
    (back,) = await asked.timur.workspace.returned()
    assert "closed" in str(back.refusal)
    assert back.posted.change.text == "Too late"


async def test_asked_again_about_others_the_old_order_counts_for_those_who_stayed(asked):
    model = await opened(asked.malika)
    (question,) = model.questions
    await model.think(question, question.moved(mentee_id(LOLA, AUTUMN), -1))
    await model.say(FOR_MALIKA)
    await asked.meet()
    fewer = question.proposal.suggestions[1:]
    await asked.kamron.workspace.do(AskAgain(FOR_MALIKA, fewer, question.proposal.until))
    await asked.meet()

    await model.refresh()

    assert [one.name for one in model.questions[0].ranked] == ["Lola"]


async def test_how_it_went_is_sent_when_all_of_it_is_told(asked):
    model = await opened(asked.timur)
    (look,) = model.looks
    await model.tell(look, Story(progress=7, again=True))
    await model.send(look.outcome.id)
    assert (await asked.timur.workspace.see(Outcome, look.outcome.id)).experience is None

    again = await opened(asked.timur)
    assert again.looks[0].story == Story(7, True, None)
    await again.tell(again.looks[0], Story(7, True, 11))
    await again.send(look.outcome.id)
    await asked.meet()
    await again.refresh()

    assert (await asked.kamron.workspace.see(Outcome, look.outcome.id)).experience == Experience(7, True, 11)
    assert again.looks[0].sent
    assert (await opened(asked.malika)).looks == ()


async def test_each_side_reads_its_own_message(asked):
    mine, theirs = await opened(asked.timur), await opened(asked.malika)

    assert [(one.name, one.mine, one.message) for one in mine.together] == [("Malika", True, "Write to your mentor.")]
    assert [(one.name, one.mine, one.message) for one in theirs.together] == [("Timur", False, "Meet them soon.")]


async def test_asking_for_another_mentor_ends_it_for_both_and_can_be_mended_by_a_coordinator(asked):
    model = await opened(asked.timur)
    (told,) = model.together
    await model.write_reason(told.engagement.id, "We never")
    assert (await opened(asked.timur)).together[0].reason == "We never"

    with pytest.raises(Problem, match="in a few words why"):
        await model.ask_for_another(told.engagement, "  ")
    await model.ask_for_another(told.engagement, "We never find an hour.")
    await model.refresh()
    assert model.together[0].over
    assert model.together[0].engagement.ended is None  # the hub has not heard of it

    await asked.meet()
    await model.refresh()
    theirs = await opened(asked.malika)
    assert model.together[0].wish is not None
    assert model.together[0].reason == ""
    assert [(one.over, one.wish) for one in theirs.together] == [(True, None)]
    (wish,) = await asked.kamron.workspace.see_all(AnotherMentor)
    assert wish.reason == "We never find an hour."
    mentee = await asked.kamron.workspace.see(Mentee, mentee_id(TIMUR, SPRING))
    assert mentee.forbidden == (mentor_id(MALIKA, SPRING),)

    pair = Pair(mentor_id(MALIKA, SPRING), mentee_id(TIMUR, SPRING), 82)
    await asked.kamron.workspace.do(PublishPairs(SPRING, (pair,), publication="second"))
    await asked.kamron.meet()
    await asked.meet()
    await model.refresh()
    assert not model.together[0].over


async def test_the_rail_counts_what_is_not_answered(asked):
    async def count(desk):
        return await FEATURE.count(desk.workspace)

    assert (await count(asked.timur), await count(asked.malika), await count(asked.kamron)) == (2, 1, 0)

    model = await opened(asked.timur)
    await model.say(FOR_TIMUR)

    assert await count(asked.timur) == 1
