"""Every kind of cohort that cannot be paired as it stands: who has to be named, and what is to be offered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules
from growtogether_desktop.domain.proposals import Say
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.plan import Situation, plan_by, score
from growtogether_desktop.pairing.plans.steps import Agree, Enrol, WayOut, carried_out
from growtogether_desktop.pairing.plans.ways_out import ways_out
from tests.pairing.conftest import make_mentee, make_mentor


@dataclass(frozen=True)
class Kind:
    mentees: Sequence[Mentee]
    mentors: Sequence[Mentor]
    named: str
    """Names and numbers that have to be told, in words."""
    offered: str
    """The cheapest way out, as it is said."""
    vetoed: frozenset[tuple[str, str]] = frozenset()

    @property
    def situation(self) -> Situation:
        return Situation(answers=Say({}, self.vetoed))


def malika(seats=2, **more):
    return make_mentor("Malika", capacity=seats, **{"languages": ("uz",), **more})


def aziz(seats=1, **more):
    return make_mentor("Aziz", capacity=seats, **{"languages": ("uz",), **more})


def who(name, **more):
    return make_mentee(name, **{"languages": ("uz",), **more})


USUAL = Rules()
ALI, VALI, GULI = who("Ali"), who("Vali"), who("Guli")
SEVEN = [who(f"Mentee {n}", languages=("ru",)) for n in "1234567"]
FIVE_SEATS = [make_mentor(name, capacity=n, languages=("ru",)) for name, n in (("Igor", 2), ("Olga", 2), ("Ivan", 1))]

KINDS: dict[str, Kind] = {
    "no common language": Kind(
        [who("Ali", languages=("kaa",))],
        [malika()],
        "No mentor shares a language with Ali.",
        "Ask Ali and Malika for a language in common",
    ),
    "no joint hour": Kind(
        [who("Ali", free=((0, 4),))],
        [malika(free=((100, 104),))],
        "No mentor has a free hour in common with Ali.",
        "Ask Ali and Malika for an hour at which both have time.",
    ),
    "pins over the seats": Kind(
        [replace(one, pinned_to=aziz().id) for one in (ALI, VALI, GULI)],
        [aziz(), malika()],
        "Aziz has 1 seat, but more mentees are pinned to it: Ali, Guli, Vali.",
        "Give Aziz 2 more seats.",
    ),
    "least numbers over the mentees": Kind(
        [ALI, VALI],
        [malika(least=2), aziz(least=1)],
        "Malika, Aziz: mentees wanted there at least: 3; who can go there: 2.",
        "Lower the least number of Aziz to 0.",
    ),
    "a group larger than any seats": Kind(
        [ALI, replace(VALI, together=(ALI.id,)), replace(GULI, together=(ALI.id,))],
        [malika(), aziz()],
        "Ali, Guli, Vali must be together, but no mentor they share has 3 seats.",
        "Give Malika 1 more seat.",
    ),
    "a pin on a forbidden pair": Kind(
        [replace(ALI, pinned_to=aziz().id, forbidden=(aziz().id,))],
        [aziz(), malika()],
        "Ali is pinned to Aziz and forbidden to go there.",
        "Lift the ban between Ali and Aziz.",
    ),
    "a pin without a common language": Kind(
        [replace(ALI, pinned_to=aziz().id)],
        [aziz(languages=("ru",)), malika()],
        "Ali is pinned to Aziz, but they have no language in common.",
        "Lift the pin of Ali.",
    ),
    "a pin without a common hour": Kind(
        [replace(ALI, pinned_to=aziz().id, free=((0, 4),))],
        [aziz(free=((9, 12),)), malika()],
        "Ali is pinned to Aziz, but they have no free hour in common.",
        "Lift the pin of Ali.",
    ),
    "a pin on a pair that was ruled out": Kind(
        [replace(ALI, pinned_to=aziz().id)],
        [aziz(), malika()],
        "Ali is pinned to Aziz, but one of the two has ruled the other out.",
        "Lift the pin of Ali.",
        frozenset({(ALI.id, aziz().id)}),
    ),
    "a pin to somebody who has left": Kind(
        [replace(ALI, pinned_to=aziz().id)],
        [malika()],
        "Ali is pinned to a mentor who has left the cohort.",
        "Lift the pin of Ali.",
    ),
    "apart, but pinned to one mentor": Kind(
        [replace(ALI, pinned_to=malika().id), replace(VALI, pinned_to=malika().id, apart=(ALI.id,))],
        [malika(), aziz()],
        "Ali, Vali must be apart, but they are pinned to the same mentor, Malika.",
        "Lift the pin of Ali.",
    ),
    "together, but pinned to two mentors": Kind(
        [replace(ALI, pinned_to=aziz().id), replace(VALI, pinned_to=malika().id, together=(ALI.id,))],
        [aziz(), malika()],
        "Ali, Vali must be together, but they are pinned to different mentors.",
        "Lift the pin of Ali.",
    ),
    "together, but one may not follow a pin": Kind(
        [replace(ALI, pinned_to=malika().id), replace(VALI, forbidden=(malika().id,), together=(ALI.id,))],
        [aziz(), malika()],
        "Ali, Vali must be together and one is pinned to Malika, but Vali cannot go there.",
        "Lift the ban between Vali and Malika.",
    ),
    "together and apart": Kind(
        [ALI, replace(VALI, together=(ALI.id,), apart=(ALI.id,))],
        [malika()],
        "Ali, Vali must be together and apart at once.",
        "Let Ali, Vali have the same mentor.",
    ),
    "together through a third, and apart": Kind(
        [ALI, replace(VALI, together=(ALI.id,)), replace(GULI, together=(VALI.id,), apart=(ALI.id,))],
        [malika(3)],
        "Ali, Guli must be together and apart at once.",
        "Let Ali, Guli have the same mentor.",
    ),
    "together without a common mentor": Kind(
        [replace(ALI, forbidden=(aziz().id,)), replace(VALI, forbidden=(malika().id,), together=(ALI.id,))],
        [aziz(2), malika()],
        "Ali, Vali must be together, but there is no mentor all of them could go to.",
        "Lift the ban between",
    ),
    "together where a rival is pinned": Kind(
        [
            ALI,
            replace(VALI, together=(ALI.id,), apart=(GULI.id,)),
            replace(GULI, pinned_to=malika(3).id),
        ],
        [malika(3)],
        "Ali, Vali must be together, but there is no mentor all of them could go to.",
        "Let Guli, Vali have the same mentor.",
    ),
    "ruled out by everybody": Kind(
        [ALI],
        [malika(), aziz()],
        "Ali has ruled every mentor out, or was ruled out by them.",
        "Ask Ali and",
        frozenset({(ALI.id, malika().id), (ALI.id, aziz().id)}),
    ),
    "forbidden to everybody": Kind(
        [replace(ALI, forbidden=(malika().id, aziz().id))],
        [malika(), aziz()],
        "Every mentor is forbidden to Ali.",
        "Lift the ban between Ali and",
    ),
    "forbidden to the only mentor, who is full": Kind(
        [replace(ALI, forbidden=(aziz().id,)), replace(VALI, pinned_to=aziz().id)],
        [aziz()],
        "Every mentor is forbidden to Ali.",
        "Lift the ban between Ali and Aziz, and give Aziz one more seat.",
    ),
    "two rivals forbidden to the only mentor": Kind(
        [replace(ALI, forbidden=(aziz().id,), apart=(VALI.id,)), replace(VALI, forbidden=(aziz().id,)), GULI],
        [aziz()],
        "Every mentor is forbidden to",
        "Lift the ban between",
    ),
    "something with everybody": Kind(
        [replace(ALI, free=((0, 4),), forbidden=(aziz().id,))],
        [aziz(), malika(free=((9, 12),)), make_mentor("Igor", languages=("ru",))],
        "No mentor can take Ali. Forbidden by a coordinator: Aziz; ruled out by one of the two: 0; "
        "without a common language: Igor; without a common free hour: Malika.",
        "Lift the ban between Ali and Aziz.",
    ),
    "two things with everybody": Kind(
        [replace(ALI, free=((0, 4),))],
        [aziz(languages=("ru",), free=((9, 12),))],
        "No mentor shares a language with Ali.",
        "Enrol a mentor who speaks Uzbek and has time when Ali has.",
    ),
    "nobody but oneself": Kind(
        [replace(ALI, person=malika().person)],
        [malika()],
        "There is no mentor but Ali, and nobody can be their own.",
        "Enrol a mentor for Ali who speaks Uzbek.",
    ),
    "no mentors": Kind([ALI, VALI], [], "There is no mentor in the cohort yet.", "Enrol mentors with 2 seats."),
    "no seats": Kind([ALI, VALI], [malika(0), aziz(0)], "No mentor has a seat.", "Give Malika 2 more seats."),
    "seven for three mentors with five seats": Kind(
        [*SEVEN, ALI],
        [*FIVE_SEATS, malika()],
        "Only Igor, Ivan, Olga could take Mentee 1, Mentee 2, Mentee 3, Mentee 4, Mentee 5, Mentee 6, Mentee 7; "
        "seats there: 5.",
        "2 more seats with",
    ),
    "a seat that a pin has taken": Kind(
        [replace(ALI, pinned_to=aziz().id), replace(VALI, forbidden=(malika().id,))],
        [aziz(), malika()],
        "Only Aziz could take Ali, Vali; seats there: 1.",
        "One more seat with Aziz places one more mentee.",
    ),
    "a least number that bans forbid": Kind(
        [replace(ALI, forbidden=(malika().id,)), replace(VALI, forbidden=(malika().id,))],
        [malika(least=1), make_mentor("Nodira", capacity=2)],
        "Malika: mentees wanted there at least: 1; who can go there: 0.",
        "Lift the ban between",
    ),
    "a least number that pins forbid": Kind(
        [replace(ALI, pinned_to=aziz().id)],
        [aziz(), malika(least=1)],
        "Malika: mentees wanted there at least: 1; who can go there: 0.",
        "Lower the least number of Malika to 0.",
    ),
    "least numbers that a group forbids": Kind(
        [ALI, replace(VALI, together=(ALI.id,))],
        [malika(least=1), aziz(2, least=1)],
        "Malika, Aziz: the least numbers wanted there do not go with who must be together or apart: Ali, Vali.",
        "Lower the least number of",
    ),
    "a group that waits": Kind(
        [ALI, replace(VALI, together=(ALI.id,)), who("Xurshid", priority=2)],
        [malika()],
        "No mentor has enough seats left for Ali together with Vali.",
        "1 more seat with Malika makes room for Ali, Vali.",
    ),
    "rivals with one mentor": Kind(
        [ALI, replace(VALI, apart=(ALI.id,))],
        [malika()],
        "must be apart from",
        "Let Ali, Vali have the same mentor.",
    ),
    "apart from whoever is pinned to the only mentor": Kind(
        [ALI, replace(VALI, apart=(ALI.id,), pinned_to=malika().id)],
        [malika()],
        "Ali must be apart from Vali, and no other mentor has a seat left.",
        "Let Ali, Vali have the same mentor.",
    ),
    "with one and without another": Kind(
        [ALI, replace(VALI, together=(ALI.id,), apart=(GULI.id,)), replace(GULI, priority=2)],
        [malika(4)],
        "No seats are left such that Vali could be with Ali and without Guli.",
        "Let",
    ),
    "several at once": Kind(
        [
            replace(ALI, pinned_to=aziz().id, forbidden=(aziz().id,)),
            replace(VALI, pinned_to=aziz().id),
            who("Lola", together=(GULI.id,), apart=(GULI.id,)),
            GULI,
            who("Zuhra", pinned_to=make_mentor("Nobody").id),
        ],
        [aziz(), malika(9, least=7)],
        "Ali is pinned to Aziz and forbidden to go there. | Zuhra is pinned to a mentor who has left the cohort. | "
        "Guli, Lola must be together and apart at once.",
        "Lift the ban between Ali and Aziz.",
    ),
}


def told(kind, rules=USUAL):
    """What is said, the ways that are offered first, and how many have a mentor."""
    scored = score(kind.mentees, kind.mentors, rules, kind.situation)
    try:
        plan = plan_by(scored, rules)
    except Impossible as problem:
        said = " | ".join(str(one.what) for one in problem.found)
        return said, [one.ways[0] for one in problem.found], -1
    ways = ways_out(scored, plan)
    return " | ".join(sorted({str(one.reason) for one in plan.unplaced})), ways, len(plan.pairs)


def taken(kind: Kind, ways: Sequence[WayOut]) -> Kind:
    """The cohort once these ways out are taken, also by those who alone can."""
    steps = [step for way in ways for step in way.steps]
    mentees, mentors = carried_out(kind.mentees, kind.mentors, steps)
    vetoed = set(kind.vetoed)
    for step in steps:
        if isinstance(step, Agree):
            vetoed.discard((step.mentee, step.mentor))
            mentor = next(one for one in mentors if one.id == step.mentor)
            mentees = tuple(_agreed(one, mentor) if one.id == step.mentee else one for one in mentees)
        if isinstance(step, Enrol):
            mentors = (*mentors, make_mentor("Somebody", capacity=len(step.mentees)))
    return replace(kind, mentees=mentees, mentors=mentors, vetoed=frozenset(vetoed))


def _agreed(mentee: Mentee, mentor: Mentor) -> Mentee:
    return replace(mentee, languages=(*mentee.languages, *mentor.languages), free=(*mentee.free, *mentor.free))
