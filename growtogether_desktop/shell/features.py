"""The features, in the order of the rail. Adding one is adding a line here."""

from growtogether_desktop.features import directory, home, matching, projects, returned, reviews
from growtogether_desktop.ui.feature import Feature

FEATURES: tuple[Feature, ...] = (
    home.FEATURE,
    reviews.FEATURE,
    matching.FEATURE,
    projects.FEATURE,
    directory.FEATURE,
    returned.FEATURE,
)
