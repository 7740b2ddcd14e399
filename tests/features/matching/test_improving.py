"""What would change a fit, and that it would."""

from dataclasses import replace
from datetime import date

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.improving import MOST, improvements
from growtogether_desktop.pairing.score.score import Scoring

WEEK = date(2026, 3, 9)
TIMUR = Mentee(
    "timur@c", "c", "timur", "Timur", wants=("Python", "Docker"), languages=("uz", "ru"), free=((36, 44), (84, 92))
)
MALIKA = Mentor("malika@c", "c", "malika", "Malika", skills=("python",), languages=("uz",), free=((38, 41),))


def score(mentee: Mentee, mentor: Mentor) -> int:
    return int(Scoring((mentee,), (mentor,), WEEK).matrix()[0, 0])


def told(mentee: Mentee, mentor: Mentor) -> dict[str, int]:
    return {str(one.what): one.points for one in improvements(Scoring((mentee,), (mentor,), WEEK), 0, 0)}


def test_every_gain_is_what_the_score_would_really_be():
    before = score(TIMUR, MALIKA)

    gains = told(TIMUR, MALIKA)

    spoke = score(TIMUR, replace(MALIKA, languages=("uz", "ru"))) - before
    free = score(TIMUR, replace(MALIKA, free=TIMUR.free)) - before
    assert gains["If Malika also spoke Russian"] == spoke > 0
    assert gains["If Malika were free whenever Timur is"] == free > 0
    assert gains["If Malika also taught Docker"] > 0


def test_what_brings_most_comes_first_and_what_brings_nothing_is_left_out():
    greedy = replace(TIMUR, wants=("Python", "Docker", "Kotlin", "Rust", "Figma"))

    found = improvements(Scoring((greedy,), (MALIKA,), WEEK), 0, 0)

    points = [one.points for one in found]
    assert len(found) == MOST
    assert points == sorted(points, reverse=True)
    assert min(points) > 0


def test_a_skill_that_is_taught_already_is_not_asked_for_in_another_spelling():
    assert not any("ython" in what for what in told(TIMUR, MALIKA))


def test_an_impossible_pair_is_told_what_would_make_it_possible():
    foreign = replace(MALIKA, languages=("de",))

    gains = told(TIMUR, foreign)

    assert gains["If Malika also spoke Uzbek"] == score(TIMUR, replace(foreign, languages=("de", "uz")))
    assert "If Malika also taught Docker" not in gains


def test_a_pair_that_has_everything_wants_nothing():
    both = replace(MALIKA, skills=("Python", "Docker"), languages=("uz", "ru"), free=TIMUR.free)

    assert told(TIMUR, both) == {}
