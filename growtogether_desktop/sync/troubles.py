"""What may go wrong between a desk and its hub, told apart by what to do about it."""

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message


class Unreachable(Problem):
    """No hub at the other end: work goes on, and goes up later."""


class HubTrouble(Problem):
    """The hub answers, but not with what was asked: it is broken, of another version, or no hub at all."""

    def __init__(self, what: Message, advice: Message | None = None, *, retry_after_s: float = 0) -> None:
        super().__init__(what, advice)
        self.retry_after_s = retry_after_s
        """When the hub wants to be asked again; 0 when it does not say."""


class SignedOut(Problem):
    """The hub no longer knows this computer: the person signs in again. Nothing here is lost."""


class Revoked(SignedOut):
    """This computer was taken off the list: it forgets what it knows (see `sync.wiping`)."""


class Left(Revoked):
    """This person has been erased: nothing of the programme stays, not even what they had not sent."""


class Declined(Problem):
    """The hub says no to this request, in words for the person."""
