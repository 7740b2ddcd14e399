"""What outcomes teach about the weights: how much each feature really helps, and where along its way.

    effect ≈ a + Σ_k Σ_r c_kr · ramp_r(x_k),   c ≥ 0

A ramp rises over a fifth of a feature's range, so the curves can bend but never fall: nobody is ever
worth less for fitting better. The coefficients are drawn towards those of the weights in use now, and
the fewer ratings there are, the more. What is learned is worth adopting only with enough ratings, and
if it foretells the outcomes of cohorts it has not seen better than the weights do.

Source: regularised isotonic (monotone) additive regression by bounded least squares,
scipy.optimize.lsq_linear (Branch, Coleman and Li 1999).
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Weights
from growtogether_desktop.pairing.score.budget import FEATURES, MOST, RAMPS
from growtogether_desktop.pairing.score.facts import FULL
from growtogether_desktop.pairing.score.shares import shared_out

ENOUGH = 60
"""Ratings; fewer teach nothing one could rely on."""

_PULL = 200.0
"""How strongly coefficients are drawn to the usual ones: about the variance of an effect over that of a coefficient."""
_LEAST_SLOPE = 0.25
"""Among people who were paired well, scores differ little and foretell little; the usual weights are no less meant."""
_SURE = 2
"""Standard errors by which learned weights have to be better."""
_HUNDREDTHS = 100

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rating:
    """How a pair went, and what was known when it was made."""

    cohort: str
    values: tuple[int, ...]
    """The features in thousandths (see `Scoring.values`)."""
    effect: float
    """0 to 1 (see `Experience.effect`)."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned, beside the weights it would replace. Going back to them is all it takes to revert."""

    ramps: tuple[tuple[int, ...], ...]
    """For `Rules.learned`: hundredths of a point for each ramp of each feature; together 100 points."""
    weights: Weights
    """The points each feature could bring by what was learned, rounded."""
    ratings: int
    cohorts: int
    usual_error: float
    """By how much, in points of 100, effects in a cohort differ from what the weights in use foretell."""
    learned_error: float
    """The same by what is learned from the other cohorts."""
    adopt: bool
    why: Message


def learn(ratings: Sequence[Rating], weights: Weights = Weights()) -> Lesson:  # noqa: B008  # frozen
    """What the ratings teach. The same ratings teach the same in any order."""
    ratings = sorted(ratings, key=lambda one: (one.cohort, one.values, one.effect))
    cohorts = np.unique([one.cohort for one in ratings])
    usual = _usual(weights)
    if not ratings:
        return _lesson(usual, 0, 0, (0.0, 0.0), False)
    ramps, effects = ramps_of(ratings), np.array([one.effect for one in ratings])
    errors = _errors(ramps, effects, np.array([one.cohort for one in ratings]), usual)
    _, learned = _fitted(ramps, effects, usual)
    gain = errors[0] - errors[1]
    # A gain within twice its own standard error may be luck; the usual weights stay.
    surely = bool(learned.sum() > 0 and gain.mean() > _SURE * gain.std() / np.sqrt(len(gain)))
    adopt = len(ratings) >= ENOUGH and len(cohorts) > 1 and surely
    means = tuple(round(100 * float(np.sqrt(error.mean())), 1) for error in errors)
    return _lesson(learned if learned.sum() > 0 else usual, len(ratings), len(cohorts), (means[0], means[1]), adopt)


def ramps_of(ratings: Sequence[Rating]) -> Floats:
    """How far each pair is up each ramp, 0 to 1: (ratings, FEATURES · RAMPS)."""
    values = np.array([one.values for one in ratings], np.float64) * RAMPS / FULL
    return np.clip(values[:, :, None] - np.arange(RAMPS), 0, 1).reshape(len(ratings), FEATURES * RAMPS)


def _usual(weights: Weights) -> Floats:
    points = np.array(astuple(weights), np.float64)
    return np.repeat(points / points.sum() / RAMPS, RAMPS)


def _errors(ramps: Floats, effects: Floats, cohorts: NDArray[np.str_], usual: Floats) -> tuple[Floats, Floats]:
    """Squared errors for each rating by the usual weights and by what the other cohorts teach."""
    by_usual, by_learned = np.empty_like(effects), np.empty_like(effects)
    for cohort in np.unique(cohorts):
        held = cohorts == cohort
        others = ~held if not held.all() else held
        least, slope = _line(ramps[others] @ usual, effects[others])
        by_usual[held] = least + slope * (ramps[held] @ usual)
        least, learned = _fitted(ramps[others], effects[others], usual)
        by_learned[held] = least + ramps[held] @ learned
    return (by_usual - effects) ** 2, (by_learned - effects) ** 2


def _fitted(ramps: Floats, effects: Floats, usual: Floats) -> tuple[float, Floats]:
    """Where effects begin, and what each ramp adds."""
    slope = max(_LEAST_SLOPE, _line(ramps @ usual, effects)[1])
    middle = ramps.mean(0)
    spread = ramps - middle
    # The least squares of hundreds of ratings and of as many pulls as ramps, as a square root of each other.
    root = np.linalg.cholesky(spread.T @ spread + _PULL * np.eye(len(usual))).T
    wanted = np.linalg.solve(root.T, spread.T @ effects + _PULL * slope * usual)
    learned: Floats = lsq_linear(root, wanted, (0, np.inf), method="bvls").x
    return float(effects.mean() - middle @ learned), learned


def _line(scores: Floats, effects: Floats) -> tuple[float, float]:
    """The rising line through effects over scores: where it begins, and its slope."""
    spread = scores - scores.mean()
    slope = max(0.0, float(spread @ effects) / max(float(spread @ spread), 1e-12))
    return float(effects.mean() - slope * scores.mean()), slope


def _lesson(learned: Floats, ratings: int, cohorts: int, errors: tuple[float, float], adopt: bool) -> Lesson:
    fine = [round(1e6 * part) for part in (learned / learned.sum()).tolist()]
    flat = shared_out(MOST * _HUNDREDTHS, fine)
    ramps = tuple(tuple(flat[at : at + RAMPS]) for at in range(0, len(flat), RAMPS))
    weights = Weights(*shared_out(MOST, [sum(one) for one in ramps]))
    return Lesson(ramps, weights, ratings, cohorts, *errors, adopt, _why(ratings, cohorts, errors, adopt))


def _why(ratings: int, cohorts: int, errors: tuple[float, float], adopt: bool) -> Message:
    if ratings < ENOUGH:
        return say_n(
            "{n} answer is there; with {enough} from two cohorts or more, something can be learned.",
            "{n} answers are there; with {enough} from two cohorts or more, something can be learned.",
            ratings,
            enough=ENOUGH,
        )
    if cohorts < 2:
        return say("All answers are from one cohort. Whether they hold for others, a second one will tell.")
    if not adopt:
        return say("The weights in use foretell outcomes as well as anything learned would, so they stay.")
    return say(
        "Learned weights miss the outcomes of cohorts they have not seen by {learned} points, those in use by {usual}.",
        learned=errors[1],
        usual=errors[0],
    )
