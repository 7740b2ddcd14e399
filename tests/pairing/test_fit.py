"""What a fit is made of."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.pairing.fit import Rarity, explain, fit_matrix, matched_skills, possible_pairs
from tests.pairing.conftest import make_mentee, make_mentor

SKILLS = st.lists(st.sampled_from(["go", "rust", "sql", "python", "java", "c++"]), max_size=6).map(tuple)
LANGUAGES = st.lists(st.sampled_from(["uz", "ru", "en"]), unique=True, max_size=3).map(tuple)
LEVELS = st.integers(1, 5)
MENTORS = st.lists(st.tuples(SKILLS, LANGUAGES, LEVELS), min_size=1, max_size=6).map(
    lambda sides: [
        replace(make_mentor(f"mentor {n}"), skills=skills, languages=languages, level=level)
        for n, (skills, languages, level) in enumerate(sides)
    ]
)
MENTEES = st.lists(st.tuples(SKILLS, LANGUAGES, LEVELS), min_size=1, max_size=6).map(
    lambda sides: [
        replace(make_mentee(f"mentee {n}"), wants=wants, languages=languages, level=level)
        for n, (wants, languages, level) in enumerate(sides)
    ]
)


def fit(mentee, *mentors):
    return fit_matrix([mentee], mentors)[0].tolist()


def test_everything_wanted_two_steps_ahead_in_two_languages_is_a_hundred(mentee, mentor):
    both = ("uz", "ru")

    assert fit(
        mentee("Timur", "Go Rust", level=2, languages=both), mentor("Malika", "Rust Go SQL", level=4, languages=both)
    ) == [100]


def test_nothing_wanted_leaves_only_the_language(mentee, mentor):
    assert fit(mentee("Timur", "Go", languages=("uz",)), mentor("Malika", "SQL", languages=("uz", "ru"))) == [5]


def test_a_rare_skill_counts_more_than_a_common_one(mentee, mentor):
    mentors = [mentor("rare", "Rust"), *(mentor(f"common {n}", "Go") for n in range(5))]

    rare, common, *_ = fit(mentee("Timur", "Go Rust"), *mentors)

    assert rare > common


def test_two_levels_ahead_is_best_and_behind_is_worst(mentee, mentor):
    steps = fit(mentee("Timur", level=2), *(mentor(f"{level}", level=level) for level in (1, 2, 3, 4, 5)))

    assert steps[0] < steps[1] < steps[2] < steps[4] < steps[3]


def test_spelling_makes_no_difference(mentee, mentor):
    latin, cyrillic = mentor("Malika", "testirovanie"), mentor("Malika", "Тестирование")
    wants = mentee("Timur", "ТЕСТИРОВАНИЕ")

    assert fit(wants, latin) == fit(wants, cyrillic) == [100]


def test_a_skill_named_twice_counts_once(mentee, mentor):
    mentors = mentor("Malika", "Go"), mentor("Lola", "Rust")

    assert fit(mentee("Timur", "Go go GO Rust"), *mentors) == fit(mentee("Timur", "Go Rust"), *mentors)


def test_names_change_nothing(mentee, mentor):
    timur, malika = mentee("Timur", "Go Rust"), mentor("Malika", "Go")

    assert fit(replace(timur, name="Lola"), replace(malika, name="Aziz")) == fit(timur, malika)


def test_no_common_language_is_impossible_unless_somebody_names_none(mentee, mentor):
    mentors = [mentor("ru", languages=("ru",)), mentor("both", languages=("en", "uz")), mentor("any")]

    assert possible_pairs([mentee("Timur", languages=("uz",)), mentee("Lola")], mentors).tolist() == [
        [False, True, True],
        [True, True, True],
    ]


def test_a_forbidden_pair_is_impossible_also_when_that_mentor_has_left(mentee, mentor):
    malika, lola, gone = mentor("Malika"), mentor("Lola"), mentor("Aziz")

    assert possible_pairs([mentee("Timur", forbidden=(malika.id, gone.id))], [malika, lola]).tolist() == [[False, True]]


def test_nobody_is_their_own_mentor(mentee, mentor):
    timur = mentee("Timur")

    assert possible_pairs([timur], [replace(mentor("Timur"), person=timur.person), mentor("Lola")]).tolist() == [
        [False, True]
    ]


def test_the_most_telling_skill_is_named_first_as_the_mentee_spells_it(mentee, mentor):
    mentors = [mentor("Malika", "go rust sql"), mentor("Lola", "go"), mentor("Aziz", "go sql")]

    assert matched_skills(mentee("Timur", "Go SQL Rust Java go"), mentors[0], Rarity(mentors)) == ("Rust", "SQL", "Go")


@given(MENTEES, MENTORS)
def test_the_parts_add_up_to_the_fit_for_every_pair(mentees, mentors):
    rarity, fits = Rarity(mentors), fit_matrix(mentees, mentors)

    parts = [[explain(mentee, mentor, rarity) for mentor in mentors] for mentee in mentees]

    assert [[sum(part.points for part in pair) for pair in row] for row in parts] == fits.tolist()
    assert all(0 <= part.points <= part.of for row in parts for pair in row for part in pair)


@given(MENTEES, MENTORS)
def test_a_fit_lies_between_0_and_100_and_never_depends_on_the_order(mentees, mentors):
    fits = fit_matrix(mentees, mentors)

    assert fits.min() >= 0
    assert fits.max() <= 100
    assert np.array_equal(fit_matrix(mentees[::-1], mentors[::-1]), fits[::-1, ::-1])


def test_the_parts_are_told_in_words(mentee, mentor):
    malika = mentor("Malika", "Go", level=3, languages=("uz", "ru"))
    timur = mentee("Timur", "Go Rust", level=2, languages=("uz",))

    assert [str(part.why) for part in explain(timur, malika, Rarity([malika]))] == [
        "Offers 1 of 2 skills wanted",
        "The mentor is 1 level ahead",
        "1 language in common",
    ]
