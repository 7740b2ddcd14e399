from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.i18n import use_language
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Weights, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.score.score import Scoring
from growtogether_desktop.pairing.score.why import Band, Feature, band, explain
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

WEEK = date(2026, 11, 23)
CURVES = ((1500, 1000, 500, 250, 250), (500,) * 5, (0, 0, 500, 500, 500), (1000, 200, 0, 0, 0), (160,) * 5, (0,) * 5)
COHORT = CohortId("cohort")
PERSON, OTHER = person_known_as("timur@example.org"), person_known_as("jane@example.org")
MENTEE, MENTOR = mentee_id(PERSON, COHORT), mentor_id(OTHER, COHORT)
PAIRS = [(row, column) for row in range(40) for column in range(30)]


def parts_of(scoring):
    return {part.feature: part for part in explain(scoring, 0, 0).parts}


@pytest.mark.parametrize("rules", [{}, {"weights": Weights(1, 1, 1, 1, 1, 1)}, {"learned": CURVES}])
def test_points_add_up_to_the_score_for_every_pair(cohort, rules):
    scoring = Scoring(*cohort, WEEK, effects={cohort[1][0].person: (5, 0.9)}, **rules)
    scores = scoring.matrix()

    for row, column in PAIRS if not rules else PAIRS[::7]:
        why = explain(scoring, row, column)

        assert why.score == scores[row, column]
        if why.score == IMPOSSIBLE:
            assert why.impossible is not None
            assert why.parts == ()
            continue
        assert why.impossible is None
        assert [part.feature for part in why.parts] == list(Feature)
        assert sum(part.points for part in why.parts) == why.score
        assert sum(part.of for part in why.parts) == 100
        assert all(0 <= part.points <= part.of for part in why.parts)
        for part in why.parts[:2]:
            assert sum(piece.points for piece in part.pieces) == part.points
            assert all(piece.points > 0 for piece in part.pieces)


TEXTS = st.lists(
    st.sampled_from(
        (
            "I know Python,",
            "хочу",
            "Go",
            "Kubernetes",
            "oʻrganmoqchiman",
            "not frontend",
            "ikebana",
            "суҳбат",
            "code review",
        )
    ),
    max_size=6,
).map(" ".join)
SKILLS = st.lists(st.sampled_from(("Python", "Go", "Quilting", "React", "SQL", "Docker")), max_size=4, unique=True)


@settings(max_examples=60, deadline=None)  # the first example loads the gazetteer
@given(TEXTS, TEXTS, SKILLS, SKILLS, st.integers(1, 5), st.integers(1, 5))
def test_points_add_up_whatever_two_people_write(goal, bio, wants, skills, low, high):
    timur = Mentee(MENTEE, COHORT, PERSON, "Timur", tuple(wants), goal=goal, level=low)
    jane = Mentor(MENTOR, COHORT, OTHER, "Jane", tuple(skills), bio=bio, level=high)

    why = explain(Scoring((timur,), (jane,), WEEK), 0, 0)

    assert sum(part.points for part in why.parts) == why.score
    assert all(sum(piece.points for piece in part.pieces) == part.points for part in why.parts[:2])


def test_a_piece_names_what_is_wanted_and_what_is_offered(mentee, mentor):
    timur = mentee("timur", wants=("python3", "Quilting"), goal="Learn FastAPI")
    jane = mentor("jane", skills=("Python", "quilting", "Figma"), bio="I teach FastAPI and Docker")

    parts = parts_of(Scoring((timur,), (jane,), WEEK))

    assert ("FastAPI", "FastAPI") in {(piece.wanted, piece.offered) for piece in parts[Feature.GOAL].pieces}
    assert [(piece.wanted, piece.offered) for piece in parts[Feature.STACK].pieces] == [
        ("python3", "Python"),
        ("Quilting", "quilting"),
    ]


def test_a_goal_stands_in_for_skills_piece_by_piece(mentee, mentor):
    parts = parts_of(Scoring((mentee("timur", goal="Learn FastAPI"),), (mentor("jane", bio="FastAPI"),), WEEK))

    assert parts[Feature.STACK].pieces[0].wanted == "FastAPI"
    assert parts[Feature.STACK].points == parts[Feature.STACK].of


def test_likeness_in_wording_is_called_by_its_name(mentee, mentor):
    goal = "Ikebana: flower arranging for a quiet home"

    part = parts_of(Scoring((mentee("timur", goal=goal),), (mentor("jane", bio=goal),), WEEK))[Feature.GOAL]

    assert "worded alike" in str(part.why)
    assert [str(piece.note) for piece in part.pieces] == ["The two texts are worded alike."]


def test_who_tells_nothing_gets_half_and_is_told_so(mentee, mentor):
    why = explain(Scoring((mentee("timur"),), (mentor("jane", bio="FastAPI"),), WEEK), 0, 0)

    assert why.band == Band.UNTOLD
    assert [2 * part.points - part.of for part in why.parts[:2]] in ([0, 0], [0, 1], [1, 0], [1, 1], [0, -1], [-1, 0])
    assert "counts half" in str(why.parts[0].why)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"languages": ("kk",)}, "language in common"),
        ({"free": ((0, 2),)}, "free hour in common"),
        ({"forbidden": True}, "ruled this pair out"),
        ({"person": True}, "their own mentor"),
    ],
)
def test_an_impossible_pair_says_what_stands_in_the_way(changes, words, mentee, mentor):
    jane = mentor("jane", languages=("uz",), free=((20, 40),))
    changes = changes | ({"forbidden": (jane.id,)} if "forbidden" in changes else {})
    changes = changes | ({"person": jane.person} if "person" in changes else {})

    why = explain(Scoring((replace(mentee("timur"), **changes),), (jane,), WEEK), 0, 0)

    assert why.score == IMPOSSIBLE
    assert words in str(why.impossible)


def test_bands_begin_where_they_say():
    assert [band(value) for value in (1000, 500, 499, 350, 349, 200, 199, 0)] == [
        Band.STRONG,
        Band.STRONG,
        Band.GOOD,
        Band.GOOD,
        Band.PARTIAL,
        Band.PARTIAL,
        Band.NONE,
        Band.NONE,
    ]


def test_the_same_pair_is_explained_in_the_same_way_however_skills_are_listed(mentee, mentor):
    timur = mentee("timur", wants=("Python", "SQL", "Quilting"), goal="Learn FastAPI and Docker")
    jane = mentor("jane", skills=("Django", "PostgreSQL", "quilting"), bio="Backend")

    turned = replace(timur, wants=timur.wants[::-1]), replace(jane, skills=jane.skills[::-1])

    assert explain(Scoring((timur,), (jane,), WEEK), 0, 0) == explain(Scoring(turned[:1], turned[1:], WEEK), 0, 0)


def test_concepts_are_named_in_the_language_in_use(mentee, mentor):
    scoring = Scoring((mentee("timur", goal="Algorithms"),), (mentor("jane", bio="Algorithms"),), WEEK)
    use_language("ru")

    pieces = parts_of(scoring)[Feature.GOAL].pieces

    use_language("en")
    assert [piece.wanted.isascii() for piece in pieces if piece.wanted] == [False]
