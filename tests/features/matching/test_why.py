"""The explanation of one pair: points that add up, and everything said beside them."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest

from growtogether_desktop.base.i18n import say, use_language
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.views import Improvement, Mark, RunnerUp, WhyView
from growtogether_desktop.features.matching.pane.why import WhyPane
from growtogether_desktop.pairing.score.score import Scoring
from growtogether_desktop.pairing.score.why import Band, Feature, Part, Piece, Why, explain
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.statement import Statement
from growtogether_desktop.ui.words import Words
from tests.features.matching.cohorts import lost

TIMUR = Mentee(
    "timur@c",
    "c",
    "timur",
    "Timur Karimov",
    wants=("Python", "PostgreSQL"),
    skills=("HTML",),
    languages=("uz", "ru"),
    goal="Build an API with Django and a database",
    free=((36, 44),),
    zone="Asia/Tashkent",
    priority=1,
)
MALIKA = Mentor(
    "malika@c",
    "c",
    "malika",
    "Malika Karimova",
    skills=("Python", "Django"),
    capacity=3,
    languages=("uz",),
    bio="Backend with Django",
    free=((38, 42),),
    least=2,
)
BEKZOD = Mentor("bekzod@c", "c", "bekzod", "Bekzod", skills=("Kotlin",), languages=("de",))


@pytest.fixture
def scoring() -> Scoring:
    return Scoring((TIMUR,), (MALIKA, BEKZOD), date(2026, 3, 9))


def tell(pane: WhyPane, view: WhyView | None) -> None:
    pane.show_why(view)
    for _turn in range(12):  # it is shown in several
        QTest.qWait(1)


def lines(pane: WhyPane) -> list[str]:
    words = [words.text() for words in pane.findChildren(Words) if words.isVisible()]
    return words + stated(pane)


def pills(pane: WhyPane) -> list[str]:
    return [pill.text for pill in pane.findChildren(Pill) if pill.isVisible()]


def stated(pane: WhyPane) -> list[str]:
    """The lines that are painted, as they are read out."""
    statement = pane.findChild(Statement)
    return statement.accessibleName().splitlines() if statement.isVisible() else []


def made(points: tuple[int, ...], pieces: tuple[Piece, ...] = ()) -> Why:
    most = (35, 25, 15, 12, 8, 5)
    parts = tuple(
        Part(feature, say("because"), one, of, pieces if feature == Feature.GOAL else ())
        for feature, one, of in zip(Feature, points, most, strict=True)
    )
    return Why(sum(points), Band.STRONG, parts)


def test_six_features_are_told_with_their_points_and_the_most_they_could_bring(set_up):
    pane = WhyPane()
    set_up(pane, 256, 1000)

    tell(pane, WhyView(TIMUR, MALIKA, made((32, 24, 15, 9, 8, 1))))

    assert stated(pane) == [
        "Points",
        *("Goal: 32 of 35", "because"),
        *("Wanted skills: 24 of 25", "because"),
        *("Step in level: 15 of 15", "because"),
        *("Hours: 9 of 12", "because"),
        *("Languages: 8 of 8", "because"),
        *("Earlier mentees: 1 of 5", "because"),
        "Together: 89 of 100",
    ]


def test_a_real_score_is_told_with_the_very_sentences_of_its_parts(set_up, scoring):
    pane = WhyPane()
    set_up(pane, 256, 1000)
    why = explain(scoring, 0, 0)

    tell(pane, WhyView(TIMUR, MALIKA, why))

    shown = lines(pane)
    assert {str(part.why) for part in why.parts} <= set(shown)
    assert f"Together: {why.score} of 100" in shown
    assert str(why.score) in shown


def test_pieces_are_told_one_by_one_and_the_rest_is_added_up(set_up):
    pane = WhyPane()
    set_up(pane, 256, 1000)
    pieces = (
        Piece("SQL", "SQL", 9),
        Piece("Databases", "PostgreSQL", 7),
        Piece("", "", 5, say("The two texts are worded alike.")),
        *(Piece(f"Skill {at}", f"Skill {at}", 4 - at) for at in range(4)),
    )

    tell(pane, WhyView(TIMUR, MALIKA, made((31, 24, 15, 9, 8, 1), pieces)))

    at = stated(pane).index("SQL: 9")
    assert stated(pane)[at : at + 6] == [
        "SQL: 9",
        "Databases → PostgreSQL: 7",
        "The two texts are worded alike.: 5",
        "Skill 0: 4",
        "Skill 1: 3",
        "2 others: 3",
    ]


def test_a_feature_that_cannot_bring_anything_has_no_points(set_up, scoring):
    pane = WhyPane()
    set_up(pane, 256, 1000)

    tell(pane, WhyView(TIMUR, MALIKA, explain(scoring, 0, 0)))

    assert "Earlier mentees: —" in stated(pane)


def test_the_roster_is_told_of_both(set_up):
    pane = WhyPane()
    set_up(pane, 320, 1000)

    tell(pane, WhyView(TIMUR, MALIKA))

    shown = lines(pane)
    assert (
        "Level 2 · Uzbek, Russian · comes before others\nWants Python, PostgreSQL\nKnows HTML\n"
        "Free 4 hours a week · Asia/Tashkent" in shown
    )
    assert "Level 4 · 3 seats · Uzbek\nAt least 2 mentees\nTeaches Python, Django\nFree 2 hours a week" in shown
    assert "“Build an API with Django and a database”" in shown
    assert "“Backend with Django”" in shown


def test_of_many_skills_some_are_shown_and_all_can_be_read(set_up):
    pane = WhyPane()
    set_up(pane, 320, 1000)
    skills = tuple(f"Skill {at}" for at in range(1, 31))

    tell(pane, WhyView(TIMUR, replace(MALIKA, skills=skills)))

    (told,) = (words for words in pane.findChildren(Words) if "Skill 1" in words.text())
    assert "Skill 7, Skill 8, 22 others" in told.text()
    assert ", ".join(skills) in told.toolTip()
    assert ", ".join(skills) in told.accessibleName()


def test_marks_opinions_improvements_and_the_runner_up_are_told(set_up):
    pane = WhyPane()
    set_up(pane, 320, 1000)

    tell(
        pane,
        WhyView(
            TIMUR,
            MALIKA,
            made((32, 24, 15, 9, 8, 1)),
            (Mark(say("pinned"), "information"),),
            improvements=(Improvement(say("With one more free hour together"), 3),),
            runner_up=RunnerUp("Nodira", 81, lost(3)),
            mentee_says=(say("Timur has ranked Malika first."),),
            mentor_says=(say("Malika has ranked Timur second."),),
        ),
    )

    assert pills(pane) == ["strong match", "pinned"]
    assert stated(pane)[-8:] == [
        "Next best",
        "Nodira: −3",
        "Fit 81 · the plan would lose 3 points",
        "What would change the fit",
        "With one more free hour together: +3",
        "What they say",
        "Timur has ranked Malika first.",
        "Malika has ranked Timur second.",
    ]


def test_an_equally_good_mentor_costs_nothing(set_up):
    pane = WhyPane()
    set_up(pane, 320, 1000)

    tell(pane, WhyView(TIMUR, MALIKA, runner_up=RunnerUp("Nodira", 81, lost(0))))

    assert "Fit 81 · equally good" in lines(pane)


def test_an_impossible_pair_says_why_and_has_no_points(set_up, scoring):
    pane = WhyPane()
    set_up(pane, 256, 1000)

    tell(pane, WhyView(TIMUR, BEKZOD, explain(scoring, 0, 1)))

    assert pills(pane) == ["not possible"]
    assert "They have no language in common." in lines(pane)
    assert "Points" not in stated(pane)


def test_who_waits_is_told_why_and_nobody_chosen_asks_to_choose(set_up):
    pane = WhyPane()
    set_up(pane, 256, 1000)
    assert lines(pane) == ["Choose a pair to see why it fits."]

    tell(pane, WhyView(TIMUR, waits=say("All seats are taken.")))
    assert "All seats are taken." in lines(pane)
    assert "Malika Karimova" not in lines(pane)
    tell(pane, None)

    assert lines(pane) == ["Choose a pair to see why it fits."]


def test_pills_that_do_not_fit_go_on_beneath(set_up):
    pane = WhyPane()
    set_up(pane, 200, 1000)

    tell(pane, WhyView(TIMUR, MALIKA, marks=tuple(Mark(say("a rather long mark {n}", n=at)) for at in range(3))))
    pane.grab()

    shown = [pill for pill in pane.findChildren(Pill) if pill.isVisible()]
    assert len({pill.y() for pill in shown}) == 3
    assert all(pill.geometry().right() <= pill.parent().width() for pill in shown)
    assert shown[-1].geometry().bottom() <= shown[-1].parent().height()


def test_names_of_languages_are_the_readers(set_up):
    use_language("ru")
    pane = WhyPane()
    set_up(pane, 320, 1000)

    tell(pane, WhyView(TIMUR))
    use_language("en")

    assert any("узбекский, русский" in line for line in lines(pane))
