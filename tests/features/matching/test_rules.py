"""Rules are thought about beside the plan, tried, applied, taken back; outcomes teach; published pairs are kept."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE
from growtogether_desktop.domain.cohorts import Cohort, Policy, Rules, Weights
from growtogether_desktop.domain.consents import Consent, Use, consent_id, saying
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.outcomes import AnswerOutcome, Experience, Outcome
from growtogether_desktop.domain.proposals import Opinion, Proposal, RankSuggestions, proposal_id
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.company import company_of
from growtogether_desktop.features.matching.model.files import save_plan, save_table
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.pairing.plans.verify.check import verify_file
from tests.features.matching.cohorts import (
    BEKZOD,
    COHORT,
    LOLA,
    MALIKA,
    TIMUR,
    enrol,
    mentee,
    mentor,
    open_model,
    pairs_of,
)


@pytest.fixture
def coordinator(desk):
    return desk("kamron", COORDINATOR)


@pytest.fixture
def workspace(coordinator):
    return coordinator.workspace


async def open_rules(workspace):
    model = await open_model(workspace)
    rules = RulesModel(workspace, model)
    model.planned.connect(lambda nothing: rules.hear())
    rules.hear()
    await workspace.background.settled()
    return model, rules


async def test_every_policy_is_tried_before_anything_is_applied(workspace):
    await enrol(workspace)
    _, rules = await open_rules(workspace)

    assert set(rules.policies) == {Policy.MOST, Policy.SUM, Policy.LEXIMIN}
    assert all(trial.comparison is not None for trial in rules.policies.values())
    assert (await workspace.see(Cohort, COHORT)).rules == Rules()


async def test_other_weights_are_tried_applied_and_taken_back(workspace):
    await enrol(workspace, MALIKA, replace(BEKZOD, level=5), TIMUR, LOLA)
    model, rules = await open_rules(workspace)
    only_level = Weights(0, 0, 100, 0, 0, 0)

    rules.weigh(only_level)
    await workspace.background.settled()
    assert rules.trial is not None
    assert rules.trial.plan is not None
    assert model.proposal.rules == Rules()

    await rules.apply()
    await workspace.background.settled()
    assert model.proposal.rules.weights == only_level
    assert rules.trial is None
    assert rules.draft == model.proposal.rules

    await model.wishes.undo()
    await workspace.background.settled()
    assert model.proposal.rules == Rules()
    assert rules.draft == Rules()


async def test_wishes_for_company_priority_and_least_numbers_are_followed(workspace):
    third = mentee("Nodir", "Python")
    await enrol(workspace, replace(MALIKA, capacity=2), replace(BEKZOD, capacity=2), TIMUR, LOLA, third)
    model, _ = await open_rules(workspace)

    await model.wishes.keep_together(TIMUR, [LOLA.id])
    await workspace.background.settled()
    assert pairs_of(model)["Timur"] == pairs_of(model)["Lola"]
    lola = model.proposal.by_mentee[LOLA.id].mentee
    assert [one.name for one in company_of(model.people, lola, "together")] == ["Timur"]

    await model.wishes.keep_together(lola, [])
    await model.wishes.keep_apart(lola, [TIMUR.id])
    await workspace.background.settled()
    assert pairs_of(model)["Timur"] != pairs_of(model)["Lola"]
    assert company_of(model.people, model.proposal.by_mentee[TIMUR.id].mentee, "together") == ()

    await model.wishes.give_priority(model.proposal.by_mentee[third.id].mentee, 2)
    await model.wishes.at_least(model.proposal.mentors[BEKZOD.id], 2)
    await workspace.background.settled()
    assert model.proposal.by_mentee[third.id].mentee.priority == 2
    assert sorted(pairs_of(model).values()) == ["Bekzod", "Bekzod", "Malika"]


async def test_answers_of_both_sides_count_in_the_next_plan(coordinator, workspace, desk):
    await enrol(workspace)
    model, _ = await open_rules(workspace)
    asking = Asking(workspace, model)

    asked = await asking.ask({MENTEE}, workspace.clock())
    await workspace.background.settled()
    await coordinator.meet()
    assert asked == 2
    assert (asking.answers.asked, asking.answers.answered, asking.answers.open) == (2, 0, 2)
    question = await workspace.see(Proposal, proposal_id(MENTEE, TIMUR.id))
    assert [suggestion.name for suggestion in question.suggestions] == ["Malika", "Bekzod"]

    timur = desk("timur", MENTEE)
    await timur.meet()
    opinion = Opinion(order=(BEKZOD.id,), vetoed=(MALIKA.id,), note="We met before")
    await timur.workspace.do(RankSuggestions(question.id, opinion))
    await timur.meet()
    await coordinator.meet()
    await workspace.background.settled()

    assert asking.answers.answered == 1
    assert pairs_of(model) == {"Timur": "Bekzod", "Lola": "Malika"}
    assert model.proposal.by_mentee[TIMUR.id].opinion == "first"
    assert await model.inquiry.price(TIMUR.id, MALIKA.id) is None

    await asking.close()
    await workspace.background.settled()
    assert asking.answers.open == 0


async def test_a_publication_has_a_word_for_each_side_and_can_be_withdrawn(coordinator, workspace):
    await enrol(workspace)
    model, _ = await open_rules(workspace)

    await model.publish(model.publication(), "Welcome, mentors", "Welcome, mentees")
    await coordinator.meet()
    await workspace.background.settled()
    told = await workspace.see_all(Engagement)
    assert {one.message_to_mentor for one in told} == {"Welcome, mentors"}
    assert {one.message_to_mentee for one in told} == {"Welcome, mentees"}
    assert model.proposal.figures.standings["told"] == 2

    withdrawal = model.withdrawal()
    assert set(withdrawal.leaving) == {"Timur", "Lola"}
    await model.withdraw(withdrawal)
    await coordinator.meet()
    await workspace.background.settled()

    assert await workspace.see_all(Engagement) == ()
    assert [row.standing for row in model.proposal.rows] == ["proposed", "proposed"]
    assert model.withdrawal() is None


async def test_matching_again_changes_only_the_pairs_of_the_plan_that_is_taken(coordinator, workspace):
    await enrol(workspace, replace(MALIKA, skills=("Rust",)), replace(BEKZOD, skills=("Python",)), TIMUR)
    model, rules = await open_rules(workspace)
    await model.wishes.pin((TIMUR, MALIKA))
    await workspace.background.settled()
    await model.publish(model.publication())
    await coordinator.meet()
    await model.wishes.lift_pin(model.proposal.by_mentee[TIMUR.id].mentee)
    await workspace.background.settled()

    rules.match_again()
    await workspace.background.settled()
    fewest, most = rules.rematch
    assert (fewest.changes, most.changes) == (0, 1)
    assert most.plan.total > fewest.plan.total

    await rules.take(most)
    await coordinator.meet()
    await workspace.background.settled()
    row = model.proposal.by_mentee[TIMUR.id]
    assert (row.standing, row.mentor_name) == ("pinned", "Bekzod")


async def test_what_keeping_a_pair_is_worth_chooses_among_the_plans_and_stays_with_the_cohort(coordinator, workspace):
    await enrol(workspace, replace(MALIKA, skills=("Rust",)), replace(BEKZOD, skills=("Python",)), TIMUR)
    model, rules = await open_rules(workspace)
    assert not rules.can_match_again
    await model.wishes.pin((TIMUR, MALIKA))
    await workspace.background.settled()
    await model.publish(model.publication())
    await coordinator.meet()
    await model.wishes.lift_pin(model.proposal.by_mentee[TIMUR.id].mentee)
    await workspace.background.settled()
    assert rules.can_match_again

    rules.keep_pairs(100)
    await workspace.background.settled()
    assert rules.kept in rules.rematch
    assert rules.kept.changes == 0

    rules.keep_pairs(1)
    await workspace.background.settled()
    assert rules.kept in rules.rematch
    assert rules.kept.changes == 1
    assert [choice.changes for choice in rules.rematch] == [0, 1]

    await rules.take(rules.kept)
    await coordinator.meet()
    await workspace.background.settled()
    assert rules.keep == rules.in_use.keep == 1


async def test_outcomes_are_asked_for_and_teach(coordinator, workspace, desk):
    await enrol(workspace)
    model, rules = await open_rules(workspace)
    asking = Asking(workspace, model)
    await model.publish(model.publication())
    await coordinator.meet()
    await workspace.background.settled()
    assert asking.unasked_outcomes == 2

    await asking.ask_how_it_went()
    await coordinator.meet()
    await workspace.background.settled()
    assert asking.unasked_outcomes == 0
    assert rules.lesson is None

    timur = desk("timur", MENTEE)
    await timur.meet()
    (outcome,) = await timur.workspace.see_all(Outcome)
    me = timur.workspace.me.id
    await timur.workspace.do(AnswerOutcome(outcome.id, Experience(8, True, 5)))
    await timur.meet()
    await coordinator.meet()
    await workspace.background.settled()
    assert rules.lesson is None  # nobody has allowed that yet

    await timur.workspace.do(saying(None, me, Use.LEARNING, given=True))
    await timur.meet()
    await coordinator.meet()
    await workspace.background.settled()

    assert rules.lesson is not None
    assert rules.lesson.ratings == 1
    assert not rules.lesson.adopt
    known = await timur.workspace.see(Consent, consent_id(Use.LEARNING, me))
    await timur.workspace.do(saying(known, me, Use.LEARNING, given=False))
    await timur.meet()
    await coordinator.meet()
    await workspace.background.settled()
    assert rules.lesson is not None
    assert rules.lesson.ratings == 0


async def test_a_plan_taken_along_can_be_checked_by_anybody(workspace, tmp_path):
    await enrol(workspace, MALIKA, BEKZOD, mentor("Guli", "Go"), TIMUR, LOLA)
    model, _ = await open_rules(workspace)
    await model.wishes.pin((TIMUR, BEKZOD))
    await workspace.background.settled()
    file = tmp_path / "plan.json"

    await save_plan(workspace, model.proposal.plan, file)

    assert verify_file(file).proven


async def test_an_address_that_is_not_allowed_in_lists_stays_out_of_them(workspace, coordinator, desk, tmp_path):
    told = replace(TIMUR, person="timur", email="timur@example.uz")
    await enrol(workspace, MALIKA, told, LOLA)
    await coordinator.meet()
    model, _ = await open_rules(workspace)
    await workspace.background.settled()
    file = tmp_path / "plan.csv"
    await save_table(workspace, model.proposal, "csv", file)
    assert "timur@example.uz" in file.read_text("utf-8")

    timur = desk("timur", MENTEE)
    await timur.workspace.do(saying(None, timur.workspace.me.id, Use.LISTS, given=False))
    await timur.meet()
    await coordinator.meet()
    await save_table(workspace, model.proposal, "csv", file)

    assert "timur@example.uz" not in file.read_text("utf-8")
    assert "Timur" in file.read_text("utf-8")
