"""What may go wrong between a desk and its hub, told apart by what to do about it."""

from growtogether_desktop.base.errors import Problem


class Unreachable(Problem):
    """No hub at the other end: work goes on, and goes up later."""


class HubTrouble(Problem):
    """The hub answers, but not with what was asked: it is broken, of another version, or no hub at all."""


class SignedOut(Problem):
    """The hub no longer knows this computer: the person signs in again. Nothing here is lost."""


class Declined(Problem):
    """The hub says no to this request, in words for the person."""
