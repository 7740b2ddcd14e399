"""What is said to a person while, or because, this computer is not yet ready for Grow-Together."""

from __future__ import annotations

import sys

NOT_READY = 3
"""The exit status that says: this computer lacks something, and you have been told what."""


class NotReady(Exception):
    """This computer lacks something; the words say what, and what to do about it."""


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
