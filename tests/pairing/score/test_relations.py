import importlib
from pathlib import Path

import numpy as np
import pytest

from growtogether_desktop.pairing.score.gazetteer import gazetteer
from growtogether_desktop.pairing.score.relations import COOCCURRENCE, read_cooccurrence, relations

SURVEY = Path(__file__).parents[4] / "shared" / "data" / "skills" / "skill_cooccurrence.csv"
PLACE = {concept.id: place for place, concept in enumerate(gazetteer().concepts)}


def near(one, other):
    return relations().near[PLACE[one], PLACE[other]]


def test_a_skill_is_nearest_to_itself_and_nearness_is_mutual():
    kernel = relations().near

    np.testing.assert_array_equal(np.diag(kernel), 1)
    np.testing.assert_array_equal(kernel, kernel.T)
    assert kernel.min() >= 0
    assert kernel.max() == 1


@pytest.mark.parametrize(
    ("skill", "closer", "farther"),
    [("django", "python", "swift"), ("django", "flask", "kotlin"), ("react", "typescript", "machine-learning")],
)
def test_relatives_are_nearer_than_strangers(skill, closer, farther):
    assert near(skill, closer) > near(skill, farther)


def test_kernels_lengths_are_real():
    assert np.linalg.eigvalsh(relations().near).min() > 0


def test_a_skill_covers_itself_wholly_and_what_goes_with_it_more_than_it_is_near():
    covers = relations().covers

    np.testing.assert_array_equal(np.diag(covers), 1)
    assert covers.max() == 1
    assert covers[PLACE["python"], PLACE["django"]] > near("python", "django")


def test_what_is_below_a_wish_serves_it_the_more_the_fewer_steps_it_is_away():
    serves = relations().serves

    assert serves[PLACE["databases"], PLACE["sql"]] >= 2 * serves[PLACE["databases"], PLACE["postgresql"]]
    assert serves[PLACE["databases"], PLACE["postgresql"]] > near("databases", "postgresql")
    assert serves[PLACE["postgresql"], PLACE["databases"]] == near("postgresql", "databases")
    np.testing.assert_array_equal(np.diag(serves), 1)


def test_a_wish_is_served_less_than_twice_as_much_as_two_skills_can_be_near():
    """What keeps products of rows exact: g'Sm is at most this norm times √(g'Kg · m'Km)."""
    values, vectors = np.linalg.eigh(relations().near)
    root = vectors / np.sqrt(values)

    assert np.linalg.norm(root.T @ relations().serves @ root, 2) < 2


def test_every_pair_in_the_data_is_of_two_skills_we_have():
    pairs = read_cooccurrence()

    assert all(one in PLACE and other in PLACE and len(one) >= len(other) for one, other in pairs)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    assert all(0.12 <= value <= 1 for value in pairs.values())


def test_the_data_is_small():
    assert sum(path.stat().st_size for path in COOCCURRENCE.parent.iterdir() if path.suffix != ".md") <= 100_000


def test_the_data_is_what_the_survey_gives(tmp_path, monkeypatch):
    if not SURVEY.exists():
        pytest.skip("the survey's counts are not beside the repository")
    tool = importlib.import_module("cooccurrence")
    monkeypatch.setattr(tool, "OUT", tmp_path / "made.csv")

    tool.main([str(SURVEY)])

    assert (tmp_path / "made.csv").read_text() == COOCCURRENCE.read_text()
