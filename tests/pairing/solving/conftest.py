"""Small problems of every kind, and what they are worth by the plainest way there is."""

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.pairing.solving.blocks import LargeInstance
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Instance

NEVER = -1e13
"""Worse than all else in a small problem, and exact in float64."""


@dataclass
class KeptRows:
    """Scores as an engine asks for them that must not keep them; counts the rows it asks for."""

    scores: np.ndarray
    asked: int = 0

    def rows(self, which):
        self.asked += len(which)
        return self.scores[which].copy()


@pytest.fixture
def problem():
    """problem(seed): ties, impossible pairs, too few seats, none, many levels, priorities; all sizes from nothing."""
    return _problem


@pytest.fixture
def in_blocks():
    """in_blocks(instance): the same with scores in blocks, alike rows known."""
    return _in_blocks


@pytest.fixture
def best_total():
    """best_total(instance): by SciPy, with a seat in the waiting room for every row."""
    return _best_total


def _problem(seed):
    chance = np.random.default_rng(seed)
    rows, columns = int(chance.integers(0, 30)), int(chance.integers(0, 14))
    greatest = int(chance.choice([1, 3, 20, 100, 5_000, 100_000]))
    scores = chance.integers(0, greatest + 1, (rows, columns))
    if rows and chance.random() < 0.3:
        scores = scores[chance.integers(0, rows, rows)]
    if columns and chance.random() < 0.3:
        scores = scores[:, chance.integers(0, columns, columns)]
    if chance.random() < 0.6:
        scores = np.where(chance.random(scores.shape) < chance.choice([0.1, 0.5, 0.9, 1]), IMPOSSIBLE, scores)
    seats = chance.integers(0, chance.choice([1, 2, 5, 40]), columns)
    waiting = (
        np.zeros(rows, np.int64),
        -(greatest * rows + 1) * chance.integers(1, 4, rows),
        chance.integers(-greatest, greatest + 1, rows),
    )[chance.integers(3)]
    return Instance(scores.astype(np.int16 if greatest <= 5_000 else np.int64), seats, waiting)


def _in_blocks(instance):
    alike = np.arange(len(instance.waiting))
    if instance.scores.size:
        alike = np.unique(instance.scores, axis=0, return_inverse=True)[1].ravel()
    return LargeInstance(KeptRows(instance.scores), alike, instance.seats, instance.waiting)


def _best_total(instance):
    rows = len(instance.waiting)
    column_of_seat = np.repeat(np.arange(len(instance.seats)), np.minimum(instance.seats, rows))
    offered = np.where(instance.scores == IMPOSSIBLE, NEVER, instance.scores)[:, column_of_seat]
    room = np.repeat(instance.waiting[:, None], rows, axis=1)
    worth = np.concatenate((offered, room), axis=1)
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())
