"""What a cohort's people say meets the hub: everybody's desk holds what is theirs, and nothing of anybody else's."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import (
    AnotherMentor,
    AskForAnotherMentor,
    EndEngagement,
    Engagement,
    Pair,
    PublishPairs,
    WithdrawPublication,
    engagement_id,
)
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, SubmissionId, new_id
from growtogether_desktop.domain.outcomes import AnswerOutcome, Experience, Outcome, asking_about
from growtogether_desktop.domain.proposals import (
    AskForOpinion,
    CloseQuestion,
    Opinion,
    Proposal,
    RankSuggestions,
    Suggestion,
    proposal_id,
)
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor, SetWishes
from growtogether_desktop.domain.submissions import OpenSubmission, Submission
from growtogether_desktop.store.tables import shelf
from tests.hubs import Member, RunningHub

UNTIL = datetime(2026, 12, 1, tzinfo=UTC)


@dataclass
class Spring:
    """A cohort of two mentors and two mentees, each at a desk."""

    kamron: Member
    malika: Member
    bek: Member
    timur: Member
    lola: Member
    id: CohortId

    def mentor(self, member: Member) -> MentorId:
        return mentor_id(member.me, self.id)

    def mentee(self, member: Member) -> MenteeId:
        return mentee_id(member.me, self.id)

    def engagement(self, mentor: Member, mentee: Member) -> EngagementId:
        return engagement_id(self.mentor(mentor), self.mentee(mentee))

    def ask(self, member: Member, side: str, *suggested: Member) -> str:
        """The coordinator asks a person about others; says which question it is."""
        place = self.mentor(member) if side == MENTOR else self.mentee(member)
        others = [(self.mentee(one) if side == MENTOR else self.mentor(one)) for one in suggested]
        asked = Proposal(
            proposal_id(side, place),
            self.id,
            "Spring",
            side,
            place,
            member.me,
            "Somebody",
            tuple(Suggestion(other, "Somebody else", 50) for other in others),
            UNTIL,
        )
        self.kamron.do(AskForOpinion(asked.id, asked))
        assert self.kamron.meet() == 0
        return asked.id

    def publish(self, *pairs: tuple[Member, Member], publication: str = "") -> PublishPairs:
        told = PublishPairs(
            self.id,
            tuple(Pair(self.mentor(mentor), self.mentee(mentee), 80) for mentor, mentee in pairs),
            "Dear mentors",
            "Dear mentees",
            publication or new_id(),
        )
        self.kamron.do(told)
        assert self.kamron.meet() == 0
        return told

    def withdraw(self, told: PublishPairs) -> int:
        """Says how many changes were declined."""
        opened = tuple(engagement_id(pair.mentor, pair.mentee) for pair in told.pairs)
        self.kamron.do(WithdrawPublication(self.id, told.publication, opened))
        return self.kamron.meet()

    def hand_in(self, mentee: Member, mentor: Member) -> SubmissionId:
        work = SubmissionId(new_id())
        engagement = self.engagement(mentor, mentee)
        mentee.do(OpenSubmission(work, engagement, mentor.me, "Malika", "Timur", "First work"))
        mentee.meet()
        return work


@pytest.fixture(scope="module")
def hub(either_hub: RunningHub) -> RunningHub:
    return either_hub


@pytest.fixture(scope="module")
def people(hub: RunningHub) -> tuple[Member, ...]:
    mentors = [hub.join(name, MENTOR) for name in ("malika", "bek")]
    return (hub.coordinator, *mentors, hub.join("timur"), hub.join("lola"))


@pytest.fixture
def spring(people: tuple[Member, ...]) -> Spring:
    """A new cohort of the same people, of which only the coordinator knows."""
    made = Spring(*people, CohortId(new_id()))
    made.kamron.do(StartCohort(made.id, "Spring"))
    for one in (made.malika, made.bek):
        place = made.mentor(one)
        made.kamron.do(EnrolMentor(place, Mentor(place, made.id, one.me, "Mentor", ("Python",))))
    for one in (made.timur, made.lola):
        place_ = made.mentee(one)
        made.kamron.do(EnrolMentee(place_, Mentee(place_, made.id, one.me, "Mentee", ("Python",))))
    assert made.kamron.meet() == 0
    return made


def all_bytes(member: Member) -> bytes:
    """Everything this person's desk holds of other aggregates."""
    member.meet()
    with member.desk.begin() as db:
        return b"\n".join(bytes(row.body) for row in db.execute(select(shelf)) if row.body is not None)


def test_a_question_reaches_who_is_asked_and_nobody_else(spring: Spring):
    to_timur = spring.ask(spring.timur, MENTEE, spring.malika, spring.bek)
    to_malika = spring.ask(spring.malika, MENTOR, spring.timur, spring.lola)

    for member in (spring.malika, spring.bek, spring.timur, spring.lola):
        member.meet()

    def held(member: Member) -> list[str]:
        return [one.id for one in member.see_all(Proposal, spring.id)]

    assert held(spring.timur) == [to_timur]
    assert held(spring.malika) == [to_malika]
    assert held(spring.bek) == held(spring.lola) == []
    assert sorted(held(spring.kamron)) == sorted((to_timur, to_malika))


def test_an_answer_reaches_the_coordinators_and_nobody_else(spring: Spring):
    question = spring.ask(spring.timur, MENTEE, spring.malika, spring.bek)
    spring.ask(spring.malika, MENTOR, spring.timur)
    spring.timur.meet()

    veto = Opinion((spring.mentor(spring.bek),), (spring.mentor(spring.malika),), "canary-of-timur")
    spring.timur.do(RankSuggestions(question, veto))
    assert spring.timur.meet() == 0
    spring.kamron.meet()

    seen = spring.kamron.see(Proposal, question)
    assert seen is not None
    assert seen.opinion == veto
    assert b"canary-of-timur" in all_bytes(spring.kamron)
    for stranger in (spring.malika, spring.bek, spring.lola):
        assert b"canary-of-timur" not in all_bytes(stranger)


def test_an_answer_may_change_until_the_question_is_closed(spring: Spring):
    question = spring.ask(spring.malika, MENTOR, spring.timur, spring.lola)
    spring.malika.meet()
    spring.malika.do(RankSuggestions(question, Opinion((spring.mentee(spring.lola),))))
    assert spring.malika.meet() == 0
    spring.kamron.do(CloseQuestion(question))
    spring.kamron.meet()

    spring.malika.do(RankSuggestions(question, Opinion((spring.mentee(spring.timur),))))

    assert spring.malika.meet() == 1
    seen = spring.malika.see(Proposal, question)
    assert seen is not None
    assert seen.opinion == Opinion((spring.mentee(spring.lola),))


def test_nobody_answers_or_asks_for_somebody_else(spring: Spring):
    question = spring.ask(spring.timur, MENTEE, spring.malika)

    spring.malika.do(RankSuggestions(question, Opinion((spring.mentor(spring.malika),))))
    spring.lola.do(RankSuggestions(question, Opinion((), (spring.mentor(spring.malika),))))
    assert (spring.malika.meet(), spring.lola.meet()) == (1, 1)
    place = spring.mentee(spring.lola)
    forged = Proposal(proposal_id(MENTEE, place), spring.id, "Spring", MENTEE, place, spring.lola.me, "Lola", (), UNTIL)
    spring.malika.do(AskForOpinion(forged.id, forged))
    assert spring.malika.meet() == 1


def test_a_publication_brings_each_side_its_message(spring: Spring):
    spring.publish((spring.malika, spring.timur))

    spring.malika.meet()
    spring.timur.meet()
    spring.lola.meet()

    id = spring.engagement(spring.malika, spring.timur)
    theirs = spring.malika.see(Engagement, id)
    assert theirs is not None
    assert theirs == spring.timur.see(Engagement, id)
    assert (theirs.message_to_mentor, theirs.message_to_mentee) == ("Dear mentors", "Dear mentees")
    assert spring.lola.see(Engagement, id) is None


def test_a_publication_is_withdrawn_where_nobody_has_begun(spring: Spring):
    told = spring.publish((spring.malika, spring.timur), (spring.bek, spring.lola))
    spring.timur.meet()
    work = spring.hand_in(spring.timur, spring.malika)

    assert spring.withdraw(told) == 0

    for member in (spring.malika, spring.timur, spring.lola):
        member.meet()
    used, unused = spring.engagement(spring.malika, spring.timur), spring.engagement(spring.bek, spring.lola)
    assert spring.kamron.see(Engagement, unused) is None
    assert spring.lola.see(Engagement, unused) is None
    stays = spring.timur.see(Engagement, used)
    assert stays is not None
    assert stays.used is not None
    assert spring.malika.see(Submission, work) is not None
    cohort = spring.kamron.see(Cohort, spring.id)
    assert cohort is not None
    assert cohort.published is not None


def test_a_publication_that_everybody_uses_stays(spring: Spring):
    told = spring.publish((spring.malika, spring.timur))
    spring.timur.meet()
    spring.hand_in(spring.timur, spring.malika)
    spring.kamron.meet()

    assert spring.withdraw(told) == 1


def test_withdrawn_altogether_it_was_never_published_and_can_be_again(spring: Spring):
    told = spring.publish((spring.malika, spring.timur))

    assert spring.withdraw(told) == 0

    cohort = spring.kamron.see(Cohort, spring.id)
    assert cohort is not None
    assert cohort.published is None
    spring.publish((spring.malika, spring.timur))
    spring.timur.meet()
    assert spring.timur.see(Engagement, spring.engagement(spring.malika, spring.timur)) is not None


def test_withdrawing_a_second_publication_leaves_the_first(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    again = spring.publish((spring.malika, spring.timur), (spring.bek, spring.lola))

    assert spring.withdraw(again) == 0

    assert spring.kamron.see(Engagement, spring.engagement(spring.malika, spring.timur)) is not None
    assert spring.kamron.see(Engagement, spring.engagement(spring.bek, spring.lola)) is None
    cohort = spring.kamron.see(Cohort, spring.id)
    assert cohort is not None
    assert cohort.published is not None


def wish(spring: Spring, why: str) -> AskForAnotherMentor:
    engagement = spring.engagement(spring.malika, spring.timur)
    return AskForAnotherMentor(new_id(), engagement, spring.id, spring.malika.me, "Timur", why)


def test_who_asks_for_another_mentor_is_back_among_those_to_be_paired(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    spring.timur.meet()
    work = spring.hand_in(spring.timur, spring.malika)

    asked = wish(spring, "canary-why")
    spring.timur.do(asked)
    assert spring.timur.meet() == 0

    for member in (spring.kamron, spring.malika, spring.timur):
        member.meet()
    ended = spring.malika.see(Engagement, asked.engagement)
    assert ended is not None
    assert ended.ended is not None
    assert ended.ended.by == spring.timur.me
    reason = spring.kamron.see(AnotherMentor, asked.subject)
    assert reason is not None
    assert (reason.reason, reason.mentee) == ("canary-why", spring.timur.me)
    mentee = spring.kamron.see(Mentee, spring.mentee(spring.timur))
    assert mentee is not None
    assert mentee.forbidden == (spring.mentor(spring.malika),)
    assert b"canary-why" in all_bytes(spring.kamron)
    for stranger in (spring.malika, spring.bek, spring.lola):
        assert b"canary-why" not in all_bytes(stranger)
    assert spring.malika.see(Submission, work) is not None
    assert spring.timur.see(Submission, work) is not None


def test_nobody_asks_for_another_mentor_in_somebody_elses_place_or_twice(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    for member in (spring.malika, spring.timur, spring.lola):
        member.meet()

    spring.malika.do(wish(spring, "I would rather not"))
    spring.lola.do(wish(spring, "For a friend"))
    assert (spring.malika.meet(), spring.lola.meet()) == (1, 1)
    spring.timur.do(wish(spring, "Once"), wish(spring, "Twice"))
    assert spring.timur.meet() == 1


def test_a_coordinator_may_bring_the_two_together_again(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    spring.timur.meet()
    spring.timur.do(wish(spring, "A misunderstanding"))
    spring.timur.meet()
    spring.kamron.meet()

    spring.kamron.do(SetWishes(spring.mentee(spring.timur), None, ()))
    spring.publish((spring.malika, spring.timur))

    spring.timur.meet()
    engagement = spring.timur.see(Engagement, spring.engagement(spring.malika, spring.timur))
    assert engagement is not None
    assert engagement.ended is None


def test_after_an_end_nothing_new_is_handed_in(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    engagement = spring.engagement(spring.malika, spring.timur)
    spring.timur.meet()
    spring.kamron.do(EndEngagement(engagement, spring.kamron.me))
    assert spring.kamron.meet() == 0

    work = spring.hand_in(spring.timur, spring.malika)

    spring.timur.meet()
    assert spring.timur.see(Submission, work) is None


def test_all_that_is_between_a_person_and_the_coordinators_is_one_scope(spring: Spring):
    question = spring.ask(spring.timur, MENTEE, spring.malika)
    spring.publish((spring.malika, spring.timur))
    engagement = spring.kamron.see(Engagement, spring.engagement(spring.malika, spring.timur))
    assert engagement is not None
    spring.kamron.do(asking_about(engagement))
    assert spring.kamron.meet() == 0
    spring.timur.meet()
    wished = wish(spring, "No hour fits")
    spring.timur.do(wished)
    assert spring.timur.meet() == 0

    with spring.timur.desk.begin() as db:
        scopes = {(row.kind, row.id): row.scope for row in db.execute(select(shelf))}
    mine = [("proposal", question), ("outcome", engagement.id), ("another", wished.subject)]
    assert {scopes[one] for one in mine} == {f"user:{spring.timur.me}"}


def test_how_it_went_is_between_the_mentee_and_the_coordinators(spring: Spring):
    spring.publish((spring.malika, spring.timur))
    engagement = spring.kamron.see(Engagement, spring.engagement(spring.malika, spring.timur))
    assert engagement is not None
    spring.kamron.do(asking_about(engagement))
    assert spring.kamron.meet() == 0
    spring.timur.meet()

    spring.timur.do(AnswerOutcome(engagement.id, Experience(8, True, 12)))
    assert spring.timur.meet() == 0
    spring.malika.do(AnswerOutcome(engagement.id, Experience(10, True, 99)))
    assert spring.malika.meet() == 1

    spring.kamron.meet()
    told = spring.kamron.see(Outcome, engagement.id)
    assert told is not None
    assert told.experience == Experience(8, True, 12)
    assert spring.malika.see(Outcome, engagement.id) is None
    forged = replace(asking_about(engagement), mentee=spring.lola.me)
    spring.lola.do(forged)
    assert spring.lola.meet() == 1
