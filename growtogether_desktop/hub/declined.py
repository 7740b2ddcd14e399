"""How the hub says no to a request: in words for the person, with a code for the program."""

from growtogether_desktop.base.i18n import Message, say


class Declined(Exception):
    """A request that is not served. Nothing of it has been done."""

    def __init__(self, status: int, code: str, what: Message, *, retry_after_s: float = 0) -> None:
        super().__init__(code)
        self.status = status
        """As HTTP has it."""
        self.code = code
        self.what = what
        self.retry_after_s = retry_after_s
        """When to ask again; 0 when that would not help."""


def not_found() -> Declined:
    """The one answer for what is not there and for what is not this person's to see."""
    return Declined(404, "not_found", say("That is not there."))


def unauthorised() -> Declined:
    return Declined(401, "unauthorised", say("You are signed out."))


def left() -> Declined:
    """Their owner has been erased: nothing of the programme may stay on this computer."""
    return Declined(401, "left", say("You have left this programme; what it knew of you is gone."))


def revoked() -> Declined:
    """The device has been taken off the list: whoever holds it wipes it."""
    return Declined(401, "revoked", say("This computer has been signed out by its owner."))
