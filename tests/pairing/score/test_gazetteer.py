"""The skills people write about, found in what they write."""

from growtogether_desktop.pairing.score.gazetteer import gazetteer


def found(text: str) -> list[str]:
    """The concepts in a text, in order."""
    return [gazetteer().concepts[mention.concept].id for mention in gazetteer().find(text)]


def test_a_goal_in_each_language_finds_what_it_is_about():
    assert found("I want to become a backend developer with Django") == ["backend", "programming", "django"]
    assert found("Хочу сделать свой сайт на Джанго") == ["web", "django"]
    assert found("Oʻz saytimni yaratmoqchiman, Reactni oʻrganyapman") == ["web", "react"]
