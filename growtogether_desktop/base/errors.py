"""The two kinds of trouble: a Problem (the person can act on it) and everything else (a bug)."""

from growtogether_desktop.base.i18n import Message


class Problem(Exception):
    """Trouble that is nobody's bug: offline, refused by the hub, a bad CSV row.

    Raise it with words a mentor understands; the shell shows them as a notice.
    Anything that is not a Problem reaches the crash sheet instead.
    """

    def __init__(self, what: Message, advice: Message | None = None) -> None:
        super().__init__(what, advice)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} {self.advice}" if self.advice else str(self.what)
