"""The features, in the order of the rail. Adding one is adding a line here."""

from growtogether_desktop.features import directory, exchange, home, matching, people, privacy, projects, reviews
from growtogether_desktop.ui.feature import Feature

_AT_WORK: tuple[Feature, ...] = (
    home.FEATURE,
    reviews.FEATURE,
    matching.FEATURE,
    projects.FEATURE,
    directory.FEATURE,
    people.FEATURE,
)

FEATURES: tuple[Feature, ...] = (
    *_AT_WORK,
    exchange.make_feature(_AT_WORK),
    privacy.FEATURE,
)
