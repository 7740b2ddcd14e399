"""Small cohorts with every kind of wish."""

from hypothesis import strategies as st

from growtogether_desktop.domain.proposals import Say
from growtogether_desktop.pairing.plans.plan import Situation
from tests.pairing.conftest import make_mentee, make_mentor

SKILLS = ["Go", "Rust", "SQL", "Python", "Java", "React"]


@st.composite
def cohorts(draw, wishes=True, most=8, least=False):
    """Mentees with wishes and mentors with seats; with `least`, some of these want a least number at any rate."""
    skills = st.lists(st.sampled_from(SKILLS), min_size=1, max_size=4).map(" ".join)
    languages = st.sampled_from([(), ("uz",), ("ru",), ("uz", "ru")])
    mentors = [
        make_mentor(
            f"mentor {n}",
            draw(skills),
            capacity=draw(st.integers(1, 3)),
            least=draw(st.sampled_from([0, 0, 0, 1])) if wishes or least else 0,
            languages=draw(languages),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    ids = [mentor.id for mentor in mentors]
    many = draw(st.integers(0, most))
    everybody = [make_mentee(f"mentee {n}").id for n in range(many)]
    others = st.lists(st.sampled_from(everybody), max_size=1).map(tuple) if wishes and many else st.just(())
    mentees = [
        make_mentee(
            f"mentee {n}",
            draw(skills),
            level=draw(st.integers(1, 5)),
            languages=draw(languages),
            pinned_to=draw(st.one_of(st.none(), st.none(), st.none(), st.sampled_from(ids))),
            forbidden=tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=1))),
            priority=draw(st.sampled_from([0, 0, 1, 2])),
            together=draw(others) if n == 0 else (),
            apart=draw(others) if n == 1 else (),
        )
        for n in range(many)
    ]
    return mentees, mentors


@st.composite
def situations(draw, mentees, mentors):
    pairs = [(mentee.id, mentor.id) for mentee in mentees for mentor in mentors]
    if not pairs:
        return Situation()
    ranked = draw(st.dictionaries(st.sampled_from(pairs), st.sampled_from([3, 6, 10, 20]), max_size=4))
    return Situation(answers=Say(ranked, frozenset(draw(st.lists(st.sampled_from(pairs), max_size=1)))))
